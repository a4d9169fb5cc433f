"""``/metrics``: true figures of all processes that never go down, for nobody but those who may read them."""

import os
import re
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from qrdesk import __version__
from qrdesk.core.models import Hit
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from qrdesk.daemon import metrics
from qrdesk.daemon.api import build_app
from qrdesk.daemon.figures import BACKGROUND, Figures, Said
from qrdesk.daemon.metrics import KIND, Metric, Metrics, is_local
from qrdesk.daemon.parsing import PROXIED
from qrdesk.daemon.server import UNNAMED
from tests.core.redirect.making import add_link
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon
from tests.desks import Desk, make_key

_LABEL = r'[a-z]+="[^"\\\n]*"'
_SAMPLE = re.compile(rf"qrdesk_[a-z_]+({{{_LABEL}(,{_LABEL})*}})? -?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


def read(text: str) -> dict[str, float]:
    """Return each sample by its name and labels, as the library of Prometheus reads them."""
    assert text.endswith("\n")
    return {
        sample.name + "".join(f" {label}={value}" for label, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped(daemon: Daemon) -> dict[str, float]:
    answer = daemon.ask("/metrics")
    assert (answer.status, answer.headers["content-type"]) == (200, KIND)
    return read(answer.body.decode())


def counters(found: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in found.items() if name.partition(" ")[0].endswith("_total")}


def test_what_was_scanned_is_answered_spooled_and_drained(start: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = start(workers=2)
    for _ in range(20):
        assert daemon.get("/r/menu")[0] == 302
    for _ in range(3):
        assert daemon.get("/nothing-here")[0] == 404
    assert daemon.ask("/r/menu", method="HEAD").status == 302  # not counted
    assert daemon.get("/api/v1/links")[0] == 401
    until(lambda: scraped(daemon).get("qrdesk_hits_drained_total") == 20)
    until(lambda: scraped(daemon).get("qrdesk_hits_answered_total") == 20)  # the other process speaks every second
    until(lambda: scraped(daemon).get("qrdesk_spool_waiting_bytes") == 0)
    until(lambda: scraped(daemon).get("qrdesk_misses_drained_total") == 3)
    until(lambda: scraped(daemon).get("qrdesk_requests_total kind=page") == 3)
    found = scraped(daemon)
    assert Hit.select().count() == 20
    assert (found["qrdesk_hits_spooled_total"], found["qrdesk_hits_dropped_total"]) == (20, 0)
    assert (found["qrdesk_records_damaged_total"], found["qrdesk_records_refused_total"]) == (0, 0)
    assert found["qrdesk_drain_turns_failed_total"] == 0 < found["qrdesk_drain_turns_total"]
    assert found["qrdesk_requests_total kind=redirect"] == 20
    assert found["qrdesk_requests_total kind=api"] == 1
    assert found["qrdesk_requests_total kind=other"] >= 5
    assert found["qrdesk_spool_files"] >= 2  # one for each web process
    assert found["qrdesk_spool_bytes"] > 20 * 50
    assert 0 <= found["qrdesk_drain_lag_seconds"] < 60
    assert found["qrdesk_start_time_seconds"] <= found["qrdesk_drain_last_success_time_seconds"]
    assert 0 < found["qrdesk_uptime_seconds"] < 600
    assert (found["qrdesk_processes kind=web"], found["qrdesk_processes kind=background"]) == (2, 1)
    (build,) = (name for name in found if name.startswith("qrdesk_build_info"))
    assert f"version={__version__}" in build
    assert "database=sqlite" in build
    health = daemon.ask("/healthz")
    assert b'"spooled": 20, "dropped": 0' in health.body  # the same figures


@pytest.mark.slow
def test_no_counter_goes_down_when_a_process_is_killed(start: Callable[..., Daemon]) -> None:
    add_link("menu")
    daemon = start(workers=2)
    for _ in range(30):
        assert daemon.get("/r/menu")[0] == 302
    until(lambda: scraped(daemon)["qrdesk_hits_answered_total"] == 30)
    until(lambda: scraped(daemon).get("qrdesk_hits_drained_total") == 30)
    before = counters(scraped(daemon))
    for module in ("worker", "background"):
        kill(daemon, module)
    until(lambda: answers(daemon), within_s=60)
    after = counters(scraped(daemon))
    assert {name: value for name, value in before.items() if after[name] < value} == {}
    for _ in range(5):
        assert daemon.get("/r/menu")[0] == 302
    until(lambda: scraped(daemon)["qrdesk_hits_answered_total"] == 35, within_s=30)
    until(lambda: scraped(daemon)["qrdesk_hits_drained_total"] == 35, within_s=30)


def kill(daemon: Daemon, module: str) -> None:
    """Kill -9 all processes that run ``module``, and wait until there are as many new ones."""
    killed = daemon.pids(module)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not set(daemon.pids(module)) & set(killed))
    until(lambda: len(daemon.pids(module)) == len(killed), within_s=60)


def answers(daemon: Daemon) -> bool:
    try:
        return daemon.ask("/metrics").status == 200
    except OSError:
        return False


@pytest.mark.wide
def test_a_new_daemon_counts_from_nothing(start: Callable[..., Daemon]) -> None:
    add_link("menu")
    first = start()
    assert first.get("/r/menu")[0] == 302
    assert scraped(first)["qrdesk_hits_answered_total"] == 1
    assert first.stop() == 0
    assert scraped(start())["qrdesk_hits_answered_total"] == 0


@pytest.mark.wide
def test_strangers_who_come_through_the_trusted_proxy_need_a_key(start: Callable[..., Daemon], path: Path) -> None:
    opened = open_database(str(path), Settings())
    key, other = make_key(opened, "stats:read"), make_key(opened, "links:read")
    daemon = start(QRDESK_TRUSTED_PROXY="127.0.0.1")
    stranger = {"X-Forwarded-For": "203.0.113.9"}
    refused = daemon.ask("/metrics", headers=stranger)
    assert refused.status == 403
    assert refused.headers["content-type"] == "application/json"
    assert b'"code": "forbidden"' in refused.body
    assert b"stats:read" in refused.body
    for header in ({"Authorization": f"Bearer {key}"}, {"x-api-key": key}):
        allowed = daemon.ask("/metrics", headers={**stranger, **header})
        assert allowed.status == 200
        assert "qrdesk_hits_answered_total" in read(allowed.body.decode())
    lacking = daemon.ask("/metrics", headers={**stranger, "Authorization": f"Bearer {other}"})
    assert (lacking.status, b'"code": "scope_missing"' in lacking.body) == (403, True)
    unknown = daemon.ask("/metrics", headers={**stranger, "Authorization": f"Bearer {key[:-1]}"})
    assert unknown.status == 401
    for spoilt in ("unknown", "localhost", "for=127.0.0.1", "127.0.0.1, 203.0.113.9"):
        assert daemon.ask("/metrics", headers={"X-Forwarded-For": spoilt}).status == 403, spoilt
    assert daemon.ask("/metrics", headers={"X-Forwarded-For": "203.0.113.9, 127.0.0.1"}).status == 200
    assert daemon.ask("/metrics").status == 200


@pytest.mark.wide
def test_a_proxy_that_nobody_named_opens_it_to_nobody(start: Callable[..., Daemon]) -> None:
    daemon = start()
    for header in (
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Host": "go.example"},  # or a page that made its own name lead here
    ):
        assert daemon.ask("/metrics", headers=header).status == 403, header
    assert daemon.ask("/metrics", headers={"Host": "localhost"}).status == 200


@pytest.mark.wide
def test_once_the_world_can_come_a_proxy_that_says_nothing_opens_it_to_nobody(
    start: Callable[..., Daemon], path: Path
) -> None:
    key = make_key(open_database(str(path), Settings()), "stats:read")
    daemon = start(public_url="https://go.example")
    assert daemon.ask("/metrics").status == 403  # it may be anybody, by an nginx that passes nothing on
    assert daemon.ask("/metrics", headers={"Authorization": f"Bearer {key}"}).status == 200
    assert daemon.stop() == 0
    assert start(public_url="https://go.example", QRDESK_TRUSTED_PROXY="127.0.0.1").ask("/metrics").status == 200


@pytest.mark.parametrize(
    ("served", "reached"),
    [
        ([], False),
        (["localhost:8765", "127.0.0.1:8765", "[::1]:8765"], False),
        (["192.168.0.9:8765", "desk.local", "desk", "[fe80::1]"], False),
        (["localhost:8765", "go.example"], True),
        (["8.8.8.8"], True),
    ],
)
def test_whether_the_world_can_come(served: list[str], reached: bool) -> None:
    assert metrics.is_reached(served) is reached
    assert is_local({"HTTP_HOST": "localhost", "REMOTE_ADDR": "::1"}, "*", reached=reached) is not reached
    assert is_local({"HTTP_HOST": "localhost", "REMOTE_ADDR": "::1"}, "10.0.0.1", reached=reached)


def test_every_method_but_get_and_head_is_refused(api: Desk, tmp_path: Path) -> None:
    figures = Figures(tmp_path / "figures", "web-1", lambda: Said({"answered": 3}))
    desk = replace(api, app=build_app(api.opened, Settings(), Metrics(figures, api.opened)))
    assert desk.ask("GET", "/metrics", key="").status == 403  # from here, but asking for no name of ours
    got, head, post = (desk.ask(method, "/metrics") for method in ("GET", "HEAD", "POST"))
    assert read(got.content.decode())["qrdesk_hits_answered_total"] == 3
    assert (head.status, head.content, head.headers["Content-Type"]) == (200, b"", KIND)
    assert head.headers["Cache-Control"] == "no-store"
    assert (post.status, post.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("proxy", "environ", "local"),
    [
        ("", {"REMOTE_ADDR": "127.0.0.1"}, True),
        ("", {"REMOTE_ADDR": "127.8.9.1"}, True),
        ("", {"REMOTE_ADDR": "::1"}, True),
        ("", {"REMOTE_ADDR": "::ffff:127.0.0.1"}, True),
        ("", {"REMOTE_ADDR": "::1%lo"}, True),
        ("", {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8765"}, True),
        ("", {"REMOTE_ADDR": "192.168.0.9"}, False),
        ("", {"REMOTE_ADDR": "localhost.evil.example"}, False),
        ("", {"REMOTE_ADDR": ""}, False),
        ("", {}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1.evil.example"}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": ""}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", PROXIED: "1"}, False),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ("*", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ("10.0.0.1", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1", PROXIED: "1"}, True),
        ("127.0.0.1", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "unknown", UNNAMED: True}, False),
        ("127.0.0.1", {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, False),
    ],
)
def test_who_comes_from_this_computer(proxy: str, environ: dict[str, Any], local: bool) -> None:
    assert is_local({"HTTP_HOST": "localhost:8765", **environ}, proxy) is local


def test_the_text_keeps_to_the_format(tmp_path: Path) -> None:
    state = {"lag_ms": 1500, "waiting_bytes": 7, "drained_at": 1.79e9, "trouble": ""}
    Figures(tmp_path, BACKGROUND, lambda: Said({"drained": 4}, state)).tell()
    web = Figures(tmp_path, "web-1", lambda: Said({"answered": 5}))
    text = metrics.render(metrics._metrics(web.everybody(), tmp_path / "spool", "sqlite"))
    seen: list[str] = []
    for block in text.split("# HELP ")[1:]:
        helped, typed, *samples = block.splitlines()
        name, kind = helped.partition(" ")[0], typed.rpartition(" ")[2]
        assert typed == f"# TYPE {name} {kind}"
        assert name.endswith("_total") == (kind == "counter")
        assert samples, name
        assert all(_SAMPLE.fullmatch(line) and re.split(r"[{ ]", line)[0] == name for line in samples), samples
        seen.append(name)
    assert len(seen) == len(set(seen)) >= 15
    found = read(text)
    assert found["qrdesk_drain_lag_seconds"] == 1.5
    assert found["qrdesk_spool_files"] == 0
    assert all(name.startswith("qrdesk_") for name in found)


def test_a_label_may_hold_anything() -> None:
    said = 'a "quoted" \\ word\nand a line'
    text = metrics.render(iter([Metric("x", "gauge", "Nothing.", {(("name", said),): 1})]))
    assert read(text) == {f"qrdesk_x name={said}": 1}


def test_a_server_whose_background_process_never_spoke_says_what_it_knows(tmp_path: Path) -> None:
    web = Figures(tmp_path, "web-1", lambda: Said({"answered": 5}))
    found = read(metrics.render(metrics._metrics(web.everybody(), tmp_path / "spool", "postgresql")))
    assert found["qrdesk_hits_answered_total"] == 5
    assert found["qrdesk_hits_drained_total"] == 0
    assert found["qrdesk_processes kind=background"] == 0
    assert "qrdesk_drain_lag_seconds" not in found
