"""Requests by which somebody would have two servers in a row disagree on where a request ends (RFC 9112, 11.2).

``SMUGGLED`` stands where a server that reads the length in the other way sees a request of its own.
"""

from dataclasses import dataclass

HOST = b"Host: go.example.com\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HOST + b"\r\n"
NEXT = b"GET /next HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"  # an honest one, behind each of them
_GET = b"GET /a HTTP/1.1\r\n" + HOST
_POST = b"POST /a HTTP/1.1\r\n" + HOST
_CHUNKED = b"Transfer-Encoding: chunked\r\n"
_OF_IT = b"Content-Length: %d\r\n" % len(SMUGGLED)
_ENDED = b"\r\n0\r\n\r\n" + SMUGGLED  # of a body in chunks


def _length(said: bytes) -> bytes:
    return _POST + b"Content-Length: " + said + b"\r\n\r\n" + SMUGGLED


def _coding(header: bytes) -> bytes:
    return _POST + header + b"\r\n" + _ENDED


def _chunks(said: bytes) -> bytes:
    return _POST + _CHUNKED + b"\r\n" + said + SMUGGLED


@dataclass(frozen=True)
class Read:
    """A request that is one, by what both servers have to read: its path and body."""

    sent: bytes
    body: bytes = b""
    path: str = "/a"


