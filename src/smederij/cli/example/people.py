"""Who lives and works in Hamerveen: invented people, with numbers that ring nowhere (06 ... 0000xx)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Someone in the example, and how others find them."""

    name: str
    full_name: str
    phone: str
    face: int
    where: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@voorbeeld.example"


@dataclass(frozen=True)
class Place:
    """An area of the example, with the people who carry it."""

    slug: str
    name: str
    kind: str
    residents: int
    motto: str


PLACES = (
    Place("de-weide", "De Weide", "district", 2140, "De Weide smeedt haar eigen plannen"),
    Place("kerkeveld", "Kerkeveld", "neighbourhood", 1480, "In Kerkeveld begint het aan de keukentafel"),
    Place("lage-brug", "Lage Brug", "village", 960, "Lage Brug doet het zelf, en met elkaar"),
)
REAL = Place("noordscheschut", "Noordscheschut", "village", 1750, "Echte uitslagen, uit Hoogeveen")

AMINA = Person("Amina", "Amina El Idrissi", "0600000001", 37)
BRAM = Person("Bram", "Bram Veenstra", "0600000002", 10)
CHEN = Person("Chen", "Chen Wu", "0600000003", 20, "Dinsdagavond in het oude schooltje")
DALIA = Person("Dalia", "Dalia Haddad", "0600000004", 33)
ELS = Person(
    "Els", "Els Dijkstra", "0600000005", 54, "Donderdag vanaf 10 uur in het oude schooltje, met koffie"
)
FINN = Person("Finn", "Finn de Boer", "0600000006", 58)
NOOR = Person("Noor", "Noor Jansen", "0600000007", 32)
FATIMA = Person("Fatima", "Fatima Yilmaz", "0600000008", 44)
JOOP = Person("Joop", "Joop Hendriks", "0600000009", 46)
GRIETJE = Person("Grietje", "Grietje Kamphuis", "0600000010", 3, "Woensdagmiddag in het dorpshuis")
SEM = Person("Sem", "Sem Oostra", "0600000011", 27, "Zaterdagochtend bij de linden")
WILLEM = Person("Willem", "Willem Prins", "0600000012", 19)
ROOS = Person("Roos", "Roos van Dam", "0600000013", 29)
MOHAMED = Person(
    "Mohamed", "Mohamed Tahar", "0600000014", 41, "Elke week in een ander dorpshuis; bel even waar"
)
WILMA = Person("Wilma", "Wilma van Rijn", "0600000015", 838)
TAMARA = Person("Tamara", "Tamara de Graaf", "0600000016", 25)
SJOERD = Person("Sjoerd", "Sjoerd Miedema", "0600000017", 49)
