"""Hits and files for the tests of the drain."""

import time
from pathlib import Path

from qrdesk.core.hits import rollups
from qrdesk.core.hits.records import Record, encode
from qrdesk.core.hits.spool import Spool
from qrdesk.core.hits.sums import LINK, DaySum, merge
from qrdesk.core.models import RollupDay
from tests.core.hits.places import Place

NOW_US = time.time_ns() // 1000
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def put(place: Place, spool: Spool, serial: int, *, source: str = "s", agent: str = PHONE) -> None:
    referrer = f"https://s{serial:06d}.example/menu?table=4"
    assert spool.record(
        NOW_US, place.workspace_id, place.link_id, source, agent, "de-AT,de", referrer, "203.0.113.0/24"
    )


def kept(place: Place) -> DaySum:
    """Return all that the link's days hold, as one."""
    found = DaySum(place.workspace_id)
    for row in RollupDay.select().where((RollupDay.scope == LINK) & (RollupDay.owner_id == place.link_id)):
        (one,) = rollups.read([(LINK, place.link_id, row.day)]).values()
        merge(found, one)
    return found


def hosts(serials: range) -> list[str]:
    return [f"s{serial:06d}.example" for serial in serials]


def orphan(place: Place, name: str, serials: range) -> Path:
    """Write a file as a dead process left it."""
    place.spool.mkdir(parents=True, exist_ok=True)
    path = place.spool / f"{name}.log"
    for serial in serials:
        record = Record(
            f"{name}{serial}",
            NOW_US,
            place.workspace_id,
            place.link_id,
            "s",
            PHONE,
            "",
            f"http://s{serial:06d}.example",
            "",
        )
        with path.open("ab") as file:
            file.write(encode(record))
    return path
