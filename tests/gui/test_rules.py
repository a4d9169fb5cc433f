"""Rules in the link editor: cards, the form, what each kind of condition asks, and where errors land."""

from typing import Any

import pytest
from pydantic import TypeAdapter
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft, LinkPatch, WorkspacePatch
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.rules import Condition, Rule, Variant
from qrdesk.gui import rule_sentences, zones
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import rule_kinds
from qrdesk.gui.pages.rule_card import RuleCard, leads_to
from qrdesk.gui.pages.rule_conditions import ConditionRow
from qrdesk.gui.pages.rule_dragging import DropLine
from qrdesk.gui.pages.rule_hours import Hours
from qrdesk.gui.rule_sentences import sentence
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.labels import Paragraph
from tests.gui.desks import client_of
from tests.gui.ruling import desk, form_of, opened, rules_of, saved_names

__all__ = ["desk"]

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
    ({"kind": "hits", "below": 10, "negate": True}, "After 10 hits"),
    ({"kind": "hits", "at_least": 1, "negate": True}, "For the first hit"),
    ({"kind": "dates", "since": "2026-12-01T00:00", "negate": True}, "Before 1 Dec 2026"),
    ({"kind": "time", "windows": [{"days": ["sat", "sun"]}], "negate": True}, "Except on Sat, Sun"),
]


@pytest.mark.parametrize(("sent", "said"), CONDITIONS, ids=lambda one: one if isinstance(one, str) else "")
def test_each_kind_of_condition_is_shown_as_it_was_and_said_in_words(
    sent: dict[str, Any], said: str, british: None, qtbot: QtBot
) -> None:
    condition = READER.validate_python(sent)
    row = ConditionRow(condition.kind)
    qtbot.addWidget(row)
    row.put(condition)
    assert row.take() == condition
    assert rule_kinds.about(condition.kind) in row.about.text(), "what the kind looks at is said below it"
    rule = Rule(conditions=(condition,), destination="https://example.com")
    assert sentence(rule).replace("\N{WORD JOINER}", "") == said


@pytest.mark.parametrize("kind", [kind for kind, _ in rule_kinds.kinds()])
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


def test_a_rule_with_hours_says_by_whose_clock_and_lets_it_be_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zones, "here", lambda: "America/New_York")
    client_of(desk).workspace.update(WorkspacePatch(time_zone="Etc/UTC"))
    desk.session.connected.emit()
    link = opened(desk)
    rules_of(desk).more.click()
    zone = form_of(desk).conditions.zone
    assert zone.isHidden(), "nothing goes by a clock yet"
    form_of(desk).conditions.add("time")
    assert not zone.isHidden()
    assert "Times are UTC: it is " in zone.said.text()
    assert (zone.here.text(), zone.here.isHidden()) == ("Use New York", False)
    zone.here.click()
    assert rules_of(desk).zone.text() == "America/New_York", "the field below is the same zone"
    assert zone.here.isHidden()
    zone.change.click()
    zone.field.set_text("berlin")
    zone.field.input.editingFinished.emit()
    assert "Times are those of Berlin. There it is " in zone.said.text()
    hours_of(desk).days.box("mon").click()
    form_of(desk).leads.one.field.set_text("https://example.com/lunch")
    desk.links.editor.save()
    assert client_of(desk).links.get(link.id).time_zone == "Europe/Berlin"


def hours_of(desk: Desk) -> Hours:
    return form_of(desk).conditions.rows[0].editor.findChildren(Hours)[-1]


def test_hours_are_the_whole_day_until_somebody_says_otherwise(desk: Desk) -> None:
    link = opened(desk)
    rules_of(desk).more.click()
    form_of(desk).leads.one.field.set_text("https://example.com/closed")
    form_of(desk).conditions.add("time")
    row = form_of(desk).conditions.rows[0]
    assert hours_of(desk).days.keys() == (), "nobody said which days"
    assert row.take() is None
    assert hours_of(desk).all_day.isChecked()
    hours_of(desk).days.box("tue").click()
    desk.links.editor.save()
    (rule,) = client_of(desk).links.get(link.id).rules
    assert sentence(rule) == "On Tue"
    assert desk.links.editor.sections["rules"].summary() == "1 rule"


