"""A price whose point was lost, told by the prices of the same stock in the same filing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from form4.inference.assembly.draft import Draft
from form4.inference.assembly.items import fold
from form4.inference.assembly.reading import Reading
from form4.model.filing import Origin, Table

_PRICE = "transaction_price_per_share"
_AT_MARKET = frozenset("PSF")
_SCORE = 0.7
_FAR_OFF = 8
_NEAR = Decimal("1.5")
_MOST_DECIMALS = 4


def restore_points(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with points put back where exactly one place makes the price like its peers.

    Peers are the market prices of one security that were read with their points.
    """
    usual = _usual_prices(drafts)
    return [_restored(draft, usual) for draft in drafts]


def _usual_prices(drafts: Sequence[Draft]) -> dict[str, Decimal]:
    """The median of the prices that were read with their points, by the security's title."""
    prices: dict[str, list[Decimal]] = {}
    for draft in drafts:
        reading = draft.cells.get(_PRICE)
        if reading is None or not _is_at_market(draft) or "." not in reading.evidence.text:
            continue
        if isinstance(reading.value, Decimal):
            prices.setdefault(_title(draft), []).append(reading.value)
    return {title: median(peers) for title, peers in prices.items()}


def _title(draft: Draft) -> str:
    return fold(str(draft.value("security_title")))


def _restored(draft: Draft, prices: Mapping[str, Decimal]) -> Draft:
    reading = draft.cells.get(_PRICE)
    if reading is None or not _is_at_market(draft) or "." in reading.evidence.text:
        return draft
    if not isinstance(reading.value, Decimal) or reading.value != reading.value.to_integral_value():
        return draft
    usual = prices.get(_title(draft))
    if usual is None or reading.value < usual * _FAR_OFF:
        return draft
    fits = [one for one in _with_points(reading.value) if usual / _NEAR <= one <= usual * _NEAR]
    return draft if len(fits) != 1 else _with_price(draft, reading, fits[0], usual)


def _is_at_market(draft: Draft) -> bool:
    return draft.table is Table.NON_DERIVATIVE and draft.value("transaction_code") in _AT_MARKET


def _with_points(value: Decimal) -> list[Decimal]:
    return [value.scaleb(-places) for places in range(1, _MOST_DECIMALS + 1)]


def _with_price(draft: Draft, reading: Reading, price: Decimal, usual: Decimal) -> Draft:
    score = min(reading.score, _SCORE)
    evidence = replace(reading.evidence, origin=Origin.REPAIRED, score=score)
    mended = replace(reading, value=price, evidence=evidence, others=(reading.value,))
    warning = f"{_PRICE}: {price} by its point, as the other prices are about {usual}"
    return draft.with_cell(_PRICE, mended).warned(warning)
