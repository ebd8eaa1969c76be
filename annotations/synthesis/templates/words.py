"""Words that some prints have in place of the form's letters."""

CODE_WORDS: dict[str, tuple[str, ...]] = {
    "P": ("Purchase", "Open market purchase", "Open Market Purchase", "Buy", "Market purchase"),
    "S": ("Sale", "Open market sale", "Open Market Sale", "Sell", "Market sale"),
    "A": ("Award", "Grant", "Grant or award", "Stock award", "Grant, award or other acquisition"),
    "D": ("Disposition to issuer", "Sale back to issuer", "Return to issuer"),
    "F": ("Tax withholding", "Payment of exercise price or tax liability", "Shares withheld"),
    "I": ("Discretionary transaction", "Discretionary"),
    "M": ("Option exercise", "Exercise or conversion", "Exercise", "Exempt exercise"),
    "C": ("Conversion", "Conversion of derivative security"),
    "E": ("Expiration of short position", "Expiration of short derivative position"),
    "H": ("Cancellation", "Expiration of long derivative position"),
    "O": ("Exercise of out-of-the-money derivative", "Out-of-the-money exercise"),
    "X": ("Exercise of in-the-money derivative", "In-the-money exercise"),
    "G": ("Gift", "Bona fide gift", "Bona Fide Gift"),
    "L": ("Small acquisition", "Small acquisition under Rule 16a-6"),
    "W": ("Inheritance", "Acquisition or disposition by will", "Will or inheritance"),
    "Z": ("Voting trust deposit or withdrawal", "Voting trust"),
    "J": ("Other", "Other acquisition or disposition", "Other transaction"),
    "K": ("Equity swap", "Equity swap or similar instrument"),
    "U": ("Tender of shares", "Disposition in a tender offer", "Tender offer"),
}
DIRECTION_WORDS: dict[str, tuple[str, ...]] = {
    "A": ("Acquired", "Acquisition", "Acq."),
    "D": ("Disposed", "Disposition", "Disp."),
}
FORM_WORDS: dict[str, tuple[str, ...]] = {
    "D": ("Direct", "direct", "Directly"),
    "I": ("Indirect", "indirect", "Indirectly"),
}
CODE_VERBS: dict[str, tuple[str, ...]] = {
    "P": ("purchased", "bought", "Purchased", "Bought"),
    "S": ("sold", "sold", "Sold", "disposed of by sale"),
    "A": ("was granted", "was awarded", "received as an award", "Awarded"),
    "D": ("returned to the issuer", "forfeited", "sold back to the company"),
    "F": ("had withheld for taxes", "delivered for taxes", "Withheld for taxes"),
    "I": ("made a discretionary transaction in",),
    "M": ("exercised", "acquired on exercise of options", "Exercised"),
    "C": ("converted", "acquired on conversion", "Converted"),
    "E": ("let expire",),
    "H": ("gave up on cancellation", "cancelled"),
    "O": ("exercised out of the money",),
    "X": ("exercised in the money",),
    "G": ("gifted", "donated", "made a gift of", "Gifted"),
    "L": ("made a small acquisition of",),
    "W": ("inherited", "acquired by will"),
    "Z": ("put in or took out of a voting trust",),
    "J": ("distributed", "received in a distribution"),
    "K": ("entered into an equity swap over",),
    "U": ("tendered", "disposed of in the tender offer"),
}
"""What prose says in place of a code; the words are then the code."""