def test_days_are_picked_at_once_and_further_hours_are_of_the_same_days(desk: Desk) -> None:
    opened(desk)
    rules_of(desk).more.click()
    form_of(desk).conditions.add("time")
    row = form_of(desk).conditions.rows[0]
    next(one for one in hours_of(desk).findChildren(LinkButton) if one.text() == "Mon–Fri").click()
    hours_of(desk).all_day.click()
    assert row.take() is None, "from when to when is not said yet"
    hours_of(desk).start.setText("11")
    hours_of(desk).end.setText("15:00")
    next(one for one in row.editor.findChildren(Button) if one.text() == "More hours").click()
    assert hours_of(desk).days.keys() == ("mon", "tue", "wed", "thu", "fri")
    hours_of(desk).start.setText("18")
    hours_of(desk).end.setText("22")
    condition = row.take()
    assert condition is not None
    said = rule_sentences.phrase(condition).replace("\N{WORD JOINER}", "")
    assert said == "Mon–Fri 11:00–15:00 or Mon–Fri 18:00–22:00"
    whole = READER.validate_python({"kind": "time", "windows": [{"days": ["sun"]}]})
    row.put(whole)
    assert (hours_of(desk).all_day.isChecked(), row.take()) == (True, whole)


def test_a_rule_that_always_holds_in_front_of_others_is_said_to_hide_them(desk: Desk) -> None:
    opened(desk, "one", "two")
    said = [one.text() for one in rules_of(desk).findChildren(Paragraph) if "always holds" in one.text()]
    assert len(said) == 1
    assert "Rule 1 always holds: later rules and the destination above are never reached." in said[0]


def test_the_buttons_of_an_open_rule_do_not_scroll_away(desk: Desk, qtbot: QtBot) -> None:
    opened(desk, "one")
    bar, rules = desk.links.editor.bar, rules_of(desk)
    rules.cards[0].edit_wanted.emit(0)
    form = form_of(desk)
    for kind in ("country", "time", "device"):
        form.conditions.add(kind)
    assert bar.isAncestorOf(form.finish)
    assert form.finish.visibleRegion().boundingRect() == form.finish.rect()
    assert not bar.save.isVisible(), "nothing is said of the link while a rule is open"
    for row in list(form.conditions.rows):
        row.gone.emit(row)
    qtbot.keyClick(form.finish, Qt.Key.Key_Escape)
    assert rules.form is None
    assert bar.save.isVisible()
    assert bar.text() == "All changes saved"


def test_a_rule_that_waits_takes_its_buttons_along(desk: Desk) -> None:
    link = opened(desk, "one")
    rules_of(desk).more.click()
    form_of(desk).name.set_text("Begun")
    bar, finish = desk.links.editor.bar, form_of(desk).finish
    form_of(desk)._edited()
    other = client_of(desk).links.create(LinkDraft(destination="https://example.com/other"))
    desk.routes.open_link(other.id)
    assert bar.save.isVisible()
    assert not bar.isAncestorOf(finish)
    desk.routes.open_link(link.id)
    assert bar.isAncestorOf(form_of(desk).finish)
    assert form_of(desk).finish.isVisible()


def test_a_split_names_each_destination_whole_and_a_long_address_gives_way_to_its_path(
    desk: Desk, qtbot: QtBot
) -> None:
    two = (Variant(name="Brunch", destination="https://a.example", weight=60),
           Variant(name="Cake of the week", destination="https://b.example", weight=40))  # fmt: skip
    assert leads_to(Rule(variants=two)) == "60 % Brunch\n40 % Cake of the week"
    assert leads_to(Rule(variants=two, pick="sequence")) == "One after another:\n1. Brunch\n2. Cake of the week"
    card = RuleCard(Rule(destination="https://kaffeehaus-linde.example/mittagstisch"), 0, 1)
    qtbot.addWidget(card)
    card.show()
    for width, shown in ((600, "kaffeehaus-linde.example/mittagstisch"), (260, "/mittagstisch")):
        card.resize(width, card.height())
        qtbot.waitUntil(lambda shown=shown: card.leads.shown_text() == shown)  # type: ignore[misc] - a lambda's default


def test_tab_comes_to_the_form_of_a_rule_before_what_stands_below_it(desk: Desk) -> None:
    opened(desk)
    rules_of(desk).more.click()
    order, at = [], desk.links.editor.bar.nextInFocusChain()
    while at is not None and at is not desk.links.editor.bar:
        order.append(at)
        at = at.nextInFocusChain()
    form = form_of(desk)
    places = [order.index(one) for one in (form.name.input, form.finish, rules_of(desk).more)]
    assert places == sorted(places)


