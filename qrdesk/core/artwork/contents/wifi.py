"""Wireless networks.

Sources: WPA3 Specification 3.0, 7 (``R:1`` keeps phones from older security; who does not know it passes it over), and
for EAP the ZXing project's "Barcode Contents". Backslashes rather than percent signs: that is what phones read.
"""

from qrdesk.core.artwork.contents.escapes import backslashed
from qrdesk.core.schemas.contents.wifi import WifiContent

_TYPES = {"none": "nopass", "wep": "WEP", "wpa": "WPA", "wpa3": "WPA", "eap": "WPA2-EAP"}
_SIGNS = '\\;,:"'


def wifi(content: WifiContent) -> str:
    """Return ``WIFI:...;;``."""
    fields = {
        "T": _TYPES[content.security],
        "R": "1" if content.security == "wpa3" else "",
        "S": backslashed(content.ssid, _SIGNS),
        "E": content.method or "",
        "PH2": content.phase2 or "",
        "A": backslashed(content.anonymous, _SIGNS),
        "I": backslashed(content.identity, _SIGNS),
        "P": backslashed(content.password, _SIGNS),
        "H": "true" if content.hidden else "",
    }
    return "WIFI:" + "".join(f"{name}:{value};" for name, value in fields.items() if value) + ";"
