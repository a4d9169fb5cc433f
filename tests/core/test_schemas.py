"""What callers send: checked in one place, and worded for people."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from qrdesk.core import errors
from qrdesk.core.errors import Kind, PlanLimitReached, QRDeskError, SlugTaken, rebuilt
from qrdesk.core.operations import OPERATIONS, find_operation
from qrdesk.core.schemas.access import KeyDraft, WorkspacePatch
from qrdesk.core.schemas.analytics import HitQuery, PeriodQuery, TopQuery
from qrdesk.core.schemas.base import Query
from qrdesk.core.schemas.codes import CodeDraft, CodePatch
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.schemas.members import InvitationDraft
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.schemas.simulation import SimulationDraft
from qrdesk.core.schemas.transfer import LinkImport
from qrdesk.core.validation import from_validation


def words(model: type[BaseModel], sent: Any) -> dict[str, str]:
    """Return what is said of each field. A query is sent as text."""
    with pytest.raises(ValidationError) as refused:
        (model.model_validate_strings if issubclass(model, Query) else model.model_validate)(sent)
    return from_validation(refused.value).field_errors


@pytest.mark.parametrize(
    ("model", "sent", "said"),
    [
        (LinkDraft, {}, {"destination": "This is needed."}),
        (LinkDraft, {"destination": 1}, {"destination": "This must be text."}),
        (LinkDraft, [], {"body": "This must be an object with named fields."}),
        (LinkDraft, {"destination": "x", "colour": 1}, {"colour": "There is no such field."}),
        (
            LinkDraft,
            {"destination": "x", "title": "x" * 201},
            {"title": "This is too long: 200 characters are the most."},
        ),
        (LinkDraft, {"destination": "x", "tags": "a"}, {"tags": "This must be a list."}),
        (
            LinkDraft,
            {"destination": "x", "tags": [""]},
            {"tags.0": "This is empty."},
        ),
        (LinkImport, {"rows": []}, {"rows": "Name at least one."}),
        (LinkImport, {"rows": [{"row": "x"}]}, {"rows.0.row": "This must be a whole number."}),
        (KeyDraft, {"name": ""}, {"name": "This is empty."}),
        (KeyDraft, {"name": " \t "}, {"name": "This is empty."}),
        (KeyDraft, {"name": "x", "rate_limit": 0}, {"rate_limit": "This must be 1 or more."}),
        (KeyDraft, {"name": "x", "rate_limit": 1.5}, {"rate_limit": "This must be a whole number."}),
        (InvitationDraft, {"name": "x", "role": "king"}, {"role": "This must be one of: owner, admin, member."}),
        (
            KeyDraft,
            {"name": "x", "expires_at": "2030-01-01T00:00:00"},
            {"expires_at": "This time needs a time zone, such as a Z at its end."},
        ),
        (LinkQuery, {"limit": "0"}, {"limit": "This must be 1 or more."}),
        (LinkQuery, {"limit": "x"}, {"limit": "This must be a whole number."}),
        (LinkQuery, {"printed": "perhaps"}, {"printed": "This must be true or false."}),
        (HitQuery, {"after": "a" * 201}, {"after": "This is too long: 200 characters are the most."}),
        (TopQuery, {}, {"dimension": "This is needed."}),
        (WorkspacePatch, {"name": "a\x00"}, {"name": "This has a control character in it, which no text can keep."}),
        (
            LinkQuery,
            {"state": "x"},
            {
                "state": "This must be one of: live, paused, scheduled, expired, used_up, suspended, archived, "
                "deleted, current, any."
            },
        ),
        (LinkPatch, {"rules": [{}]}, {"rules.0": "A rule has either a destination or variants."}),
        (
            LinkPatch,
            {"rules": [{"destination": "x", "variants": [{"destination": "y"}]}]},
            {"rules.0": "A rule has either a destination or variants."},
        ),
        (
            LinkPatch,
            {"rules": [{"variants": [{"destination": "y", "weight": 0}]}]},
            {"rules.0": "At least one variant needs a weight above 0."},
        ),
        (LinkPatch, {"rules": [{"variants": []}]}, {"rules.0": "A rule has either a destination or variants."}),
        (LinkPatch, {"rules": None}, {"rules": "Leave it out, or send a list."}),
        (LinkPatch, {"rules": [{"destination": "x"}] * 51}, {"rules": "These are too many: 50 are the most."}),
        (LinkPatch, {"hit_limit": 0}, {"hit_limit": "This must be 1 or more."}),
        (LinkPatch, {"password": ""}, {"password": "This is empty."}),
        (LinkPatch, {"forward_query": "x"}, {"forward_query": "This must be one of: off, utm, all."}),
        (LinkPatch, {"utm": {"soruce": "x"}}, {"utm.soruce": "There is no such field."}),
        (LinkPatch, {"ends_at": "2026-01-01"}, {"ends_at": "This time needs a time zone, such as a Z at its end."}),
        (LinkDraft, {"destination": "x", "tags[]": "a"}, {"tags[]": "There is no such field."}),
        (LinkDraft, {"destination": "x", "list[]": "a"}, {"list[]": "There is no such field."}),
        (
            SimulationDraft,
            {"visit": {"country": "Germany", "region": 5, "device": "fridge"}},
            {
                "visit.country": "“GERMANY” is no country code of two letters.",
                "visit.region": "This must be text.",
                "visit.device": "This must be one of: mobile, tablet, desktop, tv, other.",
            },
        ),
        (
            LinkPatch,
            {
                "rules": [
                    {
                        "conditions": [
                            {"kind": "country", "any_of": ["DE", "Japan"]},
                            {"kind": "moon"},
                            {"kind": "os", "any_off": []},
                        ],
                        "destination": "x",
                    }
                ]
            },
            {
                "rules.0.conditions.0.any_of.1": "“JAPAN” is no country code of two letters.",
                "rules.0.conditions.1": "This must be one of: country, region, language, os, device, browser, time, "
                "dates, query, referrer, visitor, hits.",
                "rules.0.conditions.2.any_of": "This is needed.",
                "rules.0.conditions.2.any_off": "There is no such field.",
            },
        ),
        (PeriodQuery, {"start": "2026-02-30"}, {"start": "This must be a date, such as 2026-03-31."}),
        (CodeDraft, {"link_id": "x", "design": {"ink": "red"}}, None),
        (PeriodQuery, {"start": "yesterday"}, None),
        (KeyDraft, {"name": "x", "scopes": ["links:fly"]}, None),
        (KeyDraft, {"name": "x", "expires_at": "soon"}, None),
    ],
)
def test_each_field_is_told_in_plain_words(model: type[BaseModel], sent: Any, said: dict[str, str] | None) -> None:
    found = words(model, sent)
    if said is not None:
        assert found == said
    for name, reason in found.items():
        assert reason.endswith("."), reason
        assert reason.removeprefix("“")[0].isupper(), reason
        for jargon in ("Input", "input", "Value error", "pydantic", "type=", "valid "):
            assert jargon not in reason, (name, reason)
        assert "str-enum" not in name


def test_a_wrong_word_in_a_list_is_named() -> None:
    said = words(KeyDraft, {"name": "x", "scopes": ["links:read", "links:fly\n"]})["scopes.1"]
    assert said.startswith("None of these is “links:fly\ufffd”: links:read, links:create, ")
    assert said.endswith(", all.")


def test_parameters_are_called_so() -> None:
    with pytest.raises(ValidationError) as refused:
        LinkQuery.model_validate_strings({"colour": "red"})
    assert from_validation(refused.value, noun="parameter").field_errors == {"colour": "There is no such parameter."}


def test_several_findings_are_summed_up_in_one_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        LinkDraft.model_validate({"title": 1, "note": 2})
    error = from_validation(refused.value)
    assert set(error.field_errors) == {"destination", "title", "note"}
    assert str(error) == "destination: This is needed. (and 2 more)"


def test_text_is_tidied_before_it_is_measured() -> None:
    draft = LinkDraft(destination="x", title=" a\n b " + " " * 300, tags=(" a  b ", "a b", "c"))
    assert (draft.title, draft.tags) == ("a b", ("a b", "c"))
    assert LinkDraft(destination="x", note="two\nlines\tand a tab\r\n").note == "two\nlines\tand a tab\r\n"


@pytest.mark.parametrize(
    ("patch", "field", "wanted"),
    [
        (LinkPatch, "destination", "a text"),
        (LinkPatch, "slug", "a text"),
        (LinkPatch, "title", "a text"),
        (LinkPatch, "note", "a text"),
        (LinkPatch, "tags", "a list"),
        (LinkPatch, "utm", "an object"),
        (LinkPatch, "hidden", "true or false"),
        (CodePatch, "name", "a text"),
        (CodePatch, "design", "a look"),
        (WorkspacePatch, "name", "a text"),
        (WorkspacePatch, "time_zone", "a text"),
    ],
)
def test_null_in_a_patch_is_refused_and_not_offered(patch: type[BaseModel], field: str, wanted: str) -> None:
    with pytest.raises(ValidationError) as refused:
        patch.model_validate({field: None})
    assert from_validation(refused.value).field_errors == {field: f"Leave it out, or send {wanted}."}
    described = patch.model_json_schema()["properties"][field]
    assert "null" not in str(described)
    assert "default" not in described
    assert "type" in described or "$ref" in described


def test_a_patch_knows_what_was_sent() -> None:
    assert LinkPatch(title="").model_dump(exclude_unset=True) == {"title": ""}


CONDITIONS = (
    "country, region, language, os, device, browser, time, dates, query, referrer, visitor, hits",
    "“{}” is no day, such as 2026-03-31, and no time, such as 2026-03-31T18:00.",
)


@pytest.mark.parametrize(
    ("condition", "place", "said"),
    [
        ({"kind": "x"}, "", f"This must be one of: {CONDITIONS[0]}."),
        ({}, "", "This needs a kind, such as country or time."),
        ("x", "", "This must be an object with named fields."),
        ({"kind": "country", "any_of": []}, ".any_of", "Name at least one."),
        ({"kind": "country", "any_of": ["DE", "DEU"]}, ".any_of.1", "“DEU” is no country code of two letters."),
        ({"kind": "country", "any_of": ["\ud800"]}, ".any_of.0", "“\ufffd” is no country code of two letters."),
        ({"kind": "country", "any_of": ["x" * 99]}, ".any_of.0", f"“{'X' * 40}” is no country code of two letters."),
        ({"kind": "region", "any_of": ["Texas"]}, ".any_of.0", "“TEXAS” is no region code such as US-TX."),
        ({"kind": "language", "any_of": ["klingon!"]}, ".any_of.0", "“klingon!” is no language such as fr or de-AT."),
        ({"kind": "referrer", "any_of": ["a/b"]}, ".any_of.0", "“a/b” is no host name such as example.com."),
        ({"kind": "query"}, ".name", "This is needed."),
        (
            {"kind": "time", "windows": [{"start": "9:00"}]},
            ".windows.0.start",
            "“9:00” is no time from 00:00 to 24:00, such as 17:30.",
        ),
        (
            {"kind": "time", "windows": [{"start": "24:00"}]},
            ".windows.0",
            "A window cannot start at 24:00. Start it at 00:00 of the next day.",
        ),
        ({"kind": "dates"}, "", "Give a first day, a last day, or both."),
        ({"kind": "dates", "since": "2026-02-30"}, ".since", CONDITIONS[1].format("2026-02-30")),
        ({"kind": "dates", "since": "soon"}, ".since", CONDITIONS[1].format("soon")),
        ({"kind": "dates", "until": 20260101}, ".until", CONDITIONS[1].format("20260101")),
        ({"kind": "dates", "until": "9999-12-31"}, ".until", "There is no day after this one."),
        (
            {"kind": "dates", "since": "2026-01-01T00:00Z"},
            ".since",
            "Leave out the offset: this is a time on the clock in the link's time zone.",
        ),
        ({"kind": "dates", "since": "2026-01-02", "until": "2026-01-01"}, "", "The last day lies before the first."),
        ({"kind": "hits"}, "", "Give at least one of “at_least” and “below”."),
        ({"kind": "hits", "at_least": 5, "below": 5}, "", "“below” must be larger than “at_least”."),
        ({"kind": "visitor", "seen": "x"}, ".seen", "This must be one of: new, returning."),
    ],
)
def test_what_is_wrong_with_a_condition_is_told_at_its_place(condition: Any, place: str, said: str) -> None:
    sent = {"rules": [{"destination": "x", "conditions": [condition]}]}
    assert words(LinkPatch, sent) == {f"rules.0.conditions.0{place}": said}


def test_a_day_means_its_midnight_at_the_start_and_the_next_at_the_end() -> None:
    condition = {"kind": "dates", "since": "2026-03-01", "until": "2026-03-31"}
    found = LinkPatch.model_validate({"rules": [{"destination": "x", "conditions": [condition]}]})
    assert found.rules is not None
    kept = found.rules[0].model_dump(mode="json")["conditions"][0]
    assert (kept["since"], kept["until"]) == ("2026-03-01T00:00:00", "2026-04-01T00:00:00")
    again = LinkPatch.model_validate_json(found.model_dump_json(exclude_unset=True))
    assert again == found


def test_routing_is_kept_as_text_and_read_back_as_it_was() -> None:
    assert Routing().to_text() == ""
    assert Routing.from_text("") == Routing()
    kinds: tuple[dict[str, Any], ...] = (
        {"kind": "country", "any_of": ["de", "AT"], "negate": True},
        {"kind": "time", "windows": [{"days": ["sat", "sun"], "start": "22:00", "end": "04:00"}]},
        {"kind": "dates", "since": "2026-03-31T18:00"},
        {"kind": "hits", "below": 100},
        {"kind": "visitor", "seen": "new"},
    )
    rule = {"conditions": kinds, "variants": [{"destination": "https://a.example/", "weight": 3}], "pick": "sequence"}
    routing = Routing.model_validate({"rules": [rule], "utm": {"source": "poster"}, "hidden": True})
    assert Routing.from_text(routing.to_text()) == routing


@pytest.mark.parametrize("field", ["folder", "starts_at", "ends_at", "hit_limit", "password"])
def test_null_takes_away_what_may_be_missing(field: str) -> None:
    assert LinkPatch.model_validate({field: None}).model_dump(exclude_unset=True) == {field: None}
    assert "null" in str(LinkPatch.model_json_schema()["properties"][field])


def _every_error() -> list[type[QRDeskError]]:
    found = [QRDeskError]
    for error in found:
        found.extend(one for one in error.__subclasses__() if one.__module__.startswith(errors.__name__))
    return found


@pytest.mark.parametrize("error", _every_error(), ids=lambda error: error.__name__)
def test_an_error_is_rebuilt_from_its_code(error: type[QRDeskError]) -> None:
    assert isinstance(error.kind, Kind)
    again = rebuilt(error.code, "What happened.", {"slug": "Taken."})
    assert again is not None
    assert (again.code, str(again), again.field_errors) == (error.code, "What happened.", {"slug": "Taken."})
    assert again.kind is error.kind
    assert "code" not in vars(error) or error.code == "internal" or type(again) is error


@pytest.mark.parametrize("error", _every_error(), ids=lambda error: error.__name__)
def test_the_numbers_of_an_error_come_along(error: type[QRDeskError]) -> None:
    sent = dict.fromkeys(error.numbers, 7)
    again = rebuilt(error.code, "What happened.", details={**sent, "mood": 1, "kind": 2})
    assert again is not None
    assert again.details == (sent if type(again) is error else again.details)
    assert again.kind is error.kind
    odd = rebuilt(error.code, "What happened.", details=dict.fromkeys(error.numbers, "many"))
    assert odd is not None
    assert set(odd.details.values()) <= {0}


def test_a_code_of_a_later_version_is_not_guessed_at() -> None:
    assert rebuilt("flux_capacitor_empty", "x") is None


def test_an_error_survives_the_way_from_another_process() -> None:
    import pickle

    error = SlugTaken("go.example", "lunch")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own words
    assert (type(again), str(again), again.field_errors) == (SlugTaken, str(error), error.field_errors)
    full = PlanLimitReached.of("links", "tiny", 2, 2, "2026-04-01")
    again = pickle.loads(pickle.dumps(full))  # noqa: S301 - the same
    assert (again.limit, again.current) == (2, 2)


def test_the_table_names_each_address_and_function_once() -> None:
    assert len({(row.method, row.path) for row in OPERATIONS}) == len(OPERATIONS)
    assert len({row.name for row in OPERATIONS}) == len(OPERATIONS)
    for row in OPERATIONS:
        assert find_operation(row.call) is row
        needed = {*row.path_names, *([row.body[0]] if row.body else []), *([row.query[0]] if row.query else [])}
        needed |= {row.upload} if row.upload else set()
        assert needed == set(row.hints) - {"return"}, row.name
    call: Callable[..., Any] = words
    assert find_operation(call) is None
