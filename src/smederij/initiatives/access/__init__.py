"""Who may do what with an idea; and the loaders that views use."""

from smederij.initiatives.access.ideas import (
    AREA_PEOPLE,
    carries,
    find,
    is_area_person,
    may_change,
    may_confirm,
    may_enter_for_others,
    may_see,
    may_withdraw,
    to_change,
    to_confirm,
)

__all__ = [
    "AREA_PEOPLE",
    "carries",
    "find",
    "is_area_person",
    "may_change",
    "may_confirm",
    "may_enter_for_others",
    "may_see",
    "may_withdraw",
    "to_change",
    "to_confirm",
]
