"""What every setting is for. docs/settings.md is made from this and from the defaults in the code."""

from dataclasses import dataclass

from smederij.config import env


@dataclass(frozen=True)
class About:
    """A setting in a sentence; `shown` stands for a default that differs per machine."""

    name: str
    words: str
    shown: str = ""

    def row(self) -> str:
        """Its line in the table."""
        return f"| `{self.name}` | {self.shown or _plain(env.DEFAULTS[self.name])} | {self.words} |"


def _plain(default: str | bool | int) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    return f"`{default}`" if default != "" else "none"


SETTINGS = (
    About(
        "SMEDERIJ_DATA",
        "folder for the database, files and the secret key. Back it up without `peppers/` and, "
        "while people vote, without the `-wal` file: key, urn and order together could tell who "
        "voted what",
        shown="`./var`",
    ),
    About(
        "SMEDERIJ_PEPPERS",
        "folder for the keys of the letters, one file per round; see below",
        shown="`peppers` in the data folder",
    ),
    About(
        "SMEDERIJ_DATABASE",
        "`sqlite:///path` or `postgresql://name:password@host:5432/database`",
        shown="`sqlite://` in the data folder",
    ),
    About("SMEDERIJ_URL", "the address people see; stands in letters and e-mails"),
    About("SMEDERIJ_HOSTS", "names the server answers to"),
    About("SMEDERIJ_HTTPS", "on: secure cookies, redirect to https, HSTS"),
    About(
        "SMEDERIJ_BEHIND_PROXY",
        "on: believe `X-Forwarded-Proto` and `X-Forwarded-For` of the proxy in front",
    ),
    About("SMEDERIJ_SECRET_KEY", "signs cookies and tokens", shown="made once, in the data folder"),
    About("SMEDERIJ_MUNICIPALITY", "name of the municipality"),
    About("SMEDERIJ_HELP_NAME", "whom to call when nobody nearer is known"),
    About("SMEDERIJ_HELP_PHONE", "that number, on every page and every error page"),
    About("SMEDERIJ_MAIL_HOST", "SMTP server", shown="none: mail is printed in the log"),
    About("SMEDERIJ_MAIL_PORT", "its port"),
    About("SMEDERIJ_MAIL_USER", "its login"),
    About("SMEDERIJ_MAIL_PASSWORD", "its password"),
    About("SMEDERIJ_MAIL_TLS", "STARTTLS"),
    About("SMEDERIJ_MAIL_FROM", "sender of every e-mail"),
    About("SMEDERIJ_MAIL_BACKEND", "another Django e-mail backend", shown="by the host"),
    About(
        "SMEDERIJ_SMS_URL",
        "where a provider of text messages takes an HTTPS POST",
        shown="none: no text messages",
    ),
    About("SMEDERIJ_SMS_KEY", "the whole `Authorization` header of that provider, such as `AccessKey abc`"),
    About("SMEDERIJ_SMS_FROM", "sender of every text message, at most eleven letters"),
    About("SMEDERIJ_SMS_FIELDS", "the form the provider wants; written as JSON it is sent as JSON"),
    About("SMEDERIJ_SMS_COUNTRIES", "countries besides the Netherlands whose numbers get text messages"),
    About("SMEDERIJ_SMS_PER_HOUR", "so many codes by text message in an hour, to all together"),
    About(
        "SMEDERIJ_SMS_BACKEND",
        "another way out: a dotted path to a function of number and text",
        shown="by the address",
    ),
    About(
        "SMEDERIJ_TILES",
        "where the streets under the map of areas come from, with `{z}`, `{x}` and `{y}`; asked for only "
        "when a visitor opens the map with streets; empty: no streets",
    ),
    About("SMEDERIJ_TILES_CREDIT", "whom to thank for them, on that map"),
    About("SMEDERIJ_LOG_LEVEL", "how much the log says"),
    About(
        "SMEDERIJ_LOOSE_DATABASE",
        "for tests alone: let voting open on a PostgreSQL that loses votes when the power fails",
    ),
    About("SMEDERIJ_DEBUG", "for developers, never on the internet"),
    About("SMEDERIJ_DEMO", "an example with one-click logins, never for a real village"),
)


def table() -> str:
    """The table of all settings, in Markdown."""
    head = "| variable | default | what it is |\n|---|---|---|\n"
    return head + "".join(f"{setting.row()}\n" for setting in SETTINGS)
