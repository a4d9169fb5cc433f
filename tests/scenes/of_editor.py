"""Scenes of the link editor: its sections, rules, what is refused, what asks once more."""

from datetime import datetime

from PySide6.QtTest import QTest

from qrdesk.client import CodePatch, LinkPatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_codes_line import CodeLine
from qrdesk.gui.widgets import boxes
from tests.gui.desks import wait_for
from tests.scenes.steps import SITE, Shot, links, scroll_to, sort_by_hits


def _editor(desk: Desk) -> None:
    desk.window.show_page("links")
    sort_by_hits(desk)
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.links.editor.fields.title.set_text("Lunch menu, winter")
    desk.links.editor.fields.destination.set_text(f"{SITE}/karte/winter")


def _editor_sections(desk: Desk) -> None:
    _editor(desk)
    for section in desk.links.editor.sections.values():
        section.set_open(True)


def sections(*names: str) -> Shot:
    """Return the editor of the lunch menu with these sections open alone, scrolled to the first."""

    def shot(desk: Desk) -> None:
        links(desk)
        editor = desk.links.editor
        desk.routes.open_link(next(link.id for link in desk.links.model.links() if link.slug == "mittag"))
        for name, section in editor.sections.items():
            section.set_open(name in names)
        QTest.qWait(50)
        scroll_to(editor.sections[names[0]])

    return shot


def _code_line(desk: Desk) -> CodeLine:
    """Return the line of the lunch menu's first code."""
    sections("codes")(desk)
    return desk.links.editor.parts.codes.lines[0]


def _code_address(desk: Desk) -> None:
    """A free address is typed for a code that is on paper."""
    line = _code_line(desk)
    line.edit()
    line.field.set_text("mittag-tisch")
    QTest.qWait(300)


def _code_address_taken(desk: Desk) -> None:
    line = _code_line(desk)
    line.edit()
    line.field.set_text("gutschein")
    QTest.qWait(300)


def _code_address_off(desk: Desk) -> None:
    client, line = desk.session.the_client(), _code_line(desk)
    client.codes.update(line.code.id, CodePatch(slug="tischaufsteller"))
    desk.links.editor.codes.show_link(client.links.get(line.code.link_id or ""))
    QTest.qWait(50)
    desk.links.editor.parts.codes.lines[0].ask()
    client.codes.update(line.code.id, CodePatch(slug=None))


def _rule_form(desk: Desk, place: int = 0) -> None:
    sections("rules")(desk)
    desk.links.editor.parts.rules.cards[place].edit_wanted.emit(place)
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["rules"])


def _rule_clock(desk: Desk) -> None:
    """The rule goes by UTC, and says so; another zone is being chosen."""
    _rule_form(desk)
    form = desk.links.editor.parts.rules.form
    assert form is not None
    form.conditions.zone.change.click()
    QTest.qWait(50)
    scroll_to(form.leads)
    scroll_to(form.conditions.zone)


def _rule_hours(desk: Desk) -> None:
    """Hours as they are asked for at first: days to pick, all day."""
    sections("rules")(desk)
    rules = desk.links.editor.parts.rules
    rules.more.click()
    assert rules.form is not None
    rules.form.conditions.add("time")
    QTest.qWait(50)
    scroll_to(rules.form)


def _saved(desk: Desk) -> None:
    """A long address was saved: how it ends can be read, and the way back covers nothing that matters."""
    _editor(desk)
    leads = desk.links.editor.fields.destination
    table = 5 if desk.links.editor.base().destination.endswith("4") else 4  # else nothing is changed, and said
    leads.set_text(f"{SITE}/karte/2026/herbst/mittagskarte-der-woche-47.pdf?tisch={table}")
    desk.links.editor.fields.leads.put(leads.text())
    desk.links.editor.save()
    QTest.qWait(50)


def _rule_split(desk: Desk) -> None:
    _rule_form(desk, 2)
    form = desk.links.editor.parts.rules.form
    assert form is not None
    QTest.qWait(50)  # until the form was scrolled to
    boxes.scroll_to(form.leads)


def _new_simulated(desk: Desk) -> None:
    """A link that is not made yet is tried."""
    _new(desk)
    editor = desk.links.editor
    editor.sections["simulator"].set_open(True)
    editor.parts.simulator.go.click()
    QTest.qWait(50)


