"""Telephone numbers: one way to write each (E.164), whatever way people wrote it."""

import re

from django.conf import settings

MOBILE = re.compile(r"\+316\d{8}")
ABROAD = re.compile(r"\+[1-9]\d{7,14}")
SIGNS = str.maketrans("", "", " -./")


def e164(written: str) -> str:
    """+31612345678 for 06-12 34 56 78, 0031 6..., +31 (0)6...; "" when it is no number."""
    number = written.translate(SIGNS).replace("(0)", "").translate(str.maketrans("", "", "()"))
    if number.startswith("00"):
        number = f"+{number[2:]}"
    elif number.startswith("0"):
        number = f"+31{number[1:]}"
    number = re.sub(r"^\+310", "+31", number)
    return number if ABROAD.fullmatch(number) and (number[:3] != "+31" or len(number) == 12) else ""


def can_be_texted(number: str) -> bool:
    """A Dutch mobile, or a number of a country that is switched on; others would cost, and not arrive."""
    if number.startswith("+31"):
        return MOBILE.fullmatch(number) is not None
    return any(number.startswith(f"+{code}") for code in settings.SMS_COUNTRIES)


def spoken(number: str) -> str:
    """06 12 34 56 78 for +31612345678; others as they are."""
    home = f"0{number[3:]}" if MOBILE.fullmatch(number) else number
    return " ".join(home[at : at + 2] for at in range(0, 10, 2)) if home != number else number


def pattern(number: str) -> str:
    """A regular expression that finds this number in whatever way it was written; check with `e164`."""
    return "[^0-9]*".join(number[-9:]) + "[^0-9]*$"
