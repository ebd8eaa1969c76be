import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from form4.annotations.sec_xml import read_ownership_xml
from form4.model.errors import DocumentError
from form4.model.filing import (
    Evidence,
    Filing,
    Issuer,
    Origin,
    ReportingOwner,
    Row,
    Signature,
    Table,
)

SMALL = """<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0508</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2024-03-01</periodOfReport>
  <issuer><issuerCik>0000000001</issuerCik><issuerName>Acme &amp; Sons,
    Inc.</issuerName><issuerTradingSymbol>ACME</issuerTradingSymbol></issuer>
  <reportingOwner>
    <reportingOwnerId><rptOwnerCik>2</rptOwnerCik><rptOwnerName>Doe Jane</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerRelationship>
      <isDirector>true</isDirector><isOfficer>1</isOfficer><isTenPercentOwner>0</isTenPercentOwner>
      <officerTitle>CEO</officerTitle>
    </reportingOwnerRelationship>
  </reportingOwner>
  <aff10b5One>1</aff10b5One>
  <nonDerivativeTable>
    <nonDerivativeHolding>
      <securityTitle><value>Common Stock</value></securityTitle>
      <postTransactionAmounts><sharesOwnedFollowingTransaction><value>7</value>
      </sharesOwnedFollowingTransaction></postTransactionAmounts>
      <ownershipNature><directOrIndirectOwnership><value>I</value></directOrIndirectOwnership>
      <natureOfOwnership><value>By Trust</value></natureOfOwnership></ownershipNature>
    </nonDerivativeHolding>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2024-03-01-05:00</value></transactionDate>
      <transactionCoding><transactionFormType>4</transactionFormType>
        <transactionCode>S</transactionCode><equitySwapInvolved>0</equitySwapInvolved>
        <footnoteId id="F1"/></transactionCoding>
      <transactionAmounts>
        <transactionShares><value>1250.5</value></transactionShares>
        <transactionPricePerShare><footnoteId id="F2"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
    </nonDerivativeTransaction>
  </nonDerivativeTable>
  <footnotes><footnote id="F1">Sold under a plan.</footnote><footnote id="F2"/></footnotes>
  <ownerSignature><signatureName>/s/ Jane Doe</signatureName>
    <signatureDate>2024-03-04</signatureDate></ownerSignature>
</ownershipDocument>
"""


def without_evidence(filing: Filing) -> Filing:
    plain = Filing.from_dict(filing.to_dict())
    bare = [
        tuple(replace(part, evidence={}) for part in parts)
        for parts in (plain.reporting_owners, plain.transactions, plain.holdings)
    ]
    owners, transactions, holdings = bare
    rows = [
        tuple(replace(row, confidence=None) for row in part) for part in (transactions, holdings)
    ]
    return replace(
        plain,
        reporting_owners=owners,
        transactions=rows[0],
        holdings=rows[1],
        evidence={},
        confidence=None,
        model=None,
    )


def evidence_in(filing: Filing) -> dict[str, Evidence]:
    found = dict(filing.evidence)
    for name in ("owners", "transactions", "holdings"):
        parts = filing.reporting_owners if name == "owners" else getattr(filing, name)
        for index, part in enumerate(parts):
            found |= {f"{name}.{index}.{key}": one for key, one in part.evidence.items()}
    return found


def test_small_document_is_read_whole() -> None:
    assert without_evidence(read_ownership_xml(SMALL)) == Filing(
        form_type="4",
        period_of_report=date(2024, 3, 1),
        aff10b5_one=True,
        issuer=Issuer("0000000001", "Acme & Sons, Inc.", "ACME"),
        reporting_owners=(
            ReportingOwner("2", "Doe Jane", is_director=True, is_officer=True, officer_title="CEO"),
        ),
        transactions=(
            Row(
                Table.NON_DERIVATIVE,
                security_title="Common Stock",
                transaction_date=date(2024, 3, 1),
                transaction_code="S",
                equity_swap_involved=False,
                transaction_shares=Decimal("1250.5"),
                transaction_acquired_disposed_code="D",
                footnote_ids={
                    "transaction_code": ("F1",),
                    "transaction_price_per_share": ("F2",),
                },
            ),
        ),
        holdings=(
            Row(
                Table.NON_DERIVATIVE,
                security_title="Common Stock",
                shares_owned_following_transaction=Decimal(7),
                direct_or_indirect_ownership="I",
                nature_of_ownership="By Trust",
            ),
        ),
        footnotes={"F1": "Sold under a plan."},
        signatures=(Signature("/s/ Jane Doe", date(2024, 3, 4)),),
    )


