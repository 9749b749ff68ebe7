"""Every address of the site, as Django's resolver knows it, with arguments that lead to something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.doors.ground import Facts

PART = re.compile(r"(?:([\w-]+)/)?<(?:(\w+):)?(\w+)>")
OURS = "smederij."  # what a library brings stands in the table of `people`, who let it in

# What each part of an address names: the word before it and its own name, or only its name.
ARGUMENTS = {
    "gebieden/slug": "slug",
    "afspraken/number": "agreement",
    "ideeen/public_id": "idea",
    "herkomst/source": "source",
    "nodig/number": "need",
    "meedragen/public_id": "invite",
    "overnemen/public_id": "carrier_offer",
    "nieuws/public_id": "update",
    "reacties/public_id": "remark",
    "drempels/public_id": "obstacle",
    "hulp/public_id": "offer",
    "idee/token": "posted",
    "verhalen/public_id": "story",
    "fotos/name": "picture",
    "bijeenkomsten/public_id": "gathering",
    "pot/number": "pot",
    "bijdrage/number": "pledge",
    "apart/public_id": "aside",
    "toekenningen/public_id": "grant",
    "terugbetaald/number": "repaid",
    "bonnetjes/public_id": "receipt",
    "betalingen/public_id": "payment",
    "bellen/public_id": "callback",
    "mensen/pk": "hat",
    "instaan/public_id": "vouch",
    "binnen/code": "vouch_code",
    "als/public_id": "actor",
    "wees/public_id": "actor",
    "verder/key": "kept",
    "stop/token": "stop",
    "beeld/name": "picture",
    "width": "width",
    "jaar/number": "year",
    "jaar/season": "season",
    "klaar/number": "voting",
    "biljet/entry": "entry",
    "afspraak/entry": "entry",
    "rule": "rule",
    "avond/entry": "entry",
    "drempels/look": "look",
    "zonder-stemmen/entry": "signed",
    "bezwaar/objection": "objection",
    "kiezers/person": "person",
    "tafel/person": "person",
    "terug/given": "given",
    "tablet/tablet": "tablet",
    "doos/bundle": "bundle",
    "brieven/batch": "batch",
    "klachten/complaint": "complaint",
}
# A round is another one in each of its phases: by its name, or by the word after its number; ideas come in
# where nothing is said.
ROUNDS = {
    "round_roll": "round",
    "round_roll_empty": "round",
    "tafel": "voting",
    "kiezers": "voting",
    "brieven": "voting",
    "doos": "shut",
    "uitslag": "counted",
    "uitslag.pb": "counted",
    "uitslag.json": "counted",
    "uitslag.zip": "counted",
    "klachten": "voting",
    "zonder-stemmen": "signing",
}


@dataclass(frozen=True)
class Address:
    """One line of a room's urls.py."""

    name: str
    route: str
    room: str

    @property
    def parts(self) -> dict[str, str]:
        """The name of each part, and of what kind it is: int, slug or str."""
        return {name: kind or "str" for _before, kind, name in PART.findall(self.route)}

    def path(self, facts: Facts, **instead: object) -> str:
        """The address with everything it names filled in; `instead` puts something else in a part."""

        def filled(found: re.Match[str]) -> str:
            before, _kind, name = found.groups()
            value = instead[name] if name in instead else facts[self._fact(f"{before or ''}/{name}")]
            return f"{before}/{value}" if before else str(value)

        return "/" + PART.sub(filled, self.route)

    def _fact(self, key: str) -> str:
        if key == "rondes/number":
            after = self.route.partition("<int:number>/")[2].split("/")[0]
            return ROUNDS.get(self.name, ROUNDS.get(after, "round"))
        known = ARGUMENTS.get(key) or ARGUMENTS.get(key.lstrip("/"))
        assert known, (
            f"The address {self.route} names {key!r}, and nothing says what that is. Add it to ARGUMENTS "
            f"in tests/house/doors/addresses.py, and make one in ground.py."
        )
        return known


def addresses() -> list[Address]:
    """All of them, once each: the English ones lead to the same rooms."""
    return list({one.name: one for one in _walk(get_resolver().url_patterns, "")}.values())


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            module = pattern.callback.__module__
            room = module.split(".")[1] if module.startswith(OURS) else "people"
            yield Address(pattern.name or route, route, room)
