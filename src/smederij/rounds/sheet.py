"""Letters against ballots."""

from dataclasses import dataclass

from django.db import connection

from smederij.rounds.models import Round


@dataclass(frozen=True)
class CountSheet:
    """Letters against ballots: `issued - revoked - left == ballots`, always."""

    issued: int
    revoked: int
    left: int
    ballots: int

    @property
    def adds_up(self) -> bool:
        """Whether every letter is somewhere."""
        return self.issued - self.revoked - self.left == self.ballots


COUNT = """
    select
        (select count(*) from rounds_issue as i join rounds_rollentry as r on r.id = i.roll_id
            where r.round_id = %s),
        (select count(*) from rounds_revocation as v join rounds_rollentry as r on r.id = v.roll_id
            where r.round_id = %s),
        (select count(*) from rounds_credential where round_id = %s),
        (select count(*) from rounds_ballot where round_id = %s)
"""


def sheet_now(round: Round) -> CountSheet:
    """The sheet as the tables are: one statement, so that nobody votes between two of its counts."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [round.pk] * 4)
        return CountSheet(*cursor.fetchone())
