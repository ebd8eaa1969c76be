"""How well filings are read: one stored matching of two filings, and every score made from it."""
