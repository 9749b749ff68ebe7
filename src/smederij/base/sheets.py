"""Text that goes into a spreadsheet."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text, so that a spreadsheet takes it for no formula, whatever it begins with."""
    return f"'{text}" if text.startswith(FORMULAS) else text
