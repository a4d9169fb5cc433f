"""The paths of usnp.me, and what answers there. Its redirect, ``GET /{short_id}``, is everybody's."""

from qrdesk.core.schemas.access import Scope
from qrdesk.daemon.dialects.dialect import Dialect, Route
from qrdesk.daemon.dialects.usnp import keys, links, numbers, picture
from qrdesk.daemon.pacing import PICTURES, USNP, USNP_SHORTEN, USNP_STATS

_LINK = {"destination": "redirect_url"}
_KEY = {"name": "label", "plan": "tier"}
_PICTURE = {name: f"query.{name}" for name in ("format", "scale", "dark", "light")}

DIALECT = Dialect(
    "usnp",
    USNP,
    (
        Route("POST", "/shorten", links.shorten, Scope.LINKS_CREATE, surface=USNP_SHORTEN, creates=True, fields=_LINK),
        Route("GET", "/links/{short_id}/analytics", numbers.get_analytics, Scope.STATS_READ, surface=USNP_STATS),
        Route("GET", "/links/{short_id}/analytics/summary", numbers.get_summary, Scope.STATS_READ, surface=USNP_STATS),
        Route("GET", "/usage", numbers.get_usage),
        Route("POST", "/api-keys", keys.create_key, Scope.KEYS_CREATE, creates=True, fields=_KEY),
        Route("GET", "/api-keys", keys.list_keys, Scope.KEYS_READ),
        Route("DELETE", "/api-keys/{key_id}", keys.revoke_key, Scope.KEYS_DELETE),
        Route("POST", "/api-keys/{key_id}/rotate", keys.rotate_key, creates=True),
        *(
            Route("GET", path, picture.get_picture, surface=PICTURES, public=True, fields=_PICTURE)
            for path in ("/{short_id}/qr", "/{short_id}/qr/")  # one slash at the end is nothing, as at short addresses
        ),
        Route("GET", "/{short_id}/webhooks/status", links.show_webhooks, Scope.WEBHOOKS_READ),
    ),
)
