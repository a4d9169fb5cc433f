"""The look that new codes of a link begin with: the one that its domain gives to them."""

from qrdesk.client import Client, Design
from qrdesk.core.errors import ScopeMissing


def usual_look(client: Client, host: str) -> Design:
    """Return the look of new codes of links on the domain called ``host``; plain where the key may not know it.

    Raises:
        QRDeskError: the server is away, ...
    """
    try:
        domains = client.domains.list()
    except ScopeMissing:
        return Design()
    return next((one.default_design for one in domains if one.host == host), None) or Design()
