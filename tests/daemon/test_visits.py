"""What a link's rules learn of a visitor, and what they do not: over real plans, without a socket."""

import re
from typing import Any

import pytest

from qrdesk.core.redirect.route import Route
from qrdesk.core.redirect.visit import Visit
from qrdesk.daemon import previews
from qrdesk.daemon.sources import read_agent
from qrdesk.daemon.visits import cookie, referrer_host
from tests.daemon.houses import NOW_S, PERSON, House, house, make

__all__ = ["house"]

HOME, THERE = "https://example.com/home", "https://example.com/there"


def rule(*conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "rul_1",
        "conditions": conditions,
        **({"destination": THERE} if "variants" not in more else {}),
        **more,
    }


def ruled(slug: str, *rules: dict[str, Any], **more: Any) -> None:
    make(slug, HOME, routing={"rules": rules, **more})


@pytest.mark.parametrize(
    ("condition", "sent"),
    [
        ({"kind": "country", "any_of": ["DE"]}, {"REMOTE_ADDR": "203.0.113.9"}),
        ({"kind": "region", "any_of": ["DE-BY"]}, {"REMOTE_ADDR": "203.0.113.9"}),
        ({"kind": "language", "any_of": ["fr"]}, {"HTTP_ACCEPT_LANGUAGE": "fr-CA,en;q=0.5"}),
        ({"kind": "os", "any_of": ["ios"]}, {"HTTP_USER_AGENT": PERSON}),
        ({"kind": "device", "any_of": ["mobile"]}, {"HTTP_USER_AGENT": PERSON}),
        ({"kind": "browser", "any_of": ["safari"]}, {"HTTP_USER_AGENT": PERSON}),
        ({"kind": "query", "name": "from", "any_of": ["poster"]}, {"QUERY_STRING": "from=poster"}),
        ({"kind": "referrer", "any_of": ["example.org"]}, {"HTTP_REFERER": "https://www.Example.org:8443/page"}),
    ],
)
def test_a_rule_sees_what_the_request_tells(house: House, condition: dict[str, Any], sent: dict[str, str]) -> None:
    ruled("menu", rule(condition))
    other = {"REMOTE_ADDR": "198.51.100.1"} if condition["kind"] in {"country", "region"} else {}
    assert house.ask("/menu", **other).headers["location"] == HOME
    assert house.ask("/r/menu", **sent).headers["location"] == THERE
    assert [(hit[3], hit[9]) for hit in house.recorder.hits] == [("c", ""), ("s", "rul_1")]


def test_hours_are_those_of_the_moment(house: House) -> None:
    window = {"kind": "time", "windows": [{"start": "09:00", "end": "17:00"}]}
    ruled("menu", rule(window), time_zone="UTC")
    day_s = NOW_S - NOW_S % 86_400
    for hour, location in ((8.99, HOME), (9, THERE), (16.99, THERE), (17, HOME)):
        house.now_s = day_s + hour * 3600
        assert house.ask("/menu").headers["location"] == location


def test_only_what_a_rule_asks_is_found_out(house: House) -> None:
    ruled("plain", rule({"kind": "language", "any_of": ["fr"]}))
    ruled("agent", rule({"kind": "os", "any_of": ["ios"]}))
    ruled("place", rule({"kind": "country", "any_of": ["DE"]}))
    house.ask("/plain", HTTP_USER_AGENT=PERSON)
    assert (house.agents, house.addresses) == ([], [])
    house.ask("/agent", HTTP_USER_AGENT=PERSON)
    assert (house.agents, house.addresses) == ([PERSON], [])
    house.ask("/place", HTTP_USER_AGENT=PERSON)
    assert (house.agents, house.addresses) == ([PERSON], ["203.0.113.77"])


def test_what_a_trusted_proxy_says_of_the_place_goes_before_our_own_guess_and_into_the_record(house: House) -> None:
    ruled(
        "place", rule({"kind": "country", "any_of": ["AT"]}), rule({"kind": "region", "any_of": ["DE-BY"]}, id="rul_2")
    )
    assert house.ask("/place", **{"qrdesk.geo": "AT||Wien"}).status == 302
    assert house.ask("/place", HTTP_CF_IPCOUNTRY="AT").status == 302  # of a stranger: server.py notes what counts
    assert house.addresses == ["203.0.113.77"]
    assert [(hit[9], hit[11]) for hit in house.recorder.hits] == [("rul_1", "AT||Wien"), ("rul_2", "")]


