"""The manual on the web: the chapters as plain pages, no script, nothing from elsewhere."""

import re

import pytest

from qrdesk.core.manual import chapters
from tests.desks import Desk


def test_the_first_chapter_is_shown_to_anybody_and_leads_to_all_others(api: Desk) -> None:
    page = api.ask("GET", "/docs/manual", key="")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    text = page.content.decode()
    for chapter in chapters.chapters("en"):
        assert f'href="/docs/manual/{chapter.name}"' in text
    assert api.ask("GET", "/docs/manual/", key="").content == page.content


@pytest.mark.parametrize("name", [one.name for one in chapters.chapters("en")])
def test_every_chapter_runs_nothing_and_all_it_names_of_ours_is_there(api: Desk, name: str) -> None:
    page = api.ask("GET", f"/docs/manual/{name}", key="")
    policy = page.headers["Content-Security-Policy"]
    assert page.status == 200
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert (page.headers["X-Content-Type-Options"], page.headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    text = page.content.decode()
    assert "<script" not in text
    assert " style=" not in text
    for found in set(re.findall(r'(?:src|href)="(/[^"#]+)', text)):
        assert api.ask("GET", found, key="").status == 200, found


@pytest.mark.parametrize(
    "name", ["nothing", "..%2f..%2ftheme", "style.html", "pictures/nothing.png", "pictures/..%2fx"]
)
def test_what_is_no_chapter_is_not_found(api: Desk, name: str) -> None:
    assert api.ask("GET", f"/docs/manual/{name}", key="").status == 404
