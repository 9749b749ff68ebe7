"""The clock brings notices: bundled, at most one message an hour to each way in, never twice.

What is claimed counts as sent before it goes, in a short transaction of its own, so that two processes
never bring the same; who is killed in between has brought too little rather than twice. What could not be
delivered is put back and tried again an hour later.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base import sms
from smederij.people import following
from smederij.people.models import Login, Notice

log = logging.getLogger(__name__)
REST = timedelta(hours=1)
SENTENCE_IN_TEXT = 110
STALE = timedelta(days=7)
MOST_TRIES = 10
MOST_AT_ONCE = 100  # a turn of the clock has more to do than bring post
FAILURES = 3


@dataclass(frozen=True)
class Parcel:
    """What goes to one way in, in one message."""

    login: Login
    notices: list[Notice]


@dataclass(frozen=True)
class Line:
    """One notice in a message."""

    sentence: str
    url: str


def send_notices(now: datetime) -> int:
    """Bring what waits. Returns how many messages went; gives up for now when several fail in a row."""
    waiting = _whose_turn(now)[:MOST_AT_ONCE]
    if not waiting:
        return 0
    mailbox = get_connection()
    try:
        mailbox.open()  # once for all; when that fails no mail has been claimed yet
    except (OSError, SMTPException) as error:
        log.warning("no notices are mailed now: %s", error)
        waiting = list(Login.objects.filter(pk__in=waiting, email=None).values_list("pk", flat=True))
    try:
        return _send(waiting, mailbox, now=now)
    finally:
        mailbox.close()


def _send(waiting: list[int], mailbox: BaseEmailBackend, *, now: datetime) -> int:
    sent, failed = 0, 0
    for login_id in waiting:
        parcel = _claim(login_id, now=now)
        if parcel is None:
            continue
        if _goes(parcel, mailbox):
            sent, failed = sent + 1, 0
        elif (failed := failed + 1) >= FAILURES:
            break
    return sent


def _goes(parcel: Parcel, mailbox: BaseEmailBackend) -> bool:
    """Whether it went; outside any transaction."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            if parcel.login.email:
                _mail(parcel, to=parcel.login.email, mailbox=mailbox).send()
            else:
                sms.send(parcel.login.phone or "", _text(parcel.notices))
    except (OSError, SMTPException) as error:
        log.warning("a message with notices did not go: %s", error)
        _put_back(parcel)
        return False
    return True


def _waiting(now: datetime) -> QuerySet[Notice]:
    fresh = Notice.objects.filter(sent_at=None, at__gt=now - STALE, at__lte=now, tries__lt=MOST_TRIES)
    return fresh.filter(Q(tried_at=None) | Q(tried_at__lte=now - REST), actor__forgotten_at=None)


def _whose_turn(now: datetime) -> list[int]:
    """The way in by which each follower was here last, whoever waits longest first, each once."""
    ways = Login.objects.filter(actors=OuterRef("actor_id"), is_active=True).exclude(email=None, phone=None)
    last = ways.order_by(F("last_login").desc(nulls_last=True), "pk").values("pk")[:1]
    waiting = _waiting(now).annotate(way=Subquery(last)).exclude(way=None).order_by("at", "pk")
    return list(dict.fromkeys(waiting.values_list("way", flat=True)))


@transaction.atomic
def _claim(login_id: int, *, now: datetime) -> Parcel | None:
    """Take what waits for this way in, unless it got something within the hour."""
    login = Login.objects.select_for_update().filter(pk=login_id).first()
    if login is None:
        return None
    actors = list(login.actors.values_list("pk", flat=True))
    if Notice.objects.filter(actor__in=actors, tried_at__gt=now - REST).exists():
        return None
    mine = _waiting(now).filter(actor__in=actors).order_by("at", "pk")
    notices = list(mine.select_related("actor").select_for_update(of=("self",)))
    if not notices:
        return None
    these = Notice.objects.filter(pk__in=[one.pk for one in notices])
    these.update(sent_at=now, tried_at=now, tries=F("tries") + 1)
    return Parcel(login, notices)


def _put_back(parcel: Parcel) -> None:
    Notice.objects.filter(pk__in=[one.pk for one in parcel.notices]).update(sent_at=None)


def _mail(parcel: Parcel, *, to: str, mailbox: BaseEmailBackend) -> EmailMessage:
    stop = _stop(parcel.notices)
    context = {
        "name": parcel.notices[0].actor.name,
        "lines": _lines(parcel.notices),
        "stops": _stops(parcel.notices),
        "help_name": settings.HELP_NAME,
        "help_phone": settings.HELP_PHONE,
    }
    return EmailMessage(
        subject=_subject(parcel.notices),
        body=render_to_string("people/mail/notices.txt", context),
        to=[to],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=mailbox,
    )


def _text(notices: list[Notice]) -> str:
    """Short: the first sentence, where to read the rest, and where to stop."""
    first, rest = notices[0], len(notices) - 1
    said = Truncator(first.sentence).chars(SENTENCE_IN_TEXT)
    more = ngettext("And %(count)d more.", "And %(count)d more.", rest) % {"count": rest} if rest else ""
    url = f"{settings.PUBLIC_URL}{first.url if first.url and not rest else reverse('my_notices')}"
    stop = _("Stop: %(url)s") % {"url": _stop(notices)}
    return " ".join(part for part in (said, more, url, stop) if part)


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return " ".join(notices[0].sentence.split())
    place = settings.MUNICIPALITY or "Smederij"
    words = {"count": len(notices), "place": place}
    return (
        ngettext("%(count)d message from %(place)s", "%(count)d messages from %(place)s", len(notices))
        % words
    )


def _lines(notices: Iterable[Notice]) -> list[Line]:
    return [Line(one.sentence, f"{settings.PUBLIC_URL}{one.url}" if one.url else "") for one in notices]


def _stops(notices: list[Notice]) -> list[Line]:
    """A way to stop for each thing that was told about."""
    rows = following.found(following.things_of(notices))
    each = {(one.actor_id, one.subject_kind, one.subject_id) for one in notices}
    return [
        Line(str(rows.get((kind, pk)) or _("this")), following.stop_url(actor_id, [(kind, pk)]))
        for actor_id, kind, pk in sorted(each)
    ]


def _stop(notices: list[Notice]) -> str:
    """The way to stop all that this message is about, for the button of the mail program."""
    first = notices[0].actor_id
    return following.stop_url(first, following.things_of(one for one in notices if one.actor_id == first))
