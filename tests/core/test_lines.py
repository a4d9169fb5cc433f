"""Names and titles: one line that can be seen, and that says to everybody what it says to its writer."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkView
from qrdesk.core.schemas.presets import UtmPresetView
from qrdesk.core.schemas.rules import Routing, Rule
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.core.validation import from_validation
from tests.core.bodies import Leaf, bodies, leaves

UNSEEN = {
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "Hangul filler": "\u3164",
    "half width Hangul filler": "\uffa0",
    "Hangul fillers of syllables": "\u115f\u1160",
    "byte order mark": "\ufeff",
    "joiners": "\u200d\u200c",
    "marks of direction": "\u200e\u200f\u061c",
    "grapheme joiner": "\u034f",
    "variation selectors": "\ufe0f\U000e0100",
    "Mongolian variation selector": "\u180b\u180e",
    "tags": "\U000e0067\U000e0062\U000e007f",
    "places kept for more of this sort": "\u2065\ufff0\U000e0fff",
    "an empty Braille cell": "\u2800",
    "a null note head": "\U0001d159",
    "the place of an object": "\ufffc",
    "an accent on nothing": "\u0301",
    "several with blanks": " \u200b \u3164\u00a0\u2060 ",
    "a control character of old": "\x9b",
}
SEEN = (
    *("Anna", "x", "7", "-", "…", "é", "e\u0301", "Zoë", "Łódź", "Žluťoučký kůň", "日本", "ไทย", "한글", "हिन्दी"),
    *("שלום", "مرحبا", "می\u200cخواهم", "Anna שלום 7", "مرحبا\u200f!", "\u200eA"),
    *("👩\u200d💻", "❤\ufe0f", "1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇩🇪"),
    *("\ue000", "\U0001faea", "co\u00adoperate", "\U000e0100字\U000e0100"),  # somebody's own sign; an emoji of 2024
)
TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
# Looked up, checked where it is used, for one person alone, or of many lines: not one line that others are shown.
NO_LINES = {
    *("id", "uuid", "ids", "link_id", "member_id", "key", "host", "slug", "time_zone", "plan", "password", "note"),
    *("destination", "expired_destination", "fallback_destination", "image_url", "url", "store", "index_url"),
    *("fallback_url", "folder", "search", "tag", "without_tag", "cursor", "languages", "query", "referrer", "visitor"),
}
LINES = [
    leaf
    for leaf in leaves(bodies())
    if leaf.shape["type"] == "string"
    and not {"enum", "const", "format"} & set(leaf.shape)
    and leaf.field not in NO_LINES
    and leaf.model.__name__ != "ImportRow"  # read as links row by row, each with its own reason
]


def test_the_walk_comes_by_the_names_of_all_things() -> None:
    named = set(map(str, LINES))
    assert {
        f"{model}.name" for model in ("KeyDraft", "KeyPatch", "MemberPatch", "InvitationDraft", "FileDraft")
    } < named
    assert {
        f"{one}.name" for one in ("WorkspaceDraft", "WorkspacePatch", "FolderPatch", "TagDraft", "CodeDraft")
    } < named
    assert {"LinkDraft.title", "LinkPatch.tags.list", "Rule.name", "Variant.name", "Social.description"} < named
    assert {"Utm.campaign", "WorkspaceDraft.owner", "QueryCondition.any_of.list", "UtmPresetDraft.name"} < named


@pytest.mark.parametrize("leaf", LINES, ids=str)
def test_nothing_that_others_are_shown_turns_round(leaf: Leaf) -> None:
    for letter in TURNING:
        assert leaf.said(f"gpj{letter}exe"), f"{leaf} takes U+{ord(letter):04X}"


def test_what_is_wrong_is_told_with_the_character_that_nobody_sees() -> None:
    for letter in TURNING:
        with pytest.raises(ValidationError) as refused:
            LinkDraft(destination="x", title=f"gpj{letter}exe", tags=(f"a{letter}",))
        words = (
            f"This has an invisible character in it (U+{ord(letter):04X}) that turns letters round, so that others "
            "would read something else. Type it again without it."
        )
        assert from_validation(refused.value).field_errors == {"title": words, "tags.0": words}


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_a_name_of_nothing_but_invisible_characters_is_refused(text: str) -> None:
    named = (KeyDraft, {"name": text}, "name")
    titled = (LinkDraft, {"destination": "x", "title": text}, "title")
    tagged = (LinkPatch, {"tags": ["lunch", text]}, "tags.1")
    ruled = (LinkPatch, {"rules": [{"destination": "x", "name": text}]}, "rules.0.name")
    tried: tuple[tuple[type[BaseModel], Any, str], ...] = (named, titled, tagged, ruled)
    for model, sent, field in tried:
        with pytest.raises(ValidationError) as refused:
            model.model_validate(sent)
        assert from_validation(refused.value).field_errors == {field: "This has nothing in it that can be seen."}


@pytest.mark.parametrize("text", SEEN)
def test_a_name_in_any_script_stays_as_it_is(text: str) -> None:
    assert TagDraft(name=text).name == text
    assert LinkDraft(destination="x", title=f"  {text}\n", tags=(f" {text} ", text)).title == text
    assert LinkDraft(destination="x", tags=(f" {text} ", text)).tags == (text,)


def test_a_title_may_be_empty_and_a_name_may_not() -> None:
    assert LinkDraft(destination="x", title="", tags=(" ", "a")).model_dump(include={"title", "tags"}) == {
        "title": "",
        "tags": ("a",),
    }
    with pytest.raises(ValidationError) as refused:
        KeyDraft(name=" \u2003 ")
    assert from_validation(refused.value).field_errors == {"name": "This is empty."}


def test_what_was_let_in_before_is_still_shown_and_still_leads() -> None:
    """Names like these are kept in databases and told by servers of before."""
    rule = {"id": "rul_1", "name": "gpj\u202eexe", "destination": "https://example.com/"}
    asked = {"kind": "query", "name": "\u2066a", "any_of": ["\u202eb"]}
    kept = {"rules": [{**rule, "conditions": [asked]}], "utm": {"source": "\u200b"}, "social": {"title": "\u3164"}}
    routing = Routing.from_text(json.dumps(kept))
    assert (routing.rules[0].name, routing.utm.source, routing.social.title) == ("gpj\u202eexe", "\u200b", "\u3164")
    assert Routing.from_text(routing.to_text()) == routing
    view = UtmPresetView.model_validate_json(
        json.dumps(
            {"id": "utm_1", "uuid": "u", "name": "\u200b", "utm": kept["utm"], "created_at": "2026-03-31T12:00Z"}
        )
    )
    assert (view.name, view.utm.source) == ("\u200b", "\u200b")
    fields = {name: field for name, field in LinkView.model_fields.items() if name in kept}
    assert set(fields) == set(kept)
    with pytest.raises(ValidationError) as refused:
        LinkView.model_validate(kept)
    assert {error["loc"][0] for error in refused.value.errors()} & set(kept) == set()
    with pytest.raises(ValidationError):
        Rule.model_validate(rule)  # sent anew it is refused, right after it was read as it is
