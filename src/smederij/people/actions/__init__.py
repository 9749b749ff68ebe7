"""What people do: meet, wear hats, are called, follow, are forgotten."""

from smederij.people.actions.calls import MOST_KNOCKS, ask_call, knock, return_call
from smederij.people.actions.following import follow, stop, stop_all, tell, unfollow
from smederij.people.actions.forgetting import be_forgotten, export, forget
from smederij.people.actions.hats import Invited, give_hat, invite, take_hat
from smederij.people.actions.joining import join
from smederij.people.actions.meeting import expect_login, meet, open_login, recognise
from smederij.people.actions.vouching import come_in, vouch
from smederij.people.actions.ways import add_way, drop_way, join_ways

__all__ = [
    "MOST_KNOCKS",
    "Invited",
    "add_way",
    "ask_call",
    "be_forgotten",
    "come_in",
    "drop_way",
    "expect_login",
    "export",
    "follow",
    "forget",
    "give_hat",
    "invite",
    "join",
    "join_ways",
    "knock",
    "meet",
    "open_login",
    "recognise",
    "return_call",
    "stop",
    "stop_all",
    "take_hat",
    "tell",
    "unfollow",
    "vouch",
]
