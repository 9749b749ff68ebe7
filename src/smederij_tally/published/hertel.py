#!/usr/bin/env python3
"""Telt een gepubliceerde ronde opnieuw. Er is niets voor nodig dan Python zelf (3.10 of later).

    python3 hertel.py ronde-7.zip                     kijk alles na en tel opnieuw
    python3 hertel.py ronde-7.zip mijn-zegel.txt      vergelijk ook met een zegel dat je bewaarde

Antwoord: 0 alles klopt; 1 iets klopt niet (er staat bij wat); 2 het bestand is niet te lezen;
3 de zegels kloppen, maar uit deze bestanden kun je de uitslag niet opnieuw tellen.
Dit programma is apart geschreven van het programma dat de stemmen telde: zo kijkt het ene het andere na.
"""

# mypy: ignore-errors
import csv
import io
import json
import os
import re
import sys
import zipfile
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

WITHDRAWN = 99999999900  # zo staat in bestanden van steden een idee dat is teruggetrokken
WRONG = []


def must(right, words):
    if not right:
        WRONG.append(words)


def digest(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def table(data):
    return [row for row in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";") if row]


def read_ballots(data):
    """Het bedrag, de ideeën met wat ze vragen, en per biljet: nummer, gekozen ideeën, punten (of None)."""
    rows = table(data)
    a, b = rows.index(["PROJECTS"]), rows.index(["VOTES"])
    budget = dict(row[:2] for row in rows[2:a])["budget"]
    ideas = [(row[0], int(Fraction(row[1]) * 100)) for row in rows[a + 2 : b]]
    ballots = [
        (id, *[cell.split(",") if cell else [] for cell in cells], None) for id, *cells in rows[b + 2 :]
    ]
    return int(Fraction(budget) * 100), ideas, [ballot[:3] for ballot in ballots]


def add_up(ideas, ballots):
    """Punten (of stemmen) per idee, hoeveel biljetten een idee noemen, en hoeveel biljetten blanco zijn."""
    score, favour, blank = {id: 0 for id, _ in ideas}, {id: 0 for id, _ in ideas}, 0
    for _, chosen, points in ballots:
        given = dict(zip(chosen, map(Fraction, points or [1] * len(chosen)), strict=True))
        blank += not any(given.values())
        for id, one in given.items():
            score[id] += one
            favour[id] += one > 0
    return score, favour, blank


def count(ideas, score, favour, budget, rule):
    """Wie krijgt wat: de meeste stemmen eerst, zolang er geld is. Bij gelijk beslist de regel of het lot."""

    def turn(idea):
        lot = sha256(f"{rule['seed']}\n{idea[0]}".encode()).hexdigest()
        by_cost = (idea[1], -favour.get(idea[0], 0)) if rule["ties"] == "cost-votes-lot" else ()
        return -score[idea[0]], *by_cost, lot

    least = Fraction(rule["threshold"] or 0)
    order = [idea for idea in ideas if idea[1] != WITHDRAWN and 0 < score[idea[0]] >= least]
    left, over, won = budget, False, []
    for id, cost in sorted(order, key=turn):
        asked = min(cost, rule["cap"] or cost)
        if not over and asked <= left:
            won.append([id, asked])
        elif not over and rule["partial_last"] and left:
            won.append([id, left])
            over = True
        else:
            over = over or rule["no_skip"] or rule["partial_last"]
        left = budget - sum(got for _, got in won)
    return won


def root(leaves):
    row = leaves
    while len(row) > 1:
        up = [sha256(b"\1" + row[i] + row[i + 1]).digest() for i in range(0, len(row) - 1, 2)]
        row = up + row[len(up) * 2 :]
    return row[0].hex() if row else sha256(b"").hexdigest()


def seal(id, salt, chosen, points):
    """Het zegel van een biljet zoals het in de stembus lag."""
    numbers = [int(one) for one in chosen]
    body = {"choices": sorted(numbers)}
    if points is not None:
        body = {"points": sorted([n, int(p)] for n, p in zip(numbers, points, strict=True))}
    text = json.dumps(body, separators=(",", ":"))
    return sha256(b"\0" + bytes.fromhex(id + salt) + text.encode()).digest()


def check_heads(heads, leaves, nights, says):
    """Het zegel van iedere nacht volgt op het vorige, en past bij de biljetten die eronder vallen."""
    before = ""
    for place, head in enumerate(heads):
        said, name = head["says"], f"nachtzegel {head['says']['number']}"
        must(digest(said) == head["head"], f"{name} is veranderd")
        must(said["previous"] == before, f"{name} volgt niet op het vorige")
        must(said["number"] == heads[0]["says"]["number"] + place, f"{name} staat niet op zijn plaats")
        before = head["head"]
        if said["kind"] == "night":
            mine = [leaf for leaf, night in zip(leaves, nights, strict=True) if night == str(said["number"])]
            right = len(mine) == said["batch"] and (not mine or root(mine) == said["root"])
            must(right, f"na {name} zijn er stembiljetten veranderd")
    last = heads[-1]["says"] if heads else {}
    must(last.get("kind") == "closing", "het slotzegel ontbreekt")
    for name in ("ballots", "blank", "outcome_sha256", "sheet", "urn_root"):
        must(last.get(name) == says[name], f"“{name}” is anders dan bij het sluiten")


