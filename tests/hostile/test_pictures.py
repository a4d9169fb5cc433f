"""Pictures that would do more than be seen, sent as files: each is refused in words, and nothing of it is kept."""

import gzip
from pathlib import Path

import pytest

from tests.core.pictures.test_raster import bomb
from tests.core.pictures.test_vector import HOSTILE, RECT, svg
from tests.forms import FILES, LOGO, body_of, form, send
from tests.hostile.conftest import World
from tests.hostile.envelope import refused
from tests.table import everything

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
FILE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
CONTENTS: dict[str, bytes] = {
    **{name: svg(body) for name, body in HOSTILE.items()},
    "a billion laughs": svg(RECT, before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]>') + b"<!-- &a11; -->",
    "a file of the server": svg("<text>&a;</text>", before=FILE),
    "rules from elsewhere": svg(RECT, before='<!DOCTYPE svg SYSTEM "http://10.0.0.1/x.dtd" [<!ENTITY % a "b"> %a;]>'),
    "packed": gzip.compress(svg(RECT)),
    "packed zeros": gzip.compress(bytes(50_000_000)),
    "a bomb": bomb(13_300, 13_300),
    "a thin bomb": bomb(1, 2**31 - 1),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page after a picture's name": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "a moving picture's head": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file",
    "a PDF": b"%PDF-1.7\n%%EOF",
    "an icon": b"\0\0\1\0\1\0",
    "an archive": b"PK\x03\x04" + bytes(40),
    "nothing": b"",
}
FILE_NAMES = (
    *("a\r\nX-Evil: 1.svg", "ä%0d%0aX-Evil: 1", 'a"; x="b.svg', "a\0.svg"),
    *("../../etc/passwd", "\u202egvs.exe", "x" * 3000),
)


def kept(world: World) -> list[Path]:
    """Return the files in the folder of their bytes."""
    return sorted(one for one in world.api.opened.files.rglob("*") if one.is_file())


@pytest.mark.parametrize("kind", ["logo", "preview"])
def test_a_picture_that_does_more_than_be_seen_is_refused_and_not_kept(world: World, kind: str) -> None:
    before, files = everything(), kept(world)
    for name, content in CONTENTS.items():
        for said in ("logo.svg", "logo.png"):
            answer = form(world.api, {"kind": kind}, content, file_name=said)
            assert refused(answer, said=name) in {"picture_invalid", "too_large"}, (name, answer)
    assert (everything(), kept(world)) == (before, files)


def test_a_name_of_a_file_cannot_leave_its_header(world: World) -> None:
    for name in FILE_NAMES:
        answer = send(world.api, body_of({"kind": "logo"}, LOGO, name))
        if answer.status != 201:
            refused(answer, said=name)
            continue
        got = world.api.ask("GET", f"{FILES}/{answer.data['id']}/content")
        assert got.status == 200
        assert "X-Evil" not in got.headers
        assert got.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
        assert not set(got.headers["Content-Disposition"].split("''")[1]) & set('"/\\;\r\n ')
        assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
