"""Two months of hits, recorded and drained as the server does; and visits that were led nowhere."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.records import Miss
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain, Link
from tests.scenes.steps import SITE

_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = (
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {_SAFARI} Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_CHROME} Chrome/131.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {_CHROME} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Chrome/131.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_SAFARI} Safari/605.1.15",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
)
_REFERRERS = ("https://www.instagram.com/", "https://www.google.com/", "https://stadtmagazin.example/tipps", "")
_PLACES = (
    "DE|DE-SN|Leipzig", "DE|DE-SN|Dresden", "DE|DE-ST|Halle", "DE|DE-BE|Berlin", "AT|AT-9|Wien", "PL||", "CZ||", "NL||",
    "US||", "GB||", "CH||", "FR||", "BR||", "IN||", "AU||", "JP||", "SG||", "LU||", "MT||", "",
)  # fmt: skip
_PLACE_WEIGHTS = (500, 120, 100, 90, 60, 35, 28, 20, 18, 14, 12, 10, 5, 4, 4, 3, 2, 2, 1, 90)
_DAYS, _HITS_A_DAY = 59, 200


def record(client: Client, weights: dict[str, float], chance: random.Random) -> None:
    assert isinstance(client.transport, LocalTransport)
    folder = client.transport.opened.spool
    with database.scope():
        rows = {link.public_id: (link.workspace_id, link.id) for link in Link.select()}
    now = datetime.now(UTC)
    for ago in range(_DAYS, -1, -5):  # a spool takes no hit older than seven days by its own clock
        clock = (now - timedelta(days=max(0, ago - 4))).timestamp()
        spool = Spool(folder, fsync_ms=0, clock=lambda clock=clock: clock)
        for day in range(ago, max(-1, ago - 5), -1):
            for at in sorted(_moments(now - timedelta(days=day), now, chance)):
                link_id = chance.choices(list(weights), list(weights.values()))[0]
                workspace, row = rows[link_id]
                agent = chance.choices(AGENTS, (40, 30, 12, 8, 5, 3))[0]
                language = chance.choices(("de-DE,de;q=0.9", "en-GB,en", "fr-FR,fr", "pl"), (70, 18, 7, 5))[0]
                source = "c" if "Windows" in agent or chance.random() < 0.08 else "s"
                referrer = chance.choice(_REFERRERS) if source == "c" else ""
                spool.record(
                    int(at.timestamp() * 1e6), workspace, row, source, agent, language, referrer, "203.0.113.0/24",
                    visitor=f"{chance.randrange(4_000):x}", geo=chance.choices(_PLACES, _PLACE_WEIGHTS)[0],
                    destination=f"{SITE}/{chance.choice(('karte', 'gaeste', 'kuchen', 'jobs'))}",
                    campaign=chance.choice(("", "", "utm_source=flyer&utm_campaign=herbst", "utm_source=newsletter")),
                )  # fmt: skip
        spool.close()
        with database.scope():
            while drain_once(folder, now=now).hits:
                pass
    _record_misses(folder, now)


def _record_misses(folder: Path, now: datetime) -> None:
    """Let some visitors ask for addresses that nobody made, at the pace of people."""
    spool = Spool(folder, fsync_ms=0)
    with database.scope():
        domain = Domain.select().get()
        for slug, times in (("speisekarte", 9), ("mittagskarte", 5), ("wlan2", 2), ("", 3)):
            kind = "miss" if slug else "index"
            for _ in range(times):
                spool.record_miss(
                    Miss(int(now.timestamp() * 1e6), domain.workspace_id, domain.id, kind, slug, AGENTS[0], 1)
                )
        spool.close()
        drain_once(folder, now=now)


def _moments(day: datetime, now: datetime, chance: random.Random) -> Iterator[datetime]:
    weekend = 1.5 if day.weekday() >= 5 else 1.0
    for _ in range(int(_HITS_A_DAY * weekend * chance.uniform(0.7, 1.2))):
        hour = chance.choices(range(24), [0] * 6 + [1, 3, 6, 8, 9, 11, 14, 11, 7, 7, 9, 8, 5, 4, 3, 2, 1, 0])[0]
        at = day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
        if at <= now:
            yield at
