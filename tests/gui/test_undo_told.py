"""What is taken back is seen while it is on its way, and said once it is done, wherever one is by then."""

from pathlib import Path

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from tests.gui.desks import a_client, a_desk, client_of
from tests.gui.held_jobs import HeldJobs

HERE = "https://example.com/"


def changed(desk: Desk) -> None:
    """Change where a link leads."""
    link = client_of(desk).links.create(LinkDraft(destination=f"{HERE}one", title="Prices"))
    desk.routes.open_link(link.id)
    desk.links.editor.fields.destination.set_text(f"{HERE}two")
    desk.links.editor.save()


def test_undo_is_seen_at_once_and_confirmed(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        changed(desk)
        jobs.holds = True
        desk.window.undo_last()
        assert [work.title for work in desk.window.status.works()] == ["Undoing"]
        jobs.holds = False
        jobs.let_go()
        assert desk.window.status.works() == []
        assert client_of(desk).links.list().data[0].destination == f"{HERE}one"
        assert [toast.words for toast in desk.window.toasts()] == ["Prices is as it was before: Destination"]
        assert not desk.window.toasts()[0].can_undo()


def test_an_undo_on_its_way_ends_where_other_links_are_open_too(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        changed(desk)
        before = client_of(desk)
        jobs.holds = True
        desk.window.undo_last()
        jobs.holds = False
        (tmp_path / "other").mkdir()
        held = a_client(tmp_path)
        desk.session.use(a_client(tmp_path / "other"), "local", str(tmp_path / "other" / "links.db"))
        assert before is not client_of(desk)
        jobs.let_go()
        assert desk.window.status.works() == []
        assert desk.window.toasts() == [], "nothing is said of it here"
        held.close()


def test_an_undo_of_settings_is_told_in_the_same_way(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        desk.window.show_page("settings")
        desk.settings.name.set_text("Radwerk")
        desk.settings._save.click()
        jobs.holds = True
        desk.window.undo_last()
        assert [work.title for work in desk.window.status.works()] == ["Undoing"]
        jobs.holds = False
        jobs.let_go()
        assert desk.window.status.works() == []
        assert "It is as it was before" in [toast.words for toast in desk.window.toasts()]
