"""Every kind of condition, and its negation, against visits of all sorts: a line is one visit of one link."""

from typing import Any

import pytest

from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.route import Kind
from tests.core.redirect.visits import ELSE, Row, params, plan, rule

# A link with one rule of one condition leads to “in” where it holds, else to “else”.
CONDITIONS: dict[str, tuple[dict[str, Any], str]] = {
    "one country": (
        {"kind": "country", "any_of": ["DE"]},
        """
        country=DE                                        -> in
        country=AT                                        -> else
        country=D                                         -> else
        country=                                          -> else
        country=DE  region=DE-BY                          -> in
        country=DE  languages=fr  os=ios                  -> in
        """,
    ),
    "countries": (
        {"kind": "country", "any_of": ["de", "AT", "ch"]},
        """
        country=DE                                        -> in
        country=AT                                        -> in
        country=CH                                        -> in
        country=LI                                        -> else
        country=XX                                        -> else
        country=                                          -> else
        """,
    ),
    "regions": (
        {"kind": "region", "any_of": ["US-TX", "de-by"]},
        """
        country=US  region=US-TX                          -> in
        country=DE  region=DE-BY                          -> in
        country=US  region=US-NY                          -> else
        country=US  region=                               -> else
        region=US                                         -> else
        country=US                                        -> else
        """,
    ),
    "a language": (
        {"kind": "language", "any_of": ["fr"]},
        """
        languages=fr                                      -> in
        languages=FR                                      -> in
        languages=fr-CA                                   -> in
        languages=fr_CA                                   -> in
        languages=fr-CA, fr;q=0.9, en;q=0.8               -> in
        languages=fr;q=1.0, en;q=0.5                      -> in
        languages=de, fr                                  -> in
        languages=de, fr;q=0.9                            -> in
        languages=de, fr;q=0.89                           -> else
        languages=de;q=0.5, fr;q=0.45                     -> in
        languages=de;q=0.5, fr;q=0.44                     -> else
        languages=de-DE,de;q=0.9,en;q=0.8,fr;q=0.7        -> else
        languages=fr;q=0                                  -> else
        languages=fr;q=0, en;q=0                          -> else
        languages=fr;q=0.1                                -> in
        languages=*                                       -> else
        languages=*, fr;q=0.1                             -> in
        languages=de, *;q=0.95                            -> else
        languages=                                        -> else
        languages=,                                       -> else
        languages=fra                                     -> else
        languages=fr;q=nonsense                           -> else
        languages=fr;q=nonsense, fr-BE;q=0.3              -> in
        languages=fr ; q=0.8 , en ; q = 0.8               -> in
        languages=fr;level=1;q=0.2, en;q=0.9              -> else
        languages=en;q=7, fr                              -> in
        languages=en;q=-1, fr;q=0.1                       -> in
        languages=fr;q=0.0001                             -> else
        """,
    ),
    "a language of a country": (
        {"kind": "language", "any_of": ["fr-CA", "zh-Hant"]},
        """
        languages=fr-CA                                   -> in
        languages=fr-ca,en;q=0.5                          -> in
        languages=fr                                      -> else
        languages=fr-FR                                   -> else
        languages=zh-Hant-TW                              -> in
        languages=zh-TW                                   -> else
        languages=fr, fr-CA;q=0.95                        -> in
        """,
    ),
    "operating systems": (
        {"kind": "os", "any_of": ["ios", "macos"]},
        """
        os=ios                                            -> in
        os=macos                                          -> in
        os=android                                        -> else
        os=                                               -> else
        os=other                                          -> else
        """,
    ),
    "devices": (
        {"kind": "device", "any_of": ["mobile", "tablet"]},
        """
        device=mobile                                     -> in
        device=tablet                                     -> in
        device=desktop                                    -> else
        device=tv                                         -> else
        device=                                           -> else
        """,
    ),
    "browsers": (
        {"kind": "browser", "any_of": ["safari", "Mobile Safari"]},
        """
        browser=Safari                                    -> in
        browser=SAFARI                                    -> in
        browser=Mobile Safari                             -> in
        browser=Chrome                                    -> else
        browser=Safari Mobile                             -> else
        browser=                                          -> else
        """,
    ),
    "a parameter": (
        {"kind": "query", "name": "table"},
        """
        query=table=4                                     -> in
        query=table=                                      -> in
        query=table                                       -> in
        query=x=1&table=4                                 -> in
        query=x=1&table                                   -> in
        query=%74able=1                                   -> in
        query=Table=4                                     -> else
        query=tables=4                                    -> else
        query=x=table                                     -> else
        query=                                            -> else
        query=&&&                                         -> else
        query==table                                      -> else
        """,
    ),
    "values of a parameter": (
        {"kind": "query", "name": "wo bist", "any_of": ["am Tisch", "Küche", ""]},
        """
        query=wo+bist=am+Tisch                            -> in
        query=wo%20bist=am%20Tisch                        -> in
        query=wo%20bist=K%C3%BCche                        -> in
        query=wo%20bist=k%C3%BCche                        -> else
        query=wo%20bist=                                  -> in
        query=wo+bist                                     -> in
        query=wo+bist=hier&wo+bist=am+Tisch               -> in
        query=wo+bist=hier                                -> else
        query=wo%2Bbist=am+Tisch                          -> else
        query=wo+bist=am%2BTisch                          -> else
        query=wo+bist=%                                   -> else
        query=wo+bist=%zz&wo+bist=                        -> in
        query=wobist=am+Tisch                             -> else
        """,
    ),
    "a value with an equals sign": (
        {"kind": "query", "name": "t", "any_of": ["a=b"]},
        """
        query=t=a=b                                       -> in
        query=t=a%3Db                                     -> in
        query=t=a                                         -> else
        """,
    ),
    "referrers": (
        {"kind": "referrer", "any_of": ["Example.com", "news.example.org"]},
        """
        referrer=example.com                              -> in
        referrer=www.example.com                          -> in
        referrer=a.b.example.com                          -> in
        referrer=notexample.com                           -> else
        referrer=example.com.evil.net                     -> else
        referrer=news.example.org                         -> in
        referrer=example.org                              -> else
        referrer=                                         -> else
        """,
    ),
    "no referrer": (
        {"kind": "referrer", "any_of": ["none"]},
        """
        referrer=                                         -> in
        referrer=example.com                              -> else
        referrer=www.none                                 -> else
        """,
    ),
    "no referrer or one": (
        {"kind": "referrer", "any_of": ["none", "example.com"]},
        """
        referrer=                                         -> in
        referrer=m.example.com                            -> in
        referrer=example.net                              -> else
        """,
    ),
    "new visitors": (
        {"kind": "visitor", "seen": "new"},
        """
        returning=no                                      -> in
        returning=yes                                     -> else
        """,
    ),
    "returning visitors": (
        {"kind": "visitor", "seen": "returning"},
        """
        returning=no                                      -> else
        returning=yes                                     -> in
        """,
    ),
    "many hits": (
        {"kind": "hits", "at_least": 100},
        """
        hits=0                                            -> else
        hits=99                                           -> else
        hits=100                                          -> in
        hits=101                                          -> in
        hits=1000000000000                                -> in
        """,
    ),
    "few hits": (
        {"kind": "hits", "below": 100},
        """
        hits=0                                            -> in
        hits=99                                           -> in
        hits=100                                          -> else
        """,
    ),
    "some hits": (
        {"kind": "hits", "at_least": 10, "below": 20},
        """
        hits=9                                            -> else
        hits=10                                           -> in
        hits=19                                           -> in
        hits=20                                           -> else
        """,
    ),
}