def test_variants_by_weight_keep_a_visitor_and_spread_all_of_them(house: House) -> None:
    variants = [{"id": f"var_{n}", "destination": f"https://example.com/{n}"} for n in (1, 2)]
    ruled("ab", rule(variants=variants))
    first = [house.ask("/ab", REMOTE_ADDR=f"203.0.113.{n}").headers["location"] for n in range(40)]
    again = [house.ask("/ab", REMOTE_ADDR=f"203.0.113.{n}").headers["location"] for n in range(40)]
    assert first == again
    assert set(first) == {"https://example.com/1", "https://example.com/2"}
    picked = [(hit[9], hit[10], location) for hit, location in zip(house.recorder.hits, first, strict=False)]
    assert all((name, location[-1]) == ("rul_1", variant[-1]) for name, variant, location in picked)


def test_variants_in_turn_and_by_chance(house: House) -> None:
    variants = [{"destination": f"https://example.com/{n}"} for n in (1, 2, 3)]
    ruled("turn", rule(variants=variants, pick="sequence"))
    ruled("chance", rule(variants=variants, pick="random"))
    assert [house.ask("/turn").headers["location"][-1] for _ in range(4)] == list("1231")
    for _ in range(3):
        assert house.ask("/turn", method="HEAD").headers["location"][-1] == "2"  # looking takes no turn
    assert house.ask("/turn+").status == 200
    assert house.ask("/turn").headers["location"][-1] == "2"
    for house.draw, last in ((0.0, "1"), (0.34, "2"), (0.999, "3")):
        assert house.ask("/chance").headers["location"][-1] == last


def test_a_rule_sees_the_hits_as_last_counted(house: House) -> None:
    link = make("menu", HOME, routing={"rules": [rule({"kind": "hits", "at_least": 100})]})
    assert house.ask("/menu").headers["location"] == HOME
    type(link).update(hit_count=100).where(type(link).id == link.id).execute()
    house.store.refresh()
    assert house.ask("/menu").headers["location"] == THERE


def test_a_link_that_may_set_a_cookie_knows_who_comes_back(house: House) -> None:
    ruled("menu", rule({"kind": "visitor", "seen": "returning"}), remember_visitors=True)
    ruled("other", rule({"kind": "visitor", "seen": "returning"}), remember_visitors=True)
    first = house.ask("/menu", **{"wsgi.url_scheme": "https"})
    assert first.headers["location"] == HOME
    found = re.fullmatch(
        r"(qrdesk_v\d+=[\w-]{22}); Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax; Secure",
        first.headers["set-cookie"],
    )
    assert found
    again = house.ask("/r/menu", HTTP_COOKIE=f'theme="a;b"; {found[1]}; x')
    assert (again.headers["location"], "set-cookie" in again.headers) == (THERE, False)
    assert house.ask("/other", HTTP_COOKIE=found[1]).headers["location"] == HOME  # it has not been there
    stranger = house.ask("/menu", host="127.0.0.1:8765")
    assert stranger.headers["location"] == HOME
    assert "Secure" not in stranger.headers["set-cookie"]
    assert found[1] not in stranger.headers["set-cookie"]


def test_a_visitor_is_known_among_all_the_cookies_of_a_site_around_this_domain(house: House) -> None:
    make("menu", HOME, routing={"remember_visitors": True})
    ours = house.ask("/menu").headers["set-cookie"].partition(";")[0]
    assert "set-cookie" not in house.ask("/menu", HTTP_COOKIE=f"theirs={'x' * 8000}; {ours}").headers


