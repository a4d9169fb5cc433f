"""What a hit tells about its visitor."""

import sys
from pathlib import Path

import crawleruseragents
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.hits.enrich import enrich, is_bot, primary_language, read_agent, referrer_host
from qrdesk.core.hits.records import Record

_FILE = Path(__file__).with_name("agents.tsv")
AGENTS = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]]
BOTS = [
    "",
    "   ",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WhatsApp/2.23.20.0",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "curl/8.1.2",
    "python-requests/2.31",
    "Go-http-client/2.0",
    "Java/17.0.1",
    "PostmanRuntime/7.39",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
]


@pytest.mark.parametrize(("device", "os", "browser", "user_agent"), AGENTS)
def test_a_persons_user_agent_is_read(device: str, os: str, browser: str, user_agent: str) -> None:
    assert read_agent(user_agent) == (device, os, browser, False)


@pytest.mark.parametrize("user_agent", BOTS)
def test_a_bot_is_known(user_agent: str) -> None:
    assert read_agent(user_agent).bot


def test_our_quick_search_agrees_with_the_crawler_lists_own() -> None:
    people = [user_agent for *_, user_agent in AGENTS]
    instances = [text for row in crawleruseragents.CRAWLER_USER_AGENTS_DATA for text in row.get("instances", [])]
    assert len(instances) > 1000
    assert [ua for ua in instances + people if is_bot(ua) != crawleruseragents.is_crawler(ua)] == []


def test_the_compiled_matcher_is_installed() -> None:
    read_agent("warm")
    assert "ua_parser_rs" in sys.modules  # without it a new user agent costs half a millisecond


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de-DE"),
        ("en-us", "en-US"),
        ("DE", "de"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("fr;q=0.3, it;q=0.7", "it"),
        ("de;q=0, en;q=0.1", "en"),
        ("de;q=x,en", "en"),
        ("pt_BR", "pt-BR"),
        ("*", ""),
        ("", ""),
        ("<script>", ""),
        ("english", ""),
    ],
)
def test_the_favourite_language_is_normalised(header: str, language: str) -> None:
    assert primary_language(header) == language


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("https://www.Example.COM:8443/path?x=1", "www.example.com"),
        ("https://user:secret@example.com/", "example.com"),
        ("http://example.com.", "example.com"),
        ("android-app://com.google.android.gm/", "com.google.android.gm"),
        ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
        ("", ""),
        ("about:blank", ""),
        ("https://", ""),
        ("/only/a/path", ""),
        ("https://b\u00fccher.example/", ""),
    ],
)
def test_the_referrers_host_is_kept_and_nothing_else_of_it(referrer: str, host: str) -> None:
    assert referrer_host(referrer) == host


@given(st.text(max_size=600), st.text(max_size=80), st.text(max_size=600))
def test_anything_a_visitor_sends_fits_the_table(user_agent: str, language: str, referrer: str) -> None:
    row = enrich(Record("h", 0, 1, 1, "s", user_agent, language, referrer, ""))
    for text, length in (
        (row.os, 32),
        (row.browser, 48),
        (row.language, 16),
        (row.referrer_host, 253),
        (row.device, 16),
    ):
        assert len(text) <= length
        assert text.isprintable()
        text.encode()


@pytest.mark.parametrize(
    ("geo", "network", "country"),
    [
        ("", "203.0.113.0/24", "GB"),
        ("DE|DE-BY|Munich", "203.0.113.0/24", "DE"),
        ("XX||", "203.0.113.0/24", "GB"),
        ("nonsense", "203.0.113.0/24", "GB"),
        ("", "", ""),
    ],
)
def test_the_country_is_what_a_trusted_proxy_said_else_that_of_the_network(
    geo: str, network: str, country: str
) -> None:
    record = Record("h", 0, 1, 1, "s", "Mozilla/5.0", "de", "", network, geo=geo)
    assert enrich(record, {"203.0.113.0/24": "GB", "": ""}.__getitem__).country == country
    assert enrich(record).country == ("DE" if country == "DE" else "")


def test_visitor_rule_and_variant_go_into_the_row() -> None:
    row = enrich(Record("h", 0, 1, 1, "s", "", "", "", "", "0a1b", "rul_1", "var_1", ""))
    assert (row.visitor, row.rule, row.variant) == ("0a1b", "rul_1", "var_1")
