"""The forms of this room; those of its life lie in `forms.living`."""

from smederij.initiatives.forms.ideas import ChangeForm, DoorForm, IdeaForm, StrangerForm

__all__ = ["ChangeForm", "DoorForm", "IdeaForm", "StrangerForm"]
