"""Words as they are compared: small letters, without accents. Knows nothing of Django."""

import unicodedata


def _plain(sign: str) -> str:
    """A Latin letter as everybody types it: small, and without its accent."""
    bare = unicodedata.normalize("NFD", sign)[0]
    return bare.lower() if bare.isascii() else sign.lower()


# Those with an accent, and those of which a database without a locale does not know the small one.
_FOLDED = {sign: _plain(sign) for sign in map(chr, range(0xC0, 0x180)) if _plain(sign) != sign}
ACCENTED = "".join(_FOLDED)
PLAIN = "".join(_FOLDED.values())
_TABLE = str.maketrans(ACCENTED, PLAIN)


def fold(text: str | None) -> str:
    """ "Café de Reünie" becomes "cafe de reunie"; the databases do the same (base.search.Fold)."""
    return unicodedata.normalize("NFC", text or "").translate(_TABLE).lower()
