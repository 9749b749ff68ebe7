"""Which tablet asks: read from a cookie that says nothing about anybody."""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from smederij.rounds import codes
from smederij.rounds.models import Kiosk, Phase

COOKIE = "tablet"
SALT = "smederij.rounds.kiosk"
COUPLES_FOR = timedelta(minutes=10)
STAYS_FOR = timedelta(days=14)


def kiosk_of(request: HttpRequest, *, now: datetime) -> Kiosk | None:
    """The tablet that asks, while its round is being voted on; None for everybody's own phone."""
    secret = _secret(request, max_age=STAYS_FOR)
    if secret is None:
        return None
    coupled = Kiosk.objects.filter(pair=pair_of(secret), ended_at=None, round__closes_at__gt=now)
    return coupled.filter(round__phase=Phase.VOTE, round__called_off_at=None).first()


def fresh_secret(request: HttpRequest) -> str:
    """What this tablet keeps while it waits to be coupled; a new one every ten minutes."""
    return _secret(request, max_age=COUPLES_FOR) or secrets.token_hex(16)


def keep(response: HttpResponse, secret: str) -> None:
    """Give the tablet its secret; no page can read it."""
    response.set_cookie(
        COOKIE,
        signing.dumps(secret, salt=SALT),
        max_age=STAYS_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def pair_of(secret: str) -> str:
    """The code that a tablet shows to be coupled; from it nobody finds the secret."""
    digest = hmac.new(settings.SECRET_KEY.encode(), secret.encode(), sha256).digest()
    random = "".join(codes.ALPHABET[byte % len(codes.ALPHABET)] for byte in digest[: codes.LENGTH])
    return random + codes.check_character(random)


def is_past(kiosk: Kiosk | None, request: HttpRequest) -> bool:
    """Whether a form on a tablet was left by whoever stood there before."""
    return kiosk is not None and request.POST.get("beurt") != str(kiosk.turn)


def _secret(request: HttpRequest, *, max_age: timedelta) -> str | None:
    if COOKIE not in request.COOKIES:
        return None
    try:
        return str(signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=max_age))
    except signing.BadSignature:
        return None
