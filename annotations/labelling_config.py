"""The Label Studio labelling configuration: made from the label list, and read from a project."""

import colorsys
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from form4.model.errors import ConfigError
from form4.model.labels import BY_NAME, LABELS, Label, Place

FROM_NAME, TO_NAME, TEXT_KEY = "label", "text", "text"
QUALITY, QUALITIES = "quality", ("clean", "torn", "scanned", "not a form")
SAME_ROW = "same_row"
# Letters and digits that the editor itself does not listen to: u unselects, h hides a region.
_KEYS = "1234567890qwertyiopasdfgjklzxcvbnm"
_HUES = {  # degrees; far apart, so that a span tells its part of the form at a glance
    Place.HEADER: 210,
    Place.OWNER: 150,
    Place.ROW: 25,
    Place.NOTE: 285,
    Place.SIGNATURE: 330,
}
_TITLES = {
    Place.HEADER: "Header",
    Place.OWNER: "Reporting owner",
    Place.ROW: "Row of a table",
    Place.NOTE: "Footnotes and remarks",
    Place.SIGNATURE: "Signature",
}
_OWN = "Own labels"
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LABEL_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class LabellingConfig:
    """What the reader and the writer need of a configuration: names, the text's key, labels."""

    from_name: str = FROM_NAME
    to_name: str = TO_NAME
    text_key: str = TEXT_KEY
    labels: tuple[str, ...] = tuple(label.name for label in LABELS)

    def with_labels(self, labels: Sequence[str]) -> "LabellingConfig":
        """The same names with more labels."""
        return replace(self, labels=(*self.labels, *labels))


def make_config(own_labels: Sequence[str] = (), learnt: Sequence[str] = ()) -> str:
    """The configuration as XML: labels in groups with colours and keys, quality, relations.

    `learnt` are labels that a model has beside form4's, whatever they are called.
    Raises ConfigError for an own label that is known already or is no plain name.
    """
    _check_own(own_labels)
    view = Element("View")
    labels = SubElement(view, "Labels", name=FROM_NAME, toName=TO_NAME, showInline="false")
    keys = _hotkeys()
    for place in Place:
        group = [label for label in LABELS if label.place is place]
        _add_group(labels, _TITLES[place], group, _shades(_HUES[place], len(group)), keys)
    own = [
        Label(name, Place.ROW, BY_NAME["remarks"].kind, name)
        for name in dict.fromkeys((*learnt, *own_labels))
    ]
    if own:
        _add_group(labels, _OWN, own, _shades(60, len(own)), keys)
    SubElement(view, "Text", name=TO_NAME, value=f"${TEXT_KEY}", granularity="symbol")
    relations = SubElement(view, "Relations")
    SubElement(relations, "Relation", value=SAME_ROW)
    SubElement(view, "Header", value="The document as a whole", size="5")
    choices = SubElement(view, "Choices", name=QUALITY, toName=TO_NAME, choice="single")
    for value in QUALITIES:
        SubElement(choices, "Choice", value=value)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def read_config(xml: str) -> LabellingConfig:
    """The names in a configuration that labels text.

    Raises ConfigError when it is no XML, or has not exactly one Labels control over a Text.
    """
    root = _parse(xml)
    texts = {tag.get("name"): tag for tag in root.iter("Text")}
    controls = [tag for tag in root.iter("Labels") if tag.get("toName") in texts]
    if len(controls) != 1:
        raise ConfigError(
            f"The configuration has {len(controls)} Labels controls over a Text, one is needed. "
            "Print one that fits with form4 annotate config."
        )
    control = controls[0]
    to_name = control.get("toName", "")
    value = texts[to_name].get("value") or ""
    if texts[to_name].get("valueType") == "url" or not value.startswith("$"):
        raise ConfigError(
            f"The configuration takes its text from {value!r}: name a key of the task's data, as "
            f'in value="${TEXT_KEY}", without valueType="url".'
        )
    names = tuple(tag.get("alias") or tag.get("value") or "" for tag in control.iter("Label"))
    return LabellingConfig(control.get("name") or FROM_NAME, to_name, value[1:], names)


def _parse(xml: str) -> Element:
    if _DOCTYPE.search(xml):
        raise ConfigError("The configuration declares a document type, which is refused.")
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise ConfigError(f"The configuration is no XML ({error}).") from error


def _check_own(names: Sequence[str]) -> None:
    for name in names:
        if name in BY_NAME:
            raise ConfigError(f"{name}: is one of form4's labels already. Leave it out.")
        if not _LABEL_NAME.fullmatch(name):
            raise ConfigError(
                f"{name!r}: is no label name. Use small letters, digits and _, as in plan_date."
            )


def _add_group(
    parent: Element, title: str, labels: Sequence[Label], colours: list[str], keys: Iterator[str]
) -> None:
    SubElement(parent, "Header", value=title, size="6")
    group = SubElement(parent, "View")
    for label, colour in zip(labels, colours, strict=True):
        key = next(keys, None)
        tag = SubElement(group, "Label", value=label.name, background=colour)
        if key is not None:
            tag.set("hotkey", key)
        tag.set("hint", label.description)


def _hotkeys() -> Iterator[str]:
    yield from _KEYS
    yield from (f"shift+{key}" for key in _KEYS if key.isalpha())


def _shades(hue: int, count: int) -> list[str]:
    """Shades of one hue that are told apart, as #rrggbb."""
    return [_hex(hue, 0.35 + 0.4 * number / max(1, count - 1)) for number in range(count)]


def _hex(hue: int, lightness: float) -> str:
    parts = colorsys.hls_to_rgb(hue / 360, lightness, 0.65)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
