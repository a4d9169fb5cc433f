"""What takes long goes on while another page is looked at, says how far it is, and ends when it is told to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Design, DesignDraft, LinkDraft, LinkQuery
from qrdesk.gui.desk import Desk
from qrdesk.gui.importing import Asked
from qrdesk.gui.jobs import Failed, Handle, InlineRunner, Progress, Step, T
from qrdesk.gui.pages import links_bulk
from qrdesk.gui.pages.analytics_report import read_base
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.pages.studio_many import Meant
from tests.gui.desks import a_desk_at, client_of
from tests.gui.test_batch import a_list, brought, wines

_LINKS = 6

pytestmark = pytest.mark.usefixtures("british")


class LongJobs(InlineRunner):
    """Keeps long work back until the test lets it go, once it ``holds``."""

    def __init__(self) -> None:
        self.holds = False
        self.held: list[Callable[[], object]] = []
        self.seen: list[tuple[int, int]] = []
        self.at_step: Callable[[], object] = lambda: None

    def run_long(
        self,
        owner: Any,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        progress: Progress | None = None,
    ) -> Handle:
        """See ``JobRunner.run_long``."""
        if not self.holds:
            return super().run_long(owner, work, done, failed, progress)
        handle = Handle()

        def told(so_far: int, total: int) -> None:
            self.seen.append((so_far, total))
            if progress is not None:
                progress(so_far, total)
            self.at_step()

        self.held.append(partial(self.run, owner, lambda: work(Step(handle, told)), done, failed))
        return handle


def links_list(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_text("url\n" + "".join(f"https://example.com/new/{n}\n" for n in range(1200)), encoding="utf-8")
    return path


def an_import(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.links.importer.start, links_list(folder))


def a_rehearsal(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.links.importer.rehearse, Asked(links_list(folder)))


def an_export(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.links.bulk.export_to, folder / "out.csv")


def an_export_as_json(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.links.bulk.export_to, folder / "out.json")


def a_change(desk: Desk, _folder: Path) -> Callable[[], object]:
    desk.links.model.check_all(on=True)
    return partial(desk.links.bulk.act, "archive")


def a_batch(desk: Desk, folder: Path) -> Callable[[], object]:
    page = brought(desk, a_list(folder, wines(4)))
    page.output.form.button("files").click()
    return partial(page.run_to, folder / "files")


def a_backup(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.settings.backups.backup.make, folder / "out.zip")


def a_kit(desk: Desk, folder: Path) -> Callable[[], object]:
    return partial(desk.settings.backups.survival.make, folder)


def a_preview(desk: Desk, folder: Path) -> Callable[[], object]:
    desk.settings.backups.backup.make(folder / "there.zip")
    return partial(desk.settings.backups.restore.look_through, folder / "there.zip")


def a_design(desk: Desk, _folder: Path) -> Callable[[], object]:
    client = client_of(desk)
    client.designs.create(DesignDraft(name="Ours", design=Design()))
    shelf = desk.studio.shelf
    shelf.read()
    shelf._chosen = next(iter(shelf._saved))
    chosen = tuple(link.id for link in client.links.each(LinkQuery()))
    return partial(shelf._panel.many.apply_wanted.emit, Meant(None, chosen))


def an_audit_export(desk: Desk, path: Path) -> None:
    desk.activity.exporting.write({}, "csv", path)


def a_hit_export(desk: Desk, path: Path) -> None:
    client = client_of(desk)
    desk.analytics.exporting.write(read_base(client, Wanted()), "csv", path)


LONG = (an_import, a_rehearsal, an_export, an_export_as_json, a_change, a_batch, a_backup, a_kit, a_preview, a_design)


def held(
    desk: Desk, jobs: LongJobs, page: str, make: Callable[[Desk, Path], Callable[[], object]], folder: Path
) -> None:
    """Start long work on its page, and leave that page."""
    for n in range(_LINKS):
        client_of(desk).links.create(LinkDraft(destination=f"https://example.com/{n}"))
    desk.session.links_changed.emit()
    desk.window.show_page(page)
    start = make(desk, folder)
    jobs.holds = True
    start()
    jobs.holds = False
    desk.window.show_page("home")


def page_of(make: object) -> str:
    settings = dict.fromkeys((a_backup, a_kit, a_preview), "settings")
    pages: dict[object, str] = {a_batch: "batch", a_design: "studio", **settings}
    return pages.get(make, "links")


HERE_ALONE = {a_backup, a_kit, a_preview}  # those of a server are made and restored where it runs
BOTH = ("local", "http")


@pytest.mark.parametrize("cancelled", [False, True], ids=["to its end", "cancelled"])
@pytest.mark.parametrize(
    ("where", "make"), [(where, make) for where in BOTH for make in LONG if where == "local" or make not in HERE_ALONE]
)
@pytest.mark.fast_cases(2)
def test_long_work_tells_how_far_it_is_and_heeds_cancel(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    make: Callable[[Desk, Path], Callable[[], object]],
    *,
    cancelled: bool,
) -> None:
    monkeypatch.setattr(links_bulk, "_CHANGES", 2)
    jobs = LongJobs()
    with a_desk_at(where, tmp_path, jobs) as desk:
        held(desk, jobs, page_of(make), make, tmp_path)
        status, shown = desk.window.status, list[str]()
        (work,) = status.works()
        desk.window.status.work_over.connect(lambda: shown.append(status.sentence()))

        def at_step() -> None:
            shown.append(status._count.text())
            if cancelled and work.total:
                work.cancel()

        jobs.at_step = at_step
        for job in jobs.held:
            job()
        assert max(total for _, total in jobs.seen) > 1, "of how many"
        assert any(" of " in one or one.endswith(" %") for one in shown) or cancelled
        assert status.works() == [], "it is over"
        if cancelled:
            assert jobs.seen[-1][0] < jobs.seen[-1][1], "it went on although it was cancelled"
        else:
            assert status.sentence(), "nobody is told that it is done"


@pytest.mark.parametrize("cancelled", [False, True], ids=["to its end", "cancelled"])
@pytest.mark.parametrize("start", [an_audit_export, a_hit_export])
@pytest.mark.parametrize("where", BOTH)
@pytest.mark.fast_cases(1)
def test_an_export_of_unknown_length_tells_its_size_and_heeds_cancel(
    tmp_path: Path, where: str, start: Callable[[Desk, Path], None], *, cancelled: bool
) -> None:
    jobs, path = LongJobs(), tmp_path / "out.csv"
    with a_desk_at(where, tmp_path, jobs) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com/"))
        desk.window.show_page("activity")
        desk.window.show_page("analytics")
        jobs.holds = True
        start(desk, path)
        jobs.holds = False
        (work,) = desk.window.status.works()
        desk.window.show_page("home")
        if cancelled:
            work.cancel()
        for job in jobs.held:
            job()
        assert bool(jobs.seen) is not cancelled, "how much of it is there"
        assert desk.window.status.works() == [], "it is over"
        assert path.exists() is not cancelled, "a file is whole, or not there"
        said = desk.window.status.sentence()
        assert ("cancelled" in said) is cancelled
        assert said, "nobody is told that it is done"
