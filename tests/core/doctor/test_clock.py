"""What the doctor says of the clock, of the age of countries, and of a look that fails itself."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.doctor import _LOOKS, clock, countries, examine
from qrdesk.core.doctor.finding import Said, Verdict, good, some, spell, warning, worst
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import links
from qrdesk.core.settings import Settings
from tests.core.doctor.cases import a_case
from tests.core.mmdb import write_mmdb
from tests.desks import context


@pytest.fixture
def on_postgres(postgres_database: str, tmp_path: Path) -> Iterator[Opened]:
    made = open_database(postgres_database, Settings(data_dir=str(tmp_path)))
    with database.scope():
        yield made
    database.close()


def test_a_clock_that_goes_evenly_is_good(opened: Opened) -> None:
    assert clock.look_at_clock(a_case(opened))[0] is Verdict.GOOD


@pytest.mark.parametrize(("by_s", "shown"), [(-7.0, "+7 seconds"), (7.0, "-7 seconds")])
def test_a_jump_while_the_doctor_looks_is_found(opened: Opened, by_s: float, shown: str) -> None:
    case = a_case(opened)
    verdict, said = clock.look_at_clock(replace(case, offset_s=case.offset_s + by_s))
    assert (verdict, shown in said, "timedatectl" in said) == (Verdict.BAD, True, True)


def test_an_entry_from_the_future_means_that_the_clock_is_slow(opened: Opened) -> None:
    assert clock.find_newest() is None or clock.find_newest() <= datetime.now(UTC)  # type: ignore[operator] # asked twice
    later = datetime.now(UTC) + timedelta(days=3, minutes=1)
    links.create_link(replace(context(opened), now=later), LinkDraft(destination="https://example.com/"))
    newest = clock.find_newest()
    assert newest is not None
    assert abs(newest - later) < timedelta(seconds=1)
    verdict, said = clock.look_at_clock(a_case(opened))
    assert (verdict, "3 days ahead of this computer's clock" in said) == (Verdict.BAD, True)
    assert clock.look_at_clock(a_case(opened, now=later))[0] is Verdict.GOOD


@pytest.mark.parametrize(
    ("by_s", "verdict", "shown"),
    [
        (0.0, Verdict.GOOD, "evenly"),
        (30.0, Verdict.WARNING, "30 seconds ahead of that of the database"),
        (-90.0, Verdict.BAD, "90 seconds behind that of the database"),
    ],
)
def test_the_clock_is_compared_with_that_of_the_database(
    on_postgres: Opened, monkeypatch: pytest.MonkeyPatch, by_s: float, verdict: Verdict, shown: str
) -> None:
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + by_s)
    found = clock.look_at_clock(a_case(on_postgres))
    assert (found[0], shown in found[1]) == (verdict, True)


def test_everything_is_looked_at_on_postgresql(on_postgres: Opened) -> None:
    found = {one.name: one for one in examine(on_postgres, Settings(data_dir=str(on_postgres.data_dir)))}
    assert [one for one in found.values() if one.verdict is Verdict.BAD] == []
    assert found.keys() == _LOOKS.keys()


def test_an_old_database_of_countries_is_said_whoever_made_it(opened: Opened, tmp_path: Path) -> None:
    made = datetime(2026, 6, 1, tzinfo=UTC)
    own = write_mmdb(tmp_path / "own.mmdb", {"8.8.8.0/24": {"country_code": "NZ"}}, made_s=int(made.timestamp()))
    settings = Settings(geo_database=str(own))
    young, old = (a_case(opened, settings=settings, now=made + timedelta(days=days)) for days in (119, 121))
    assert countries.look_at_countries(young) == (
        Verdict.GOOD,
        "The geo database can be read. It was made 119 days ago.",
    )
    verdict, said = countries.look_at_countries(old)
    assert (verdict, said.startswith("Your geo database was made 121 days ago")) == (Verdict.WARNING, True)
    bundled = countries.look_at_countries(a_case(opened, now=made + timedelta(days=300)))
    assert (bundled[0], "299 days" in bundled[1]) == (Verdict.GOOD, True)
    verdict, said = countries.look_at_countries(a_case(opened, now=made + timedelta(days=3000)))
    assert (verdict, "update QRDesk" in said) == (Verdict.WARNING, True)


def test_a_look_that_fails_itself_hides_no_other(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> Said:
        raise ZeroDivisionError

    monkeypatch.setitem(_LOOKS, "spool", fail)
    found = {one.name: one for one in examine(opened, Settings())}
    assert found["spool"].verdict is Verdict.BAD
    assert "a fault of QRDesk's own (ZeroDivisionError)" in found["spool"].said
    assert found["clock"].verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7199, "119 minutes"),
        (7200, "2 hours"),
        (172_800, "2 days"),
    ],
)
def test_a_span_is_said_in_one_unit(seconds: int, said: str) -> None:
    assert spell(timedelta(seconds=seconds)) == said


def test_what_is_worst_comes_first_and_what_is_good_is_left_out() -> None:
    found = worst([good("fine"), warning("b"), (Verdict.BAD, "a"), warning("c")])
    assert found == (Verdict.BAD, "a b c")
    assert worst([good("x"), good("y")]) == (Verdict.GOOD, "x y")
    assert some("abcdefg", ", ") == "a, b, c, d, e, (2 more)"
