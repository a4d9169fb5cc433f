"""What is taken as a request at all, and how what is not is refused: in the envelope of its path."""

import copy
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from http.client import responses
from typing import Any, cast

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented, split_uri
from waitress.receiver import ChunkedReceiver
from waitress.task import ErrorTask
from waitress.utilities import BadRequest

from qrdesk.core.schemas.files import LARGE_FILE
from qrdesk.core.surface import MAX_BODY_BYTES, MAX_UPLOAD_BYTES, UPLOADS
from qrdesk.daemon.dialects.owners import envelope_of
from qrdesk.daemon.dialects.refused import Refused
from qrdesk.daemon.large_bodies import Place, sender_of, take_place

BODY_BYTES = MAX_BODY_BYTES
HEADER_BYTES = 32_768
PROXIED = "HTTP_QRDESK_PROXIED"  # in environ: a proxy says for whom it asks, believed or not
FORWARDING = frozenset({"X_FORWARDED_FOR", "FORWARDED", "X_REAL_IP", "VIA"})
_TOO_LONG = 431
_REFUSALS = {
    413: ("too_large", f"The body is larger than {BODY_BYTES:,} bytes. Send it in smaller parts."),
    _TOO_LONG: ("too_large", f"The headers are larger than {HEADER_BYTES:,} bytes."),
    500: ("internal", "Something went wrong here, and it was noted in the log."),
    501: ("bad_request", "This transfer encoding is not spoken here. Send the body as it is, or in chunks."),
}
_MORE_HEADERS = {  # of some refusals
    401: [("WWW-Authenticate", 'Bearer realm="qrdesk"')],
    503: [("Retry-After", "5")],
}
_RAW = re.compile(rb"[\x80-\xff]")
_TRAILER = re.compile(rb"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\0\r\n]*\r\n)*(?:\r\n)?")


class Parser(HTTPRequestParser):
    """Refuses what two servers in a row could read differently. Source: RFC 9112, 6.1 and 3.2."""

    path = ""
    peer = ""  # the address of the other side
    place: Place | None = None  # of a file, which is larger than other bodies, and takes longer to come in
    no_place: Refused | None = None  # why a file has none

    def parse_header(self, header_plus: bytes) -> None:
        if not header_plus.isascii():
            header_plus = _spelled(header_plus)
        try:
            self._parse_strictly(header_plus)
        except (ParsingError, TransferEncodingNotImplemented, ValueError) as fault:
            self.path = _path_in(header_plus)
            if isinstance(fault, ValueError):  # "http://[": Waitress lets it through, and would just hang up
                raise ParsingError("Bad URI") from fault
            raise

    def _parse_strictly(self, header_plus: bytes) -> None:
        codings = _count_codings(header_plus)
        super().parse_header(header_plus)
        if self.version != "1.1":
            if codings or self.version != "1.0":
                raise ParsingError("Transfer-Encoding before HTTP/1.1, or a version that is not spoken here")
        elif "HOST" not in self.headers:
            raise ParsingError("No Host")
        method = str(self.command)  # text, whatever its stub says
        if self.path[:1] != "/":
            self._read_other_target(method)
        if self.chunked:
            self.body_rcv = Chunks(cast("ChunkedReceiver", self.body_rcv).buf)
        if (method, self.path) in UPLOADS and (self.chunked or self.content_length >= BODY_BYTES):
            self._make_room()
        if not FORWARDING.isdisjoint(self.headers):  # Waitress drops those of strangers without a word
            cast("dict[str, str]", self.headers)[PROXIED.removeprefix("HTTP_")] = "1"

    def _read_other_target(self, method: str) -> None:
        """Take a target that is no path: "*" of OPTIONS, or an address without a path. RFC 9112, 3.2."""
        if self.path == "" and self.url_scheme in {"http", "https"} and method != "CONNECT":
            self.path = "/"
        elif (method, self.path) != ("OPTIONS", "*"):
            raise ParsingError("Bad URI")

    def _make_room(self) -> None:
        headers = cast("dict[str, str]", self.headers)
        proxied = not FORWARDING.isdisjoint(headers)
        found = take_place(headers, sender_of(headers, self.peer, self.adj.trusted_proxy, proxied=proxied))
        if isinstance(found, Place):
            self.place = found
            self.adj = _with_room(self.adj)
        else:
            self.no_place = found


