"""What became of one document, as it travels from the process that read it to the writer."""

from dataclasses import dataclass

from form4.model.filing import Filing


@dataclass(frozen=True, slots=True)
class Result:
    """A document's records as chunks for the output's files, or the problem that it has.

    `source` is None for a path that led to no document. `filing` is set where nothing was asked to
    be encoded; `review` is a line with a task for people; `notes` are sentences to tell;
    `traceback` is for people who look for a bug.
    """

    source: str | None
    chunks: tuple[bytes, ...] = ()
    filing: Filing | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    left_out: int = 0
    review: bytes = b""
    traceback: str | None = None

    @property
    def name(self) -> str:
        """What it is told apart by."""
        return self.source if self.source is not None else self.problem or ""
