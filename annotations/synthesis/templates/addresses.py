"""Made-up addresses, which the filing does not hold but every page prints."""

import random
from dataclasses import dataclass

_STREETS = [
    "MAIN STREET",
    "PARK AVENUE",
    "TECHNOLOGY DRIVE",
    "CORPORATE CENTER DRIVE",
    "SAND HILL ROAD",
    "MARKET STREET",
    "INNOVATION WAY",
    "FIFTH AVENUE",
    "MADISON AVENUE",
    "BROADWAY",
    "STATE STREET",
    "WEST LOOP SOUTH",
    "UNIVERSITY AVE",
    "COMMERCE BLVD",
    "INDUSTRIAL PKWY",
    "LAKESIDE DR",
    "N. WACKER DRIVE",
    "PEACHTREE STREET NE",
    "CALIFORNIA ST",
    "CANAL STREET",
    "LINCOLN ROAD",
    "MILL CREEK ROAD",
    "CENTRAL EXPRESSWAY",
    "OLD COUNTY ROAD",
    "EL CAMINO REAL",
    "HARBOR BLVD.",
    "WILSHIRE BOULEVARD",
    "SUNSET BLVD",
    "RIVERSIDE PLAZA",
    "FOUNDERS PARK",
    "CROSSING BLVD",
    "AIRPORT ROAD",
    "MEDICAL CENTER DR",
    "SCIENCE PARK ROAD",
    "CAMPUS DRIVE",
    "DOCK STREET",
    "WATER STREET",
    "HIGH STREET",
    "KING STREET WEST",
    "RUE DE LA PAIX",
    "LONGWATER CIRCLE",
    "PRESIDENTIAL WAY",
]
_CITIES = [
    "NEW YORK,NY",
    "SAN FRANCISCO,CA",
    "BOSTON,MA",
    "CHICAGO,IL",
    "HOUSTON,TX",
    "DALLAS,TX",
    "AUSTIN,TX",
    "SEATTLE,WA",
    "ATLANTA,GA",
    "DENVER,CO",
    "SAN DIEGO,CA",
    "PALO ALTO,CA",
    "MENLO PARK,CA",
    "SUNNYVALE,CA",
    "CAMBRIDGE,MA",
    "WALTHAM,MA",
    "STAMFORD,CT",
    "GREENWICH,CT",
    "PRINCETON,NJ",
    "PHILADELPHIA,PA",
    "PITTSBURGH,PA",
    "CLEVELAND,OH",
    "COLUMBUS,OH",
    "MINNEAPOLIS,MN",
    "ST. LOUIS,MO",
    "KANSAS CITY,MO",
    "PHOENIX,AZ",
    "LAS VEGAS,NV",
    "PORTLAND,OR",
    "SALT LAKE CITY,UT",
    "MIAMI,FL",
    "TAMPA,FL",
    "CHARLOTTE,NC",
    "DURHAM,NC",
    "RICHMOND,VA",
    "MCLEAN,VA",
    "BETHESDA,MD",
    "DETROIT,MI",
    "MILWAUKEE,WI",
    "INDIANAPOLIS,IN",
    "NASHVILLE,TN",
    "LOUISVILLE,KY",
    "BOISE,ID",
    "LITTLE ROCK,AR",
    "OMAHA,NE",
    "TULSA,OK",
    "BIRMINGHAM,AL",
    "NEW ORLEANS,LA",
    "HONOLULU,HI",
    "WILMINGTON,DE",
    "LONDON,X0",
    "TORONTO,A6",
    "VANCOUVER,A1",
    "HAMILTON,D0",
    "DUBLIN,L2",
    "TEL AVIV,L3",
    "ZUG,V8",
    "PARIS,I0",
]
_UNITS = ("SUITE {}", "STE {}", "FLOOR {}", "{}TH FLOOR", "UNIT {}", "P.O. BOX {}", "BLDG. {}")


@dataclass(frozen=True, slots=True)
class Address:
    """Street lines, city, state and zip as printed."""

    streets: tuple[str, ...]
    city: str
    state: str
    zip: str

    @property
    def last_line(self) -> str:
        """City, state and zip in one line."""
        return f"{self.city}, {self.state} {self.zip}"


def draw_address(rng: random.Random, issuer: str | None) -> Address:
    """An address, half of the time in care of the issuer, whose name is then no value."""
    streets = []
    if issuer and rng.random() < 0.5:
        streets.append(f"{rng.choice(('C/O', 'C/O', 'c/o'))} {issuer}")
    street = f"{rng.randint(1, 9999)} {rng.choice(_STREETS)}"
    if rng.random() < 0.35:
        unit = rng.choice(_UNITS).format(rng.randint(4, 2500))
        if rng.random() < 0.5:
            streets.extend((street, unit))
        else:
            streets.append(f"{street}, {unit}")
    else:
        streets.append(street)
    city, state = rng.choice(_CITIES).split(",")
    code = f"{rng.randint(1001, 99950):05d}"
    if rng.random() < 0.15:
        code += f"-{rng.randint(1, 9999):04d}"
    address = Address(tuple(streets), city, state, code)
    return address if rng.random() < 0.8 else _titled(address)


def _titled(address: Address) -> Address:
    streets = tuple(street.title() for street in address.streets)
    return Address(streets, address.city.title(), address.state, address.zip)
