"""The letters of a round for a printer: a sheet in a zip that opens only with a password told by phone."""

import csv
import io
import re
import secrets
from dataclasses import replace
from datetime import datetime

import pyzipper
from django.conf import settings
from django.utils.translation import gettext as _

from smederij.base.sheets import plain_cell
from smederij.rounds.codes import ALPHABET
from smederij.rounds.letters_pdf import Post, grouped, letters_pdf
from smederij.rounds.models import RollEntry

GROUPS, GROUP = 4, 5  # a hundred bits: nobody tries them all
PASSWORD = re.compile(rf"[{ALPHABET}]{{{GROUP}}}(-[{ALPHABET}]{{{GROUP}}}){{{GROUPS - 1}}}")
EXAMPLE = "UUUU-UUUU-UUUUU"  # no code holds a U, so nobody can vote with it


def new_password() -> str:
    """A password for one file, kept nowhere: said by phone, typed by the printer."""
    groups = ("".join(secrets.choice(ALPHABET) for _sign in range(GROUP)) for _group in range(GROUPS))
    return "-".join(groups)


def letters_zip(post: Post, *, password: str, now: datetime) -> bytes:
    """The sheet, one letter as an example, and how to use them; encrypted with AES, in memory only.

    Raises NotPrinted when the example can't be made.
    """
    files = {
        "lees-mij.txt": _how().encode("utf-8-sig"),
        "brieven.csv": sheet(post).encode("utf-8-sig"),
        "voorbeeld.pdf": letters_pdf(replace(post, letters=[(_somebody(), EXAMPLE)]), now=now),
    }
    out = io.BytesIO()
    with pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as packed:
        packed.setpassword(password.encode())
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def sheet(post: Post) -> str:
    """A line per letter, as a spreadsheet in Dutch reads it."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(["nummer", "naam", "adres", "postcode", "plaats", "code", "qr"])
    for roll, code in post.letters:
        name = roll.name or _("To the resident of")
        where = (name, roll.address, roll.postcode, roll.town)
        told = grouped(code)
        lines.writerow([roll.number, *map(plain_cell, where), told, f"{settings.PUBLIC_URL}/s#{told}"])
    return out.getvalue()


def _somebody() -> RollEntry:
    return RollEntry(
        number=0, name=_("An example"), address="Smidsweg 1", postcode="1234 AB", town=_("Example town")
    )


def _how() -> str:
    return "\r\n".join(
        [
            _("voorbeeld.pdf shows how a letter looks. Its code does not work."),
            _("brieven.csv holds a line per letter: number, name, address, postcode, town, code and QR."),
            _("Print the code as it stands there, and make a QR code of the address in the last column."),
            _("Count the letters: as many lines, as many letters. Print none of them twice."),
            _("Every code is a vote. Show it to nobody, and throw this file away when the letters are sent."),
            "",
        ]
    )
