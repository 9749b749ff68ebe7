"""The forms for a story: nothing but a title and something told is asked."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from smederij.base.inputs import PictureField, Words
from smederij.stories import voice
from smederij.stories.actions import LONGEST_TEXT, LONGEST_TITLE

TELL = _("Tell what happened. A few sentences are enough, or use your voice.")


class VoiceField(forms.FileField):
    """A recording made on the page, or a voice memo. Whether it is one, `voice.read` finds out."""

    widget = forms.FileInput(attrs={"accept": voice.ACCEPT, "data-voice": "", "data-most": voice.MOST_BYTES})
    default_error_messages = {
        "empty": _("We hear nothing in this file. Record it once more."),
        "max_length": _("The name of this file is too long. Give it a shorter name and choose it again."),
    }


class TellingForm(forms.Form):
    """What happened, in words, by voice, or both."""

    text = Words(
        label=_("What happened?"),
        help_text=_(
            "Tell it as you would at the kitchen table: who was there, what went well, what was hard?"
        ),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    voice = VoiceField(
        label=_("Or with your voice"),
        help_text=_(
            "At most about five minutes. Not everybody hears: a few typed words above help those neighbours."
        ),
        required=False,
        max_length=200,
    )
    title = Words(
        label=_("Give your story a title"),
        help_text=_("For example: the stage stood, and then it began to rain."),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give your story a title.")},
    )

    def __init__(self, *args: Any, spoken: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = spoken

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("text") or data.get("voice") or self.spoken or {"text", "voice"} & set(self.errors)):
            self.add_error("text", cast(str, TELL))
        return data


class StoryForm(TellingForm):
    """The same, with a photo for who has one."""

    picture = PictureField(
        label=_("A photo"),
        help_text=_("Ask the people in it whether they mind. You can add more afterwards."),
        required=False,
        max_length=200,
    )
    picture_alt = Words(
        label=_("What is in the photo?"),
        help_text=_("For neighbours who can't see it well."),
        max_length=300,
        required=False,
    )


class MorePicturesForm(forms.Form):
    """One more photo."""

    picture = PictureField(
        label=_("A photo"),
        help_text=_("Ask the people in it whether they mind."),
        max_length=200,
        error_messages={"required": _("Choose a photo.")},
    )
    picture_alt = Words(
        label=_("What is in the photo?"),
        help_text=_("For neighbours who can't see it well."),
        max_length=300,
        required=False,
    )
    caption = Words(
        label=_("What do you want to say under it?"),
        max_length=200,
        required=False,
    )
