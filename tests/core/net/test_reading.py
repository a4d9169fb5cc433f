"""Reading answers: right for those that are right, and little kept of those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.net.reading import Head, Reader, Unreadable


class Pieces:
    """Gives what it was given, in pieces, and then the end."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = [piece for piece in pieces if piece]

    def receive(self, most: int) -> bytes:
        if not self._pieces:
            return b""
        piece = self._pieces[0][:most]
        self._pieces[0] = self._pieces[0][most:]
        if not self._pieces[0]:
            del self._pieces[0]
        return piece


def read(*pieces: bytes, most: int = 100, asked: str = "POST") -> tuple[Head, bytes, bool, bool]:
    reader = Reader(Pieces(*pieces))
    head = reader.head()
    body, whole = reader.body(head, most, asked=asked)
    return head, body, whole, head.stays and reader.clean


H = b"HTTP/1.1 200 OK\r\n"
GOOD = {
    "a length": (H + b"Content-Length: 2\r\n\r\nok", b"ok", True, True),
    "the same length twice": (H + b"Content-Length: 2\r\ncontent-length: 2\r\n\r\nok", b"ok", True, True),
    "bare ends of lines": (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", b"ok", True, True),
    "no reason": (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", b"ok", True, True),
    "until the end": (H + b"\r\nok", b"ok", True, False),
    "chunks": (H + b"Transfer-Encoding: Chunked\r\n\r\n1\r\no\r\n01;a\r\nk\r\n0\r\nA: b\r\n\r\n", b"ok", True, True),
    "chunks and a length": (
        H + b"Content-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        b"ok",
        True,
        True,
    ),
    "packed and then something": (H + b"Transfer-Encoding: chunked, gzip\r\n\r\nok", b"ok", True, False),
    "cut short": (H + b"Content-Length: 5\r\n\r\nok", b"ok", False, True),
    "cut short in chunks": (H + b"Transfer-Encoding: chunked\r\n\r\n5\r\nok", b"ok", False, True),
    "too long": (H + b"Content-Length: 200\r\n\r\n" + b"x" * 200, b"x" * 100, False, False),
    "just long enough": (H + b"Content-Length: 100\r\n\r\n" + b"x" * 100, b"x" * 100, True, True),
    "after early hints": (b"HTTP/1.1 103 Early\r\nContent-Length: 9\r\n\r\n" + H + b"\r\nok", b"ok", True, False),
}


@pytest.mark.parametrize("name", GOOD)
def test_answers_are_read_the_same_however_they_are_cut_into_pieces(name: str) -> None:
    sent, body, whole, stays = GOOD[name]
    for at in range(len(sent)):
        found = read(sent[:at], sent[at:])
        assert (found[0].status, found[1:3]) == (200, (body, whole)), at
        assert not whole or found[3] == stays, at
    assert read(*(sent[at : at + 1] for at in range(len(sent))))[1:3] == (body, whole)


def test_fields_are_found_in_any_case_and_go_on_over_lines() -> None:
    head, *_ = read(H + b"Set-Cookie: a\r\nX-Long: one\r\n\t two\r\nset-cookie:b \r\nno field\r\nX-\xe4: \xfc\r\n\r\n")
    assert dict(head.fields) == {"Set-Cookie": "a, b", "X-Long": "one two", "X-ä": "ü"}
    assert head.fields["SET-COOKIE"] == "a, b"
    assert "x-long" in head.fields
    assert len(head.fields) == 3


def test_an_answer_to_head_has_no_body() -> None:
    assert read(H + b"Content-Length: 5\r\n\r\n", asked="HEAD")[1:] == (b"", True, True)


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n" + H,
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 099 OK\r\n\r\n",
        b"HTTP/1.1 20\r\n\r\n",
        b"HTTP/1.1 2000\r\n\r\n",
        b"HTTP/1.1 2\xb200\r\n\r\n",
        b" HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1  200 OK\r\n\r\n",
        H + b"X: y\r\n" * 101 + b"\r\n",
        H + b"X: " + b"y" * (1 << 16) + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100 + H + b"\r\n",
        H + b"Content-Length: 2, 3\r\n\r\nabc",
        H + b"Content-Length: -2\r\n\r\nabc",
        H + b"Content-Length: +2\r\n\r\nabc",
        H + b"Content-Length: \xb2\r\n\r\nabc",
        H + b"Content-Length:\r\n\r\nabc",
        H + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc",
        H + b"Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        H + b"Transfer-Encoding: chunked\r\n\r\n1_0\r\na\r\n0\r\n\r\n",
        H + b"Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        H + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"x" * 2000 + b"\r\na\r\n0\r\n\r\n",
        H + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    ],
)
def test_what_is_no_answer_is_not_read(sent: bytes) -> None:
    with pytest.raises(Unreadable):
        read(sent)


TOKENS = st.sampled_from(
    [
        H,
        b"HTTP/1.1 100 C\r\n\r\n",
        b"\r\n",
        b"Content-Length: ",
        b"Transfer-Encoding: chunked",
        b"5",
        b"-1",
        b"ok",
        b": ",
    ]
)


@given(st.lists(TOKENS | st.binary(max_size=20), max_size=20))
def test_whatever_comes_is_an_answer_or_said_to_be_none(pieces: list[bytes]) -> None:
    try:
        _, body, _, _ = read(*pieces, most=10)
    except (Unreadable, ConnectionError):
        body = b""
    assert len(body) <= 10
    assert body in b"".join(pieces) or b"chunked" in b"".join(pieces)
