"""The paths, and what answers there."""

from qrdesk.core.schemas.access import Scope
from qrdesk.daemon.dialects.dialect import Dialect, Route
from qrdesk.daemon.dialects.honopu import analytics, links, qr_codes
from qrdesk.daemon.pacing import HONOPU

_LINKS, _CODES = "/api/links", "/api/qr-codes"
_LINK, _CODE = f"{_LINKS}/{{id}}", f"{_CODES}/{{id}}"

DIALECT = Dialect(
    "honopu",
    HONOPU,
    (
        Route("POST", _LINKS, links.create_link, Scope.LINKS_CREATE, status=201, creates=True, fields=links.FIELDS),
        Route("GET", _LINKS, links.list_links, Scope.LINKS_READ),
        Route("GET", _LINK, links.get_link, Scope.LINKS_READ),
        Route("PATCH", _LINK, links.update_link, Scope.LINKS_UPDATE, fields=links.FIELDS),
        Route("DELETE", _LINK, links.delete_link, Scope.LINKS_DELETE, status=204),
        Route(
            "POST", _CODES, qr_codes.create_code, Scope.CODES_CREATE, status=201, creates=True, fields=qr_codes.FIELDS
        ),
        Route("GET", _CODES, qr_codes.list_codes, Scope.CODES_READ),
        Route("GET", _CODE, qr_codes.get_code, Scope.CODES_READ),
        Route("GET", f"{_CODE}/image", qr_codes.get_image, Scope.CODES_READ),
        Route("GET", "/api/analytics/recent", analytics.get_recent, Scope.STATS_READ),
        Route("GET", "/api/analytics/{linkId}", analytics.get_link_analytics, Scope.STATS_READ),
    ),
)
