"""The code on a letter: what it looks like, how it is read, and how it is kept."""

import hmac
import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTH = 12  # 60 bits; guessing 100 a second for two weeks finds one of 20,000 with chance 1 in 500,000
CHECKS = 31  # a prime below the alphabet's size, so that any one wrong or two swapped characters show
_READ_AS = str.maketrans("OIL", "011")


def make_code() -> str:
    """A new code: 12 random characters and a check character, shown 4-4-5."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return shown(random + check_character(random))


def check_character(random: str) -> str:
    """The weighted sum of the characters, modulo a prime."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(random, start=1))
    return ALPHABET[total % CHECKS]


def shown(code: str) -> str:
    """A code as it stands on a letter: ABCD-EFGH-JKMNP."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_code(typed: str) -> str | None:
    """The 13 characters that someone meant, or None when it can't be a code.

    Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    """
    plain = "".join(character for character in typed.upper() if character.isalnum()).translate(_READ_AS)
    if len(plain) != LENGTH + 1 or any(character not in ALPHABET for character in plain):
        return None
    return plain if check_character(plain[:-1]) == plain[-1] else None


def mac(code: str, *, pepper: bytes) -> bytes:
    """The keyed hash under which a code is kept: HMAC-SHA-256, 32 bytes."""
    return hmac.new(pepper, code.encode(), sha256).digest()
