"""What follows the tables: explanations, remarks, signatures, reminders, exhibits."""

from dataclasses import dataclass

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Paragraph, Run
from form4.annotations.synthesis.templates import boilerplate, wording
from form4.annotations.synthesis.templates.chrome import Subject, framed
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, Runs, line, plain, text
from form4.annotations.synthesis.templates.stated import form_digit
from form4.model.filing import Filing, Signature


@dataclass(frozen=True, slots=True)
class NoteStyle:
    """What stands around a footnote's number in the list; a bullet replaces the number."""

    before: str
    after: str
    bullet: bool = False


NUMBERED = (
    *(NoteStyle("", ". "),) * 8,
    NoteStyle("", "\\. "),
    NoteStyle("", ") "),
    NoteStyle("(", ") "),
    NoteStyle("- ", ". "),
)
BRACKETED = (
    *(NoteStyle("(", ") "),) * 6,
    NoteStyle("**(", ")** "),
    NoteStyle("[(", ")](#F) "),
)
RARE = (
    NoteStyle("[", "] "),
    NoteStyle("", " "),
    NoteStyle("(", ")"),
    NoteStyle("", "- "),
    NoteStyle("Note ", ": "),
    NoteStyle("<sup>(", ")</sup> "),
    NoteStyle("- ", "", bullet=True),
    NoteStyle("* ", "", bullet=True),
    NoteStyle("F", ": "),
)


def notes(pen: Pen, filing: Filing, classic: tuple[NoteStyle, ...]) -> tuple[Block, ...]:
    """The explanations as paragraphs under their title."""
    style = pen.rng.choice(classic if pen.chance(0.88) else RARE)
    in_turn = [f"F{number + 1}" for number in range(len(filing.footnotes))]
    if style.bullet and list(filing.footnotes) != in_turn:
        style = NUMBERED[0]
    title = plain(pen.word(wording.NOTES_TITLES))
    rows = [_note(pen, style, note, words) for note, words in filing.footnotes.items()]
    if rows and pen.chance(0.04):
        return (Paragraph((*title.runs, Run(" "), *rows[0].runs)), *rows[1:])
    return (title, *rows) if rows or pen.chance(0.8) else ()


def _note(pen: Pen, style: NoteStyle, note: str, words: str) -> Paragraph:
    body = Run(words, "footnote_text")
    if style.bullet:
        return line(Run(style.before), body)
    runs = (Run(style.before), Run(pen.mark(note), "footnote_id"), Run(style.after), body)
    return Paragraph(tuple(run for run in runs if run.text))


def note_rows(pen: Pen, filing: Filing) -> tuple[GridRow, ...]:
    """The explanations as rows of a table: the mark in its own cell."""
    return tuple(
        GridRow(
            (
                Cell((Run("("), Run(pen.mark(note), "footnote_id"), Run(")"))),
                Cell((Run(words, "footnote_text"),)),
            )
        )
        for note, words in filing.footnotes.items()
    )


def remarks(pen: Pen, filing: Filing, empty: float = 0.5) -> tuple[Block, ...]:
    """The remarks; their title stands alone on some pages without any."""
    title = pen.word(wording.REMARKS_TITLES)
    if not filing.remarks:
        return (plain(title),) if pen.chance(empty) else ()
    body = Run(filing.remarks, "remarks")
    if pen.chance(0.3):
        return (line(Run(title + " "), body),)
    return (plain(title), line(body))


def signature_name(pen: Pen, signature: Signature) -> Runs:
    """A signature, in italics on some pages."""
    if not signature.name:
        return ()
    run = Run(signature.name, "signature_name")
    return (Run("_"), run, Run("_")) if pen.dress.before and pen.chance(0.2) else (run,)


def signature_date(pen: Pen, signature: Signature) -> Runs:
    """The date beside a signature."""
    day = signature.date
    return (Run(pen.formats.signature_day(day), "signature_date"),) if day else ()


def signature_grid(pen: Pen, filing: Filing, caption_each: bool = False) -> Grid:
    """Signatures and dates side by side over their captions."""
    caption = GridRow((EMPTY, text(pen.word(wording.SIGNATURE_CAPTIONS)), text("Date")))
    rows: list[GridRow] = []
    for signature in filing.signatures:
        name, day = signature_name(pen, signature), signature_date(pen, signature)
        rows.append(GridRow((EMPTY, Cell(name), Cell(day))))
        if caption_each:
            rows.append(caption)
    if not rows or not caption_each:
        rows.append(caption)
    return Grid((60, 44, 16), tuple(rows))


def signature_lines(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """Signatures line by line, as text converters leave them."""
    caption = pen.word(wording.SIGNATURE_CAPTIONS)
    style = pen.rng.random()
    blocks = [
        block
        for signature in filing.signatures
        for block in _signed(style, signature_name(pen, signature), signature_date(pen, signature))
    ]
    if style < 0.76:
        joined = style >= 0.3
        blocks.extend((plain(f"{caption}   Date"),) if joined else (plain(caption), plain("Date")))
    return tuple(block for block in blocks if block.runs)


def _signed(style: float, name: Runs, day: Runs) -> tuple[Paragraph, ...]:
    """One signature and its date in the style of the page, a number in [0, 1)."""
    if style < 0.46:
        return Paragraph(name), Paragraph(day)
    if style < 0.7:
        return (Paragraph((*name, Run("   "), *day)),)
    if style < 0.76:
        return Paragraph(day), Paragraph(name)
    if style < 0.88:
        dated = (Run("Date: "), *day) if day else ()
        return Paragraph((Run("Signature: "), *name)), Paragraph(dated)
    if style < 0.94:
        return (Paragraph((*((Run("Dated: "), *day, Run("   ")) if day else ()), *name)),)
    return (Paragraph((*name, *((Run(", dated "), *day) if day else ()))),)


def signatures(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """The signature block of the SEC's form."""
    if pen.chance(0.65):
        return (signature_grid(pen, filing, caption_each=pen.chance(0.1)),)
    return signature_lines(pen, filing)


def reminders(pen: Pen, reminder: bool = True) -> tuple[Block, ...]:
    """The small print at the end, which some pages lack in part or whole."""
    if pen.chance(0.08):
        return ()
    parts = (
        (boilerplate.REMINDER,) if reminder else (),
        boilerplate.MANY_OWNERS,
        boilerplate.MISSTATEMENTS,
        boilerplate.COPIES,
        boilerplate.PERSONS,
    )
    return tuple(plain(pen.rng.choice(texts)) for texts in parts if texts and pen.chance(0.95))


def printed(
    pen: Pen, blocks: tuple[Block, ...], filing: Filing, share: float = 0.16
) -> tuple[Block, ...]:
    """The blocks with the lines that browsers, viewers and sites print around and between them."""
    if pen.chance(0.9):
        owner = next((o.name for o in filing.reporting_owners if o.name), None)
        digit = form_digit(filing)
        subject = Subject(filing.issuer.name or "Company", owner or "Insider", digit)
        return framed(pen.rng, blocks, subject, share)
    head = plain(boilerplate.page_head(pen.rng))
    feet = [plain(foot) for foot in boilerplate.page_feet(pen.rng, 2)]
    cut = pen.rng.randrange(len(blocks) // 2, len(blocks))
    between = [block for block in (feet[0], head) if pen.chance(0.8)]
    return (head, *blocks[:cut], *between, *blocks[cut:], feet[1])
