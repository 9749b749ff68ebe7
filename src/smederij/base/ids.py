"""Random public names for anything about a person or a matter."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def public_id() -> str:
    """Ten characters without look-alikes: 49 bits, enough not to be guessed, short enough to read out."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
