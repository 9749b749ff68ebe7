"""The form for a story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import PictureField, Words
from smederij.stories.actions import LONGEST_TEXT, LONGEST_TITLE


class StoryForm(forms.Form):
    """A title, what happened, and a photo for who has one."""

    text = Words(
        label=_("What happened?"),
        help_text=_(
            "Tell it as you would at the kitchen table: who was there, what went well, what was hard?"
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Tell what happened. A few sentences are enough.")},
    )
    title = Words(
        label=_("Give your story a title"),
        help_text=_("For example: the stage stood, and then it began to rain."),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give your story a title.")},
    )
    picture = PictureField(
        label=_("A photo"),
        help_text=_("Ask the people in it whether they mind."),
        required=False,
        max_length=200,
    )
    picture_alt = Words(
        label=_("What is in the photo?"),
        help_text=_("For neighbours who can't see it well."),
        max_length=300,
        required=False,
    )
