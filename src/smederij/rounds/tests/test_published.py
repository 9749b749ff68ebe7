"""A counted round as a file: it agrees with itself, with the seals people kept, and with a second program."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from smederij.base.refusals import Refusal
from smederij.people.actions import follow
from smederij.people.models import Notice
from smederij.rounds import actions, published, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.actions.heads import SMALLEST_BATCH
from smederij.rounds.heads import covered, sealed, written
from smederij.rounds.models import Head, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened
from smederij_tally.published import check, head_of, pack, plain_json, unpack


def _vote(at, codes, *, numbers=(1, 2)):
    for code in codes:
        letter = actions.open_letter(code, network="::1", now=at.now)
        points = dict.fromkeys(numbers, 1)
        actions.cast(letter.token, new_nonce(), Choices(points, blank=not points), now=at.now)


def _nights(at):
    """The nights of the voting, at two o'clock."""
    first = at.now.replace(hour=1) + timedelta(days=1)
    return [first + timedelta(days=day) for day in range(5)]


@pytest.fixture
def voted(cast, now):
    """Sixty people could vote: 25 did on the first day, 10 on the second, 20 later."""
    at = opened(cast, voters=60, now=now)
    nights = _nights(at)
    _vote(at, at.codes[:25])
    actions.tick(nights[0])
    _vote(at, at.codes[25:35], numbers=(3,))
    actions.tick(nights[1])
    _vote(at, at.codes[35:54])
    _vote(at, at.codes[54:55], numbers=())
    actions.tick(nights[2])
    return at


def test_a_night_is_sealed_when_twenty_more_voted(voted):
    heads = list(Head.objects.filter(round=voted.round))
    assert [head.says["kind"] for head in heads] == ["opening", "night", "night"]
    assert [head.says.get("batch") for head in heads] == [None, 25, 30]
    assert len(covered(voted.round)) == 55
    assert [head.says["previous"] for head in heads] == ["", heads[0].head, heads[1].head]


def test_a_seal_says_nothing_of_what_was_voted(voted):
    for head in Head.objects.filter(round=voted.round, says__kind="night"):
        assert set(head.says) == {"kind", "number", "round", "previous", "night", "batch", "ballots", "root"}


def test_the_file_agrees_and_counts_again(voted, tmp_path):
    actions.settle(voted.round, now=voted.round.closes_at)
    path = published.result_zip(voted.round)
    files = unpack(str(path))
    kept = [written(head.head) for head in Head.objects.filter(round=voted.round)]
    report = check(files, kept=kept)
    assert (report.exit_code, report.differences) == (0, ())
    assert published.packed(Round.objects.get(pk=voted.round.pk)) == path.read_bytes()  # the same bytes twice
    assert set(files) == {
        "manifest.json",
        "stemmen.pb",
        "uitslag.json",
        "zegels.csv",
        "nachtzegels.json",
        "verslag.pdf",
        "hertel.py",
        "lees-mij.txt",
    }
    assert files["verslag.pdf"].startswith(b"%PDF")
    told = _second_program(tmp_path, path.read_bytes(), kept[1])
    assert told.returncode == 0, told.stdout


def test_nobody_is_named_in_the_file(voted, cast):
    actions.settle(voted.round, now=voted.round.closes_at)
    for name, data in unpack(str(published.result_zip(voted.round))).items():
        for secret in (b"Smidsweg", b"Resident", cast.chen.name.encode(), cast.amina.name.encode()):
            assert secret not in data, name


def test_a_small_round_gives_its_totals_and_no_ballot(cast, now, tmp_path):
    at = opened(cast, voters=46, now=now)
    _vote(at, at.codes[:30])
    actions.tick(_nights(at)[0])
    _vote(at, at.codes[30:40], numbers=(2, 4))
    actions.settle(at.round, now=at.round.closes_at)
    path = published.result_zip(at.round)
    files = unpack(str(path))
    assert "stemmen.pb" not in files
    for paper in urn.papers(at.round.pk):
        for name, data in files.items():
            assert paper.id.hex().encode() not in data, name
            assert paper.salt.hex().encode() not in data, name
    assert (check(files).exit_code, check(files).differences) == (0, ())
    told = _second_program(tmp_path, path.read_bytes())
    assert told.returncode == 0, told.stdout


def test_a_round_in_which_nobody_voted_has_a_file_too(cast, now, tmp_path):
    at = opened(cast, voters=5, now=now)
    actions.settle(at.round, now=at.round.closes_at)
    path = published.result_zip(at.round)
    assert check(unpack(str(path))).differences == ()
    assert _second_program(tmp_path, path.read_bytes()).returncode == 0


