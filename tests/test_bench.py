"""What the benches measure is what they think: a link made in a hurry is answered as any other."""

import os
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core import database
from qrdesk.core.models import Link, Slug
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.settings import Settings
from tests.bench.sending import CONNECTIONS, pour
from tests.bench.servers import FIVE_RULES, make_links, process, processes_of
from tests.daemon.hardened import App, running


def test_links_of_the_benches_are_whole(tmp_path: Path) -> None:
    url = str(tmp_path / "bench.db")
    slugs = [*make_links(url, 3), *make_links(url, 2, FIVE_RULES)]
    open_database(url, Settings())
    with database.scope():
        links = list(Link.select().order_by(Link.id))
        assert [link.slug for link in links] == slugs
        assert {link.slug: link.id for link in links} == {one.slug: one.link_id for one in Slug.select()}
        assert [len(Routing.from_text(link.routing).rules) for link in links] == [0, 0, 0, 5, 5]
        assert all(link.destination.endswith(link.slug) and not link.count_only for link in links)
    database.close()


class Sends(App):
    """Sends visitors on, but not from ``/nothing``."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        status = "404 Not Found" if environ["PATH_INFO"] == "/nothing" else "302 Found"
        start_response(status, [("Content-Length", "0")])
        return []


def test_requests_are_sent_evenly_and_who_is_not_sent_on_is_a_failure() -> None:
    looks: list[int] = []
    asked = [f"GET /{name} HTTP/1.1\r\nHost: a\r\n\r\n".encode() for name in ("menu", "nothing")]
    app = Sends()
    with running(app=app) as server:
        poured = pour(server.port, asked, 100, 2.1, lambda: looks.append(len(app.asked)))
    assert 100 <= len(app.asked) <= 211  # at most what was due
    assert min(poured.answers, poured.failures) >= 40
    assert poured.answers + poured.failures >= len(app.asked) - CONNECTIONS  # those on their way at the end
    assert 1 <= len(looks) <= 2


def test_processes_are_found_with_those_that_they_started(tmp_path: Path) -> None:
    waiting = "[sys.executable, '-c', 'print(1, flush=True); input()']"
    nested = f"import subprocess, sys; subprocess.Popen({waiting}, stdin=subprocess.PIPE).wait()"
    with process(nested, "", folder=tmp_path) as (_, pid):
        found = processes_of(pid)
        assert pid in found
        assert len(found) == 2
        assert os.getpid() not in found
