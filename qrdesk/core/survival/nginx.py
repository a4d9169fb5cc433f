"""The kit for nginx: a map of each domain, its server, and the answers they share.

What is to know of its configuration: a word may have 4,096 characters with its quotes; ``$`` begins a variable in
values and cannot be escaped; maps compare without regard to the case of A to Z, and so does the file of a map.
Sources: ngx_conf_file.c, ngx_http_map_module.c, ngx_hash.c of nginx 1.22.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from qrdesk.core.survival import pages
from qrdesk.core.survival.entries import BUTTON, ICON, INDEX, LEAD, NOT_FOUND, PAGES, ROBOTS, STATUS, Entry, Site
from qrdesk.core.survival.spellings import lower_ascii, spellings

FOLDER = "nginx"
_LONGEST = 3_900  # of one as it is written
_DOLLAR = "${qrdesk_dollar}"
_SPLIT = "\n"  # between the spellings of a case-sensitive domain that differ in case only
_LONG_HOST = 40  # characters: nginx has room for hosts of 64 bytes with all that belongs to them

_HEAD = r"""# Short links of QRDesk, kept by "qrdesk survive". For nginx 1.11.2 or later.
# Copy this folder to /etc/nginx/qrdesk and write into a file in /etc/nginx/conf.d:  include qrdesk/qrdesk.conf;
map_hash_max_size {max_size};
map_hash_bucket_size 8192;
{names}geo $qrdesk_dollar {{ default "$"; }}

# The address that was asked for: /r/menu, /R/MENU and /menu/ are /menu.
map $uri $qrdesk_path {{
    "~^/+[rR]/(?<qrdesk_scan>[^/]+)/?$" "/$qrdesk_scan";
    "~^/+$" "/";
    "~^/+(?<qrdesk_click>[^/]+)/?$" "/$qrdesk_click";
    default "";
}}
include qrdesk/pages.conf;

