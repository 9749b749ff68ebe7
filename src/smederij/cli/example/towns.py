"""The other neighbourhoods and villages of Hamerveen: their people, their pot, where their round is.

Together with the four that are told at length they are as many as in life: 27 areas, 55,000 residents,
a typical round of four ideas and 1,900 to 4,600 euro.
"""

from dataclasses import dataclass

from smederij.cli.example.people import Person


@dataclass(frozen=True)
class Forge:
    """An area with its four people (keeper, group member, two residents), its pot in euros and its season.

    `season` is where its round is today: collect, check, nominate, present, vote, result, do, sign or quiet.
    """

    slug: str
    name: str
    kind: str
    residents: int
    motto: str
    folk: tuple[str, str, str, str]
    faces: tuple[int, int, int, int]
    season: str
    euros: int
    meets: str

    @property
    def hall(self) -> str:
        """Where it holds its evenings."""
        return f"Dorpshuis {self.name}" if self.kind == "village" else f"Buurthuis {self.name}"

    def people(self, number: int) -> tuple[Person, ...]:
        """Its people, with invented numbers that ring nowhere; `number` is this area's place in the list."""
        first = 100 + 4 * number
        where = (self.meets, "", "", "")
        return tuple(
            Person(full.split()[0], full, f"06000{first + at:05d}", self.faces[at], where[at])
            for at, full in enumerate(self.folk)
        )


