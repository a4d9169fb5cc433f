"""The server goes away and comes back: pages keep what they showed and say its age, and nothing typed is lost."""

from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from qrdesk.client import LinkDraft
from qrdesk.core.engines import explain
from qrdesk.core.errors import DatabaseNewer, DatabaseUnreachable, QRDeskError
from qrdesk.gui import opening_trouble
from qrdesk.gui.backoff import Backoff
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.first_run import Troubled
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import CELL_ROLE
from tests.gui.away import FarServer, a_far_desk, far_server, use, wait_for_links
from tests.gui.desks import a_desk, wait_for


@pytest.fixture
def server(tmp_path: Path) -> Generator[FarServer]:
    with far_server(tmp_path / "far") as made:
        yield made


def gone(desk: Desk) -> bool:
    return desk.server.state is ServerState.UNREACHABLE


def test_a_server_that_goes_away_leaves_what_it_showed_and_everything_comes_back_with_it(
    tmp_path: Path, server: FarServer
) -> None:
    with a_far_desk(tmp_path, server) as desk:
        wait_for_links(desk, "Menu")
        wait_for(lambda: desk.server.state is ServerState.SERVING, "the pill")
        desk.routes.open_link(desk.links.model.link_at(0).id)
        editor = desk.links.editor
        editor.fields.title.set_text("Mine")
        server.stop()
        wait_for(lambda: gone(desk), "its absence to be noticed")
        assert desk.window.pill.text().startswith("Server unreachable: retrying")
        assert "linde.example has not answered since" in desk.links.notice.note.accessibleName()
        assert "As of" in desk.window.status._right.text()
        assert len(desk.links.model.links()) == 1, "what was loaded stays"
        editor.save()
        wait_for(lambda: "server is away" in editor.bar.text(), "the save to fail")
        assert editor.bar.save.text() == "Try again"
        assert editor.fields.title.text() == "Mine"
        server.start()
        wait_for(lambda: desk.server.state is ServerState.SERVING, "it to be found again by itself")
        wait_for(desk.links.notice.isHidden, "the note to go")
        assert "As of" not in desk.window.status._right.text()
        assert editor.bar.text() == "1 change not saved"
        assert editor.fields.title.text() == "Mine"
        with server.client() as other:
            other.links.create(LinkDraft(destination="https://example.com", title="Meanwhile"))
        wait_for_links(desk, "Meanwhile", "Menu")
        editor.save()
        wait_for_links(desk, "Meanwhile", "Mine")


@pytest.mark.wide
def test_every_page_says_how_old_it_is_while_its_server_is_away(tmp_path: Path, server: FarServer) -> None:
    with a_far_desk(tmp_path, server) as desk:
        wait_for_links(desk, "Menu")
        wait_for(lambda: desk.server.state is ServerState.SERVING, "the pill")
        above, window = desk._troubles.above, desk.window
        for page in ("domains", "activity"):
            window.show_page(page)
        assert above.isHidden()
        server.stop()
        wait_for(lambda: gone(desk), "its absence to be noticed")
        assert above.isVisible()
        assert "linde.example has not answered since" in above.note.accessibleName()
        assert "What you type stays here" in above.note.accessibleName()
        window.show_page("domains")
        assert "You see what was loaded at" in above.note.accessibleName(), "it was in sight before"
        assert "scan a code on mobile data" in above.note.accessibleName(), "whether guests notice anything"
        window.show_page("settings")
        assert "You see what was loaded before." in above.note.accessibleName(), "nobody knows when"
        window.show_page("links")
        assert above.isHidden(), "Links has a note of its own"
        assert "You see what was loaded at" in desk.links.notice.note.accessibleName()
        window.show_page("domains")
        next(button for button in above._buttons if button.text() == "Copy diagnostics…").click()
        assert (window.current_page(), above.isHidden()) == ("help", True)
        assert desk.helping.page.diagnostics.isVisible()
        window.show_page("domains")
        assert above.isVisible()
        server.start()
        wait_for(lambda: desk.server.state is ServerState.SERVING, "it to be found again by itself")
        wait_for(above.isHidden, "the note to go")


