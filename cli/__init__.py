"""The form4 command, one module a verb."""
