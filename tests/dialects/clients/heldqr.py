"""A small client of Heldqr, written from its document: heldqr.py BASE TOKEN SHORTCODE."""

import json
import sys
import uuid
from typing import Any

import requests

BASE, TOKEN, SHORTCODE = sys.argv[1:]
CODES = f"{BASE}/api/v1/codes"


def call(method: str, url: str, body: Any = None, token: str = TOKEN, **headers: str) -> requests.Response:
    sent = {"Authorization": f"Bearer {token}", **headers}
    return requests.request(method, url, json=body, headers=sent, timeout=30)


def create(body: Any, name: str) -> requests.Response:
    return call("POST", CODES, body, **{"Idempotency-Key": name})


def error(answer: requests.Response) -> dict[str, Any]:
    assert not answer.ok
    return answer.json()["error"]


def main() -> None:
    name = str(uuid.uuid4())
    draft = {"target_url": "https://example.com/menu", "label": "Restaurant menu", "shortcode": SHORTCODE}
    made = create(draft, name)
    assert made.status_code == 201
    assert int(made.headers["X-RateLimit-Remaining"]) < int(made.headers["X-RateLimit-Limit"])
    again = create(draft, name)
    listed = call("GET", CODES).json()
    changed = call("PATCH", f"{CODES}/{SHORTCODE}", {"target_url": "https://example.com/menu-2026"})
    visit = requests.get(f"{BASE}/{SHORTCODE}", allow_redirects=False, timeout=30)
    result = {
        "created": made.json()["data"],
        "replayed": again.headers.get("Idempotent-Replay") == "true" and again.json() == made.json(),
        "conflict": error(create({"target_url": "https://example.com/other"}, name))["code"],
        "listed": SHORTCODE in [code["shortcode"] for code in listed["data"]],
        "target": changed.json()["data"]["target_url"],
        "location": visit.headers["Location"],
        "scans": call("GET", f"{CODES}/{SHORTCODE}/scans").json()["data"]["shortcode"],
        "stranger": error(call("GET", CODES, token="hkr_live_a3f"))["message"],
        "collision": list(error(create(draft, str(uuid.uuid4())))["field_errors"]),
    }
    print(json.dumps(result))


main()
