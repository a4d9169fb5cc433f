"""What the document of Honopu prints, word for word (contracts/source/honopu.txt)."""

from typing import Any

HOST = "https://honopu.com"
KEY = "hp_live_your_key_here"

LIST_LINKS = """curl https://honopu.com/api/links \\
-H "Authorization: Bearer hp_live_your_key_here" \\
-H "Content-Type: application/json\""""

CREATE_LINK = """curl -X POST https://honopu.com/api/links \\
-H "Authorization: Bearer hp_live_your_key_here" \\
-H "Content-Type: application/json" \\
-d '{
"destinationUrl": "https://example.com/fall-menu",
"title": "Fall Menu",
"shortCode": "menu-fall"
}'"""
CREATED_LINK: dict[str, Any] = {
    "id": "lnk_8X3k9pLMw7",
    "shortCode": "menu-fall",
    "destinationUrl": "https://example.com/fall-menu",
    "title": "Fall Menu",
    "url": "https://honopu.com/r/menu-fall",
    "createdAt": "2026-04-24T14:12:03.441Z",
}

RATE_LIMIT = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "287", "X-RateLimit-Reset": "1714054923"}

# The paths of its overview.
ENDPOINTS = (
    ("POST", "/api/links"),
    ("GET", "/api/links"),
    ("PATCH", "/api/links/{id}"),
    ("POST", "/api/qr-codes"),
    ("GET", "/api/analytics/recent"),
    ("GET", "/api/analytics/{linkId}"),
)

SCAN_CREATED: dict[str, Any] = {
    "event": "scan.created",
    "createdAt": "2026-04-24T14:12:03.441Z",
    "data": {
        "linkId": "lnk_8X3k9pLMw7",
        "shortCode": "menu-fall",
        "city": "Dallas",
        "region": "TX",
        "country": "US",
        "deviceType": "mobile",
    },
}
SIGNATURE_HEADER = "X-Honopu-Signature"
