"""The configuration has every label once, and what is read of it is what was written."""

import re
from xml.etree import ElementTree

import pytest

from form4.annotations.labelling_config import LabellingConfig, make_config, read_config
from form4.model.errors import ConfigError
from form4.model.labels import LABELS


def test_what_is_made_is_read_back() -> None:
    assert read_config(make_config()) == LabellingConfig()
    own = read_config(make_config(["plan_date"]))
    assert own.labels == (*LabellingConfig().labels, "plan_date")


def test_labels_have_colours_and_keys_of_their_own() -> None:
    tags = list(ElementTree.fromstring(make_config()).iter("Label"))
    assert len(tags) == len(LABELS)
    for name in ("background", "hotkey"):
        values = [tag.get(name) for tag in tags]
        assert len({*values}) == len(LABELS)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", tag.get("background") or "") for tag in tags)


def test_quality_and_rows_can_be_marked() -> None:
    root = ElementTree.fromstring(make_config())
    assert [tag.get("value") for tag in root.iter("Relation")] == ["same_row"]
    assert "torn" in [tag.get("value") for tag in root.iter("Choice")]


@pytest.mark.parametrize("name", ["owner_name", "Plan", "", "a b", "1st"])
def test_own_labels_have_plain_names_of_their_own(name: str) -> None:
    with pytest.raises(ConfigError):
        make_config([name])


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<View", "no XML"),
        ("<View/>", "has 0 Labels"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><View/>', "document type"),
        (
            '<View><Labels name="l" toName="t"/><HyperText name="t" value="$h"/></View>',
            "has 0 Labels",
        ),
        (
            '<View><Labels name="l" toName="t"/><Labels name="m" toName="t"/>'
            '<Text name="t" value="$x"/></View>',
            "has 2 Labels",
        ),
        (
            '<View><Labels name="l" toName="t"/><Text name="t" value="$x" valueType="url"/></View>',
            "valueType",
        ),
    ],
)
def test_what_does_not_label_text_is_refused(xml: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        read_config(xml)


def test_names_of_another_configuration_are_taken() -> None:
    xml = (
        '<View><Labels name="ner" toName="page"><Label value="Owner" alias="owner_name"/></Labels>'
        '<Text name="page" value="$body"/></View>'
    )
    assert read_config(xml) == LabellingConfig("ner", "page", "body", ("owner_name",))
