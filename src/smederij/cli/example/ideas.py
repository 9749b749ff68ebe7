"""What people in Hamerveen want, in their own words."""

from dataclasses import dataclass

from smederij.cli.example import people
from smederij.cli.example.people import Person


@dataclass(frozen=True)
class Idea:
    """An idea as someone would type it; `asked` in whole euros, or nothing."""

    who: Person
    title: str
    text: str
    asked: int | None
    scene: str
    needs: tuple[tuple[str, str], ...] = ()


WEIDE = (
    Idea(
        people.BRAM,
        "Een bank aan de vaart",
        "Zodat je halverwege even kunt zitten, en iemand tegenkomt. Mijn buurman last hem zelf.",
        900,
        "bench",
        (("hands", "twee mensen die een gat kunnen graven"),),
    ),
    Idea(
        people.AMINA,
        "Een crossbaan op het lege veld",
        "Zestien jongeren doen mee. De garage geeft banden, een aannemer schuift de grond recht.",
        1500,
        "bmx",
        (("hands", "scheppers op zaterdag"), ("things", "een aanhanger")),
    ),
    Idea(
        people.FATIMA,
        "Samen eten in het oude schooltje",
        "Elke woensdag koken wie wil, voor wie er is. Er staan al tafels, er zijn nog geen grote pannen.",
        1200,
        "meal",
        (("things", "grote pannen"), ("hands", "mensen die afwassen")),
    ),
    Idea(
        people.JOOP,
        "Een tuin achter de flat",
        "Nu is het gras waar niemand komt. We willen bakken op werkhoogte, zodat iedereen erbij kan.",
        1350,
        "garden",
        (("mind", "iemand die weet wat hier wil groeien"),),
    ),
)
WEIDE_WITHOUT_MONEY = (
    Idea(
        people.DALIA,
        "Op maandag samen wandelen",
        "We vertrekken om tien uur bij de brug en drinken daarna koffie. Iedereen mag mee, honden ook.",
        None,
        "path",
    ),
)
KERKEVELD = (
    Idea(
        people.SEM,
        "Een speelplek bij de linden",
        "Voor kinderen van twee tot zes, met boomstammen in plaats van toestellen.",
        1800,
        "playground",
        (("things", "boomstammen"), ("hands", "iemand met een kettingzaag en een papiertje")),
    ),
    Idea(
        people.ROOS,
        "Licht op het donkere pad",
        "Mijn dochter fietst er om half acht. Vier lampen op de zon zijn al genoeg.",
        1100,
        "lantern",
    ),
    Idea(
        people.WILLEM,
        "Een ruilkast voor boeken bij de bushalte",
        "De kast staat al in mijn schuur. Ik zoek iemand die hem wil verven.",
        None,
        "bus-stop",
        (("hands", "iemand die wil verven"),),
    ),
)
LAGE_BRUG_DONE = (
    Idea(
        people.GRIETJE,
        "Een podium voor het dorpsfeest",
        "Van tweedehands balken. De muziekvereniging en de school gebruiken het ook.",
        1400,
        "music",
    ),
    Idea(
        people.WILLEM,
        "Gevelbankjes in de Kerkstraat",
        "Zes bankjes, om en om getimmerd door de buren zelf.",
        900,
        "facade-garden",
    ),
    Idea(
        people.ROOS,
        "Repareren op zaterdag",
        "Een keer in de maand helpen handige mensen met fietsen, lampen en broodroosters.",
        600,
        "repair-cafe",
    ),
    Idea(
        people.SEM,
        "Nieuwe doeltjes op het trapveld",
        "De oude zijn doorgeroest. De netten knopen we zelf.",
        750,
        "football",
    ),
)
LAGE_BRUG_NOW = (
    Idea(
        people.WILLEM,
        "Bomen planten langs de Lage Dijk",
        "Twaalf appelbomen. Wie een boom plant, zorgt er drie jaar voor.",
        1250,
        "trees",
    ),
    Idea(
        people.GRIETJE,
        "Soep op de eerste vrijdag van de maand",
        "In de winter, in het dorpshuis, voor iedereen die trek heeft in een praatje.",
        480,
        "winter-soup",
    ),
    Idea(
        people.ROOS,
        "Een muurschildering op het gemaal",
        "De kinderen van groep acht hebben al getekend hoe het water vroeger liep.",
        1600,
        "mural",
    ),
)

STORY_TITLE = "Het podium stond, en toen begon het te regenen"
STORY_TEXT = "\n\n".join(
    (
        "Om vier uur lag er nog niets. Om zes uur stond er een podium van oude balken, van Prins. "
        "De jongens van de voetbal tilden, de school had de vlaggen gemaakt, "
        "en mijn zus belde rond voor een zeil.",
        "Toen begon het te regenen. Niemand ging naar huis. De muziekvereniging speelde onder het zeil, "
        "en wie geen stoel had stond dicht op elkaar. Ik ken nu vier mensen uit de Nieuwstraat die ik "
        "daarvoor nooit had gesproken. Een van hen heeft een aanhanger. Die leenden we daarna nog drie keer.",
        "Het podium ligt nu droog bij de school. Wie het wil gebruiken, belt mij.",
    )
)
