"""The code on a letter: its shape, how forgiving it is read, and how guessing is slowed."""

import os
import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.base.network import unreadable
from smederij.base.refusals import Refusal
from smederij.rounds import actions, codes, peppers, queries, rules
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import CodeFailure, Credential, Phase, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened, ready

typed = st.text(alphabet=codes.ALPHABET, min_size=12, max_size=12)


def test_a_code_is_random_and_readable():
    made = [codes.make_code() for _ in range(4000)]
    assert len(set(made)) == 4000
    assert all(
        re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}", code)
        for code in made
    )
    # every place uses the whole alphabet evenly: chi-square, 31 degrees of freedom, far beyond chance at 90
    for place in range(12):
        seen = Counter(code.replace("-", "")[place] for code in made)
        assert sum((seen[sign] - 125) ** 2 / 125 for sign in codes.ALPHABET) < 90


@given(typed)
def test_a_code_is_read_however_it_is_typed(random):
    code = random + codes.check_character(random)
    sloppy = f" {code[:4].lower()} {code[4:8]}–{code[8:]}\n".replace("0", "o").replace("1", "l")
    assert codes.read_code(sloppy) == code
    assert codes.read_code(code.replace("1", "I").replace("0", "O")) == code


@given(typed, st.integers(0, 12), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_shows(random, place, other):
    code = random + codes.check_character(random)
    wrong = code[:place] + other + code[place + 1 :]
    # the check knows 31 remainders of 32 characters: 0 and Z are one to it, except as the check itself
    if codes.ALPHABET.index(other) % codes.CHECKS != codes.ALPHABET.index(code[place]) % codes.CHECKS:
        assert codes.read_code(wrong) is None


@given(typed, st.integers(0, 10))
def test_two_swapped_characters_show(random, place):
    code = random + codes.check_character(random)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if (codes.ALPHABET.index(code[place]) - codes.ALPHABET.index(code[place + 1])) % codes.CHECKS:
        assert codes.read_code(swapped) is None


@pytest.mark.parametrize(
    "text", ["", "ABCD", "A" * 14, "ABCD-EFGH-JKMNU", "🙂" * 13, "０" * 13, "\0" * 13, "A" * 10_000]
)
def test_what_is_no_code_is_no_code(text):
    assert codes.read_code(text) is None


def _refused(code, *, now, network="192.0.2.7"):
    with pytest.raises(Refusal) as caught:
        actions.open_letter(code, network=network, now=now)
    return caught.value.status


def test_guessing_is_slowed_and_a_right_code_never_is(cast, now, open_for_2):
    at = open_for_2
    assert [_refused(codes.make_code(), now=at.now) for _ in range(12)] == [404] * 10 + [429] * 2
    assert CodeFailure.objects.count() == 10
    (known,) = set(CodeFailure.objects.values_list("prefix", flat=True))
    assert len(known) == 64
    assert known == unreadable("::ffff:192.0.2.7")
    assert _refused("typing error", now=at.now) == 429
    assert _refused(codes.make_code(), now=at.now, network="192.0.2.8") == 404
    assert actions.open_letter(at.codes[0], network="192.0.2.7", now=at.now).round == at.round
    assert _refused(codes.make_code(), now=at.now + timedelta(minutes=11)) == 404
    actions.tick(at.now + timedelta(hours=2))
    assert CodeFailure.objects.count() == 0


def test_a_code_is_only_tried_where_letters_were_made(
    cast, now, monkeypatch, django_assert_num_queries, open_for_2
):
    at = open_for_2
    for _ in range(300):
        other = Round.objects.get(pk=at.round.pk)
        other.pk, other.key, other.pepper_sha256, other._state.adding = None, None, "", True
        other.save()
    tried: Counter[int] = Counter()
    read = peppers.read
    monkeypatch.setattr(peppers, "read", lambda number: (tried.update([number]), read(number))[1])
    with django_assert_num_queries(3):
        assert actions.open_letter(at.codes[0], network="::1", now=at.now).round == at.round
    assert tried == {at.round.pk: 1}


def test_many_networks_together_raise_the_alarm_but_stop_no_voter(cast, now, open_for_2):
    at = open_for_2
    failures = [CodeFailure(prefix=f"10.0.{n // 256}.{n % 256}", at=at.now) for n in range(500)]
    CodeFailure.objects.bulk_create(failures)
    assert _refused(codes.make_code(), now=at.now, network="203.0.113.9") == 429
    actions.open_letter(at.codes[0], network="203.0.113.9", now=at.now)


def test_looking_at_a_code_consumes_nothing(cast, now, open_for_2):
    at = open_for_2
    tokens = {actions.open_letter(at.codes[0], network="::1", now=at.now).token for _ in range(3)}
    assert Credential.objects.count() == 2
    assert CodeFailure.objects.count() == 0
    assert all(actions.round_of(token) == at.round for token in tokens)


def test_a_code_outside_the_dates_is_told_when(cast, now, open_for_2):
    at = open_for_2
    early, late = at.round.vote_at - timedelta(hours=1), at.round.closes_at
    assert (_refused(at.codes[0], now=early), _refused(at.codes[0], now=late)) == (409, 410)
    assert CodeFailure.objects.count() == 0


def test_a_used_code_can_not_be_told_from_an_unknown_one(cast, now, open_for_2):
    at = open_for_2
    letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
    actions.cast(letter.token, new_nonce(), Choices({1: 1}), now=at.now)
    said = []
    for code in (at.codes[0], codes.make_code()):
        with pytest.raises(Refusal) as caught:
            actions.open_letter(code, network="::1", now=at.now)
        said.append((caught.value.status, str(caught.value.reason)))
    assert said[0] == said[1]
    assert "06 1000 000" in said[0][1]


def test_the_key_is_a_private_file_outside_the_database(cast, now, own_data, open_for_2):
    at = open_for_2
    file = own_data / "peppers" / str(at.round.pk)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.stat().st_size == 32
    assert peppers.make(at.round.pk) == peppers.read(at.round.pk) == file.read_bytes()
    plain = at.codes[0].replace("-", "")
    assert Credential.objects.filter(mac=codes.mac(plain, pepper=file.read_bytes())).exists()
    assert not Credential.objects.filter(mac=codes.mac(plain, pepper=bytes(32))).exists()


def _lose(file):
    file.rename(file.with_suffix(".lost"))


def _put_another(file):
    file.write_bytes(bytes(32))
    os.utime(file, ns=(1, 1))  # the copy in memory is told from it by its time


@pytest.mark.parametrize("harm", [_lose, _put_another])
def test_a_lost_key_is_our_fault_and_never_quietly_replaced(cast, now, settings, tmp_path, harm):
    settings.PEPPERS = str(tmp_path)
    at = opened(cast, voters=2, now=now)
    assert queries.desk(at.round, now=at.now).obstacles == ()
    harm(tmp_path / str(at.round.pk))
    for code in (at.codes[0], codes.make_code()):
        with pytest.raises(Refusal) as caught:
            actions.open_letter(code, network="192.0.2.7", now=at.now)
        assert caught.value.status == 503
        assert "06 1000 000" in str(caught.value.reason)
    assert _refused("typing error", now=at.now) == 404
    assert CodeFailure.objects.count() == 1  # the typing error
    assert queries.desk(at.round, now=at.now).obstacles == (rules.key_is_lost(),)
    kept = [file.read_bytes() for file in tmp_path.glob(str(at.round.pk))]
    with pytest.raises(Refusal):
        peppers.make(at.round.pk)
    assert [file.read_bytes() for file in tmp_path.glob(str(at.round.pk))] == kept


def test_voting_does_not_open_without_the_key(cast, now, settings, tmp_path):
    settings.PEPPERS = str(tmp_path)
    round, _codes = ready(cast, now=now)
    assert Round.objects.get(pk=round.pk).pepper_sha256
    _lose(tmp_path / str(round.pk))
    actions.tick(round.vote_at)
    assert Round.objects.get(pk=round.pk).phase == Phase.PRESENT
    (tmp_path / f"{round.pk}.lost").rename(tmp_path / str(round.pk))
    actions.tick(round.vote_at)
    assert Round.objects.get(pk=round.pk).phase == Phase.VOTE
