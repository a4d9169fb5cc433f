"""TXT records, asked of a real server of our own."""

import socket

import dns.rcode
import pytest

from qrdesk.core.net.guard import TimedOut, Unreachable
from qrdesk.core.net.names import find_texts
from tests.core.net.name_server import name_server


def test_records_are_found_and_long_ones_are_whole() -> None:
    long = "x" * 450
    with name_server({"_qrdesk.go.example": ["a=1", long], "empty.example": []}) as server:
        assert sorted(find_texts("_qrdesk.go.example", servers=server)) == ["a=1", long]
        assert find_texts("empty.example", servers=server) == []
        assert find_texts("nowhere.example", servers=server) == []


def test_a_server_that_cannot_answer_is_not_taken_for_no_record() -> None:
    with name_server({}, code=dns.rcode.SERVFAIL) as server, pytest.raises(Unreachable, match="usable"):
        find_texts("go.example", servers=server, deadline_s=5)


def test_a_server_that_says_nothing_is_not_waited_for_long() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(TimedOut):
            find_texts("go.example", servers=f"127.0.0.1:{silent.getsockname()[1]}", deadline_s=0.3)


def test_a_name_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(Unreachable):
        find_texts("a..example", servers="127.0.0.1:9")
