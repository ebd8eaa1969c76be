"""Errors of the command line in one sentence: what, where, what to do."""

import re

import typer

from form4.model.errors import Form4Error

# What the parser raises, by its base: the class itself has no public name in all versions.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_REWORDED = (  # what the libraries say, and what is meant
    (r"^Invalid value for '(?:[^']* / )?([^']+)': ", r"\1: "),
    (r"Value error, ", ""),
    (r"Input should be a valid integer.*", "give a whole number"),
    (r"Input should be a valid number.*", "give a number"),
    (r"Input should be greater than or equal to ([-\d.e]+)", r"give \1 or more"),
    (r"Input should be less than or equal to ([-\d.e]+)", r"give \1 or less"),
    (r"'(.*)' is not one of (.*)", r"'\1' is not known; give one of \2"),
    (r"^No such command", "there is no command"),
    (r"^No such option: (\S*)", r"\1: there is no such option"),
    (r"^Missing (?:option|argument|parameter):? '?([\w-]+)[.']*", r"\1: is missing"),
    (r"^Option '([^']+)' requires an argument\.", r"\1: give a value behind it"),
    (r"^Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", r"\1: more than is asked for"),
)


def usage_sentence(error: Exception) -> str:
    """What was wrong about a call; the whole help for a call without anything."""
    message = getattr(error, "format_message", error.__str__)()
    if "\n" in message.strip():
        return str(message)
    for pattern, meant in _REWORDED:
        message = re.sub(pattern, meant, message)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "form4"
    ending = "" if message.endswith((".", "?")) else "."
    return f"{path}: {message}{ending} See {path} --help."


def error_sentence(error: Form4Error | OSError) -> str:
    """The sentence of an error, of one line; one of the system gets its place named."""
    if isinstance(error, OSError):
        where = error.filename or "standard output"  # files that are read or written have names
        return f"{where}: {error.strerror or error}. Check the place, its rights and its space."
    return " ".join(str(error).split())
