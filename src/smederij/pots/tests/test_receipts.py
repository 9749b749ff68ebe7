"""Receipts: only from the agreed amount on, for few eyes, and never a line of what was bought."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.support.markup import faults

from smederij.base.money import Money, euros
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.pots import actions
from smederij.pots.models import Grant, Receipt
from smederij.pots.room import ROOM
from smederij.pots.testing import Till, idea


def grant_with(till: Till, limit: Money | None, amount: Money) -> Grant:
    awards = [actions.Award(idea(till.cast, "Een podium", now=till.now), amount)]
    (grant,) = actions.award(
        till.pot, awards, key_prefix="round-9", report_weeks=None, receipts_from=limit, by=None, now=till.now
    )
    return grant


@pytest.fixture
def grant(till: Till) -> Grant:
    return grant_with(till, euros(50), euros(50))


def photo() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (60, 90), "#fff").save(data, "JPEG")
    return SimpleUploadedFile("bon.jpg", data.getvalue(), content_type="image/jpeg")


def _hand_in(client: Client, grant: Grant, **typed: Any) -> Any:
    facts = {"key": "receipt-form-1", "given_to": ""} | typed
    return client.post(reverse("hand_in_receipt", args=[grant.public_id]), facts)


def _as(till: Till, name: str) -> Client:
    client = Client()
    sign_in(client, till.cast.people[name])
    return client


def _vault() -> list[Path]:
    return list((Path(settings.DATA) / "files" / "receipts").glob("*.webp"))


@pytest.mark.parametrize(("limit", "asked"), [(None, False), (euros(51), False), (euros(50), True)])
def test_receipts_are_asked_only_from_the_agreed_amount(till: Till, limit: Money | None, asked: bool) -> None:
    grant = grant_with(till, limit, euros(50))
    html = _as(till, "amina").get(grant.get_absolute_url()).content
    assert (b"Bonnetjes" in html) is asked
    assert (b"hoef je geen bonnetjes te bewaren" in html) is not asked
    assert faults(html) == []
    answer = _hand_in(_as(till, "amina"), grant, given_to="Chen")
    assert (answer.status_code == 302) is asked
    assert Receipt.objects.exists() is asked


def test_a_photo_is_for_keeper_and_finance_only(till: Till, grant: Grant) -> None:
    before = len(_vault())
    amina = _as(till, "amina")
    for _ in range(2):
        assert _hand_in(amina, grant, photo=photo()).status_code == 302
    receipt = Receipt.objects.get()
    assert len(_vault()) == before + 1
    url = reverse("receipt", args=[receipt.public_id])
    answers = {
        name: _as(till, name).get(url).status_code for name in ("chen", "finn", "amina", "bram", "els")
    }
    assert answers == {"chen": 200, "finn": 200, "amina": 404, "bram": 404, "els": 404}
    assert Client().get(url).status_code == 302
    assert Client().get(f"/beeld/{receipt.file.removesuffix('.webp')}-1600.webp").status_code == 404
    assert _as(till, "chen").get(url)["Cache-Control"] == "private, no-store"


def test_on_paper_to_somebody_is_as_good(till: Till, grant: Grant) -> None:
    assert _hand_in(_as(till, "chen"), grant, given_to="Els").status_code == 302
    assert Receipt.objects.get().given_to == "Els"
    for wrong in ({}, {"given_to": "Els", "photo": photo()}):
        assert _hand_in(_as(till, "amina"), grant, key="receipt-form-2", **wrong).status_code == 200
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("bram", 404), ("finn", 403), ("els", 404)])
def test_others_hand_in_nothing(till: Till, grant: Grant, who: str, status: int) -> None:
    before = len(_vault())
    assert _hand_in(_as(till, who), grant, photo=photo()).status_code == status
    assert not Receipt.objects.exists()
    assert len(_vault()) == before


def test_what_is_no_photo_is_said(till: Till, grant: Grant) -> None:
    answer = _hand_in(_as(till, "amina"), grant, photo=SimpleUploadedFile("x.jpg", b"no"))
    assert "We kunnen dit bestand niet openen als foto." in answer.content.decode()


def test_the_wrong_one_can_be_taken_back(
    till: Till, grant: Grant, django_capture_on_commit_callbacks: Any
) -> None:
    before = len(_vault())
    _hand_in(_as(till, "amina"), grant, photo=photo())
    receipt = Receipt.objects.get()
    with pytest.raises(Refusal):
        actions.take_back_receipt(receipt, by=till.cast.chen, now=till.now)
    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("take_back_receipt", args=[receipt.public_id])
        assert _as(till, "amina").post(url).status_code == 302
    assert (Receipt.objects.count(), len(_vault())) == (0, before)


def test_my_data_has_what_i_handed_in(till: Till, grant: Grant) -> None:
    assert ROOM.export_me is not None
    actions.hand_in(grant, given_to="Chen", by=till.cast.amina, now=till.now, key="receipt-key")
    assert [one["given_to"] for one in ROOM.export_me(till.cast.amina.pk)["receipts"]] == ["Chen"]
