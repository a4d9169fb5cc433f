"""The part for static hosts: a page for each address, lines that hosts read, and a page for all others."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from qrdesk.core import resources
from qrdesk.core.slugs import fold
from qrdesk.core.survival import pages
from qrdesk.core.survival.entries import PAGES
from qrdesk.core.survival.kit import write_kit
from tests.core.survival.programs import have
from tests.core.survival.town import HIDDEN, HOSTILE, NOW, SIMPLE, build
from tests.daemon.houses import opened_house


class Read(HTMLParser):
    """What a browser sees of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refresh, self.canonical, self.robots = "", "", ""
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if said.get("http-equiv") == "refresh":
            self.refresh = said["content"].partition("url=")[2]
        if said.get("name") == "robots":
            self.robots = said["content"]
        if tag == "link" and said.get("rel") == "canonical":
            self.canonical = said["href"]
        if tag == "a":
            self.hrefs.append(said["href"])


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The kit of a town."""
    folder = tmp_path_factory.mktemp("town")
    with opened_house(str(folder / "q.db")) as house:
        build(house)
        yield write_kit(folder / "kit", str(folder / "q.db"), now=NOW).folder


def page(kit: Path, path: str, host: str = "go.example") -> str:
    return (kit / "site" / host / path / "index.html").read_text(encoding="utf-8")


def test_each_page_leads_on_by_itself_by_hand_and_for_search_engines(kit: Path) -> None:
    no_names = {"*", ":id", "con", "404.html", "😀" * 64, ".htaccess", "web.config"}
    for slug, destination in (SIMPLE | HOSTILE).items():
        if slug in no_names:
            continue
        for path in (fold(slug), f"r/{slug}"):
            seen = Read(page(kit, path))
            assert (seen.refresh, seen.canonical, seen.hrefs) == (destination, destination, [destination]), slug
            assert (seen.robots, "script" in seen.tags) == ("noindex", False)
    assert Read(page(kit, "k7m2qx")).refresh == Read(page(kit, "r/K7M2QX")).refresh == SIMPLE["K7M2QX"]


def test_a_slug_that_no_file_may_have_has_lines_and_is_listed(kit: Path) -> None:
    names = {path.name for path in (kit / "site/go.example").iterdir()}
    assert not names & {"*", ":id", "con", "😀" * 64, ".htaccess", "web.config"}
    assert not {path.name for path in (kit / "site/go.example/r").iterdir()} & {".htaccess", "web.config"}
    assert (kit / "site/go.example/404.html").is_file()
    assert Read(page(kit, "r/404.html")).refresh == SIMPLE["404.html"]
    listed = (kit / "not-kept.csv").read_text(encoding="utf-8-sig")
    assert len(re.findall(",page,", listed)) == 6


def test_each_line_of_redirects_is_one_way_and_says_where_it_leads(kit: Path) -> None:
    text = (kit / "site/go.example/_redirects").read_text(encoding="ascii")
    ways = {}
    for line in text.splitlines():
        source, to, status = line.split(" ")
        assert (status, to.startswith("http"), source[:1]) == ("302", True, "/")
        assert not set(source) & set("*:#"), source  # nothing that a host would fill in
        ways[unquote(source)] = to
    for slug, destination in (SIMPLE | HOSTILE).items():
        upper = ways[f"/R/{slug.upper()}"]
        assert [ways[f"/{slug}"], ways[f"/r/{slug}"]] == [destination] * 2
        assert upper == (destination if slug != "bıo" else SIMPLE["bio"]), "the i without a dot has no capital"
    assert HIDDEN not in text
    assert (kit / "site/shop.example~8443/_redirects").read_text().startswith("/ https://example.com/shop 302\n")


def test_the_page_for_all_others_looks_once_under_the_plain_spelling(kit: Path) -> None:
    found = {
        ("go.example", "/MENU"): "/menu/", ("go.example", "/R/MENU"): "/menu/", ("go.example", "/menu/"): "",
        ("go.example", "//r/Men%C3%BC/"): "/men%C3%BC/", ("go.example", "/stra%C3%9Fe"): "/strasse/",
        ("go.example", "/r//evil.example"): "", ("go.example", "//evil.example/a"): "", ("go.example", "/%ff"): "",
        ("go.example", "/%2F%2Fevil.example"): "", ("go.example", "/"): "", ("go.example", "/B%C4%B1O"): "/b%C4%B1o/",
        ("exact.example", "/R/Menu"): "/Menu/", ("exact.example", "/Menu/"): "",
        ("shop.example~8443", "/NEW"): "/new/", ("shop.example~8443", "/new/"): "https://example.com/else?$x",
    }  # fmt: skip
    asked = [(_script(kit, host), path) for host, path in found]
    assert dict(zip(found, _gone_to(asked), strict=True)) == found
    assert 'url=https://example.com/else?$x"' in (kit / "site/shop.example~8443/404.html").read_text()


def _script(kit: Path, host: str) -> str:
    (script,) = re.findall("<script>(.*?)</script>", (kit / f"site/{host}/404.html").read_text(encoding="utf-8"))
    return script


def _gone_to(asked: list[tuple[str, str]]) -> list[str]:
    """Return where each script sends a browser that is at this path; "" where it stays."""
    code = (
        f'const said = []; for (const [script, pathname] of {json.dumps(asked)}) {{ let to = "";'
        'new Function("location", script)({pathname, replace: where => {to = where}}); said.push(to) }'
        "process.stdout.write(JSON.stringify(said))"
    )
    done = subprocess.run([have("node"), "-e", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_links_that_lead_nowhere_say_so_in_both_languages(kit: Path) -> None:
    for slug, name in {"gone": "gone", "paused": "paused", "late": "expired", "secret": "password"}.items():
        html = page(kit, f"r/{slug}")
        assert (html, Read(html).refresh) == (pages.page(name), "")
        assert html.count("<section lang=") == 2
    assert "This link was protected" in page(kit, "secret")
    assert "Dieser Link war geschützt" in page(kit, "secret")


def test_the_words_of_the_kit_are_there_in_both_languages() -> None:
    texts = json.loads(resources.read_text("pages/survival.json"))
    shapes = [{name: len(words) for name, words in texts[language].items()} for language in ("en", "de")]
    assert shapes[0] == shapes[1]
    assert set(shapes[0]) <= set(PAGES)
    assert not {"{", "}"} & set("".join(map(pages.page, PAGES)))  # Caddy would fill in what stands between them


def test_where_a_protected_link_leads_is_nowhere_in_the_kit(kit: Path) -> None:
    done = subprocess.run(["grep", "-rl", "vault.example", str(kit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert shutil.which("grep")
    assert quote(HIDDEN, safe="") not in (kit / "worker/go.example.js").read_text()
