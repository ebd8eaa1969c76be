"""One run at a time on one output; a lock that a kill releases."""

from pathlib import Path
from typing import BinaryIO

from form4.model.errors import ConfigError

try:
    import fcntl
except ImportError:  # not on Windows, where two runs at once are left to their makers
    fcntl = None  # type: ignore[assignment]


def lock(file: BinaryIO, folder: Path) -> None:
    """Hold a file until it is closed; raises ConfigError when another process holds it."""
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ConfigError(
            f"{folder}: another run writes there now. Wait for it, or choose another output."
        ) from error
    except OSError:  # a file system that knows no locks
        return
