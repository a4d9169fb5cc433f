"""The pages of a list are tried when that is wanted: what does not answer is noted, and kept with one press."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qrdesk.core.net import targets
from qrdesk.core.net.networks import networks
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import Cancelled, PoolRunner
from qrdesk.gui.pages.batch import BatchPage
from tests.gui.desks import a_desk, wait_for
from tests.gui.test_batch import a_list


@contextmanager
def pages(status_of: Callable[[str], int]) -> Generator[tuple[str, list[str]]]:
    """Serve pages on this computer; the paths that were asked for are noted."""
    asked: list[str] = []

    class Pages(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(self.path)
            self.send_response(status_of(self.path))
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path, jobs=PoolRunner()) as made:
        made.window.show_page("batch")
        yield made


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "look", partial(targets.look, allow=networks("127.0.0.0/8")))


def brought(desk: Desk, folder: Path, base: str, rows: int = 5) -> BatchPage:
    page = desk.batch
    page.bring(a_list(folder, [f"Riesling {n};{base}/w/{n};AD-{n:04};2024;;" for n in range(1, rows + 1)]))
    wait_for(page.make.isEnabled, "the check")
    return page


@pytest.mark.usefixtures("loopback")
def test_a_page_that_answers_404_is_noted_and_kept(desk: Desk, tmp_path: Path) -> None:
    with pages(lambda path: 404 if path in {"/w/2", "/w/4"} else 200) as (base, asked):
        page = brought(desk, tmp_path, base)
        assert not asked, "nothing is sent before somebody wants it"
        page.check.try_pages.trigger()
        wait_for(lambda: len(page.check.problems()) == 2, "the notes")
        wait_for(lambda: page.check.try_pages.text() == "Try the pages", "the end")
        assert sorted(set(asked)) == [f"/w/{n}" for n in range(1, 6)]
    assert [(one.number, one.fault, one.other) for one in page.check.problems()] == [
        (3, "page_down", 404),
        (5, "page_down", 404),
    ]
    model = page.check.model
    assert "Page answers 404" in model._sentence_of(0)
    assert "Keep it" in model._sentence_of(0)
    assert page.make.text() == "Make 5 codes…", "they are made all the same"
    page.check.table.fix_wanted.emit(0)
    assert [one.number for one in page.check.problems()] == [5]
    place = page.check.problems()[0].place
    page.desk.fix({place: {1: "https://adler.example/w/4"}})
    wait_for(lambda: not page.check.problems(), "it was mended")


def test_no_private_address_is_asked(desk: Desk, tmp_path: Path) -> None:
    with pages(lambda _path: 404) as (base, asked):
        page = brought(desk, tmp_path, base)
        page.check.try_pages.trigger()
        wait_for(lambda: page.check.try_pages.text() == "Try the pages", "the end")
        assert asked == []
    assert not page.check.problems()


@pytest.mark.usefixtures("loopback")
def test_it_is_stopped_and_what_was_found_stays(desk: Desk, tmp_path: Path) -> None:
    go_on = threading.Event()

    def slowly(path: str) -> int:
        if path != "/w/1":
            go_on.wait(20)
        return 404

    with pages(slowly) as (base, asked):
        page = brought(desk, tmp_path, base, 40)
        page.check.try_pages.trigger()
        wait_for(lambda: len(asked) > 2, "the first ones")
        assert page.check.try_pages.text() == "Stop trying"
        page.check.try_pages.trigger()
        wait_for(lambda: page.check.try_pages.text() == "Try the pages", "the end")
        assert len(asked) < 12, "four at once"
        go_on.set()
    assert len(page.check.problems()) <= 1
    assert page.make.text() == "Make 40 codes…"


@pytest.mark.usefixtures("loopback")
def test_a_cell_that_was_mended_while_it_was_tried_is_not_noted(desk: Desk, tmp_path: Path) -> None:
    go_on = threading.Event()

    def slowly(_path: str) -> int:
        go_on.wait(20)
        return 404

    with pages(slowly) as (base, asked):
        page = brought(desk, tmp_path, base, 2)
        page.check.try_pages.trigger()
        wait_for(lambda: len(asked) == 2, "both pages to be asked")
        page.desk.fix({0: {1: "https://adler.example/w/1"}})
        wait_for(desk.batch.make.isEnabled, "the check")
        go_on.set()
        wait_for(lambda: page.check.try_pages.text() == "Try the pages", "the end")
    assert [one.number for one in page.check.problems()] == [3]


def test_a_trial_that_was_stopped_early_is_no_fault(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stopped(*_: object) -> object:
        raise Cancelled

    monkeypatch.setattr("qrdesk.gui.pages.batch_pages._tried", stopped)
    page = brought(desk, tmp_path, "https://adler.example")
    page.check.try_pages.trigger()
    wait_for(lambda: page.check.try_pages.text() == "Try the pages", "the end")
    assert "went wrong" not in desk.window.status.sentence()
    assert caplog.records == []
