"""The Batch page: a run that is cancelled stops at once, says what was made, and goes on from there."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.schemas.batch import BatchReport
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages import batch_making, batch_runner
from tests.gui.desks import DEADLINE_S, a_desk_at, client_of, wait_for
from tests.gui.test_batch import a_list, brought, wines

pytestmark = pytest.mark.parametrize("where", ["local", "http"])


def test_a_run_that_is_cancelled_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    jobs = PoolRunner()
    real = batch_making.batch.run
    with a_desk_at(where, tmp_path, jobs) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(60)))
        wait_for(lambda: page.make.isEnabled() and page.make.text() == "Make 60 codes…", "the check")
        page.output.form.button("files").click()
        assert page.output.draft().order.format == "svg"

        def stopped(*given: Any, progress: Callable[[int, int], None], **named: Any) -> BatchReport:
            def told(done: int, total: int) -> None:
                progress(done, total)
                if done == 50:
                    page.runner.handle().cancel()  # as Cancel does, at a known moment

            return real(*given, progress=told, processes=1, **named)

        monkeypatch.setattr(batch_making.batch, "run", stopped)
        out = tmp_path / "files"
        page.run_to(out)
        wait_for(lambda: not page.runner.is_busy(), "the end")
        assert (page.bar.title.text(), len(list(out.glob("*.svg")))) == ("Stopped", 50)
        assert page.bar.again.text() == "Go on"
        links = len(list(client_of(desk).links.each()))
        monkeypatch.setattr(batch_making.batch, "run", real)
        page.bar.again.click()
        wait_for(lambda: not page.runner.is_busy(), "the second end")
        assert page._outcome is not None
        assert page._outcome.report is not None
        assert (page._outcome.report.resumed, page._outcome.report.made) == (50, 60)
        assert len(list(out.glob("*.svg"))) == 60
        assert (links, len(list(client_of(desk).links.each()))) == (60, 60), "no link is made twice"


def test_cancel_is_heard_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    begun, heard, real = threading.Event(), threading.Event(), batch_runner.make

    def held(*given: Any) -> batch_making.Outcome:
        begun.set()
        assert heard.wait(DEADLINE_S), "Cancel was not pressed"
        return real(*given)

    monkeypatch.setattr(batch_runner, "make", held)
    with a_desk_at(where, tmp_path, PoolRunner()) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(12)))
        wait_for(page.make.isEnabled, "the check")
        page.run_to(tmp_path / "labels.pdf")
        wait_for(begun.is_set, "the run begins")
        assert (page.bar.cancel.isVisible(), page.bar.cancel.isEnabled()) == (True, True)
        page.bar.cancel.click()
        heard.set()
        wait_for(lambda: not page.runner.is_busy(), "the end")
        assert (page.bar.title.text(), page.bar.said.text()) == ("Stopped", "Nothing was made.")
        assert not list(client_of(desk).links.each())
        assert [one.name for one in tmp_path.glob("*labels*")] == []


@pytest.mark.wide
def test_a_short_list_is_cancelled_while_its_codes_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    real = batch_making.batch.run
    with a_desk_at(where, tmp_path, PoolRunner()) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(30)))
        wait_for(page.make.isEnabled, "the check")
        page.output.form.button("files").click()

        def stopped(*given: Any, look: Callable[[int, int], None], **named: Any) -> BatchReport:
            def looked(done: int, total: int) -> None:
                if done == 10:
                    page.runner.handle().cancel()  # as Cancel does, at a known moment
                look(done, total)

            return real(*given, look=looked, **named)

        monkeypatch.setattr(batch_making.batch, "run", stopped)
        page.run_to(tmp_path / "files")
        wait_for(lambda: not page.runner.is_busy(), "the end")
        assert (page.bar.title.text(), page.bar.again.text()) == ("Stopped", "Go on")
        assert not (tmp_path / "files").exists(), "nothing is half done"
        assert [code.printed_at for code in client_of(desk).codes.list().data] == [None] * 30
        monkeypatch.setattr(batch_making.batch, "run", real)
        page.bar.again.click()
        wait_for(lambda: not page.runner.is_busy(), "the second end")
        assert len(list((tmp_path / "files").glob("*.svg"))) == 30
        assert len(list(client_of(desk).links.each())) == 30, "no link is made twice"
