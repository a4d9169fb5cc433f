"""Two thousand real links on several domains: a real nginx, Caddy and Worker beside a real daemon."""

import csv
import http.client
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from qrdesk.core import database, destinations
from qrdesk.core.models import Domain
from qrdesk.core.survival.kit import write_kit
from tests.core.redirect.making import add_domain, add_link
from tests.core.survival import programs
from tests.core.survival.programs import Served, asked_by
from tests.daemon.daemons import Daemon, daemons

LISTED = Path(__file__).parents[2] / "data/links.csv"
HOSTS = ("go.example", "exact.example", "münchen.example".encode("idna").decode())
pytestmark = pytest.mark.slow

Asked = tuple[str, str]  # host, path


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Daemon, Path, list[Asked]]]:
    """A daemon with the links of the list, its kit, and what to ask for."""
    if sys.platform != "linux":
        pytest.skip("finds processes in /proc")
    folder = tmp_path_factory.mktemp("listed")
    with daemons(folder / "q.db") as start:
        daemon = start(public_url="https://go.example")
        asked = _fill()
        kit = write_kit(folder / "kit", str(folder / "q.db"), now=datetime.now(UTC)).folder
        daemon.stop()  # the one that comes knows all of them from the start
        yield start(public_url="https://go.example"), kit, asked


def _fill() -> list[Asked]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        leads = [destinations.check(row["destination"]) for row in csv.DictReader(file)]
    leads += [f"{lead}#again" for lead in leads[: 2_000 - len(leads)]]
    asked: list[Asked] = []
    with database.write():
        domains = [Domain.get(Domain.is_default), add_domain(HOSTS[1], case_sensitive=True), add_domain(HOSTS[2])]
        for number, lead in enumerate(leads):
            at = number % 3
            slug = (f"K{number}Q", f"s{number:04d}", f"Tür-{number}")[number // 3 % 3]
            add_link(slug, lead, domain=domains[at])
            prefix = ("/", "/r/", "/R/")[number % 7 % 3]
            asked.append((HOSTS[at], prefix + quote(slug.upper() if prefix == "/R/" and at != 1 else slug)))
    return asked


def _answers(port: int, asked: list[Asked]) -> list[tuple[int, str]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        return [asked_by(connection, host, path)[:2] for host, path in asked]


def test_two_thousand_links_answer_as_they_do_at_the_daemon(
    listed: tuple[Daemon, Path, list[Asked]], tmp_path: Path
) -> None:
    daemon, kit, asked = listed
    wanted = _answers(daemon.port, asked)
    assert len(wanted) == 2_000
    assert {status for status, _ in wanted} == {302}
    with ExitStack() as stack:
        for name, program in (("nginx", programs.nginx), ("caddy", programs.caddy)):
            served: Served = stack.enter_context(program(kit, tmp_path / name))
            assert _answers(served.port, asked) == wanted, name
    for host in HOSTS:
        mine = [(one, said) for one, said in zip(asked, wanted, strict=True) if one[0] == host]
        answers = programs.node(kit, host, [("GET", path) for (_, path), _ in mine], tmp_path)
        assert [one[:2] for one in answers] == [said for _, said in mine]
