"""Papers that are no ownership form, written by hand after real ones: no row may come out."""

import pytest

from form4.inference.extract import Extractor

FORM_144 = """\
UNITED STATES SECURITIES AND EXCHANGE COMMISSION
Washington, D.C. 20549
FORM 144
NOTICE OF PROPOSED SALE OF SECURITIES
PURSUANT TO RULE 144 UNDER THE SECURITIES ACT OF 1933

144: Issuer Information
Name of Issuer\tQUILLFERN NETWORKS INC
SEC File Number\t001-98765
Address of Issuer\t4 HARBOR WAY, PORT ELLERY, MA, 01999
Name of Person for Whose Account the Securities are To Be Sold\tMARLOWE DAGNY T
Relationship to Issuer\tOfficer

144: Securities Information
Title of the Class of Securities To Be Sold\tName and Address of the Broker\tNumber of Shares or \
Other Units To Be Sold\tAggregate Market Value\tNumber of Shares Outstanding\tApproximate Date \
of Sale\tName the Securities Exchange
Common Stock\tHollis Brokerage LLC, 12 Pier Street, New York\t9418\t38801.16\t48211907\t08/19/2013\
\tNASDAQ

144: Securities To Be Sold
Title of the Class\tDate you Acquired\tNature of Acquisition Transaction\tName of Person from Whom \
Acquired\tAmount of Securities Acquired\tDate of Payment\tNature of Payment
Common Stock\t02/15/2012\tVesting of restricted stock\tIssuer\t9418\t02/15/2012\tCompensation

144: Securities Sold During The Past 3 Months
Name and Address of Seller\tTitle of Securities Sold\tDate of Sale\tAmount of Securities Sold\t\
Gross Proceeds
Dagny T. Marlowe\tCommon Stock\t06/17/2013\t5000\t20100.00
Dagny T. Marlowe\tCommon Stock\t07/15/2013\t2500\t10312.50

/s/ Dagny T. Marlowe\t08/19/2013
"""

PROXY = """\
                SECURITY OWNERSHIP OF CERTAIN BENEFICIAL OWNERS AND MANAGEMENT

The following table sets forth, as of March 31, 2014, the beneficial ownership of our common stock
by each director, each named executive officer, and all directors and executive officers as a group.

                                          Amount and Nature of
Name of Beneficial Owner                  Beneficial Ownership        Percent of Class
---------------------------------------  ---------------------       -----------------
Aurel Lindqvist                                  31,250 (1)                    *
Pilar Okonjo-Reyes                              402,118 (2)                  1.2%
Roscoe L. Abernathy                           3,118,400 (3)                  9.4%
All directors and executive officers
  as a group (11 persons)                     4,006,752                     12.1%

* Less than one percent.
(1) Includes 8,600 shares held by Mr. Lindqvist's spouse.
(2) Includes options to purchase 120,000 shares exercisable within 60 days at $18.25 per share.
(3) Based on a Schedule 13G filed on February 14, 2014.

                            2013 OPTION EXERCISES AND STOCK VESTED

Name                     Shares acquired on exercise   Value realized   Shares acquired on vesting
Pilar Okonjo-Reyes                 12,000                 $283,044               4,500
"""


@pytest.mark.parametrize("page", [FORM_144, PROXY], ids=["Form 144", "proxy statement"])
def test_no_row_is_made_up(page: str) -> None:
    filing = Extractor().extract(page)
    assert (filing.transactions, filing.holdings) == ((), ())
