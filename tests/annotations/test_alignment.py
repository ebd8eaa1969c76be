from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.alignment.aligner import Alignment, align
from form4.annotations.alignment.atoms import cut_atoms, fold
from form4.annotations.alignment.cells import row_cells
from form4.annotations.alignment.placing import place
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table

SALE = Row(
    Table.NON_DERIVATIVE,
    security_title="Class A Common Stock",
    transaction_date=date(2024, 3, 1),
    transaction_code="S",
    transaction_shares=Decimal(1250),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal("31.4"),
    shares_owned_following_transaction=Decimal(9000),
    direct_or_indirect_ownership="D",
    footnote_ids={"transaction_price_per_share": ("F1",)},
)
HELD = Row(
    Table.NON_DERIVATIVE,
    security_title="Class A Common Stock",
    shares_owned_following_transaction=Decimal(700),
    direct_or_indirect_ownership="I",
    nature_of_ownership="By Family Trust, L.P.",
)
OPTION = Row(
    Table.DERIVATIVE,
    security_title="Option (right to buy)",
    conversion_or_exercise_price=Decimal(5),
    transaction_date=date(2024, 3, 1),
    transaction_code="M",
    transaction_shares=Decimal(40),
    transaction_acquired_disposed_code="D",
    expiration_date=date(2030, 1, 2),
    underlying_security_title="Class A Common Stock",
    underlying_security_shares=Decimal(40),
    shares_owned_following_transaction=Decimal(0),
    direct_or_indirect_ownership="D",
    footnote_ids={"exercise_date": ("F2",)},
)
FILING = Filing(
    form_type="4",
    period_of_report=date(2024, 3, 1),
    issuer=Issuer("1", "Acme Corp", "ACME"),
    reporting_owners=(
        ReportingOwner("2", "Doe Jane", is_director=True, is_officer=True, officer_title="CFO"),
    ),
    transactions=(SALE, OPTION),
    holdings=(HELD,),
    footnotes={"F1": "Sold under a plan.", "F2": "Fully vested."},
    remarks="Exhibit 24",
    signatures=(Signature("/s/ Jane Doe", date(2024, 3, 4)),),
)
HEADER = """1. Name and Address of Reporting Person*
Doe Jane
C/O ACME CORP
2. Issuer Name and Ticker or Trading Symbol
ACME CORP [ ACME ]
5. Relationship of Reporting Person(s) to Issuer
X Director 10% Owner
X Officer (give title below) Other (specify below)
CFO
3. Date of Earliest Transaction (Month/Day/Year)
03/01/2024
X Form filed by One Reporting Person
"""
TABLES = """Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Security (Instr. 3) 2. Transaction Date 3. Code V Amount (A) or (D) Price
Class A Common Stock 03/01/2024 S 1,250 D $31.40(1) 9,000 D
Class A Common Stock 700 I By Family
Trust, L.P.
Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Derivative Security (Instr. 3) Code V (A) (D)
Option (right to buy) $5 03/01/2024 M 40 (2) 01/02/2030 Class A Common Stock 40 0 D
"""
NOTES = """Explanation of Responses:
1. Sold under a plan.
2. Fully vested.
Remarks:
Exhibit 24
/s/ Jane Doe 03/04/2024
** Signature of Reporting Person Date
"""


def labelled(alignment: Alignment) -> list[tuple[str, str]]:
    """Label and text of every span, in reading order."""
    annotated = alignment.annotated
    return [(span.label, annotated.text[span.start : span.end]) for span in annotated.spans]


def test_plain_page_is_labelled_whole() -> None:
    alignment = align(HEADER + TABLES + NOTES, FILING, "page", "plain")
    assert alignment.missed == ()
    assert alignment.annotated.masked == ()
    assert labelled(alignment) == [
        ("owner_name", "Doe Jane"),
        ("issuer_name", "ACME CORP"),
        ("trading_symbol", "ACME"),
        ("is_director", "X"),
        ("is_officer", "X"),
        ("officer_title", "CFO"),
        ("period_of_report", "03/01/2024"),
        ("security_title", "Class A Common Stock"),
        ("transaction_date", "03/01/2024"),
        ("transaction_code", "S"),
        ("transaction_shares", "1,250"),
        ("transaction_acquired_disposed_code", "D"),
        ("transaction_price_per_share", "31.40"),
        ("footnote_mark", "1"),
        ("shares_owned_following_transaction", "9,000"),
        ("direct_or_indirect_ownership", "D"),
        ("security_title", "Class A Common Stock"),
        ("shares_owned_following_transaction", "700"),
        ("direct_or_indirect_ownership", "I"),
        ("nature_of_ownership", "By Family\nTrust, L.P."),
        ("derivative_security_title", "Option (right to buy)"),
        ("conversion_or_exercise_price", "5"),
        ("transaction_date", "03/01/2024"),
        ("transaction_code", "M"),
        ("derivative_shares_disposed", "40"),
        ("footnote_mark", "2"),
        ("expiration_date", "01/02/2030"),
        ("underlying_security_title", "Class A Common Stock"),
        ("underlying_security_shares", "40"),
        ("shares_owned_following_transaction", "0"),
        ("direct_or_indirect_ownership", "D"),
        ("footnote_id", "1"),
        ("footnote_text", "Sold under a plan."),
        ("footnote_id", "2"),
        ("footnote_text", "Fully vested."),
        ("remarks", "Exhibit 24"),
        ("signature_name", "Jane Doe"),
        ("signature_date", "03/04/2024"),
    ]


