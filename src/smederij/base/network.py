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
    """The network a request comes from, unreadable."""
    return unreadable(address_of(request))


def unreadable(address: str) -> str:
    """A keyed hash (64 hex digits) of the network an address belongs to."""
    said = f"network {prefix_of(address)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def prefix_of(address: str) -> str:
    """One IPv4 address, also when it is written as IPv6, or the first 64 bits of an IPv6 address."""
    try:
        known = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is None:
            return str(ipaddress.ip_network((known, 64), strict=False))
        known = known.ipv4_mapped
    return str(known)
