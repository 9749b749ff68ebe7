"""Counts elections over a pot of money, exactly, and shows every step. See README.md."""

from smederij_tally.beside import Beside, Undecided, beside
from smederij_tally.choosing import ChoiceOutcome, ChoiceStep
from smederij_tally.claims import Claim, claims
from smederij_tally.counting import AnyOutcome, Method, count
from smederij_tally.election import Election, Note, Sheet, VoteType
from smederij_tally.equal_shares import EqualShares
from smederij_tally.errors import NeedsSeed, NotComparable, PbError, TallyError, TieRefused
from smederij_tally.explain import explain, tied
from smederij_tally.grouping import Ballot
from smederij_tally.lacking import ShareLack, lacks
from smederij_tally.limits import Limits, apart
from smederij_tally.max_welfare import MaxWelfare
from smederij_tally.outcome import ENGINE, Grant, Outcome, Step, Tie
from smederij_tally.pb_read import read_pb
from smederij_tally.pb_write import save_pb, write_pb
from smederij_tally.phragmen import Phragmen
from smederij_tally.pick_one import PickOne
from smederij_tally.picking import Duel, Heat, PickOutcome, PickStep
from smederij_tally.projects import Project
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.satisfaction import Satisfaction, Spread, satisfaction, satisfied
from smederij_tally.shares import Compared, SharesOutcome, ShareStep
from smederij_tally.standings import Standing, payments, standings
from smederij_tally.threshold import Threshold
from smederij_tally.totals import Totals
from smederij_tally.yes_no import YesNoOutcome, YesNoStep

__all__ = [
    "ENGINE",
    "AnyOutcome",
    "Ballot",
    "Beside",
    "ChoiceOutcome",
    "ChoiceStep",
    "Claim",
    "Compared",
    "Duel",
    "Election",
    "EqualShares",
    "Grant",
    "Heat",
    "Limits",
    "MaxWelfare",
    "Method",
    "NeedsSeed",
    "NotComparable",
    "Note",
    "Outcome",
    "PbError",
    "Phragmen",
    "PickOne",
    "PickOutcome",
    "PickStep",
    "Project",
    "RankAndFill",
    "Satisfaction",
    "ShareLack",
    "ShareStep",
    "SharesOutcome",
    "Sheet",
    "Spread",
    "Standing",
    "Step",
    "TallyError",
    "Threshold",
    "Tie",
    "TieRefused",
    "Totals",
    "Undecided",
    "VoteType",
    "YesNoOutcome",
    "YesNoStep",
    "apart",
    "beside",
    "claims",
    "count",
    "explain",
    "lacks",
    "payments",
    "read_pb",
    "satisfaction",
    "satisfied",
    "save_pb",
    "standings",
    "tied",
    "write_pb",
]
