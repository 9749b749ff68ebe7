"""Which drawing stands in for a photo, by the words of the idea."""

from smederij.base.look import pick

# Read from the top: a speeltuin is a playground before it is a garden, a voedselbank no bench.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("playground", ("speel", "glijbaan", "schommel", "wipkip", "zandbak", "klimrek", "playground")),
    ("bmx", ("bmx", "crossbaan", "pumptrack", "skate", "fietsbaan", "fietscross")),
    ("football", ("voetbal", "doeltje", "trapveld", "panna", "basketbal", "volleybal", "sport", "football")),
    ("bus-stop", ("bushalte", "bushok", "boekenkast", "minibieb", "ruilkast", "bieb", "bus stop")),
    (
        "repair-cafe",
        ("repar", "repair", "herstel", "werkplaats", "knutsel", "naaien", "naaimachine", "naaimiddag"),
    ),
    ("winter-soup", ("soep", "soup", "winter", "kerst", "ijsbaan", "sneeuw", "oliebol")),
    ("games", ("jeu de boules", "petanque", "bingo", "spelletjes", "schaak", "schaken", "kaarten", "sjoel")),
    ("learning", ("huiswerk", "bijles", "taal", "computer", "cursus", "leren", "internet", "digitaal")),
    (
        "meal",
        (
            " eten",
            "eettafel",
            "eetcaf",
            "koken",
            "maaltijd",
            "lunch",
            "ontbijt",
            "barbecue",
            "bbq",
            "keuken",
            "voedsel",
            "meal",
        ),
    ),
    (
        "coffee",
        (
            "koffie",
            "eenzaam",
            "bezoek",
            "ouderen",
            "inloop",
            "ontmoet",
            "huiskamer",
            "breien",
            "haken",
            "coffee",
        ),
    ),
    ("market", ("markt", "braderie", "kleding", "weggeef", "kringloop", "market")),
    (
        "sharing",
        (
            "bakfiets",
            "deelauto",
            "aanhanger",
            "uitleen",
            "gereedschap",
            "buurtauto",
            "dorpsauto",
            "lenen",
            " delen",
        ),
    ),
    ("solar", ("zonne", "energie", "isol", "laadpaal", "stroom", "solar")),
    ("music", ("muziek", "koor", "zingen", "fanfare", "podium", "feest", "festival", "music", "theater")),
    ("mural", ("muurschilder", "schilder", "kunst", "mozaïek", "mural", "graffiti")),
    ("lantern", ("lantaarn", "verlicht", "licht", "lamp", "lantern", "donker")),
    ("crossing", ("overste", "zebra", "verkeer", "drempel", "hardrij", "dertig", "snelheid", "crossing")),
    ("clean-up", ("zwerf", "afval", "opruim", "schoonma", "vuil", "prikactie", "litter")),
    ("animals", ("geit", "kip", "dieren", "schaap", "schapen", "hond", "konijn", "egel", "paard", "animal")),
    ("facade-garden", ("gevel", "stoep", "voortuin", "facade")),
    ("bench", ("bank", "zitplek", "zitje", "bench")),
    ("trees", ("boom", "bomen", "bosje", "fruit", "appel", "tree")),
    ("garden", ("tuin", "moes", "bloem", "plant", "groen", "bijen", "vlinder", "garden")),
    ("boat", ("boot", "kano", "steiger", "vaart", "zwem", "boat")),
    ("path", ("wandel", "pad ", "paadje", "route", "rondje", "rollator", "hardlopen", "path")),
    ("hall", ("dorpshuis", "buurthuis", "wijkgebouw", "clubhuis", "schooltje", "opknappen", "verbouw")),
)


# People together, about whatever it is: these say nothing untrue of an idea no word of which is known.
GENERAL = ("coffee", "meal", "bench", "learning", "sharing", "hall", "path", "market")


def theme_of(title: str) -> str:
    """The scene whose words stand in a title, or nothing."""
    lowered = f" {title.lower()} "
    return next((scene for scene, words in WORDS if any(word in lowered for word in words)), "")


def scene_of(title: str) -> str:
    """The name of a scene for an idea; the same title always gets the same one."""
    return theme_of(title) or GENERAL[pick(title.lower(), len(GENERAL))]
