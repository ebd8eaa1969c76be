"""Errors that name what happened, where, and what to do about it."""


class Form4Error(Exception):
    """A problem the user can act on; its message is one sentence, shown without a traceback."""


class DocumentError(Form4Error):
    """A document that cannot be read as text."""


class ModelError(Form4Error):
    """A missing, damaged or incompatible model."""


class RegionError(Form4Error):
    """A labelled span that does not fit its text or its neighbours."""


class ExportError(Form4Error):
    """An annotation export that cannot be used."""


class ConfigError(Form4Error):
    """A wrong setting, naming its path."""


class ServerError(Form4Error):
    """A server that refuses, or that cannot be reached."""