HOODS = (
    Forge(
        "centrum", "Centrum", "neighbourhood", 3620, "Het Centrum is ook een buurt",
        ("Aaltje Bosman", "Yusuf Demir", "Marloes Kok", "Henk Schipper"),
        (75, 64, 62, 89), "vote", 4600, "Vrijdagochtend aan de leestafel",
    ),
    Forge(
        "stationskwartier", "Stationskwartier", "neighbourhood", 2650, "Aankomen en blijven",
        ("Ivo Lammers", "Priya Ramdin", "Koos Westra", "Lotte Brouwer"),
        (73, 61, 131, 68), "collect", 3900, "Maandagavond in de fietsenstalling",
    ),
    Forge(
        "vogelwijk", "Vogelwijk", "neighbourhood", 3980, "In de Vogelwijk vliegt niemand eruit",
        ("Ria Postma", "Tomasz Kowalski", "Jelle Smit", "Nadia Bouzid"),
        (81, 88, 100, 69), "vote", 4200, "Dinsdagmiddag in de Zwaluw",
    ),
    Forge(
        "molenakker", "Molenakker", "neighbourhood", 2890, "Wind mee of tegen, wij malen door",
        ("Gerda Vos", "Ruben Meijer", "Hatice Kaya", "Piet Drost"),
        (101, 114, 71, 220), "check", 3600, "Woensdag aan het eind van de schooldag, op het plein",
    ),
    Forge(
        "bloemenhof", "Bloemenhof", "neighbourhood", 2310, "Er is hier meer in bloei dan je denkt",
        ("Carla Nijhof", "Mehmet Aydin", "Femke Visser", "Wubbo Talens"),
        (84, 105, 103, 239), "nominate", 3100, "Donderdagavond in het tuinhuis",
    ),
    Forge(
        "de-hoven", "De Hoven", "neighbourhood", 2760, "Elke hof een verhaal",
        ("Anneke Boer", "Samir Amrani", "Thijs Kuipers", "Olga Petrova"),
        (128, 145, 132, 144), "present", 3400, "Zaterdagochtend bij de ruilkast",
    ),
    Forge(
        "havenkade", "Havenkade", "neighbourhood", 1980, "Aan de kade is altijd iemand",
        ("Dirk Zwart", "Shirley Pinas", "Bas Hoekstra", "Mina Sharifi"),
        (259, 63, 136, 78), "result", 2900, "Vrijdagavond op de oude schuit",
    ),
    Forge(
        "zuiderpark", "Zuiderpark", "neighbourhood", 3760, "Het park begint bij de voordeur",
        ("Ineke Dekker", "Oscar Blom", "Layla Nasser", "Freek Tuin"),
        (110, 74, 96, 288), "result", 4400, "Zondagmiddag bij de muziektent",
    ),
    Forge(
        "oranjebuurt", "Oranjebuurt", "neighbourhood", 2540, "Kleine straten, korte lijnen",
        ("Truus Hofman", "Kevin Peters", "Zeynep Arslan", "Jaap Wolters"),
        (121, 139, 106, 295), "check", 3300, "Dinsdagavond in de garage van Jaap",
    ),
    Forge(
        "het-schild", "Het Schild", "neighbourhood", 3380, "Hoog wonen, laag kletsen",
        ("Wim Kramer", "Esra Polat", "Sanne Bos", "Arjen Mulder"),
        (299, 108, 152, 141), "do", 3700, "Donderdagmiddag in de hal van flat C",
    ),
    Forge(
        "nijenveen", "Nijenveen", "neighbourhood", 2150, "Nieuwe huizen, eerste buren",
        ("Hilde Faber", "Daan Groen", "Rachida Ziani", "Cor Bijl"),
        (153, 167, 112, 371), "quiet", 2800, "Bel gerust, er is nog geen vaste plek",
    ),
    Forge(
        "de-gaarde", "De Gaarde", "neighbourhood", 2430, "Appels vallen hier niet ver",
        ("Margriet Snel", "Umar Farah", "Jorien Pool", "Theo Lok"),
        (129, 76, 179, 383), "collect", 3200, "Woensdagavond in de kantine",
    ),
)  # fmt: skip
VILLAGES = (
    Forge(
        "turfhorst", "Turfhorst", "village", 1840, "Van turf naar toekomst",
        ("Albert Strijker", "Tineke Moes", "Roel Eising", "Grada Benning"),
        (416, 184, 172, 147), "vote", 2600, "Maandagavond in dorpshuis De Stobbe",
    ),
    Forge(
        "elzenbroek", "Elzenbroek", "village", 1260, "Met de voeten in de klei",
        ("Betsie Hulst", "Gijs Timmer", "Marijke Schut", "Lubbert Zanting"),
        (158, 185, 186, 481), "collect", 2100, "Vrijdagmiddag bij de melkfabriek",
    ),
    Forge(
        "zwartebrug", "Zwartebrug", "village", 1490, "De brug is open",
        ("Harm Wessels", "Janny Kuik", "Niek Feenstra", "Alie Tromp"),
        (497, 188, 191, 163), "check", 2300, "Zaterdagmiddag bij de brug",
    ),
    Forge(
        "oosterveen", "Oosterveen", "village", 1620, "Oosterveen zegt gewoon ja",
        ("Klaas Hilbrands", "Reina Scholten", "Ewout Brink", "Stien Lubbers"),
        (528, 215, 210, 189), "present", 2500, "Woensdagmiddag in de pastorie",
    ),
    Forge(
        "hamerschans", "Hamerschans", "village", 1370, "Achter de wal helpen we elkaar",
        ("Derk Otten", "Fenna Ubels", "Mats de Wit", "Trijn Klok"),
        (596, 221, 211, 205), "result", 2200, "Dinsdagavond in het wapenhuis",
    ),
    Forge(
        "kolderveld", "Kolderveld", "village", 1150, "Een beetje gek mag hier",
        ("Geert Raak", "Sietske Buma", "Murat Celik", "Hanna Vink"),
        (609, 232, 160, 233), "nominate", 2000, "Donderdagavond in de smidse",
    ),
    Forge(
        "drieboer", "Drieboer", "village", 890, "Drie boeren en de rest",
        ("Evert Nap", "Lies Roelfs", "Stijn Haan", "Willy Plas"),
        (657, 237, 255, 218), "sign", 1900, "Zondag na de dienst, bij de klokkenstoel",
    ),
    Forge(
        "meerkamp", "Meerkamp", "village", 1720, "Waar het water rust neemt",
        ("Ab Zomer", "Coby Veen", "Milan Jonker", "Dineke Huls"),
        (697, 222, 256, 242), "vote", 2700, "Vrijdagavond in de botenloods",
    ),
    Forge(
        "lutteveen", "Lutteveen", "village", 1080, "Klein maar niet stil",
        ("Siem Bakker", "Ank Wolf", "Youssef Tahiri", "Petra Noord"),
        (727, 248, 187, 229), "result", 1950, "Maandagmiddag in de wasserette",
    ),
    Forge(
        "heidehoek", "Heidehoek", "village", 1310, "Paars in de nazomer, wakker het hele jaar",
        ("Otto Berg", "Riet Kamp", "Jasper Lind", "Tonny Stam"),
        (735, 236, 261, 289), "collect", 2250, "Woensdagochtend bij de schaapskooi",
    ),
    Forge(
        "vossegat", "Vossegat", "village", 490, "Aan het eind van de weg",
        ("Gosse Valk", "Nel Rook", "Pim Dale", "Maaike Ploeg"),
        (788, 294, 278, 250), "quiet", 1900, "Aan de keukentafel van Nel",
    ),
)  # fmt: skip
FORGES = (*HOODS, *VILLAGES)
