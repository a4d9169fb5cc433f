"""What is to be known about a file stands in a header that proxies let through."""

import json

from qrdesk.daemon.reports import MOST_BYTES, header_of


def test_a_short_report_stays_as_it_is() -> None:
    report = {"decoded": "https://a.example/é", "warnings": ["one", "two"], "score": None, "width_mm": 25.0}
    assert json.loads(header_of(report)) == report


def test_a_long_report_is_cut_until_proxies_let_it_through() -> None:
    checks = [{"text": "x" * 90, "passed": True}] * 60
    report = {"version": 40, "decoded": "é😀" * 1400, "warnings": ["worst", *["w" * 200] * 80], "checks": checks}
    header = header_of(report)
    assert len(header) <= MOST_BYTES < 4096
    assert header.isascii()
    said = json.loads(header)
    assert set(said) == set(report)
    assert (said["version"], said["warnings"][0]) == (40, "worst")
    assert said["decoded"].startswith("é😀")
    assert said["decoded"].endswith("…")


def test_a_long_text_alone_costs_nothing_else() -> None:
    report = {"decoded": "é" * 2900, "warnings": ["a warning of some words"] * 5}
    said = json.loads(header_of(report))
    assert said["warnings"] == report["warnings"]
    assert len(said["decoded"]) > 250