def test_what_strangers_send_is_cut_before_it_is_remembered(house: House) -> None:
    make("menu", HOME, routing={"rules": [rule({"kind": "os", "any_of": ["ios"]})], "social": {"title": "Menu"}})
    caches = (referrer_host, previews._is_marked)
    sizes: list[list[int]] = []
    for end in "ab":  # the second is the first as far as anybody reads it
        long = PERSON + "x" * 20_000 + end
        house.ask("/menu", HTTP_USER_AGENT=long, HTTP_REFERER=f"https://long.example/{long}")
        sizes.append([cache.cache_info().currsize for cache in caches])
    assert sizes[0] == sizes[1]
    assert {len(agent) for agent in house.agents} == {512}


@pytest.mark.parametrize("value", ["", "x", "' OR 1=1", "a" * 23, "ü" * 22, "a" * 20_000])
def test_a_cookie_that_is_none_of_ours_is_a_new_visitor(house: House, value: str) -> None:
    link = make("menu", HOME, routing={"remember_visitors": True})
    assert "set-cookie" in house.ask("/menu", HTTP_COOKIE=f"qrdesk_v{link.id}={value}").headers


def test_a_cookie_keeps_the_variant_wherever_the_visitor_is(house: House) -> None:
    variants = [{"destination": f"https://example.com/{n}"} for n in range(20)]
    ruled("ab", rule(variants=variants), remember_visitors=True)
    first = house.ask("/ab")
    sent = first.headers["set-cookie"].partition(";")[0]
    for n in range(5):
        again = house.ask("/ab", HTTP_COOKIE=sent, REMOTE_ADDR=f"198.51.100.{n}")
        assert again.headers["location"] == first.headers["location"]


def test_without_a_cookie_a_visitor_is_new_once_a_day(house: House) -> None:
    ruled("menu", rule({"kind": "visitor", "seen": "new"}))
    came = [house.ask("/menu", REMOTE_ADDR=f"203.0.113.{n}").headers["location"] for n in (1, 1, 2, 1, 2)]
    assert came == [THERE, HOME, THERE, HOME, HOME]
    house.now_s += 86_400
    assert house.ask("/menu", REMOTE_ADDR="203.0.113.1").headers["location"] == THERE


def test_who_only_looks_stays_a_new_visitor(house: House) -> None:
    ruled("menu", rule({"kind": "visitor", "seen": "new"}))
    for sent in ({"method": "HEAD"}, {"HTTP_SEC_PURPOSE": "prefetch"}, {}):
        assert house.ask("/menu", **sent).headers["location"] == THERE
    assert house.ask("/menu", method="HEAD").headers["location"] == HOME


def test_a_visit_has_a_value_for_every_question(house: House) -> None:
    make("menu")
    found = house.redirects.find("/menu", "go.example")
    assert found is not None
    visit = house.visits.of(found, Route(needs=127), {"REQUEST_METHOD": "GET"}, counted=True).visit
    assert visit == Visit(
        now_s=NOW_S, os="windows", device="desktop", browser="Edge", visitor="visitor of ", own_hosts=visit.own_hosts
    )
    assert "go.example" in visit.own_hosts


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("", ""),
        ("https://Example.org/a?b", "example.org"),
        ("android-app://com.example.mail/", "com.example.mail"),
        ("https://user@example.org.:99/", "example.org"),
        ("https://[::1", ""),
        ("nonsense", ""),
    ],
)
def test_the_host_of_a_referrer_is_read_or_left(referrer: str, host: str) -> None:
    assert referrer_host(referrer) == host


def test_a_cookie_is_found_among_others_and_behind_broken_ones() -> None:
    assert cookie({"HTTP_COOKIE": 'a; b={"x":1}; qrdesk_u1=yes; qrdesk_u11=no'}, "qrdesk_u1") == "yes"
    assert cookie({"HTTP_COOKIE": "xqrdesk_u1=no"}, "qrdesk_u1") == ""


@pytest.mark.parametrize(
    ("user_agent", "told"),
    [
        (PERSON, ("ios", "mobile", "Safari")),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36",
         ("chromeos", "desktop", "Chrome")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
         ("windows", "desktop", "Firefox")),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
         ("android", "mobile", "Chrome")),
        ("", ("", "other", "")),
    ],
)  # fmt: skip
def test_agents_are_told_in_the_words_of_the_rules(user_agent: str, told: tuple[str, str, str]) -> None:
    assert read_agent(user_agent) == told
