"""Which methods an address of the API takes. Where two paths of the table fit it, the one with fewer names says."""

import re
from collections.abc import Sequence

from qrdesk.core.operations import OPERATIONS, PREFIX

_LINKS = "links"
_HOST = re.compile(r"[^/]*[.:][^/]*|localhost", re.IGNORECASE)
_Segments = tuple[str, ...]
_METHODS: dict[_Segments, set[str]] = {}
for _row in OPERATIONS:
    _METHODS.setdefault(tuple(_row.path.split("/")), set()).add(_row.method)
_BY_LENGTH: dict[int, list[_Segments]] = {}
for _path in _METHODS:
    _BY_LENGTH.setdefault(len(_path), []).append(_path)


def methods_at(address: str) -> frozenset[str]:
    """Return the methods of the table at an address, HEAD wherever GET is; none where there is nothing."""
    if not address.startswith(f"{PREFIX}/"):
        return frozenset()
    segments = address.removeprefix(PREFIX).split("/")
    path = _path_of(segments)
    if path is None and len(segments) > 3 and segments[1] == _LINKS and all(segments[2:4]):  # named host/slug
        path = _path_of([*segments[:2], "/".join(segments[2:4]), *segments[4:]])
    methods = set[str]() if path is None else _METHODS[path]
    return frozenset(methods | ({"HEAD"} if "GET" in methods else set()))


def may_name_a_link(name: str) -> bool:
    """Say whether a link can be called that: a slug, or host/slug with a host and not an id before the slash."""
    host, slash, _ = name.partition("/")
    return bool(name) and (not slash or _HOST.fullmatch(host) is not None)


def _path_of(segments: Sequence[str]) -> _Segments | None:
    fits = [path for path in _BY_LENGTH.get(len(segments), ()) if _fits(path, segments)]
    return min(fits, key=lambda path: sum(map(_is_name, path)), default=None)


def _fits(path: _Segments, segments: Sequence[str]) -> bool:
    return all(said if _is_name(one) else one == said for one, said in zip(path, segments, strict=True))


def _is_name(segment: str) -> bool:
    return segment.startswith("{")
