"""After posting: what happens now, what would help, and a code for who does not want to wait for a call."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smederij.base import clock, phones, sms
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions, forms, queries
from smederij.initiatives.actions import Draft, Reach
from smederij.initiatives.kindred import Said
from smederij.initiatives.models import Initiative
from smederij.people import queries as people
from smederij.people.models import Actor
from smederij.people.queries import Contact
from smederij.people.requests import ActingRequest

SALT = "initiatives.posted"
THANKED_FOR = 60 * 60 * 24
HERE = "posted_here"
MOST_HERE = 3


@dataclass(frozen=True)
class PostedPage:
    """What happens next with an idea that was just posted, and who calls.

    `form`: what would help, for who may say so. `reach`: where a code can go, as it was typed in this
    browser; never what is known of the starter by now. `elsewhere`: something like it.
    """

    initiative: Initiative
    contacts: list[Contact]
    form: forms.NeedsForm | None
    reach: str
    elsewhere: list[Initiative]

    @property
    def caller(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None

    @property
    def by_code(self) -> bool:
        """Whether a code can go to what they left."""
        starter = self.initiative.starter
        return bool(_for_a_code(phone=starter.phone, email=starter.email))


def _for_a_code(*, phone: str, email: str) -> str:
    """The number, when a text message can go there, or else the address."""
    number = phones.e164(phone)
    return phone if number and phones.can_be_texted(number) and sms.is_possible() else email


def thank(request: ActingRequest, posted: Initiative, *, reach: Reach | None) -> HttpResponse:
    """On to the page that thanks; the browser remembers what was typed here and is not asked again."""
    if reach is not None and request.actor is None:
        typed = _for_a_code(phone=reach.phone, email=reach.email)
        here = {**request.session.get(HERE, {}), str(posted.pk): typed}
        request.session[HERE] = dict(list(here.items())[-MOST_HERE:])
    token = signing.dumps(posted.pk, salt=SALT)
    return redirect("idea_posted", slug=posted.area.slug, token=token)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def idea_posted(request: ActingRequest, slug: str, token: str) -> HttpResponseBase:
    """Thank you: what happens next, and who will call. For the one who just posted it, for a day."""
    try:
        number = signing.loads(token, salt=SALT, max_age=THANKED_FOR)
    except signing.BadSignature:
        return redirect("area", slug=slug)
    initiative = Initiative.objects.select_related("area__parent__parent__parent", "starter").get(pk=number)
    by, form = _says_needs(request, initiative), None
    if by is not None:
        form = forms.NeedsForm(request.POST or None, initial=forms.as_asked(initiative))
        if form.is_valid() and _say_needs(form, initiative, by=by):
            messages.success(request, _("Good. Neighbours see what would help."))
            return redirect(request.path)
    contacts = people.contacts(initiative.area, now=clock.now())
    said = Said(initiative.title, initiative.text)
    page = PostedPage(
        initiative,
        contacts,
        form,
        reach=request.session.get(HERE, {}).get(str(number), ""),
        elsewhere=queries.kindred_elsewhere(initiative.area, said=said),
    )
    context = {"page": page, "initiative": initiative, "area": initiative.area}
    return render(request, "initiatives/posted.html", context)


def _says_needs(request: ActingRequest, initiative: Initiative) -> Actor | None:
    """Who may change it; and whoever posted it, by the link to this page, until it is shown to all."""
    if initiative.withdrawn_at is not None:
        return None
    if request.actor is not None and access.may_change(request.actor, initiative, now=clock.now()):
        return request.actor
    return initiative.starter if initiative.confirmed_at is None else None


def _say_needs(form: forms.NeedsForm, initiative: Initiative, *, by: Actor) -> bool:
    asked = Draft(initiative.title, text=initiative.text, scene=initiative.scene)
    draft = replace(asked, asked=form.cleaned_data["asked"], needs=form.wanted())
    try:
        actions.change(initiative, draft, by=by, now=clock.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True
