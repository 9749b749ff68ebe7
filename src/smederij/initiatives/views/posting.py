"""Posting an idea, thanking for it, confirming, changing and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock, pictures, rooms, sms
from smederij.base.inputs import keep_picture
from smederij.base.models import Picture
from smederij.base.network import network_of
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions, forms, queries
from smederij.initiatives.kindred import Said
from smederij.initiatives.models import Initiative
from smederij.initiatives.views.alike import KindredPage, kept_picture, kept_token
from smederij.people import queries as people
from smederij.people.access import signed_in
from smederij.people.actions import knock
from smederij.people.models import Actor, Login
from smederij.people.queries import Contact
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area

SALT = "initiatives.posted"
THANKED_FOR = 60 * 60 * 24


@dataclass(frozen=True)
class Sent:
    """A form that was sent: for which area, by whom. `stranger`: the network of someone we don't know."""

    form: forms.IdeaForm
    area: Area
    by: Actor | None
    stranger: str
    now: datetime


@dataclass(frozen=True)
class PostedPage:
    """What happens next with an idea that was just posted, and who calls."""

    initiative: Initiative
    contacts: list[Contact]

    @property
    def caller(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None

    @property
    def by_code(self) -> bool:
        """Whether a code can be sent to where they said that we can reach them."""
        return bool(self.initiative.starter.email) or sms.is_possible()


def _form_for(request: ActingRequest, area: Area, *, now: datetime) -> forms.IdeaForm:
    """Whom we know types one sentence; others leave a number; the area's people may write for others."""
    kind: type[forms.IdeaForm] = forms.StrangerForm
    if request.actor is not None:
        helps = access.is_area_person(request.actor, area, now=now)
        kind = forms.DoorForm if helps else forms.IdeaForm
    return kind(request.POST or None, request.FILES or None)


@require_http_methods(["GET", "HEAD", "POST"])
def post_idea(request: ActingRequest, slug: str) -> HttpResponse:
    """One sentence is enough. What resembles it is shown once, before it is posted."""
    area, now = places.area(slug), clock.now()
    form = _form_for(request, area, now=now)
    if request.method == "POST":
        stranger = network_of(request) if request.actor is None else ""
        sent = Sent(form, area, request.actor, stranger, now)
        picture = _picture_of(sent)
        kin = [] if "anders" in request.POST else _kin(sent)
        if kin:
            page = KindredPage(area, form, kin, kept_token(picture))
            return render(request, "initiatives/kindred.html", {"page": page, "area": area})
        posted = _post(sent, picture)
        if posted is not None:
            return redirect("idea_posted", slug=area.slug, token=signing.dumps(posted.pk, salt=SALT))
    return render(request, "initiatives/post.html", {"form": form, "area": area})


def _kin(sent: Sent) -> list[Initiative]:
    """What resembles it, unless this form was sent before or something has to be mended first."""
    if not sent.form.is_valid():
        return []
    data = sent.form.cleaned_data
    if queries.posted_with(data["key"], data["title"]):
        return []
    needs = [data[need.name] for need in sent.form.needs()]
    return queries.kindred(sent.area, said=Said(data["title"], " ".join([data["text"], *needs])))


def _picture_of(sent: Sent) -> Picture | None:
    """The photo that came along now, or the one that was kept while kindred ideas were shown."""
    try:
        if sent.stranger and sent.form.is_valid():
            knock(sent.stranger, now=sent.now)  # before the photo is opened
    except Refusal as refusal:
        sent.form.add_error(None, str(refusal.reason))
        return None
    return _kept(sent.form, now=sent.now) or kept_picture(sent.form.data.get("bewaard", ""))


def _post(sent: Sent, picture: Picture | None) -> Initiative | None:
    """The idea, or None when something has to be mended."""
    form, now = sent.form, sent.now
    try:
        if not form.is_valid():
            return None
        key = form.cleaned_data["key"]
        posted = actions.post(
            form.draft(picture), area=sent.area, by=sent.by, reach=form.reach(), now=now, key=key
        )
    except Refusal as refusal:
        _refused(form, refusal, picture)
        return None
    if picture is not None and posted.picture != picture:
        pictures.discard(picture)
    return posted


def _kept(form: forms.IdeaForm, *, now: datetime) -> Picture | None:
    """The photo that came along; what it shows is said by the idea when nothing else does."""
    data = form.cleaned_data if form.is_valid() else {}
    return keep_picture(form, "picture", alt=data.get("picture_alt") or data.get("title", ""), now=now)


def _refused(form: forms.IdeaForm, refusal: Refusal, picture: Picture | None) -> None:
    if picture is not None:
        pictures.discard(picture)
    form.add_error(None, str(refusal.reason))


@require_safe
def idea_posted(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Thank you: what happens next, and who will call. For the one who just posted it, for a day."""
    try:
        number = signing.loads(token, salt=SALT, max_age=THANKED_FOR)
    except signing.BadSignature:
        return redirect("area", slug=slug)
    initiative = Initiative.objects.select_related("area__parent__parent__parent", "starter").get(pk=number)
    page = PostedPage(initiative=initiative, contacts=people.contacts(initiative.area, now=clock.now()))
    context = {"page": page, "initiative": initiative, "area": initiative.area}
    return render(request, "initiatives/posted.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Called someone? One button, and the neighbourhood sees the idea. Whoever it is of needs no call."""
    now = clock.now()
    if _may_be_of_another(request, public_id):
        return redirect(f"{reverse('who_am_i')}?{urlencode({'next': request.path})}")
    initiative = access.to_confirm(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        actions.confirm(initiative, by=request.actor, now=now)
        messages.success(request, _("Everyone can see this idea now."))
        return redirect(initiative)
    context = {"initiative": initiative, "needs": initiative.needs.all(), "area": initiative.area}
    return render(
        request, "initiatives/confirm.html", {**context, "mine": initiative.starter == request.actor}
    )


def _may_be_of_another(request: SignedInRequest, public_id: str) -> bool:
    """Whether somebody else who comes in by this same number posted it, and nobody said yet who this is."""
    if not isinstance(request.user, Login) or people.ACTING_AS in request.session:
        return False
    here = [actor for actor in people.people_of(request.user) if actor != request.actor]
    return Initiative.objects.filter(public_id=public_id, starter__in=here).exists()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Say it better, add a photo, or take it back."""
    now = clock.now()
    initiative = access.to_change(public_id, actor=request.actor, now=now)
    form = forms.ChangeForm(request.POST or None, request.FILES or None, initiative=initiative)
    if request.method == "POST" and _change(form, initiative, by=request.actor, now=now):
        messages.success(request, _("Your changes are there."), extra_tags=f"change-{initiative.public_id}")
        return redirect(initiative)
    shown = {"form": form, "initiative": initiative, "kept": rooms.kept(initiative.pk)}
    return render(request, "initiatives/change.html", {**shown, "area": initiative.area})


def _change(form: forms.ChangeForm, initiative: Initiative, *, by: Actor, now: datetime) -> bool:
    picture = _kept(form, now=now)
    if not form.is_valid():
        return False
    try:
        actions.change(initiative, form.draft(picture), by=by, now=now)
    except Refusal as refusal:
        _refused(form, refusal, picture)
        return False
    return True


@signed_in
@require_POST
def withdraw_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take it back."""
    now = clock.now()
    initiative = access.to_change(public_id, actor=request.actor, now=now)
    actions.withdraw(initiative, by=request.actor, now=now)
    messages.success(request, _("The idea was taken back. Nobody sees it any more."))
    return redirect(initiative.area)
