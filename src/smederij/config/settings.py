"""All settings, by environment, each with a working default (see docs/settings.md)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from smederij.config import env

django_stubs_ext.monkeypatch()

SOURCE = Path(__file__).resolve().parents[1]
DATA = Path(env.text("SMEDERIJ_DATA", str(Path.cwd() / "var"))).resolve()
os.umask(0o077)  # the urn, the roll and the keys are of this process alone
DATA.mkdir(parents=True, exist_ok=True)
PEPPERS = env.text("SMEDERIJ_PEPPERS", "")  # keys of the letters; empty: in the data folder

DEBUG = env.switch("SMEDERIJ_DEBUG", False)
DEMO = env.switch("SMEDERIJ_DEMO", False)
SECURE = env.switch("SMEDERIJ_HTTPS", False)
ALLOWED_HOSTS = env.words("SMEDERIJ_HOSTS", "localhost,127.0.0.1,[::1],testserver")
PUBLIC_URL = env.text("SMEDERIJ_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]


def _secret_key() -> str:
    """The key from the environment, or one made once and kept beside the data."""
    given = env.text("SMEDERIJ_SECRET_KEY", "")
    if given:
        return given
    file = DATA / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text()


SECRET_KEY = _secret_key()


def _database(url: str) -> dict[str, Any]:
    """One database from a URL: sqlite:///path or postgresql://user:password@host:port/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "smederij.base.sqlite",
            "NAME": parts.path or str(DATA / "smederij.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
        }
    options = {"options": "-c default_transaction_isolation=read\\ committed"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


LOOSE_DATABASE = env.switch("SMEDERIJ_LOOSE_DATABASE", False)
DATABASES = {"default": _database(env.text("SMEDERIJ_DATABASE", f"sqlite://{DATA / 'smederij.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "base",
    "places",
    "people",
    "initiatives",
    "pots",
    "gatherings",
    "agreements",
    "rounds",
    "stories",
    "front",
]
INSTALLED_APPS = [
    *(f"smederij.{room}" for room in reversed(ROOMS)),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "smederij.base.middleware.Compressed",
    "smederij.base.middleware.Policy",
    "smederij.base.middleware.TooLarge",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "smederij.base.middleware.Private",
    "smederij.people.middleware.WhoIsActing",
    "smederij.base.middleware.Refusals",
]

ROOT_URLCONF = "smederij.config.urls"
WSGI_APPLICATION = "smederij.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "smederij.base.context.shell",
            ],
            "builtins": ["smederij.base.templatetags.look", "smederij.base.templatetags.words"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

AUTH_USER_MODEL = "people.Login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
ACCOUNT_ADAPTER = "smederij.people.login.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "request_login_code": "smederij.people.forms.WayInForm",
    "confirm_login_code": "smederij.people.forms.CodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SMS_PER_HOUR = env.number("SMEDERIJ_SMS_PER_HOUR", 300)
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "send_sms": f"{SMS_PER_HOUR}/h/key",  # of all together
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
FORMAT_MODULE_PATH = ["smederij.base.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "smederij.base.statics.Stamped"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60 * 60 * 24 * 30  # addresses carry the hash of what they bring
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.woff2$"  # another cut of a font comes under another name
MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_BODY_BYTES = 32 * 1024 * 1024  # a photo, a voice and a form; each is told at its own field when too large
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Limits on codes are counted here: Django would throw a third away from 300 rows on.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_BACKEND = env.text(
    "SMEDERIJ_MAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("SMEDERIJ_MAIL_HOST", "")
    else "smederij.base.mail.Shown"
    if DEMO
    else "django.core.mail.backends.console.EmailBackend"
    if DEBUG
    else "smederij.base.mail.NoServer",
)
EMAIL_HOST = env.text("SMEDERIJ_MAIL_HOST", "")
EMAIL_PORT = env.number("SMEDERIJ_MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("SMEDERIJ_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("SMEDERIJ_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.switch("SMEDERIJ_MAIL_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("SMEDERIJ_MAIL_FROM", "smederij@localhost")

SMS_URL = env.text("SMEDERIJ_SMS_URL", "")
SMS_BACKEND = env.text(
    "SMEDERIJ_SMS_BACKEND",
    "smederij.base.sms.provider"
    if SMS_URL
    else "smederij.base.sms.shown"
    if DEMO
    else "smederij.base.sms.no_server",
)
SMS_KEY = env.text("SMEDERIJ_SMS_KEY", "")
SMS_FROM = env.text("SMEDERIJ_SMS_FROM", "Smederij")
SMS_FIELDS = env.text("SMEDERIJ_SMS_FIELDS", "originator={from}&recipients={to}&body={text}")
SMS_COUNTRIES = env.words("SMEDERIJ_SMS_COUNTRIES", "32,49")

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.switch("SMEDERIJ_BEHIND_PROXY", False) else None
)
TRUST_PROXY = env.switch("SMEDERIJ_BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "smederij.base.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS = (
    [] if SECURE else ["security.W004", "security.W008", "security.W012", "security.W016"]
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],  # hearing what you just recorded, before it is sent
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Whom to call when nothing else is known: shown on every page and every error page.
HELP_NAME = env.text("SMEDERIJ_HELP_NAME", "de Smederij")
HELP_PHONE = env.text("SMEDERIJ_HELP_PHONE", "088 000 00 00")
MUNICIPALITY = env.text("SMEDERIJ_MUNICIPALITY", "")

# Where the streets under the map come from; asked for only when a visitor opens them. Empty: no streets.
TILES = env.text(
    "SMEDERIJ_TILES",
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png",
)
TILES_CREDIT = env.text("SMEDERIJ_TILES_CREDIT", "Kaartgegevens © Kadaster")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.text("SMEDERIJ_LOG_LEVEL", "INFO")},
}
