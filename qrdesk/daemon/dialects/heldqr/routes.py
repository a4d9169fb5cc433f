"""The paths, and what answers there."""

from qrdesk.core.schemas.access import Scope
from qrdesk.daemon.dialects.dialect import Dialect, Route
from qrdesk.daemon.dialects.heldqr.codes import FIELDS, create_code, delete_code, get_code, list_codes, update_code
from qrdesk.daemon.dialects.heldqr.scans import get_scans
from qrdesk.daemon.pacing import HELDQR

_CODES = "/api/v1/codes"
_CODE = f"{_CODES}/{{shortcode}}"

DIALECT = Dialect(
    "heldqr",
    HELDQR,
    (
        Route("GET", _CODES, list_codes, Scope.LINKS_READ),
        Route("POST", _CODES, create_code, Scope.LINKS_CREATE, status=201, creates=True, fields=FIELDS),
        Route("GET", _CODE, get_code, Scope.LINKS_READ),
        Route("PATCH", _CODE, update_code, Scope.LINKS_UPDATE, fields=FIELDS),
        Route("DELETE", _CODE, delete_code, Scope.LINKS_DELETE, status=204),
        Route("GET", f"{_CODE}/scans", get_scans, Scope.STATS_READ),
    ),
)
