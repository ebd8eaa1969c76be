"""The report's page: one file with everything in it, where document text is data, never markup.

Figures are escaped; documents lie in JSON, and the page's script puts them in as text alone. A
content policy names that script by its hash, so that nothing else could run.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import TextIO

from form4.inference.comparing.compared import Compared
from form4.inference.comparing.page_script import SCRIPT
from form4.inference.comparing.page_style import STYLE
from form4.inference.comparing.records import document_record
from form4.inference.comparing.sections import plots
from form4.inference.evaluation.report import AnySection, Grid

_UNSAFE: dict[str, str | int | None] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def write_page(
    stream: TextIO,
    sections: Sequence[AnySection],
    documents: Iterable[Compared],
    names: tuple[str, str],
) -> None:
    """Write the page, document by document."""
    title = f"form4: {names[0]} and {names[1]}"
    stream.write(_head(title))
    stream.write(f"<body><h1>{escape(title)}</h1>\n")
    stream.write(
        f'<p>first: <span class="name-first">{escape(names[0])}</span>, '
        f'second: <span class="name-second">{escape(names[1])}</span></p>\n'
    )
    stream.write(f'<section id="summary">{plots(sections, names)}')
    for section in sections:
        for number, grid in enumerate(section.grids()):
            stream.write(_table(grid, folded=number > 0))
    stream.write("</section>\n")
    stream.write(_CONTROLS.replace("FIRST", escape(names[0])).replace("SECOND", escape(names[1])))
    stream.write('<script type="application/json" id="names">')
    stream.write(_as_data(list(names)))
    stream.write("</script>\n")
    for document in documents:
        stream.write('<script type="application/json" class="document">')
        stream.write(_as_data(document_record(document)))
        stream.write("</script>\n")
    stream.write(f"<script>{SCRIPT}</script>\n</body></html>\n")


_CONTROLS = """<section id="documents"><h2>Documents</h2>
<noscript>The documents are shown by the page's own script, which is switched off.</noscript>
<p class="controls"><input id="search" type="search" placeholder="name or text" aria-label="search">
<label><input id="only" type="checkbox"> only where the two differ</label>
<select id="group" aria-label="group"><option value="">all groups</option></select>
<select id="order" aria-label="order"><option value="differing">most different first</option>
<option value="id">by name</option><option value="first">FIRST worst first</option>
<option value="second">SECOND worst first</option></select>
<button id="previous" type="button">previous</button> <span id="where"></span>
<button id="next" type="button">next</button></p>
<p class="legend"><span class="sample first">line below</span> read by
<span class="name-first">FIRST</span>, <span class="sample second">line above</span> read by
<span class="name-second">SECOND</span>, <span class="sample apart">shaded</span> where they read
something different, or one of them nothing;
a pointer at rest on a place names both labels</p><div id="list"></div></section>
"""


def _as_data(value: object) -> str:
    """JSON that cannot end its element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(str.maketrans(_UNSAFE))


def _head(title: str) -> str:
    script, style = (_hash(part) for part in (SCRIPT, STYLE))
    policy = f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style></head>\n"
    )


def _hash(part: str) -> str:
    return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _table(grid: Grid, *, folded: bool) -> str:
    columns = "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    note = f"<p>{escape(grid.note)}</p>" if grid.note else ""
    return (
        f"<details{'' if folded else ' open'}><summary>{escape(grid.title)}</summary>{note}"
        f'<div class="table"><table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>\n"
    )
