"""What sites, viewers and printers put around a page; it names no value, whatever it mentions."""

import random
import re
from dataclasses import dataclass

from form4.annotations.synthesis.page import Block, Paragraph
from form4.annotations.synthesis.templates.pen import plain

_MENUS = (
    "Home | Company | Products | Investors | Careers | Contact",
    "Overview  News & Events  Stock Info  SEC Filings  Governance  Contact IR",
    "Skip to main content",
    "Investor Relations > Financials > SEC Filings",
    "Investors / SEC Filings / All Filings",
    "« Back to SEC Filings",
    "View printer-friendly version",
    "Printer Friendly",
    "Format: HTML PDF XLS RTF",
    "Email Print RSS Share",
    "Toggle navigation",
    "Search EDGAR | Latest Filings | How do I?",
)
_TITLES = (
    "SEC FORM {form} | {company}",
    "{company} - SEC Filings",
    "{company} :: SEC Filing Details",
    "SEC Filing | {company}",
    "Form {form} for {company}",
    "{company} Insider Trades",
    "Section 16 Filings",
    "Insider transactions",
    "Form {form}   Filter by: Insiders (3, 4, 5)",
    "{company} {form} filed by {person} on {date}",
    "{form} - Statement of changes in beneficial ownership of securities",
)
_DETAILS = (
    "Filing Date: {date}",
    "Document Date {date}",
    "Filed on {date}   Form: {form}   Pages: {pages}",
    "Accepted {date} {time}   Filer: {person}",
    "Filing Description: Statement of Changes in Beneficial Ownership",
    "Accession Number: {accession}",
    "CIK: {number:010d}",
    "Size: 12 KB   View: html | pdf | xls",
)
_FEET = (
    "© {year} {company}. All rights reserved.",
    "Copyright {year}. Data delayed at least 15 minutes.",
    "Powered by Q4 Inc.",
    "Source: EDGAR Online, Inc.",
    "Terms of Use | Privacy | Cookie settings",
    "This page was printed on {date} at {time}.",
    "Provided by the filing agent; the official filing prevails.",
    "Sign up for email alerts",
    "{page}/{pages}",
)
_HEADS = (
    "{file}   {page} / {pages}   100%",
    "{file} - Page {page} of {pages}",
    "https://www.sec.gov/Archives/edgar/data/{number}/{file}   {page}/{pages}",
    "file:///C:/Users/filings/{file}    {date}",
    "{date} {time}    SEC FORM {form}",
    "{person} - Form {form} - page {page}",
    "Name: {person}    Issuer: {company}    Page {page} of {pages} Pages",
    "FORM {form} (continued)   {person}   {company}",
    "{company}   {date}   Page {page}",
)
_OTHER_FILES = ("d482911d8k.htm", "filing.pdf", "index.html", "tm24-12345_1.htm")
_FILES = (
    "doc4.xml",
    "form4.pdf",
    "xslF345X05/ownership.xml",
    "primary_doc.xml",
    "tm24-12345_4.htm",
)
_NAMES_FORM = re.compile(r"\{form\}|insider|ownership", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the lines mention, and the form's number; None on papers that are no such form."""

    company: str
    person: str
    form: str | None = None


def site_lines(rng: random.Random, subject: Subject) -> tuple[tuple[Block, ...], ...]:
    """Lines over and lines under the content of a site's page."""
    over = [*_some(rng, _MENUS, 4), *_some(rng, _allowed(_TITLES, subject), 2)]
    over += _some(rng, _allowed(_DETAILS, subject), 3)
    under = _some(rng, _FEET, 3)
    return tuple(
        tuple(plain(_filled(line, rng, subject)) for line in lines) for lines in (over, under)
    )


def _some(rng: random.Random, lines: tuple[str, ...], most: int) -> list[str]:
    return rng.sample(lines, rng.randint(0, min(most, len(lines))))


def _allowed(lines: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
    """The lines that do not call a paper an ownership form which it is not."""
    if subject.form is not None:
        return lines
    return tuple(line for line in lines if not _NAMES_FORM.search(line))


def running_head(rng: random.Random, subject: Subject) -> Paragraph:
    """The line that a viewer or a typist puts over or under every page."""
    return plain(_filled(rng.choice(_allowed(_HEADS, subject)), rng, subject))


def framed(
    rng: random.Random, blocks: tuple[Block, ...], subject: Subject, share: float = 0.16
) -> tuple[Block, ...]:
    """The blocks, a share of them with a site's lines around or a viewer's heads between."""
    kind = rng.random()
    if kind < share / 2:
        over, under = site_lines(rng, subject)
        return (*over, *blocks, *under)
    if kind < share and len(blocks) > 2:
        head = running_head(rng, subject)
        cut = rng.randrange(1, len(blocks))
        again = running_head(rng, subject) if rng.random() < 0.5 else head
        first = (head,) if rng.random() < 0.7 else ()
        return (*first, *blocks[:cut], again, *blocks[cut:])
    return blocks


def _filled(line: str, rng: random.Random, subject: Subject) -> str:
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(1998, 2026)
    tail = f"{year % 100:02d}-{rng.randint(0, 10**6):06d}"
    files = _FILES if subject.form else _OTHER_FILES
    return line.format(
        company=subject.company,
        person=subject.person,
        form=subject.form,
        date=rng.choice((f"{month}/{day}/{year}", f"{year}-{month:02d}-{day:02d}")),
        time=f"{rng.randint(1, 12)}:{rng.randint(10, 59)} {rng.choice(('AM', 'PM'))}",
        year=year,
        number=rng.randint(10**5, 2 * 10**6),
        accession=f"0001{rng.randint(10**5, 10**6 - 1)}-{tail}",
        file=rng.choice(files),
        page=rng.randint(1, 3),
        pages=rng.randint(3, 5),
    )
