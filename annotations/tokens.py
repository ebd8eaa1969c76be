"""Tokens of Label Studio: checked where they are read, so that no later error has to show one."""

from form4.model.errors import ConfigError

TOKEN_HELP = (
    "Use a personal access token (Account & Settings, Personal Access Token), or let an "
    "administrator enable legacy tokens for the organization (Organization, API Tokens Settings)."
)
_LEGACY_DIGITS = 40


def checked_token(token: str) -> str:
    """The token without blanks around it; raises ConfigError, which does not show it.

    A header takes printable ASCII alone: with anything else HTTP libraries raise errors that quote
    the whole header.
    """
    token = token.strip()
    if not all("!" <= character <= "~" for character in token):
        raise ConfigError(
            "The token has a blank, a line end or a character outside ASCII inside, which no token "
            "has. Copy it again."
        )
    return token


def is_legacy(token: str) -> bool:
    """Whether a token goes as it is; a personal one is exchanged for one that lasts minutes."""
    return len(token) == _LEGACY_DIGITS and "." not in token
