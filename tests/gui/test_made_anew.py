"""What was made is written down as unsaved no more: the next new one begins empty, wherever it is made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.link_editor_form import Values
from tests.access import access
from tests.gui.desks import a_desk, a_desk_at, client_of
from tests.gui.held_jobs import HeldJobs
from tests.gui.ruling import form_of, rules_of
from tests.gui.test_kept import kept_text

PAGE = "https://radwerk.example/prices"


def type_link(desk: Desk) -> None:
    """Type a new link with a rule that is not taken over yet, as it is written down meanwhile."""
    desk.routes.new_link("")
    desk.links.editor.fields.destination.set_text(PAGE)
    desk.links.editor.fields.title.set_text("Prices")
    rules_of(desk).more.click()
    form_of(desk).name.set_text("Saturday")
    form_of(desk).leads.one.field.set_text(f"{PAGE}/sat")
    form_of(desk).conditions.add("country")
    form_of(desk).conditions.rows[0].editor.field.input.setText("Germany")  # type: ignore[attr-defined] - countries
    desk.keeper.write()


@pytest.mark.parametrize("where", ["local", "http"])
def test_a_new_link_begins_empty_after_another_was_saved(where: str, tmp_path: Path) -> None:
    with a_desk_at(where, tmp_path) as desk:
        editor = desk.links.editor
        type_link(desk)
        editor.save()
        assert [link.title for link in client_of(desk).links.list().data] == ["Prices"]
        desk.links.new_link()
        assert editor.link() is None
        assert editor.values() == Values()
        assert rules_of(desk).form is None
        editor.close_panel()
        desk.keeper.write()
        assert PAGE not in kept_text(tmp_path)


def test_a_killed_app_does_not_offer_a_link_that_was_saved(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        type_link(desk)
        desk.links.editor.save()
        desk.state.sync()  # what stands there when the process is killed
        assert PAGE not in kept_text(tmp_path)


def test_a_new_link_begun_while_another_is_on_its_way_is_empty_once_that_is_saved(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs) as desk:
        type_link(desk)
        jobs.holds = True
        desk.links.editor.save()
        desk.links.new_link()
        jobs.holds = False
        desk.keeper.write()
        jobs.let_go()
        assert desk.links.editor.values() == Values()
        assert len(client_of(desk).links.list().data) == 1


def test_a_link_on_its_way_is_not_offered_again_by_what_is_tried_meanwhile(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        editor = desk.links.editor
        desk.routes.new_link("")
        editor.fields.destination.set_text(PAGE)
        editor.parts.simulator.go.click()
        jobs.holds = True
        editor.save()
        editor.fields.destination.set_text(f"{PAGE} \0")
        editor.parts.simulator.changes_wanted.emit()  # as a moment after the last letter
        editor.fields.destination.set_text(f"{PAGE}/spring")
        editor.save()
        jobs.holds = False
        jobs.let_go()
        assert [link.destination for link in client_of(desk).links.list().data] == [PAGE], "one link, and one code"
        assert editor.fields.destination.text() == f"{PAGE}/spring", "what was typed since stays"
        assert editor.unsaved() == 1


def key(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new key is begun, typed, made, and read."""
    part = access(desk, "keys").keys
    panel = part.panel

    def typed() -> None:
        panel.name.set_text("Atlan")
        panel.reach.usual.button("read").click()

    return part.new.click, typed, panel.make.click, panel.name.text


def invitation(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new invitation is begun, typed, made, and read."""
    part = access(desk, "invitations").invitations
    name = part.panel.name
    return part.new.click, lambda: name.set_text("Atlan"), part.panel.make.click, name.text


def plan(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new plan is begun, typed, made, and read."""
    part = access(desk, "plans").plans
    name = part.panel.name
    return part.new.click, lambda: name.set_text("atlan"), part.panel.save.click, name.text


def workspace(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new workspace is begun, typed, made, and read."""
    part = access(desk, "workspace").workspace
    form = part.panel.form

    def typed() -> None:
        form.name.set_text("Atlan")
        form.url.set_text("https://atlan.example")

    return part.new.click, typed, form.make.click, form.name.text


def domain(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new domain is begun, typed, made, and read."""
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    field = page.panel.address
    return page.add.click, lambda: field.set_text("https://atlan.example"), page.panel.make.click, field.text


def webhook(desk: Desk) -> tuple[Callable[[], object], ...]:
    """Return how a new webhook is begun, typed, made, and read."""
    desk.window.show_page("webhooks")
    panel = desk.webhooks.panel
    field = panel.form.url
    return desk.webhooks.open_new, lambda: field.set_text("https://atlan.example/in"), panel.make.click, field.text


@pytest.mark.fast_cases(2)
@pytest.mark.parametrize(
    ("form", "where"),
    [
        *((form, where) for form in (key, invitation, domain, webhook) for where in ("local", "http")),
        *((form, "local") for form in (plan, workspace)),  # made at the computer with the database only
    ],
)
def test_a_new_one_begins_empty_after_another_was_made(
    form: Callable[[Desk], tuple[Callable[[], object], ...]], where: str, tmp_path: Path
) -> None:
    with a_desk_at(where, tmp_path) as desk:
        begin, fill, make, text = form(desk)
        begin()
        fill()
        desk.keeper.write()
        assert "tlan" in str(text())
        assert "tlan" in kept_text(tmp_path)
        make()
        begin()
        assert text() == ""
        desk.keeper.write()
        assert "tlan" not in kept_text(tmp_path)
