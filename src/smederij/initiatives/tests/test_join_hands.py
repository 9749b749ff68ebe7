"""Before an idea is posted, what resembles it is shown: join hands with it, or post it all the same."""

import io

import pytest
from django.test import Client
from PIL import Image
from tests.support.markup import faults

from smederij.base.models import Picture
from smederij.base.refusals import Refused
from smederij.initiatives.actions import Draft, post
from smederij.initiatives.models import Initiative, Offer
from smederij.people.models import Knock
from smederij.people.testing import Cast, sign_in

HERE = "/gebieden/krakeel/idee/"
BENCH = "Een bankje langs de vaart"
REACH = {"name": "Gerda", "phone": "06 1234 5678"}


def posted(title, *, by, area, now):
    return post(Draft(title=title), area=area, by=by, reach=None, now=now)


@pytest.fixture
def bench(cast: Cast, now):
    return posted("Een bank aan de vaart", by=cast.amina, area=cast.area, now=now)


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "orange").save(file, "PNG")
    file.seek(0)
    file.name = "bank.png"
    return file


def test_what_resembles_it_is_shown_first(bench, client: Client):
    answer = client.post(HERE, {"key": "one", "title": BENCH, "text": "Met een leuning.", **REACH})
    assert [one.title for one in answer.context["page"].kin] == ["Een bank aan de vaart"]
    assert not faults(answer.content)
    assert Initiative.objects.count() == 1
    for words in (BENCH, "Met een leuning.", "06 1234 5678", "Doe mee met Amina"):
        assert words in answer.content.decode()


def test_mine_is_different(bench, client: Client):
    page = client.post(HERE, {"key": "one", "title": BENCH, "picture": photo(), **REACH}).context["page"]
    carried = dict(page.carried())
    assert client.post(HERE, {**carried, "anders": "1"}).status_code == 302
    assert client.post(HERE, {**carried, "anders": "1"}).status_code == 302  # a second tap
    mine = Initiative.objects.get(title=BENCH)
    assert mine.picture is not None
    assert (mine.picture.alt, mine.starter.name) == (BENCH, "Gerda")
    assert Picture.objects.count() == 1


def test_a_photo_of_another_idea_is_not_taken_along(bench, client: Client):
    first = dict(
        client.post(HERE, {"key": "1", "title": BENCH, "picture": photo(), **REACH}).context["page"].carried()
    )
    client.post(HERE, {**first, "anders": "1"})
    client.post(HERE, {**first, "key": "2", "title": "Een bankje aan de vaart", "anders": "1"})
    assert Initiative.objects.get(title="Een bankje aan de vaart").picture is None
    client.post(
        HERE, {"key": "3", "title": "Een bank langs de vaart", **REACH, "bewaard": "1", "anders": "1"}
    )
    assert Initiative.objects.get(title="Een bank langs de vaart").picture is None


def test_a_photo_stays_when_something_has_to_be_mended(bench, client: Client, monkeypatch):
    carried = dict(
        client.post(HERE, {"key": "1", "title": BENCH, "picture": photo(), **REACH}).context["page"].carried()
    )
    monkeypatch.setattr(
        "smederij.initiatives.actions.posting.rules.can_be_reached", lambda *_, **__: Refused("Nee.")
    )
    monkeypatch.setattr(
        "smederij.initiatives.actions.steps.rules.can_be_reached", lambda *_, **__: Refused("Nee.")
    )
    answer = client.post(HERE, {**carried, "anders": "1"})
    monkeypatch.undo()
    assert (answer.status_code, "Je foto is bewaard" in answer.content.decode()) == (200, True)
    assert not faults(answer.content)
    kept = answer.context["kept"]
    client.post(
        HERE,
        {**REACH, "key": "1", "title": BENCH, "bewaard": kept, "picture_alt": "Bij de brug", "anders": "1"},
    )
    mine = Initiative.objects.get(title=BENCH)
    assert mine.picture is not None
    assert mine.picture.alt == "Bij de brug"


def test_a_kindred_idea_counts_once(bench, client: Client):
    def carried(key: str) -> dict[str, str]:
        return dict(client.post(HERE, {"key": key, "title": BENCH, **REACH}).context["page"].carried())

    client.post(HERE, {**carried("1"), "anders": "1"})
    page = client.post(HERE, {"key": "2", "title": f"{BENCH} 2", **REACH}).context["page"]
    [(one, counted)] = [(one, counted) for one, counted in page.near if one == bench]
    join = {**dict(page.for_joining()), "geteld": counted}
    client.post(f"/ideeen/{one.public_id}/meedoen/", join)
    assert (Initiative.objects.count(), Offer.objects.count(), Knock.objects.count()) == (2, 1, 2)
    other = Initiative.objects.exclude(pk=bench.pk).get()
    other.confirmed_at, other.confirmed_by = other.posted_at, other.starter
    other.save()
    client.post(f"/ideeen/{other.public_id}/meedoen/", join)
    client.post(HERE, {**carried("3"), "title": "Iets heel anders", "anders": "1"})
    assert Knock.objects.count() == 5  # what was counted for one thing is not good for another


