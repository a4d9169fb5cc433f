"""What the document of Heldqr prints, word for word (contracts/source/heldqr.txt)."""

from typing import Any

HOST = "https://api.heldqr.com"
TOKEN = "$HELDQR_TOKEN"
UUID = "$(uuidgen)"

UNAUTHORIZED: dict[str, Any] = {
    "error": {"code": "unauthorized", "message": "Missing or invalid bearer token."},
}

RATE_LIMIT = {"X-RateLimit-Limit": "600", "X-RateLimit-Remaining": "593", "X-RateLimit-Reset": "1731764400"}
OVER_THE_CAP_HEADERS = {"Retry-After": "7", "X-RateLimit-Limit": "600", "X-RateLimit-Remaining": "0"}
OVER_THE_CAP: dict[str, Any] = {"error": {"code": "rate_limited", "message": "Too many requests."}}

IDEMPOTENCY_KEY = "5e3d40a2-9b87-4c12-a3e3-6f8d1f9c2b0a"
IDEMPOTENT_BODY = {"target_url": "https://example.com/menu"}
REPLAY = {"Idempotent-Replay": "true"}
KEY_CONFLICT: dict[str, Any] = {
    "error": {
        "code": "idempotency_key_conflict",
        "message": "Idempotency-Key was reused with a different request body.",
    }
}

ERROR: dict[str, Any] = {
    "error": {
        "code": "snake_case_identifier",
        "message": "Human-readable description.",
        "field_errors": {"target_url": ["is invalid"]},
    }
}

LIST_CODES = """curl https://api.heldqr.com/api/v1/codes \\
-H "Authorization: Bearer $HELDQR_TOKEN\""""
LISTED_CODES: dict[str, Any] = {
    "data": [
        {
            "shortcode": "menu-v3",
            "target_url": "https://example.com/menu",
            "label": "Restaurant menu",
            "status": "active",
            "created_at": "2026-05-15T14:21:03Z",
        }
    ],
    "pagination": {"page": 1, "page_size": 50, "total": 1, "total_pages": 1},
}

CREATE_CODE = """curl -X POST https://api.heldqr.com/api/v1/codes \\
-H "Authorization: Bearer $HELDQR_TOKEN" \\
-H "Content-Type: application/json" \\
-H "Idempotency-Key: $(uuidgen)" \\
-d '{"target_url": "https://example.com/menu", "label": "Restaurant menu"}'"""

UPDATE_CODE = """curl -X PATCH https://api.heldqr.com/api/v1/codes/menu-v3 \\
-H "Authorization: Bearer $HELDQR_TOKEN" \\
-H "Content-Type: application/json" \\
-d '{"target_url": "https://example.com/menu-2026"}'"""

READ_SCANS = """curl https://api.heldqr.com/api/v1/codes/menu-v3/scans \\
-H "Authorization: Bearer $HELDQR_TOKEN\""""
