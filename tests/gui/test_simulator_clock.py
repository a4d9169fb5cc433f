"""The simulator's clock is the one that the rules of the link go by, wherever this computer stands."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime

from qrdesk.client import LinkDraft, WorkspacePatch
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets.labels import Elided
from tests.gui.desks import a_desk_at, client_of, wait_for

CLOSED = {"conditions": [{"kind": "time", "windows": [{"days": ["tue"], "start": "03:30", "end": "04:30"}]}]}
RULES = [{**CLOSED, "destination": "https://example.com/closed"}, {"destination": "https://example.com/all"}]
TUESDAY = QDateTime(QDate(2026, 11, 24), QTime(4, 0))


@pytest.fixture(params=["local", "http"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        yield made


@pytest.mark.parametrize("own", ["", "Asia/Tokyo"])
@pytest.mark.fast_cases(1)
def test_four_in_the_morning_is_four_by_the_clock_of_the_rules(desk: Desk, own: str) -> None:
    client_of(desk).workspace.update(WorkspacePatch(time_zone="America/New_York"))
    desk.session.connected.emit()
    draft = LinkDraft.model_validate({"destination": "https://example.com", "time_zone": own, "rules": RULES})
    link = client_of(desk).links.create(draft)
    desk.routes.open_link(link.id)
    simulator = desk.links.editor.parts.simulator
    zone = own or "America/New_York"
    wait_for(lambda: simulator.clock() == zone, "the zone to be known")
    simulator.moment.box.click()
    simulator.moment.edit.setDateTime(TUESDAY)
    simulator.go.click()
    place = {"America/New_York": "New York", "Asia/Tokyo": "Tokyo"}[zone]
    said = simulator.outcome.accessibleName()
    assert "Rule 1 wins\N{NO-BREAK SPACE}→ example.com/closed" in said
    assert f": all of this holds Tue 04:00 ({place})." in said, "why, and by which clock"
    assert "Rule 2 was not reached." in said
    whole = simulator.outcome.details().replace("Nov,", "November,")
    assert f"Tried for Tuesday, 24 November, 04:00; rules go by {place}." in whole
    hint = simulator.moment.editor.accessibleDescription()
    assert hint.startswith(f"On the clock of the rules: {place}, now "), "a wrong zone is noticed by its time"
    assert desk.links.editor.sections["rules"].summary() == "2 rules, first match wins"


@pytest.mark.parametrize("width", [1280, 1024])
@pytest.mark.fast_cases(1)
def test_the_end_of_a_long_address_can_be_read(desk: Desk, width: int) -> None:
    desk.window.resize(width, 800)
    short, end = "https://kaffeehaus-linde.example/karte", "/2026/autumn/lunch-card-of-the-week"
    link = client_of(desk).links.create(LinkDraft(destination=short))
    desk.routes.open_link(link.id)
    leads = desk.links.editor.fields.leads
    line = leads.field.input
    assert line.fontMetrics().horizontalAdvance(short) < line.width() - 48, "the whole of it stands in the line"
    assert leads.end.text() == ""
    leads.field.set_text(short + end)
    leads.put(short + end)
    assert isinstance(leads.end, Elided)
    assert leads.end.shown_text().endswith(end[-20:])
    assert leads.field.width() >= desk.links.editor.parts.fields.width() - 1
