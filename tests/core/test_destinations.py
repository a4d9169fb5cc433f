"""What a link may lead to: plain addresses are kept in one spelling, hidden or broken ones are refused in words."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination, Invalid
from qrdesk.core.public_url import Address, parse

LISTED = Path(__file__).parents[1] / "data/links.csv"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.com", "https://example.com/"),
        ("  https://example.com/a \n", "https://example.com/a"),
        ("HTTP://EXAMPLE.COM/A", "http://example.com/A"),
        ("http://example.com?x", "http://example.com/?x"),
        ("http://example.com#x", "http://example.com/#x"),
        ("http://example.com:8080/x", "http://example.com:8080/x"),
        ("http://example.com:/x", "http://example.com/x"),
        ("http://example.com:0443/", "http://example.com:443/"),
        ("http://example.com./", "http://example.com/"),
        ("http://example.com。/", "http://example.com/"),
        ("http://127.0.0.1。/", "http://127.0.0.1/"),
        ("http://1。2。3。4/", "http://1.2.3.4/"),
        ("http://ｅｘａｍｐｌｅ.com/", "http://example.com/"),
        ("http://münchen.de/straße?q=ä#ö", "http://xn--mnchen-3ya.de/stra%C3%9Fe?q=%C3%A4#%C3%B6"),
        ("http://faß.de", "http://xn--fa-hia.de/"),
        ("http://under_score.example.com/", "http://under_score.example.com/"),
        ("http://example.com/🦊", "http://example.com/%F0%9F%A6%8A"),
        ("http://example.com/%41%zz%", "http://example.com/%41%25zz%25"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]/"),
        ("http://localhost", "http://localhost/"),
        ("https://example.com/a?b=c&d=[e]&f=~(g)*!'#h/?i", "https://example.com/a?b=c&d=[e]&f=~(g)*!'#h/?i"),
    ],
)
def test_a_plain_address_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert destinations.check(typed) == kept
    assert destinations.check(kept) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the page"),
        ("   ", "Enter the page"),
        ("example.com", "begin with https://"),
        ("example.com:8080", "begin with https://"),
        ("//example.com", "begin with https://"),
        ("https:example.com", "begin with https://"),
        ("https:/example.com", "begin with https://"),
        ("javascript:alert(1)", "not “javascript:”"),
        ("JavaScript:alert(1)", "not “JavaScript:”"),
        ("data:text/html,x", "not “data:”"),
        ("vbscript:x", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("intent://x#Intent;end", "Only http and https"),
        ("ftp://example.com", "Only http and https"),
        ("mailto:a@example.com", "Only http and https"),
        ("https:///example.com", "no host name"),
        ("http://", "no host name"),
        ("http://?x", "no host name"),
        ("http://user@example.com", "“@”"),
        ("http://user:pass@example.com", "“@”"),
        ("http://good.example@evil.example/", "“@”"),
        ("http://good.example\\@evil.example/", "cannot contain “\\”"),
        ("http://example.com/\\evil", "cannot contain “\\”"),
        ("http://ex%61mple.com/", "hides letters"),
        ("http://exam\u202eple.com/", "invisible"),
        ("http://exam\u200bple.com/", "invisible"),
        ("http://exam\u00adple.com/", "invisible"),
        ("http://example.com/\u2066x", "invisible"),
        ("http://example.com/\ufeff", "invisible"),
        ("http://example.com/\ud800", "invisible"),
        ("http://example.com/a b", "blank"),
        ("http://example.com/a\tb", "blank"),
        ("http://example.com/a\u00a0b", "blank"),
        ("http://example.com/\r\nLocation: http://evil.example", "blank"),
        ("http://example.com/\x00", "invisible"),
        ("http://example.com/<script>", "cannot contain “<”"),
        ('http://example.com/"', 'cannot contain “"”'),
        ("http://example.com/{x}", "cannot contain “{”"),
        ("http://example.com/a|b", "cannot contain “|”"),
        ("http://example.com/`", "cannot contain “`”"),
        ("http://a..b/", "not written correctly"),
        ("http://.example.com/", "not written correctly"),
        ("http://example.com../", "two dots"),
        ("http://example.com.。/", "two dots"),
        ("http://example.com。。/", "two dots"),
        ("http://xn--a.com/", "not written correctly"),
        (f"http://{'a' * 64}.com/", "not written correctly"),
        (f"http://{'.'.join(['a' * 60] * 5)}.com/", "not written correctly"),
        ("http://exa mple.com/", "blank"),
        ("http://2130706433/", "looks like a number"),
        ("http://0x7f000001/", "looks like a number"),
        ("http://0177.0.0.1/", "looks like a number"),
        ("http://127.1/", "looks like a number"),
        ("http://1.2.3.4.5/", "looks like a number"),
        ("http://256.1.1.1/", "looks like a number"),
        ("http://example.1/", "looks like a number"),
        ("http://example.com:0/", "port"),
        ("http://example.com:65536/", "port"),
        ("http://example.com:80a/", "port"),
        ("http://example.com:-1/", "port"),
        ("http://example.com:٨٠/", "port"),
        ("http://[::1", "IPv6"),
        ("http://[::1]x/", "IPv6"),
        ("http://[1.2.3.4]/", "IPv6"),
        ("http://[fe80::1%25eth0]/", "network card"),
        (f"http://example.com/{'x' * 2048}", "2048 is the most"),
        (f"http://example.com/{'ä' * 400}", "2048 is the most"),
    ],
)
def test_a_hidden_or_broken_address_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(BadDestination) as refused:
        destinations.check(typed)
    assert words in str(refused.value)
    assert refused.value.field_errors == {"destination": str(refused.value)}


@pytest.mark.parametrize(
    "host",
    [
        "p\u0430ypal.com",  # a Cyrillic "a"
        "www.g\u03bfogle.com",  # a Greek "o"
        "shop.ｐ\u0430ypal.com",
        "ex\u0430mple。com",
        "\u03bf\u0430.example",
    ],
)
def test_a_name_of_two_alphabets_that_look_alike_is_refused_unless_it_is_meant(host: str) -> None:
    with pytest.raises(BadDestination, match="mixes letters of two alphabets") as refused:
        destinations.check(f"https://{host}/")
    meant = str(refused.value).rpartition("write ")[2].removesuffix(" there.")
    assert meant.startswith("xn--")
    assert destinations.check(f"https://{meant}.example/") == f"https://{meant}.example/"


@pytest.mark.parametrize(
    "host",
    ["пример.example", "παράδειγμα.example", "日本語abc.example", "яндекс.shop.com", "münchen-1.de", "한국x.example"],
)
def test_a_name_of_one_alphabet_or_of_some_that_look_different_is_kept(host: str) -> None:
    assert destinations.check(f"https://{host}/").isascii()


def test_every_home_page_of_debians_packages_is_kept() -> None:
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = [row["destination"] for row in csv.DictReader(file)]
    assert len(listed) > 1900
    for address in listed:
        kept = destinations.check(address)
        assert kept.isascii()
        assert destinations.check(kept) == kept


@given(
    st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://a.example/", "http://[", "https://x:"])
)
def test_whatever_is_typed_is_kept_in_ascii_for_good_or_refused(text: str, start: str) -> None:
    try:
        kept = destinations.check(start + text)
    except BadDestination:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert kept.startswith(("http://", "https://"))
    assert destinations.check(kept) == kept
    assert "@" not in destinations.host_of(kept)


@pytest.mark.parametrize(
    ("typed", "url", "local"),
    [
        ("https://Go.Example.com", "https://go.example.com", False),
        ("go.example.com", "https://go.example.com", False),
        ("https://go.example.com/", "https://go.example.com", False),
        ("https://go.example.com:443", "https://go.example.com", False),
        ("http://go.example.com:80", "http://go.example.com", False),
        ("http://go.example.com:443", "http://go.example.com:443", False),
        ("http://localhost:8765", "http://localhost:8765", True),
        ("http://127.0.0.1", "http://127.0.0.1", True),
        ("http://192.168.1.4:8765", "http://192.168.1.4:8765", True),
        ("http://[::1]:8765", "http://[::1]:8765", True),
        ("http://printer", "http://printer", True),
        ("http://desk.local:8765", "http://desk.local:8765", True),
        ("http://8.8.8.8", "http://8.8.8.8", False),
    ],
)
def test_a_public_address_says_how_far_it_reaches(typed: str, url: str, local: bool) -> None:
    found = parse(typed)
    assert (found.url, found.local) == (url, local)
    assert parse(found.url) == found == Address(found.scheme, found.host)


@pytest.mark.parametrize("typed", ["", " ", "https://go.example.com/r", "https://go.example.com/?x", "ftp://x", "a b"])
def test_a_public_address_with_more_to_it_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(typed)
    assert list(refused.value.field_errors) == ["url"]
