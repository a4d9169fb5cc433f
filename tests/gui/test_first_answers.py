"""A page whose answer takes longer than a moment shows that it is on its way, under its header."""

from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.loading import LoadingBar
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs

PAGES = ("home", "domains", "access", "studio", "settings")


@pytest.fixture
def jobs() -> HeldJobs:
    return HeldJobs(holds=False)


@pytest.fixture
def desk(tmp_path: Path, jobs: HeldJobs) -> Generator[Desk]:
    with a_desk(tmp_path, jobs) as made:
        client_of(made).links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        yield made
        jobs.let_go()


def bar_of(desk: Desk, page: str) -> LoadingBar:
    shown = cast(Any, desk.window.page(page))
    return shown.middle.loading if page == "studio" else shown.loading


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.fast_cases(2)
def test_a_bar_is_shown_until_the_answer_is_there(desk: Desk, jobs: HeldJobs, page: str) -> None:
    desk.window.show_page("links")
    bar = bar_of(desk, page)
    assert not bar.is_shown()
    jobs.holds = True
    desk.window.show_page(page)
    if page == "studio":
        desk.routes.open_studio("menu")
    wait_for(bar.is_shown, "the bar")
    assert bar.isVisible()
    jobs.holds = False
    jobs.let_go()
    assert not bar.is_shown(), "each that was asked for has its answer"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.fast_cases(2)
def test_the_bar_goes_with_other_links_and_with_a_refusal(
    desk: Desk, jobs: HeldJobs, page: str, tmp_path: Path
) -> None:
    bar = bar_of(desk, page)
    jobs.holds = True
    desk.window.show_page(page)
    if page == "studio":
        desk.routes.open_studio("nowhere")
    wait_for(bar.is_shown, "the bar")
    desk.session.use(client_of(desk), "local", str(tmp_path / "links.db"))
    jobs.holds = False
    jobs.let_go()
    assert not bar.is_shown(), "answers that are for nobody end it, too"
