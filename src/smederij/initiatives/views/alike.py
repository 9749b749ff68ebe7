"""Ideas that resemble the one somebody is about to post: join hands, or post it all the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core import signing

from smederij.base.models import Picture
from smederij.initiatives.actions.steps import sealed
from smederij.initiatives.forms import IdeaForm
from smederij.initiatives.models import Initiative
from smederij.places.models import Area

KEPT = "initiatives.kept-picture"
COUNTED = "initiatives.counted"
KEPT_FOR = 60 * 60 * 24  # as long as a picture of nobody stays
NOT_CARRIED = frozenset({"picture"})


@dataclass(frozen=True)
class KindredPage:
    """What was typed, carried along unseen, and what resembles it here and elsewhere in the municipality.

    `kept`: the signed number of its photo.
    """

    area: Area
    form: IdeaForm
    kin: list[Initiative]
    elsewhere: list[Initiative]
    kept: str

    @property
    def title(self) -> str:
        """The sentence that was typed."""
        return str(self.form.cleaned_data["title"])

    def carried(self) -> Iterator[tuple[str, str]]:
        """Every field that was filled in, for the form that posts it all the same."""
        for name in self.form.fields:
            value = self.form.data.get(name, "")
            if name not in NOT_CARRIED and value:
                yield name, value
        if self.kept:
            yield "bewaard", self.kept
        if counted := counted_token(self.form.data.get("key", ""), self.title):
            yield "geteld", counted

    @property
    def near(self) -> list[tuple[Initiative, str]]:
        """What resembles it here; with each, that this visitor was counted for joining it."""
        return self._counted(self.kin)

    @property
    def far(self) -> list[tuple[Initiative, str]]:
        """The same in the rest of the municipality."""
        return self._counted(self.elsewhere)

    def _counted(self, kin: list[Initiative]) -> list[tuple[Initiative, str]]:
        key = self.form.data.get("key", "")
        return [(one, counted_token(key, str(one.pk))) for one in kin]

    def for_joining(self) -> Iterator[tuple[str, str]]:
        """What a form for joining hands needs of it: the same key, the sentence, and who it is.

        Whoever is signed in joins themselves, unless they wrote down somebody else's idea.
        """
        yield "key", self.form.data.get("key", "")
        yield "words", self.title
        if self.form.reach() is not None:
            yield from ((name, self.form.data.get(name, "")) for name in ("name", "phone", "email"))


def kept_token(picture: Picture | None) -> str:
    """A photo that waits for its idea, as text that only we can have written."""
    return signing.dumps(picture.pk, salt=KEPT) if picture is not None else ""


def kept_picture(token: str) -> Picture | None:
    """The photo that waited; None when it is too long ago, or belongs to an idea already."""
    try:
        number = signing.loads(token, salt=KEPT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return Picture.objects.filter(pk=number, owner_id=None).first()


def counted_token(key: str, words: str) -> str:
    """That somebody unknown was counted for this form with these words: what it makes, is made once."""
    seal = sealed(key, words)
    return signing.dumps(seal, salt=COUNTED) if seal else ""


def was_counted(token: str, key: str, words: str) -> bool:
    """Whether this form with these words was counted before."""
    try:
        return bool(key) and signing.loads(token, salt=COUNTED, max_age=KEPT_FOR) == sealed(key, words)
    except signing.BadSignature:
        return False