def test_join_hands_with_what_was_typed(bench, client: Client):
    page = client.post(HERE, {"key": "one", "title": BENCH, **REACH}).context["page"]
    answer = client.post(f"/ideeen/{bench.public_id}/meedoen/", dict(page.for_joining()))
    assert answer.status_code == 302
    offer = Offer.objects.get()
    assert (offer.initiative, offer.giver.name, offer.words) == (bench, "Gerda", BENCH)
    assert Initiative.objects.count() == 1


def test_an_address_alone_joins_hands_too(bench, client: Client):
    reach = {"name": "Gerda", "email": "gerda@example.org"}
    page = client.post(HERE, {"key": "one", "title": BENCH, **reach}).context["page"]
    assert client.post(f"/ideeen/{bench.public_id}/meedoen/", dict(page.for_joining())).status_code == 302
    offer = Offer.objects.get()
    assert (offer.giver.email, offer.giver.phone) == ("gerda@example.org", "")


@pytest.mark.parametrize("who", ["els", "chen"])
def test_at_the_door_it_is_who_was_written_down_who_joins(bench, cast: Cast, client: Client, who, now):
    if who == "chen":
        bench.carriers.create(actor=cast.chen, since=now)
    sign_in(client, cast.people[who])
    page = client.post(HERE, {"key": "one", "title": BENCH, **REACH}).context["page"]
    assert client.post(f"/ideeen/{bench.public_id}/meedoen/", dict(page.for_joining())).status_code == 302
    assert Offer.objects.get().giver.name == "Gerda"
    page = client.post(HERE, {"key": "two", "title": BENCH}).context["page"]
    status = client.post(f"/ideeen/{bench.public_id}/meedoen/", dict(page.for_joining())).status_code
    assert (status, Offer.objects.filter(giver=cast.els).count()) == ((302, 1) if who == "els" else (403, 0))


def test_others_join_for_themselves_only(bench, cast: Cast, client: Client):
    sign_in(client, cast.bram)
    path = f"/ideeen/{bench.public_id}/meedoen/"
    assert client.post(path, {"key": "one", **REACH}).status_code == 403
    page = client.get(path)
    assert "name" not in page.context["page"].form.fields
    sign_in(client, cast.els)
    page = client.post(path, {"key": "one", "name": "Gerda", "words": "Ik heb verf"})
    assert (page.status_code, Offer.objects.count()) == (200, 0)
    assert page.context["page"].form["words"].value() == "Ik heb verf"
    assert not faults(page.content)


def test_signed_in_it_is_one_tap(bench, cast: Cast, client: Client):
    cast.bram.phone = "0612345678"
    cast.bram.save(update_fields=["phone"])
    sign_in(client, cast.bram)
    page = client.post(HERE, {"key": "one", "title": BENCH}).context["page"]
    assert client.post(f"/ideeen/{bench.public_id}/meedoen/", dict(page.for_joining())).status_code == 302
    assert Offer.objects.get().giver == cast.bram


def test_what_resembles_nothing_is_posted_at_once(bench, cast: Cast, client: Client):
    sign_in(client, cast.bram)
    sent = {"key": "one", "title": "Nestkasten timmeren met groep zes"}
    assert client.post(HERE, sent).status_code == 302
    assert client.post(HERE, sent).status_code == 302  # the same form again resembles itself
    assert Initiative.objects.count() == 2


def test_elsewhere_in_the_municipality_comes_after_and_is_shorter(bench, cast: Cast, now, client: Client):
    for number in range(4):
        posted(f"Een bankje aan het water, nummer {number}", by=cast.dalia, area=cast.other_area, now=now)
    answer = client.post(HERE, {"key": "one", "title": BENCH, **REACH})
    page = answer.context["page"]
    assert (page.kin, {one.area for one in page.elsewhere}, len(page.elsewhere)) == (
        [bench],
        {cast.other_area},
        2,
    )
    assert not faults(answer.content)
    one, counted = page.far[0]
    client.post(f"/ideeen/{one.public_id}/meedoen/", {**dict(page.for_joining()), "geteld": counted})
    assert (Offer.objects.get().initiative, Knock.objects.count()) == (one, 1)


def test_only_elsewhere_asks_nothing_before_and_is_told_afterwards(cast: Cast, now, client: Client):
    far = posted("Een bank aan de vaart", by=cast.dalia, area=cast.other_area, now=now)
    thanks = client.post(HERE, {"key": "one", "title": BENCH, **REACH})
    assert thanks.status_code == 302
    answer = client.get(thanks["Location"])
    assert answer.context["page"].elsewhere == [far]
    assert not faults(answer.content)


def test_the_page_asks_as_much_for_many_as_for_few(
    bench, cast: Cast, now, client: Client, django_assert_max_num_queries
):
    for number in range(40):
        posted(f"Een bank aan de vaart, nummer {number}", by=cast.amina, area=cast.area, now=now)
        posted(f"Een bank aan het water, nummer {number}", by=cast.dalia, area=cast.other_area, now=now)
    sign_in(client, cast.bram)
    with django_assert_max_num_queries(25):
        answer = client.post(HERE, {"key": "one", "title": BENCH})
    assert len(answer.context["page"].kin) == 3
