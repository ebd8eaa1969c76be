from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.carry import carry
from form4.annotations.scans.degrade import Affine
from form4.annotations.scans.judging import Fate
from form4.annotations.scans.marked import MASK
from form4.annotations.scans.printing import Glyph, PrintedPage
from form4.annotations.scans.reading import Reading, Word

POINTS = Affine(1, 0, 0, 0, 1, 0)


def glyphs(print_: str, values: str, line: int = 0) -> tuple[Glyph, ...]:
    """Ten points a character, a line every twenty; the value of each as a digit."""
    return tuple(
        Glyph(sign, 10 * place + 5, 20 * line + 10, int(value))
        for place, (sign, value) in enumerate(zip(print_, values, strict=True))
        if sign != " "
    )


def words(text: str, *boxes: tuple[str, int, int]) -> Reading:
    """A reading whose words lie over the given characters of the first line."""
    found, position = [], 0
    for word, left, right in boxes:
        start = text.index(word, position)
        position = start + len(word)
        found.append(Word(start, position, 10 * left, 2, 10 * right, 18))
    return Reading(text, tuple(found))


def carried(
    printed: tuple[Glyph, ...], labels: tuple[str | None, ...], reading: Reading
) -> tuple[AnnotatedText, Fate]:
    return carry([(PrintedPage(600, 800, printed), POINTS, reading)], labels, "a", "scan")


def marked(page: AnnotatedText) -> list[tuple[str, str]]:
    return [(page.text[span.start : span.end], span.label) for span in page.spans]


def masked(page: AnnotatedText) -> list[str]:
    return [page.text[start:end] for start, end in page.masked]


def test_a_mark_swallowed_by_a_code_keeps_its_label() -> None:
    labels = (None, "transaction_code", "footnote_mark")
    page, fate = carried(glyphs("J(1)", "1020"), labels, words("JO\n", ("JO", 0, 4)))
    assert marked(page) == [("J", "transaction_code"), ("O", "footnote_mark")]
    assert fate.to_dict() == {
        "kept": {"footnote_mark": 1, "transaction_code": 1},
        "masked": {},
        "lost": {},
    }


def test_a_joined_cell_splits_into_its_values() -> None:
    labels = (None, "transaction_shares", "transaction_acquired_disposed_code")
    printed = glyphs("2,248,637 A", "11111111102")
    page, _ = carried(printed, labels, words("2,248,637/A\n", ("2,248,637/A", 0, 11)))
    assert marked(page) == [
        ("2,248,637", "transaction_shares"),
        ("A", "transaction_acquired_disposed_code"),
    ]


def test_a_garbled_date_keeps_its_label_and_a_ruined_one_is_masked() -> None:
    labels = (None, "transaction_date", "transaction_date")
    printed = (*glyphs("08/15/2013", "1" * 10), *glyphs(" " * 12 + "08/16/2013", "2" * 22))
    reading = words("0B/1S/20l3 wmee\n", ("0B/1S/20l3", 0, 10), ("wmee", 12, 22))
    page, fate = carried(printed, labels, reading)
    assert marked(page) == [("0B/1S/20l3", "transaction_date")]
    assert masked(page) == ["wmee"]
    assert (fate.kept["transaction_date"], fate.masked["transaction_date"]) == (1, 1)


def test_a_scrap_of_a_number_is_masked() -> None:
    page, _ = carried(
        glyphs("2,248,637", "1" * 9), (None, "transaction_shares"), words("37\n", ("37", 7, 9))
    )
    assert (marked(page), masked(page)) == ([], ["37"])


def test_what_nobody_read_is_lost() -> None:
    printed = (*glyphs("Doe", "111"), *glyphs("F", "2", line=3))
    page, fate = carried(
        printed, (None, "owner_name", "transaction_code"), words("Doe\n", ("Doe", 0, 3))
    )
    assert marked(page) == [("Doe", "owner_name")]
    assert fate.lost == {"transaction_code": 1}


def test_a_letter_at_the_edge_that_was_never_printed_is_masked() -> None:
    page, _ = carried(
        glyphs("500", "111"), (None, "transaction_shares"), words("5001\n", ("5001", 0, 3))
    )
    assert marked(page) == [("500", "transaction_shares")]
    assert masked(page) == ["1"]


def test_dirt_inside_a_text_belongs_to_it_and_dirt_beside_it_does_not() -> None:
    printed = (*glyphs("of tax", "110111"), *glyphs("due", "111", line=2))
    text = "i of ~ tax\nj\ndue .\n"
    places = {"of": (0, 20, 2), "tax": (30, 60, 2), "due": (0, 30, 42)}
    boxes = []
    for word in text.split():
        start = text.index(word, boxes[-1].end if boxes else 0)
        left, right, top = places.get(word, (300, 310, 400))
        boxes.append(Word(start, start + len(word), left, top, right, top + 16))
    page, _ = carried(printed, (None, "footnote_text"), Reading(text, tuple(boxes)))
    assert marked(page) == [("of ~ tax\nj\ndue", "footnote_text")]


def test_masked_print_stays_masked() -> None:
    page, fate = carried(glyphs("X", "1"), (None, MASK), words("X\n", ("X", 0, 1)))
    assert (marked(page), masked(page), sum(fate.lost.values())) == ([], ["X"], 0)


def test_pages_follow_each_other() -> None:
    sheets = [PrintedPage(600, 800, glyphs("Doe", value * 3)) for value in "12"]
    reading = words("Doe\n\f", ("Doe", 0, 3))
    page, _ = carry(
        [(sheet, POINTS, reading) for sheet in sheets], (None, "owner_name", "owner_name"), "a", "b"
    )
    assert page.text == "Doe\n\fDoe\n\f"
    assert [(span.start, span.end) for span in page.spans] == [(0, 3), (5, 8)]
