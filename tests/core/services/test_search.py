"""Search: each word anywhere in a link, whatever the letters are, alike in SQLite and PostgreSQL."""

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from qrdesk.client import Client, FolderDraft, LinkDraft, LinkPatch, LinkQuery, TagPatch
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.errors import Unexpected
from qrdesk.core.migrations import run
from qrdesk.core.models import Link, LinkText
from qrdesk.core.schemas.lines import one_line
from qrdesk.core.schemas.links import AliasDraft, LinkState
from qrdesk.core.services import counts, folding, link_warnings, links, search
from qrdesk.core.services.folding import fold
from qrdesk.core.services.queries import tuples
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

PAGE = "https://example.com/menu"
frozen = importlib.import_module("qrdesk.core.migrations.0003_search")


@pytest.fixture(
    params=[
        "sqlite",
        "sqlite, no word is rare",
        "sqlite, each word is frequent",
        "sqlite without the index",
        "postgres",
    ]
)
def client(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of an empty database, for each way in which a search is done."""
    kind: str = request.param
    url = request.getfixturevalue("postgres_database") if kind == "postgres" else str(tmp_path / "qrdesk.db")
    with Client.local(url, Settings(data_dir=str(tmp_path / "data"))) as found:
        if kind in {"sqlite, no word is rare", "sqlite, each word is frequent"}:
            monkeypatch.setattr(search, "FEW", -1)
        if kind == "sqlite, each word is frequent":
            monkeypatch.setattr(search, "_SAMPLE", 1)
        if kind == "sqlite without the index":
            forget_index()
        yield found


def forget_index() -> None:
    with database.write():
        for name in ("made", "gone", "changed"):
            database.proxy.execute_sql(f"DROP TRIGGER link_text_{name}")
        database.proxy.execute_sql("DROP TABLE link_fts")


def add(client: Client, slug: str, **more: object) -> str:
    return client.links.create(LinkDraft.model_validate({"destination": PAGE, "slug": slug, **more})).id


def found(client: Client, words: str, **more: object) -> list[str]:
    page = client.links.list(LinkQuery.model_validate({"search": words, "sort": "created_at", **more}))
    assert page.pagination.total == len(page.data)
    return [one.slug for one in page.data]


def test_every_word_must_be_somewhere(client: Client) -> None:
    add(client, "soup", title="Tomato soup", note="Ask Bob first")
    add(client, "stew", title="Beef stew", destination="https://shop.example.org/pots?size=XL")
    assert found(client, "tomato") == found(client, "MATO") == found(client, "bob soup") == ["soup"]
    assert found(client, "example.org size=xl beef") == ["stew"]
    assert found(client, "tomato beef") == []
    assert found(client, "  ") == ["soup", "stew"]


def test_accents_and_letter_case_do_not_matter(client: Client) -> None:
    add(client, "a", title="Crème Brûlée – Straße ΑΘΉΝΑ ﬁne")
    for words in ("creme", "CRÈME brulee", "STRASSE", "strasse", "αθηνα", "fine", "é", "crème"):
        assert found(client, words) == ["a"], words


def test_short_words_are_found_too(client: Client) -> None:
    add(client, "a", title="ZQ 7")
    add(client, "b", title="Q7")
    assert found(client, "z") == found(client, "zq") == found(client, "q 7 z") == ["a"]
    assert found(client, "7") == ["a", "b"]


def test_words_of_two_letters_are_found_wherever_they_stand(client: Client) -> None:
    add(client, "begins", note="qz at first")
    add(client, "inside", title="a qz b")
    add(client, "ends", note="ask for qz")
    add(client, "behind", note="\u52a0\u6211qz")  # behind letters that no other text ends with
    add(client, "apart", note="q z")
    assert found(client, "qz") == ["begins", "inside", "ends", "behind"]
    assert found(client, "QZ first") == ["begins"]
    assert found(client, "qx") == []
    add(client, "tagged", tags=["qzs"])
    assert found(client, "qz") == ["begins", "inside", "ends", "behind", "tagged"]


def test_words_of_two_letters_are_found_among_very_many_letters(client: Client) -> None:
    add(client, "here", title="a qz b")
    add(client, "many", title="".join(map(chr, range(0x4E00, 0x4E00 + 190))))
    add(client, "more", title="".join(map(chr, range(0xAC00, 0xAC00 + 190))) + "qz")
    asked: list[str] = []
    real = database.proxy.obj.execute_sql
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database.proxy.obj, "execute_sql", lambda sql, *more: (asked.append(sql), real(sql, *more))[1])
        assert found(client, "qz") == ["here", "more"]
    assert len(asked) < 300


def test_old_and_further_addresses_find_their_link(client: Client) -> None:
    add(client, "spring", title="x")
    client.links.update("spring", LinkPatch(slug="summer"))
    client.links.add_alias("summer", AliasDraft(slug="poster-12"))
    assert found(client, "spring") == found(client, "summer") == found(client, "poster-12") == ["summer"]


def test_ids_and_whole_addresses_find_their_link(client: Client) -> None:
    add(client, "Lunch", title="x")
    add(client, "lunch-2", title="y")
    one = client.links.get("lunch")
    assert found(client, one.id) == found(client, one.uuid) == found(client, one.uuid.upper()) == ["Lunch"]
    for address in (one.short_url, one.code_url, one.short_url.upper(), f"{one.host}/lunch", f"{one.short_url}?a=b#c"):
        assert "Lunch" in found(client, address), address
    assert found(client, one.id.lower() + "0") == []


def test_a_pasted_destination_finds_its_links(client: Client) -> None:
    add(client, "a", destination="https://example.com/menu/today?x=1")
    add(client, "b", destination="https://example.com/other")
    assert found(client, "https://example.com/menu/today?x=1") == found(client, "http://example.com/menu") == ["a"]


def test_every_letter_of_a_long_word_counts(client: Client) -> None:
    page = "https://example.com/summer/menu/the-long-way-home"
    add(client, "right", destination=page)
    others = [page[:at] + "Q" + page[at + 1 :] for at in range(len("https://example.com/"), len(page))]
    for number, other in enumerate(others):
        add(client, f"other-{number}", destination=other)
    assert found(client, page) == ["right"]


def test_tags_folders_and_domains_are_looked_at_by_their_present_names(client: Client) -> None:
    client.folders.create(FolderDraft(name="Table tents"))
    add(client, "a", tags=("Sonntag",), title="brunch")
    add(client, "b", folder="Table tents")
    add(client, "c", note="sonntag")
    assert found(client, "sonntag") == ["a", "c"]
    assert found(client, "sonntag brunch") == ["a"]
    assert found(client, "tents") == ["b"]
    client.tags.update("Sonntag", TagPatch(name="Montag"))
    client.folders.delete("Table tents")
    assert (found(client, "sonntag"), found(client, "mont"), found(client, "tents")) == (["c"], ["a"], [])


def test_a_search_keeps_to_the_other_conditions_and_the_order(client: Client) -> None:
    for slug, title in (("a", "soup 3"), ("b", "soup 1"), ("c", "soup 2"), ("d", "stew")):
        add(client, slug, title=title)
    client.links.archive("c")
    assert found(client, "soup", sort="title") == ["b", "a"]
    assert found(client, "soup", state=LinkState.ARCHIVED) == ["c"]
    client.links.delete("c")
    assert found(client, "soup", state=LinkState.DELETED) == ["c"]
    first = client.links.list(LinkQuery(search="soup", limit=1, sort="title"))
    rest = client.links.list(LinkQuery(search="soup", sort="title", cursor=first.pagination.next_cursor))
    assert [one.slug for one in (*first.data, *rest.data)] == ["b", "a"]


def test_what_was_changed_is_found_by_its_new_words_alone(client: Client) -> None:
    add(client, "a", title="tomato", note="red")
    client.links.update("a", LinkPatch(title="cucumber", destination="https://green.example/"))
    assert (found(client, "tomato"), found(client, "cucumber green.example red")) == ([], ["a"])


def test_a_change_that_fails_leaves_the_words_as_they_were(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    add(client, "a", title="tomato")
    monkeypatch.setattr(link_warnings, "after_update", lambda *_: 1 // 0)
    with pytest.raises(Unexpected):
        client.links.update("a", LinkPatch(title="cucumber"))
    assert (found(client, "tomato"), found(client, "cucumber")) == (["a"], [])


def test_what_is_counted_by_an_index_is_what_is_listed(client: Client) -> None:
    client.folders.create(FolderDraft(name="Spring"))
    for slug in ("a", "b", "c", "d"):
        add(client, slug, folder="Spring" if slug in {"a", "b"} else None)
    host = client.domains.list()[0].host
    assert (found(client, "", folder="none"), found(client, "", folder="Spring")) == (["c", "d"], ["a", "b"])
    client.links.archive("a")
    client.links.archive("c")
    client.links.delete("b")
    assert (found(client, "", folder="none"), found(client, "", folder="Spring")) == (["d"], [])
    assert found(client, "", host=host) == found(client, "", host=host, folder="none") == ["d"]
    assert found(client, "", host="elsewhere.example") == []


def test_nothing_of_the_neighbours_is_found(client: Client) -> None:
    one = client.links.get(add(client, "ours", title="tomato", tags=("soup",)))
    assert isinstance(client.transport, LocalTransport)
    ctx = context(client.transport.opened, second_workspace())
    with database.scope():
        for words in ("tomato", "soup", "to", one.id, one.uuid, one.short_url, "other.example", ""):
            assert list(search.find_links(ctx, words).rows) == []


@pytest.mark.parametrize("most", [0, 100])
def test_links_put_away_are_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(counts, "_MOST_AWAY", most)
    for slug in "abcd":
        add(client, slug, title="Tomato", tags=("ripe",) if slug == "d" else ())
    client.links.archive("b")
    client.links.delete("c")
    for words in ("", "t", "to", "tom", "toma", "tom ato"):
        assert found(client, words) == ["a", "d"], words
        assert found(client, words, state="any") == ["a", "b", "d"], words
        assert found(client, words, state="archived") == ["b"], words
        assert found(client, words, tag="ripe") == ["d"], words
        assert found(client, words, folder="none") == ["a", "d"], words
        assert found(client, words, host="localhost:8765") == ["a", "d"], words


def test_each_workspace_finds_and_counts_its_own(client: Client) -> None:
    assert isinstance(client.transport, LocalTransport)
    other = context(client.transport.opened, second_workspace())
    add(client, "ours", title="Tomato")
    with database.scope():
        for slug in ("one", "two", "three"):
            links.create_link(other, LinkDraft(destination=PAGE, slug=slug, title="Tomato"))
    client.links.archive(add(client, "away", title="Tomato"))
    for words in ("", "t", "to", "tom", "toma", "tom ato"):
        assert found(client, words) == ["ours"], words
        with database.scope():
            page = links.list_links(other, LinkQuery(search=words, sort="created_at"))
        assert [one.slug for one in page.data] == ["one", "two", "three"], words
        assert page.pagination.total == 3, words


def test_more_than_can_be_counted_at_once_are_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COUNTED", 2)
    for slug in "abc":
        add(client, slug, title="soup")
    assert client.links.list(LinkQuery(search="soup")).pagination.total is None
    assert client.links.list(LinkQuery()).pagination.total == 3
    client.links.archive("a")
    assert client.links.list(LinkQuery(search="soup")).pagination.total == 2


LETTERS = st.text(
    st.sampled_from("abcé\"'%_\\*^()-:+{}[]?;AND NEAR.ß7") | st.characters(exclude_categories=("Cs", "Cc")), max_size=12
)


def _can_be_a_title(text: str) -> bool:
    try:
        one_line(text)
    except ValueError:  # nothing in it can be seen, or it turns the others round
        return False
    return True


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=LETTERS.filter(_can_be_a_title), note=LETTERS, words=LETTERS)
@example(title='a"b" OR link_fts', note="", words='b" OR')
@example(title="100%", note="", words="%")
@example(title="a_b\\c", note="", words="_b\\")
@example(title="İstanbul", note="", words="istanbul")
@example(title="AND", note="NEAR(", words="NEAR( AND")
@pytest.mark.fast_cases(2)
def test_a_search_finds_exactly_what_holds_its_words(client: Client, title: str, note: str, words: str) -> None:
    if not client.links.list(LinkQuery()).data:  # the first example; hypothesis writes on the same link again and again
        add(client, "only")
    client.links.update("only", LinkPatch(title=title, note=note))
    one = client.links.get("only")
    text = fold("\n".join((one.title, "only", "example.com/menu", one.note)))
    expected = all("".join(fold(word).split()) in text for word in words.split())
    assert bool(client.links.list(LinkQuery(search=words)).data) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_the_migration_folds_as_we_do(text: str, rest: str) -> None:
    assert frozen._fold(text) == fold(text)
    assert fold(fold(text)) == fold(text)
    for destination in (text, f"https://example.com/{text}?{rest}", f"http://{text}:80/{rest}"):
        assert frozen._key(destination) == folding.destination_key(destination)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_links_made_before_are_found_after_the_migration(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(frozen, "_BATCH", 2)
    monkeypatch.setattr(frozen, "_ROWS", 1)
    url = request.getfixturevalue("postgres_database") if kind == "postgres" else str(tmp_path / "qrdesk.db")
    with Client.local(url, Settings(data_dir=str(tmp_path / "data"))) as client:
        for slug in "abcde":
            add(client, slug, title=f"Café {slug * 4}")
        client.links.update("a", LinkPatch(slug="new"))
        client.links.delete("e")
        with database.scope():
            before = words()
            runner = Runner(database.proxy.obj, str(run.FOLDER))
            with run._lock():
                frozen.down(runner.migrator, runner.database)
                frozen.up(runner.migrator, runner.database)
            assert words() == before
            difference = diff_models(database.proxy.obj, [Link, LinkText])
        assert found(client, "cafe") == ["new", "b", "c", "d"]
        assert found(client, "aaaa") == ["new"]
        if kind == "postgres":  # an index that models cannot tell of
            assert [index.name for index in difference.drop_indexes] == ["link_text_trigrams"]
            difference.drop_indexes.clear()
        assert not difference, str(difference)


def words() -> list[tuple[object, ...]]:
    return sorted(tuples(LinkText.select()))


def test_the_index_holds_what_the_texts_say(tmp_path: Path) -> None:
    path = tmp_path / "qrdesk.db"
    with Client.local(str(path), Settings(data_dir=str(tmp_path / "data"))) as client:
        for slug in "abc":
            add(client, slug, title="soup")
        client.links.update("a", LinkPatch(title="stew"))
        client.links.delete("b")
    with closing(sqlite3.connect(path)) as look:  # raises where index and texts differ
        look.execute("INSERT INTO link_fts(link_fts, rank) VALUES ('integrity-check', 1)")
        for word, rows in (("sou", 2), ("ste", 1)):
            asked = "SELECT COUNT(*) FROM link_fts WHERE link_fts MATCH ?"
            assert look.execute(asked, (word,)).fetchone() == (rows,)