# A host that is none of these gets no links of theirs.
server {{
    include qrdesk/listen.conf;
    server_name "";
    merge_slashes off;
    return 404;
}}
"""
_LISTEN = """# Where all domains listen. For https each needs "listen 443 ssl;" and a certificate in its own server.
listen 80;
listen [::]:80;
"""
_SERVER = """
include qrdesk/{name}.parts;
map $qrdesk_path $qrdesk_{number} {{
    include qrdesk/{name}.map;
}}
{exact}server {{
    {listen}
    server_name {host};
    merge_slashes off;
    location / {{
        set $qrdesk_to ${to};
        include qrdesk/answers.conf;
    }}
}}
"""
# A map cannot tell cases apart, so its value names each spelling before its answer, and this finds the one asked for.
_EXACT = r"""map "$qrdesk_path\n$qrdesk_{number}" $qrdesk_{number}_exact {{
    "~^([^\n]+)\n(?:[^\n]*\n)*?\1 (?<qrdesk_{number}_found>[^\n]*)\n" $qrdesk_{number}_found;
    default "{unknown}";
}}
"""


class NginxMap:
    """Writes the map of one domain."""

    def __init__(self, folder: Path, site: Site) -> None:
        self._folder, self._site = folder / FOLDER, site
        self._folder.mkdir(exist_ok=True)
        self.keys = 0
        self._parts = _Parts(self._open("parts"), f"qrdesk_{site.number}")
        self._map = self._open("map")
        self._sorted = _Sorted(self._folder / f"{site.name}.sorting") if site.case_sensitive else None
        # one that is found nowhere: the case-sensitive map says so after it has looked at the spelling
        self._line("default", "" if site.case_sensitive else unknown(site))
        self.unknown = self._parts.word(unknown(site)) if site.case_sensitive else ""
        for path, value in _own(site):
            self._put(path, value)

    def add(self, entry: Entry) -> str:
        """Write an address; there is nothing that nginx could not say."""
        value = value_of(entry)
        for spelled in spellings(entry.slug, entry.folded, case_sensitive=self._site.case_sensitive):
            self._put(spelled, value)
        return ""

    def close(self) -> None:
        """Finish the files."""
        if self._sorted is not None:
            for key, value in self._sorted.grouped():
                self._line(f'"/{_escaped_key(key)}"', value)
            self._sorted.close()
        self._map.close()
        self._parts.close()

    def _put(self, path: str, value: str) -> None:
        if self._sorted is not None:
            self._sorted.add(lower_ascii(path), f"/{path} {value}{_SPLIT}")
        else:
            self._line(f'"/{_escaped_key(path)}"', value)

    def _line(self, key: str, value: str) -> None:
        self.keys += 1
        self._map.write(f'{key} "{self._parts.word(value)}";\n')

    def _open(self, ending: str) -> TextIO:
        return (self._folder / f"{self._site.name}.{ending}").open("w", encoding="utf-8", newline="\n")


def finish(folder: Path, maps: "list[tuple[Site, NginxMap]]") -> None:
    """Write what all domains share, once their maps are there."""
    here = folder / FOLDER
    here.mkdir(exist_ok=True)
    (here / "listen.conf").write_text(_LISTEN, encoding="utf-8")
    with (here / "pages.conf").open("w", encoding="utf-8", newline="\n") as file:
        parts = _Parts(file, "qrdesk_part")
        for name in PAGES:
            parts.variable(f"qrdesk_page_{name}", pages.page(name))
    (here / "answers.conf").write_text("\n".join(_answers()) + "\n", encoding="utf-8")
    most = max((one.keys for _, one in maps), default=0)
    long = any(len(site.bare_host) > _LONG_HOST for site, _ in maps)
    names = "server_names_hash_bucket_size 512;\n" if long else ""
    with (here / "qrdesk.conf").open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD.format(max_size=max(2_048, 2 * most), names=names))
        for site, one in maps:
            file.write(server(site, one.unknown))


def server(site: Site, unknown: str) -> str:
    """Return the server of a domain; ``unknown`` is the word for what nobody has, where cases are told apart."""
    exact = _EXACT.format(number=site.number, unknown=unknown) if site.case_sensitive else ""
    listen = f"listen {site.port};" if site.port else "include qrdesk/listen.conf;"
    to = f"qrdesk_{site.number}" + ("_exact" if site.case_sensitive else "")
    return _SERVER.format(name=site.name, number=site.number, exact=exact, listen=listen, host=site.bare_host, to=to)


def value_of(entry: Entry) -> str:
    """Return what the map says of an address: a location, or "!" and the name of a page."""
    if entry.kind == LEAD:
        return entry.location
    return f"!open {pages.button(entry.location)}" if entry.kind == BUTTON else f"!{entry.kind}"


def unknown(site: Site) -> str:
    """Return what the map says of an address that nobody has."""
    return site.fallback or f"!{NOT_FOUND}"


def _own(site: Site) -> list[tuple[str, str]]:
    return [("", site.index or f"!{INDEX}"), ("robots.txt", f"!{ROBOTS}"), ("favicon.ico", f"!{ICON}")]


def _answers() -> Iterator[str]:
    yield 'default_type "text/html; charset=utf-8";'
    yield 'add_header Cache-Control "private, no-store" always;'
    yield "if ($request_method !~ ^(GET|HEAD)$) { return 405; }"
    yield 'if ($qrdesk_to ~ "^!open (?<qrdesk_body>.*)$") { return 200 $qrdesk_body; }'
    for name in PAGES:
        yield f'if ($qrdesk_to = "!{name}") {{ return {STATUS[name]} $qrdesk_page_{name}; }}'
    yield f'if ($qrdesk_to = "!{ICON}") {{ return {STATUS[ICON]}; }}'
    yield f'if ($qrdesk_to = "!{ROBOTS}") {{ return {STATUS[ROBOTS]} "{_escaped(pages.ROBOTS_TEXT)}"; }}'
    yield "return 302 $qrdesk_to;"


class _Parts:
    """Words of any length: what is too long for one stands in variables of its own."""

    def __init__(self, file: TextIO, name: str) -> None:
        self._file, self._name, self._count = file, name, 0

    def word(self, text: str) -> str:
        """Return ``text`` as it stands between quotes."""
        whole = _escaped(text)
        if len(whole.encode()) <= _LONGEST:
            return whole
        return "".join(f"${{{self._part(piece)}}}" for piece in _pieces(text))

    def variable(self, name: str, text: str) -> None:
        """Write a variable of this value."""
        self._file.write(f'map $nginx_version ${name} {{ default "{self.word(text)}"; }}\n')

    def close(self) -> None:
        self._file.close()

    def _part(self, piece: str) -> str:
        self._count += 1
        name = f"{self._name}_p{self._count}"
        self._file.write(f'map $nginx_version ${name} {{ default "{_escaped(piece)}"; }}\n')
        return name


class _Sorted:
    """The spellings of a case-sensitive domain in the order of their lower case, however many there are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = sqlite3.connect(path, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("CREATE TABLE said (key TEXT, value TEXT)")
        self._rows.execute("BEGIN")

    def add(self, key: str, value: str) -> None:
        self._rows.execute("INSERT INTO said VALUES (?, ?)", (key, value))

    def grouped(self) -> Iterator[tuple[str, str]]:
        """Yield each key once, with the values of all spellings."""
        found = self._rows.execute("SELECT key, value FROM said ORDER BY key")
        for key, rows in groupby(found, itemgetter(0)):
            yield key, "".join(value for _, value in rows)

    def close(self) -> None:
        self._rows.close()
        self._path.unlink()


def _pieces(text: str) -> Iterator[str]:
    piece, length = "", 0
    for letter in text:
        size = len(_escaped(letter).encode())
        if length + size > _LONGEST:
            yield piece
            piece, length = "", 0
        piece, length = piece + letter, length + size
    yield piece


def _escaped(text: str) -> str:
    return _escaped_key(text).replace("$", _DOLLAR)


def _escaped_key(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
