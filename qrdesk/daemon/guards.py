"""What a request must look like before anybody reads it: its path, its query string, its JSON body."""

import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from qrdesk.core.errors import Invalid, NotFound, TooLarge
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.daemon.http import JSON, BadRequest, WrongMediaType

_MAX_PARAMETERS = 50
_LARGE = f"The body is larger than {MAX_BODY_BYTES:,} bytes. Send it in smaller parts."


def check_path(raw: str) -> None:
    """Do nothing if a WSGI path (bytes spelled as Latin-1) is text.

    Raises:
        NotFound: it is not UTF-8, or has control characters; the framework would quietly drop such bytes.
    """
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeError as fault:
        raise NotFound("There is nothing at this address: it is not UTF-8.") from fault
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise NotFound("There is nothing at this address: it has control characters in it.")


def read_query(environ: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of the query string.

    Raises:
        Invalid: a parameter comes twice; which one counts would be a guess.
        BadRequest: it is not UTF-8, or there is no end to it.
    """
    try:
        pairs = parse_qsl(
            str(environ.get("QUERY_STRING", "")),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_PARAMETERS,
        )
    except UnicodeDecodeError as fault:
        raise BadRequest("The query string is not UTF-8.") from fault
    except ValueError as fault:
        raise BadRequest(f"The query string has more than {_MAX_PARAMETERS} parameters.") from fault
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise Invalid.field(name, "This parameter comes more than once. Send it once.")
        found[name] = value
    return found


def read_json(environ: Mapping[str, Any]) -> Any:
    """Return the JSON value of the body.

    Raises:
        WrongMediaType: it is sent as something else.
        TooLarge: more than 1 MiB.
        BadRequest: it is not JSON, or JSON that two programs could read differently.
    """
    body = read_body(environ)
    if not body:
        raise BadRequest("The body is empty. It should be a JSON object.")
    _check_media_type(environ)
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_float
        )
    except UnicodeDecodeError as fault:
        raise BadRequest("The body is not UTF-8.") from fault
    except RecursionError as fault:
        raise BadRequest("The JSON is nested too deep.") from fault
    except json.JSONDecodeError as fault:
        raise BadRequest(f"The body is not JSON: line {fault.lineno}, column {fault.colno}.") from fault
    except ValueError as fault:  # thousands of digits
        raise BadRequest("The JSON has a number that is too long.") from fault


def read_body(environ: Mapping[str, Any], too_large: str = _LARGE, most: int = MAX_BODY_BYTES) -> bytes:
    """Return the body as it was sent; ``too_large`` is what is said of one of more than ``most`` bytes.

    Raises:
        TooLarge: it is that large.
        BadRequest: a length that is no number.
    """
    announced = str(environ.get("CONTENT_LENGTH") or "0")
    if not (announced.isascii() and announced.isdecimal()):
        raise BadRequest("The Content-Length is no number.")
    # a server that ends the stream itself knows better than the header, which a chunked body lacks
    length = most + 1 if environ.get("wsgi.input_terminated") else int(announced)
    if int(announced) > most:
        raise TooLarge(too_large)
    body: bytes = environ["wsgi.input"].read(length)
    if len(body) > most:
        raise TooLarge(too_large)
    return body


def _check_media_type(environ: Mapping[str, Any]) -> None:
    media_type, _, options = str(environ.get("CONTENT_TYPE", "")).lower().partition(";")
    if media_type.strip() != JSON:
        raise WrongMediaType("The body must be JSON, with the header “Content-Type: application/json”.")
    charset = options.strip().removeprefix("charset=").strip('"')
    if charset not in {"", "utf-8", "utf8"}:
        raise WrongMediaType("JSON is sent as UTF-8.")
    if str(environ.get("HTTP_CONTENT_ENCODING", "identity")).strip().lower() != "identity":
        raise WrongMediaType("The body must not be compressed.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadRequest(f"The JSON has {json.dumps(twice)} twice in one object.")
    return found


def _float(text: str) -> float:
    found = float(text)
    if math.isinf(found):  # as 1e999 is, which no JSON could say again
        raise BadRequest("The JSON has a number that is too large.")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise BadRequest(f"{name} is not JSON.")
