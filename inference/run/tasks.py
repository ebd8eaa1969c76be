"""Documents on their way to the processes that read them."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A document with its number, and whether it has brought down a process before."""

    number: int
    source: str
    suspect: bool = False


class Queue:
    """Documents to hand out: those that come back first, then the rest in their order."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._coming = (Task(number, source) for number, source in enumerate(sources))
        self._next = next(self._coming, None)
        self._back: deque[Task] = deque()

    def peek(self, limit: int) -> Task | None:
        """The next document, if it may go out while only those before `limit` may."""
        if self._back:
            return self._back[0]
        if self._next is None or self._next.number >= limit:
            return None
        return self._next

    def pop(self) -> Task:
        """Take the next document."""
        if self._back:
            return self._back.popleft()
        if self._next is None:
            raise IndexError("no document is left")
        task, self._next = self._next, next(self._coming, None)
        return task

    def put_back(self, tasks: Iterable[Task]) -> None:
        """Documents that are to be read before all others."""
        self._back.extendleft(reversed(list(tasks)))

    def is_empty(self) -> bool:
        """Whether all have been handed out."""
        return not self._back and self._next is None
