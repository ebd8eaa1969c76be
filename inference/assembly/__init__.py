"""Rows and heads from labelled spans: the rule-based half of extraction."""

from form4.inference.assembly.assemble import assemble

__all__ = ["assemble"]
