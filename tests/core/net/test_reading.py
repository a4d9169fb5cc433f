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
    return read_all(Reader(Pieces(*pieces), asked), most)


def read_all(reader: Reader, most: int = 100) -> tuple[Head, bytes, bool, bool]:
    head = reader.head()
    body, whole = reader.body(most)
    return head, body, whole, reader.clean


H = b"HTTP/1.1 200 OK\r\n"
C = H + b"Transfer-Encoding: chunked\r\n\r\n"
HEAD = 64 * 1024  # bytes
PIECE = 2048
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
    "as many fields as may be": (H + b"X: y\n" * 99 + b"Content-Length: 2\r\n\r\nok", b"ok", True, True),
    "a head as long as may be": (H + b"X: " + b"y" * (HEAD - len(H) - 7) + b"\r\n\r\nok", b"ok", True, False),
    "blanks": (H + b"X:" + b" \t" * 127 + b"y\r\nContent-Length: 2\r\n\r\nok", b"ok", True, True),
    "a body of blanks": (H + b"Content-Length: 300\r\n\r\n" + b" " * 300, b" " * 100, False, False),
    "cut short": (H + b"Content-Length: 5\r\n\r\nok", b"ok", False, True),
    "cut short in chunks": (H + b"Transfer-Encoding: chunked\r\n\r\n5\r\nok", b"ok", False, True),
    "too long": (H + b"Content-Length: 200\r\n\r\n" + b"x" * 200, b"x" * 100, False, False),
    "just long enough": (H + b"Content-Length: 100\r\n\r\n" + b"x" * 100, b"x" * 100, True, True),
    "after early hints": (b"HTTP/1.1 103 Early\r\nContent-Length: 9\r\n\r\n" + H + b"\r\nok", b"ok", True, False),
}


