"""Voting. The one place without a by, an event, a time or a log line."""

from dataclasses import dataclass
from datetime import datetime

from smederij.rounds.models import Round
from smederij.rounds.rules import Choices


@dataclass(frozen=True)
class VotePass:
    """The right to fill in a ballot of this round: a signed token of three hours. Nothing is consumed yet."""

    round: Round
    token: str


@dataclass(frozen=True)
class CastReceipt:
    """The ballot lies in the urn. `control` is the number with which its voter can find it later."""

    round: Round
    control: str


def open_letter(code: str, *, network: str, now: datetime) -> VotePass:
    """Look at a code; consume nothing. Refusal 404 unknown, 409 too early, 410 too late, 429 too many wrong tries.

    `network` is the address that asks. A right code always works, whatever was tried from there before.
    """
    raise NotImplementedError


def round_of(token: str) -> Round:
    """The round a token is for; Refusal 410 when the token is old or not ours."""
    raise NotImplementedError


def cast(token: str, nonce: str, choices: Choices, *, now: datetime) -> CastReceipt:
    """Tear up the credential and drop the ballot, both or neither.

    `nonce`: 32 hexadecimal characters made with the form (`new_nonce`) and kept nowhere else; sending the same form again gives the
    same answer. Refusal 409 when the credential is gone or the ballot says what it can't, 410 when voting is over.
    """
    raise NotImplementedError
