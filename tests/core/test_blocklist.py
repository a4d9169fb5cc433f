"""The blocklist: hosts with all below them, beginnings of addresses, and files as other programs write them."""

import os
from pathlib import Path

import pytest

from qrdesk.core.blocklist import Blocklist, reason_for, stamp_of

LISTED = """
# a comment
bad.example            # the first one
*.star.example
0.0.0.0 sink.example other-sink.example
127.0.0.1\tlocalhost
::1 localhost ip6-loopback
http://url.example/
https://part.example/bad/
shared.example/~evil
BÜCHER.example
203.0.113.9
[2001:db8::9]

nonsense..host
singleword
http://user@sneaky.example/
""".splitlines()


@pytest.mark.parametrize(
    "url",
    [
        "https://bad.example/",
        "http://bad.example:8080/x?y",
        "https://a.b.bad.example/",
        "https://star.example/",
        "https://x.star.example/",
        "https://sink.example/",
        "https://other-sink.example/",
        "https://url.example/any/page",
        "http://part.example/bad/page",
        "https://www.part.example/bad/",
        "https://shared.example/~evil/page",
        "https://xn--bcher-kva.example/",
        "http://203.0.113.9/",
        "http://[2001:db8::9]:81/",
    ],
)
def test_what_is_listed_is_refused_with_a_reason(url: str) -> None:
    assert "list of" in Blocklist(LISTED).reason_for(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://good.example/",
        "https://notbad.example/",
        "https://bad.example.com/",
        "https://example/",
        "https://part.example/",
        "https://part.example/good/?x=/bad/",
        "https://shared.example/~good",
        "http://localhost/",
        "https://singleword/",
        "https://sneaky.example/",
        "http://203.0.113.90/",
        "http://9/",
    ],
)
def test_what_is_not_listed_is_not(url: str) -> None:
    assert Blocklist(LISTED).reason_for(url) == ""


def test_a_line_of_any_kind_does_no_harm() -> None:
    assert len(Blocklist(["x" * 100_000, "\0\0", "0.0.0.0", "http://", "[", "%", "a" * 300 + ".example", " \t "])) <= 2


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("bad.example\n")
    path = str(file)
    assert reason_for("https://bad.example/", path)
    assert reason_for("https://worse.example/", path) == ""
    before = stamp_of(path)
    file.write_text("worse.example\n")
    os.utime(file, ns=(1, 1))  # an older file put in place is a change too
    assert stamp_of(path) != before
    assert reason_for("https://worse.example/", path)
    assert reason_for("https://bad.example/", path) == ""
    file.unlink()
    assert reason_for("https://worse.example/", path) == ""
    assert reason_for("https://worse.example/", "") == ""


def test_a_long_list_takes_eight_bytes_a_host() -> None:
    found = Blocklist(f"0.0.0.0 host-{number}.example" for number in range(50_000))
    assert len(found) == 50_000
    assert found._hosts.itemsize * len(found._hosts) == 400_000
    assert found.reason_for("https://host-49999.example/")
    assert not found.reason_for("https://host-50000.example/")