def _simulated(desk: Desk) -> None:
    sections("destination", "simulator")(desk)
    simulator = desk.links.editor.parts.simulator
    simulator.country.set_keys(["DE"])
    simulator.language.set_keys(["de"])
    simulator.device.choose("mobile")
    simulator.moment.set_value(datetime(2026, 11, 20, 12, 15))  # noqa: DTZ001 - a wall clock
    simulator.go.click()
    QTest.qWait(50)


def _simulated_rules(desk: Desk) -> None:
    _simulated(desk)
    desk.links.editor.sections["rules"].set_open(True)
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["rules"])


def _wrong(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.routes.new_link("")
    editor = desk.links.editor
    editor.fields.destination.set_text("htp:/kaffeehaus-linde.example/karte")
    editor.address.slug.setText("mittag")
    wait_for(editor.address.has_error, "the address to be looked up")
    editor.save()


def _deleting(desk: Desk) -> None:
    desk.window.show_page("links")
    sort_by_hits(desk)
    desk.routes.open_link(desk.links.model.link_at(0).id)
    desk.links.editor.head.delete_wanted.emit()


def _new(desk: Desk) -> None:
    desk.window.show_page("links")
    desk.routes.new_link("")


def _archived(desk: Desk) -> None:
    desk.window.show_page("links")
    link = desk.links.model.link_at(5)
    desk.routes.open_link(link.id)
    desk.links.editor.acts.archive(link)
    desk.links.editor.close_panel()
    QTest.qWait(50)
    assert desk.session.client is not None
    desk.session.client.links.restore(link.id)


def _erasing(desk: Desk) -> None:
    sections("privacy")(desk)
    desk.links.editor.parts.privacy.erase.click()


def _history(desk: Desk) -> None:
    """Changed twice; the newest change is unfolded."""
    client = desk.session.client
    assert client is not None
    link = next(link for link in client.links.each() if link.slug == "mittag")
    client.links.update(link.id, LinkPatch(destination=f"{SITE}/karte/sommer", note="Until October"))
    client.links.update(link.id, LinkPatch(destination=f"{SITE}/karte", note=link.note))
    sections("history")(desk)
    desk.links.editor.parts.history.lines[0].unfold.click()
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["history"])


def _long_history(desk: Desk) -> None:
    """It led to an address without a break; its changes are unfolded."""
    client = desk.session.client
    assert client is not None
    link = next(link for link in client.links.each() if link.slug == "mittag")
    client.links.update(link.id, LinkPatch(destination=f"{SITE}/{'%C3%A4' * 330}"))
    client.links.update(link.id, LinkPatch(destination=f"{SITE}/karte"))
    sections("history")(desk)
    for line in desk.links.editor.parts.history.lines[:2]:
        line.unfold.click()
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["history"])


def _hidden(desk: Desk) -> None:
    """A link was saved that the filter leaves out."""
    desk.window.show_page("links")
    desk.links.filter_row.filter.setText("karte")
    wait_for(lambda: desk.links.loader.wanted.search == "karte", "the filter")
    desk.links.new_link(f"{SITE}/termin")
    desk.links.editor.fields.title.set_text("Termin")
    desk.links.editor.save()
    wait_for(lambda: bool(desk.window.toasts()), "the note")


SCENES: dict[str, Shot] = {
    "links-editor": _editor,
    "editor-history": _history,
    "editor-history-long": _long_history,
    "editor-hidden": _hidden,
    "links-editor-open": _editor_sections,
    "editor-campaign": sections("campaign", "address"),
    "editor-rules": sections("rules"),
    "editor-rule-form": _rule_form,
    "editor-rule-clock": _rule_clock,
    "editor-rule-split": _rule_split,
    "editor-rule-hours": _rule_hours,
    "editor-saved": _saved,
    "editor-limits": sections("limits"),
    "editor-privacy": _erasing,
    "editor-apps": sections("apps", "social"),
    "editor-state": sections("state", "codes"),
    "editor-code-address": _code_address,
    "editor-code-taken": _code_address_taken,
    "editor-code-off": _code_address_off,
    "editor-simulator": _simulated,
    "editor-simulator-rules": _simulated_rules,
    "editor-simulator-new": _new_simulated,
    "links-new": _new,
    "links-wrong": _wrong,
    "links-delete": _deleting,
    "links-archived": _archived,
}