def test_cells_torn_over_lines_of_a_layout_become_pieces() -> None:
    table = """Table I - Non-Derivative Securities Acquired
Class A                  1,250 D                    Other
Common      03/01/2024 S       $31.40 9,000  D
Stock                          (1)
Class A                               700    I      By Family
Common                                              Trust,
Stock                                               L.P.
"""
    filing = Filing(form_type="4", transactions=(SALE,), holdings=(HELD,))
    alignment = align(table, filing, "page", "layout")
    assert labelled(alignment) == [
        ("security_title", "Class A"),
        ("transaction_shares", "1,250"),
        ("transaction_acquired_disposed_code", "D"),
        ("security_title", "Common"),
        ("transaction_date", "03/01/2024"),
        ("transaction_code", "S"),
        ("transaction_price_per_share", "31.40"),
        ("shares_owned_following_transaction", "9,000"),
        ("direct_or_indirect_ownership", "D"),
        ("security_title", "Stock"),
        ("footnote_mark", "1"),
        ("security_title", "Class A"),
        ("shares_owned_following_transaction", "700"),
        ("direct_or_indirect_ownership", "I"),
        ("nature_of_ownership", "By Family"),
        ("security_title", "Common"),
        ("nature_of_ownership", "Trust,"),
        ("security_title", "Stock"),
        ("nature_of_ownership", "L.P."),
    ]
    masked = [table[start:end].split() for start, end in alignment.annotated.masked]
    assert masked == [["Other"]]  # a word that no row of the filing has


def test_a_lost_row_is_reported_and_the_lines_it_may_be_in_are_masked() -> None:
    garbled = TABLES.replace("1,250 D $31.40(1) 9,000 D", "l.25O D S3l.4O il 9.OOO D").replace(
        "03/01/2024 S", "O3/Ol/2O24 8"
    )
    alignment = align(HEADER + garbled + NOTES, FILING, "page", "ocr")
    assert {miss.row for miss in alignment.missed} == {"transactions[0]"}
    masked = " ".join(alignment.annotated.text[a:b] for a, b in alignment.annotated.masked)
    assert "O3/Ol/2O24" in masked
    assert "9.OOO" in masked


def test_one_misread_value_is_masked_and_the_rest_of_its_row_kept() -> None:
    text = TABLES.replace("1,250 D", "1,25 qD")
    alignment = align(text, FILING, "page", "ocr")
    rows = {(miss.row, miss.field) for miss in alignment.missed if miss.row == "transactions[0]"}
    assert rows == {
        ("transactions[0]", "transaction_shares"),
        ("transactions[0]", "transaction_acquired_disposed_code"),
    }
    assert [text[a:b] for a, b in alignment.annotated.masked] == ["1,25 qD"]


def test_one_of_two_equal_neighbours_is_not_guessed() -> None:
    gift = Row(
        Table.NON_DERIVATIVE,
        security_title="Common Stock",
        transaction_date=date(2024, 3, 1),
        transaction_code="G",
        transaction_shares=Decimal(10),
        transaction_acquired_disposed_code="D",
        transaction_price_per_share=Decimal(0),
        shares_owned_following_transaction=Decimal(0),
    )
    text = "Table I - Non-Derivative\nCommon Stock 03/01/2024 G 10 D 0\n"
    alignment = align(text, Filing(form_type="4", transactions=(gift,)), "page", "ocr")
    assert {miss.field for miss in alignment.missed} == {
        "transaction_price_per_share",
        "shares_owned_following_transaction",
    }
    assert [text[a:b] for a, b in alignment.annotated.masked] == ["0"]


def test_heads_repeated_by_a_page_break_cut_a_cell_in_two() -> None:
    text = """Table I - Non-Derivative Securities Acquired
Class A Common Stock 700 I By Family
https://www.sec.gov/page 1/2
Table I - Non-Derivative Securities Acquired
1. Title of Security (Instr. 3) 2. Transaction Date
Code V Amount (A) or (D) Price
Trust, L.P.
"""
    alignment = align(text, Filing(form_type="4", holdings=(HELD,)), "page", "raw")
    assert [piece for label, piece in labelled(alignment) if label == "nature_of_ownership"] == [
        "By Family",
        "Trust, L.P.",
    ]
    assert alignment.annotated.masked == ()


