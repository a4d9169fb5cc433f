"""Pages between a visitor and a destination: a button, a frame, a look ahead, a card; and those of links that rest."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import crawleruseragents
import pytest

from qrdesk.core import resources
from qrdesk.core.hits.agents import is_bot
from qrdesk.daemon.pages import LANGUAGES, style
from qrdesk.daemon.previews import is_preview_bot
from tests.daemon.asking import Answered
from tests.daemon.houses import BOT, HTML, PERSON, House, house, make, used

__all__ = ["house"]

PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
SOCIAL = {"title": "Summer <menu>", "description": 'It\'s "hot" & cold', "image_url": "https://example.com/a.png"}
EVIL = "https://example.com/?a=%22onload=alert(1)&b=%3Cscript%3E"


def seen(house: House, path: str, **sent: Any) -> str:
    """Return a page as text, after a look at what holds for every one of them."""
    answer = house.ask(path, **{"HTTP_ACCEPT": HTML, **sent})
    text = answer.body.decode()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in text.lower()
    assert not re.search(r"<[^>]+\s(on\w+|style)=", text)
    assert f"<style>{style()}</style>" in text
    return text


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize(
    ("name", "status", "columns"),
    [
        ("paused", 503, {"paused_at": PAST}),
        ("not_yet", 404, {"starts_at": FUTURE}),
        ("expired", 410, {"ends_at": PAST}),
        ("used_up", 410, {"hit_limit": 1, "hits_used": 1}),
        ("suspended", 410, {"suspended_at": PAST}),
        ("archived", 410, {"archived_at": PAST}),
        ("gone", 410, {"deleted_at": PAST}),
        ("circle", 508, {"destination": "https://go.example/round"}),
    ],
)
def test_a_link_that_leads_nowhere_says_why(
    house: House, name: str, status: int, columns: dict[str, Any], ruled: bool
) -> None:
    make("menu", routing={"remember_visitors": True} if ruled else None, **columns)
    for language in LANGUAGES:
        title = json.loads(resources.read_text(f"pages/{language}.json"))[name][0]
        for path in ("/menu", "/r/menu"):
            assert f"<h1>{title}</h1>" in seen(house, path, HTTP_ACCEPT_LANGUAGE=language)
    answer = house.ask("/menu", HTTP_ACCEPT="application/json")
    assert (answer.status, json.loads(answer.body)["error"]["code"]) == (status, name)
    headed = house.ask("/menu", method="HEAD", HTTP_ACCEPT=HTML)
    assert (headed.status, headed.body) == (status, b"")
    assert not {"location", "set-cookie", "retry-after"} & set(headed.headers)
    assert house.recorder.hits == []


@pytest.mark.parametrize(
    ("destination", "shown", "words"),
    [
        ("mailto:shop@example.com?subject=Two%20tables", "shop@example.com<br>Two tables</p>", "Open e-mail"),
        ("mailto:shop@example.com?bcc=a@b.c", "mailto:shop@example.com?bcc=a@b.c</p>", "Open e-mail"),
        ("mailto:%3Cb%3E@example.com", "&lt;b&gt;@example.com</p>", "Open e-mail"),
        ("mailto:a%E2%80%AEb@example.com", "mailto:a%E2%80%AEb@example.com</p>", "Open e-mail"),
        ("tel:+491712345678", "+491712345678</p>", "Open phone"),
        ("sms:+491712345678?body=Hi%0Athere", "+491712345678<br>Hi there</p>", "Open phone"),
        ("exampleapp://table/7?a=1&b=2", "exampleapp://table/7?a=1&amp;b=2", "Open app"),
    ],
)
def test_what_is_no_page_gets_one_button_that_names_its_target(
    house: House, destination: str, shown: str, words: str
) -> None:
    make("menu", destination)
    text = seen(house, "/r/menu")
    assert text.count('<a class="go"') == 1
    assert f'<a class="go" href="{html.escape(destination)}">{words}</a>' in text
    assert f'<p class="where">{shown}' in text
    assert len(house.recorder.hits) == 1
    assert house.ask("/menu", method="HEAD").status == 200
    told = house.ask("/menu", HTTP_ACCEPT="application/json")
    assert json.loads(told.body)["data"]["location"] == destination


def test_an_app_has_the_web_page_or_its_store_beside_it(house: House) -> None:
    links = {"ios": {"url": "exampleapp://menu", "store": "https://apps.example.com/app?id=1&l=de"}}
    make("menu", "https://example.com/menu", routing={"deep_links": links})
    make("open", "https://example.com/menu", routing={"deep_links": {"ios": {"url": "exampleapp://menu"}}})
    make("claimed", "https://example.com/menu", routing={"deep_links": {"ios": {"url": "https://example.com/app"}}})
    text = seen(house, "/menu", HTTP_USER_AGENT=PERSON)
    assert 'href="exampleapp://menu">Open app</a>' in text
    assert '<a href="https://apps.example.com/app?id=1&amp;l=de">' in text
    assert '<a href="https://example.com/menu">' in seen(house, "/open", HTTP_USER_AGENT=PERSON)
    assert house.ask("/claimed", HTTP_USER_AGENT=PERSON).headers["location"] == "https://example.com/app"
    assert house.ask("/menu", HTTP_USER_AGENT="another").headers["location"] == "https://example.com/menu"
    assert [hit[9] for hit in house.recorder.hits] == ["ios", "ios", "ios", ""]


def test_a_hidden_destination_is_framed_and_can_be_opened(house: House) -> None:
    make("menu", EVIL, routing={"hidden": True, "social": SOCIAL})
    text = seen(house, "/menu")
    escaped = html.escape(EVIL)
    assert f'<iframe src="{escaped}" title="Summer &lt;menu&gt;"' in text
    assert f'<a href="{escaped}">' in text
    assert "<title>Summer &lt;menu&gt;</title>" in text
    headers = house.ask("/menu", HTTP_ACCEPT=HTML).headers
    # the page may lead on to www or to a shop, and the browser asks this policy again each time
    assert "frame-src http: https:;" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin"
    assert len(house.recorder.hits) == 2


def test_the_frame_names_the_address_where_nobody_gave_it_a_title(house: House) -> None:
    make("Menü", "https://example.com:8443/menu", routing={"hidden": True})
    answer = house.ask("/menü", HTTP_ACCEPT=HTML)
    assert "<title>go.example/menü</title>" in answer.body.decode()


@pytest.mark.parametrize("path", ["/menü+", "/r/MENÜ+", "/menü+/", "/R/menü%2B".replace("%2B", "+")])
def test_a_look_ahead_says_where_an_address_leads_and_counts_nothing(house: House, path: str) -> None:
    make("Menü", EVIL)
    text = seen(house, path)
    escaped = html.escape(EVIL)
    assert f'<a class="go" href="{escaped}">' in text
    assert "https://example.com/?a=&quot;onload=alert(1)&amp;b=&lt;script&gt;" in text
    assert "go.example/" in text
    told = json.loads(house.ask(path, HTTP_ACCEPT="application/json").body)["data"]
    assert told["destination"] == EVIL
    assert told["short_url"].startswith("https://go.example/")
    assert told["short_url"].isascii()
    assert house.ask(path, method="HEAD").status == 200
    assert house.recorder.hits == []


def test_a_look_ahead_follows_the_rules_for_who_looks(house: House) -> None:
    rule = {"conditions": [{"kind": "os", "any_of": ["ios"]}], "destination": "https://example.com/phones"}
    make("menu", "https://example.com/menu", routing={"rules": [rule], "social": SOCIAL})
    phone = seen(house, "/menu+", HTTP_USER_AGENT=PERSON)
    assert "https://example.com/phones" in phone
    assert "Summer &lt;menu&gt;" in phone
    assert "https://example.com/phones" not in seen(house, "/menu+", HTTP_USER_AGENT="another")


@pytest.mark.parametrize("columns", [{"password": "x"}, {"hit_limit": 5}, {"routing": {"hidden": True}}])
def test_a_look_ahead_keeps_what_only_visitors_may_see(house: House, columns: dict[str, Any]) -> None:
    link = make("menu", "https://secret.example/", **columns)
    text = seen(house, "/r/menu+")
    assert "secret.example" not in text
    assert 'href="/r/menu"' in text
    assert json.loads(house.ask("/menu+", HTTP_ACCEPT="application/json").body)["data"]["destination"] is None
    assert (used(link), house.recorder.hits) == (0, [])


def test_a_look_ahead_at_a_link_that_rests_says_so(house: House) -> None:
    make("menu", "https://secret.example/", starts_at=FUTURE)
    answer = house.ask("/menu+", HTTP_ACCEPT=HTML)
    assert (answer.status, b"secret" in answer.body) == (404, False)
    assert house.ask("/nothing+", HTTP_ACCEPT=HTML).status == 404


def properties(text: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in found}


def test_a_program_that_makes_previews_gets_a_card_and_people_the_page(house: House) -> None:
    make("menu", "https://example.com/menu", routing={"social": SOCIAL})
    assert house.ask("/menu", HTTP_USER_AGENT=PERSON).headers["location"] == "https://example.com/menu"
    text = seen(house, "/menu", HTTP_USER_AGENT=BOT, **{"wsgi.url_scheme": "https"})
    assert properties(text) == {
        "viewport": "width=device-width, initial-scale=1",
        "og:type": "website",
        "og:url": "https://go.example/menu",
        "og:site_name": "go.example",
        "og:title": "Summer <menu>",
        "og:description": 'It\'s "hot" & cold',
        "og:image": "https://example.com/a.png",
        "twitter:card": "summary_large_image",
        "twitter:title": "Summer <menu>",
        "twitter:description": 'It\'s "hot" & cold',
        "twitter:image": "https://example.com/a.png",
        "description": 'It\'s "hot" & cold',
    }
    assert 'href="https://example.com/menu"' in text
    assert len(house.recorder.hits) == 2  # a bot's visit is recorded as on every link, and told apart by the drain


@pytest.mark.parametrize(
    ("at", "named"),
    [
        ("go.example", "https://go.example"),
        ("localhost:8765", "https://go.example"),  # as it was before the server had a public address
        ("elsewhere.example", "http://elsewhere.example"),
    ],
)
def test_a_picture_of_our_own_is_named_at_the_host_that_was_asked(house: House, at: str, named: str) -> None:
    path = "/api/v1/pictures/fil_0123456789"
    make("menu", routing={"social": {"image_url": f"http://{at}{path}"}})
    told = properties(seen(house, "/menu", HTTP_USER_AGENT=BOT, **{"wsgi.url_scheme": "https"}))
    assert told["og:image"] == told["twitter:image"] == named + path
    assert told["twitter:card"] == "summary_large_image"


def test_a_link_without_a_card_or_a_lock_treats_everybody_alike(house: House) -> None:
    make("plain", "https://example.com/menu")
    make("ruled", "https://example.com/menu", routing={"remember_visitors": True})
    for path in ("/plain", "/ruled"):
        assert house.ask(path, HTTP_USER_AGENT=BOT).status == 302


@pytest.mark.parametrize("columns", [{"password": "x"}, {"hit_limit": 5}])
def test_the_card_of_a_locked_link_says_little_and_uses_up_nothing(house: House, columns: dict[str, Any]) -> None:
    link = make("menu", "https://secret.example/", **columns)
    text = seen(house, "/menu", HTTP_USER_AGENT=BOT)
    assert "secret.example" not in text
    assert properties(text)["og:title"] == "go.example/menu"
    assert properties(text)["twitter:card"] == "summary"
    assert used(link) == 0
    assert len(house.recorder.hits) == (0 if "password" in columns else 1)


def test_a_card_is_for_links_that_lead_somewhere(house: House) -> None:
    make("menu", routing={"social": SOCIAL}, paused_at=PAST)
    assert house.ask("/menu", HTTP_USER_AGENT=BOT, HTTP_ACCEPT="*/*").status == 503


_MUST = (
    "facebookexternalhit Twitterbot Slackbot WhatsApp LinkedInBot Discordbot TelegramBot SkypeUriPreview "
    "pinterest\\.com\\/bot Mastodon Viber redditbot Iframely Embedly Synapse"
).split()


def test_known_programs_are_known_by_what_they_send() -> None:
    samples = {
        row["pattern"]: row["instances"]
        for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA
        if row["pattern"] in _MUST
    }
    assert set(samples) == set(_MUST)
    missed = [one for instances in samples.values() for one in instances if not is_preview_bot(one)]
    assert missed == []
    for other in (
        "Bluesky Cardyb/1.1; +mailto:support@bsky.app",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)",
        "Mastodon/4.3.0 (http.rb/5.2.0; +https://example.social/)",
        "facebookexternalhit/1.1;line-poker/1.0",
    ):
        assert is_preview_bot(other)


@pytest.mark.parametrize(
    "user_agent",
    [
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) Facebot",
        "meta-externalhit/1.1",
        "Pleroma 2.7.0; https://example.social <admin@example.social>; Bot",
        "Bluesky Cardyb/1.1; +mailto:support@bsky.app",
        "Mattermost-Bot/1.1",
        "XING bot/1.0",
        "ChatWork LinkPreview v1",
        "GroupMeBot/1.0",
        "Keybasebot/1.0",
        "WhatsApp/2.23.20.0",
    ],
)
def test_a_program_that_makes_previews_is_no_scan(user_agent: str) -> None:
    assert is_preview_bot(user_agent)
    assert is_bot(user_agent)


@pytest.mark.parametrize(
    "user_agent",
    [
        "",
        PERSON,
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/22B83 [FBAN/FBIOS;FBAV/489.0.0;FBSN/iOS]",
        "Mozilla/5.0 (Linux; Android 16; Pixel 10; wv) AppleWebKit/537.36 Chrome/146.0 Safari/537.36 MetaIAB Facebook",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/22B83 [LinkedInApp]/9.30",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) AppleWebKit/605.1.15 Mobile/22B83 Twitter for iPhone/10.68",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/22B83 [Pinterest/iOS]",
        "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36 Snapchat/13.10",
        "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36 WhatsApp/2.24",
    ],
)
def test_people_in_the_apps_of_those_companies_are_people(user_agent: str) -> None:
    assert not is_preview_bot(user_agent)


def test_every_language_has_every_word_of_these_pages() -> None:
    texts = {language: json.loads(resources.read_text(f"pages/between.{language}.json")) for language in LANGUAGES}
    shape = {name: set(words) for name, words in texts["en"].items()}
    for language in LANGUAGES:
        assert {name: set(words) for name, words in texts[language].items()} == shape
        assert not any("!" in text for words in texts[language].values() for text in words.values())


def test_a_fault_in_a_page_is_no_way_around_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    make("menu", "https://secret.example/", routing={"hidden": True})
    monkeypatch.setattr("qrdesk.daemon.between._link", lambda _: (_ for _ in ()).throw(RuntimeError("broken")))
    answer: Answered = house.ask("/menu", HTTP_ACCEPT=HTML)
    assert (answer.status, b"secret" in answer.body, "location" in answer.headers) == (500, False, False)