REFUSED: dict[str, bytes] = {  # by both servers, before the application hears of it
    "two lengths": _POST + b"Content-Length: 0\r\n" + _OF_IT + b"\r\n" + SMUGGLED,
    "a list of lengths": _length(b"0, %d" % len(SMUGGLED)),
    "a list of one length": _length(b"3, 3"),
    "two numbers": _length(b"3 3"),
    "a number in parts": _length(b"3_6"),
    "hexadecimal": _length(b"0x10"),
    "a fraction": _length(b"3.0"),
    "a power": _length(b"1e1"),
    "a sign": _length(b"+3"),
    "less than nothing": _length(b"-1"),
    "digits of others": _length("٣".encode()),
    "a small digit": _length(b"\xb2"),
    "no number": _length(b""),
    "more than 64 bits": _length(b"18446744073709551619"),
    "a blank that is none": _length(b"\x0b3"),
    "a page end": _length(b"3\x0c"),
    "a wide blank": _length(b"3\xa0"),
    "an encoding that is none": _coding(b"Transfer-Encoding: xchunked"),
    "a blank before the colon": _coding(b"Transfer-Encoding : chunked"),
    "a tab before the colon": _coding(b"Transfer-Encoding\t: chunked"),
    "a length before a blank": _POST + b"Content-Length : 3\r\n\r\n" + SMUGGLED,
    "an odd blank": _coding(b"Transfer-Encoding:\x0bchunked"),
    "a page end before it": _coding(b"Transfer-Encoding: \x0cchunked"),
    "a blank before the name": _coding(b" Transfer-Encoding: chunked"),
    "behind a lone CR": _coding(b"X: X\rTransfer-Encoding: chunked"),
    "on the next line": _coding(b"Transfer-Encoding:\r\n chunked"),
    "identity and a length": _POST + b"Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\n" + SMUGGLED,
    "identity alone": _POST + b"Transfer-Encoding: identity\r\n\r\n" + SMUGGLED,
    "identity before chunks": _coding(b"Transfer-Encoding: identity, chunked"),
    "identity behind chunks": _coding(b"Transfer-Encoding: chunked, identity"),
    "chunks twice": _coding(b"Transfer-Encoding: chunked, chunked"),
    "packed": _coding(b"Transfer-Encoding: gzip, chunked"),
    "two encodings": _coding(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x"),
    "two that are one": _coding(b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked"),
    "in quotes": _coding(b'Transfer-Encoding: "chunked"'),
    "with more to it": _coding(b"Transfer-Encoding: chunked;x=1"),
    "behind a comma": _coding(b"Transfer-Encoding: ,chunked"),
    "before a comma": _coding(b"Transfer-Encoding: chunked,"),
    "an empty encoding": _POST + b"Transfer-Encoding: \r\n\r\n" + SMUGGLED,
    "a letter like another": _coding("Transfer-Encoding: chun\u212aed".encode()),
    "the end of a text": _coding(b"Transfer-Encoding: chunked\0"),
    "a letter of nobody": _coding(b"Transfer-Encoding: \xffchunked"),
    "chunks of old": _POST.replace(b"1.1", b"1.0") + b"Connection: keep-alive\r\n" + _CHUNKED + _ENDED,
    "an extension that ends early": _chunks(b"3;a\nabc\r\n0\r\n\r\n"),
    "an extension that hides": _chunks(b"2;\nxx\r\n%x\r\n0\r\n\r\n" % (len(SMUGGLED) + 5)),
    "a chunk below nothing": _chunks(b"-3\r\nabc\r\n0\r\n\r\n"),
    "a chunk with a sign": _chunks(b"+3\r\nabc\r\n0\r\n\r\n"),
    "a chunk as programs write it": _chunks(b"0x3\r\nabc\r\n0\r\n\r\n"),
    "a chunk in parts": _chunks(b"0_3\r\nabc\r\n0\r\n\r\n"),
    "a chunk behind a blank": _chunks(b" 3\r\nabc\r\n0\r\n\r\n"),
    "a chunk that is longer": _chunks(b"3\r\nabcX\r\n0\r\n\r\n"),
    "a chunk without its end": _chunks(b"3\r\nabc0\r\n\r\n"),
    "a chunk with two CR": _chunks(b"3\r\r\nabc\r\n0\r\n\r\n"),
    "chunks in lone LF": _chunks(b"3\nabc\n0\n\n"),
    "an end in lone LF": _chunks(b"3\r\nabc\r\n0\n\n"),
    "half an end in lone LF": _chunks(b"3\r\nabc\r\n0\r\n\n"),
    "a request behind the chunks": _chunks(b"3\r\nabc\r\n0\r\n"),
    "a header over two lines": _GET + b"X: a\r\n b\r\n\r\n" + SMUGGLED,
    "a first header over two lines": b"GET /a HTTP/1.1\r\n " + HOST + HOST + b"\r\n" + SMUGGLED,
    "a lone CR": b"GET /a HTTP/1.1\r\nHost: go.example.com\rX: y\r\n\r\n" + SMUGGLED,
    "two lone CR": _GET + b"X: y\r\r" + SMUGGLED,
    "a host before a blank": b"GET /a HTTP/1.1\r\nHost : go.example.com\r\n\r\n" + SMUGGLED,
    "a name of two words": _GET + b"X Y: b\r\n\r\n" + SMUGGLED,
    "a line without a colon": _GET + b"XY\r\n\r\n" + SMUGGLED,
    "a text's end in a name": _GET + b"X\0Y: b\r\n\r\n" + SMUGGLED,
    "a text's end in a value": _GET + b"X: b\0c\r\n\r\n" + SMUGGLED,
    "a text's end in a path": b"GET /a\0b HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "HTTP/0.9": b"GET /a\r\n\r\n" + SMUGGLED,
    "a version to come": b"GET /a HTTP/2.0\r\n" + HOST + b"\r\n" + SMUGGLED,
    "a version of nobody": b"GET /a HTTP/1.2\r\n" + HOST + b"\r\n" + SMUGGLED,
    "a long version": b"GET /a HTTP/1.10\r\n" + HOST + b"\r\n" + SMUGGLED,
    "a version in small letters": b"GET /a http/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "two blanks": b"GET  /a HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "tabs": b"GET\t/a\tHTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "a blank in a path": b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "two versions": b"GET /a HTTP/1.1\x0bX HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED,
    "a header of 64 KiB": _GET + b"X: " + b"a" * 66_000 + b"\r\n\r\n" + SMUGGLED,
    "5,000 headers": _GET + b"".join(b"X-%d: a\r\n" % number for number in range(5000)) + b"\r\n" + SMUGGLED,
    "a body too large": _length(b"2000000"),
}
READ: dict[str, Read] = {  # as one request by both servers
    "a length": Read(_length(b"%d" % len(SMUGGLED)), SMUGGLED),
    "a length behind zeros": Read(_length(b"0" * 30 + b"%d" % len(SMUGGLED)), SMUGGLED),
    "a length that the connection is to forget": Read(
        _POST + b"Connection: Content-Length\r\n" + _OF_IT + b"\r\n" + SMUGGLED, SMUGGLED
    ),
    "what the sender takes": Read(_POST + b"TE: chunked\r\n" + _OF_IT + b"\r\n" + SMUGGLED, SMUGGLED),
    "an expectation that is none": Read(_POST + b"Expect: x\r\n" + _OF_IT + b"\r\n" + SMUGGLED, SMUGGLED),
    "a tab before chunks": Read(_POST + b"Transfer-Encoding:\tchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"abc"),
    "chunks in capitals": Read(_POST + b"TRANSFER-ENCODING: ChUnKeD\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"abc"),
    "extensions": Read(_POST + _CHUNKED + b'\r\n3;a=b;c="d"\r\nabc\r\n0;x\r\n\r\n', b"abc"),
    "a chunk behind zeros": Read(_POST + _CHUNKED + b"\r\n" + b"0" * 15 + b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
    "a request in a chunk": Read(_POST + _CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED), SMUGGLED),
    "GET with a body": Read(_GET + _OF_IT + b"\r\n" + SMUGGLED, SMUGGLED),
    "GET with chunks": Read(_GET + _CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED), SMUGGLED),
    "a redirect with a body": Read(b"GET /quick HTTP/1.1\r\n" + HOST + _OF_IT + b"\r\n" + SMUGGLED, SMUGGLED, "/quick"),
    "a redirect with chunks": Read(
        b"GET /quick HTTP/1.1\r\n" + HOST + _CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED),
        SMUGGLED,
        "/quick",
    ),
    "an address of another server": Read(b"GET http://other.example/a HTTP/1.1\r\n" + HOST + b"\r\n"),
    "an address without a path": Read(b"GET http://other.example HTTP/1.1\r\n" + HOST + b"\r\n", path="/"),
    "an empty line before": Read(b"\r\n" + _GET + b"\r\n"),
    "90 headers": Read(_GET + b"".join(b"X-%d: a\r\n" % number for number in range(90)) + b"\r\n"),
}
# A length and chunks: Waitress refuses them. To granian chunks count, and it closes the connection behind its answer.
BOTH_LENGTHS: dict[str, Read] = {
    "CL.TE": Read(_POST + b"Content-Length: %d\r\n" % (len(SMUGGLED) + 5) + _CHUNKED + _ENDED),
    "CL.TE, cut": Read(_POST + b"Content-Length: 6\r\n" + _CHUNKED + b"\r\n0\r\n\r\nG"),
    "TE.CL": Read(
        _POST + _CHUNKED + b"Content-Length: 4\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED), SMUGGLED
    ),
}
# Cut off unanswered by one, or both, as what they announce does not come.
CUT: dict[str, bytes] = {
    "a chunk without end": _chunks(b"ffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
    "a chunk of more than 64 bits": _chunks(b"10000000000000003\r\nabc\r\n0\r\n\r\n"),
    "a chunk of no number": _chunks(b"\r\nfff\r\n0\r\n\r\n"),
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SMUGGLED,
}
# Waitress refuses a line that ends in a lone LF. To granian, nginx and Caddy it is a line: these are two requests.
LONE_LF: dict[str, bytes] = {
    "two lone LF": _GET + b"X: y\n\n" + SMUGGLED,
    "a lone LF before CR LF": _GET + b"X: y\n\r\n" + SMUGGLED,
    "a lone LF behind CR LF": _GET + b"X: y\r\n\n" + SMUGGLED,
    "chunks behind a lone LF": _coding(b"X: X\nTransfer-Encoding: chunked"),
}
