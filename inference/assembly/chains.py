"""Rows of one security and one holder, whose figures owned follow from row to row."""

from collections.abc import Sequence

from form4.inference.assembly.draft import OWNED, Draft
from form4.inference.assembly.items import fold
from form4.model.values import Value

__all__ = ["OWNED", "SHARES", "SIDE", "find_chains"]

SHARES = "transaction_shares"
SIDE = "transaction_acquired_disposed_code"


def find_chains(drafts: Sequence[Draft]) -> list[list[int]]:
    """The positions of rows of one security and one holder, in the order of the rows."""
    chains: dict[tuple[Value, ...], list[int]] = {}
    for index, draft in enumerate(drafts):
        key = (
            draft.table,
            fold(str(draft.value("security_title"))),
            draft.value("direct_or_indirect_ownership"),
            fold(str(draft.value("nature_of_ownership"))),
        )
        chains.setdefault(key, []).append(index)
    return list(chains.values())
