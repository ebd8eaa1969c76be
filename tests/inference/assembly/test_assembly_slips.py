"""Slips of the tagger that the rest of the page gives away."""

import pytest

from form4.model.filing import Origin
from tests.inference.assembly.marked import core, filing

ROW = "{t:Common Stock}\t{d:03/12/2015}\t{c:S}\t{n:500}\t{ad:D}\t$%s\t{o:90}\t{di:D}\n"


@pytest.mark.parametrize(
    ("printed", "price"),
    [
        ("{p:4.\t21\t1}", "4.21"),  # the last digit again, behind a border
        ("{p:4.\t21\t5}", "4.215"),
        ("{p:4.2\t11}", "4.211"),
    ],
)
def test_a_cent_printed_again_behind_a_border(printed: str, price: str) -> None:
    assert core(filing(ROW % printed))[0][-1] == price


@pytest.mark.parametrize(
    ("code", "column", "side", "origin"),
    [
        ("P", "nd", "A", Origin.INFERRED),  # a purchase is no disposal
        ("P", "na", "A", Origin.MODEL),
        ("J", "nd", "D", Origin.MODEL),  # the code does not tell
    ],
)
def test_a_column_against_its_code(code: str, column: str, side: str, origin: Origin) -> None:
    page = "Table II - Derivative Securities\n{dt:Call Option}\t{d:03/12/2015}\t{c:%s}\t{%s:500}\t{o:90}\n"
    row = filing(page % (code, column)).transactions[0]
    evidence = row.evidence["transaction_acquired_disposed_code"]
    assert (row.transaction_acquired_disposed_code, evidence.origin) == (side, origin)


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ("{officer_title:belov}\t{officer_title:VP, Sales}", "VP, Sales"),
        ("{officer_title:Senior}\t{officer_title:VP, Sales}", "Senior VP, Sales"),
    ],
)
def test_the_end_of_the_caption_is_no_title(cells: str, title: str) -> None:
    page = f"{{own:Doe Jane}}\t{{is_officer:X}}\t{cells}\n"
    assert filing(page).reporting_owners[0].officer_title == title


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("{own:WEST HOLLYWOOD} | CA | 90069", ["Doe Jane"]),
        ("{own:WEST HOLLYWOOD, CA} 90069", ["Doe Jane"]),
        ("{own:Roe Janet} | 12 Main St | Reno, NV | 89501", ["Doe Jane", "Roe Janet"]),
    ],
)
def test_the_city_of_an_address_is_no_owner(line: str, owners: list[str]) -> None:
    page = f"{{own:Doe Jane}} | {{is_director:X}} |\n9200 Sunset Blvd\n{line}\n"
    assert [owner.name for owner in filing(page).reporting_owners] == owners
