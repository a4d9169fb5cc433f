"""What the pictures show: a café with two months of scans, folders, rules, and something that is wrong."""

import random
from datetime import UTC, datetime, timedelta

from qrdesk.client import Client, CodeDraft, DomainDraft, ExportDraft, LinkDraft, LinkPatch, LinkQuery
from qrdesk.core import database
from qrdesk.core.models import Link, TargetCheck
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import AliasDraft
from qrdesk.core.schemas.presets import UtmPresetDraft
from qrdesk.core.schemas.rules import (
    CountryCondition,
    Device,
    DeviceCondition,
    LanguageCondition,
    Rule,
    TimeCondition,
    Utm,
    Variant,
    Weekday,
    Window,
)
from qrdesk.core.schemas.saved_views import SavedViewDraft
from tests.scenes.of_access import fill_access
from tests.scenes.of_pictures import fill_pictures
from tests.scenes.of_webhooks import fill_webhooks
from tests.scenes.scanning import record
from tests.scenes.steps import SITE

_NAMED = (
    ("Lunch menu", "mittag", "/karte", "menus, table tent", 30),
    ("Autumn card", "", "/karte/herbst", "menus, table tent, seasonal", 14),
    ("Guest Wi-Fi and house rules", "wlan", "/gaeste", "house, counter", 10),
    ("Review us", "danke", "https://reviews.example/kaffeehaus-linde", "marketing, receipt", 8),
    ("Breakfast booking", "", "https://reservation.example/linde/fruehstueck", "bookings, window", 7),
    ("Coaster: cake of the week", "", "/kuchen", "marketing, coaster", 6),
    ("Gift voucher", "gutschein", "/gutschein", "shop, flyer", 4),
    ("Christmas market stall", "markt", "/weihnachtsmarkt", "events, poster", 3),
    ("Allergens and ingredients", "allergene", "/allergene", "menus, table tent", 3),
    ("Barista wanted", "jobs", "/jobs", "house, window", 2),
    ("Price list, drinks", "preise", "/preise?stand=2026-11#getraenke", "menus", 2),
    ("Private events", "feiern", "/feiern", "events", 1),
)
_RULES = (
    Rule(
        conditions=(
            CountryCondition(kind="country", any_of=("DE",)),
            DeviceCondition(kind="device", any_of=(Device.MOBILE,)),
            TimeCondition(kind="time", windows=(Window(days=tuple(Weekday)[:5], start="11:00", end="15:00"),)),
        ),
        destination=f"{SITE}/mittagstisch",
    ),
    Rule(
        name="English menu",
        conditions=(LanguageCondition(kind="language", any_of=("en",)),),
        destination=f"{SITE}/en/menu",
    ),
    Rule(
        conditions=(TimeCondition(kind="time", windows=(Window(days=(Weekday.SAT, Weekday.SUN)),)),),
        variants=(
            Variant(name="Brunch", destination=f"{SITE}/brunch", weight=60),
            Variant(name="Cake of the week", destination=f"{SITE}/kuchen", weight=40),
        ),
    ),
)


def fill(client: Client) -> None:
    chance = random.Random(7)
    weights: dict[str, float] = {}
    for title, slug, leads, tags, weight in _NAMED:
        page = leads if leads.startswith("https") else SITE + leads
        words = tuple(tags.split(", "))
        link = client.links.create(LinkDraft(destination=page, slug=slug or None, title=title, tags=words))
        weights[link.id] = weight
        if "table tent" in words or "poster" in words:
            code = client.codes.create(CodeDraft(link_id=link.id, name=words[-1].capitalize()))
            client.codes.export(code.id, ExportDraft())
    for number in range(1, 240):
        title = f"Table {number}" if number <= 80 else f"Label {number - 80:03}"
        link = client.links.create(
            LinkDraft(
                destination=f"{SITE}/karte?tisch={number}", title=title, tags=("tables",) if number <= 80 else ("jam",)
            )
        )
        weights[link.id] = 0.05
    gone = [link.id for link in client.links.each() if link.title.startswith("Label 15")]
    for link_id in gone:
        client.links.archive(link_id)
    _more(client)
    fill_access(client)
    fill_pictures(client)
    fill_webhooks(client)
    record(client, weights, chance)


def _more(client: Client) -> None:
    """What lists and panels show beside plain links: folders, states, rules, a domain, a preset, a view."""
    for name in ("Menus", "Marketing", "House"):
        client.folders.create(FolderDraft(name=name))
    named = {link.title: link for link in client.links.each()}
    for title, folder in (("Lunch menu", "Menus"), ("Autumn card", "Menus"), ("Review us", "Marketing")):
        client.links.update(named[title].id, LinkPatch(folder=folder))
    client.links.pause(named["Barista wanted"].id)
    soon = datetime.now(UTC) + timedelta(days=6)
    client.links.update(named["Christmas market stall"].id, LinkPatch(starts_at=soon))
    client.links.update(named["Gift voucher"].id, LinkPatch(hit_limit=500, password="linde"))
    client.links.add_alias(named["Lunch menu"].id, AliasDraft(slug="lunch"))
    utm = Utm(source="qr", medium="tent", campaign="lunch")
    client.presets.create(UtmPresetDraft(name="Table tent", utm=utm))
    client.links.update(named["Lunch menu"].id, LinkPatch(rules=_RULES, utm=utm))
    client.views.create(SavedViewDraft(name="Seasonal", query=LinkQuery(tag="seasonal")))
    client.links.create(LinkDraft(destination=f"{SITE}/karte", title="Old menu", slug="alt"))
    client.domains.create(DomainDraft(url="https://go.kaffeehaus-linde.example"))
    _break_page(named["Allergens and ingredients"].id)


def _break_page(link_id: str) -> None:
    """Say that the page of a link does not answer: nothing here may go out and look."""
    now = datetime.now(UTC)
    with database.scope():
        link = Link.get(Link.public_id == link_id)
        TargetCheck.replace(
            link=link.id, status="down", detail="It answers with “not found” (404).", http_status=404,
            next_at=now + timedelta(hours=1),
            checked_at=now, down_since=now - timedelta(days=1),
        ).execute()  # fmt: skip
