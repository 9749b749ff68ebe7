"""What can be done in a round; each verb says what it promises."""

from smederij.rounds.actions.changing import Correction, call_off, correct, unnominate
from smederij.rounds.actions.clock import tick
from smederij.rounds.actions.complaints import answer as answer_complaint
from smederij.rounds.actions.complaints import complain
from smederij.rounds.actions.conditions import solve
from smederij.rounds.actions.hall import (
    count_box,
    give_code,
    give_paper,
    open_table,
    read_paper,
    take_paper_back,
)
from smederij.rounds.actions.imports import History, HistoryEntry, import_pb, record_history
from smederij.rounds.actions.kiosk import couple, next_turn, uncouple
from smederij.rounds.actions.planning import Plan, enter, look, nominate, plan, reschedule
from smederij.rounds.actions.roll import (
    Letter,
    LetterRun,
    check_roll,
    empty_roll,
    import_roll,
    issue_letters,
    revoke_batch,
    take_off,
)
from smederij.rounds.actions.rulings import Decision, let_wait, make_exception
from smederij.rounds.actions.settling import close, settle
from smederij.rounds.actions.stage import ring, show
from smederij.rounds.actions.stepping_back import Step, step_back
from smederij.rounds.actions.voting import CastReceipt, VotePass, cast, new_nonce, open_letter, round_of
from smederij.rounds.actions.without_vote import (
    Said,
    answer,
    begin,
    count_list,
    leave_out,
    object_to,
    settle_without_vote,
    sign,
    to_vote,
    unsign,
)
from smederij.rounds.actions.year import Choice, Pattern, accept, write_year
from smederij.rounds.roll_rows import Problem, RollRow

__all__ = [
    "CastReceipt",
    "Choice",
    "Correction",
    "Decision",
    "History",
    "HistoryEntry",
    "Letter",
    "LetterRun",
    "Pattern",
    "Plan",
    "Problem",
    "RollRow",
    "Said",
    "Step",
    "VotePass",
    "accept",
    "answer",
    "answer_complaint",
    "begin",
    "call_off",
    "cast",
    "check_roll",
    "close",
    "complain",
    "correct",
    "count_box",
    "count_list",
    "couple",
    "empty_roll",
    "enter",
    "give_code",
    "give_paper",
    "import_pb",
    "import_roll",
    "issue_letters",
    "leave_out",
    "let_wait",
    "look",
    "make_exception",
    "new_nonce",
    "next_turn",
    "nominate",
    "object_to",
    "open_letter",
    "open_table",
    "plan",
    "read_paper",
    "record_history",
    "reschedule",
    "revoke_batch",
    "ring",
    "round_of",
    "settle",
    "settle_without_vote",
    "show",
    "sign",
    "solve",
    "step_back",
    "take_off",
    "take_paper_back",
    "tick",
    "to_vote",
    "uncouple",
    "unnominate",
    "unsign",
    "write_year",
]
