"""Tables that look like holdings and are none: proxy statements, annual reports, fund lists."""

from form4.annotations.synthesis.page import Block
from form4.annotations.synthesis.templates.other_facts import Facts, filled, paragraphs, table

Blocks = tuple[Block, ...]
_OWNERSHIP = (
    "The following table sets forth, as of {date}, certain information regarding the beneficial "
    "ownership of the {security} of {company} by (i) each person known to own more than 5% of the "
    "outstanding shares, (ii) each director, (iii) each named executive officer and (iv) all "
    "directors and executive officers as a group.",
    "The table below shows how many shares of {company} {security} our directors, nominees and "
    "executive officers owned on {date}.",
)
_OWNERSHIP_HELD_OUT = (
    "STOCK OWNERSHIP OF MANAGEMENT. Set out here is what each nominee, each executive named in the "
    "compensation tables and every holder above five per cent had at the record date, {date}."
)
_NOTES = (
    "* Less than 1%.",
    "(1) Includes {shares} shares issuable upon exercise of options exercisable within 60 days.",
    "(2) Based on a Schedule 13G filed on {date}. {holder} has sole voting power over {shares}.",
    "(3) Includes {shares} shares held by {holder}, of which {someone} is trustee.",
    "(4) Except as indicated, the address is {address}.",
)


def proxy(facts: Facts, held_out: bool) -> Blocks:
    """A proxy statement's table of beneficial owners with the text around it."""
    heads: tuple[str, ...] = (
        facts.pick("Name of Beneficial Owner", "Name and Address of Beneficial Owner", "Name"),
        facts.pick("Amount and Nature of Beneficial Ownership", "Number of Shares", "Shares Owned"),
        facts.pick("Percent of Class", "Percent", "%"),
    )
    if held_out:
        heads = ("Holder", "Held outright", "Obtainable within 60 days", "Sum", "Share of votes")
    elif facts.chance(0.4):
        heads = (*heads[:2], "Options Exercisable within 60 Days", *heads[2:])
    rows = [_owner(facts, len(heads)) for _ in range(facts.rng.randint(4, 16))]
    rows.append(_group(facts, len(heads), len(rows)))
    intro = _OWNERSHIP_HELD_OUT if held_out else facts.pick(*_OWNERSHIP)
    title = facts.pick(
        "SECURITY OWNERSHIP OF CERTAIN BENEFICIAL OWNERS AND MANAGEMENT",
        "Beneficial Ownership of Common Stock",
        "PRINCIPAL STOCKHOLDERS",
        "PROXY STATEMENT",
    )
    notes = [note for note in _NOTES if facts.chance(0.6)]
    return (
        *paragraphs("" if held_out else title, filled(facts, intro)),
        table(heads, rows),
        *paragraphs(*(filled(facts, note) for note in notes)),
        *paragraphs(filled(facts, _LATE) if facts.chance(0.3) else ""),
    )


_LATE = (
    "SECTION 16(a) BENEFICIAL OWNERSHIP REPORTING COMPLIANCE. Based on a review of Forms 3, 4 "
    "and 5 furnished to {company}, all reports were timely filed, except that {someone} filed one "
    "late Form 4 reporting the sale of {shares} shares on {date} at ${price} per share."
)


def _owner(facts: Facts, size: int) -> tuple[str, ...]:
    name = facts.holder()
    if facts.chance(0.3):
        name += "\n" + facts.address()
    elif facts.chance(0.3):
        name += ", " + facts.title()
    counts = tuple(facts.shares(3, 7) + facts.mark() for _ in range(size - 2))
    return (name, *counts, facts.percent())


def _group(facts: Facts, size: int, people: int) -> tuple[str, ...]:
    name = f"All directors and executive officers as a group ({people} persons)"
    return (name, *(facts.shares(5, 7.5) for _ in range(size - 2)), facts.percent())


def annual_tables(facts: Facts, held_out: bool) -> Blocks:
    """A table of an annual report: option activity, repurchases, pay, or five years of figures."""
    del held_out
    maker = facts.rng.choice((_options, _repurchases, _pay, _figures, _awards))
    filed = facts.pick("FORM 10-K", "ANNUAL REPORT", "FORM 10-Q", "Notes to Financial Statements")
    return (
        *paragraphs(filed, facts.company, f"For the period ended {facts.date()}"),
        *maker(facts),
    )