@pytest.mark.parametrize("name", GOOD)
def test_answers_are_read_the_same_however_they_are_cut_into_pieces(name: str) -> None:
    sent, body, whole, stays = GOOD[name]
    for at in range(0, len(sent), max(1, len(sent) // 300)):
        found = read(sent[:at], sent[at:])
        assert (found[0].status, found[1:3]) == (200, (body, whole)), at
        assert not whole or found[3] == stays, at
    assert read(*(sent[at : at + 1] for at in range(len(sent))))[1:3] == (body, whole)


def test_fields_are_found_in_any_case_and_go_on_over_lines() -> None:
    head, *_ = read(H + b"Set-Cookie: a\r\nX-Long: one\r\n\t two\r\nset-cookie:b \r\nX-A: \xfc\r\n\r\n")
    assert dict(head.fields) == {"Set-Cookie": "a, b", "X-Long": "one two", "X-A": "ü"}
    assert head.fields["SET-COOKIE"] == "a, b"
    assert "x-long" in head.fields
    assert len(head.fields) == 3


def test_an_answer_to_head_has_no_body() -> None:
    assert read(H + b"Content-Length: 5\r\n\r\n", asked="HEAD")[1:] == (b"", True, True)


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_cannot_have_a_body_has_none(status: int) -> None:
    assert read(b"HTTP/1.1 %d\r\nContent-Length: 5\r\n\r\n" % status)[1:] == (b"", True, True)
    assert read(b"HTTP/1.1 %d\r\nContent-Length: 5\r\n\r\nmore!" % status)[1:] == (b"", True, False)


def test_another_protocol_is_an_answer_and_the_last_one() -> None:
    head, *rest = read(b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\nContent-Length: 5\r\n\r\nmore!")
    assert (head.status, head.fields["upgrade"], rest) == (101, "x", [b"", True, False])


@pytest.mark.parametrize(
    "sent",
    [
        H + b"Content-Length: 2\r\n\r\nokHTTP",
        H + b"Connection: Close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        C + b"2\r\nok\r\n0\r\n\r\n\n",
    ],
)
def test_nothing_follows_an_answer_that_leaves_doubt(sent: bytes) -> None:
    assert read(sent)[1:] == (b"ok", True, False)


def test_as_many_answers_on_the_way_as_may_be() -> None:
    assert read(b"HTTP/1.1 100 Continue\r\n\r\n" * 99 + H + b"\r\nok")[1] == b"ok"


class Endless:
    """Gives ``before``, and then ``more`` without an end; counts what was taken."""

    def __init__(self, before: bytes, more: bytes) -> None:
        self._now, self._more = before, more
        self.taken = 0

    def receive(self, most: int) -> bytes:
        while len(self._now) < most:
            self._now += self._more
        came, self._now = self._now[:most], self._now[most:]
        self.taken += most
        return came


@pytest.mark.parametrize(
    ("before", "more", "bound"),
    [
        (b"", b"x" * 100, HEAD),
        (H, b"X: y\r\n", HEAD),
        (H, b"X: y\r\n z\r\n", HEAD),
        (H + b"X:", b" \t" * 100, HEAD),
        (b"", b"HTTP/1.1 103 E\r\nX: y\r\n\r\n", 100 * 30),
        (C, b"0", 0),
        (C + b"1;", b"x" * 100, 0),
        (C + b"1;", b" " * 100, 0),
        (C + b"1\r\nx", b"y" * 100, 0),
        (C + b"0\r\n", b"X: y\r\n", 0),
        (C + b"0\r\nX:", b" " * 100, 0),
    ],
)
def test_of_what_has_no_end_little_is_taken_before_it_is_given_up(before: bytes, more: bytes, bound: int) -> None:
    source = Endless(before, more)
    reader = Reader(source, "POST")
    with pytest.raises(Unreadable):
        read_all(reader)
    assert source.taken <= bound + 3 * PIECE


@pytest.mark.parametrize(
    ("before", "more"),
    [
        (H + b"\r\n", b"x" * 100),
        (H + b"Content-Length: 99999999999999999999\r\n\r\n", b"x" * 100),
        (C, b"1\r\nx\r\n"),
        (C + b"f" * 20 + b"\r\n", b"x" * 100),
    ],
)
def test_of_a_body_without_an_end_little_more_is_taken_than_asked_for(before: bytes, more: bytes) -> None:
    source = Endless(before, more)
    reader = Reader(source, "POST")
    assert reader.head().status == 200
    body, whole = reader.body(10_000)
    assert (len(body), whole, reader.clean) == (10_000, False, False)
    assert source.taken <= 10_000 * (1 if more[:1] == b"x" else 6) + 3 * PIECE


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n" + H + b"\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/2.0 200 OK\r\n\r\n",
        b"HTTP/1.2 200 OK\r\n\r\n",
        b"HTTP/0.9 200 OK\r\n\r\n",
        b"HTTP/1.1 099 OK\r\n\r\n",
        b"HTTP/1.1 20\r\n\r\n",
        b"HTTP/1.1 2000\r\n\r\n",
        b"HTTP/1.1 2\xb200\r\n\r\n",
        b" HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1  200 OK\r\n\r\n",
        H + b"X: y\r\n" * 101 + b"\r\n",
        H + b"X: y\r\n z\r\n" * 51 + b"\r\n",
        H + b"X: " + b"y" * (HEAD - len(H) - 6) + b"\r\n\r\n",
        H + b"X:" + b" \t" * 128 + b"y\r\n\r\n",
        H + b"X:" + b" " * 60_000 + b"\0\r\n\r\n",
        H + b"no field\r\n\r\n",
        H + b"X: a\0b\r\n\r\n",
        H + b"Transfer-Encoding: chunked, gzip\r\n\r\nok",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100 + H + b"\r\n",
        H + b"Content-Length: 2, 3\r\n\r\nabc",
        H + b"Content-Length: -2\r\n\r\nabc",
        H + b"Content-Length: +2\r\n\r\nabc",
        H + b"Content-Length: \xb2\r\n\r\nabc",
        H + b"Content-Length:\r\n\r\nabc",
        C + b"-1\r\nabc",
        C + b"0x1\r\na\r\n0\r\n\r\n",
        C + b"1_0\r\na\r\n0\r\n\r\n",
        C + b"1\r\nab\r\n0\r\n\r\n",
        C + b"1;" + b"x" * 10_000 + b"\r\na\r\n0\r\n\r\n",
        C + b"0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
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
        b"HTTP/1.1 101 S\n",
        b"\n",
        b" ",
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
