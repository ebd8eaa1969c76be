"""What one page calls its boxes and columns: the form's captions and their variants.

A caption's first text is the classic one. Numbers, hints such as (Month/Day/Year) and references
to the instructions come and go, as converters and agents leave them out.
"""

import random
from dataclasses import dataclass, replace

DATE_HINT = "(Month/Day/Year)"


@dataclass(frozen=True, slots=True)
class Caption:
    """A box's or column's caption: number, wordings (the form's own first), hint, instruction."""

    number: str
    texts: tuple[str, ...]
    hint: str = ""
    instruction: str = ""

    def numbered(self, number: str) -> "Caption":
        """The caption under another number, as another revision of the form has it."""
        return replace(self, number=number)


@dataclass(frozen=True, slots=True)
class Wording:
    """How one page words its captions; `classic` is the share of captions left as the form's."""

    numbering: str = "{}. "
    instructions: bool = True
    hints: bool = True
    upper: bool = False
    break_before_hint: str = " "
    colon: str = ""
    classic: float = 1.0

    def say(self, caption: Caption, rng: random.Random) -> str:
        """The caption as this page prints it."""
        text = caption.texts[0] if rng.random() < self.classic else rng.choice(caption.texts)
        if caption.number and self.numbering and rng.random() < 0.97:
            number = self.numbering.format(caption.number)
            text = (number if caption.number.isdigit() else number.replace("\\", "")) + text
        if caption.hint and self.hints:
            text += self.break_before_hint + caption.hint
        if caption.instruction and self.instructions:
            text += self.break_before_hint + caption.instruction
        return text.upper() if self.upper else text

    def word(self, texts: tuple[str, ...], rng: random.Random) -> str:
        """One of several wordings, the first being classic."""
        text = texts[0] if rng.random() < self.classic else rng.choice(texts)
        return text.upper() if self.upper else text


def draw_wording(rng: random.Random, classic: float = 0.8, odd: float = 0.2) -> Wording:
    """The wording of one page; `odd` is the chance that its captions stray from the form's."""
    if rng.random() >= odd:
        return Wording(
            numbering=rng.choices(("{}. ", "{}\\. ", "{}.", ""), (85, 6, 5, 4))[0],
            break_before_hint=rng.choices((" ", "\n", ""), (68, 28, 4))[0],
            classic=1.0 if rng.random() < classic else 0.9,
        )
    return Wording(
        numbering=rng.choice(("{}. ", "{}.", "{}) ", "({}) ", "{} ", "{} - ", "", "")),
        instructions=rng.random() < 0.4,
        hints=rng.random() < 0.5,
        upper=rng.random() < 0.15,
        break_before_hint=rng.choice((" ", " ", "\n")),
        classic=rng.choice((0.9, 0.6, 0.2)),
    )


NAME_AND_ADDRESS = Caption(
    "1",
    (
        "Name and Address of Reporting Person",
        "Name and Address of Reporting Owner",
        "Name & Address of Reporting Person",
        "Reporting Person",
        "Reporting Person Name and Address",
        "Name of Reporting Person",
        "Reporting Owner",
        "Insider",
        "Filer",
    ),
)
ISSUER = Caption(
    "2",
    (
        "Issuer Name and Ticker or Trading Symbol",
        "Issuer Name **and** Ticker or Trading Symbol",
        "Issuer Name and Ticker Symbol",
        "Name of Issuer and Ticker or Trading Symbol",
        "Issuer Name & Ticker",
        "Issuer",
        "Company (Symbol)",
        "Issuer and Trading Symbol",
    ),
)
PERIOD = Caption(
    "3",
    (
        "Date of Earliest Transaction",
        "Date of Earliest Transaction Required to be Reported",
        "Earliest Transaction Date",
        "Date of Earliest Trans.",
        "Period of Report",
        "Date of Event",
        "Statement for",
    ),
    DATE_HINT,
)
AMENDMENT = Caption(
    "4",
    (
        "If Amendment, Date of Original Filed",
        "If Amendment, Date Original Filed",
        "If Amendment, Date of Original Filing",
        "If Amended, Date of Original",
        "Date of Original (if Amendment)",
        "Original Filing Date",
    ),
    DATE_HINT,
)
RELATIONSHIP = Caption(
    "5",
    (
        "Relationship of Reporting Person(s) to Issuer",
        "Relationship of Reporting Person to Issuer",
        "Relationship of Reporting Owner(s) to Issuer",
        "Relationship to Issuer",
        "Relationship",
        "Relation of Reporting Person(s) to Company",
    ),
    "(Check all applicable)",
)
FILING = Caption(
    "6",
    (
        "Individual or Joint/Group Filing",
        "Individual or Joint / Group Filing",
        "Individual/Joint Filing",
        "Filing Type",
    ),
    "(Check Applicable Line)",
)
ONE_PERSON = (
    "Form filed by One Reporting Person",
    "Form Filed by One Reporting Person",
    "Individual filing",
)
MANY_PERSONS = (
    "Form filed by More than One Reporting Person",
    "Form Filed by More than One Reporting Person",
    "Joint/group filing",
)
DIRECTOR = ("Director", "DIRECTOR", "Director of Issuer", "Board member")
TEN_PERCENT = ("10% Owner", "10% owner", "Ten Percent Owner", "10 % Owner", "10% Holder")
OFFICER = (
    "Officer (give title below)",
    "Officer (give title)",
    "Officer (Title below)",
    "Officer",
    "Officer, give title below",
)
OTHER = (
    "Other (specify below)",
    "Other (specify)",
    "Other",
    "Other, specify below",
)
TABLE_I_TITLES = (
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "Table I -- Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "TABLE I - NON-DERIVATIVE SECURITIES ACQUIRED, DISPOSED OF, OR BENEFICIALLY OWNED",
    "Table I: Non-Derivative Securities Acquired, Disposed Of, or Beneficially Owned",
    "TABLE 1 Non-Derivative Securities",
    "Non-Derivative Securities",
    "Non-derivative transactions and holdings",
)
TABLE_II_TITLES = (
    "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "Table II -- Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "TABLE II - DERIVATIVE SECURITIES ACQUIRED, DISPOSED OF, OR BENEFICIALLY OWNED",
    "Table II: Derivative Securities Acquired, Disposed Of, or Beneficially Owned",
    "TABLE 2 Derivative Securities",
    "Derivative Securities",
    "Derivative transactions and holdings",
)
EXAMPLES = (
    "(e.g., puts, calls, warrants, options, convertible securities)",
    "(*e.g.*, puts, calls, warrants, options, convertible securities)",
    "(e.g. puts, calls, warrants, options, convertible securities)",
    "",
)
NOTES_TITLES = (
    "Explanation of Responses:",
    "Explanation of Responses",
    "EXPLANATION OF RESPONSES:",
    "Explanation Of Responses :",
    "Footnotes:",
    "FOOTNOTES",
    "Notes:",
    "Explanations",
)
REMARKS_TITLES = ("Remarks:", "REMARKS:", "Remarks", "Remark:", "Additional remarks:", "Comments:")
SIGNATURE_CAPTIONS = (
    "** Signature of Reporting Person",
    "**Signature of Reporting Person",
    "\\*\\* Signature of Reporting Person",
    "Signature of Reporting Person",
    "** Signature of Reporting Person(s)",
    "Signed",
)
