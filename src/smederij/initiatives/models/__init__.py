"""What: ideas, which become initiatives when people start doing them."""

from smederij.initiatives.models.ideas import Initiative, Initiatives
from smederij.initiatives.models.needs import Need, NeedKind

__all__ = ["Initiative", "Initiatives", "Need", "NeedKind"]
