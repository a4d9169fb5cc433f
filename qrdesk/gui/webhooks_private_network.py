"""What a server says of an address in a private network: its setting is for whoever runs it, not for whoever types."""

import ipaddress
import re

_SETTING = re.compile(r"QRDESK_WEBHOOK_ALLOWED_NETWORKS=\S+")


def allowing(refusal: str) -> str | None:
    """Return the setting that ``refusal`` names, as it is written; None where it is about something else.

    Empty for a network that nobody should allow: computers in a data centre ask there for their own keys.
    """
    found = _SETTING.search(refusal)
    if found is None:
        return None
    setting = found.group().rstrip(".")
    return "" if any(_is_link_local(one) for one in setting.partition("=")[2].split(",")) else setting


def _is_link_local(network: str) -> bool:
    try:
        return ipaddress.ip_network(network).is_link_local
    except ValueError:
        return False
