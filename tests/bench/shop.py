"""The links that the benches count hits of: 5,000 of one workspace, with folders, tags, rules, variants and codes."""

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from qrdesk.core import database
from qrdesk.core.models import Code, Domain, Folder, Link, LinkTag, Slug, Tag, Workspace
from qrdesk.core.schemas.rules import Routing
from tests.bench.crowd import falling, words

LINKS = 5000
FOLDERS = 12
TAGS = 40
TAG_LINKS = 500  # of the tag that is measured
OTHER_HOST = "go.bench.example"
ZONE = "Europe/Berlin"
_BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
_ROWS = 200
_UTM = 300


class Way(NamedTuple):
    """One way through a link, and how likely it is among all of the link's."""

    destination: str
    rule: str = ""
    variant: str = ""
    code: str = ""  # public id
    slug: str = ""  # of the code
    weight: float = 1.0


@dataclass(frozen=True)
class ShopLink:
    """One link. ``tags`` and ``folder`` are numbers from 0; no folder is -1."""

    id: int
    slug: str
    title: str
    destination: str
    domain: int
    folder: int
    tags: tuple[int, ...]
    routing: str
    ways: tuple[Way, ...]

    @property
    def public_id(self) -> str:
        """Return the id that callers see."""
        return f"lnk_bench{self.id:05d}"


@dataclass(frozen=True)
class Shop:
    """All links, the busiest first."""

    links: tuple[ShopLink, ...]

    @property
    def popularity(self) -> list[float]:
        """Return how often each link is visited, beside the others."""
        return falling(len(self.links))


def make_shop(seed: int = 2) -> Shop:
    """Return the same links for the same seed."""
    chance = random.Random(seed)
    names = words(chance, LINKS + _UTM)
    ids = chance.sample(range(1, LINKS + 1), LINKS)  # the busy ones are anywhere
    utm = [_utm(chance, name) for name in names[LINKS:]]
    tagged = set(range(3, LINKS, LINKS // TAG_LINKS))
    return Shop(
        tuple(
            _link(chance, ids[rank], names[rank], rng_utm, rank in tagged)
            for rank, rng_utm in enumerate(chance.choices(["", *utm], [900.0, *falling(_UTM, 0.5)], k=LINKS))
        )
    )


def fill(shop: Shop) -> int:
    """Write the links into the open, new database; return the row number of their workspace."""
    with database.write():
        workspace = Workspace.get()
        Workspace.update(time_zone=ZONE, keep_hits_days=None).execute()
        domains = [Domain.get(Domain.is_default), _other_domain(workspace)]
        folders = [Folder.create(workspace=workspace, name=f"Folder {at}", created_at=_BEGAN, updated_at=_BEGAN)
                   for at in range(FOLDERS)]  # fmt: skip
        tags = [Tag.create(workspace=workspace, name=f"tag{at}") for at in range(TAGS)]
        epoch = database.bump_epoch()
        common = {"workspace": workspace, "epoch": epoch, "created_at": _BEGAN, "updated_at": _BEGAN}
        _put(Link, ({**common, **_columns(link, domains, folders)} for link in shop.links))
        _put(Slug, (_slug(domains[link.domain], link, slug) for link in shop.links for slug in _slugs(link)))
        _put(LinkTag, ({"link": link.id, "tag": tags[tag]} for link in shop.links for tag in link.tags))
        common.pop("epoch")
        codes = ((link, code) for link in shop.links for code in {way.code: way.slug for way in link.ways}.items())
        _put(
            Code,
            (
                {**common, "public_id": code, "link": link.id, "name": f"Code {slug}", "slug": slug, "design": "{}"}
                for link, (code, slug) in codes
                if code
            ),
        )
    return int(workspace.id)


def _other_domain(workspace: Workspace) -> Domain:
    return Domain.create(workspace=workspace, scheme="https", host=OTHER_HOST, created_at=_BEGAN, verified_at=_BEGAN)


def _columns(link: ShopLink, domains: Sequence[Domain], folders: Sequence[Folder]) -> dict[str, Any]:
    return {
        "id": link.id,
        "public_id": link.public_id,
        "domain": domains[link.domain],
        "slug": link.slug,
        "destination": link.destination,
        "title": link.title,
        "folder": folders[link.folder] if link.folder >= 0 else None,
        "routing": link.routing,
    }


def _slugs(link: ShopLink) -> Iterator[str]:
    yield link.slug
    yield from sorted({way.slug for way in link.ways if way.slug})


def _slug(domain: Domain, link: ShopLink, slug: str) -> dict[str, Any]:
    return {"domain": domain, "link": link.id, "slug": slug, "folded": slug}


def _put(model: Any, rows: Iterator[Mapping[str, Any]]) -> None:
    while some := list(itertools.islice(rows, _ROWS)):
        model.insert_many(some).execute()


def _utm(chance: random.Random, name: str) -> str:
    source = chance.choice(("newsletter", "instagram", "facebook", "google", "flyer", "poster", "menu", "partner"))
    content = f"&utm_content={name[::-1]}" if chance.random() < 0.15 else ""
    return f"?utm_source={source}&utm_medium={chance.choice(('qr', 'print', 'social'))}&utm_campaign={name}{content}"


def _link(chance: random.Random, link_id: int, name: str, utm: str, tagged: bool) -> ShopLink:
    destination = f"https://www.{name}.example/{name[::-1]}/page{utm}"
    tags = {1 + chance.randrange(TAGS - 1) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))}
    routing, ways = _ways(chance, link_id, destination)
    if chance.random() < 0.1:
        ways = [way for plain in ways for way in _coded(plain, link_id, name)]
    return ShopLink(
        id=link_id,
        slug=name,
        title=name.title() if chance.random() < 0.7 else "",
        destination=destination,
        domain=int(chance.random() < 0.2),
        folder=chance.randrange(-2, FOLDERS) if chance.random() < 0.8 else -1,
        tags=(0, *sorted(tags)) if tagged else tuple(sorted(tags)),
        routing=routing,
        ways=tuple(ways),
    )


def _ways(chance: random.Random, link_id: int, destination: str) -> tuple[str, list[Way]]:
    """Return the routing of a link, and where it leads: three of four links know one way."""
    kind = chance.random()
    if kind < 0.77:
        return "", [Way(destination)]
    rule = f"rul_bench{link_id:05d}"
    if kind < 0.92:
        phones, abroad = f"{destination}#app", f"{destination}#en"
        rules: list[dict[str, Any]] = [
            {"id": rule, "conditions": [{"kind": "country", "any_of": ["US", "GB"]}], "destination": abroad},
            {"id": f"{rule}b", "conditions": [{"kind": "os", "any_of": ["ios"]}], "destination": phones},
        ]
        ways = [Way(destination, weight=0.5), Way(abroad, rule, weight=0.2), Way(phones, f"{rule}b", weight=0.3)]
    else:
        ways = [Way(f"{destination}#{at}", rule, f"var_{link_id:05d}{at}", weight=3 - at) for at in range(3)]
        variants = [{"id": way.variant, "destination": way.destination, "weight": way.weight} for way in ways]
        rules = [{"id": rule, "variants": variants}]
    return Routing.model_validate({"rules": rules}).to_text(), ways


def _coded(way: Way, link_id: int, name: str) -> Iterator[Way]:
    yield way._replace(weight=way.weight * 0.4)
    for at, share in enumerate((0.3, 0.2, 0.1)):
        yield way._replace(code=f"qrc_bench{link_id:05d}{at}", slug=f"{name}-{at}", weight=way.weight * share)
