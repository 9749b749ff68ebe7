"""What this room declares to the house."""

from smederij.base.rooms import Room
from smederij.rounds.actions import tick
from smederij.rounds.guards import held
from smederij.rounds.keeping import keeps
from smederij.rounds.me import export_me, forget_me, join_me
from smederij.rounds.search import search
from smederij.rounds.slots import SLOTS
from smederij.rounds.views.voting import stale
from smederij.rounds.waiting import waiting_for
from smederij.rounds.winnings import claims, promises

ROOM = Room(
    name="rounds",
    export_me=export_me,
    forget_me=forget_me,
    join_me=join_me,
    waiting_for=waiting_for,
    tick=tick,
    keeps=keeps,
    held=held,
    stale=stale,
    slots=SLOTS,
    claims=claims,
    promises=promises,
    search=search,
    append_only=(
        "rounds_citation",
        "rounds_head",
        "rounds_result",
        "rounds_issue",
        "rounds_revocation",
        "rounds_ruling",
        "rounds_steppingback",
    ),
    insert_delete=("rounds_ballot", "rounds_credential", "rounds_gate", "rounds_signature"),
    triggers=(
        "rounds_ballot_insert",
        "rounds_ballot_update",
        "rounds_ballot_delete",
        "rounds_credential_update",
        "rounds_result_update",
        "rounds_result_delete",
        "rounds_issue_update",
        "rounds_issue_delete",
        "rounds_revocation_update",
        "rounds_revocation_delete",
        "rounds_result_insert",
        "rounds_round_fixed",
        "rounds_round_delete",
        "rounds_entry_fixed",
        "rounds_entry_delete",
        "rounds_ruling_update",
        "rounds_ruling_delete",
        "rounds_steppingback_insert",
        "rounds_steppingback_update",
        "rounds_steppingback_delete",
        "rounds_entry_settling",
        "rounds_round_settling",
        "rounds_result_settled",
        "rounds_result_closed",
        "rounds_handout_update",
        "rounds_handout_delete",
        "rounds_paperback_update",
        "rounds_paperback_delete",
        "rounds_papersin_update",
        "rounds_papersin_delete",
        "rounds_head_update",
        "rounds_head_delete",
    ),
)
