"""The model that comes with form4 reads a plain page."""

from form4.inference.extract import Extractor

PAGE = """FORM 4
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
1. Name and Address of Reporting Person*
Roe Jane A.
2. Issuer Name and Ticker or Trading Symbol
ALDER NETWORKS INC [ALDN]
3. Date of Earliest Transaction (Month/Day/Year)
08/15/2013
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Security\t2. Transaction Date\t3. Transaction Code\t4. Amount\t(A) or (D)\tPrice\tOwned
Common Stock\t08/15/2013\tS\t1,500\tD\t$23.47\t20,250\tD
"""


def test_a_plain_page_is_read() -> None:
    filing = Extractor().extract(PAGE)
    (row,) = filing.transactions
    assert (filing.issuer.trading_symbol, row.transaction_code) == ("ALDN", "S")
    assert (str(row.transaction_date), str(row.transaction_shares)) == ("2013-08-15", "1500")
    assert (str(row.transaction_price_per_share), filing.form_type) == ("23.47", "4")
