"""A small client of Honopu, written from its document: honopu.py BASE KEY SECRET CODE.

It prints where its webhook listens, and waits for a line that says it was entered under Settings → Webhooks.
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

BASE, KEY, SECRET, CODE = sys.argv[1:]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148"
session = requests.Session()
session.headers.update({"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
events: queue.Queue[dict[str, Any]] = queue.Queue()


class Hook(BaseHTTPRequestHandler):
    """Verifies a payload before it trusts it."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, self.headers["X-Honopu-Signature"])
        self.send_response(204 if good else 400)
        self.end_headers()
        if good:
            events.put(json.loads(body))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: what is printed is the result."""


def call(method: str, path: str, body: Any = None) -> Any:
    answer = session.request(method, BASE + path, json=body, timeout=30)
    answer.raise_for_status()
    assert int(answer.headers["X-RateLimit-Remaining"]) <= int(answer.headers["X-RateLimit-Limit"])
    return answer.json()


def main() -> None:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}/hook", flush=True)
    sys.stdin.readline()

    draft = {"destinationUrl": "https://example.com/fall-menu", "title": "Fall Menu", "shortCode": CODE}
    link = call("POST", "/api/links", draft)
    listed = call("GET", "/api/links")
    assert link["id"] in [one["id"] for one in (listed if isinstance(listed, list) else listed["data"])]
    call("PATCH", f"/api/links/{link['id']}", {"destinationUrl": "https://example.com/spring-menu"})
    code = call("POST", "/api/qr-codes", {"linkId": link["id"]})
    visit = requests.get(f"{BASE}/r/{CODE}", headers={"User-Agent": PHONE}, allow_redirects=False, timeout=30)
    while (event := events.get(timeout=30))["data"]["shortCode"] != CODE:
        pass
    recent = call("GET", "/api/analytics/recent")
    whole = call("GET", f"/api/analytics/{link['id']}")
    result = {
        "id": link["id"],
        "url": link["url"],
        "code": code["id"],
        "location": visit.headers["Location"],
        "event": event["event"],
        "device": event["data"]["deviceType"],
        "recent": link["id"] in [one["linkId"] for one in recent],
        "days": sum(day["count"] for day in whole["byDay"]),
    }
    print(json.dumps(result))
    server.shutdown()


main()
