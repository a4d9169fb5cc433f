"""Scenes of the link editor: its sections, rules, what is refused, what asks once more."""

from datetime import datetime

from PySide6.QtTest import QTest

from qrdesk.client import CodePatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_codes_line import CodeLine
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
        desk.routes.open_link(next(link.id for link in desk.links.model.links() if link.title == "Lunch menu"))
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
    desk.links.editor.parts.codes.lines[0].ask()
    client.codes.update(line.code.id, CodePatch(slug=None))


def _rule_form(desk: Desk, place: int = 0) -> None:
    sections("rules")(desk)
    desk.links.editor.parts.rules.cards[place].edit_wanted.emit(place)
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["rules"])


def _rule_split(desk: Desk) -> None:
    _rule_form(desk, 2)


def _simulated(desk: Desk) -> None:
    sections("simulator")(desk)
    simulator = desk.links.editor.parts.simulator
    simulator.country.set_keys(["DE"])
    simulator.language.set_keys(["de"])
    simulator.device.choose("mobile")
    simulator.moment.set_value(datetime(2026, 11, 20, 12, 15))  # noqa: DTZ001 - a wall clock
    simulator.go.click()
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["simulator"])


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
    QTest.qWait(300)
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


SCENES: dict[str, Shot] = {
    "links-editor": _editor,
    "links-editor-open": _editor_sections,
    "editor-campaign": sections("campaign", "address"),
    "editor-rules": sections("rules"),
    "editor-rule-form": _rule_form,
    "editor-rule-split": _rule_split,
    "editor-limits": sections("limits"),
    "editor-privacy": _erasing,
    "editor-apps": sections("apps", "social"),
    "editor-state": sections("state", "codes"),
    "editor-code-address": _code_address,
    "editor-code-taken": _code_address_taken,
    "editor-code-off": _code_address_off,
    "editor-simulator": _simulated,
    "editor-simulator-rules": _simulated_rules,
    "links-new": _new,
    "links-wrong": _wrong,
    "links-delete": _deleting,
    "links-archived": _archived,
}
