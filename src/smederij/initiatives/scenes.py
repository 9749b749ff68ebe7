"""Which drawing stands in for a photo, by the words of the idea."""

from smederij.base.look import SCENES, scene_for

# Read from the top: a speeltuin is a playground before it is a garden, a voedselbank no bench.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("playground", ("speel", "glijbaan", "schommel", "wipkip", "zandbak", "playground")),
    ("bmx", ("bmx", "crossbaan", "pumptrack", "skate", "fietsbaan")),
    ("football", ("voetbal", "doeltje", "trapveld", "pannakooi", "basketbal", "football")),
    ("bus-stop", ("bushalte", "bushok", "bankje bij de bus", "bus stop")),
    ("repair-cafe", ("repar", "repair", "gereedschap", "herstel", "werkplaats")),
    ("winter-soup", ("soep", "soup", "winter", "kerst")),
    (
        "meal",
        (
            "eten",
            "eettafel",
            "koken",
            "maaltijd",
            "lunch",
            "ontbijt",
            "barbecue",
            "keuken",
            "voedsel",
            "meal",
        ),
    ),
    ("music", ("muziek", "koor", "zingen", "fanfare", "podium", "feest", "band", "music", "theater")),
    ("mural", ("muurschilder", "schilder", "kunst", "mozaïek", "mural", "graffiti")),
    ("lantern", ("lantaarn", "verlicht", "licht", "lamp", "lantern", "donker")),
    ("facade-garden", ("gevel", "stoep", "voortuin", "facade")),
    ("bench", ("bank", "zitplek", "zitje", "bench")),
    ("trees", ("boom", "bomen", "bosje", "fruit", "tree")),
    ("garden", ("tuin", "moes", "bloem", "plant", "groen", "bijen", "garden")),
    ("boat", ("boot", "kano", "steiger", "vaart", "zwem", "boat")),
)


def scene_of(title: str) -> str:
    """The name of a scene for an idea; the same title always gets the same one."""
    lowered = title.lower()
    for scene, words in WORDS:
        if scene in SCENES and any(word in lowered for word in words):
            return scene
    return scene_for(lowered)
