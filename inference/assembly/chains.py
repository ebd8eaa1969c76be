"""Rows of one security and one holder, whose figures owned follow from row to row."""

from collections.abc import Sequence

from form4.inference.assembly.draft import OWNED, Draft
from form4.inference.assembly.items import fold
from form4.model.filing import Table
from form4.model.values import Value

__all__ = ["OWNED", "SHARES", "SIDE", "chain_key", "find_chains"]

SHARES = "transaction_shares"
SIDE = "transaction_acquired_disposed_code"
_HOLDER = ("security_title", "direct_or_indirect_ownership", "nature_of_ownership")


def find_chains(drafts: Sequence[Draft]) -> list[list[int]]:
    """The positions of rows of one security and one holder, in the order of the rows."""
    chains: dict[tuple[Value, ...], list[int]] = {}
    for index, draft in enumerate(drafts):
        key = chain_key(draft.table, *(draft.value(name) for name in _HOLDER))
        chains.setdefault(key, []).append(index)
    return list(chains.values())


def chain_key(table: Table, title: Value, ownership: Value, nature: Value) -> tuple[Value, ...]:
    """What rows of one security and one holder have in common."""
    return table, fold(str(title)), ownership, fold(str(nature))
