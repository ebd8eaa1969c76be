"""Paragraphs that look like the form and are not: names, dates and numbers without a label."""

import random
import re

_GIVEN = (
    "Robert", "Maria Teresa", "J. Whitfield", "Susan P.", "Wei-Lun", "Dmitri", "Eleanor B.",
    "Thomas A.", "Priya", "Owen", "Katarzyna", "Luis", "Amara", "Hiroshi", "Beth Ann", "C. Douglas",
)  # fmt: skip
_FAMILY = (
    "Hanley", "Ochoa", "Carr", "Lindqvist", "Tsai", "Anatolyev", "Fitzgerald", "Moreau", "Okafor",
    "Raghunathan", "Blackwood", "Nowak", "de la Cruz", "Tanaka", "Pruitt", "Van Houten", "Stone",
)  # fmt: skip
_FIRST = ("Corvid", "Alder Street", "Maplewood", "Ridgeline", "Brightwater", "Tern", "Old Quay")
_SECOND = (
    "Capital Partners II, L.P.", "Holdings LLC", "Bancorp, Inc.", "Pharmaceuticals Corp", "Trust",
    "Logistics, Inc.", "Transfer Agents, N.A.", "& Sons LLP",
)  # fmt: skip
_MONTHS = ("January", "March", "April", "June", "August", "October", "November", "December")

_PLACE = re.compile(r"\{(\w+)\}")
_TEXTS = (
    "POWER OF ATTORNEY\nKnow all by these presents, that the undersigned hereby constitutes and "
    "appoints each of {person}, {person} and {person}, signing singly, the undersigned's true and "
    "lawful attorney-in-fact to execute Forms 3, 4 and 5 in accordance with Section 16(a) of the "
    "Securities Exchange Act of 1934. IN WITNESS WHEREOF, the undersigned has caused this Power of "
    "Attorney to be executed as of this {day} day of {month}, {year}.",
    "EXHIBIT 24\nLIMITED POWER OF ATTORNEY FOR SECTION 16 REPORTING OBLIGATIONS\n"
    "The undersigned, as an officer of {firm}, appoints {person}.\n/s/ {person}\n"
    "{month} {day}, {year}",
    "Exhibit 99.1\nNumber of shares sold    Price per share\n{number}    ${price}\n"
    "{number}    ${price}\n{number}    ${price}",
    "Exhibit 99\nJOINT FILING AGREEMENT\nThe undersigned agree that this statement is filed on "
    "behalf of each of them. Dated: {date}\n{firm}\nBy: {person}, Managing Member",
    "SUBSCRIBED AND SWORN to before me this {day} day of {month}, {year}.\n{person}, Notary Public",
    "For information: {person}, {phone}. {firm}, {number} shares outstanding as of {month} {day}, "
    "{year}.",
    "<SEC-HEADER>\nACCESSION NUMBER: {accession}\nCONFORMED SUBMISSION TYPE: 4\n"
    "FILED AS OF DATE: {plain_date}\nSROS: NYSE\n</SEC-HEADER>",
    "{number} - {price}% - {date}\nPrinted {date} by {person}",
    "The filing agent's copy was transmitted on {date} at {hour}:{minute} and accepted by EDGAR "
    "under file number 001-{phone}.",
    "cc: {person}, {firm}\nRef. {phone}/{year}",
)

_HEADERS = (
    "SEC FORM 4",
    "FORM 4",
    "Page {page} of {pages}",
    "{page}/{pages}",
    "{date}, {hour}:{minute} AM SEC FORM 4",
    "https://www.sec.gov/Archives/edgar/data/{phone}/{plain_date}/xslF345X03/primary_doc.xml "
    "{page}/{pages}",
    "FORM 4 (continued)",
    "Form 4 (continued) Page {page}",
    "SEC 1474 (9-02)",
    "- {page} -",
    "<PAGE>",
    "EDGAR Online, Inc. {date}",
    "| {page}",
)


def _values(rng: random.Random) -> dict[str, str]:
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(1996, 2025)
    return {
        "person": f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}",
        "firm": f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}",
        "month": rng.choice(_MONTHS),
        "day": str(day),
        "year": str(year),
        "date": f"{month}/{day}/{year}",
        "plain_date": f"{year}{month:02d}{day:02d}",
        "number": f"{rng.randint(100, 90000):,}",
        "price": f"{rng.uniform(1, 300):.2f}",
        "phone": str(rng.randint(10000, 99999)),
        "accession": f"{rng.randint(10**9, 10**10 - 1)}-{year % 100:02d}-{rng.randint(0, 999999)}",
        "hour": str(rng.randint(1, 12)),
        "minute": f"{rng.randint(0, 59):02d}",
        "page": str(rng.randint(1, 4)),
        "pages": str(rng.randint(2, 5)),
    }


def decoy(rng: random.Random) -> str:
    """One paragraph, or a few lines, that hold nothing of the filing."""
    return _filled(rng.choice(_TEXTS), rng)


def page_header(rng: random.Random) -> str:
    """A line that printers and browsers put at the top or foot of each page."""
    return _filled(rng.choice(_HEADERS), rng)


def _filled(text: str, rng: random.Random) -> str:
    """The text with values drawn anew for every place."""
    return _PLACE.sub(lambda place: _values(rng)[place[1]], text)
