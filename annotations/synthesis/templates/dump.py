"""Records as data services dump them: JSON, tagged or colon-separated lines, one value each."""

import random
from dataclasses import dataclass

from form4.annotations.synthesis.page import Block, Page, Paragraph, Run
from form4.annotations.synthesis.templates import agent_print, letter, tables
from form4.annotations.synthesis.templates.formats import OTHER_CHECKS, draw_formats
from form4.annotations.synthesis.templates.pen import Pen, Runs, plain
from form4.annotations.synthesis.templates.stated import in_order, state
from form4.annotations.synthesis.templates.wording import Wording
from form4.model.filing import Filing, ReportingOwner, Row, Table

ROLES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
_SHORT = {
    "security_title": "title",
    "transaction_date": "date",
    "transaction_code": "code",
    "transaction_shares": "shares",
    "transaction_acquired_disposed_code": "acquired_disposed",
    "transaction_price_per_share": "price",
    "shares_owned_following_transaction": "owned_after",
    "direct_or_indirect_ownership": "ownership",
    "nature_of_ownership": "nature",
    "derivative_shares": "shares",
}
_FLAGS = (("true", "false"), ("1", "0"), ("Y", "N"), ("True", "False"), ("yes", "no"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """How one dump writes names and values: what stands before, between and after them."""

    style: str
    names: str
    before: str
    between: str
    after: str
    empty: str | None
    flags: tuple[str, str]

    def name(self, key: str) -> str:
        """A field's name in the dump's spelling."""
        if self.names == "short":
            return _SHORT.get(key, key)
        words = key.split("_")
        if self.names == "camel":
            return words[0] + "".join(word.capitalize() for word in words[1:])
        if self.names == "title":
            return " ".join(word.capitalize() for word in words)
        return key.upper() if self.names == "upper" else key

    def line(self, key: str, value: Runs, indent: str = "") -> Paragraph | None:
        """One field with its value, or without one where the dump writes empty fields."""
        name = self.name(key)
        if not value:
            if self.empty is None:
                return None
            return plain(indent + self.empty.format(name=name))
        before, after = self.before.format(name=name), self.after.format(name=name)
        runs = (Run(indent + before + self.between), *value, Run(after))
        return Paragraph(tuple(run for run in runs if run.text))


SYNTAXES = (
    ("json", ("camel", "snake", "short"), '"{name}"', ': "', '",', ('"{name}": null,', None)),
    ("json", ("camel",), '"{name}"', ': {{ "value": "', '" }},', ('"{name}": {{}},', None)),
    ("tags", ("camel",), "<{name}>", "", "</{name}>", ("<{name}></{name}>", None)),
    ("tags", ("camel",), "<{name}>", "<value>", "</value></{name}>", (None,)),
    ("yaml", ("snake", "camel", "title"), "{name}", ": ", "", ("{name}: null", "{name}:", None)),
    ("lines", ("title", "upper", "snake"), "{name}", " = ", "", ("{name} =", None)),
    ("lines", ("title", "snake"), "{name}", "\t", "", ("{name}\t", None)),
    ("lines", ("upper", "title"), "[{name}]", " ", "", ("[{name}]", None)),
)


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The dump, and the filing as it is stated there."""
    pen = Pen(rng, draw_formats(rng, OTHER_CHECKS, ("iso", "us", "iso", "us_bare"), 0.8), Wording())
    stated = state(filing, tables.keys_by_table(letter.GROUPS))
    syntax = draw_syntax(rng)
    parts = [
        _header(pen, stated, syntax),
        *(_owner(owner, syntax) for owner in stated.reporting_owners),
    ]
    if pen.chance(0.3):
        pen.rng.shuffle(parts)
    rows = [_row(pen, row, syntax) for table in Table for row in in_order(stated, table, pen.rng)]
    blocks = [block for part in (*parts, *rows, *_end(pen, stated, syntax)) for block in part]
    framed = _framed(syntax, blocks)
    return Page(tuple(framed), "dump"), stated


def draw_syntax(rng: random.Random) -> Syntax:
    """One of the spellings of names and values."""
    style, names, before, between, after, empty = rng.choice(SYNTAXES)
    single = between.replace("{{", "{"), after.replace("}}", "}} ").rstrip()
    return Syntax(
        style,
        rng.choice(names),
        before,
        single[0],
        single[1],
        rng.choice(empty),
        rng.choice(_FLAGS),
    )


def _framed(syntax: Syntax, blocks: list[Block]) -> list[Block]:
    frames = {"json": ("{", "}"), "tags": ("<ownershipDocument>", "</ownershipDocument>")}
    if syntax.style not in frames:
        return blocks
    first, last = frames[syntax.style]
    return [plain(first), *blocks, plain(last)]


def _group(syntax: Syntax, name: str, shown: list[Paragraph | None]) -> tuple[Block, ...]:
    """The fields of one part between its opening and its end."""
    found = [line for line in shown if line is not None]
    title = syntax.name(name)
    opening, end = {
        "json": (f'"{title}": {{', "},"),
        "tags": (f"<{title}>", f"</{title}>"),
        "yaml": (f"- {title}:", ""),
        "lines": (f"--- {title} ---", ""),
    }[syntax.style]
    return (plain(opening), *found, *((plain(end),) if end else ()))


def _header(pen: Pen, filing: Filing, syntax: Syntax) -> tuple[Block, ...]:
    rows = [
        syntax.line("form_type", (Run(filing.form_type or "4"),)),
        syntax.line("period_of_report", _day(pen, filing, "period_of_report")),
        syntax.line(
            "date_of_original_submission", _day(pen, filing, "date_of_original_submission")
        ),
        syntax.line("issuer_name", agent_print.labelled(filing.issuer.name, "issuer_name")),
        syntax.line(
            "issuer_trading_symbol",
            agent_print.labelled(filing.issuer.trading_symbol, "trading_symbol"),
        ),
    ]
    if filing.aff10b5_one is not None:
        rows.append(syntax.line("aff10b5_one", _flag(syntax, filing.aff10b5_one, "aff10b5_one")))
    return tuple(row for row in rows if row is not None)


def _day(pen: Pen, filing: Filing, name: str) -> Runs:
    day = getattr(filing, name)
    return (Run(pen.formats.day(day), name),) if day else ()


def _flag(syntax: Syntax, checked: bool, label: str) -> Runs:
    yes, no = syntax.flags
    return (Run(yes, label),) if checked else (Run(no),)


def _owner(owner: ReportingOwner, syntax: Syntax) -> tuple[Block, ...]:
    rows = [syntax.line("owner_name", agent_print.labelled(owner.name, "owner_name"), "  ")]
    rows += [syntax.line(role, _flag(syntax, getattr(owner, role), role), "  ") for role in ROLES]
    for name in ("officer_title", "other_text"):
        rows.append(syntax.line(name, agent_print.labelled(getattr(owner, name), name), "  "))
    return _group(syntax, "reporting_owner", rows)


def _row(pen: Pen, row: Row, syntax: Syntax) -> tuple[Block, ...]:
    keys = [column.key for column in tables.columns(letter.GROUPS[row.table])]
    rows = [syntax.line(_plain_key(key), pen.cell(row, key).runs, "  ") for key in keys]
    kind = "transaction" if row.transaction_code else "holding"
    table = "derivative" if row.table is Table.DERIVATIVE else "non_derivative"
    return _group(syntax, f"{table}_{kind}", rows)


def _plain_key(key: str) -> str:
    return "transaction_shares" if key == "derivative_shares" else key


def _end(pen: Pen, filing: Filing, syntax: Syntax) -> list[tuple[Block, ...]]:
    """Footnotes, remarks and signatures as fields."""
    parts = []
    for note, words in filing.footnotes.items():
        mark = (Run("F"), Run(pen.mark(note), "footnote_id"))
        shown = [
            syntax.line("id", mark, "  "),
            syntax.line("text", (Run(words, "footnote_text"),), "  "),
        ]
        parts.append(_group(syntax, "footnote", shown))
    remarks = syntax.line("remarks", agent_print.labelled(filing.remarks, "remarks"))
    parts.append((remarks,) if remarks else ())
    for signed in filing.signatures:
        day = pen.formats.signature_day(signed.date) if signed.date else None
        rows = [
            syntax.line(
                "signature_name", agent_print.labelled(signed.name, "signature_name"), "  "
            ),
            syntax.line("signature_date", agent_print.labelled(day, "signature_date"), "  "),
        ]
        parts.append(_group(syntax, "owner_signature", rows))
    return parts