def read_votes(files, rows):
    if "stemmen.pb" not in files:
        sums = json.loads(files["totalen.json"])
        ideas = [(one["id"], one["cost"]) for one in sums["projects"]]
        score = {id: Fraction(n) for id, n in sums["scores"].items()}
        leaves = [bytes.fromhex(row[0]) for row in rows]
        return sums["budget"], ideas, score, sums["in_favour"] or {}, sums["cast"], sums["blank"], leaves
    budget, ideas, ballots = read_ballots(files["stemmen.pb"])
    must([row[0] for row in rows] in ([], [vote[0] for vote in ballots]), "de zegels horen er niet bij")
    leaves = [seal(row[0], row[1], *vote[1:]) for row, vote in zip(rows, ballots, strict=False)]
    score, favour, blank = add_up(ideas, ballots)
    return budget, ideas, score, favour, len(ballots), blank, leaves


def compare(path, kept):
    with zipfile.ZipFile(path) as packed:
        files, names = {name: packed.read(name) for name in packed.namelist()}, packed.namelist()
    says, told = json.loads(files["manifest.json"]), json.loads(files["uitslag.json"])
    must(sorted(names) == sorted({"manifest.json", *says["files"]}), "er zitten andere bestanden in")
    for name, seal_of in says["files"].items():
        must(sha256(files.get(name, b"")).hexdigest() == seal_of, f"{name} is veranderd")
    rule, heads = says["options"], json.loads(files["nachtzegels.json"])
    sealed = {name: value for name, value in told.items() if name not in ("engine", "outcome_sha256")}
    must(digest(sealed) == told["outcome_sha256"] == says["outcome_sha256"], "uitslag.json is veranderd")
    must((told["method"], told["options"]) == (says["method"], rule), "de telregels zijn veranderd")
    rows = table(files["zegels.csv"])[1:] if says["urn_root"] else []
    budget, ideas, score, favour, cast, blank, leaves = read_votes(files, rows)
    must((cast, blank) == (says["ballots"], says["blank"]), "het aantal stembiljetten is anders")
    right = len(leaves) == cast and says["urn_root"] == (root(leaves) if cast else "")
    must(right, "dit zijn niet de biljetten uit de stembus")
    check_heads(heads, leaves, [row[-1] for row in rows], says)
    for first in [head["says"] for head in heads if head["says"]["kind"] == "opening"]:
        asked = [(one["id"], one["asked"]) for one in first["entries"]], first["budget"], first["options"]
        must(asked == (ideas, budget, rule), "de ideeën, het bedrag of de regels zijn veranderd")
    for found in kept:
        there = found and {one["head"] for one in heads}.issuperset(found)
        must(there, "het zegel dat je bewaarde staat er niet in")
    names = ("issued", "revoked", "left", "web", "handed_out", "entered")
    made, back, unused, web, papers, read = [sum(line[name] or 0 for line in says["sheet"]) for name in names]
    right = not says["sheet"] or (made - back - unused == web + papers and web + read == cast)
    must(right, "de telstaat klopt niet")
    more = rule.get("limits"), rule["threshold_share"], rule["minimum_turnout"]
    if says["method"] != "rank-and-fill" or any(more):
        return 3
    compare_outcome(count(ideas, score, favour, budget, rule), score, told)
    return 0


def compare_outcome(again, score, told):
    then = [[one["entry"], one["granted"]] for one in told["selected"]]
    must(sorted(again) == sorted(then), "opnieuw tellen geeft een andere uitslag")
    same = all(Fraction(one["score"]) == score[one["entry"]] for one in told["steps"])
    must(same, "de stemmen zijn anders")
    for id, got in again:
        print(f"Idee {id}: {score[id]} stemmen of punten, krijgt {got // 100},{got % 100:02} euro.")
    print("Opnieuw geteld, vanaf de bestanden.")


def heads_in(text):
    text = Path(text).read_text(encoding="utf-8") if os.path.exists(text) else text
    return [re.sub("[^0-9a-f]", "", one) for one in re.findall(r"(?:[0-9a-f]{8}[\s-]*){8}", text.lower())]


if __name__ == "__main__":
    try:
        code = compare(sys.argv[1], [heads_in(text) for text in sys.argv[2:]])
    except Exception as error:
        print(f"Dit bestand is niet te lezen: {error!r}")
        sys.exit(2)
    print("\n".join(f"KLOPT NIET: {words}." for words in WRONG) or "De zegels kloppen.")
    sys.exit(1 if WRONG else code)
