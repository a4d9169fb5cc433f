"""What takes the window long is done in pieces: the event loop comes round between them, and nothing is done twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.gui import late
from qrdesk.gui.charts.curve import Curve
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pieces import Pieces
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.stalls import yardstick_ms
from tests.gui.test_stalls import burn

_PAGES = ("links", "studio", "batch", "analytics", "domains", "webhooks", "access", "activity", "settings", "help")


def test_the_loop_comes_round_between_the_steps(qapp: QApplication) -> None:
    seen: list[str] = []

    def steps() -> Iterator[None]:
        for _ in range(4):
            burn(yardstick_ms() * 8)
            seen.append("step")
            yield

    pieces = Pieces()
    beats = QTimer()
    beats.timeout.connect(lambda: seen.append("beat"))
    beats.start(0)
    pieces.begin(steps())
    wait_for(pieces.is_idle, "all steps")
    assert seen.count("step") == 4
    assert "beat" in seen[seen.index("step") : len(seen) - seen[::-1].index("step")]


def test_steps_that_fail_are_not_tried_again(qapp: QApplication) -> None:
    def steps() -> Iterator[None]:
        yield from ()
        raise ValueError("broken")

    pieces = Pieces()
    with pytest.raises(ValueError, match="broken"):
        pieces.begin(steps())
    assert pieces.is_idle()


@pytest.mark.wide
def test_all_pages_are_made_while_nobody_waits(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        late.import_all()
        steps = sum(1 for _ in late.all_steps(desk.window))
        assert [key for key in _PAGES if not desk.window.is_made(key)] == []
        assert steps > 5 * len(_PAGES), "in pieces"
        assert desk.window.current_page() == "home"


def test_a_page_asked_for_when_half_made_is_whole(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com", slug="menu"))
        half = desk.window.steps("links")
        for _ in range(5):
            next(half)
        assert not desk.window.is_made("links")
        desk.window.show_page("links")
        page = desk.links
        assert [link.slug for link in page.model.links()] == ["menu"]
        assert list(half) == [], "nothing is left to do"
        assert desk.links is page


def tagged(desk: Desk, count: int) -> None:
    for number in range(count):
        client_of(desk).tags.create(TagDraft(name=f"tag {number:02}"))


@pytest.mark.wide
def test_tags_have_rows_once_their_panel_is_open(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        tagged(desk, 30)
        desk.window.show_page("links")
        wait_for(jobs.idle, "the list")
        order = desk.links.side.order
        assert order.tags == []
        desk.links.side.open_order()
        wait_for(lambda: len(order.tags) == 30, "a row for each")
        first = order.tags[0]
        desk.links.loader.ask_choices()
        wait_for(jobs.idle, "the same once more")
        assert order.tags[0] is first, "what is as it was is not made again"


def test_a_long_line_keeps_its_peaks_and_draws_few_points() -> None:
    row = [0] * 8_760
    row[5_000], row[7_001] = 900, 300
    curve = Curve(row, pen="k")
    curve.show(0, len(row) - 1, 400)
    steps, values = curve.item.getData()
    assert len(steps) < 2_000
    assert dict(zip(steps.tolist(), values.tolist(), strict=True))[5_000.0] == 900
    assert sorted(value for value in values.tolist() if value) == [300, 900]
    assert steps.tolist() == sorted(steps.tolist())


def test_a_line_that_is_moved_holds_what_is_in_sight_and_a_step_beside() -> None:
    curve = Curve(range(8_760), pen="k")
    curve.show(100, 436, 764)
    steps, values = curve.item.getData()
    assert (steps[0], steps[-1], values[0]) == (99.0, 437.0, 99.0)
