"""Who may do what in a round, and the only loaders that pages use."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import wears
from smederij.people.models import Actor, Hat, HatKind
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.rounds import neighbours, rules
from smederij.rounds.models import Credential, Entry, Look, Origin, Phase, Round

DESK = (HatKind.GROUP, HatKind.KEEPER, HatKind.AREA_WORKER)
LOOKS = (HatKind.STAFF, HatKind.AREA_WORKER)
ROLL = (HatKind.KEEPER, HatKind.AREA_WORKER)
RULES = (*DESK, HatKind.STEERING)
RESIDENTS = (HatKind.RESIDENT, HatKind.GROUP, HatKind.KEEPER)
COUNTS = (*DESK, HatKind.COUNTER)
WITHOUT_VOTE = frozenset({"look", "settle"})  # what can be done while people sign
TABLE = (*ROLL, HatKind.COUNTER)
IMPORT = (HatKind.ADMIN, HatKind.AREA_WORKER)


def may_plan(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The area's own people set its dates."""
    return wears(actor, *DESK, area=area, now=now)


def may_reschedule(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who plans may move the dates, until voting opens."""
    return _at("reschedule", round) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_call_off(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who plans may say that a round does not go on, until voting opens."""
    held_here = (
        rules.permits("call_off", round.phase) if round.origin == Origin.OWN else _at("call_off", round)
    )
    return held_here and wears(actor, *DESK, area=round.pot.area, now=now)


def may_correct(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who plans may change name, amount and evening, until there are letters that work."""
    return may_reschedule(actor, round, now=now) and _before_letters(round)


def may_unnominate(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who puts ideas on the ballot may take them off, until there are letters that work."""
    return may_nominate(actor, round, now=now) and _before_letters(round)


def _before_letters(round: Round) -> Answer:
    """Letters tell what people vote on. Once all are taken back, what they would tell can change again."""
    if Credential.objects.filter(round=round).exists():
        words = _("The letters were made already, and they tell this. Take the letters back first.")
        return Refused(f"{words} {_('Then you change it, and make new ones.')}")
    return Allowed()


def may_enter(actor: Actor | None, round: Round, initiative: Initiative, *, now: datetime) -> Answer:
    """Whoever carries an idea, while ideas come in; the area's people until voting opens."""
    if carries(actor, initiative) and _at("enter_own", round):
        return Allowed()
    return _at("enter", round) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_look(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Municipal staff and the area worker look along, until voting opens."""
    return _at("look", round) and wears(actor, *LOOKS, area=round.pot.area, now=now)


def may_nominate(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The area's people put ideas on the ballot."""
    return _at("nominate", round) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_rule(actor: Actor | None, round: Round, entry: Entry, *, now: datetime) -> Answer:
    """The area's people decide about an agreement, the steering group too; nobody about their own idea."""
    if actor is not None and is_own(actor, entry):
        return Refused(_("This is about your own idea, so somebody else decides. Nothing is wrong."))
    return _at("rule", round) and wears(actor, *RULES, area=round.pot.area, now=now)


def is_own(actor: Actor, entry: Entry) -> bool:
    """Whether someone started or carries the idea of an entry."""
    return is_about(actor.pk, entry, carriers=neighbours.carriers([entry])[entry.pk])


def is_about(actor_id: int, entry: Entry, *, carriers: Collection[int]) -> bool:
    """The same with those who carry it at hand."""
    started = entry.initiative is not None and entry.initiative.starter_id == actor_id
    return started or actor_id in carriers


def decidable(entries: Sequence[Entry], *, now: datetime) -> frozenset[int]:
    """The entries about which one of the area's own people can decide: someone whose own it is not."""
    worn = Hat.objects.worn(now=now).filter(kind__in=DESK).values_list("area_id", "actor_id")
    here: dict[int, set[int]] = {}
    for area, actor in worn:
        here.setdefault(area, set()).add(actor)
    carried, around = neighbours.carriers(entries), places.lineages()
    return frozenset(
        entry.pk
        for entry in entries
        if any(
            not is_about(actor, entry, carriers=carried[entry.pk])
            for area in around[entry.round.pot.area_id]
            for actor in here.get(area, ())
        )
    )


def may_have_called(actor: Actor, round: Round, *, now: datetime) -> Answer:
    """Whoever works for the area or decides here can have told people by phone that they wait."""
    return wears(actor, *RULES, area=round.pot.area, now=now)


def may_import_roll(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Names and addresses are for the keeper of the pot and the area worker only."""
    return _at("import_roll", round) and wears(actor, *ROLL, area=round.pot.area, now=now)


def may_issue_letters(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Letters hold votes: the keeper of the pot and the area worker make them."""
    return _at("issue_letters", round) and wears(actor, *ROLL, area=round.pot.area, now=now)


def may_revoke(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who makes letters may take unused ones back."""
    return _at("revoke_batch", round) and wears(actor, *ROLL, area=round.pot.area, now=now)


def may_see_desk(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The group's desk, and looking along, are for those who work there."""
    return wears(actor, *DESK, HatKind.STAFF, area=round.pot.area, now=now)


def may_see_roll(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """That there is a list is known; what stands on it is not for everyone."""
    return wears(actor, *ROLL, area=round.pot.area, now=now)


def may_import(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """Rounds held elsewhere are brought in by an administrator or the area worker."""
    return wears(actor, *IMPORT, area=area, now=now)


def step_back_is_open(round: Round) -> Answer:
    """Whether anyone can still step back in this round."""
    return _at("step_back", round)


def may_step_back(actor: Actor | None, entry: Entry, round: Round, *, now: datetime) -> Answer:
    """Whoever carries an idea may step back with it; the group writes it down on their word."""
    if entry.initiative and carries(actor, entry.initiative) and _at("step_back", round):
        return Allowed()
    return _at("step_back", round) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_solve(actor: Actor | None, look: Look, *, now: datetime) -> Answer:
    """Whoever works on an obstacle says that it was solved; or the area worker, who clears obstacles."""
    if actor is not None and look.owner_id == actor.pk:
        return Allowed()
    return wears(actor, HatKind.AREA_WORKER, area=look.entry.round.pot.area, now=now)


def may_settle(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The area's people go without a vote, answer objections, and settle."""
    return _at("settle", round) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_sign(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """People who live here sign, if we knew them before it began: nobody lets in signatures while it runs."""
    allowed = _at("settle", round) and wears(actor, *RESIDENTS, area=round.pot.area, now=now)
    if allowed and actor is not None and round.settling_at and actor.known_since > round.settling_at:
        return Refused(_("We came to know you after this began. You can sign on the list on paper: call us."))
    return allowed


def may_count_lists(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """Who counts signatures on paper."""
    return _at("settle", round) and wears(actor, *COUNTS, area=round.pot.area, now=now)


def may_run_table(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """At the table in the hall one sees who stands on the roll: for who keeps it, and for counters."""
    if round.phase == Phase.VOTE and now >= round.closes_at:
        return Refused(_("Voting is over. Now the box can be opened."))
    return _at("table", round) and wears(actor, *TABLE, area=round.pot.area, now=now)


def may_open_box(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The box stays shut until voting is over; then the area's people and whoever counts open it."""
    if round.phase == Phase.VOTE and now < round.closes_at:
        return Refused(_("The box stays shut until voting is over."))
    return _at("table", round) and wears(actor, *COUNTS, area=round.pot.area, now=now)


def may_close(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The area's people close a round that had a table in the hall."""
    return may_open_box(actor, round, now=now) and wears(actor, *DESK, area=round.pot.area, now=now)


def may_lead(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """The big screen of an evening is moved along by the area's people, or by whoever counts."""
    return _goes_on(round) and wears(actor, *COUNTS, area=round.pot.area, now=now)


def may_hear_complaints(actor: Actor | None, round: Round, *, now: datetime) -> Answer:
    """What went wrong with a vote is written down by the area's people and who counts, until all is done."""
    if round.phase not in {Phase.VOTE, Phase.COUNT, Phase.RESULT}:
        return Refused(_("Complaints about a vote can be told until the time to object ends."))
    return _goes_on(round) and wears(actor, *COUNTS, area=round.pot.area, now=now)


def round_to_lead(number: int, actor: Actor | None, *, now: datetime) -> Round:
    """A round for whoever leads its evening."""
    round = round_for_all(number)
    insist(may_lead(actor, round, now=now))
    return round


def round_with_table(number: int, actor: Actor | None, *, now: datetime) -> Round:
    """A round for whoever sits at the table in the hall."""
    round = round_for_all(number)
    insist(may_run_table(actor, round, now=now))
    return round


def round_with_box(number: int, actor: Actor | None, *, now: datetime) -> Round:
    """A round for whoever opens the box."""
    round = round_for_all(number)
    insist(may_open_box(actor, round, now=now))
    return round


def may_write_year(actor: Actor | None, *, now: datetime) -> Answer:
    """The suggestion for all areas comes from who works for all of them."""
    return wears(actor, *IMPORT, area=places.root(), now=now)


def round_for_all(number: int) -> Round:
    """A round that anyone may see; Refusal 404 when there is none by that number."""
    found = Round.objects.select_related("pot__area", "gathering").filter(pk=number).first()
    return found or refuse(_("There is no round with this number."), status=404)


def round_at_desk(number: int, actor: Actor | None, *, now: datetime) -> Round:
    """A round for the people who run it."""
    round = round_for_all(number)
    insist(may_see_desk(actor, round, now=now))
    return round


def round_with_roll(number: int, actor: Actor | None, *, now: datetime) -> Round:
    """A round for those who may see who may vote."""
    round = round_for_all(number)
    insist(may_see_roll(actor, round, now=now))
    return round


def entry_at_desk(number: int, entry: int, actor: Actor | None, *, now: datetime) -> Entry:
    """An entry of a round, for the people who run it or look along."""
    round = round_at_desk(number, actor, now=now)
    found = round.entries.select_related("initiative", "round__pot__area").filter(pk=entry).first()
    return found or refuse(_("This idea does not stand in this round."), status=404)


def entry_to_rule(number: int, entry: int, actor: Actor | None, *, now: datetime) -> Entry:
    """An entry, for those who may decide about an agreement that concerns it."""
    round = round_for_all(number)
    found = round.entries.select_related("initiative", "round__pot__area").filter(pk=entry).first()
    if found is None:
        refuse(_("This idea does not stand in this round."), status=404)
    insist(may_rule(actor, round, found, now=now))
    return found


def _goes_on(round: Round) -> Answer:
    if round.origin != Origin.OWN:
        return Refused(_("This round was held elsewhere; it can only be read."))
    if round.called_off_at is not None:
        return Refused(_("This round does not go on."))
    return Allowed()


def _at(verb: str, round: Round) -> Answer:
    if not (going := _goes_on(round)):
        return going
    if round.settling_at is not None and verb not in WITHOUT_VOTE:
        return Refused(_("People sign for this round now, without a vote. So nothing changes in it."))
    return rules.permits(verb, round.phase)
