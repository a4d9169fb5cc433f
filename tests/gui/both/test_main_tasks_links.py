"""Links: made, changed, given a rule, tried, many at once, narrowed and put back, over both transports."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.tables.link_table import Place
from tests.gui.both.acting import CTRL, Hand
from tests.gui.desks import client_of
from tests.gui.test_batch import read_back

HERE = "https://example.com/"


def listed(desk: Desk, *titles: str) -> list[LinkView]:
    """Make links, and go where they are listed."""
    made = [client_of(desk).links.create(LinkDraft(destination=f"{HERE}{one}", title=one)) for one in titles]
    desk.session.links_changed.emit()
    desk.window.show_page("links")
    return made


def titles(desk: Desk) -> list[str]:
    return [link.title for link in desk.links.model.links()]


def opened(desk: Desk, hand: Hand, title: str) -> None:
    """Click a link in the list."""
    hand.row(desk.links.table, title, Place.TITLE)
    hand.until(desk.links.editor.isVisible, "the editor")


def tick(desk: Desk, hand: Hand, *those: str) -> None:
    """Tick these links and no others."""
    for row, title in enumerate(titles(desk)):
        if desk.links.table.is_checked(row) != (title in those):
            hand.cell(desk.links.table, row, Place.CHECK)


def unfolded(desk: Desk, hand: Hand, section: str) -> None:
    """Click the head of a section that is closed."""
    made = desk.links.editor.sections[section]
    if not made.is_open():
        hand.click(made._head)
    assert made.is_open()


def test_a_link_is_made_and_then_leads_elsewhere(desk: Desk, hand: Hand) -> None:
    listed(desk, "Review")
    hand.press(desk.links, "New link")
    fields = desk.links.editor.fields
    hand.write(fields.destination.input, f"{HERE}summer")
    hand.key(fields.destination.input, Qt.Key.Key_Tab)
    hand.write(fields.title.input, "Menu")
    hand.write(desk.links.editor.address.slug, "menu")
    hand.click(desk.links.editor.bar.save)
    assert client_of(desk).links.get("menu").destination == f"{HERE}summer"
    assert titles(desk) == ["Menu", "Review"]
    opened(desk, hand, "Menu")
    hand.write(fields.destination.input, f"{HERE}winter")
    assert desk.links.editor.bar.text() == "1 change not saved"
    hand.key(fields.destination.input, Qt.Key.Key_S, CTRL)
    assert client_of(desk).links.get("menu").destination == f"{HERE}winter"
    hand.key(desk.window, Qt.Key.Key_Z, CTRL)
    assert client_of(desk).links.get("menu").destination == f"{HERE}summer"
    assert fields.destination.text() == f"{HERE}summer"


def test_a_rule_is_made_in_the_form_and_the_simulator_says_that_it_wins(desk: Desk, hand: Hand) -> None:
    (menu,) = listed(desk, "Menu")
    opened(desk, hand, "Menu")
    unfolded(desk, hand, "rules")
    rules = desk.links.editor.parts.rules
    hand.click(rules.more)
    form = rules.form
    assert form is not None
    hand.write(form.name.input, "Germans")
    hand.click(form.conditions.more)
    hand.pick("Country")
    hand.write(form.conditions.rows[0].editor.field.input, "Germany")  # type: ignore[attr-defined] - countries
    hand.write(form.leads.one.field.input, f"{HERE}de")
    hand.click(form.finish)
    assert [card.rule.name for card in rules.cards] == ["Germans"]
    hand.click(desk.links.editor.bar.save)
    (rule,) = client_of(desk).links.get(menu.id).rules
    assert (rule.name, rule.destination) == ("Germans", f"{HERE}de")
    for toast in desk.window.toasts():
        toast.leave()  # "Saved", for some seconds over the foot of the editor
    unfolded(desk, hand, "simulator")
    simulator = desk.links.editor.parts.simulator
    for country, leads in (("Germany", f"{HERE}de"), ("France", f"{HERE}Menu")):
        hand.write(simulator.country.input, country)
        hand.click(simulator.go)
        assert leads.removeprefix("https://") in simulator.outcome.accessibleName()


def test_ticked_links_are_tagged_and_archived_and_each_is_taken_back(desk: Desk, hand: Hand) -> None:
    made = listed(desk, "Menu", "Review", "Jobs")
    tick(desk, hand, "Menu", "Jobs")
    hand.click(desk.links.bulk_bar.tag)
    hand.pick("New tag…")
    hand.write(desk.links.naming.field.input, "door")
    hand.press(desk.links.naming, "Make")
    client = client_of(desk)
    assert [client.links.get(one.id).tags for one in made] == [["door"], [], ["door"]]
    hand.key(desk.window, Qt.Key.Key_Z, CTRL)
    assert [client.links.get(one.id).tags for one in made] == [[], [], []]
    tick(desk, hand, "Menu", "Jobs")
    hand.press(desk.links.bulk_bar, "Archive")
    assert titles(desk) == ["Review"]
    assert client.links.get(made[0].id).state is LinkState.ARCHIVED
    hand.press(desk.window, "Undo")
    assert titles(desk) == ["Jobs", "Review", "Menu"]
    assert client.links.get(made[0].id).state is LinkState.LIVE


def test_links_are_moved_into_a_folder_and_the_list_is_narrowed_to_it(desk: Desk, hand: Hand) -> None:
    client_of(desk).folders.create(FolderDraft(name="Doors"))
    menu, _review = listed(desk, "Menu", "Review")
    tick(desk, hand, "Menu")
    hand.click(desk.links.bulk_bar.move_to)
    hand.pick("Doors")
    folder = client_of(desk).links.get(menu.id).folder
    assert folder is not None
    assert folder.name == "Doors"
    hand.key(desk.links.table, Qt.Key.Key_Escape)
    hand.click(desk.links.filter_row.folder)
    hand.pick("Doors")
    assert titles(desk) == ["Menu"]
    hand.click(desk.links.filter_row.folder)
    hand.pick("Any")
    hand.write(desk.links.filter_row.filter, "rev")
    hand.until(lambda: titles(desk) == ["Review"], "the filter to work")


def test_what_was_before_is_put_back_from_the_history(desk: Desk, hand: Hand) -> None:
    (menu,) = listed(desk, "Menu")
    client_of(desk).links.update(menu.id, LinkPatch(destination=f"{HERE}winter"))
    desk.session.links_changed.emit()
    opened(desk, hand, "Menu")
    unfolded(desk, hand, "history")
    history = desk.links.editor.parts.history
    hand.until(lambda: len(history.lines) == 2, "both changes")
    hand.click(history.lines[0].unfold)
    assert "winter" in history.lines[0].details.text()
    hand.click(history.lines[0].restore)
    assert client_of(desk).links.get(menu.id).destination == f"{HERE}Menu"
    assert desk.links.editor.fields.destination.text() == f"{HERE}Menu"


def test_ticked_links_have_their_artwork_exported(
    desk: Desk, hand: Hand, tmp_path: Path, answer_dialogs: Callable[[Path], None]
) -> None:
    made = listed(desk, "Menu", "Review", "Jobs")
    tick(desk, hand, "Menu", "Jobs")
    hand.press(desk.links.bulk_bar, "Export artwork…")
    page = desk.batch
    hand.until(lambda: page.make.text() == "Make 2 codes…", "the links to be listed")
    hand.click(page.output.form.button("pdf"))
    out = tmp_path / "codes.pdf"
    answer_dialogs(out)
    hand.click(page.make)
    assert page.bar.title.text() == "2 codes made"
    assert sorted(read_back(out)) == sorted(one.code_url for one in (made[0], made[2]))
    client = client_of(desk)
    assert [client.links.get(one.id).printed_at is not None for one in made] == [True, False, True]
