"""Who may do what with an idea; and the loaders that views use."""

from smederij.initiatives.access.ideas import (
    AREA_PEOPLE,
    carries,
    find,
    is_area_person,
    may_change,
    may_confirm,
    may_confirm_idea,
    may_enter_for_others,
    may_see,
    may_withdraw,
    to_change,
    to_confirm,
)
from smederij.initiatives.access.offers import (
    may_answer,
    may_meet,
    may_offer,
    may_take_back,
    need,
    offer,
    to_help,
    to_help_for,
)

__all__ = [
    "AREA_PEOPLE",
    "carries",
    "find",
    "is_area_person",
    "may_answer",
    "may_change",
    "may_confirm",
    "may_confirm_idea",
    "may_enter_for_others",
    "may_meet",
    "may_offer",
    "may_see",
    "may_take_back",
    "may_withdraw",
    "need",
    "offer",
    "to_change",
    "to_confirm",
    "to_help",
    "to_help_for",
]
