"""Role marks before and behind their words, and pieces of titles among other words."""

import pytest

from form4.model.filing import ReportingOwner
from tests.inference.assembly.marked import filing


def owner(page: str) -> ReportingOwner:
    (found,) = filing(page).reporting_owners
    return found


def roles(of: ReportingOwner) -> tuple[bool, bool, bool, bool]:
    return of.is_director, of.is_officer, of.is_ten_percent_owner, of.is_other


@pytest.mark.parametrize(
    "row",
    [
        "{is_director:Director} ( )  Officer ({is_ten_percent_owner:X})  10% Owner ( )",
        "Director [ ]\nOfficer (give title below) {is_ten_percent_owner:[X]}\n10% Owner [ ]",
        "Director ☐ | Officer ☒ | 10% Owner ☐",
        "Director ___ Officer _{is_ten_percent_owner:X}_ Ten Percent Holder ___",
    ],
)
def test_marks_behind_their_words(row: str) -> None:
    page = f"FORM 4\n{{own:Doe Jane}}; Reno, NV; {row}\n"
    assert roles(owner(page)) == (False, True, False, False)


@pytest.mark.parametrize(
    "row",
    [
        "( ) Director  ({is_officer:X}) Officer  ( ) 10% Owner",
        "[ ] Director [ ] 10% Owner {is_officer:[X]} Officer [ ] Other",
        "Director 10% Owner {is_officer:X} Officer",
        "Relationship: {is_officer:Officer} (X)",
    ],
)
def test_marks_before_their_words_stay(row: str) -> None:
    page = f"FORM 4\n{{own:Doe Jane}}; Reno, NV; {row}\n"
    assert roles(owner(page)) == (False, True, False, False)


@pytest.mark.parametrize(
    "address", ["77 {officer_title:MASS} AVE", "4 {officer_title:TECH}\tNOLOGY"]
)
def test_a_word_of_the_address_is_no_part_of_the_title(address: str) -> None:
    page = "{own:Doe Jane}\n{is_officer:X} Officer\n{officer_title:President & CEO}\n" + address
    assert owner(page).officer_title == "President & CEO"


@pytest.mark.parametrize("gap", ["\n", "\n1 NORTH ROAD ", "\n1 NORTH ROAD\t", " | \n"])
def test_a_title_goes_on_at_the_border_of_a_line_or_cell(gap: str) -> None:
    page = f"{{own:Doe Jane}}\n{{is_officer:X}} Officer\n{{officer_title:SVP, Global Support}}{gap}{{officer_title:Services}}\n"
    assert owner(page).officer_title == "SVP, Global Support Services"
