"""Events as receivers are told of them."""

from datetime import UTC, datetime
from typing import Any

from qrdesk.core.webhooks.bodies import Told

AT = datetime(2026, 4, 24, 14, 12, 3, 441_987, tzinfo=UTC)
LINK: dict[str, Any] = {
    "id": "lnk_8X3k9pLMw7",
    "uuid": "01933eb8-541f-7000-a9f4-e4eee80ff04e",
    "slug": "menu-fall",
    "host": "go.example.com",
    "short_url": "https://go.example.com/menu-fall",
    "code_url": "https://go.example.com/r/menu-fall",
    "destination": "https://example.com/fall-menu",
    "title": "Fall Menu",
    "tags": ["menus", "Küche"],
    "folder": None,
    "state": "live",
    "created_at": "2026-04-01T09:00:00.250000Z",
    "updated_at": "2026-04-20T08:30:01Z",
}
HIT: dict[str, Any] = {
    "id": "hit_5",
    "uuid": "550e8400-e29b-41d4-a716-446655440000",
    "at": "2026-04-24T14:12:03.441987Z",
    "source": "scan",
    "bot": False,
    "country": "US",
    "region": "US-TX",
    "city": "Dallas, US",
    "device": "mobile",
    "os": "iOS",
    "browser": "Safari",
    "language": "en-US",
    "referrer_host": "news.example",
}


def a_told(kind: str = "link.clicked", body: dict[str, Any] | None = None, **changes: Any) -> Told:
    whole = Told("evt_" + "5" * 32, kind, AT, 7, "wsp_8X3k9pLMw7", body or {"link": LINK, "hit": HIT}, None)
    return whole._replace(**changes)
