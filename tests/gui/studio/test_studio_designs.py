"""Studio: saved designs and presets, tried on, kept, brought, taken along, and given to many codes."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import ApplyDraft, Client, CodeDraft, CodeQuery, Design, DesignDraft, LinkDraft, LinkQuery
from qrdesk.core.artwork import presets
from qrdesk.core.errors import Conflict
from qrdesk.core.schemas.design import BodyShape, Frame, FrameShape
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_designs import DesignsPanel
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from tests.gui.studio.pressing import press, unreachable

pytestmark = pytest.mark.usefixtures("british")

RED = Design(ink="#7a1f1a")


def opened(page: StudioPage) -> DesignsPanel:
    """Turn to the designs as a person does."""
    page.content.show_view("designs")
    assert page.content.designs.isVisible()
    return page.content.designs


def saved_keys(panel: DesignsPanel) -> list[str]:
    return panel.saved.keys() if panel.saved is not None else []


def wear(qtbot: QtBot, panel: DesignsPanel, key: str) -> None:
    assert panel.saved is not None
    press(qtbot, panel.saved.tile(key))


def save_as(qtbot: QtBot, panel: DesignsPanel, name: str) -> None:
    press(qtbot, panel.save_as)
    qtbot.keyClicks(panel.naming.field.input, name)
    qtbot.keyClick(panel.naming.field.input, Qt.Key.Key_Return)


def test_every_preset_is_seen_in_its_group_and_tried_on_by_a_press(qtbot: QtBot, page: StudioPage) -> None:
    panel = opened(page)
    assert [len(tiles.keys()) for tiles in panel.groups] == [
        sum(preset.group == group for preset in presets.every()) for group in presets.GROUPS.values()
    ]
    press(qtbot, panel.groups[2].tile("preset Forest"))
    assert page.look().design == presets.named("Forest").design
    assert panel.groups[2].key() == "preset Forest"
    page.right.symbol.margin.setValue(7)
    assert panel.groups[2].key() == "", "it looks like that no more"


def test_a_look_is_kept_under_a_name_and_found_again(qtbot: QtBot, page: StudioPage, client: Client) -> None:
    panel = opened(page)
    assert saved_keys(panel) == []
    page.right.symbol.margin.setValue(6)
    save_as(qtbot, panel, "Linde")
    (view,) = client.designs.list()
    assert (view.name, view.design.quiet_zone) == ("Linde", 6)
    assert panel.saved is not None
    assert panel.saved.key() == view.id
    assert not panel.naming.isVisible()


def test_a_name_that_is_taken_is_refused_where_it_is_typed(qtbot: QtBot, page: StudioPage, client: Client) -> None:
    client.designs.create(DesignDraft(name="Linde", design=RED))
    panel = opened(page)
    save_as(qtbot, panel, "linde")
    assert panel.naming.field.has_error()
    assert len(client.designs.list()) == 1


def test_a_saved_design_is_changed_renamed_and_deleted_and_comes_back(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow
) -> None:
    made = client.designs.create(DesignDraft(name="Linde", design=RED))
    panel = opened(page)
    wear(qtbot, panel, made.id)
    assert page.look().design == RED
    assert not panel.change.isEnabled(), "nothing differs"
    page.right.symbol.margin.setValue(6)
    press(qtbot, panel.change)
    assert client.designs.get(made.id).design.quiet_zone == 6
    window.undo_last()
    assert client.designs.get(made.id).design == RED
    press(qtbot, panel.rename)
    assert panel.naming.field.input.text().startswith("Linde")
    panel.naming.field.input.selectAll()
    qtbot.keyClicks(panel.naming.field.input, "Winter")
    qtbot.keyClick(panel.naming.field.input, Qt.Key.Key_Return)
    assert [view.name for view in client.designs.list()] == ["Winter"]
    press(qtbot, panel.delete)
    assert client.designs.list() == []
    assert saved_keys(panel) == []
    window.undo_last()
    assert [(view.name, view.design) for view in client.designs.list()] == [("Winter", RED)]
    assert len(saved_keys(panel)) == 1


def test_what_is_exported_is_imported_as_it_was(qtbot: QtBot, page: StudioPage, client: Client, tmp_path: Path) -> None:
    look = Design(ink="spot:Gold=0,20,60,20", frame=Frame(shape=FrameShape.CARD, text="Grüße"))
    made = client.designs.create(DesignDraft(name="Linde", design=look))
    panel = opened(page)
    wear(qtbot, panel, made.id)
    page.shelf.choose_target = lambda name: tmp_path / f"{name}.json"
    press(qtbot, panel.send)
    assert json.loads((tmp_path / "Linde.json").read_text())["design"]["schema_version"] == 2
    client.designs.delete(made.id)
    page.open_link("lunch")
    page.shelf.choose_source = lambda: tmp_path / "Linde.json"
    press(qtbot, panel.bring)
    assert [(view.name, view.design) for view in client.designs.list()] == [("Linde", look)]
    press(qtbot, panel.bring)  # once more: the name is taken
    assert [view.name for view in client.designs.list()] == ["Linde", "Linde 2"]


def test_options_of_qr_code_styling_become_a_design_and_what_is_lost_is_said(
    qtbot: QtBot, page: StudioPage, client: Client, tmp_path: Path
) -> None:
    options = {"dotsOptions": {"type": "dots", "color": "#1e3a30"}, "image": "leaf.png"}
    (tmp_path / "shop.json").write_text(json.dumps(options))
    panel = opened(page)
    page.shelf.choose_source = lambda: tmp_path / "shop.json"
    press(qtbot, panel.bring)
    (view,) = client.designs.list()
    assert (view.name, view.design.body.shape, view.design.ink) == ("shop", BodyShape.DOTS, "#1e3a30")
    assert page.look().design == view.design
    assert "picture in the middle is not taken along" in panel.note.accessibleName()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no JSON", "is no JSON file"),
        ("[3]", "no design in"),
        ("{}", "no design in"),
        ('{"name": "A", "design": {"ink": "blueish"}}', "cannot be used"),
        ('{"dotsOptions": {"type": 3}}', "dotsOptions"),
    ],
)
@pytest.mark.fast_cases(2)
def test_a_file_that_holds_no_design_is_refused_and_nothing_is_kept(
    qtbot: QtBot, page: StudioPage, client: Client, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "bad.json").write_text(content)
    panel = opened(page)
    before = page.look()
    page.shelf.choose_source = lambda: tmp_path / "bad.json"
    press(qtbot, panel.bring)
    assert said in panel.note.accessibleName()
    assert client.designs.list() == []
    assert page.look() == before


def test_a_design_is_given_to_all_codes_of_links_that_match(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow
) -> None:
    made = client.designs.create(DesignDraft(name="Linde", design=RED))
    for number in range(3):
        tags = ("menus",) if number else ()
        link = client.links.create(LinkDraft(destination=f"https://example.com/{number}", tags=tags))
        client.codes.create(CodeDraft(link_id=link.id))
    panel = opened(page)
    wear(qtbot, panel, made.id)
    press(qtbot, panel.apply)
    qtbot.keyClicks(panel.many.tag.input, "menus")
    qtbot.waitUntil(lambda: panel.many.found.text().count("2 links match.") == 1)
    slugs = [link.slug for link in client.links.list(LinkQuery(tag="menus")).data]
    assert all(slug in panel.many.matches.text() for slug in slugs)
    assert panel.many.go.text() == "Apply to 2 links"
    press(qtbot, panel.many.go)
    assert window.toasts()[-1].words == "2 codes changed to Linde"
    inks = sorted(code.design.ink for code in client.codes.list(CodeQuery()).data)
    assert inks == ["#000000", "#7a1f1a", "#7a1f1a"]


def test_a_design_is_given_to_all_codes_of_links_that_are_chosen(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow
) -> None:
    made = client.designs.create(DesignDraft(name="Linde", design=RED))
    link = client.links.create(LinkDraft(destination="https://example.com/two", title="Two"))
    for name in ("door", "tent"):
        client.codes.create(CodeDraft(link_id=link.id, name=name))
    other = client.codes.create(CodeDraft(link_id="lunch"))
    client.designs.apply(made.id, ApplyDraft(codes=(client.codes.list(CodeQuery(link_id=link.id)).data[0].id,)))
    panel = opened(page)
    wear(qtbot, panel, made.id)
    press(qtbot, panel.apply)
    press(qtbot, panel.many.way.button("chosen"))
    assert not panel.many.go.isEnabled()
    panel.many.links.open()
    qtbot.keyClicks(panel.many.links.list().search, "Two")
    qtbot.waitUntil(lambda: panel.many.links.list().isVisible())
    qtbot.keyClick(panel.many.links.list().search, Qt.Key.Key_Return)
    press(qtbot, panel.many.go)
    assert window.toasts()[-1].words == "1 code changed to Linde · 1 code looked like this already"
    assert {code.design.ink for code in client.codes.list(CodeQuery(link_id=link.id)).data} == {"#7a1f1a"}
    assert client.codes.get(other.id).design.ink == "#000000"


def test_designs_are_read_and_drawn_off_the_thread_of_the_window_and_late_answers_do_no_harm(
    qtbot: QtBot, session: Session, window: MainWindow, client: Client, lunch: LinkView
) -> None:
    runner = PoolRunner(4)
    made = StudioPage(session, runner, window, Routes())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.middle.title.text() == lunch.title)
    panel = opened(made)
    assert panel.groups == [], "nothing was drawn on the spot"
    for name in ("One", "Two", "Three"):
        client.designs.create(DesignDraft(name=name, design=RED))
        made.shelf.read()
    qtbot.waitUntil(lambda: bool(panel.groups) and len(saved_keys(panel)) == 3)
    qtbot.waitUntil(runner.idle)
    assert len(panel.groups) == len(presets.GROUPS)
    press(qtbot, panel.groups[2].tile("preset Forest"))
    qtbot.waitUntil(lambda: made.middle.artboard.scene() is not None and made.look().design != Design())
    made.hide()
    assert runner.close()


def test_every_control_of_the_designs_is_named_and_reached_by_keys(
    qtbot: QtBot, page: StudioPage, client: Client
) -> None:
    made = client.designs.create(DesignDraft(name="Linde", design=RED))
    panel = opened(page)
    wear(qtbot, panel, made.id)
    press(qtbot, panel.save_as)
    assert unreachable(panel) == []
    press(qtbot, panel.apply)
    qtbot.waitUntil(panel.many.go.isVisible)
    assert unreachable(panel) == []


def test_many_names_that_are_taken_do_not_go_on_for_ever(client: Client, page: StudioPage, tmp_path: Path) -> None:
    names = ["Linde", *(f"Linde {number}" for number in range(2, 22))]
    for name in names:
        client.designs.create(DesignDraft(name=name, design=RED))
    (tmp_path / "Linde.json").write_text('{"ink": "#000000"}')
    panel = opened(page)
    page.shelf.choose_source = lambda: tmp_path / "Linde.json"
    panel.bring.click()
    assert len(client.designs.list()) == len(names)
    with pytest.raises(Conflict):
        client.designs.create(DesignDraft(name="Linde", design=RED))
    assert panel.note.isVisible()
