"""Rules in the link editor: cards, the form, what each kind of condition asks, and where errors land."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import Condition, Rule, Variant
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import rule_editors
from qrdesk.gui.pages.link_editor_rules import RuleFields
from qrdesk.gui.pages.rule_conditions import ConditionRow
from qrdesk.gui.pages.rule_form import RuleForm
from qrdesk.gui.rule_sentences import sentence
from tests.gui.desks import a_desk, client_of

READER: TypeAdapter[Condition] = TypeAdapter(Condition)
CONDITIONS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "country", "any_of": ["DE", "AT"]}, "In Germany or Austria"),
    ({"kind": "country", "any_of": ["DE"], "negate": True}, "Not in Germany"),
    ({"kind": "region", "any_of": ["US-TX"]}, "In US-TX"),
    ({"kind": "language", "any_of": ["fr-CA", "en"]}, "Reads fr-CA or English"),
    ({"kind": "os", "any_of": ["ios"]}, "On iOS"),
    ({"kind": "device", "any_of": ["mobile", "tablet"]}, "On a phone or tablet"),
    ({"kind": "browser", "any_of": ["Safari"]}, "With Safari"),
    ({"kind": "time", "windows": [{"days": ["sat", "sun"]}]}, "On Sat, Sun"),
    (
        {"kind": "time", "windows": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "11:00", "end": "15:00"}]},
        "Mon–Fri 11:00–15:00",
    ),
    (
        {"kind": "dates", "since": "2026-12-01T00:00", "until": "2026-12-24T18:00"},
        "From 1 Dec 2026 to before 24 Dec 2026 18:00",
    ),
    ({"kind": "query", "name": "table"}, "With “table” in the address"),
    ({"kind": "query", "name": "table", "any_of": ["4", "5"]}, "Where table is “4” or “5”"),
    ({"kind": "referrer", "any_of": ["none"]}, "Coming from no page"),
    ({"kind": "visitor", "seen": "returning"}, "On a further visit"),
    ({"kind": "hits", "at_least": 100}, "After 100 hits"),
    ({"kind": "hits", "below": 10}, "For the first 10 hits"),
]


@pytest.fixture
def desk(tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def rules_of(desk: Desk) -> RuleFields:
    return desk.links.editor.parts.rules


def opened(desk: Desk, *names: str) -> LinkView:
    rules = tuple(Rule(name=name, destination=f"https://example.com/{name}") for name in names)
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", rules=rules))
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    return link


def form_of(desk: Desk) -> RuleForm:
    form = rules_of(desk).form
    assert form is not None
    return form


def saved_names(desk: Desk, link: LinkView) -> list[str]:
    desk.links.editor.save()
    return [rule.name for rule in client_of(desk).links.get(link.id).rules]


@pytest.mark.parametrize(("sent", "said"), CONDITIONS, ids=lambda one: one if isinstance(one, str) else "")
def test_each_kind_of_condition_is_shown_as_it_was_and_said_in_words(
    sent: dict[str, Any], said: str, british: None, qtbot: QtBot
) -> None:
    condition = READER.validate_python(sent)
    row = ConditionRow(condition.kind)
    qtbot.addWidget(row)
    row.put(condition)
    assert row.take() == condition
    rule = Rule(conditions=(condition,), destination="https://example.com")
    assert sentence(rule).replace("\N{WORD JOINER}", "") == said


@pytest.mark.parametrize("kind", [kind for kind, _ in rule_editors.kinds()])
def test_an_empty_condition_is_none_yet_or_whole(kind: str, qtbot: QtBot) -> None:
    row = ConditionRow(kind)
    qtbot.addWidget(row)
    assert (row.take() is not None) != row.field.has_error()


def test_a_rule_is_added_and_saved_with_the_link(desk: Desk, qtbot: QtBot) -> None:
    link = opened(desk)
    rules_of(desk).more.click()
    form = form_of(desk)
    form.name.set_text("Germans")
    form.conditions.add("country")
    form.conditions.rows[0].editor.field.input.setText("Germany, at")  # type: ignore[attr-defined] - countries
    form.leads.one.field.set_text("https://example.com/de")
    assert desk.links.editor.bar.text() == "1 change not saved", "what stands in the form counts"
    form.finish.click()
    assert rules_of(desk).form is None
    desk.links.editor.save()
    (rule,) = client_of(desk).links.get(link.id).rules
    assert (rule.name, rule.destination) == ("Germans", "https://example.com/de")
    assert rule.conditions == (READER.validate_python({"kind": "country", "any_of": ["DE", "AT"]}),)


def test_saving_with_an_unfinished_rule_says_what_it_needs(desk: Desk) -> None:
    link = opened(desk)
    rules_of(desk).more.click()
    form = form_of(desk)
    form.conditions.add("country")
    desk.links.editor.save()
    assert form.conditions.rows[0].field.has_error()
    assert form.leads.one.field.has_error()
    assert desk.links.editor.bar.text() == "One field needs you. Nothing is lost."
    assert client_of(desk).links.get(link.id).rules == ()


def begun(desk: Desk, text: str) -> None:
    """Begin a rule that is none yet."""
    rules_of(desk).more.click()
    form_of(desk).conditions.add("country")
    form_of(desk).name.set_text(text)


def test_a_rule_that_is_begun_is_there_again_when_one_comes_back(desk: Desk) -> None:
    first, second = opened(desk, "one"), opened(desk)
    begun(desk, "half")
    assert desk.links.editor.bar.text() == "1 change not saved"
    assert desk.links.editor.bar.save.isEnabled(), "and saving says what it needs"
    desk.routes.open_link(first.id)
    assert rules_of(desk).form is None
    desk.routes.open_link(second.id)
    form = form_of(desk)
    assert (form.name.text(), [row.kind.key() for row in form.conditions.rows]) == ("half", ["country"])
    assert desk.links.editor.sections["rules"].is_open()
    form.conditions.rows[0].editor.field.input.setText("Germany")  # type: ignore[attr-defined] - countries
    form.leads.one.field.set_text("https://example.com/de")
    assert saved_names(desk, second) == ["half"]
    desk.routes.open_link(first.id)
    assert rules_of(desk).form is None


def test_a_begun_rule_outlives_closing_the_editor_and_new_numbers(desk: Desk) -> None:
    link = opened(desk)
    begun(desk, "half")
    client_of(desk).links.update(link.id, LinkPatch(title="from elsewhere"))
    desk.session.links_changed.emit()
    assert form_of(desk).name.text() == "half"
    desk.links.editor.close_panel()
    desk.routes.open_link(link.id)
    assert form_of(desk).name.text() == "half"
    desk.links.editor.parts.state.pause_wanted.emit()
    assert form_of(desk).name.text() == "half", "pausing is about something else"
    desk.links.editor.discard()
    assert rules_of(desk).form is None
    desk.links.editor.close_panel()
    desk.routes.open_link(link.id)
    assert rules_of(desk).form is None, "what is discarded does not come back"


def test_a_form_in_which_nothing_was_done_is_not_kept(desk: Desk) -> None:
    first, second = opened(desk), opened(desk)
    rules_of(desk).more.click()
    assert desk.links.editor.bar.text() == "All changes saved"
    desk.routes.open_link(first.id)
    desk.routes.open_link(second.id)
    assert rules_of(desk).form is None


def test_cancel_takes_back_what_was_done_in_the_form(desk: Desk) -> None:
    opened(desk, "one")
    rules_of(desk).cards[0].edit_wanted.emit(0)
    form_of(desk).name.set_text("other")
    assert desk.links.editor.changes()
    form_of(desk).left.emit()
    assert not desk.links.editor.changes()
    rules_of(desk).more.click()
    form_of(desk).leads.one.field.set_text("https://example.com/new")
    form_of(desk).left.emit()
    assert not desk.links.editor.changes()


def test_visitors_are_split_by_shares(desk: Desk) -> None:
    link = opened(desk, "cakes")
    rules_of(desk).cards[0].edit_wanted.emit(0)
    leads = form_of(desk).leads
    leads.mode.choose("split")
    leads.mode.chosen.emit("split")
    leads.rows[0].weight.setText("60")
    leads.rows[1].weight.setText("40")
    leads.rows[1].leads.field.set_text("https://example.com/b")
    assert [row.percent.text() for row in leads.rows] == ["60 %", "40 %"]
    desk.links.editor.save()
    (rule,) = client_of(desk).links.get(link.id).rules
    assert [(one.name, one.weight) for one in rule.variants] == [("A", 60), ("B", 40)]
    assert rule.destination is None


def test_rules_are_moved_copied_switched_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    link = opened(desk, "one", "two", "three")
    cards = rules_of(desk).cards
    assert (cards[0].up.isEnabled(), cards[2].down.isEnabled()) == (False, False)
    cards[0].down.click()
    assert saved_names(desk, link) == ["two", "one", "three"]
    qtbot.keyClick(rules_of(desk).cards[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert saved_names(desk, link) == ["two", "three", "one"]
    rules_of(desk).cards[0].copy_wanted.emit(0)
    assert saved_names(desk, link) == ["two", "two", "three", "one"]
    rules_of(desk).cards[1].switch.click()
    qtbot.keyClick(rules_of(desk).cards[3], Qt.Key.Key_Delete)
    assert saved_names(desk, link) == ["two", "two", "three"]
    rules = client_of(desk).links.get(link.id).rules
    assert [rule.enabled for rule in rules] == [True, False, True]
    assert len({rule.id for rule in rules}) == 3, "a copy counts for itself"


def test_moving_a_rule_keeps_its_counts(desk: Desk) -> None:
    link = opened(desk, "one", "two")
    before = {rule.name: rule.id for rule in client_of(desk).links.get(link.id).rules}
    rules_of(desk).cards[0].down.click()
    desk.links.editor.save()
    assert {rule.name: rule.id for rule in client_of(desk).links.get(link.id).rules} == before


def test_what_the_server_refuses_in_a_rule_is_said_in_that_rule(desk: Desk) -> None:
    opened(desk, "one", "two")
    rules_of(desk).cards[1].edit_wanted.emit(1)
    form_of(desk).leads.one.field.set_text("https://go.example/menu")  # QRDesk's own address: a circle
    form_of(desk).finish.click()
    desk.links.editor.save()
    assert form_of(desk).leads.one.field.has_error(), "the rule is opened for that"
    assert form_of(desk).start.name == "two"
    assert desk.links.editor.sections["rules"].is_open()


def test_an_error_of_a_variant_lands_at_that_variant(desk: Desk) -> None:
    link = opened(desk)
    two = (
        Variant(name="A", destination="https://example.com/a"),
        Variant(name="B", destination="https://example.com/b"),
    )
    client_of(desk).links.update(link.id, _patch(Rule(variants=two)))
    desk.session.links_changed.emit()
    editor = desk.links.editor
    editor._refused(editor._turn, Invalid("No.", field_errors={"rules.0.variants.1.destination": "It is in a circle."}))
    leads = form_of(desk).leads
    assert [row.leads.field.has_error() for row in leads.rows] == [False, True]


def _patch(rule: Rule) -> LinkPatch:
    return LinkPatch(rules=(rule,))
