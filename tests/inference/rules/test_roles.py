"""Role marks, before their words and behind them."""

import pytest

from form4.inference.rules.reader import extract_by_rules
from form4.inference.rules.roles import role_marks
from form4.model.filing import ReportingOwner


def marked(text: str) -> set[str]:
    """The roles that are marked, of marks that lie on a cross."""
    spans = role_marks(text, 0, len(text))
    assert all(text[span.start : span.end] in "Xx☒" for span in spans)
    return {span.label.removeprefix("is_") for span in spans}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "(X) Director ( ) 10% Owner\n(X) Officer (give title below) ( ) Other",
            "director officer",
        ),
        ("( ) Director (x) 10% Owner", "ten_percent_owner"),
        ("X Director (x below)", "director"),
    ],
)
def test_a_cross_in_round_brackets_is_a_mark(text: str, roles: str) -> None:
    assert marked(text) == set(roles.split())


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Director [X]  10% Owner [ ]\nOfficer (give title below) [X] Other [ ]",
            "director officer",
        ),
        ("| Director | [ ] | 10% Owner | [X] |", "ten_percent_owner"),
        ("Director ☐ 10% Owner ☐ Officer ☒ Other ☐", "officer"),
        ("Director [ ]\n10% Owner [ ]", ""),
    ],
)
def test_boxes_behind_their_words_are_told(text: str, roles: str) -> None:
    assert marked(text) == set(roles.split())


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("[X] Director [ ] 10% Owner\n[ ] Officer [X] Other", "director other"),
        ("☒ Director ☐ 10% Owner ☐ Officer ☐ Other", "director"),
        ("___ Director _X_ 10% Owner", "ten_percent_owner"),
        ("Director [X] 10% Owner [X] Officer", "ten_percent_owner officer"),
    ],
)
def test_boxes_before_their_words_stay_with_them(text: str, roles: str) -> None:
    assert marked(text) == set(roles.split())


def test_the_owner_is_no_piece_of_a_caption_with_and_address() -> None:
    body = "\nSMITH JANE Q\n2. Issuer Name and Ticker or Trading Symbol\nACME CORP [ ACME ]\n"
    for caption in (
        "1 - Reporting Person Name and Address*",
        "Reporting Person's Name",
        "Name & Address of Reporting Person",
    ):
        (owner,) = extract_by_rules(f"FORM 4\n{caption}{body}").reporting_owners
        assert isinstance(owner, ReportingOwner)
        assert owner.name == "SMITH JANE Q"