# Links with several rules; a result is the name of the rule, or “else”.
IN_BERLIN = {"kind": "country", "any_of": ["DE"]}
PHONE = {"kind": "device", "any_of": ["mobile"]}
FRENCH = {"kind": "language", "any_of": ["fr"]}
RULES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "all conditions must hold": (
        [rule("both", IN_BERLIN, PHONE)],
        """
        country=DE  device=mobile                         -> both
        country=DE  device=desktop                        -> else
        country=FR  device=mobile                         -> else
        device=mobile                                     -> else
        country=                                          -> else
        """,
    ),
    "the first rule that holds wins": (
        [rule("german", IN_BERLIN), rule("phone", PHONE), rule("french", FRENCH)],
        """
        country=DE  device=mobile  languages=fr           -> german
        country=DE                                        -> german
        country=AT  device=mobile  languages=fr           -> phone
        country=AT  device=tablet  languages=fr           -> french
        country=AT  device=tablet  languages=en           -> else
        """,
    ),
    "the other order": (
        [rule("french", FRENCH), rule("phone", PHONE), rule("german", IN_BERLIN)],
        """
        country=DE  device=mobile  languages=fr           -> french
        country=DE  device=mobile                         -> phone
        country=DE                                        -> german
        """,
    ),
    "a rule that is switched off does not count": (
        [rule("german", IN_BERLIN, enabled=False), rule("phone", PHONE)],
        """
        country=DE  device=mobile                         -> phone
        country=DE                                        -> else
        """,
    ),
    "a rule without conditions takes everybody that is left": (
        [rule("german", IN_BERLIN), rule("all"), rule("never", PHONE)],
        """
        country=DE                                        -> german
        country=FR  device=mobile                         -> all
        country=                                          -> all
        """,
    ),
    "a negation among others": (
        [rule("abroad", {**IN_BERLIN, "negate": True}, PHONE)],
        """
        country=FR  device=mobile                         -> abroad
        country=    device=mobile                         -> abroad
        country=DE  device=mobile                         -> else
        country=FR  device=desktop                        -> else
        """,
    ),
    "both halves of a gap": (
        [
            rule("before", {"kind": "hits", "below": 10}),
            rule("after", {"kind": "hits", "at_least": 20}),
        ],
        """
        hits=9                                            -> before
        hits=10                                           -> else
        hits=19                                           -> else
        hits=20                                           -> after
        """,
    ),
    "the same condition said twice in opposite ways never holds": (
        [rule("never", IN_BERLIN, {**IN_BERLIN, "negate": True}), rule("rest", IN_BERLIN)],
        """
        country=DE                                        -> rest
        country=FR                                        -> else
        """,
    ),
}


