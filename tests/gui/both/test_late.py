"""Another place is opened before an answer has come: it is for nobody there, and nothing of it is lost where it was."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QCursor, QGuiApplication

from qrdesk.client import Client, CodeDraft, CodeQuery, FolderDraft, LinkDraft, WorkspaceDraft
from qrdesk.core.schemas.contents.everyday import TextContent
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import Settings
from qrdesk.gui import far
from qrdesk.gui.carrying_links import Wanted
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.session import Mode
from tests.gui.both.conftest import FarServer
from tests.gui.desks import a_desk
from tests.gui.held_jobs import HeldJobs


@dataclass
class World:
    """The app between two places; what ``jobs`` hold back is an answer on its way."""

    desk: Desk
    jobs: HeldJobs
    one: Client
    two: Client
    mode: Mode
    place: str

    def go(self, client: Client, page: str) -> None:
        """Open the one or the other, each under a name of its own."""
        place = self.place if self.mode == "local" else f"{self.place}/{'one' if client is self.one else 'two'}"
        self.desk.session.use(client, self.mode, place)
        self.desk.window.show_page(page)

    def hold(self) -> None:
        """Let answers wait from now on."""
        self.jobs.holds = True

    def leave(self, page: str) -> None:
        """Open the other place, and then let the answers come."""
        self.jobs.holds = False
        self.go(self.two, page)
        self.jobs.let_go()


@pytest.fixture(params=["local", "remote"])
def world(request: pytest.FixtureRequest, tmp_path: Path, british: None) -> Generator[World]:
    QCursor.setPos(0, 0)  # a code under the pointer is made ready to be dragged, and copied at once
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs, connected=False) as desk:
        desk.changes.clock.stop()
        if request.param == "remote":
            server: FarServer = request.getfixturevalue("far_server")
            one, two = (far.client_of(server.address, server.keys.pop()) for _ in range(2))
            yield World(desk, jobs, one, two, "remote", server.address)
            two.close()
        else:
            path = str(tmp_path / "links.db")
            one = Client.local(path, Settings(public_url="https://one.example"))
            made = one.workspaces.create(WorkspaceDraft(name="Two", url="https://two.example"))
            yield World(desk, jobs, one, one.in_workspace(made.id), "local", path)


def menu(client: Client) -> LinkView:
    return client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))


def test_numbers_and_choices_of_the_links_of_before_are_not_shown(world: World) -> None:
    desk = world.desk
    menu(world.one)
    world.one.folders.create(FolderDraft(name="Lunch"))
    world.go(world.one, "links")
    seen: list[object] = []
    desk.links.loader.chosen_from.connect(seen.append)
    desk.links.loader.counted.connect(seen.append)
    world.hold()
    desk.links.loader.count()
    desk.links.loader.ask_choices()
    desk.links.editor.parts.load_choices()
    world.jobs.holds = False
    world.go(world.two, "links")
    seen.clear()
    world.jobs.let_go()
    assert seen == []
    folder = desk.links.editor.parts.fields.folder
    assert folder.findText("Lunch") < 0, "its folders are of another place"


def test_a_link_made_at_home_is_made_where_it_was_typed_and_told_of_there_alone(world: World) -> None:
    world.go(world.one, "home")
    make = world.desk.home.make
    make.field.set_text("https://example.com/menu")
    told: list[object] = []
    make.made.connect(lambda link, _printing: told.append(link))
    world.hold()
    make.create_button.click()
    world.leave("home")
    assert told == []
    assert (make.field.text(), len(world.two.links.list().data)) == ("", 0)
    assert [link.destination for link in world.one.links.list().data] == ["https://example.com/menu"]
    make.field.set_text("https://example.com/jobs")
    assert make.create_button.isEnabled(), "it is not held back by what was asked elsewhere"


def test_a_file_exported_late_is_there_and_its_code_stays_where_it_is_of(world: World, tmp_path: Path) -> None:
    menu(world.one)
    theirs = menu(world.two)
    world.go(world.one, "studio")
    page = world.desk.studio
    page.right.symbol.margin.setValue(6)
    page.exporting.choose_path = lambda _suggested: tmp_path / "menu.pdf"
    world.hold()
    page.export()
    world.leave("studio")
    assert (tmp_path / "menu.pdf").exists()
    assert len(world.one.codes.list(CodeQuery()).data) == 1
    assert world.two.codes.list(CodeQuery()).data == []
    desk = page._bench.desk
    assert desk is not None
    assert desk.codes == (), "no code of another place lies on the desk"
    assert desk.title() == theirs.title
    assert page.right.problem.isHidden()
    assert page.right.export.isEnabled(), "nothing is on its way here"
    assert world.desk.window.status.sentence() == "menu.pdf saved"


def test_a_code_copied_late_is_not_remembered_in_another_place(world: World) -> None:
    link = menu(world.one)
    menu(world.two)
    QGuiApplication.clipboard().clear()
    world.go(world.one, "links")
    world.hold()
    world.desk.links.rows.carrying.copy(Wanted(link))
    world.leave("links")
    assert world.two.codes.list(CodeQuery()).data == []
    assert QGuiApplication.clipboard().image().isNull()
    world.go(world.one, "studio")
    page = world.desk.studio
    world.hold()
    page.leaving.copy()
    world.leave("studio")
    assert world.two.codes.list(CodeQuery()).data == []
    assert QGuiApplication.clipboard().image().isNull()


def test_what_was_on_the_desk_when_it_was_copied_is_what_is_remembered(world: World) -> None:
    link = menu(world.one)
    other = world.one.codes.create(CodeDraft(content=TextContent(type="text", text="Guten Tag"), name="Door"))
    world.go(world.one, "studio")
    page = world.desk.studio
    page.leaving.carrying._forget()
    world.hold()
    page.leaving.copy()
    world.jobs.holds = False
    page.open_static(other.id)
    world.jobs.let_go()
    QGuiApplication.clipboard().clear()
    printed = {code.link_id: code.printed_at is not None for code in world.one.codes.list(CodeQuery()).data}
    assert printed == {None: False, link.id: True}


def test_a_new_domain_that_is_typed_stays_at_its_place(world: World) -> None:
    world.go(world.one, "domains")
    page = world.desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    page.add.click()
    page.panel.address.set_text("https://go.cafe.example")
    world.go(world.two, "domains")
    page.add.click()
    assert page.panel.address.text() == ""
    world.go(world.one, "domains")
    page.add.click()
    assert page.panel.address.text() == "https://go.cafe.example"
