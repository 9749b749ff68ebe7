"""Somebody we don't know shares an idea, and does not want to wait for a call: a code will do."""

from django.test import Client

from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.people.testing import Cast, sign_in
from smederij.people.tests.test_sign_in import code_from_mail
from tests.support.markup import faults
from tests.support.visitor import Visitor

IDEA = "Een pizzaoven bij de speeltuin"
KRAKEEL = "/gebieden/krakeel/"


def test_confirmed_by_a_code(cast: Cast) -> None:
    gerda = Visitor().open(f"{KRAKEEL}idee/").fill("Je idee in één zin", IDEA).fill("Hoe heet je?", "Gerda")
    gerda.fill("Of je e-mailadres", "gerda@example.org").press("Deel je idee").sees("Je idee is binnen")
    Visitor().open(KRAKEEL).sees_not(IDEA)
    gerda.press("Bevestig het zelf met een code").sees("Kijk in je mail").fill(
        "De code die we je stuurden", code_from_mail()
    )
    gerda.press("Kom binnen").sees("Dit is jouw idee", IDEA)
    assert faults(gerda.body) == []
    gerda.press("Laat het mijn buren zien").sees(IDEA)
    Visitor().open(KRAKEEL).sees(IDEA)
    one = Initiative.objects.get(title=IDEA)
    assert (one.confirmed_by, one.starter.name) == (one.starter, "Gerda")
    assert Actor.objects.filter(email="gerda@example.org").count() == 1


def known_bram(cast: Cast, *, name: str) -> Visitor:
    """Bram, who signs in by mail, shares an idea without doing so; then he comes in with a code."""
    bram = Visitor().open(f"{KRAKEEL}idee/").fill("Je idee in één zin", IDEA).fill("Hoe heet je?", name)
    bram.fill("Of je e-mailadres", cast.bram.email).press("Deel je idee").sees("Je idee is binnen")
    return bram.press("Bevestig het zelf met een code").fill("De code die we je stuurden", code_from_mail())


def test_somebody_known_who_was_not_signed_in(cast: Cast) -> None:
    """The idea hung on the name they typed; the code shows that it is the same person, who gets it."""
    bram = known_bram(cast, name="bram").press("Kom binnen").sees("Dit is jouw idee")
    bram.press("Laat het mijn buren zien").sees(IDEA)
    Visitor().open(KRAKEEL).sees(IDEA)
    one = Initiative.objects.get(title=IDEA)
    assert (one.starter, one.confirmed_by, one.carriers.get().actor) == (cast.bram, cast.bram, cast.bram)
    assert list(cast.bram.logins.get().actors.all()) == [cast.bram]
    bram.open("/mijn/").sees_not("Je doet ook mee als")


def test_under_another_name_they_say_that_it_is_them(cast: Cast) -> None:
    bram = known_bram(cast, name="B. Visser").press("Kom binnen").sees("Wie ben je?", "Ik ben B. Visser")
    assert faults(bram.body) == []
    bram.follow("Ik ben allebei").sees("Ben jij Bram én B. Visser?")
    assert faults(bram.body) == []
    bram.press("Ja, dat ben ik allebei").sees("Vanaf nu ben je hier één persoon: Bram", "Dit is jouw idee")
    assert Initiative.objects.get(title=IDEA).starter == cast.bram


def test_two_who_share_an_address_stay_two(cast: Cast) -> None:
    both = (
        known_bram(cast, name="Noortje").press("Kom binnen").press("Ik ben Noortje").sees("Dit is jouw idee")
    )
    both.press("Laat het mijn buren zien").sees(IDEA)
    assert Initiative.objects.get(title=IDEA).starter.name == "Noortje"
    both.open("/mijn/").sees("Hallo Noortje", "Ga verder als Bram")


def test_nobody_else_confirms_it(cast: Cast, client: Client) -> None:
    gerda = Visitor().open(f"{KRAKEEL}idee/").fill("Je idee in één zin", IDEA).fill("Hoe heet je?", "Gerda")
    gerda.fill("Of je e-mailadres", "gerda@example.org").press("Deel je idee")
    one = Initiative.objects.get(title=IDEA)
    sign_in(client, cast.dalia)
    assert client.post(f"/ideeen/{one.public_id}/bevestigen/").status_code == 404
    one.refresh_from_db()
    assert one.confirmed_at is None
