"""Annotated pages made from filings: template, linearizer and noise as three independent axes."""
