"""What a record becomes: the row of a hit."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qrdesk.core.hits import enrich as module
from qrdesk.core.hits.enrich import enrich, primary_language
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.hits.records import QUIET, Record, decode, encode
from qrdesk.core.models.hits import Hit, HitAgent, HitOrigin, HitPlace, HitWay

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)
NETWORK = "203.0.113.0/24"
LONDON = Place("GB", "England", "London, GB")
FULL = Record(
    hit_id="h1",
    at_us=7,
    workspace_id=2,
    link_id=3,
    source="s",
    user_agent=PHONE,
    language="de-DE,de;q=0.9",
    referrer="https://www.google.de/",
    network=NETWORK,
    visitor="0a1b",
    rule="rul_1",
    variant="var_1",
    destination="https://shop.example/?utm_source=flyer",
    campaign="utm_term=red",
    slug="menu-2",
)


def place_of(network: str) -> Place:
    return {NETWORK: LONDON}.get(network, Place())


def code_of(link_id: int, slug: str) -> str:
    return f"cod_{link_id}_{slug}"


def test_a_record_becomes_a_row_that_names_four_others() -> None:
    assert enrich(FULL, place_of, code_of) == HitRow(
        hit_id="h1",
        at=7,
        workspace_id=2,
        link_id=3,
        scan=True,
        bot=False,
        language="de-DE",
        visitor="0a1b",
        agent=Agent("mobile", "iOS", "iOS 17", "Safari", "Safari 17", ""),
        place=LONDON,
        origin=Origin("www.google.de", "search", "flyer", "", "", "red", ""),
        way=Way("https://shop.example/?utm_source=flyer", "rul_1", "var_1", "cod_3_menu-2"),
    )
    assert enrich(FULL._replace(source="c"), place_of).scan is False


def test_the_address_that_is_shown_is_no_code_and_nobody_is_asked_for_it() -> None:
    def asked(_link_id: int, _slug: str) -> str:
        raise AssertionError

    assert enrich(FULL._replace(slug=""), place_of, asked).way.code == ""
    assert enrich(FULL).way.code == ""


@pytest.mark.parametrize(("user_agent", "bot"), [(PHONE, False), ("curl/8.1.2", True), ("", True)])
def test_of_a_quiet_record_only_that_it_came_is_told(user_agent: str, bot: bool) -> None:
    row = enrich(FULL._replace(quiet=QUIET, user_agent=user_agent, geo="DE||"), place_of, code_of)
    assert row == HitRow("h1", 7, 2, 3, scan=True, bot=bot)


def test_a_record_of_an_older_version_is_read_too() -> None:
    row = enrich(Record("h", 0, 1, 1, "c", PHONE, "en", "", NETWORK), place_of, code_of)
    assert (row.way, row.place, row.origin) == (Way(), LONDON, Origin("", "direct"))


@pytest.mark.parametrize(
    ("geo", "network", "place"),
    [
        ("", NETWORK, LONDON),
        ("", "", Place()),
        ("DE|DE-BY|Munich", NETWORK, Place("DE", "DE-BY", "Munich, DE")),
        ("DE||Munich", NETWORK, Place("DE", "", "Munich, DE")),
        ("DE||", NETWORK, Place("DE")),
        ("GB||", NETWORK, LONDON),  # no more than the country, and it is the same: the database tells the rest
        ("GB|GB-SCT|", NETWORK, Place("GB", "GB-SCT")),
        ("gb", NETWORK, LONDON),
        ("XX||Atlantis", NETWORK, LONDON),
        ("nonsense", NETWORK, LONDON),
        ("|DE-BY|Munich", "", Place()),
    ],
)
def test_the_place_is_what_a_trusted_proxy_said_else_that_of_the_network(geo: str, network: str, place: Place) -> None:
    assert enrich(FULL._replace(geo=geo, network=network), place_of).place == place


def test_hits_of_visitors_that_are_alike_share_their_rows() -> None:
    first, second = (enrich(FULL._replace(hit_id=one), place_of, code_of) for one in ("a", "b"))
    assert first.agent is second.agent
    assert first.origin is second.origin
    assert first.way is second.way


def test_what_cannot_be_read_stays_unknown_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_user_agent: str) -> Agent:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_COMPLAINED", set[type[BaseException]]())
    whole = enrich(FULL, place_of, code_of)
    monkeypatch.setattr(module, "read_agent", broken)
    for _ in range(3):
        assert enrich(FULL, place_of, code_of) == whole._replace(agent=Agent())
    assert [(one.levelno, "h1" in one.getMessage()) for one in caplog.records] == [(logging.ERROR, True)]
    monkeypatch.setattr(module, "is_bot", broken)
    assert enrich(FULL._replace(quiet=QUIET)) == HitRow("h1", 7, 2, 3, scan=True, bot=False)


def test_a_database_of_places_that_fails_leaves_the_place_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_network: str) -> Place:
        raise OSError

    monkeypatch.setattr(module, "_COMPLAINED", {OSError})
    assert enrich(FULL, broken).place == Place()
    assert enrich(FULL, broken).agent.os == "iOS"


def test_a_fault_of_what_tells_the_code_is_not_the_visitors_and_goes_up() -> None:
    def down(_link_id: int, _slug: str) -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        enrich(FULL, place_of, down)


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


ANYTHING = st.text(st.characters(codec=None), max_size=700)  # half characters, too: JSON lets them through
NASTY = st.sampled_from(
    ["\0", "\ud83d", "a\x00b\x1b[0m\u202e\ud800", "a\u2028b", 900 * "\U0001f600", "é" * 900, "%00%ED%A0%80"]
)
SAID = ANYTHING | NASTY
COLUMNS = ((HitAgent, "agent"), (HitPlace, "place"), (HitOrigin, "origin"), (HitWay, "way"))


@settings(deadline=None)
@given(st.lists(SAID, min_size=12, max_size=12), st.sampled_from(["", "DE|"]), st.sampled_from(["", QUIET]))
def test_anything_a_visitor_sends_fits_its_column(said: list[str], country: str, quiet: str) -> None:
    user_agent, language, referrer, network, visitor, rule, variant, geo, destination, campaign, slug, told = said
    record = Record(
        *("h", 0, 1, 1, "s", user_agent, language, f"https://{referrer}", network, visitor, rule, variant),
        geo=country + geo,
        destination=f"https://{destination}?utm_source={told}",
        campaign=f"utm_medium={campaign}&utm_term={told}",
        slug=slug,
        quiet=quiet,
    )
    assert misfits(enrich(record, code_of=lambda _, text: text)) == []
    (through,) = decode(encode(record)).records  # as it comes out of a spool file
    row = module._row(through, place_of, "cod_1")  # nothing is caught here: all of it can be read
    assert misfits(row) == []


def misfits(row: HitRow) -> list[str]:
    """Return what is too long for its column, cannot be shown, or is no text that a database keeps."""
    values = [(row.language, Hit.language.max_length), (row.visitor, Hit.visitor.max_length)]
    for model, part in COLUMNS:
        values += [(value, getattr(model, name).max_length) for name, value in getattr(row, part)._asdict().items()]
    return [
        value
        for value, length in values
        if len(value) > length or not value.isprintable() or value.encode(errors="ignore").decode() != value
    ]
