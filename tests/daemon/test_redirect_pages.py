"""Pages for people: in their language, safe, and without anything from elsewhere."""

import hashlib
import json
import re
from base64 import b64encode

import pytest

from qrdesk.core import resources
from qrdesk.daemon.pages import LANGUAGES, Answer, page, preferred_language

NAMES = (
    "index", "not_found", "no_site", "gone", "archived", "paused", "not_yet", "expired", "used_up", "suspended",
    "circle", "unreachable", "too_many", "too_fast", "method", "fault",
)  # fmt: skip
SAID = {"wait_s": "12"}


def shown(name: str, *, language: str = "en", fault_id: str = "") -> Answer:
    return page(name, {"HTTP_ACCEPT": "text/html", "HTTP_ACCEPT_LANGUAGE": language}, fault_id=fault_id, said=SAID)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,en;q=0.9", "de"),
        ("en;q=0.5, de;q=0.8", "de"),
        ("fr-FR, de;q=0.1", "de"),
        ("fr", "en"),
        ("de;q=0", "en"),
        ("de;q=nonsense", "en"),
        (",;=,", "en"),
        ("de," * 10_000, "de"),
    ],
)
def test_the_language_is_the_one_of_ours_that_the_visitor_likes_best(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_says_its_language_and_takes_nothing_from_elsewhere(name: str, language: str) -> None:
    text = shown(name, language=language, fault_id="ab12" if name == "fault" else "").body.decode()
    assert f'<html lang="{language}">' in text
    assert 'name="viewport"' in text
    assert "prefers-color-scheme" in text
    assert "$" not in text
    for foreign in ("<script", "<link", "<img", "http:", "https:", "url(", "@import", " style="):
        assert foreign not in text
    assert re.search(r"<[^>]+ on\w+=", text) is None


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    answer = shown("not_found")
    headers = dict(answer.headers)
    style = re.search(r"<style>(.*?)</style>", answer.body.decode(), re.DOTALL)
    assert style is not None
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "script" not in headers["Content-Security-Policy"]


def test_what_is_put_into_a_page_is_escaped() -> None:
    body = shown("fault", fault_id="<b>&").body
    assert b"&lt;b&gt;&amp;" in body
    assert b"<b>" not in body


def test_every_language_has_every_page() -> None:
    texts = {language: json.loads(resources.read_text(f"pages/{language}.json")) for language in LANGUAGES}
    for language in LANGUAGES:
        assert set(texts[language]) == set(NAMES)
        for name, words in texts[language].items():
            assert len(words) == len(texts["en"][name])
            assert not any("!" in one for one in words)
