"""Keep-alive load on one server: by wrk where it is installed, else by two processes of our own."""

import json
import multiprocessing
import re
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 32
PROCESSES = 2
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"
LANGUAGE = "de-DE,de;q=0.9,en;q=0.8"

_WITH_PAGE = b"Content-Length: 1"  # of nginx: its redirects have a short page
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """What one round measured; latencies are milliseconds."""

    answers: int
    per_s: float
    p50_ms: float
    p99_ms: float
    failures: int


def generator() -> str:
    """Return what makes the load, in words."""
    if shutil.which("wrk"):
        return "wrk"
    return "two processes of our own, which take half of a small machine: install wrk for figures that count"


def put(port: int, paths: Sequence[str], seconds: float, folder: Path) -> Load:
    """Ask 127.0.0.1:``port`` for ``paths`` in turn for ``seconds``, from 32 connections."""
    if shutil.which("wrk"):
        return _wrk(port, paths, seconds, folder)
    return _own(port, paths, seconds)


def _wrk(port: int, paths: Sequence[str], seconds: float, folder: Path) -> Load:
    script = folder / "paths.lua"
    script.write_text(
        f"local paths = {{{', '.join(json.dumps(path) for path in paths)}}}\n"
        "local ready, turn = {}, 0\n"
        "function init(args) for i, path in ipairs(paths) do ready[i] = wrk.format('GET', path) end end\n"
        "function request() turn = turn % #ready + 1; return ready[turn] end\n"
    )
    command = ["wrk", f"-t{PROCESSES}", f"-c{CONNECTIONS}", f"-d{round(seconds)}s", "--latency", "-s", str(script)]
    headers = ["-H", f"User-Agent: {AGENT}", "-H", f"Accept-Language: {LANGUAGE}"]
    told = subprocess.run(
        [*command, *headers, f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 30,
    ).stdout
    counted = re.search(r"(\d+) requests in ([\d.]+)s", told)
    assert counted, told
    answers, took_s = int(counted[1]), float(counted[2])
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    failures = sum(map(int, errors.groups())) if errors else 0
    return Load(answers, answers / took_s, _latency(told, "50%"), _latency(told, "99%"), failures)


def _latency(told: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", told)
    assert found, told
    return float(found[1]) * _MILLISECONDS[found[2]]


def _own(port: int, paths: Sequence[str], seconds: float) -> Load:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        parts = pool.starmap(_ask, [(port, list(paths), seconds)] * PROCESSES)
    took = sorted(latency for part in parts for latency in part)
    if not took:
        return Load(0, 0.0, 0.0, 0.0, CONNECTIONS)
    return Load(len(took), len(took) / seconds, took[len(took) // 2], took[len(took) * 99 // 100], 0)


def _ask(port: int, paths: Sequence[str], seconds: float) -> list[float]:
    """Return the latency of each answer, in milliseconds; answers have no body, or a short page."""
    headers = f"Host: 127.0.0.1:{port}\r\nUser-Agent: {AGENT}\r\nAccept-Language: {LANGUAGE}\r\n\r\n"
    asked = [f"GET {path} HTTP/1.1\r\n{headers}".encode() for path in paths]
    latencies: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for _ in range(CONNECTIONS // PROCESSES):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(asked[0])
            waiting.register(connection, selectors.EVENT_READ, time.perf_counter())
        until = time.perf_counter() + seconds
        while (now := time.perf_counter()) < until:
            for key, _ in waiting.select(0.1):
                connection = key.fileobj
                assert isinstance(connection, socket.socket)
                answer = connection.recv(65536)
                if not answer.endswith(b"\r\n"):
                    raise ConnectionError("the server closed a connection")
                if _WITH_PAGE in answer and answer.endswith(b"\r\n\r\n"):
                    continue  # the page comes by itself
                latencies.append((time.perf_counter() - key.data) * 1000)
                connection.sendall(asked[len(latencies) % len(asked)])
                waiting.modify(connection, selectors.EVENT_READ, now)
        for key in tuple(waiting.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
    return latencies
