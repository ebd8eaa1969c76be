"""Papers filed along with a form: they name people, dates and prices that are no values of it."""

from form4.annotations.synthesis.page import Block, Grid, GridRow
from form4.annotations.synthesis.templates import boilerplate
from form4.annotations.synthesis.templates.pen import Pen, plain, text
from form4.model.filing import Filing

_SIGNERS = ("Susan Meyer", "R. J. Ellis", "Karen T. Wong", "Daniel Price", "L. Ortiz", "Yi Chen")
_FIRMS = (
    "Harbor Point Capital LLC",
    "Oak Hill Fund II, L.P.",
    "Crane Street Partners",
    "Bell GP Ltd",
)
_AGREEMENT = (
    "JOINT FILING AGREEMENT",
    "Each of the undersigned agrees that this statement is filed on its behalf and that any "
    "amendments thereto will be filed on behalf of each of them.",
)
_ADDENDA = (
    "The reporting person disclaims beneficial ownership of these securities except to the extent "
    "of any pecuniary interest therein.",
    "The filing of this statement shall not be deemed an admission that the undersigned is the "
    "beneficial owner of any securities for purposes of Section 16.",
    "Exhibit List: Exhibit 24 - Power of Attorney",
    "Attached: Exhibit 99.1",
)
_TRADE_HEADS = (
    ("Number of Shares", "Price Per Share"),
    ("Date", "Shares Sold", "Price"),
    ("Transaction Date", "Quantity", "Execution Price", "Venue"),
    ("Price", "Shares"),
)


def attached(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """On one page in eight, one or two papers that follow the form."""
    if not pen.chance(0.12):
        return ()
    makers = (_power, _power, _trades, _agreement, _addendum, _notary)
    chosen = pen.rng.sample(makers, pen.rng.choice((1, 1, 1, 2)))
    return tuple(block for make in chosen for block in make(pen, filing))


def cover(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """A fax or mail cover over some prints."""
    if not pen.chance(0.03):
        return ()
    company = filing.issuer.name or "the Company"
    signer = pen.rng.choice(_SIGNERS)
    lines = (
        pen.rng.choice(("FACSIMILE TRANSMITTAL", "VIA EDGAR", "MEMORANDUM")),
        f"To: {signer}",
        f"Re: {company} - Section 16 filing",
        f"Date: {_day(pen)}",
        f"Attached please find the Form {(filing.form_type or '4')[:1]} of {_owner(filing)}.",
    )
    return tuple(plain(words) for words in lines if pen.chance(0.85))


def _owner(filing: Filing) -> str:
    return next((o.name for o in filing.reporting_owners if o.name), "The undersigned")


def _day(pen: Pen) -> str:
    rng = pen.rng
    return f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1998, 2025)}"


def _power(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    issuer = filing.issuer.name or "the Company"
    texts = boilerplate.power_of_attorney(pen.rng, _owner(filing), issuer)
    return tuple(plain(words) for words in texts)


def _trades(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """The single trades behind a weighted average price."""
    del filing
    heads, rng = pen.rng.choice(_TRADE_HEADS), pen.rng
    price, day = rng.uniform(2, 300), _day(pen)
    rows = []
    for _ in range(rng.randint(4, 30)):
        made = {
            "s": f"{rng.randint(1, 90) * 100:,}",
            "p": f"${price * rng.uniform(0.98, 1.02):.{rng.choice((2, 2, 4))}f}",
            "d": day,
            "v": rng.choice(("NYSE", "NASDAQ", "ARCA")),
        }
        rows.append(tuple(made[_kind(head)] for head in heads))
    grid = tuple(GridRow(tuple(map(text, row))) for row in rows)
    head = GridRow(tuple(map(text, heads)), is_head=True)
    title = rng.choice(("EXHIBIT 99", "Exhibit 99.1", "Schedule of Transactions", "ATTACHMENT"))
    return (plain(title), Grid((18,) * len(heads), (head, *grid)))


def _kind(head: str) -> str:
    if "Price" in head:
        return "p"
    return "d" if "Date" in head else "v" if head == "Venue" else "s"


def _agreement(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    hands = [_owner(filing), *pen.rng.sample(_FIRMS, 2)]
    signed = (line for name in hands for line in (name, f"By: {pen.rng.choice(_SIGNERS)}"))
    return tuple(plain(words) for words in (*_AGREEMENT, f"Dated: {_day(pen)}", *signed))


def _addendum(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    del filing
    return tuple(plain(words) for words in pen.rng.sample(_ADDENDA, pen.rng.randint(1, 3)))


def _notary(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """The sworn part under some old powers."""
    signer = pen.rng.choice(_SIGNERS)
    lines = (
        "STATE OF NEW YORK )",
        "COUNTY OF NEW YORK ) ss.:",
        f"On {_day(pen)} before me personally came {_owner(filing)}, to me known.",
        f"{signer}, Notary Public. My commission expires {_day(pen)}",
    )
    return tuple(plain(words) for words in lines)
