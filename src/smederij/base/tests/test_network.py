"""Where a request comes from: countable, not readable."""

from typing import Any

import pytest
from django.test import RequestFactory

from smederij.base.network import address_of, network_of, prefix_of


def request(address: str, **headers: str) -> Any:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_one_home_is_one_network_whatever_the_device() -> None:
    first, second = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"
    assert network_of(request(first)) == network_of(request(second))
    assert network_of(request(first)) != network_of(request("2001:db8:1:3::1"))
    assert network_of(request("192.0.2.1")) != network_of(request("192.0.2.2"))


def test_the_address_cannot_be_read_back_and_depends_on_our_key(settings: Any) -> None:
    known = network_of(request("192.0.2.1"))
    settings.SECRET_KEY = "another key altogether"
    assert network_of(request("192.0.2.1")) != known


def test_a_claimed_address_counts_only_behind_our_own_proxy(settings: Any) -> None:
    claimed = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
    settings.TRUST_PROXY = False
    assert address_of(request("192.0.2.1", **claimed)) == "192.0.2.1"
    settings.TRUST_PROXY = True
    assert address_of(request("192.0.2.1", **claimed)) == "203.0.113.9"
    assert address_of(request("192.0.2.1")) == "192.0.2.1"


def test_nonsense_is_one_network() -> None:
    assert network_of(request("")) == network_of(request("unix:"))


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_networks(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix


def test_an_old_address_written_as_a_new_one_is_itself() -> None:
    """Else everybody who comes in by IPv4 on a server that listens to both would be one network."""
    assert network_of(request("::ffff:192.0.2.1")) == network_of(request("192.0.2.1"))
    assert network_of(request("::ffff:192.0.2.1")) != network_of(request("::ffff:192.0.2.2"))