def test_submission_text_around_the_document_is_ignored() -> None:
    body = SMALL.split("\n", 1)[1]
    wrapped = "<SEC-DOCUMENT>\n<XML>\n" + body + "\n</XML>\nplain & text < here"
    assert without_evidence(read_ownership_xml(wrapped)) == without_evidence(
        read_ownership_xml(SMALL)
    )


def test_stray_text_between_elements_does_not_matter() -> None:
    stray = SMALL.replace("<footnotes>", "\\n R&D <footnotes>")
    assert without_evidence(read_ownership_xml(stray)) == without_evidence(
        read_ownership_xml(SMALL)
    )


@pytest.mark.parametrize("name", ["Acme &amp; Sons", "Acmé & Sons — 株", "R&D <!-- x --> & Co"])
def test_every_value_says_where_it_stands(name: str) -> None:
    text = "é–\n" + SMALL.replace("Acme &amp; Sons,\n    Inc.", name).replace("Jane", "Zoë & 株")
    filing = read_ownership_xml(text)
    found = evidence_in(filing)
    assert {one.origin for one in found.values()} == {Origin.XML}
    for one in found.values():
        ((start, end),) = one.spans
        assert text[start:end] == one.text == one.text.strip()
    assert filing.evidence["issuer.name"].text == name
    assert found["signatures.0.name"].text == "/s/ Zoë & 株 Doe"
    assert found["transactions.0.transaction_date"].text == "2024-03-01-05:00"
    assert found["footnotes.F1"].text == "Sold under a plan."
    assert {"issuer.cik", "period_of_report", "form_type", "owners.0.is_director"} < set(found)


def test_an_exact_filing_is_sure_of_itself() -> None:
    filing = read_ownership_xml(SMALL)
    assert (filing.model, filing.confidence) == ("xml", 1.0)
    assert [row.confidence for row in filing.transactions + filing.holdings] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + SMALL, "document type"),
        (SMALL.replace("<issuer>", '<!ENTITY a SYSTEM "file:///etc/passwd"><issuer>'), "type"),
        ("<html></html>", "ownershipDocument"),
        ("", "ownershipDocument"),
        (SMALL.replace("</issuer>", ""), "well formed"),
        (SMALL.replace("</ownershipDocument>", ""), "well formed"),
        (SMALL.replace("Acme", "\x00"), "well formed"),
        (SMALL.replace("<issuer>", "<a>" * 200_000), "more than 100 in one another"),
        (SMALL.replace("<issuer>", "<a/>" * 200_000 + "<issuer>"), "more than 200,000 elements"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_ownership_xml(data)


def _without_nulls(part: object) -> object:
    if isinstance(part, dict):
        return {name: _without_nulls(value) for name, value in part.items() if value is not None}
    return [_without_nulls(item) for item in part] if isinstance(part, list) else part


def test_every_public_filing_equals_its_gold(shared: Path) -> None:
    files = sorted((shared / "data" / "xml").glob("*.xml"))
    assert files
    for file in files:
        gold = json.loads((shared / "data" / "gold" / f"{file.stem}.json").read_text("utf-8"))
        gold = {name: value for name, value in gold.items() if name not in ("inferred", "new")}
        read = read_ownership_xml(file.read_text("utf-8")).to_dict(gold=True)
        assert _without_nulls(read) == _without_nulls(gold), file.name
