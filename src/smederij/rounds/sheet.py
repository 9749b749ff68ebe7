"""Letters against ballots."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from smederij.rounds.models import Box, PapersIn, Round


@dataclass(frozen=True)
class CountSheet:
    """Rights to vote against ballots: `issued - revoked - left == web + on_paper`, always.

    `on_paper`: papers handed out that did not come back. `papers`: those that came out of the box into the
    urn; so `ballots - papers` came from a screen.
    """

    issued: int
    revoked: int
    left: int
    ballots: int
    on_paper: int = 0
    papers: int = 0

    @property
    def web(self) -> int:
        """Ballots from a screen."""
        return self.ballots - self.papers

    @property
    def adds_up(self) -> bool:
        """Whether every right to vote is somewhere."""
        return self.issued - self.revoked - self.left == self.web + self.on_paper


COUNT = """
    select
        (select count(*) from rounds_issue as i join rounds_rollentry as r on r.id = i.roll_id
            where r.round_id = %s),
        (select count(*) from rounds_revocation as v join rounds_rollentry as r on r.id = v.roll_id
            where r.round_id = %s),
        (select count(*) from rounds_credential where round_id = %s),
        (select count(*) from rounds_ballot where round_id = %s),
        (select count(*) from rounds_handout as h join rounds_rollentry as r on r.id = h.roll_id
            where r.round_id = %s and not exists (select 1 from rounds_paperback where hand_out_id = h.id)),
        (select coalesce(sum(valid + blank), 0) from rounds_papersin where round_id = %s)
"""


def sheet_now(round: Round) -> CountSheet:
    """The sheet as the tables are: one statement, so that nobody votes between two of its counts."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [round.pk] * 6)
        return CountSheet(*cursor.fetchone())


def sheet_lines(round: Round, sheet: CountSheet) -> list[dict[str, Any]]:
    """The count sheet as it is published: what became of the codes, and what of the papers."""
    box, read = Box.objects.filter(round=round).first(), PapersIn.objects.filter(round=round).first()
    codes = {"issued": sheet.issued, "revoked": sheet.revoked, "left": sheet.left, "web": sheet.web}
    paper = {
        "handed_out": sheet.on_paper,
        "in_box": box.papers if box else 0,
        "entered": sheet.papers,
        "valid": read.valid if read else 0,
        "blank": read.blank if read else 0,
        "invalid": read.invalid if read else 0,
    }
    empty = dict.fromkeys([*codes, *paper])
    return [{"channel": "code", **empty, **codes}, {"channel": "paper", **empty, **paper}]
