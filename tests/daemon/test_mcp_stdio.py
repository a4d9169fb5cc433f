"""Tools over a pair of pipes: what was asked is answered, however the conversation ends."""

import json
import os
import threading
from typing import Any

import pytest
from mcp_types.version import LATEST_HANDSHAKE_VERSION as OLDER

from qrdesk.daemon.mcp.stdio import serve
from qrdesk.daemon.mcp.tool import Call

_WE = {"name": "test", "version": "1"}
_HELLO = {"id": 0, "method": "initialize", "params": {"protocolVersion": OLDER, "capabilities": {}, "clientInfo": _WE}}
_BEGIN = (_HELLO, {"method": "notifications/initialized"})


def deleting(number: int) -> dict[str, Any]:
    """Return a call of a tool whose answer needs no view of ours."""
    called = {"name": "delete_link", "arguments": {"link_id": f"link-{number}"}}
    return {"id": number, "method": "tools/call", "params": called}


def written(pipe: int, *asked: dict[str, Any]) -> None:
    os.write(pipe, "".join(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in asked).encode())


def after_the_end(*_: object) -> None:
    """Work that is done only when the last request has been read."""
    for thread in threading.enumerate():
        if thread.name == "requests":
            thread.join(20)
            assert not thread.is_alive()


def answers(call: Call, *asked: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Ask all of it at once, end the input, and return what is answered, by id."""
    (incoming, to_it), (from_it, outgoing) = os.pipe(), os.pipe()
    written(to_it, *_BEGIN, *asked)
    os.close(to_it)
    serve(call, incoming, outgoing)
    for pipe in (incoming, outgoing):
        os.close(pipe)
    with os.fdopen(from_it, encoding="utf-8") as lines:
        return {one["id"]: one for one in map(json.loads, lines)}


def test_what_was_asked_before_the_input_ends_is_answered() -> None:
    found = answers(after_the_end, *(deleting(number) for number in range(1, 7)))
    assert [found[number].get("error") for number in range(7)] == [None] * 7
    said = json.loads(found[6]["result"]["content"][0]["text"])
    assert said == {"deleted": True, "link": "link-6"}


def test_a_call_that_was_called_off_holds_up_no_end(caplog: pytest.LogCaptureFixture) -> None:
    later = threading.Event()

    def done(_: object, name: str) -> None:
        if name == "link-2":  # was asked after the other was called off
            later.set()
        assert later.wait(20)

    off = {"method": "notifications/cancelled", "params": {"requestId": 1}}
    assert set(answers(done, deleting(1), off, deleting(2))) == {0, 2}
    assert caplog.text == ""


def test_it_ends_when_nobody_takes_its_answers(caplog: pytest.LogCaptureFixture) -> None:
    (incoming, to_it), (from_it, outgoing) = os.pipe(), os.pipe()
    os.close(from_it)
    written(to_it, *_BEGIN, deleting(1))
    with pytest.raises(BrokenPipeError):  # the command line ends without a word then
        serve(lambda *_: None, incoming, outgoing)
    os.close(to_it)  # open until now
    after_the_end()
    for pipe in (incoming, outgoing):
        os.close(pipe)
    assert caplog.text == ""


def test_what_is_printed_meanwhile_does_not_get_among_the_answers(capfd: pytest.CaptureFixture[str]) -> None:
    def talkative(*_: object) -> None:
        print("by Python")
        os.write(1, b"by another\n")

    (incoming, to_it) = os.pipe()
    written(to_it, *_BEGIN, deleting(1))
    os.close(to_it)
    serve(talkative, incoming)
    os.close(incoming)
    out, err = capfd.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [0, 1]
    assert sorted(err.splitlines()) == ["by Python", "by another"]
