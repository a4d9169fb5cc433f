"""What the Webhooks page says: every event has words, times and shares are never misleading."""

from datetime import UTC, datetime, timedelta

import pytest

from qrdesk.core.schemas.events import KINDS
from qrdesk.core.schemas.webhooks import EndpointView, HourView, WatchView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui.webhooks_text import indented

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_event_has_words() -> None:
    assert set(said.kind_words()) == set(KINDS)
    assert said.kinds_line(["link.created"]) == "A link is made", "as the form names it"
    assert said.kinds_line(["of_tomorrow"]) == "of_tomorrow"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=-9), "due"),
        (timedelta(seconds=40), "in 40 s"),
        (timedelta(minutes=4), "in 4 min"),
        (timedelta(hours=5), "in 5 h"),
        (timedelta(days=1), "in 1 day"),
    ],
)
def test_how_long_it_is_until_the_next_try(left: timedelta, words: str) -> None:
    assert said.until(NOW + left, NOW) == words


@pytest.mark.usefixtures("british")
def test_shares_are_never_rounded_to_all_or_nothing() -> None:
    def day(delivered: int, failed: int) -> str:
        hours = [HourView(at=NOW, delivered=delivered, failed=failed)]
        return said.day_summary(WatchView(endpoint_id="whk_1", hours=hours, delivered=delivered, failed=failed))

    assert day(0, 0) == "Nothing in 24 h"
    assert day(5, 0) == "5 in 24 h, 100 % delivered"
    assert day(9999, 1) == "10,000 in 24 h, 99.9 % delivered"
    assert day(1, 9999) == "10,000 in 24 h, 0.1 % delivered"
    assert day(0, 3) == "3 in 24 h, 0 % delivered"


@pytest.mark.parametrize(
    ("delivered_at", "trouble", "failed", "words"),
    [
        (None, "", 0, "Not used yet"),
        (None, "", 1, "Last try failed"),
        (NOW, "", 3, "Healthy"),
        (NOW, "It answered 500.", 1, "Last try failed"),
    ],
)
def test_what_nothing_reached_is_not_called_healthy(
    delivered_at: datetime | None, trouble: str, failed: int, words: str
) -> None:
    endpoint = EndpointView.model_construct(state="healthy", delivered_at=delivered_at, trouble=trouble)
    watch = WatchView(endpoint_id="whk_1", hours=[], delivered=0, failed=failed)
    assert said.state_words(said.standing(endpoint, watch)) == words


def test_json_is_laid_out_and_anything_else_left_as_it_came() -> None:
    assert indented('{"a":[1]}') == '{\n  "a": [\n    1\n  ]\n}'
    assert indented("{no json") == "{no json"
    assert indented("[" * 5000) == "[" * 5000
    assert indented("<html>") == "<html>"