def test_the_list_of_owners_after_the_tables_is_labelled_too() -> None:
    text = (
        HEADER
        + TABLES
        + """Reporting Owners
Reporting Owner Name / Address Director 10% Owner Officer Other
Doe Jane
1 MAIN STREET X CFO
Signatures
"""
    )
    spans = labelled(align(text, FILING, "page", "sheet"))
    assert spans[-3:] == [
        ("owner_name", "Doe Jane"),
        ("is_director", "X"),
        ("officer_title", "CFO"),
    ]


def test_a_mark_too_many_leaves_the_roles_in_doubt() -> None:
    text = HEADER.replace("X Director 10% Owner", "X Director X 10% Owner")
    alignment = align(text, FILING, "page", "plain")
    marks = [label for label, _ in labelled(alignment) if label.startswith("is_")]
    assert marks == ["is_director", "is_officer"]  # each before its own caption
    in_doubt = [text[start:end] for start, end in alignment.annotated.masked]
    assert any("X" in piece for piece in in_doubt)


def test_a_number_centred_beside_its_note_parts_the_note() -> None:
    text = """Explanation of Responses:
Sold under
(1)
a plan.
** Signature of Reporting Person
"""
    filing = Filing(form_type="4", footnotes={"F1": "Sold under a plan."})
    assert labelled(align(text, filing, "page", "layout")) == [
        ("footnote_text", "Sold under"),
        ("footnote_id", "1"),
        ("footnote_text", "a plan."),
    ]


@given(
    shares=st.integers(1, 10**7),
    price=st.decimals("0.01", "9999", places=2),
    owned=st.integers(10**7 + 1, 10**9),
    code=st.sampled_from("SPAMFG"),
    separator=st.sampled_from([" ", "\n", "\t\t", " | ", "  |  ", "\n\n"]),
)
def test_spans_of_a_row_spell_its_values(
    shares: int, price: Decimal, owned: int, code: str, separator: str
) -> None:
    row = Row(
        Table.NON_DERIVATIVE,
        security_title="Common Stock",
        transaction_date=date(2024, 3, 1),
        transaction_code=code,
        transaction_shares=Decimal(shares),
        transaction_acquired_disposed_code="D",
        transaction_price_per_share=price,
        shares_owned_following_transaction=Decimal(owned),
    )
    printed = ["Common Stock", "03/01/2024", code, f"{shares:,}", "D", f"${price}", f"{owned:,}"]
    text = "Table I - Non-Derivative Securities\n" + separator.join(printed) + "\n"
    alignment = align(text, Filing(form_type="4", transactions=(row,)), "page", "any")
    assert [piece for _, piece in labelled(alignment)] == [p.lstrip("$") for p in printed]
    assert alignment.missed == ()


@given(st.text(alphabet="Table I-NonDerivative 0123/X()|\n", max_size=200))
def test_any_text_is_labelled_without_overlap_or_left_alone(text: str) -> None:
    align(text, FILING, "page", "any")  # AnnotatedText itself refuses overlapping spans


def test_place_reads_cells_in_any_order_of_lines_but_not_within_one() -> None:
    cells = row_cells(HELD, "4")
    backwards = place(cut_atoms("I 700 Class A Common Stock By Family Trust, L.P."), cells)
    by_lines = place(cut_atoms("I\n700\nClass A Common Stock\nBy Family Trust, L.P."), cells)
    assert by_lines.cost < 2 < backwards.cost


def test_fold_keeps_letters_and_digits_alone() -> None:
    assert fold("Nestlé S.A. (CL-B) №5") == "nestlesaclbno5"


def test_real_text_layer_pages_are_masked_in_a_hundredth_at_most(shared: Path) -> None:
    from form4.training.corpus import real_texts

    share = [
        sum(b - a for a, b in annotated.masked) / len(annotated.text)
        for annotated, _ in islice(real_texts(shared / "data", "dev"), 25)
        if "tesseract" not in annotated.layout
    ]
    assert share
    assert sum(share) / len(share) < 0.01


def test_training_texts_keep_clear_of_validation_and_of_each_other(shared: Path) -> None:
    from form4.training.corpus import read_split, real_filings, real_texts

    split = read_split(shared / "data")
    dev = list(islice(real_texts(shared / "data", "dev"), 10))
    issuers = {
        part: {filing.issuer.name for filing in real_filings(shared / "data", part)}
        for part in ("train", "dev", "all")
    }
    assert not issuers["train"] & issuers["dev"]
    assert issuers["all"] == issuers["train"] | issuers["dev"]
    assert {filing.issuer.name for _, filing in dev} <= issuers["dev"]
    for annotated, _ in dev:
        assert annotated.document_id.split(".")[0] not in split.validation_stems
        assert annotated.layout not in split.unseen_converters
