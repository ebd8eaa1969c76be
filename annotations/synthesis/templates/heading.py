"""What stands over box 1: form number, title, OMB box and the check boxes of the form itself."""

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Paragraph, Run
from form4.annotations.synthesis.templates import boilerplate
from form4.annotations.synthesis.templates.pen import Pen, plain, text
from form4.annotations.synthesis.templates.stated import form_digit
from form4.model.filing import Filing

EXPIRY_MONTHS = ("January 31,", "February 28,", "September 30,", "December 31,", "November 30,")

Blocks = tuple[Block, ...]


def heading(pen: Pen, filing: Filing) -> Blocks:
    """The parts over box 1, mostly in the form's order; any but the 10b5-1 box may lack."""
    digit = form_digit(filing)
    parts = [_agency(pen, digit), (omb_grid(pen, digit),), check_boxes(pen, filing), filed(pen)]
    if filing.aff10b5_one is None:
        parts[2] = parts[2] if pen.chance(0.93) else ()
    kept = [part if index == 2 or pen.chance(0.93) else () for index, part in enumerate(parts)]
    if pen.chance(0.3):
        pen.rng.shuffle(kept)
    return (plain(form_title(pen, filing)), *(block for part in kept for block in part))


def form_title(pen: Pen, filing: Filing) -> str:
    """FORM 4, with the amendment told when no original date does."""
    title = pen.rng.choice(boilerplate.FORM_TITLES).replace("4", form_digit(filing))
    amended = (filing.form_type or "").endswith("/A")
    if amended and (filing.date_of_original_submission is None or pen.chance(0.3)):
        title += pen.rng.choice(("/A", "/A", "/A (Amendment No. 1)"))
    return title


def _agency(pen: Pen, digit: str) -> Blocks:
    texts = (boilerplate.COMMISSION, boilerplate.WASHINGTON, boilerplate.STATEMENTS[digit])
    return tuple(plain(pen.rng.choice(words)) for words in texts)


def filed(pen: Pen) -> Blocks:
    """The law under which the form is filed, in one line or two."""
    if pen.chance(0.6):
        return (plain(" ".join(boilerplate.FILED)),)
    return tuple(plain(words) for words in boilerplate.FILED)


def omb_grid(pen: Pen, digit: str) -> Grid:
    """The OMB approval box."""
    dots = pen.rng.choice((":", "...", ": "))
    rows: tuple[tuple[Cell, Cell], ...] = (
        (text("OMB APPROVAL"), text()),
        (text("OMB Number:"), text(boilerplate.OMB_NUMBERS[digit])),
        (text("Estimated average burden"), text()),
        (text(f"hours per response{dots}"), text("1.0" if digit == "5" else "0.5")),
    )
    if pen.chance(0.3):
        year, month = pen.rng.randint(1997, 2027), pen.rng.choice(EXPIRY_MONTHS)
        rows = (*rows[:2], (text("Expires:"), text(f"{month} {year}")), *rows[2:])
    return Grid((28, 12), tuple(map(GridRow, rows)))


def check_boxes(pen: Pen, filing: Filing, plan: bool = True) -> Blocks:
    """The boxes under the form number; the second came with Rule 10b5-1(c) in 2023."""
    ceased = pen.chance(0.04)
    ceased_mark = pen.check(ceased, None) if ceased or pen.chance(0.5) else ()
    rows = [(ceased_mark, pen.rng.choice(boilerplate.NO_LONGER))]
    if form_digit(filing) == "5":
        rows.extend((pen.check(pen.chance(0.2), None), words) for words in boilerplate.FORM_5)
    if plan and filing.aff10b5_one is not None:
        mark = pen.check(filing.aff10b5_one, "aff10b5_one")
        rows.append((mark, pen.rng.choice(boilerplate.PLAN_BOX)))
    if pen.chance(0.6):
        return (Grid((5, 40), tuple(GridRow((Cell(mark), text(words))) for mark, words in rows)),)
    return tuple(
        Paragraph((*mark, Run(" " + words)) if mark else (Run(words),)) for mark, words in rows
    )
