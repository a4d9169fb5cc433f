"""Hits that cannot be read or stored hold up nobody."""

import json
from typing import Any

import pytest

from qrdesk.core.hits import enrich, ingest, recount
from qrdesk.core.hits.records import QUIET, Record, decode, encode
from qrdesk.core.models import Hit, HitAgent, Link
from tests.core.hits.ingest_hits import NOW_US, PHONE, hosts, orphan
from tests.core.hits.places import Place


def test_a_record_that_cannot_be_read_counts_as_a_hit_of_nobody_known(
    sqlite: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    orphan(sqlite, "odd", range(3))

    def broken(_user_agent: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(enrich, "read_agent", broken)
    monkeypatch.setattr(enrich, "_COMPLAINED", set[type[BaseException]]())
    drained = sqlite.drain()
    assert (drained.hits, drained.files) == (3, 1)
    assert {(row.device, row.os, row.browser) for row in HitAgent.select()} == {("", "", "")}
    assert Link.get().hit_count == 3
    assert len(caplog.records) == 1  # not one for each hit
    assert recount.compare() == []


@pytest.mark.parametrize("wrong", [{"at_us": 1 << 70}, {"at_us": 1 << 62}, {"link_id": 1 << 70}, {"hit_id": r"\ud800"}])
def test_a_record_the_database_will_not_take_is_put_aside_and_holds_up_nobody(
    place: Place, wrong: dict[str, Any]
) -> None:
    path = orphan(place, "first", range(700))
    record = Record("bad", NOW_US, place.workspace_id, place.link_id, "s", PHONE, "", "", "")._replace(**wrong)
    with path.open("ab") as file:
        file.write(encode(record))
    orphan(place, "first", range(700, 900))
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.damaged, drained.files) == (900, 1, 0, 1)
    assert place.hosts() == hosts(range(900))
    assert Link.get().hit_count == 900
    assert recount.compare() == []
    (line,) = (place.spool.parent / ingest.REFUSED).read_text().splitlines()
    told = json.loads(line)
    assert told["record"] == list(decode(encode(record)).records[0])
    assert told["reason"]
    assert place.drain() == ingest.Drained()


def test_what_cannot_even_be_put_aside_waits_in_its_file(place: Place) -> None:
    path = orphan(place, "first", range(3))
    with path.open("ab") as file:
        file.write(encode(Record("bad", 1 << 70, 1, 1, "s", PHONE, "", "", "")))
    aside = place.spool.parent / ingest.REFUSED
    aside.mkdir()
    with pytest.raises(OSError, match=r"refused\.log"):
        place.drain()
    assert Hit.select().count() == 0
    aside.rmdir()
    drained = place.drain()
    assert (drained.hits, drained.refused, drained.files) == (3, 1, 1)


def test_of_a_refused_hit_that_is_only_counted_nothing_of_the_visitor_lies_aside(sqlite: Place) -> None:
    spool = sqlite.open_spool()
    spool.record(1 << 62, sqlite.workspace_id, 1 << 70, "s", "Secret/1", "", "", "", quiet=QUIET)
    spool.close()
    assert sqlite.drain().refused == 1
    told = (sqlite.spool.parent / ingest.REFUSED).read_text()
    assert "Secret" not in told
    assert f"{1 << 70}" in told
