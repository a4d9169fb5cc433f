"""Hypothesis strategies: every link that the schemas let through, and every visit, sensible or not."""

from typing import Any

from hypothesis import strategies as st

from qrdesk.core.redirect.plan import Plan, PlanRow, compile_plan
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.schemas.rules import Device, Os, Routing, Weekday
from tests.core.redirect.visits import OWN

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "No/Where")
LANGUAGES = ("fr", "fr-CA", "de", "en-GB", "zh-Hant-TW")
COUNTRIES = ("DE", "FR", "US", "JP")
REGIONS = ("DE-BY", "US-TX", "US-NY")
HOSTS = ("example.com", "www.example.com", "news.example.org", "a.b.example.net")
NAMES = ("a", "table", "utm_source", "utm_term", "ö x", "%", "")
own_urls = st.sampled_from(sorted(OWN)).flatmap(
    lambda host: st.sampled_from(
        [f"https://{host}/x", f"http://{host}", f"HTTP://{host.upper()}/", f"https://{host}?x#y", f"https://a@{host}/"]
    )
)
destinations = st.one_of(
    st.sampled_from(
        ["https://example.com/", "https://example.com/a?utm_source=x&a=1#top", "http://1.2.3.4/?", "https://münchen.de"]
    ),
    st.sampled_from(["mailto:a@example.com", "tel:+4930", "myapp://x", "javascript:alert(1)", "data:,x", "//x", ""]),
    own_urls,
    st.text(max_size=30),
    st.builds("https://example.com/{}".format, st.text(max_size=20)),
    st.builds("https://{}/".format, st.text(max_size=12)),
)


def _some(values: Any) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3)


_clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
_moments = st.builds("2026-{:02}-{:02}T{}".format, st.integers(1, 12), st.integers(1, 28), _clocks)
_windows = st.fixed_dictionaries(
    {"start": _clocks, "end": _clocks | st.just("24:00")}, optional={"days": _some(list(Weekday))}
)
_counts = st.integers(0, 100)
_KINDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "country": st.fixed_dictionaries({"any_of": _some(COUNTRIES)}),
    "region": st.fixed_dictionaries({"any_of": _some(REGIONS)}),
    "language": st.fixed_dictionaries({"any_of": _some(LANGUAGES)}),
    "os": st.fixed_dictionaries({"any_of": _some(list(Os))}),
    "device": st.fixed_dictionaries({"any_of": _some(list(Device))}),
    "browser": st.fixed_dictionaries({"any_of": _some(("Safari", "CHROME", "Mobile Safari"))}),
    "time": st.fixed_dictionaries({"windows": st.lists(_windows, min_size=1, max_size=3)}),
    "dates": st.one_of(
        st.fixed_dictionaries({"since": _moments}), st.fixed_dictionaries({"until": _moments}),
        st.just({"since": "2026-03-01", "until": "2026-11-30"}),
    ),
    "query": st.fixed_dictionaries(
        {"name": st.sampled_from(NAMES[:-1])}, optional={"any_of": st.lists(st.sampled_from(NAMES), max_size=2)}
    ),
    "referrer": st.fixed_dictionaries({"any_of": _some(("none", *HOSTS))}),
    "visitor": st.fixed_dictionaries({"seen": st.sampled_from(("new", "returning"))}),
    "hits": st.one_of(
        st.fixed_dictionaries({"at_least": _counts}), st.fixed_dictionaries({"below": _counts.map(lambda n: n + 1)})
    ),
}  # fmt: skip
conditions = st.sampled_from(sorted(_KINDS)).flatmap(
    lambda kind: st.builds(lambda said, negate: {"kind": kind, "negate": negate, **said}, _KINDS[kind], st.booleans())
)
_variants = st.lists(
    st.fixed_dictionaries({"destination": destinations, "weight": st.integers(1, 5)}), min_size=1, max_size=4
)
_ids = st.sampled_from(("a", "b", "c", None))
rules = st.builds(
    lambda where, more: {**where, **more},
    st.fixed_dictionaries({"destination": destinations}) | st.fixed_dictionaries({"variants": _variants}),
    st.fixed_dictionaries(
        {
            "id": _ids,
            "enabled": st.sampled_from((True, True, True, False)),
            "conditions": st.lists(conditions, max_size=3),
            "pick": st.sampled_from(("weighted", "random", "sequence")),
        }
    ),
)
_words = st.sampled_from(("", "x", "Frühling & Co", "a" * 200))
_apps = st.none() | st.fixed_dictionaries({"url": destinations}, optional={"store": destinations})
routings = st.fixed_dictionaries(
    {},
    optional={
        "time_zone": st.sampled_from(ZONES),
        "rules": st.lists(rules, max_size=4),
        "utm": st.fixed_dictionaries({"source": _words, "campaign": _words}),
        "forward_query": st.sampled_from(("off", "utm", "all")),
        "query_winner": st.sampled_from(("link", "visitor")),
        "deep_links": st.fixed_dictionaries({"ios": _apps, "android": _apps}),
        "hidden": st.booleans(),
        "remember_visitors": st.booleans(),
        "expired_destination": destinations,
        "fallback_destination": destinations,
    },
).filter(lambda said: _kept(said) is not None)
_instants = st.none() | st.integers(1_767_225_600_000_000, 1_798_761_600_000_000)  # of 2026


