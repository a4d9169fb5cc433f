"""Whatever a visitor sends, an answer comes that is whole, ASCII in its headers, and no fault of ours."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.daemon.asking import ask
from tests.daemon.houses import BOT, HTML, PERSON, House, make, opened_house

_SLUGS = ("plain", "rules", "seen", "locked", "limited", "hidden", "mail", "social", "cookie", "nothing")
_RULES = [
    {"conditions": [{"kind": "query", "name": "a", "any_of": ["1"]}], "destination": "https://example.com/a"},
    {"conditions": [{"kind": "referrer", "any_of": ["example.org"]}], "destination": "https://example.com/b"},
    {"conditions": [{"kind": "language", "any_of": ["de"]}], "destination": "https://example.com/c"},
    {"variants": [{"destination": f"https://example.com/{n}"} for n in (1, 2)]},
]

anything = st.text(st.characters(max_codepoint=255), max_size=60)  # as WSGI spells bytes
paths = st.one_of(
    anything.map(lambda text: f"/{text}"),
    st.tuples(*map(st.sampled_from, (["/", "/r/", "/R/", "//"], _SLUGS, ["", "/", "+", "+/", "/qr"]))).map("".join),
)  # fmt: skip
header = st.one_of(st.none(), anything)


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A front with a link of each sort."""
    with opened_house(database_url, str(tmp_path / "data")) as made:
        make("plain")
        make("rules", routing={"rules": _RULES, "forward_query": "all"})
        make("seen", routing={"rules": [{"conditions": [{"kind": "visitor", "seen": "new"}],
                                         "destination": "https://example.com/new"}]})  # fmt: skip
        make("locked", password="x")
        make("limited", hit_limit=5)
        make("hidden", routing={"hidden": True, "forward_query": "all", "query_winner": "visitor"})
        make("mail", "mailto:shop@example.com")
        make("social", routing={"social": {"title": "T"}})
        make("cookie", routing={"remember_visitors": True, "forward_query": "utm"})
        yield made


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=paths,
    method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "BREW"]),
    accept=st.sampled_from(["", HTML, "application/json", "*/*"]),
    agent=st.one_of(st.sampled_from([PERSON, BOT]), anything),
    query=anything,
    host=st.one_of(st.just("go.example"), st.just("GO.example:80"), anything),
    others=st.fixed_dictionaries({}, optional={
        "HTTP_COOKIE": anything, "HTTP_REFERER": anything, "HTTP_ACCEPT_LANGUAGE": anything,
        "HTTP_AUTHORIZATION": anything, "CONTENT_TYPE": anything, "CONTENT_LENGTH": anything, "REMOTE_ADDR": anything,
    }),
    body=st.binary(max_size=100),
)  # fmt: skip
def test_no_visitor_finds_a_fault(
    house: House, path: str, method: str, accept: str, agent: str, query: str, host: str, others: dict[str, str],
    body: bytes,
) -> None:  # fmt: skip
    environ = {"HTTP_ACCEPT": accept, "HTTP_USER_AGENT": agent, "QUERY_STRING": query, "PATH_INFO": path, **others}
    environ["wsgi.input"] = BytesIO(body)  # type: ignore[assignment]  # the one value that is no text
    answer = ask(house.front, "/", method=method, host=host, **environ)
    assert answer.status in {200, 204, 302, 303, 401, 403, 404, 405, 410, 421, 429}
    location = answer.headers.get("location", "https://example.com/")
    assert location.startswith("https://example.com/")
    for name, value in answer.headers.items():
        assert value.isascii(), name
        assert value.isprintable(), name
