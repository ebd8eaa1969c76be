"""Printed words of the form that carry no value, and the papers filed along with it."""

import random

FORM_TITLES = (
    "FORM 4",
    "FORM 4",
    "SEC Form 4",
    "SEC FORM 4",
    "Form 4",
    "FORM4",
    "F O R M  4",
)
COMMISSION = (
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "UNITED STATES SECURITIES AND EXCHANGE COMMISSION",
    "U.S. SECURITIES AND EXCHANGE COMMISSION",
    "United States Securities and Exchange Commission",
    "SECURITIES AND EXCHANGE COMMISSION",
)
WASHINGTON = ("Washington, D.C. 20549", "Washington, D.C. 20549", "WASHINGTON, DC 20549")
STATEMENTS: dict[str, tuple[str, ...]] = {
    "3": ("INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",),
    "4": (
        "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
        "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
        "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES",
        "Statement of Changes in Beneficial Ownership",
    ),
    "5": (
        "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES",
        "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    ),
}
FILED = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934",
    "or Section 30(h) of the Investment Company Act of 1940",
)
FILED_1996 = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934, Section 17(a) of the "
    "Public Utility Holding Company Act of 1935 or Section 30(f) of the Investment Company Act of "
    "1940"
)
NO_LONGER = (
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may "
    "continue. See Instruction 1(b).",
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may "
    "continue. *See* Instruction 1(b).",
    "Check box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    "See Instruction 1(b).",
)
PLAN_BOX = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction "
    "or written plan for the purchase or sale of equity securities of the issuer that is intended "
    "to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10.",
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction "
    "or written plan that is intended to satisfy the affirmative defense conditions of Rule "
    "10b5-1(c). See Instruction 10.",
    "Transaction made pursuant to a Rule 10b5-1(c) plan",
)
FORM_5 = ("Form 3 Holdings Reported.", "Form 4 Transactions Reported.")
OMB_NUMBERS = {"3": "3235-0104", "4": "3235-0287", "5": "3235-0362"}
REMINDER = (
    "Reminder: Report on a separate line for each class of securities beneficially owned directly "
    "or indirectly."
)
MANY_OWNERS = (
    "* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
    "* If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    "\\* If the form is filed by more than one reporting person, *see* Instruction 4 (b)(v).",
    "- * If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
)
MISSTATEMENTS = (
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations "
    "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
    "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
    "\\*\\* Intentional misstatements or omissions of facts constitute Federal Criminal Violations "
    "*See* 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
)
COPIES = (
    "Note: File three copies of this Form, one of which must be manually signed. If space is "
    "insufficient, see Instruction 6 for procedure.",
    "Note. File three copies of this form, one of which must be manually signed. If space provided "
    "is insufficient, see Instruction 6 for procedure.",
)
PERSONS = (
    "Persons who respond to the collection of information contained in this form are not required "
    "to respond unless the form displays a currently valid OMB Number.",
    "Potential persons who are to respond to the collection of information contained in this form "
    "are not required to respond unless the form displays a currently valid OMB number.",
    "**Persons who respond to the collection of information contained in this form are not "
    "required to respond unless the form displays a currently valid OMB Number.**",
)

_POWER = (
    "Know all by these presents, that the undersigned hereby constitutes and appoints each of "
    "{agent} and {other}, signing singly, the undersigned's true and lawful attorney-in-fact to:",
    "(1) execute for and on behalf of the undersigned, in the undersigned's capacity as an officer "
    'and/or director of {issuer} (the "Company"), Forms 3, 4, and 5 in accordance with Section '
    "16(a) of the Securities Exchange Act of 1934 and the rules thereunder;",
    "(2) do and perform any and all acts for and on behalf of the undersigned which may be "
    "necessary or desirable to complete and execute any such Form 3, 4, or 5; and",
    "(3) take any other action of any type whatsoever in connection with the foregoing which, in "
    "the opinion of such attorney-in-fact, may be of benefit to the undersigned.",
    "This Power of Attorney shall remain in full force and effect until the undersigned is no "
    "longer required to file Forms 3, 4, and 5.",
    "IN WITNESS WHEREOF, the undersigned has caused this Power of Attorney to be executed as of "
    "this {day} day of {month}, {year}.",
)
_AGENTS = [
    "Susan Meyer",
    "Robert J. Ellis",
    "Karen T. Wong",
    "Daniel Price",
    "Laura Ortiz",
    "Mark Hanley",
]
_MONTHS = ["January", "March", "May", "June", "August", "October", "December"]


def power_of_attorney(rng: random.Random, owner: str, issuer: str) -> tuple[str, ...]:
    """The paragraphs of an exhibit that names the owner and dates without stating values."""
    agent, other = rng.sample(_AGENTS, 2)
    facts = {
        "agent": agent,
        "other": other,
        "issuer": issuer,
        "day": f"{rng.randint(4, 20)}th",
        "month": rng.choice(_MONTHS),
        "year": str(rng.randint(1998, 2025)),
    }
    heading = rng.choice(("POWER OF ATTORNEY", "Exhibit 24", "EX-24 POWER OF ATTORNEY"))
    paragraphs = [paragraph.format(**facts) for paragraph in _POWER]
    kept = [part for part in paragraphs if rng.random() < 0.75]
    return (
        heading,
        *kept,
        f"/s/ {owner}",
        rng.choice(("Signature", owner, "Print Name: " + owner)),
    )


def page_head(rng: random.Random) -> str:
    """The line that a browser prints over a page."""
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(10, 25)
    noon = rng.choice(("AM", "PM"))
    time = f"{month}/{day}/{year}, {rng.randint(1, 12)}:{rng.randint(10, 59)} {noon}"
    return rng.choice((f"{time}   SEC FORM 4", f"{time} Form 4", "SEC FORM 4", time))


def page_feet(rng: random.Random, pages: int) -> tuple[str, ...]:
    """The lines that a browser prints under each of its pages."""
    number, form = rng.randint(10**5, 2 * 10**6), rng.choice(("xslF345X03/doc4", "primary_doc"))
    address = f"https://www.sec.gov/Archives/edgar/data/{number}/{form}.xml"
    style = rng.choice(
        ("{address}   {page}/{pages}", "Page {page} of {pages}", "{page}", "{address}")
    )
    return tuple(style.format(address=address, page=page + 1, pages=pages) for page in range(pages))
