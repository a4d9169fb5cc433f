"""The privacy page of the manual says what the program does: every field that is stored, and every number."""

import re
from collections.abc import Iterator
from inspect import getmembers, isclass
from typing import Any

import pytest

from qrdesk.core import geo, resources
from qrdesk.core.hits import miss_days, retention, sums, uniques
from qrdesk.core.hits.ingest import REFUSED
from qrdesk.core.hits.misses import SINGLY
from qrdesk.core.hits.network import network_of
from qrdesk.core.hits.records import LANGUAGE_CHARS, REFERRER_CHARS, USER_AGENT_CHARS, Miss, Record
from qrdesk.core.hits.spool import ROTATE_S
from qrdesk.core.models import Workspace, hits
from qrdesk.core.models.base import Base
from qrdesk.core.operations import PREFIX
from qrdesk.core.redirect import visitors
from qrdesk.core.settings import Settings, variable
from qrdesk.daemon import logs, unlocking, visits

_NAMES = re.compile(r"`([a-z_]+)`")


@pytest.fixture(scope="module")
def page() -> str:
    """The page on one line: where a line ends is nothing to hold on to."""
    lines = resources.read_text("manual/en/privacy.md").splitlines()
    return " ".join(" ".join(line.removeprefix("> ") for line in lines).split())


def rows() -> Iterator[tuple[str, list[str]]]:
    """Yield the heading over each row of a table, and its cells."""
    heading = ""
    for line in resources.read_text("manual/en/privacy.md").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and not line.startswith("|---"):
            yield heading, [cell.strip() for cell in line.strip("|").split("|")]


def described() -> dict[str, list[str]]:
    """Return the fields that the page describes, by table, in order."""
    found: dict[str, list[str]] = {}
    for heading, (first, *more) in rows():
        if heading.startswith("hit"):
            found.setdefault(heading, []).extend(_NAMES.findall(first))
        elif heading == "Visits that were led nowhere":
            found.setdefault("miss_day", []).extend(_NAMES.findall(first))
        elif heading != "Files on the way":
            found.setdefault(first, []).extend(_NAMES.findall(more[0]))
    found.pop("table")
    return found


def tables() -> dict[str, type[Base]]:
    models: list[Any] = [one for _, one in getmembers(hits, isclass) if issubclass(one, Base) and one is not Base]
    return {model._meta.table_name: model for model in models}


@pytest.mark.parametrize("table", sorted(tables()))
def test_every_field_of_every_table_of_hits_is_on_the_page(table: str, page: str) -> None:
    meta: Any = tables()[table]._meta
    columns = sorted(meta.columns)
    if table == "spool_offset":  # it says nothing of anybody, and has no table of its own
        assert f"`{table}` ({', '.join(f'`{name}`' for name in meta.columns)})" in page
    else:
        assert sorted(described()[table]) == columns


def test_the_page_describes_no_table_that_is_gone() -> None:
    assert sorted(described()) == sorted(tables().keys() - {"spool_offset"})


def test_every_field_of_a_record_in_a_file_is_on_the_page(page: str) -> None:
    named = [name for heading, (first, *_) in rows() if heading == "Files on the way" for name in _NAMES.findall(first)]
    assert sorted(named) == sorted(Record._fields)
    sentence = page.partition("Of a visit that was led nowhere: ")[2].partition(". ")[0]
    assert sorted(_NAMES.findall(sentence)) == sorted(Miss._fields)


def test_every_row_of_a_table_has_as_many_cells_as_its_heading() -> None:
    widths: dict[str, set[int]] = {}
    for heading, cells in rows():
        widths.setdefault(heading, set()).add(len(cells))
    assert {heading: found for heading, found in widths.items() if len(found) != 1} == {}


def test_the_numbers_are_those_of_the_program(page: str) -> None:
    meta: Any = Workspace._meta
    keep_days = meta.fields["keep_hits_days"].default
    said = [
        f"Single hits are deleted after {keep_days} days, or after as many as you set",
        f"deleted after {keep_days} days; after that only totals remain",
        f"| `at` | when, in UTC | the server's clock | {keep_days} days, or as you say |",
        f"deleted when the day has been over for {visitors.KEPT_DAYS} days",
        f"that it counts once | {uniques.KEPT_DAYS} days |",
        f"the first {bits('203.0.113.77')} bits of the address (/{bits('203.0.113.77')})",
        f"or {bits('2001:db8::1')} of IPv6 (/{bits('2001:db8::1')})",
        f"`network` | the visitor's network, such as {network_of('203.0.113.77')}:",
        f"`user_agent` | as sent, {USER_AGENT_CHARS} characters at most",
        f"the list of languages as sent, {LANGUAGE_CHARS} characters at most",
        f"the address of the page before, {REFERRER_CHARS} characters at most",
        f"a random id for {visits.YEAR_S // 86_400} days",
        f"a cookie for {unlocking.OPEN_S // 3600} hours",
        f"Of each field there are at most {sums.MAX_VALUES} values for a day",
        f"{SINGLY} a second and {miss_days.MAX_SLUGS} different ones for a day and domain",
        f"for a day and domain, of links {miss_days.MAX_SHUT}, the rest without",
        f"They are deleted after {retention.MISSES_KEPT_DAYS} days, or with the hits of your workspace",
        f"made up to {visitors._AHEAD_DAYS} days before its day begins",
        f"{logs._FILES + 1} files of {logs._BYTES >> 20} MB at most",
    ]
    assert [one for one in said if one not in page] == []
    assert ROTATE_S == 60  # "about a minute later"


def bits(address: str) -> int:
    return int(network_of(address).rpartition("/")[2])


def test_the_names_of_things_are_those_of_the_program(page: str) -> None:
    assert f"`{REFUSED}`" in page
    assert f"[{geo.ATTRIBUTION.text}]({geo.ATTRIBUTION.url})" in page
    assert {variable(name) for name in Settings.__slots__} >= set(re.findall(r"QRDESK_[A-Z_]+", page))
    assert f"`DELETE {PREFIX}/links/{{link_id}}/hits`" in page
    assert meta_default("honour_dnt") is True  # "QRDesk honours both unless you switch that off"


def meta_default(name: str) -> object:
    meta: Any = Workspace._meta
    return meta.fields[name].default