def _kept(said: dict[str, Any]) -> Routing | None:
    try:
        return Routing.model_validate(said)
    except ValueError:  # a control character in a text, which the schemas refuse
        return None


def _plan(destination: str, said: dict[str, Any], columns: dict[str, Any]) -> Plan:
    return compile_plan(PlanRow(1, 1, destination, routing=Routing.model_validate(said).to_text(), **columns))


_seldom = st.sampled_from((False, False, False, False, False, True))
plans: st.SearchStrategy[Plan] = st.builds(
    _plan,
    destinations,
    routings,
    st.fixed_dictionaries(
        {},
        optional={
            "archived": _seldom,
            "deleted": _seldom,
            "paused": _seldom,
            "suspended": _seldom,
            "starts_at": _instants,
            "ends_at": _instants,
            "hit_limit": st.none() | st.integers(1, 100),
            "password_hash": st.sampled_from(("", "x")),
            "on_fallback": st.booleans(),
            "time_zone": st.sampled_from(ZONES),
        },
    ),
)
_PAIRS = ("a=1", "table", "utm_source=z", "utm_term=%C3%A4", "%=", "x=1#y", "&", "ä=\r\n")
_queries = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_PAIRS), max_size=5).map("&".join),
    st.just("a=" + "1" * 9000),
    st.just("&".join(f"n{number}=x" for number in range(3000))),
)  # fmt: skip
visits: st.SearchStrategy[Visit] = st.builds(
    Visit,
    now_s=st.floats(1_767_225_600, 1_798_761_600) | st.floats(),
    country=st.sampled_from(("", *COUNTRIES)),
    region=st.sampled_from(("", *REGIONS)),
    languages=st.text(max_size=40)
    | st.lists(st.sampled_from(LANGUAGES), max_size=3).map(",".join)
    | st.sampled_from(("fr-CA, fr;q=0.9", "*", "de;q=0.5,en;q=0.1", ";q=", "q=1;;;,")),
    os=st.sampled_from(("", *Os)),
    device=st.sampled_from(("", *Device)),
    browser=st.sampled_from(("", "Safari", "Chrome")) | st.text(max_size=10),
    query=_queries,
    referrer=st.sampled_from(("", *HOSTS)) | st.text(max_size=20),
    visitor=st.sampled_from(("", "v1", "v2")) | st.text(max_size=5),
    returning=st.booleans(),
    hits=st.integers(0, 200),
    draw=st.floats(0, 1) | st.floats(),
    turn=st.integers(),
    own_hosts=st.just(OWN),
)