def _options(facts: Facts) -> Blocks:
    heads = ("", "Number of Shares", "Weighted Average Exercise Price", "Weighted Average Term")
    kinds = ("Outstanding at beginning of year", "Granted", "Exercised", "Forfeited", "Expired")
    rows = [
        (kind, facts.shares(4, 7), f"${facts.per_share()}", f"{facts.rng.uniform(1, 9):.1f} years")
        for kind in (*kinds, "Outstanding at end of year", "Exercisable at end of year")
    ]
    return (*paragraphs("A summary of stock option activity is as follows:"), table(heads, rows))


def _repurchases(facts: Facts) -> Blocks:
    heads = (
        "Period",
        "Total Number of Shares Purchased",
        "Average Price Paid per Share",
        "Shares Purchased as Part of Publicly Announced Plans",
        "Approximate Dollar Value of Shares that May Yet Be Purchased",
    )
    rows = [
        (
            f"{facts.date(-90)} - {facts.date(90)}",
            facts.shares(4, 6.5),
            f"${facts.per_share()}",
            facts.shares(4, 6.5),
            f"${facts.dollars(6, 8)}",
        )
        for _ in range(facts.rng.choice((3, 3, 4)))
    ]
    return (*paragraphs("ISSUER PURCHASES OF EQUITY SECURITIES"), table(heads, rows))


def _pay(facts: Facts) -> Blocks:
    heads = (
        "Name and Principal Position",
        "Year",
        "Salary ($)",
        "Stock Awards ($)",
        "Option Awards ($)",
        "Total ($)",
    )
    rows = []
    for _ in range(facts.rng.randint(3, 6)):
        name = f"{facts.someone()}, {facts.title()}"
        money = (facts.dollars(4.8, 6.5) for _ in range(4))
        rows.append((name, str(facts.day.year - facts.rng.randint(0, 2)), *money))
    return (*paragraphs("SUMMARY COMPENSATION TABLE"), table(heads, rows))


def _awards(facts: Facts) -> Blocks:
    heads = (
        "Name",
        "Grant Date",
        "Number of Securities Underlying Unexercised Options Exercisable (#)",
        "Option Exercise Price ($)",
        "Option Expiration Date",
        "Number of Shares That Have Not Vested (#)",
    )
    rows = [
        (
            facts.someone() if facts.chance(0.5) else "",
            facts.date(-2000),
            facts.shares(3, 5.5),
            facts.per_share(),
            facts.date(3600),
            facts.shares(3, 5) + facts.mark(),
        )
        for _ in range(facts.rng.randint(4, 14))
    ]
    return (*paragraphs("OUTSTANDING EQUITY AWARDS AT FISCAL YEAR-END"), table(heads, rows))


def _figures(facts: Facts) -> Blocks:
    year = facts.day.year
    heads = ("(in thousands, except per share)", *(str(year - back) for back in range(3)))
    kinds = ("Revenues", "Cost of sales", "Gross profit", "Operating income", "Net income")
    rows = [(kind, *(facts.dollars(4, 7) for _ in range(3))) for kind in kinds]
    rows.append(("Diluted earnings per share", *(f"${facts.per_share()}" for _ in range(3))))
    return (*paragraphs("SELECTED FINANCIAL DATA"), table(heads, rows))


def fund_list(facts: Facts, held_out: bool) -> Blocks:
    """A manager's list of holdings, Form 13F, or the list of a fund's report."""
    del held_out
    heads: tuple[str, ...] = (
        "NAME OF ISSUER",
        "TITLE OF CLASS",
        "CUSIP",
        "VALUE",
        "SHRS OR PRN AMT",
    )
    heads = (*heads, "INVESTMENT DISCRETION", "VOTING AUTHORITY SOLE")
    rows = [
        (
            facts.holder().upper() if facts.chance(0.2) else facts.firm(),
            facts.pick("COM", "CL A", "SPON ADR", "COM NEW", "ORD"),
            str(facts.rng.randint(10**8, 10**9 - 1)),
            facts.dollars(3, 6.5),
            f"{facts.shares(3, 6.5)} SH",
            facts.pick("SOLE", "DFND", "SHARED"),
            facts.shares(3, 6.5),
        )
        for _ in range(facts.rng.randint(6, 25))
    ]
    title = facts.pick("FORM 13F INFORMATION TABLE", "Form 13F", "SCHEDULE OF INVESTMENTS")
    return (*paragraphs(title, facts.date()), table(heads, rows))
