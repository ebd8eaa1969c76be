"""Two methods side by side: paired scores against gold, agreement without, and a page to look."""
