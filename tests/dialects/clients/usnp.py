"""A small client of usnp.me, written from its document: usnp.py BASE KEY WEBHOOK_SECRET."""

import hashlib
import hmac
import json
import queue
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import requests

BASE, KEY, SECRET = sys.argv[1:]
session = requests.Session()
session.headers["X-API-Key"] = KEY
hits: queue.Queue[dict[str, Any]] = queue.Queue()


class Hook(BaseHTTPRequestHandler):
    """Verifies a payload before it trusts it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, self.headers["X-Webhook-Signature"].removeprefix("sha256="))
        self.send_response(204 if good else 400)
        self.end_headers()
        if good:
            hits.put(json.loads(body))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: what is printed is the result."""


def call(method: str, path: str, body: Any = None) -> requests.Response:
    answer = session.request(method, BASE + path, json=body, timeout=30)
    answer.raise_for_status()
    return answer


def main() -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    draft = {
        "redirect_url": "https://example.com/product",
        "data": {"sku": "WIDGET-42"},
        "webhooks": [f"http://127.0.0.1:{server.server_port}/hook"],
    }
    made = call("POST", "/shorten", draft)
    link = made.json()
    short_id = link["short_id"]
    visit = requests.get(f"{BASE}/{short_id}", allow_redirects=False, timeout=30)
    hit = hits.get(timeout=30)
    picture = requests.get(f"{BASE}/{short_id}/qr", {"scale": 8, "light": "transparent"}, timeout=30)
    whole = call("GET", f"/links/{short_id}/analytics").json()
    summary = call("GET", f"/links/{short_id}/analytics/summary").json()
    usage = call("GET", "/usage").json()
    key = call("POST", "/api-keys", {"label": "Second"}).json()
    second = call("POST", f"/api-keys/{key['id']}/rotate").json()
    assert key["id"] in [one["id"] for one in call("GET", "/api-keys").json()]
    call("DELETE", f"/api-keys/{key['id']}")
    refused = requests.get(f"{BASE}/usage", headers={"X-API-Key": second["key"]}, timeout=30)
    assert (refused.status_code, "detail" in refused.json()) == (401, True)
    status = call("GET", f"/{short_id}/webhooks/status").json()
    result = {
        "short_id": short_id,
        "limit": made.headers["X-Usage-Links-Limit"],
        "location": visit.headers["Location"],
        "picture": picture.headers["Content-Type"],
        "event": hit["event"],
        "data": hit["data"],
        "told": hit["short_id"] == short_id == status["short_id"] == summary["short_id"],
        "days": len(whole["daily"]),
        "links": usage["usage"]["links_created"]["current"] > 0,
    }
    print(json.dumps(result))
    server.shutdown()


main()
