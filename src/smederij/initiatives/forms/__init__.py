"""The forms of this room; those of its life lie in `forms.living`."""

from smederij.initiatives.forms.ideas import ChangeForm, DoorForm, IdeaForm, NeedsForm, StrangerForm, as_asked
from smederij.initiatives.forms.offers import DoorHelpForm, HelpForm, help_form_for

__all__ = [
    "ChangeForm",
    "DoorForm",
    "DoorHelpForm",
    "HelpForm",
    "IdeaForm",
    "NeedsForm",
    "StrangerForm",
    "as_asked",
    "help_form_for",
]
