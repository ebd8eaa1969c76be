"""Several owners: box 1 again behind the tables, and the list of owners in a table."""

from form4.inference.rules.reader import extract_by_rules

HEAD = """FORM 4
| 1. Name and Address of Reporting Person* [SMITH JANE Q](/cgi-bin/browse?CIK=1) |
| --- |
| 2. Issuer Name and Ticker or Trading Symbol ACME CORP [ ACME ] |

Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
| 1. Title of Security (Instr. 3) | 2. Transaction Date | Code | V | Amount |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Common Stock | 03/05/2021 |  | F |  | 1,250 | D | $10.50 | 98,750 | D |  |

"""
AGAIN = """| 1. Name and Address of Reporting Person* [SMITH JANE Q](/cgi-bin/browse?CIK=1) |
| --- |
| (Last) | (First) | (Middle) |
| 1. Name and Address of Reporting Person* [Acme Partners Fund II, L.P.](/cgi-bin/browse?CIK=2) |
| --- |
| (Last) | (First) | (Middle) |

"""
LIST = """| **Reporting Owner Name / Address** | **Relationships** | | | |
| Director | 10% Owner | Officer | Other |
| SMITH JANE Q C/O ACME CORP 1 MAIN STREET AUSTIN, TX 78701 | X |  |  |  |
| Acme Partners AG C/O ACME CORP 7 BAHNHOFSTRASSE ZURICH V8 |  | X |  |  |

"""
FLOWING = """Reporting Owners
Reporting Owner Name / Address
Relationships
Director
10% Owner
Officer
Other
Smith Jane QC/O ACME CORP1 MAIN STREETAUSTIN, TX 78701
X
X
Acme Partners Fund II, L.P.C/O ACME CORP1 MAIN STREETAUSTIN, TX 78701
X
Signatures
"""
ENDING = """Explanation of Responses:
1. Shares withheld.
/s/ Jane Q. Smith 03/08/2021
** Signature of Reporting Person Date
"""


def owners(page: str) -> list[str | None]:
    """The names of the owners on a page."""
    return [one.name for one in extract_by_rules(page).reporting_owners]


def test_box_1_again_behind_the_tables_names_the_joint_filers() -> None:
    assert owners(HEAD + AGAIN + ENDING) == ["SMITH JANE Q", "Acme Partners Fund II, L.P."]
    filing = extract_by_rules(HEAD + AGAIN + ENDING)
    assert [row.transaction_shares for row in filing.transactions] == [1250]
    assert not filing.holdings  # the boxes are no rows of the table before them


def test_an_owner_abroad_is_of_the_list_without_a_postal_code() -> None:
    filing = extract_by_rules(HEAD + LIST + ENDING)
    assert [one.name for one in filing.reporting_owners] == ["SMITH JANE Q", "Acme Partners AG"]
    assert filing.reporting_owners[1].is_ten_percent_owner


def test_a_cross_a_line_belongs_to_the_owner_above() -> None:
    assert owners(HEAD + FLOWING + ENDING)[1:] == ["Acme Partners Fund II, L.P."]


def test_one_owner_stays_one() -> None:
    assert owners(HEAD + ENDING) == ["SMITH JANE Q"]
