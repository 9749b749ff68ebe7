"""A second way in: the code that shows it to be theirs waits in the session until it is typed."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from smederij.base import phones, sms
from smederij.people.models import Login

SESSION_KEY = "way"
WORKS_FOR = timedelta(minutes=15)
MOST_TRIES = 5
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pending:
    """An address or number that somebody who is in said to be theirs; `shown` once they typed its code."""

    login: int
    reach: str
    seal: str
    at: float
    tries: int = 0
    shown: bool = False


def begin(request: HttpRequest, reach: str, *, login: Login, now: datetime) -> None:
    """Send a code there. The page says the same whether or not somebody is known by it."""
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    _keep(request, Pending(login.pk, reach, _seal(code, reach), now.timestamp()))
    if "@" in reach:
        adapter.send_mail("account/email/login_code", reach, {"request": request, "code": code})
    else:
        adapter.send_verification_code_sms(user=login, phone=reach, code=code)


def pending(request: HttpRequest, *, login: Login, now: datetime) -> Pending | None:
    """What waits for its code, or was shown, for a quarter of an hour."""
    held = request.session.get(SESSION_KEY)
    found = Pending(**held) if held else None
    if found is None or found.login != login.pk or found.at <= (now - WORKS_FOR).timestamp():
        return None
    return found


def show(request: HttpRequest, found: Pending, code: str) -> bool:
    """Whether this is the code that was sent. After MOST_TRIES nothing is the code any more."""
    right = constant_time_compare(_seal(code, found.reach), found.seal)
    if right:
        _keep(request, replace(found, shown=True))
    elif found.tries + 1 >= MOST_TRIES:
        drop(request)
    else:
        _keep(request, replace(found, tries=found.tries + 1))
    return right


def drop(request: HttpRequest) -> None:
    """Nothing waits any more."""
    request.session.pop(SESSION_KEY, None)


def tell(ways: Iterable[str], sentence: str) -> None:
    """Tell somebody on the ways in they had that something changed. What can't be sent is only logged."""
    whom = {"name": settings.HELP_NAME, "phone": settings.HELP_PHONE}
    said = f"{sentence} {_('Was that not you? Call %(name)s: %(phone)s.') % whom}"
    for way in ways:
        try:
            if "@" in way:
                send_mail(_("How you come in has changed"), said, None, [way])
            else:
                sms.send(way, said)
        except (OSError, SMTPException) as error:
            log.warning("somebody could not be told that a way in changed: %s", error)


def spoken(reach: str) -> str:
    """As people write it."""
    return reach if "@" in reach else phones.spoken(reach)


def _keep(request: HttpRequest, one: Pending) -> None:
    request.session[SESSION_KEY] = asdict(one)


def _seal(code: str, reach: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("people.way", f"{reach}|{plain}", algorithm="sha256").hexdigest()
