"""What the files of a published round are called. Residents open them, so the names are Dutch."""

from __future__ import annotations

FORMAT = "smederij-result/1"
MANIFEST = "manifest.json"
BALLOTS = "stemmen.pb"
TOTALS = "totalen.json"
OUTCOME = "uitslag.json"
SEALS = "zegels.csv"
HEADS = "nachtzegels.json"
MINUTES = "verslag.pdf"
SCRIPT = "hertel.py"
README = "lees-mij.txt"
