"""The forms of this room."""

from smederij.initiatives.forms.ideas import ChangeForm, DoorForm, IdeaForm, StrangerForm

__all__ = ["ChangeForm", "DoorForm", "IdeaForm", "StrangerForm"]
