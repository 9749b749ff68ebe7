"""Who may do what, in which phase: every role, every phase, every verb."""

import pytest

from smederij.rounds import access
from smederij.rounds.models import Origin, Phase
from smederij.rounds.testing import idea, planned

EVERYONE = ("nobody", "amina", "bram", "chen", "dalia", "els", "finn", "noor", "ada", "library")
EARLY = {Phase.COLLECT, Phase.CHECK}
BEFORE = EARLY | {Phase.NOMINATE, Phase.PRESENT}
VOTE = BEFORE | {Phase.VOTE}
ALWAYS = set(Phase)
MAY = {
    "may_reschedule": {"chen": BEFORE, "els": BEFORE},
    "may_enter": {"amina": EARLY, "chen": BEFORE, "els": BEFORE},
    "may_look": {"noor": BEFORE, "els": BEFORE},
    "may_nominate": {"chen": BEFORE, "els": BEFORE},
    "may_import_roll": {"chen": BEFORE, "els": BEFORE},
    "may_issue_letters": {"chen": VOTE, "els": VOTE},
    "may_revoke": {"chen": VOTE, "els": VOTE},
    "may_see_desk": {"chen": ALWAYS, "els": ALWAYS, "noor": ALWAYS},
    "may_see_roll": {"chen": ALWAYS, "els": ALWAYS},
}


@pytest.fixture
def group(cast, now):
    """Bram joins the group: he runs the round, and sees no names or letters."""
    from smederij.people.actions import give_hat

    give_hat("group", to=cast.bram, area=cast.area, by=cast.els, now=now)
    return cast


def _answers(verb, cast, round, *, now, extra):
    people = {"nobody": None, **cast.people}
    return {who for who in EVERYONE if getattr(access, verb)(people[who], round, *extra, now=now)}


@pytest.mark.parametrize("verb", MAY)
def test_role_by_phase_by_verb(group, now, verb):
    round = planned(group, now=now)
    extra = (
        [idea("Amina's", asked=10, by=group.amina, area=group.area, now=now)] if verb == "may_enter" else []
    )
    allowed = dict(MAY[verb])
    if verb in {"may_reschedule", "may_enter", "may_nominate", "may_see_desk"}:
        allowed["bram"] = allowed["chen"]
    for phase in Phase:
        round.phase = phase
        expected = {who for who, phases in allowed.items() if phase in phases}
        assert _answers(verb, group, round, now=now, extra=extra) == expected, phase


@pytest.mark.parametrize("verb", [verb for verb in MAY if verb not in {"may_see_desk", "may_see_roll"}])
def test_a_round_held_elsewhere_is_only_read(group, now, verb):
    round = planned(group, now=now)
    round.origin = Origin.IMPORT
    extra = (
        [idea("Amina's", asked=10, by=group.amina, area=group.area, now=now)] if verb == "may_enter" else []
    )
    assert _answers(verb, group, round, now=now, extra=extra) == set()


def test_planning_and_importing(group, now):
    for who, actor in {"nobody": None, **group.people}.items():
        assert bool(access.may_plan(actor, group.area, now=now)) is (who in {"bram", "chen", "els"}), who
        assert bool(access.may_import(actor, group.area, now=now)) is (who in {"ada", "els"}), who
        assert not access.may_plan(actor, group.other_area, now=now), who


def test_loaders_say_no(group, now):
    from smederij.base.refusals import Refusal

    round = planned(group, now=now)
    assert access.round_for_all(round.pk) == round
    assert access.round_at_desk(round.pk, group.noor, now=now) == round
    assert access.round_with_roll(round.pk, group.els, now=now) == round
    for load in (
        lambda: access.round_for_all(424242),
        lambda: access.entry_at_desk(round.pk, 424242, group.els, now=now),
        lambda: access.round_at_desk(round.pk, None, now=now),
        lambda: access.round_at_desk(round.pk, group.amina, now=now),
        lambda: access.round_with_roll(round.pk, group.bram, now=now),
    ):
        with pytest.raises(Refusal) as caught:
            load()
        assert caught.value.status in {403, 404}