def test_a_ballot_changed_behind_the_guards_shows_for_who_kept_nothing(voted):
    """Whoever owns the computer changes a ballot that was under seal, and then counts honestly."""
    sealed_then = sorted(covered(voted.round))[0]
    paper = next(one for one in urn.papers(voted.round.pk) if one.id == sealed_then)
    _forge(voted.round, urn.Paper(paper.id, '{"choices":[4]}', paper.salt))
    actions.settle(voted.round, now=voted.round.closes_at)
    report = check(unpack(str(published.result_zip(voted.round))))
    assert report.exit_code == 1
    assert any("were changed after that night" in words for words in report.differences)


def test_seals_made_anew_show_for_who_kept_one(voted, tmp_path):
    """A forger who changes the seals as well is found by whoever kept an older one."""
    kept = Head.objects.filter(round=voted.round, says__kind="night").earliest("number").head
    actions.settle(voted.round, now=voted.round.closes_at)
    files = unpack(str(published.result_zip(voted.round)))
    says = json.loads(files.pop("manifest.json"))
    heads = json.loads(files["nachtzegels.json"])
    only_closing = heads[-1]
    only_closing["says"] |= {"previous": "", "number": 0}
    only_closing["head"] = head_of(only_closing["says"])
    files["nachtzegels.json"] = plain_json([only_closing])
    rows = files["zegels.csv"].decode().split("\r\n")
    files["zegels.csv"] = "\r\n".join(
        [rows[0], *(row.rsplit(";", 1)[0] + ";" for row in rows[1:] if row), ""]
    ).encode()
    says = {name: value for name, value in says.items() if name not in {"files", "format"}}
    forged = pack(files, says=says)
    assert check(unpack(forged)).exit_code == 0
    assert check(unpack(forged), kept=[written(kept)]).exit_code == 1
    assert _second_program(tmp_path, forged, written(kept)).returncode == 1


def test_papers_and_codes_are_told_apart_on_the_sheet(voted):
    actions.settle(voted.round, now=voted.round.closes_at)
    closing = Head.objects.filter(round=voted.round).latest("number")
    codes, paper = closing.says["sheet"]
    assert (codes["issued"], codes["left"], codes["web"], paper["handed_out"]) == (60, 5, 55, 0)


def test_who_follows_the_round_gets_each_seal_to_keep(cast, now):
    at = opened(cast, voters=SMALLEST_BATCH, now=now)
    follow(at.round, by=cast.amina, now=at.now)
    _vote(at, at.codes)
    actions.tick(_nights(at)[0])
    (notice,) = Notice.objects.filter(actor=cast.amina, subject_kind="rounds.round")
    assert written(Head.objects.filter(round=at.round).latest("number").head) in notice.sentence
    assert notice.url == reverse("look_over", args=[at.round.pk])


def test_a_seal_is_never_changed_or_taken_away(voted):
    heads = Head.objects.filter(round=voted.round)
    for change in (lambda: heads.update(head="0" * 64), heads.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_page_shows_the_seals_while_people_vote_and_the_file_after(voted, client):
    page = client.get(reverse("look_over", args=[voted.round.pk]))
    last = Head.objects.filter(round=voted.round).latest("number")
    assert written(last.head) in page.content.decode()
    assert client.get(reverse("result_zip", args=[voted.round.pk])).status_code == 404
    actions.settle(voted.round, now=voted.round.closes_at)
    assert reverse("result_zip", args=[voted.round.pk]) in (
        client.get(reverse("look_over", args=[voted.round.pk])).content.decode()
    )
    answer = client.get(reverse("result_zip", args=[voted.round.pk]))
    assert answer["Content-Type"] == "application/zip"
    assert check(unpack(b"".join(answer.streaming_content))).exit_code == 0
    assert reverse("look_over", args=[voted.round.pk]) in (
        client.get(reverse("result", args=[voted.round.pk])).content.decode()
    )


def test_a_round_that_is_not_closed_under_seal_has_no_file(voted):
    assert not sealed(voted.round)
    with pytest.raises(Refusal):
        published.result_zip(voted.round)


def test_half_a_file_is_never_served(voted, monkeypatch):
    actions.settle(voted.round, now=voted.round.closes_at)
    monkeypatch.setattr(
        "smederij.rounds.published.os.replace", lambda *_: (_ for _ in ()).throw(OSError("full"))
    )
    with pytest.raises(OSError, match="full"):
        published.result_zip(voted.round)
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(published.result_zip(voted.round).read_bytes())) as whole:
        assert whole.testzip() is None


def _second_program(tmp_path, data, *kept):
    path = tmp_path / "ronde.zip"
    path.write_bytes(data)
    script = tmp_path / "hertel.py"
    script.write_bytes(unpack(data)["hertel.py"])
    return subprocess.run(
        [sys.executable, "-I", str(script), str(path), *kept], capture_output=True, text=True, check=False
    )


def _forge(round, paper):
    """What only who runs the computer can do: through the gate of the shaking."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("insert into rounds_gate (id, round_id) values (1, %s)", [round.pk])
        cursor.execute("delete from rounds_ballot where id = %s", [paper.id])
        urn.drop(paper, round_id=round.pk)
        cursor.execute("delete from rounds_gate where id = 1")
