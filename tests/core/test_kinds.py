"""Numbers, true and false, and moments: in no field of any body is one taken for another, nor text for any of them."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from qrdesk.core.schemas.analytics import PeriodQuery
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.kinds import Exact
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.schemas.rules import DatesCondition, Routing
from qrdesk.core.schemas.saved_views import SavedViewDraft
from qrdesk.core.validation import from_validation
from tests.core.bodies import Leaf, bodies, leaves, queries

JARGON = ("Input", "valid ", "finite", "parse", "pydantic")
HUGE = f"1{'0' * 400}"
NO_NUMBER = ("true", "false", '"5"', '"5.0"', '"1e3"', '""', '"yes"', "1e400", "-1e400", HUGE, f"-{HUGE}")
NO_ANSWER = ("0", "1", "0.0", "1.0", '"yes"', '"true"', '"false"', '"1"', '"off"', '""', HUGE, "1e400")
NO_MOMENT = ("0", "5", "0.5", "-1", "1767225600", '"0.5"', '"1767225600"', '"1e9"', '"-1"', '"20260331"', "true", '""')
NO_MOMENT_EITHER = ("1e400", HUGE, '"inf"', '"nan"', '"2026"')


def _kind(leaf: Leaf) -> str:
    return "moment" if leaf.shape.get("format") in {"date", "date-time"} else leaf.shape["type"]


EVERY = [leaf for leaf in leaves(bodies()) if _kind(leaf) in {"integer", "number", "boolean", "moment"}]
ASKED = [leaf for leaf in leaves(queries()) if _kind(leaf) in {"integer", "number", "boolean", "moment"}]
WRONG = {
    "integer": (*NO_NUMBER, "1.5"),
    "number": NO_NUMBER,
    "boolean": NO_ANSWER,
    "moment": (*NO_MOMENT, *NO_MOMENT_EITHER),
}
# Amounts may come as text, too: there no program rounds them on the way.
EXACT = {"EpcContent.amount", "SwissBillContent.amount", "CryptoContent.amount", "Gs1Content.weight_kg"}
AMOUNTS = {'"5"', '"5.0"', '"1e3"'}


def right(leaf: Leaf) -> Any:
    """Return a value that a field is for."""
    shape, kind = leaf.shape, _kind(leaf)
    if kind == "boolean":
        return True
    if kind == "moment":
        local = issubclass(leaf.model, DatesCondition)
        return "2026-03-31" if shape["format"] == "date" else f"2026-03-31T12:00:00{'' if local else 'Z'}"
    return shape.get("minimum", shape.get("maximum", 1))


def test_the_walk_comes_by_all_bodies_and_each_is_exact() -> None:
    assert all(issubclass(model, Exact) for model in (*bodies(), *queries()))
    named = set(map(str, EVERY))
    assert {"Design.quiet_zone", "HitsCondition.below", "LinkQuery.printed", "DayCount.day", "VisitDraft.hits"} <= named
    assert {"DatesCondition.until", "ExportDraft.size_mm", "PlanDraft.own_domains", "Rule.enabled"} <= named


@pytest.mark.parametrize("leaf", EVERY, ids=str)
def test_a_field_takes_the_kind_of_value_that_it_is_for_and_no_other(leaf: Leaf) -> None:
    assert leaf.said(right(leaf)) == {}
    for text in (one for one in WRONG[_kind(leaf)] if str(leaf) not in EXACT or one not in AMOUNTS):
        found = leaf.said(json.loads(text))
        assert found, f"{leaf} takes {text[:20]}"
        for words in found.values():
            assert words.endswith("."), words
            assert not any(jargon in words for jargon in JARGON), words
    if _kind(leaf) in {"integer", "number"}:
        assert leaf.said(float("nan"))


@pytest.mark.parametrize("leaf", ASKED, ids=str)
def test_a_query_string_has_text_alone_and_no_moment_in_it_is_a_number(leaf: Leaf) -> None:
    good = right(leaf)
    assert leaf.said("true" if good is True else str(good), as_text=True) == {}
    wrong = {"boolean": ("perhaps", "2"), "moment": [json.loads(text) for text in NO_MOMENT if text[0] == '"']}
    no_number = ("true", "x", "1e400", "9" * 400, *(["1.5"] if _kind(leaf) == "integer" else []))
    for text in wrong.get(_kind(leaf), no_number):
        assert leaf.said(text, as_text=True), f"{leaf} takes {text[:20]}"


@pytest.mark.parametrize(
    ("model", "sent", "words"),
    [
        (
            LinkPatch,
            {"hit_limit": True, "hidden": 0, "starts_at": 5, "title": 4},
            {
                "hit_limit": "This must be a whole number.",
                "hidden": "This must be true or false.",
                "starts_at": "This must be a date and time, such as 2026-03-31T12:00:00Z.",
                "title": "This must be text.",
            },
        ),
        (
            LinkPatch,
            {"rules": [{"destination": "x", "enabled": 1, "conditions": [{"kind": "hits", "below": True}]}]},
            {
                "rules.0.enabled": "This must be true or false.",
                "rules.0.conditions.0.below": "This must be a whole number.",
            },
        ),
        (SavedViewDraft, {"name": "x", "query": {"printed": 0}}, {"query.printed": "This must be true or false."}),
        (
            ExportDraft,
            {"size_mm": "25", "design": {"quiet_zone": True}},
            {
                "size_mm": "Choose a width from 5 to 2,000 mm.",
                "design.quiet_zone": "The quiet zone is a whole number of modules from 0 to 20. 4 is the standard.",
            },
        ),
    ],
)
def test_all_that_is_mistaken_is_told_at_once_in_the_words_of_its_field(
    model: type[BaseModel], sent: Any, words: dict[str, str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(sent)
    assert from_validation(refused.value).field_errors == words


def test_objects_of_python_are_what_they_are() -> None:
    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert LinkDraft(destination="x", starts_at=at, hit_limit=5, hidden=True).starts_at == at
    assert AuditQuery(until=at).until == at
    assert PeriodQuery(start=date(2026, 3, 31)).start == date(2026, 3, 31)
    assert ExportDraft(size_mm=30, design=Design(quiet_zone=2)).size_mm == 30
    assert LinkQuery(printed=False, limit=5).model_dump(exclude_unset=True) == {"printed": False, "limit": 5}


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert LinkPatch.model_validate({"hit_limit": 5.0}).hit_limit == 5  # JSON knows no difference


def test_what_is_kept_is_read_as_it_was_kept() -> None:
    rule = {"destination": "x", "conditions": [{"kind": "hits", "below": 5}, {"kind": "dates", "since": "2026-03-31"}]}
    routing = Routing.model_validate({"rules": [rule], "hidden": True})
    assert Routing.from_text(routing.to_text()) == routing
    assert Routing.from_text('{"hidden": 1}').hidden