def test_saving_with_an_unfinished_rule_says_what_it_needs(desk: Desk) -> None:
    link = opened(desk)
    rules_of(desk).more.click()
    form = form_of(desk)
    form.conditions.add("country")
    desk.links.editor.save()
    assert form.conditions.rows[0].field.has_error()
    assert form.leads.one.field.has_error()
    assert desk.links.editor.bar.text() == "1 field to check"
    assert client_of(desk).links.get(link.id).rules == ()


def test_visitors_are_split_by_shares(desk: Desk) -> None:
    link = opened(desk, "cakes")
    rules_of(desk).cards[0].edit_wanted.emit(0)
    leads = form_of(desk).leads
    leads.mode.choose("split")
    leads.mode.chosen.emit("split")
    leads.rows[0].weight.setText("60")
    leads.rows[1].weight.setText("40")
    leads.rows[1].leads.field.set_text("https://example.com/b")
    assert all(row.percent.isHidden() for row in leads.rows), "shares that add up to 100 are per cent already"
    leads.rows[1].weight.setText("180")
    assert [(row.percent.text(), row.percent.isHidden()) for row in leads.rows] == [("25 %", False), ("75 %", False)]
    leads.rows[1].weight.setText("40")
    desk.links.editor.save()
    (rule,) = client_of(desk).links.get(link.id).rules
    assert [(one.name, one.weight) for one in rule.variants] == [("A", 60), ("B", 40)]
    assert rule.destination is None


def test_rules_are_moved_copied_switched_and_deleted(desk: Desk, qtbot: QtBot) -> None:
    link = opened(desk, "one", "two", "three")
    cards = rules_of(desk).cards
    assert (cards[0].up.isEnabled(), cards[2].down.isEnabled()) == (False, False)
    cards[0].down.trigger()
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


def dragged(desk: Desk, qtbot: QtBot, place: int, onto: int) -> None:
    """Take a card by its grip to the lower edge of another one; it is not let go."""
    cards = rules_of(desk).cards
    desk.links.editor.sections["rules"].set_open(True)
    qtbot.waitUntil(lambda: len({card.y() for card in cards}) == len(cards))
    grip = cards[place].grip
    assert grip is not None
    edge = cards[onto].mapToGlobal(cards[onto].rect().bottomLeft())
    at, left = QPointF(grip.mapFromGlobal(edge)), Qt.MouseButton.LeftButton
    qtbot.mousePress(grip, left)
    # qtbot.mouseMove moves the pointer, with no button held
    moved = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(edge), left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(grip, moved)


@pytest.mark.wide
def test_a_rule_is_dragged_to_another_place_by_the_mouse(desk: Desk, qtbot: QtBot) -> None:
    link = opened(desk, "one", "two", "three")
    grip = rules_of(desk).cards[0].grip
    dragged(desk, qtbot, 0, 1)
    assert [line.isHidden() for line in rules_of(desk).findChildren(DropLine)] == [False]
    edge = rules_of(desk).cards[1].mapToGlobal(rules_of(desk).cards[1].rect().bottomLeft())
    assert grip is not None
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.mapFromGlobal(edge))
    assert [line.isHidden() for line in rules_of(desk).findChildren(DropLine)] == [True]
    assert saved_names(desk, link) == ["two", "one", "three"]


def test_escape_leaves_a_dragged_rule_where_it_was(desk: Desk, qtbot: QtBot) -> None:
    opened(desk, "one", "two", "three")
    grip = rules_of(desk).cards[2].grip
    assert grip is not None
    dragged(desk, qtbot, 2, 0)
    qtbot.keyClick(grip, Qt.Key.Key_Escape)
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert [card.rule.name for card in rules_of(desk).cards] == ["one", "two", "three"]
    assert desk.links.editor.changes() == {}


def test_a_lone_rule_has_nothing_to_be_dragged_by(desk: Desk) -> None:
    opened(desk, "one")
    grip = rules_of(desk).cards[0].grip
    assert grip is not None
    assert grip.isHidden()


def test_moving_a_rule_keeps_its_counts(desk: Desk) -> None:
    link = opened(desk, "one", "two")
    before = {rule.name: rule.id for rule in client_of(desk).links.get(link.id).rules}
    rules_of(desk).cards[0].down.trigger()
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


@pytest.mark.wide
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
