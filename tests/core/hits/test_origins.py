"""Where visitors came from: host, kind of page, campaign."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.hits.hit_row import Origin
from qrdesk.core.hits.origins import read_origin, referrer_host
from qrdesk.core.hits.records import CAMPAIGN_CHARS, DESTINATION_CHARS
from qrdesk.core.hits.referrers import kind_of


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
        ("https://.../", ""),
        ("/only/a/path", ""),
        ("https://b\u00fccher.example/", ""),
    ],
)
def test_the_referrers_host_is_kept_and_nothing_else_of_it(referrer: str, host: str) -> None:
    assert referrer_host(referrer) == host
    assert read_origin(referrer, "", "").referrer_host == host


SEARCH = """
    www.google.com google.com www.google.de www.google.co.uk www.google.com.au www.google.com.tr google.cat
    images.google.fr www.bing.com cn.bing.com duckduckgo.com html.duckduckgo.com yandex.ru www.yandex.com.tr ya.ru
    www.baidu.com m.baidu.com www.ecosia.org www.qwant.com lite.qwant.com search.yahoo.com de.search.yahoo.com
    search.yahoo.co.jp r.search.yahoo.com search.brave.com www.startpage.com search.naver.com m.search.naver.com
    search.seznam.cz www.sogou.com www.so.com kagi.com www.perplexity.ai chatgpt.com gemini.google.com go.mail.ru
    com.google.android.googlequicksearchbox
"""
SOCIAL = """
    www.facebook.com l.facebook.com lm.facebook.com m.facebook.com facebook.com web.facebook.com l.instagram.com
    www.instagram.com www.threads.net l.threads.com t.co twitter.com x.com mobile.twitter.com www.linkedin.com lnkd.in
    www.pinterest.com www.pinterest.de pinterest.co.uk www.pinterest.com.au pin.it www.reddit.com old.reddit.com
    out.reddit.com www.tiktok.com www.youtube.com m.youtube.com youtu.be web.whatsapp.com wa.me t.me web.telegram.org
    vk.com away.vk.com ok.ru weibo.com mp.weixin.qq.com discord.com app.slack.com teams.microsoft.com bsky.app
    mastodon.social mastodon.online fosstodon.org mstdn.jp social.linux.pizza mastodon.green liff.line.me www.xing.com
    news.ycombinator.com com.slack com.facebook.katana com.instagram.android com.linkedin.android com.whatsapp
    org.telegram.messenger com.reddit.frontpage com.twitter.android
"""
EMAIL = """
    mail.google.com outlook.live.com outlook.office.com outlook.office365.com mail.yahoo.com de.mail.yahoo.com
    mail.yahoo.co.jp mail.aol.com mail.proton.me app.fastmail.com mail.zoho.eu e.mail.ru mail.yandex.ru mail.qq.com
    webmail.example.org webmail2.example.org mail.example.com email.t-online.de roundcube.example.co.uk
    navigator.gmx.net deref-gmx.net com.google.android.gm com.microsoft.office.outlook
    com.yahoo.mobile.client.android.mail ch.protonmail.android
"""
SITE = """
    example.com www.example.co.uk docs.google.com sites.google.com googleweblight.example mygoogle.com
    www.google.example.com facebook.com.example.com notfacebook.com ex.com at.co bing.com.evil.example yahoo.com mail.ru
    email.com localhost [2001:db8::1] 203.0.113.7 com.example.app x.com.example mail.com
"""


@pytest.mark.parametrize(
    ("kind", "host"),
    [
        (kind, host)
        for kind, hosts in (("search", SEARCH), ("social", SOCIAL), ("email", EMAIL), ("site", SITE))
        for host in hosts.split()
    ],
)
def test_a_host_is_of_a_kind(kind: str, host: str) -> None:
    assert kind_of(host) == kind


@pytest.mark.parametrize(("referrer", "kind"), [
    ("", "direct"),
    ("about:blank", "direct"),
    ("android-app://com.google.android.gm/", "email"),
    ("android-app://com.slack/", "social"),
    ("https://WWW.Google.com/", "search"),
    ("https://www.google.com.:443/search", "search"),
    ("https://shop.example/", "site"),
])  # fmt: skip
def test_a_referrer_is_of_the_kind_of_its_host(referrer: str, kind: str) -> None:
    assert read_origin(referrer, "", "").referrer_class == kind


def campaign(destination: str = "", said: str = "") -> tuple[str, ...]:
    return read_origin("", destination, said)[2:]


def test_the_campaign_is_that_of_the_destination_and_what_the_visitor_brings_goes_before_it() -> None:
    destination = "https://shop.example/?utm_source=flyer&utm_medium=print&a=b#utm_term=no"
    assert campaign(destination) == ("flyer", "print", "", "", "")
    assert campaign(destination, "utm_source=poster&utm_campaign=spring") == ("poster", "print", "spring", "", "")
    assert campaign(destination, "utm_source=&utm_medium=+") == ("flyer", "print", "", "", "")
    assert campaign("mailto:a@shop.example", "utm_content=a&utm_term=b") == ("", "", "", "b", "a")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("utm_source=a+b%20c", "a b c"),
        ("?utm_source=a", "a"),
        ("x=1&UTM_Source=a&utm_source=b", "a"),
        ("utm%5Fsource=a", "a"),
        ("utm_source=M%C3%BCnchen", "München"),
        ("utm_source=M%FCnchen", "München"),
        ("utm_source=München", "München"),
        ("utm_source=100%", "100%"),
        ("utm_source=a%00b%0D%0Ac%E2%80%AEd", "ab cd"),
        ("utm_source=\ud83da", "?a"),
        ("utm_source=%ED%A0%BDa", "í ½a"),
        ("utm_source=" + 200 * "x", 120 * "x"),
        ("utm_source=" + 119 * "x" + "%20y", 119 * "x"),
        ("utm_source", ""),
        ("utm_source=%00", ""),
        ("utm_sources=a", ""),
    ],
)
def test_a_parameter_is_decoded_and_cleaned(said: str, source: str) -> None:
    assert campaign(said=said)[0] == source
    assert campaign("https://shop.example/?" + said.removeprefix("?"))[0] == source


def test_a_parameter_that_was_cut_short_is_left_out() -> None:
    text = "utm_source=flyer&x=" + CAMPAIGN_CHARS * "x"
    destination = f"https://shop.example/?{text}"[: DESTINATION_CHARS - 18] + "&utm_campaign=spri"
    assert len(destination) == DESTINATION_CHARS
    assert campaign(destination) == ("flyer", "", "", "", "")
    assert campaign(said=text[: CAMPAIGN_CHARS - 18] + "&utm_campaign=spri") == ("flyer", "", "", "", "")


@settings(deadline=None)
@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=600))
def test_any_text_has_an_origin(referrer: str, destination: str, said: str) -> None:
    origin = read_origin(
        referrer, f"https://shop.example/?utm_medium={destination}", f"utm_source={said}&utm_term={said}"
    )
    assert origin.referrer_class in {"search", "social", "email", "site", "direct"}
    for value, length in zip(origin, (253, 8, *5 * (120,)), strict=True):
        assert len(value) <= length
        assert value.isprintable()
    assert isinstance(origin, Origin)
