"""Names below each other: several owners in a list, or one name that wraps or is cut."""

import pytest

from form4.model.filing import Filing
from tests.inference.assembly.marked import filing

TABLE = "Reporting Owners\n| {own:%s} 1 Main St Reno, NV 89501 | X |\n| {own:%s} 1 Main St Reno, NV 89501 | |\n"


def names(of: Filing) -> list[str | None]:
    return [owner.name for owner in of.reporting_owners]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Doe Family Growth", "Birch Holdings"),
        ("Alder Capital Partners GP LP", "Birch Advisors 1990, L.P."),
        ("Roe Janet", "Doe John"),
    ],
)
def test_names_with_addresses_are_owners_of_their_own(first: str, second: str) -> None:
    assert names(filing(TABLE % (first, second))) == [first, second]


@pytest.mark.parametrize("number", ["%d. ", "%d\\. ", "(%d) ", "| %d. "])
def test_numbered_joint_filers_are_owners_of_their_own(number: str) -> None:
    page = f"JOINT FILERS\n{number % 2}{{own:Alder Growth}}\n{number % 3}{{own:Fund II, L.P.}}\n"
    assert names(filing(page)) == ["Alder Growth", "Fund II, L.P."]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Tempus Corp.", "Doe Jane"), ("Roe Janet", "Doe John"), ("Alder Trust", "Birch LLC")],
)
def test_whole_names_below_each_other_are_two(first: str, second: str) -> None:
    page = "{own:%s}    see below\n{own:%s}    see below\n"
    assert names(filing(page % (first, second))) == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Doe Family Growth", "Fund IX, L.P."),
        ("Alder Opportunities Fund", "Inc."),
        ("Alder Family Trust", "dated May 5, 1998"),
        ("Alder Rock", "Growth LLC"),
        ("Alder Limited", "Partnership"),
        ("Roe Janet", "A."),
    ],
)
def test_a_name_wrapped_beside_other_boxes_is_one(first: str, second: str) -> None:
    page = "{own:%s}    Director   10%% Owner\n{own:%s}    Officer\n"
    assert names(filing(page % (first, second))) == [f"{first} {second}"]


def test_a_name_cut_by_other_cells_is_the_one_that_stands_whole_elsewhere() -> None:
    cut = "{own:Alder} other - See {own:Partners 1997,} Explanation of {own:L.L.C.} Responses\n"
    whole = "{own:Alder Partners 1997, L.L.C.}\n"
    assert names(filing(cut + whole)) == ["Alder Partners 1997, L.L.C."]
    assert len(names(filing(cut + whole.replace("1997", "1998")))) > 1


@pytest.mark.parametrize("again", ["ROE JANETA", "Ree Janeta", "Roe Janeto"])
def test_blanks_do_not_make_two_owners_of_one(again: str) -> None:
    page = "{own:Roe Janeta}\n1 Main St\n\n{own:%s}\n1 Main St\n"
    one = names(filing(page % again))
    assert one == (["Roe Janeta"] if again == "ROE JANETA" else ["Roe Janeta", again])
    assert names(filing(page % "RoeJaneta")) == ["Roe Janeta"]


@pytest.mark.parametrize("again", ["Masnes Olga W", "Marnes Olga W", "Manes Olga W"])
def test_one_letter_misread_inside_a_word_makes_no_second_owner(again: str) -> None:
    page = "{own:Maynes Olga W}\n1 Main St\n\n{own:%s}\n1 Main St\n"
    assert names(filing(page % again)) == ["Maynes Olga W"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith Robert", "Smith Roberta"),
        ("Smith Mario", "Smith Maria"),
        ("Doe John", "Doe Joan"),
        ("Alder Partners Fund", "Elder Partners Fund"),
    ],
)
def test_names_that_only_look_alike_are_two_owners(one: str, other: str) -> None:
    page = "{own:%s}\n1 Main St\n\n{own:%s}\n1 Main St\n"
    assert names(filing(page % (one, other))) == [one, other]


def test_legal_forms_are_no_scraps() -> None:
    page = "FORM 4\n{own:Alder Birch B.V.}\nAlder Birch of the Netherlands\n{sn:Alder Birch B.V.}\n"
    assert names(filing(page)) == ["Alder Birch B.V."]
