"""Names, addresses and numbers that belong to nobody.

Telephone numbers come from the ranges Ofcom keeps for drama (01632 960000-960999, 07700 900000-900999),
mail addresses from the reserved domain example.org, postcodes from districts EX95 to EX99 with the ending ZZ,
chosen because no such district delivers to a door.
"""

from __future__ import annotations

from fanlight.synthetic.dice import Dice, Table

SURNAMES = (
    "Ashby", "Okonjo-Vale", "Brackley", "Thistlewood", "Marrowby", "Adeyemi-Holt", "Pellworth",
    "Quillfeather", "Rahmani-Dale", "Stannerley", "Tolliver", "Underhay", "Varley-Singh", "Wrenfield",
    "Yarrowby", "Zelinski-Moor", "Begum-Hartley", "Castleford-Roe", "Dunnockshaw", "Ebberston",
    "Farrowgate", "Gossamer", "Hollinbrook", "Ivarsdale", "Jesmondley", "Kestrelman", "Larkspurne",
    "Mossendew", "Nettlecombe", "Osei-Bramble", "Patel-Winterby", "Ravensmoor", "Saltmarshe",
    "Tamblyn-Cho", "Umberleigh", "Vexworthy", "Wolstencroft-Ali", "Hussain-Peake", "Nowak-Fennimore",
    "Chukwu-Leigh", "Fenwickson", "Grimsdyke", "Harcastle", "Milnthorne", "Penhallick", "Rookhope",
    "Sedgewick-Amin", "Tarnside", "Willoughbeck", "Appledene",
)  # fmt: skip
GIRLS = (
    "Aaliyah", "Beth", "Carys", "Dina", "Elsie", "Farah", "Gracie", "Hana", "Isla", "Jaya", "Keira",
    "Lottie", "Maya", "Nia", "Orla", "Poppy", "Ruqayya", "Skye", "Tegan", "Uma", "Violet", "Willow",
    "Yasmin", "Zuzanna", "Amara", "Blessing", "Connie", "Ebony", "Freya", "Imogen", "Kasia", "Lacey",
    "Meera", "Niamh", "Summer",
)  # fmt: skip
BOYS = (
    "Adam", "Bilal", "Caleb", "Dev", "Ellis", "Finn", "George", "Harun", "Idris", "Jayden", "Kacper",
    "Leo", "Mason", "Noah", "Oskar", "Perry", "Quinn", "Reece", "Samir", "Toby", "Umar", "Vincent",
    "Wesley", "Yusuf", "Zac", "Alfie", "Brandon", "Chidi", "Dexter", "Ewan", "Freddie", "Hassan",
    "Jakub", "Kian", "Riley",
)  # fmt: skip
WOMEN = (
    "Alison", "Bushra", "Cheryl", "Dawn", "Ewa", "Folake", "Gemma", "Helen", "Ines", "Joanne", "Kerry",
    "Leanne", "Michelle", "Nasreen", "Olivia", "Priya", "Rachel", "Stacey", "Tanisha", "Ursula",
    "Wendy", "Zainab",
)  # fmt: skip
MEN = (
    "Andrew", "Barry", "Carl", "Dariusz", "Emeka", "Farid", "Gavin", "Hugh", "Imran", "Jason", "Kevin",
    "Lee", "Mohsin", "Neil", "Owen", "Paul", "Rashid", "Stephen", "Tariq", "Victor", "Wayne", "Zoltan",
)  # fmt: skip
_STREETS = (
    "Lantern", "Millrace", "Copperbeech", "Tanyard", "Foxglove", "Old Ropewalk", "Saltpan",
    "Chandler's", "Weir", "Orchard Bank", "Gasworks", "Kingfisher", "Stonepit", "Bellfield",
    "Quarry Top", "Harbour View", "Limekiln",
)  # fmt: skip
_KINDS = ("Street", "Road", "Close", "Lane", "Court", "Avenue", "Walk", "Terrace")
TOWNS = ("Exampleton", "Lower Sample", "Specimen Bridge", "Mockford", "Testwick", "Little Instance")
PRIMARY = (
    "Lantern Lane Primary", "Mockford Community Primary", "St Example's C of E Primary", "Weir Bank Primary",
    "Testwick Primary",
)  # fmt: skip
SECONDARY = ("Specimen Bridge Academy", "Mockford High", "The Sample Free School", "Harbour View College")
# Ethnicity of children in need differs by authority; these shares are assumed.
ETHNICITY = Table({
    "WBRI": 66, "WOTH": 6, "MWBC": 3, "MWBA": 1.5, "MWAS": 1.5, "MOTH": 2.5, "AIND": 1.5, "APKN": 4,
    "ABAN": 1.5, "AOTH": 2, "BAFR": 4, "BCRB": 1.5, "BOTH": 1, "CHNE": 0.3, "OOTH": 1.7, "WROM": 0.5,
    "NOBT": 3, "REFU": 0.5,
})  # fmt: skip


def address(dice: Dice) -> str:
    """Street address in a town that does not exist."""
    return f"{dice.between(1, 180)} {dice.pick(_STREETS)} {dice.pick(_KINDS)}, {dice.pick(TOWNS)}"


def postcode(dice: Dice) -> str:
    """Postcode that is not in use.

    Examples
    --------
    >>> import numpy as np
    >>> postcode(Dice(np.random.default_rng(1)))[:3]
    'EX9'
    """
    return f"EX9{dice.between(5, 9)} {dice.between(0, 9)}ZZ"


def telephone(dice: Dice) -> str:
    """Number from a range Ofcom keeps for drama."""
    return (
        f"01632 960{dice.between(0, 999):03}" if dice.chance(0.4) else f"07700 900{dice.between(0, 999):03}"
    )


def email(name: str) -> str:
    """Mail address that cannot be delivered.

    Examples
    --------
    >>> email("Ines Okonjo-Vale")
    'ines.okonjo-vale@example.org'
    """
    return name.lower().replace(" ", ".").replace("'", "") + "@example.org"


def grown_up(dice: Dice) -> str:
    """Full name of an adult."""
    return f"{dice.pick(WOMEN if dice.chance(0.6) else MEN)} {dice.pick(SURNAMES)}"


_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(dice: Dice, authority_code: str, born_year: int) -> str:
    """Unique pupil number with a valid check letter (weights 2 to 13, modulo 23).

    Examples
    --------
    >>> import numpy as np
    >>> len(upn(Dice(np.random.default_rng(1)), "999", 2015))
    13
    """
    digits = f"{authority_code}{dice.between(2000, 5999)}{(born_year + 4) % 100:02}{dice.between(0, 999):03}"
    return _CHECK_LETTERS[sum(w * int(d) for w, d in enumerate(digits, 2)) % 23] + digits
