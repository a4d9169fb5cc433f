"""What the drain keeps of a hit, and what it does not."""

from datetime import UTC, datetime

from qrdesk.core.hits import ingest, recount
from qrdesk.core.hits.records import QUIET, Miss, encode_miss
from qrdesk.core.models import Code, Hit, HitAgent, HitOrigin, HitWay, Link, MissDay, Slug
from tests.core.hits.ingest_hits import NOW_US, PHONE, kept, orphan, put
from tests.core.hits.places import Place, make_domain, make_link, rows_of


def test_a_drained_hit_tells_who_came_and_keeps_no_raw_words(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    assert place.drain().hits == 1
    hit = Hit.get()
    agent, origin = HitAgent.get_by_id(hit.agent_id), HitOrigin.get_by_id(hit.origin_id)
    assert (hit.scan, hit.bot, hit.language, hit.visitor) == (True, False, "de-AT", "")
    assert (agent.device, agent.os, agent.os_version, agent.browser) == ("mobile", "iOS", "iOS 17", "Safari")
    assert (origin.referrer_host, origin.referrer_class, origin.utm_source) == ("s000001.example", "site", "")
    assert int(hit.at.timestamp() * 1_000_000) == NOW_US
    assert Link.get().hit_count == 1
    spool.close()


def test_bots_are_kept_apart(place: Place) -> None:
    spool = place.open_spool()
    put(place, spool, 1)
    put(place, spool, 2, source="c")
    put(place, spool, 3, agent="WhatsApp/2.23.20.0")
    put(place, spool, 4, agent="")
    spool.close()
    place.drain()
    found = kept(place)
    assert found.totals == (1, 1, 2)
    assert found.counts["device"] == {"mobile": [1, 1]}
    assert Link.get().hit_count == 2
    assert Hit.select().where(Hit.bot == True).count() == 2  # noqa: E712 - peewee builds SQL from ==


def test_a_hit_that_is_only_counted_leaves_nothing_but_that(place: Place) -> None:
    spool = place.open_spool()
    for source, agent in (("s", PHONE), ("c", PHONE), ("s", "curl/8.1.2")):
        words = (agent, "de", "https://a.example/", "203.0.113.0/24", "v1", "rul_1", "var_1", "DE||", "https://x/")
        assert spool.record(NOW_US, place.workspace_id, place.link_id, source, *words, "utm_source=a", "card", QUIET)
    spool.close()
    place.drain()
    found = kept(place)
    assert (found.totals, found.visitors, found.counts) == ((1, 1, 1), 0, {})
    assert {(hit.language, hit.visitor) for hit in Hit.select()} == {("", "")}
    for table in ("hit_agent", "hit_place", "hit_origin", "hit_way"):
        (row,) = rows_of(f"SELECT * FROM {table}")
        assert not any(value for name, value in row.items() if name not in {"id", "key"})
    assert recount.compare() == []


def test_the_code_that_was_scanned_is_known_by_its_address(place: Place) -> None:
    now = datetime.now(UTC)
    exact = make_link(
        place.workspace_id, "Exact", domain_id=make_domain(place.workspace_id, "E.x", case_sensitive=True)
    )
    carried = (
        (place.link_id, "CARD", "card", "qrc_1"),
        (place.link_id, "Window", "window", "qrc_1"),  # printed before the code was given another address
        (exact, "CARD", "CARD", "qrc_2"),
    )
    for link, slug, folded, public_id in carried:
        code, _ = Code.get_or_create(
            public_id=public_id,
            defaults={
                "workspace": place.workspace_id,
                "link": link,
                "slug": slug,
                "design": "{}",
                "created_at": now,
                "updated_at": now,
            },
        )
        domain = Link.get_by_id(link).domain
        Slug.create(domain=domain, link=link, slug=slug, folded=folded, code_id=code.id)
    spool = place.open_spool()
    asked = (
        (place.link_id, "card"),
        (place.link_id, "window"),
        (place.link_id, "old-name"),
        (place.link_id, ""),
        (exact, "card"),
        (exact, "CARD"),
    )
    for link, slug in asked:
        words = (PHONE, "de", "", "", "", "", "", "", "", "", slug)
        assert spool.record(NOW_US, place.workspace_id, link, "s", *words)
    spool.close()
    place.drain()
    codes = [HitWay.get_by_id(hit.way_id).code for hit in Hit.select().order_by(Hit.id)]
    assert codes == ["qrc_1", "qrc_1", "", "", "", "qrc_2"]


def test_misses_are_drained_beside_hits_and_once(place: Place) -> None:
    path = orphan(place, "mixed", range(3))
    domain = Link.get_by_id(place.link_id).domain_id
    misses = [
        Miss(NOW_US, place.workspace_id, domain, "miss", "nobody", PHONE, 1),
        Miss(NOW_US, place.workspace_id, domain, "miss", "nobody", "curl/8.1.2", 1),
        Miss(NOW_US, place.workspace_id, domain, "miss", "", "", 700),
        Miss(NOW_US, place.workspace_id, domain, "index", "", PHONE, 1),
        Miss(1 << 70, place.workspace_id, domain, "miss", "x", PHONE, 1),
        Miss(NOW_US, place.workspace_id, 1 << 70, "miss", "x", PHONE, 1),
    ]
    with path.open("ab") as file:
        file.writelines(encode_miss(miss) for miss in misses)
    drained = place.drain()
    assert (drained.hits, drained.misses, drained.refused, drained.files) == (3, 703, 0, 1)
    found = {(row.kind, row.slug): (row.hits, row.bots) for row in MissDay.select()}
    assert found == {("miss", "nobody"): (1, 1), ("miss", ""): (700, 0), ("index", ""): (1, 0)}
    assert place.drain() == ingest.Drained()
