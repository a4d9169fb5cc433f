"""What the document of usnp.me prints, restated (contracts/source/usnp.txt)."""

from typing import Any

HOST = "https://usnp.me"

# The paths of its overview: method, path, whether a key is needed.
ENDPOINTS = (
    ("GET", "/", False),
    ("POST", "/shorten", True),
    ("GET", "/{short_id}", False),
    ("GET", "/{short_id}/qr", False),
    ("GET", "/{short_id}/webhooks/status", True),
    ("POST", "/api-keys", True),
    ("GET", "/api-keys", True),
    ("DELETE", "/api-keys/{key_id}", True),
    ("POST", "/api-keys/{key_id}/rotate", True),
    ("GET", "/links/{short_id}/analytics", True),
    ("GET", "/links/{short_id}/analytics/summary", True),
    ("GET", "/usage", True),
)

SHORTENED: dict[str, Any] = {
    "short_id": "abc123",
    "short_url": "https://usnp.me/abc123",
    "redirect_url": "https://example.com/landing",
    "created_at": "2026-01-15T10:30:00Z",
}
SHORTEN_HEADERS = ("X-Usage-Links-Created", "X-Usage-Links-Limit")

HIT: dict[str, Any] = {
    "event": "hit",
    "short_id": "abc123",
    "redirect_url": "https://example.com/product",
    "hit_id": "550e8400-...",
    "hit_at": "2026-01-15T10:30:00Z",
    "data": {"sku": "WIDGET-42"},
}
SIGNATURE_HEADER = "X-Webhook-Signature"

ANALYTICS: dict[str, Any] = {
    "total_hits": 1042,
    "last_7_days": 87,
    "daily": [{"date": "2026-04-26", "count": 12}],
    "referrers": [{"label": "google.com", "count": 45}],
    "countries": [{"label": "US", "count": 320}],
    "regions": [{"label": "California", "count": 98}],
    "cities": [{"label": "San Francisco", "count": 41}],
    "devices": [{"label": "desktop", "count": 610}],
}
SUMMARY: dict[str, Any] = {"short_id": "abc123", "total_hits": 1042, "last_7_days": 87, "last_30_days": 312}
ANALYTICS_ERRORS = (401, 403, 404, 429)

USAGE: dict[str, Any] = {
    "api_key_id": "550e8400-...",
    "month": "2026-05",
    "usage": {
        "links_created": {"current": 42, "limit": 100},
        "hits_served": {"current": 1583, "limit": None},
        "webhook_deliveries": {"current": 312, "limit": 1000},
    },
}

# Of the pages around the document (contracts/usnp.md, 2.1, 2.5 and 4).
QUOTA_REACHED: dict[str, Any] = {"detail": "Monthly link creation limit reached", "limit": 100, "current": 100}
NEW_KEY: dict[str, Any] = {
    "key": "usnap_k_...",
    "id": "550e8400-...",
    "key_prefix": "a3Bf9x2K",
    "label": "Till",
    "tier": "free",
    "created_at": "2026-01-15T10:30:00Z",
}
FREE_PACE = {"shorten": 10, "analytics": 30}
PRO_PACE = {"shorten": 60, "analytics": 120}
