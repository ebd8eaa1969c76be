"""Extraction without learning: spans by captions, value types and the order of columns."""
