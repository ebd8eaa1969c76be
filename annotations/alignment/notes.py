"""Places footnotes, remarks and signatures."""

import re
from difflib import SequenceMatcher

from form4.annotations.alignment.atoms import Atom, between, cut_atoms, fold
from form4.annotations.alignment.cells import Cell, date_cell, mark_cell, text_cell
from form4.annotations.alignment.matching import is_done
from form4.annotations.alignment.placed import Findings, Placed, pieces_of
from form4.annotations.alignment.placing import place
from form4.annotations.alignment.regions import Range
from form4.annotations.alignment.search import find_text, lines_around
from form4.model.filing import Filing, Signature
from form4.model.spans import Span

_NOTES = re.compile(r"Explanation\s*of\s*Responses", re.IGNORECASE)
_REMARKS = re.compile(r"Remarks?\s*[:;.]", re.IGNORECASE)
_SIGNED = re.compile(r"\W*S?ignature\s+of\s+Report\w*", re.IGNORECASE)
_SIGNATURES = re.compile(r"^[\s#*|]*Signatures?\s*\|?\s*$", re.IGNORECASE | re.MULTILINE)
_PREFIX = re.compile(r"^\W*(?:/?\s*s\s*/+|by\s*:)?\s*(?:by\s*:)?\s*", re.IGNORECASE)
_FURNITURE = re.compile(r"https?:|\d:\d\d\s*[AP]M|SEC\s*FORM", re.IGNORECASE)
_TRUSTED_SHARE = 0.75  # of a note's words; below it the place is in doubt
_SLACK_ATOMS = 60  # page furniture and boilerplate before or within a note
_MAX_SPREAD = 1.3  # of a note's words, with what the page puts between them
_STRAY_GAP = 25  # words between two of a note that are page furniture at most
_ZONE_ATOMS = 60  # atoms of a signature before its caption


def place_notes(
    text: str, atoms: list[Atom], filing: Filing, after: Range, findings: Findings
) -> None:
    """Place footnotes, remarks and signatures in the text after the tables."""
    caption = _NOTES.search(text, after[0])
    start = caption.end() if caption else after[0]
    end = _place_footnotes(text, between(atoms, start, after[1]), filing, findings)
    _place_remarks(text, between(atoms, after[0], after[1]), filing, findings)
    _place_signatures(text, atoms, filing, after, max(end, 0), findings)


def _place_footnotes(text: str, atoms: list[Atom], filing: Filing, findings: Findings) -> int:
    """Place the notes in their order; gives the offset at which the last one ends."""
    if not filing.footnotes or not atoms:
        return 0
    norms = [atom.norm for atom in atoms]
    cursor, slack, unsure = 0, _SLACK_ATOMS, False
    for name, note in filing.footnotes.items():
        words = [atom.norm for atom in cut_atoms(note)]
        window = norms[cursor : cursor + int(1.3 * len(words)) + slack]
        matched = _matched(words, window)
        found = _dense([cursor + number for number in matched if number is not None])
        if not _is_trusted(found, len(words)):
            findings.miss(text_cell("footnote_text", "footnote_text", note), name)
            slack, unsure = slack + 2 * len(words), True
            continue
        cursor = _place_note(text, atoms, mark_cell("footnotes", name), found, findings, name)
        slack = _SLACK_ATOMS
        unsure = unsure or matched[0] is None or matched[-1] is None
    if unsure:
        end = cursor + (slack if slack > _SLACK_ATOMS else 0)
        _mask_unlabelled(atoms[:end], findings)
    return max((span.end for span in findings.spans if span.label == "footnote_text"), default=0)


