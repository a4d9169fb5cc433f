"""A small client of H0p, written from its documents: h0p.py BASE KEY SECRET SLUG.

It prints where its webhook listens, and waits for a line that says it was entered in the dashboard.
"""

import hashlib
import hmac
import json
import queue
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import requests

BASE, KEY, SECRET, SLUG = sys.argv[1:]
session = requests.Session()
session.headers.update({"x-api-key": KEY})
events: queue.Queue[dict[str, Any]] = queue.Queue()


class Hook(BaseHTTPRequestHandler):
    """Verifies an event before it trusts it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, self.headers["X-H0p-Signature"])
        self.send_response(204 if good else 400)
        self.end_headers()
        if good:
            events.put(json.loads(body))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: what is printed is the result."""


def call(method: str, path: str, body: Any = None, **options: Any) -> Any:
    answer = session.request(method, BASE + path, json=body, timeout=30, **options)
    answer.raise_for_status()
    return answer.json()


def code(answer: requests.Response) -> list[Any]:
    assert not answer.ok
    return [answer.status_code, answer.json()["code"]]


def main() -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}/hook", flush=True)
    sys.stdin.readline()

    domain = call("GET", "/domain/list", params={"page": 0, "limit": 10})["items"][0]
    folder = call("POST", "/folder", {"name": f"Folder {SLUG}", "color": "#FF5733"})
    draft = {
        "domain": domain["domain"],
        "slug": SLUG,
        "destination": {"type": "link", "value": "https://example.com/products/summer-sale", "threatTypes": None},
        "tags": ["marketing", "sale"],
        "folderId": folder["id"],
        "maxClicks": 1000,
        "qrCode": {"options": {"dotsOptions": {"type": "rounded", "color": "#4150d4"}}},
    }
    link = call("POST", "/short-link", draft)
    told = events.get(timeout=30)
    while told["type"] != "link.created" or told["data"]["link"]["slug"] != SLUG:
        told = events.get(timeout=30)
    listed = call("GET", "/short-link/list")["data"]
    page = {"type": "link", "value": "https://example.com/autumn"}
    changed = call("PATCH", f"/short-link/{link['id']}", {"destination": page})
    visit = requests.get(f"{BASE}/{SLUG}", allow_redirects=False, timeout=30)
    result = {
        "shortUrl": link["shortUrl"],
        "told": told["data"]["link"]["id"] == link["id"],
        "listed": link["id"] in [one["id"] for one in listed],
        "tags": [tag["name"] for tag in changed["tags"]],
        "dots": changed["qrCode"]["options"]["dotsOptions"]["type"],
        "location": visit.headers["Location"],
        "duplicate": code(session.post(f"{BASE}/short-link", json=draft)),
        "deleted": call("DELETE", f"/short-link/{link['id']}"),
        "gone": code(session.get(f"{BASE}/short-link/{link['id']}")),
        "stranger": code(requests.get(f"{BASE}/tag/list", headers={"x-api-key": "h0p_user_abc123"}, timeout=30)),
    }
    call("DELETE", f"/folder/{folder['id']}")
    print(json.dumps(result))


main()
