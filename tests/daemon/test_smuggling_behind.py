"""The same behind nginx and Caddy: each answer is that of its request, and nobody gets another visitor's."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.daemon import proxies
from tests.daemon.hardened import running
from tests.daemon.proxies import Proxy
from tests.daemon.smuggling import BOTH_LENGTHS, CUT, LONE_LF, NEXT, READ, REFUSED
from tests.daemon.test_smuggling import KINDS, Noting, is_quick

ALL = {
    **REFUSED,
    **{name: one.sent for name, one in (READ | BOTH_LENGTHS).items()},
    **CUT,
    **LONE_LF,
}
ANSWERED = re.compile(rb"answered (/[a-z0-9-]*)")
NGINX, CADDY = 2, 3  # headings of the chapter
_KEPT = "upstream qrdesk { server 127.0.0.1:8765; keepalive 2; }\n"
Serves = Callable[[Path, str, int], AbstractContextManager[Proxy]]
pytestmark = pytest.mark.wide


def _keeping(conf: str) -> str:
    """Return the configuration of nginx with connections that it keeps, which somebody may poison for others."""
    whole = "proxy_pass http://127.0.0.1:8765;"
    assert whole in conf
    return _KEPT + conf.replace(whole, 'proxy_pass http://qrdesk; proxy_set_header Connection "";')


@pytest.fixture(params=[(NGINX, proxies.nginx, str), (NGINX, proxies.nginx, _keeping), (CADDY, proxies.caddy, str)],
                ids=["nginx", "nginx that keeps connections", "caddy"])  # fmt: skip
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], AbstractContextManager[Proxy]]:
    """What starts a proxy before a port."""
    heading, serves, changed = request.param
    (conf,) = proxies.of_manual("en", heading)
    proxies.certificate(tmp_path, "fullchain.pem", "privkey.pem")
    return lambda port: serves(tmp_path, changed(conf), port)


@pytest.fixture(params=list(KINDS))
def behind(
    request: pytest.FixtureRequest, front: Callable[[int], AbstractContextManager[Proxy]]
) -> Iterator[tuple[Proxy, Noting]]:
    """A proxy and what is behind it."""
    app = Noting()
    with running(kind=KINDS[request.param], app=app, quick=is_quick) as server, front(server.port) as proxy:
        yield proxy, app


def test_each_answer_is_that_of_its_request_and_nobody_elses(behind: tuple[Proxy, Noting]) -> None:
    proxy, app = behind
    for number, (name, sent) in enumerate(ALL.items()):
        app.noted.clear()
        answers = proxy.talk(sent + NEXT)
        assert [path.encode() for path, _ in app.noted] == ANSWERED.findall(answers), name
        for own in (f"/own-{number}", f"/other-{number}"):
            assert proxy.ask(own).body == f"answered {own}".encode(), name