def led_to(name: str) -> str:
    return ELSE if name == "else" else f"https://{name}.example/"


@pytest.mark.parametrize(("condition", "row"), params(CONDITIONS))
def test_a_condition_holds_for_whom_it_says(condition: dict[str, Any], row: Row) -> None:
    choice = choose(plan(rules=[rule("in", condition)]), row.visit)
    assert (choice.kind, choice.location) == (Kind.LEAD, led_to(row.result))
    assert choice.rule == ("in" if row.result == "in" else "")


@pytest.mark.parametrize(("condition", "row"), params(CONDITIONS))
def test_a_negated_condition_holds_for_everybody_else(condition: dict[str, Any], row: Row) -> None:
    choice = choose(plan(rules=[rule("in", {**condition, "negate": True})]), row.visit)
    assert choice.location == led_to("else" if row.result == "in" else "in")


@pytest.mark.parametrize(("rules", "row"), params(RULES))
def test_rules_are_asked_in_order(rules: list[dict[str, Any]], row: Row) -> None:
    assert choose(plan(rules=rules), row.visit).location == led_to(row.result)


def test_every_kind_of_condition_stands_in_a_table() -> None:
    from qrdesk.core.redirect.conditions import _MAKERS
    from tests.core.redirect.test_choose_clock import CLOCKS

    tried = {condition["kind"] for condition, _ in CONDITIONS.values()} | {one["kind"] for _, one, _ in CLOCKS.values()}
    assert tried == set(_MAKERS)