def _matched(wanted: list[str], given: list[str]) -> list[int | None]:
    """For each wanted word the number of the given word that is the same one."""
    for start in range(len(given) - len(wanted) + 1):
        if given[start] == wanted[0] and given[start : start + len(wanted)] == wanted:
            return list(range(start, start + len(wanted)))
    result: list[int | None] = [None] * len(wanted)
    matcher = SequenceMatcher(None, wanted, given, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            result[block.a + step] = block.b + step
    return result


def _dense(numbers: list[int]) -> list[int]:
    """The numbers without stray ones far off either end."""
    found = list(numbers)
    while len(found) > 1 and found[1] - found[0] > _STRAY_GAP:
        found.pop(0)
    while len(found) > 1 and found[-1] - found[-2] > _STRAY_GAP:
        found.pop()
    return found


def _place_note(
    text: str,
    atoms: list[Atom],
    mark: Cell,
    matched: list[int],
    findings: Findings,
    name: str,
) -> int:
    """Label a note's text, cut at its own number and at page furniture, and its number."""
    first, last, known = matched[0], matched[-1], set(matched)
    inside, numbers = [], []
    for number in range(first, last + 1):
        atom = atoms[number]
        if number not in known and atom.norm in mark.forms and _opens_line(text, atom):
            numbers.append(atom)
        elif not _is_furniture(text, atom):
            inside.append(number)
    before = atoms[first - 1] if first else None
    if not numbers and before is not None and before.norm in mark.forms:
        numbers = [before]
    for atom in numbers[:1]:
        findings.spans.append(Span(atom.start, atom.end, "footnote_id"))
    pieces = [_edged(text, piece) for piece in _joined(atoms, inside)]
    findings.spans.extend(Span(start, end, "footnote_text") for start, end in pieces)
    findings.placed.append(Placed("footnote_text", name, "", tuple(pieces)))
    if not numbers:
        findings.miss(mark, name)
        if before is not None:
            findings.masked.append((before.start, atoms[first].start))
    return last + 1


def _joined(atoms: list[Atom], numbers: list[int]) -> list[Range]:
    """Runs of neighbouring atoms as ranges of text."""
    pieces: list[list[int]] = []
    previous = None
    for number in numbers:
        if previous is not None and number == previous + 1:
            pieces[-1][1] = atoms[number].end
        else:
            pieces.append([atoms[number].start, atoms[number].end])
        previous = number
    return [(start, end) for start, end in pieces]


def _edged(text: str, piece: Range) -> Range:
    """The piece with the punctuation that touches it."""
    start, end = piece
    while (
        end < len(text) and not text[end].isalnum() and not text[end].isspace() and text[end] != "|"
    ):
        end += 1
    while start > 0 and text[start - 1] in "\"'“‘($[":
        start -= 1
    return start, end


def _opens_line(text: str, atom: Atom) -> bool:
    """Whether nothing but a bracket precedes a number: one centred beside its note."""
    start, _ = lines_around(text, atom.start, 1)
    return not fold(text[start : atom.start])


def _is_furniture(text: str, atom: Atom) -> bool:
    start, end = lines_around(text, atom.start, 1)
    return _FURNITURE.search(text, start, end) is not None


def _is_trusted(found: list[int], words: int) -> bool:
    """Whether enough of a note was found, and not spread over more text than it has."""
    enough = len(found) >= max(1.0, _TRUSTED_SHARE * words)
    return enough and found[-1] - found[0] <= _MAX_SPREAD * words + _STRAY_GAP


def _mask_unlabelled(atoms: list[Atom], findings: Findings) -> None:
    """Doubt the words between the notes, where one of them is torn or missing."""
    labelled = [(s.start, s.end) for s in findings.spans if s.label.startswith("footnote_")]
    for atom in atoms:
        if not any(left <= atom.start < right for left, right in labelled):
            findings.masked.append((atom.start, atom.end))


def _place_remarks(text: str, atoms: list[Atom], filing: Filing, findings: Findings) -> None:
    if not filing.remarks or not atoms:
        return
    caption = _REMARKS.search(text, atoms[0].start)
    start = caption.end() if caption else atoms[0].start
    inside = [atom for atom in atoms if atom.start >= start]
    cell = text_cell("remarks", "remarks", filing.remarks)
    places = find_text(text, inside, filing.remarks)[:1]
    if not places:
        places = _place_long(text, inside, filing.remarks)
    if places:
        findings.place(cell, "filing", places)
        return
    findings.miss(cell, "filing")
    if caption:
        findings.masked.append(lines_around(text, caption.start(), 6))


def _place_long(text: str, atoms: list[Atom], value: str) -> list[Range]:
    """A long text with slips or interruptions, empty when too little of it is there."""
    words = [atom.norm for atom in cut_atoms(value)]
    window = atoms[: 2 * len(words) + 40]
    matched = _matched(words, [atom.norm for atom in window])
    found = [number for number in matched if number is not None]
    if not found or len(found) < _TRUSTED_SHARE * len(words):
        return []
    if found[-1] - found[0] > 1.3 * len(words) + 12:
        return []
    inside = [n for n in range(found[0], found[-1] + 1) if not _is_furniture(text, window[n])]
    return [_edged(text, piece) for piece in _joined(window, inside)]


def _place_signatures(
    text: str,
    atoms: list[Atom],
    filing: Filing,
    after: Range,
    notes_end: int,
    findings: Findings,
) -> None:
    """Place signatures before their captions, or all of them before the only caption."""
    captions = list(_SIGNED.finditer(text, after[0]))
    title = _SIGNATURES.search(text, after[0])
    start = title.end() if title else after[0]
    rows = [
        (f"signatures[{number}]", signature) for number, signature in enumerate(filing.signatures)
    ]
    groups = [[row] for row in rows] if len(captions) >= len(rows) else [rows]
    ends = [match.start() for match in captions] or [after[1]]
    for group, end in zip(groups, ends, strict=False):
        if start <= notes_end <= end:
            start = notes_end
        zone = between(atoms, start, end)[-_ZONE_ATOMS * len(group) :]
        _place_signature(text, zone, group, findings)
        start = next((match.end() for match in captions if match.start() == end), end)


def _place_signature(
    text: str, zone: list[Atom], group: list[tuple[str, Signature]], findings: Findings
) -> None:
    owned = [(row, cell) for row, signature in group for cell in _signature_cells(signature)]
    placement = place(zone, tuple(cell for _, cell in owned))
    for index, (row, cell) in enumerate(owned):
        own = [a for a, o in zip(zone, placement.cell_of_atom, strict=True) if o == index]
        if is_done(cell, placement.done[index]):
            findings.place(cell, row, pieces_of(text, cell, own))
        else:
            findings.miss(cell, row)
            findings.masked.extend([(zone[0].start, zone[-1].end)] if zone else [])


def _signature_cells(signature: Signature) -> list[Cell]:
    cells = []
    if signature.name:
        name = _PREFIX.sub("", signature.name) or signature.name
        cells.append(text_cell("signature_name", "signature_name", name))
    if signature.date:
        cells.append(date_cell("signature_date", "signature_date", signature.date))
    return cells
