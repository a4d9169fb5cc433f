"""What tests of the Webhooks page share: endpoints, what was tried, and what the page shows of it."""

from datetime import UTC, datetime, timedelta

from qrdesk.core import database
from qrdesk.core.models import Endpoint
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.webhooks import WebhooksPage
from tests.webhook_rows import Try

WELL: Try = ("delivered", 200, 84)
DOWN: Try = ("refused", 503, 21)
URL = "https://kasse.example/hooks/qrdesk"


def shown(desk: Desk) -> WebhooksPage:
    """Return the page, in sight."""
    desk.window.show_page("webhooks")
    return desk.webhooks


def ago(**parts: float) -> datetime:
    """Return a time so long ago."""
    return datetime.now(UTC) - timedelta(**parts)


def put(endpoint: EndpointView, **columns: object) -> None:
    """Write what only time or the sender would."""
    with database.scope(), database.write():
        Endpoint.update(**columns).where(Endpoint.public_id == endpoint.id).execute()


def rows(page: WebhooksPage) -> list[str]:
    """Return the first cell of each row of the log."""
    model = page.detail.log.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
