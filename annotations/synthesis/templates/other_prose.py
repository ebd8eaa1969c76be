"""Prose that speaks of people, securities and dates without being an ownership form."""

from form4.annotations.synthesis.page import Block
from form4.annotations.synthesis.templates import boilerplate
from form4.annotations.synthesis.templates.other_facts import Facts, filled, paragraphs

Blocks = tuple[Block, ...]
_NEWS = (
    "{company} ({symbol}) today announced that {someone} has been appointed {title}, effective "
    "{date}. {someone} succeeds {someone}, who will retire.",
    "{company} announced a secondary public offering of {shares} shares of {security} by certain "
    "selling stockholders at a price to the public of ${price} per share.",
    "The Board declared a quarterly cash dividend of ${price} per share, payable on "
    "{date} to stockholders of record on {date}.",
    "{company} reported revenue of ${dollars} for the quarter, an increase of {percent} over the "
    "prior year. Net income was ${dollars}.",
    "In connection with the appointment, {someone} will receive {shares} restricted stock units "
    "and an option to purchase {shares} shares of {security} at an exercise price of ${price} per "
    "share, which vest over four years.",
    "On {date}, {company} entered into an Agreement and Plan of Merger with {holder}. Each share "
    "of {security} will be converted into the right to receive ${price} in cash.",
    "{holder} purchased {shares} shares of {security} in a private placement completed on {date}.",
    "As of {date}, there were {shares} shares of {security} outstanding.",
    "Insiders of {company} have sold {shares} shares worth ${dollars} over the last ninety days. "
    "{someone}, the company's {title}, was the latest seller, on {date}, at "
    "${price} on average.",
    "About {company}: {company} is headquartered at {address}.",
)
_ITEMS = (
    "Item 1.01 Entry into a Material Definitive Agreement.",
    "Item 3.02 Unregistered Sales of Equity Securities.",
    "Item 5.02 Departure of Directors or Certain Officers; Election of Directors; Appointment of "
    "Certain Officers; Compensatory Arrangements of Certain Officers.",
    "Item 8.01 Other Events.",
    "Item 9.01 Financial Statements and Exhibits.",
)
_LETTER = (
    "Dear Sir or Madam:",
    "On behalf of {company}, enclosed please find the above-referenced documents. If you have any "
    "questions, please call {someone} at the number above.",
    "Pursuant to Rule 101(a) of Regulation S-T, the enclosed are transmitted herewith on {date}.",
    "Please acknowledge receipt by return e-mail.",
    "Reference is made to the {shares} shares of {security} held of record by {holder}, which are "
    "to be registered in the name of {holder}.",
)
_AGREEMENT = (
    "JOINT FILING AGREEMENT",
    "The undersigned hereby agree that the statement on Schedule 13G with respect to the "
    "{security} of {company}, dated {date}, is, and any amendments thereto shall be, filed on "
    "behalf of each of the undersigned pursuant to Rule 13d-1(k) under the Act.",
    "This agreement may be executed in two or more counterparts.",
)


def report_8k(facts: Facts, held_out: bool) -> Blocks:
    """A current report: cover, items in prose, signature."""
    del held_out
    chosen = facts.rng.sample(_NEWS, facts.rng.randint(1, 4))
    signer = facts.someone()
    return paragraphs(
        "FORM 8-K",
        "CURRENT REPORT Pursuant to Section 13 or 15(d) of the Securities Exchange Act of 1934",
        f"Date of Report (Date of earliest event reported): {facts.date()}",
        facts.company,
        "(Exact name of registrant as specified in its charter)",
        facts.address(),
        f"Title of each class: {facts.security()} Trading Symbol(s): {facts.issuer.trading_symbol}",
        *(words for news in chosen for words in (facts.pick(*_ITEMS), filled(facts, news))),
        "SIGNATURE",
        f"{facts.company}  Date: {facts.date(4)}  By: /s/ {signer}",
        f"Name: {signer}  Title: {facts.title()}",
    )


def press_release(facts: Facts, held_out: bool) -> Blocks:
    """News of a company, some of it about its insiders."""
    del held_out
    chosen = facts.rng.sample(_NEWS, facts.rng.randint(2, 6))
    return paragraphs(
        facts.pick("FOR IMMEDIATE RELEASE", "PRESS RELEASE", "News", ""),
        facts.pick(f"{facts.company} Announces Changes", f"{facts.company} Reports Results", ""),
        f"{facts.address()} - {facts.date()} -",
        *(filled(facts, news) for news in chosen),
        facts.pick("###", "", f"Contact: {facts.someone()}"),
    )


def power_alone(facts: Facts, held_out: bool) -> Blocks:
    """A power of attorney filed by itself, or a joint filing agreement."""
    del held_out
    if facts.chance(0.3):
        signers = [facts.holder() for _ in range(facts.rng.randint(2, 5))]
        hands = (line for s in signers for line in (s, f"By: /s/ {facts.someone()}", facts.date(3)))
        return paragraphs(*(filled(facts, words) for words in _AGREEMENT), *hands)
    return paragraphs(*boilerplate.power_of_attorney(facts.rng, facts.person, facts.company))


def letter(facts: Facts, held_out: bool) -> Blocks:
    """A letter to the Commission, a transfer agent or a holder."""
    del held_out
    body = [words for words in _LETTER[1:] if facts.chance(0.6)]
    return paragraphs(
        facts.date(),
        facts.pick("VIA EDGAR", "BY FACSIMILE", "", "VIA E-MAIL"),
        "Securities and Exchange Commission, 100 F Street, N.E., Washington, D.C. 20549",
        facts.pick(f"Re: {facts.company}", f"RE: {facts.company} - {facts.person}", ""),
        _LETTER[0],
        *(filled(facts, words) for words in body),
        facts.pick("Very truly yours,", "Sincerely,"),
        facts.someone(),
        facts.title(),
    )
