"""Parameters are put into addresses, and whatever stood there stays byte for byte."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.redirect.locations import MAX_LENGTH
from qrdesk.core.redirect.queries import campaign_of, forwarded, values, with_utm
from qrdesk.core.schemas.rules import Utm

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # refused where people read them
visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40)
letters = st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters=TURNING)
texts = st.text(letters, max_size=20).map(lambda text: text and f"{text}x")  # x: nobody sends what cannot be seen
utms = st.builds(Utm, source=texts, medium=texts, campaign=texts, term=texts, content=texts)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/", "https://a.example/?utm_source=q"),
        ("https://a.example/?", "https://a.example/?utm_source=q"),
        ("https://a.example/x?y=1", "https://a.example/x?y=1&utm_source=q"),
        ("https://a.example/x?y=1&", "https://a.example/x?y=1&utm_source=q"),
        ("https://a.example/x?&&y", "https://a.example/x?&&y&utm_source=q"),
        ("https://a.example/x#top", "https://a.example/x?utm_source=q#top"),
        ("https://a.example/x?y=%7e+%20#?utm_source=z", "https://a.example/x?y=%7e+%20&utm_source=q#?utm_source=z"),
        ("https://a.example/#/route?a=1", "https://a.example/?utm_source=q#/route?a=1"),
        ("https://a.example/?utm_source=z", "https://a.example/?utm_source=z"),
        ("https://a.example/?utm_source", "https://a.example/?utm_source"),
        ("https://a.example/?utm%5Fsource=z", "https://a.example/?utm%5Fsource=z"),
        ("https://a.example/?utm_source=&b", "https://a.example/?utm_source=&b"),
        ("https://a.example/?UTM_SOURCE=z", "https://a.example/?UTM_SOURCE=z&utm_source=q"),
        ("https://a.example/a;b=c?d;e", "https://a.example/a;b=c?d;e&utm_source=q"),
    ],
)
def test_a_campaign_parameter_goes_where_parameters_go(url: str, expected: str) -> None:
    assert with_utm(url, Utm(source="q")) == expected


def test_an_empty_campaign_changes_nothing() -> None:
    assert with_utm("https://a.example/?#", Utm()) == "https://a.example/?#"


def test_campaign_words_are_spelled_for_an_address() -> None:
    utm = Utm(source="a b", medium="50% & more", campaign="ü#+/?=", term="日本")
    url = with_utm("https://a.example/", utm)
    assert url.isascii()
    assert dict(parse_qsl(urlsplit(url).query)) == {
        "utm_source": "a b",
        "utm_medium": "50% & more",
        "utm_campaign": "ü#+/?=",
        "utm_term": "日本",
    }


@given(visible, utms)
def test_what_stood_in_an_address_stands_there_still(tail: str, utm: Utm) -> None:
    url = f"https://a.example/{tail}"
    made = with_utm(url, utm)
    before, hash_sign, fragment = url.partition("#")
    assert made.startswith(before)
    assert made.endswith(hash_sign + fragment)
    assert len(made) <= MAX_LENGTH
    assert with_utm(made, utm) == made  # they are there now
    said = dict(parse_qsl(urlsplit(made).query, keep_blank_values=True))
    assert {f"utm_{name}" for name, value in utm if value} <= said.keys()


@given(visible, st.text(max_size=60), st.sampled_from(["off", "utm", "all"]), st.booleans())
def test_what_a_visitor_sends_never_breaks_an_address(tail: str, query: str, which: str, visitor_wins: bool) -> None:
    url = f"https://a.example/{tail}"
    made = forwarded(url, query, which, visitor_wins)
    assert made.isascii()
    assert made.isprintable()
    assert " " not in made
    assert len(made) <= MAX_LENGTH
    assert made.startswith(url.partition("#")[0].partition("?")[0])
    assert made.endswith("".join(url.partition("#")[1:]))
    if not visitor_wins:
        assert made.startswith(url.partition("#")[0])


def test_a_long_destination_takes_no_more_than_a_location_can() -> None:
    url = f"https://a.example/{'x' * 2000}"
    made = with_utm(url, Utm(source="ü" * 200, medium="日" * 200, campaign="日" * 200, term="日" * 200, content="z"))
    assert len(made) <= MAX_LENGTH
    assert made.endswith("&utm_content=z")


def test_values_are_read_as_a_form_writes_them() -> None:
    assert values("a=1&a=2&b&c=%C3%A4+%2B&=x&%") == {
        "a": frozenset({"1", "2"}),
        "b": frozenset({""}),
        "c": frozenset({"ä +"}),
        "": frozenset({"x"}),
        "%": frozenset({""}),
    }


def test_only_so_many_parameters_are_read() -> None:
    many = "&".join(f"n{number}" for number in range(1000))
    assert len(values(many)) == 200
    assert values("x" * 100_000) == {}


@pytest.mark.parametrize(
    ("query", "campaign"),
    [
        ("", ""),
        ("a=1&name=Anna", ""),
        ("utm_source=poster", "utm_source=poster"),
        ("a=1&UTM_Source=a%20b&utm_medium=&x=utm_y", "UTM_Source=a%20b&utm_medium="),
        ("xutm_source=no&utm=no&;utm_source=no", ""),
        ("&&utm_term=\xc3\xa4&", "utm_term=\xc3\xa4"),
        (f"utm_source={'x' * 600}&utm_term=kept", "utm_term=kept"),
        (f"utm_source={'x' * 501}&utm_term=cut", f"utm_source={'x' * 501}"),
        (f"a={'x' * 9000}&utm_term=late", ""),
    ],
)
def test_of_a_query_the_campaign_alone_is_kept_as_it_came(query: str, campaign: str) -> None:
    assert campaign_of(query) == campaign


@given(st.text())
def test_a_campaign_is_short_and_a_part_of_what_came(query: str) -> None:
    kept = campaign_of(f"utm_source=a&{query}")
    assert len(kept) <= 512
    assert all(pair in query or pair == "utm_source=a" for pair in kept.split("&"))