def test_no_state_is_shown_as_of_now_while_the_server_is_away(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        window = desk.window
        window.show_page("domains")
        page, live = cast(DomainsPage, window.page("domains")), desk.analytics.live
        host, first = page.model.index(0, 1), page.model.index(0, 2)
        status = page.panel._status
        before = [first.data(CELL_ROLE), host.data(CELL_ROLE), status.accessibleName(), live._state.text()]
        desk.server.answered_at = datetime(2026, 3, 12, 11, 38, tzinfo=UTC)
        desk.session.mode = "remote"
        desk.server._show(ServerState.UNREACHABLE, "linde.example")
        assert first.data(CELL_ROLE).tone == "tertiary"
        assert host.data(CELL_ROLE).detail.startswith("As of 12 Mar")
        assert page.table.currentIndex().row() == 0, "what was chosen stays so"
        assert "As of 12 Mar" in status.accessibleName()
        assert status.property("note") == "info"
        assert (live._dot._tone, live._state.text()) == ("off", "No answer")
        desk.server._show(ServerState.SERVING, "linde.example")
        assert [first.data(CELL_ROLE), host.data(CELL_ROLE), status.accessibleName(), live._state.text()] == before
        assert live._dot._tone == "on"


def test_a_note_about_the_server_that_was_closed_stays_closed(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        above = desk._troubles.above
        desk.window.show_page("domains")
        desk.session.mode, desk.server.answered_at = "remote", datetime.now(UTC)
        desk.server._show(ServerState.UNREACHABLE, "linde.example")
        assert above.isVisible()
        desk.opening.ask(can_go_back=True)
        assert above.isHidden(), "another place can be chosen"
        desk.window.show_page("activity")
        above._buttons[-1].click()
        desk.window.show_page("domains")
        assert above.isHidden()
        desk.server._show(ServerState.SERVING, "linde.example")
        desk.server._show(ServerState.UNREACHABLE, "linde.example")
        assert above.isVisible(), "it went away once more"


@pytest.mark.wide
def test_an_app_opened_while_its_server_is_away_waits_for_it(tmp_path: Path, server: FarServer) -> None:
    server.stop()
    with a_desk(tmp_path, PoolRunner(), connected=False) as desk:
        desk.server.backoff.second_ms = 50
        use(desk, server)
        wait_for(lambda: gone(desk), "its absence to be noticed")
        assert desk.opening.is_done(), "the frame is there"
        said = desk.links.notice.note.accessibleName()
        assert "does not answer yet" in said
        assert [button.text() for button in desk.links.notice._buttons][:2] == ["Try now", "Open other links"]
        assert "No scans" not in desk.home._quiet.text(), "nobody knows"
        server.start()
        wait_for_links(desk, "Menu")
        wait_for(lambda: desk.server.state is ServerState.SERVING, "the pill")
        assert desk.links.notice.isHidden()


@pytest.mark.wide
def test_retry_now_asks_at_once(tmp_path: Path, server: FarServer) -> None:
    with a_far_desk(tmp_path, server) as desk:
        wait_for_links(desk, "Menu")
        server.stop()
        wait_for(lambda: gone(desk), "its absence to be noticed")
        desk.server.backoff.second_ms = 60_000
        desk.server.backoff.failed()
        server.start()
        assert gone(desk)
        desk.window.pill.retry_wanted.emit()
        wait_for(lambda: desk.server.state is ServerState.SERVING, "it to answer")


def test_tries_come_after_2_4_8_16_and_then_every_30_seconds() -> None:
    backoff = Backoff()
    assert [backoff.failed() for _ in range(6)] == [2, 4, 8, 16, 30, 30]
    assert backoff.is_waiting()
    backoff.over()
    assert not backoff.is_waiting()
    assert backoff.failed() == 2
    backoff.over()


def test_a_database_that_cannot_be_reached_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qrdesk.gui import opening

    real, away = opening.open_local, [True]

    def open_local(database: str, workspace: str, _names: object) -> object:
        if away[0]:
            raise DatabaseUnreachable("The database server does not answer.")
        return real(database, workspace)

    monkeypatch.setattr(opening, "open_local", open_local)
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening.backoff.second_ms = 20
        desk.opening.start(str(tmp_path / "links.db"))
        page = desk.opening.page()
        assert isinstance(page, Troubled)
        assert "Trying again in 2 s" in page.waiting.text()
        wait_for(lambda: "Trying again in 8 s" in page.waiting.text(), "the second try")
        assert desk.opening.page() is page, "nothing flickers"
        away[0] = False
        wait_for(desk.opening.is_done, "it to be opened")


@pytest.mark.parametrize(
    ("error", "said", "aside", "waits"),
    [
        (
            explain(Exception("connection refused (111)")),
            "The database does not answer. Nothing was changed. See whether",
            "connection refused (111)",
            True,
        ),
        (
            DatabaseNewer("This database was used by a newer QRDesk (0011_next). Update QRDesk; nothing was changed."),
            "This database was used by a newer QRDesk. Update QRDesk; nothing was changed.",
            "0011_next",
            False,
        ),
    ],
)
def test_why_nothing_was_opened_is_said_plainly_and_the_rest_folds_out(
    tmp_path: Path, error: QRDeskError, said: str, aside: str, waits: bool
) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        desk.opening._not_opened(lambda: None, error)
        page = desk.opening.page()
        assert isinstance(page, Troubled)
        assert said in page.note.accessibleName()
        assert aside not in page.note.accessibleName()
        assert aside in page.note.details().splitlines()
        assert desk.opening.backoff.is_waiting() is waits
        assert bool(page.waiting.text()) is waits, "only an update helps"
        desk.opening.backoff.over()
        next(one for one in page.findChildren(Button) if one.text() == "Copy diagnostics…").click()
        assert desk.window.current_page() == "help"


def test_brackets_in_a_path_stay(tmp_path: Path) -> None:
    path = tmp_path / "links (2)"
    error = DatabaseUnreachable(f"There is no database at {path}. Nothing was made there.")
    assert str(path) in opening_trouble.reason(error)


def test_a_daemon_that_was_started_again_is_told_with_its_log(tmp_path: Path) -> None:
    opened: list[bool] = []
    with a_desk(tmp_path) as desk:
        desk._troubles._open_log = lambda: opened.append(True)
        desk.server.started_again.emit(datetime(2026, 3, 12, 12, 40, tzinfo=UTC))
        said = desk.home.notice.note.accessibleName()
        assert "The server had stopped and was started again at" in said
        assert desk.window.toasts() == [], "the note says it; a toast would cover the last scans"
        assert "No scan recorded before was lost." in said
        next(button for button in desk.home.notice._buttons if button.text() == "Open log").click()
        assert opened == [True]
        desk.server._show(ServerState.NETWORK_ONLY, "localhost:8765")
        assert desk.home.notice.isVisible(), "it is there until somebody has read it"


def test_where_no_note_stands_a_toast_says_that_the_daemon_was_started_again(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("domains")
        desk.server.started_again.emit(datetime(2026, 3, 12, 12, 40, tzinfo=UTC))
        assert [toast.words.startswith("The server was started again at") for toast in desk.window.toasts()] == [True]