@lru_cache(8)
def _with_room(adjustments: Adjustments) -> Adjustments:
    found = copy.copy(adjustments)
    found.max_request_body_size = MAX_UPLOAD_BYTES
    return found


class Chunks(ChunkedReceiver):
    """A body in chunks; what stands behind the last one has to be headers, or another server might see requests."""

    def received(self, s: bytes) -> int:
        taken = int(super().received(s))
        if self.completed and self.trailer and not _TRAILER.fullmatch(self.trailer):
            self.error = BadRequest("Invalid trailer")
        return taken


class Refusal(ErrorTask):
    """Says why bytes were not taken as a request, in the envelope of their path: a browser does not send such."""

    def execute(self) -> None:
        request = cast("Any", self.request)  # the stubs know only requests that went well
        error, path = request.error, request.path
        if error.code == _TOO_LONG:  # Waitress reads "GET /" in place of what is too long
            path = _path_in(request.header_plus)
        method = getattr(request, "command", None)  # of what cannot be read there is none
        room = {"no_place": request.no_place, "length": request.content_length}
        status, reason, headers, body = refusal_of(error.code, method, path, **room)
        self.status = f"{status} {error.reason if status == error.code else reason}"
        self.response_headers = headers
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def refusal_of(
    status: int, method: str | None, path: str, *, no_place: Refused | None = None, length: int = 0
) -> tuple[int, str, list[tuple[str, str]], bytes]:
    """Return status, reason, headers and body of what is said of a request that is not taken.

    ``no_place`` is why a large file of ``length`` bytes has none.
    """
    code, said = _REFUSALS.get(status, ("bad_request", "This cannot be read as an HTTP request."))
    refused = Refused(status, code, said)
    if status == 413 and (method, path) in UPLOADS:
        refused = Refused(413, code, LARGE_FILE)
        if no_place is not None and length < MAX_UPLOAD_BYTES:
            refused = no_place
    told_status, told = _refusal(path, refused)
    headers = [
        *_MORE_HEADERS.get(refused.status, []),
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return told_status, responses[told_status], headers, json.dumps(told, ensure_ascii=False).encode()


def _refusal(path: str, refused: Refused) -> tuple[int, Mapping[str, Any]]:
    """Return status and body of a refusal, as the API words it whose path it is, as far as that is known."""
    envelope = envelope_of(path)
    if envelope is None:
        return refused.status, {"error": {"code": refused.code, "message": refused.message}}
    return envelope.status(refused), envelope.body(refused)


def _count_codings(header_plus: bytes) -> int:
    """Return how many transfer encodings a request names; refuse what Waitress would take.

    Raises:
        ParsingError: it could be read in two ways.
    """
    low = header_plus.lower()
    codings = low.count(b"\ntransfer-encoding")
    if codings and (codings > 1 or b"\ncontent-length" in low or _is_doubtful(low)):
        raise ParsingError("Ambiguous message length")
    if low.count(b"\nhost:") > 1:
        raise ParsingError("More than one Host")
    if b"\n " in low or b"\n\t" in low:  # RFC 9112, 5.2: folded lines
        raise ParsingError("Folded header")
    if b"\0" in low:  # Waitress looks for it in the values of headers alone
        raise ParsingError("Bad URI")
    return codings


def _is_doubtful(low: bytes) -> bool:
    """Say whether Waitress would take headers for plain chunks, or for none, that others may read as something else."""
    coding = low.partition(b"\ntransfer-encoding")[2].partition(b":")[2].partition(b"\r\n")[0].strip(b" \t")
    return coding != b"chunked" and {one.strip(b" \t") for one in coding.split(b",")} <= {b"", b"chunked"}


def _spelled(header_plus: bytes) -> bytes:
    """Spell what is not ASCII in the query of a request as browsers do: curl and others send it as it was typed."""
    line, end, headers = header_plus.partition(b"\r\n")
    path, mark, query = line.partition(b"?")
    return path + mark + _escaped(query) + end + headers


def _escaped(part: bytes) -> bytes:
    return _RAW.sub(lambda found: b"%%%02X" % found[0][0], part)


def _path_in(header: bytes) -> str:
    """Return the path that a request names which is not read any further; empty where it names none."""
    words = header.lstrip().split(b"\r\n", 1)[0].split(b" ")
    if len(words) < 2:
        return ""
    try:
        return str(split_uri(_escaped(words[1].partition(b"?")[0]))[2])
    except (ParsingError, ValueError):  # that is what is wrong with it
        return ""
