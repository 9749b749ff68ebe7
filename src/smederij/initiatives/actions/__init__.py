"""What can be done with an idea; each verb says what it promises."""

from smederij.initiatives.actions.carrying import (
    accept,
    answer_offer,
    be_reachable,
    drop_invite,
    invite,
    lay_down,
    offer_to_carry,
    take_offer_back,
)
from smederij.initiatives.actions.lineage import did_not_spring, sprang_from
from smederij.initiatives.actions.living import begin, finish, go_on, stop, unbegin
from smederij.initiatives.actions.obstacles import Hurdle, next_step, raise_obstacle, solve, take_on
from smederij.initiatives.actions.offers import Help, agree, ask_again, decline, meet_need, offer, take_back
from smederij.initiatives.actions.posting import Draft, change, confirm, post, withdraw
from smederij.initiatives.actions.remarks import (
    confirm_remark,
    hide_remark,
    remark,
    show_remark,
    take_remark_back,
)
from smederij.initiatives.actions.steps import Reach
from smederij.initiatives.actions.support import stand_back, stand_behind
from smederij.initiatives.actions.updates import take_update_back, update

__all__ = [
    "Draft",
    "Help",
    "Hurdle",
    "Reach",
    "accept",
    "agree",
    "answer_offer",
    "ask_again",
    "be_reachable",
    "begin",
    "change",
    "confirm",
    "confirm_remark",
    "decline",
    "did_not_spring",
    "drop_invite",
    "finish",
    "go_on",
    "hide_remark",
    "invite",
    "lay_down",
    "meet_need",
    "next_step",
    "offer",
    "offer_to_carry",
    "post",
    "raise_obstacle",
    "remark",
    "show_remark",
    "solve",
    "sprang_from",
    "stand_back",
    "stand_behind",
    "stop",
    "take_back",
    "take_offer_back",
    "take_on",
    "take_remark_back",
    "take_update_back",
    "unbegin",
    "update",
    "withdraw",
]
