"""Pages of words that have a place, from PDFs and from OCR, and the text that they make."""
