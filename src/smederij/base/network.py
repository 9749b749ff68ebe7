"""Where a request comes from, made unreadable: only to count by, never to know by."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address: what our own proxy says when there is one, else the other end of the line."""
    if settings.TRUST_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """A keyed hash (64 hex digits) of an IPv4 address, or of the first 64 bits of an IPv6 address."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
        bits = 64 if known.version == 6 else 32
        address = str(ipaddress.ip_network((known, bits), strict=False))
    except ValueError:
        address = "unknown"
    return hmac.new(settings.SECRET_KEY.encode(), f"network {address}".encode(), hashlib.sha256).hexdigest()
