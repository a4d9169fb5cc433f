"""Codes of many links over HTTP: with a daemon of its own, and the command line as a process beside it."""

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from qrdesk.core import database
from qrdesk.core.models import AuditEntry, Code
from qrdesk.core.opening import open_database
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.bulk import BulkCreate
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.codes_bulk import CodesOfLinksReport
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.domains import DomainPatch
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import bulk, codes, domains
from qrdesk.core.settings import Settings
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon
from tests.desks import Desk, context, make_key

OF_LINKS, PRINTED = f"{PREFIX}/qr-codes/of-links", f"{PREFIX}/qr-codes/printed"


def test_sent_twice_with_one_name_codes_are_made_and_remembered_once(api: Desk) -> None:
    for slug in ("one", "two"):
        api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com/", "slug": slug})
    once = {"Idempotency-Key": "batch 1"}
    first = api.ask("POST", OF_LINKS, {"links": ["one", "two", "nowhere"]}, headers=once)
    again = api.ask("POST", OF_LINKS, {"links": ["one", "two", "nowhere"]}, headers=once)
    assert (first.status, first.content) == (again.status, again.content) == (200, again.content)
    assert again.headers["Idempotent-Replay"] == "true"
    report = CodesOfLinksReport.model_validate(first.data)
    assert [(one.index, one.made) for one in report.codes] == [(0, True), (1, True)]
    assert [one.index for one in report.refused] == [2]
    printed: dict[str, Any] = {"codes": [one.code.id for one in report.codes], "format": "PDF"}
    for _ in range(2):
        answer = api.ask("POST", PRINTED, printed, headers={"Idempotency-Key": "batch 2"})
        assert (answer.status, answer.data["remembered"]) == (200, printed["codes"])
    with database.scope():
        assert [code.export_count for code in Code.select()] == [1, 1]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (OF_LINKS, {"links": []}, "links"),
        (OF_LINKS, {"links": ["x"] * 1001}, "links"),
        (OF_LINKS, {"links": ["x" * 201]}, "links.0"),
        (OF_LINKS, {"links": ["a\u0000b"]}, "links"),
        (PRINTED, {"codes": []}, "codes"),
        (PRINTED, {"codes": ["x"] * 1001}, "codes"),
        (PRINTED, {"codes": ["x"], "format": "docx"}, "format"),
        (PRINTED, {"codes": ["x"], "size_mm": 2001}, "size_mm"),
        (PRINTED, {"codes": ["x"], "size_mm": 2}, "size_mm"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(api: Desk, path: str, body: dict[str, Any], field: str) -> None:
    answer = api.ask("POST", path, body)
    assert (answer.status, list(answer.json["error"]["field_errors"])) == (422, [field])


def test_a_key_without_the_scope_learns_nothing(api: Desk) -> None:
    api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com/", "slug": "one"})
    key = make_key(api.opened, "codes:create", "links:read")
    for path, body in ((OF_LINKS, {"links": ["one"]}), (PRINTED, {"codes": ["qrc_0000000000"]})):
        assert api.ask("POST", path, body, key=key).status == 403
    reader = api.ask("POST", OF_LINKS, {"links": ["one"]}, key=make_key(api.opened, "codes:read"))
    assert [one["code"] for one in reader.data["refused"]] == ["scope_missing"]


INKS = ("#cc0000", "#000099", "#006633")
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """A daemon with links whose codes look different, and the command line as a process beside it."""

    daemon: Daemon
    key: str
    folder: Path
    inks: dict[str, str]  # by slug

    def command(self, *words: object) -> "subprocess.Popen[str]":
        """Start a batch of all links, over HTTP, in a group of processes of its own."""
        said = ("batch", "slugs.csv", "--links", "--confirm", *words)
        return subprocess.Popen(
            [*(sys.executable, "-m", "qrdesk"), *map(str, said), *("--server", self.url, "--key", self.key)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.daemon.port}"


@pytest.fixture
def house(start: Callable[..., Daemon], path: Path, tmp_path: Path) -> House:
    """200 links, a third of each ink; those of the first one get their codes, with the look of the domain, from us."""
    inks = {f"menu-{number:03}": INKS[number % 3] for number in range(200)}
    opened = open_database(str(path), Settings())
    with database.scope():
        ctx = context(opened)
        domains.update_domain(ctx, "localhost:8765", DomainPatch(default_design=Design(ink=INKS[0])))
        drafts = tuple(LinkDraft(destination="https://example.com/", slug=slug) for slug in inks)
        bulk.create_links(ctx, BulkCreate(links=drafts))
        for slug, ink in inks.items():
            if ink != INKS[0]:
                codes.create_code(ctx, CodeDraft(link_id=slug, design=Design(ink=ink)))
    (tmp_path / "slugs.csv").write_text("\n".join(["slug", *inks]))
    return House(start(), make_key(opened), tmp_path, inks)


def read(picture: Image.Image) -> tuple[str, str]:
    """Return the slug that a code says, and the ink of its darkest parts."""
    [code] = zxingcpp.read_barcodes(picture)
    plain = picture.convert("RGB")
    found: Any = plain.getcolors(1 << 24)
    ink = min((colour for count, colour in found if count > plain.width * plain.height / 50), key=sum)
    return code.text.rpartition("/")[2].lower(), "#{:02x}{:02x}{:02x}".format(*ink)


def counted() -> dict[int, int]:
    """Return how many codes were remembered as printed how often."""
    with database.scope():
        return dict(Counter(code.export_count for code in Code.select()))


def in_zip(path: Path) -> dict[str, str]:
    """Return the ink of each code in an archive of pictures, by its slug."""
    with zipfile.ZipFile(path) as files:
        return dict(read(Image.open(BytesIO(files.read(name)))) for name in files.namelist())


@pytest.mark.slow
def test_a_batch_that_was_killed_goes_on_and_counts_once(house: House) -> None:
    out, words = house.folder / "out.zip", ("--as", "zip", "--format", "png", "--dpi", "150")
    killed = house.command("--out", out, *words)
    until(lambda: bool(list((house.folder / ".out.zip.batch").glob("*-000000.part"))), within_s=200)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert (out.exists(), counted()) == (False, {0: 200})
    said, told = house.command("--out", out, *words).communicate(timeout=300)
    before = re.search(r"200 codes \((\d+) from before\)", said)
    assert before, told
    assert 50 <= int(before[1]) < 200  # two workers may have finished two parts at the same moment
    assert "Remembered as printed: 200 codes" in said
    assert counted() == {1: 200}
    assert in_zip(out) == house.inks
    assert not list(house.folder.glob(".out.zip*"))


@pytest.mark.slow
def test_a_batch_over_http_has_the_look_of_each_code_on_its_page(house: House) -> None:
    few = dict(list(house.inks.items())[:6])
    (house.folder / "slugs.csv").write_text("\n".join(["slug", *few]))
    batch = house.command("--out", "out.pdf", "--json")
    said, told = batch.communicate(timeout=120)
    assert batch.returncode == 0, told
    report = json.loads(said)
    assert (report["made"], report["remembered"]) == (6, 6)
    assert "not for print: localhost:8765 only works" in report["warnings"][0]
    with pypdfium2.PdfDocument((house.folder / "out.pdf").read_bytes()) as file:
        assert dict(read(page.render(scale=4).to_pil()) for page in file) == few
    with database.scope():
        entries = [(entry.action, bool(entry.key_id)) for entry in AuditEntry.select().order_by(AuditEntry.id)]
    assert entries[-2:] == [("code.made", True), ("code.printed", True)]
    assert counted()[1] == 6
