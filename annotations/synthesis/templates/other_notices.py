"""Form 144, the notice of a proposed sale: tables of what is to be sold, and what was."""

from form4.annotations.synthesis.page import Block
from form4.annotations.synthesis.templates.other_facts import (
    BROKERS,
    Facts,
    pairs,
    paragraphs,
    table,
)

Blocks = tuple[Block, ...]
_SELLING_HEADS = (
    "Title of the Class",
    "Name and Address of Each Broker",
    "Number of Shares or Other Units To Be Sold",
    "Aggregate Market Value",
    "Number of Shares or Other Units Outstanding",
    "Approximate Date of Sale",
    "Name of Each Securities Exchange",
)
_ACQUIRED_HEADS = (
    "Title of the Class",
    "Date you Acquired",
    "Nature of Acquisition Transaction",
    "Name of Person from Whom Acquired",
    "Amount of Securities Acquired",
    "Date of Payment",
    "Nature of Payment",
)
_SOLD_HEADS = (
    "Name and Address of Seller",
    "Title of Securities Sold",
    "Date of Sale",
    "Amount of Securities Sold",
    "Gross Proceeds",
)
_NATURES = (
    "Open Market Purchase",
    "Restricted Stock Units",
    "Stock Option Exercise",
    "Employee Stock Purchase Plan",
    "Founder shares",
    "Gift",
    "Restricted stock vesting",
    "Private placement",
)
_EXCHANGES = ("NYSE", "NASDAQ", "Nasdaq", "AMEX", "NYSE American", "New York Stock Exchange")
_DECLARATION = (
    "The person for whose account the securities to which this notice relates are to be sold "
    "hereby represents by signing this notice that he does not know any material adverse "
    "information in regard to the current and prospective operations of the Issuer of the "
    "securities to be sold which has not been publicly disclosed."
)


def form_144(facts: Facts, held_out: bool) -> Blocks:
    """A notice of proposed sale with its three tables; held out, in the wording of 2023."""
    electronic = held_out
    top = [
        ("Name of Issuer", facts.company),
        ("SEC File Number", f"001-{facts.rng.randint(10000, 41000)}"),
        ("Address of Issuer", facts.address()),
        ("Phone", f"{facts.rng.randint(201, 989)}-555-{facts.rng.randint(1000, 9999)}"),
        ("Name of Person for Whose Account the Securities are To Be Sold", facts.person),
        ("Relationship to Issuer", facts.pick("Officer", "Director", "Affiliate", facts.title())),
    ]
    if not electronic:
        top.insert(1, ("I.R.S. IDENT. NO.", f"{facts.rng.randint(10, 98)}-{facts.shares(6, 6.9)}"))
    opening = "144: Filer Information" if electronic else facts.pick("FORM 144", "Form 144", "144")
    return (
        *paragraphs(
            opening,
            "UNITED STATES SECURITIES AND EXCHANGE COMMISSION" if facts.chance(0.8) else "",
            facts.pick("NOTICE OF PROPOSED SALE OF SECURITIES", "Notice of proposed sale"),
            "PURSUANT TO RULE 144 UNDER THE SECURITIES ACT OF 1933" if facts.chance(0.8) else "",
            "144: Issuer Information" if electronic else "",
        ),
        *pairs(facts, top),
        *_selling(facts, electronic),
        *paragraphs(
            "144: Remarks and Signature" if electronic else facts.pick("REMARKS:", "Remarks", ""),
            facts.pick("", "", f"Sales under a Rule 10b5-1 plan adopted on {facts.date(-300)}."),
            _DECLARATION if facts.chance(0.8) else "",
            facts.pick(f"/s/ {facts.person}", facts.person, f"/s/ {facts.someone()}, as agent"),
            facts.pick("Date of Notice", "DATE OF NOTICE", "Dated"),
            facts.date(3),
        ),
    )


def _selling(facts: Facts, electronic: bool) -> Blocks:
    titles = (
        (
            "144: Securities Information",
            "144: Securities To Be Sold",
            "144: Securities Sold During The Past 3 Months",
        )
        if electronic
        else (
            "",
            "TABLE I - SECURITIES TO BE SOLD",
            "TABLE II - SECURITIES SOLD DURING THE PAST 3 MONTHS",
        )
    )
    security = facts.security()
    offered = [
        (
            security,
            f"{facts.pick(*BROKERS)} {facts.address()}",
            facts.shares(3, 5.5),
            facts.pick("$", "") + facts.dollars(5, 7.5),
            facts.shares(7, 9),
            facts.date(3),
            facts.pick(*_EXCHANGES),
        )
    ]
    acquired = [_acquired(facts, security) for _ in range(facts.rng.choice((1, 1, 2, 3, 5)))]
    sold = [_sold(facts, security) for _ in range(facts.rng.choice((0, 1, 2, 4, 8)))]
    last = (
        (table(_SOLD_HEADS, sold),) if sold else paragraphs(facts.pick("Nothing to report", "None"))
    )
    return (
        *paragraphs(titles[0]),
        table(_SELLING_HEADS, offered),
        *paragraphs(titles[1]),
        table(_ACQUIRED_HEADS, acquired),
        *paragraphs(titles[2]),
        *last,
    )


def _acquired(facts: Facts, security: str) -> tuple[str, ...]:
    day = facts.date(-900)
    origin = facts.pick("Issuer", facts.company)
    return (
        security,
        day,
        facts.pick(*_NATURES),
        origin,
        facts.shares(2, 5),
        day,
        facts.pick("Cash", "N/A", "Services"),
    )


def _sold(facts: Facts, security: str) -> tuple[str, ...]:
    return (facts.person, security, facts.date(-90), facts.shares(2, 5), facts.dollars(4, 7))
