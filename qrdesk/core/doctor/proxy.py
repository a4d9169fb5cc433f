"""The proxy in front: whether the server knows of it, and so who its visitors are."""

from qrdesk.core.doctor.finding import Case, Said, good, warning
from qrdesk.core.doctor.running import believes_proxy, find_running
from qrdesk.core.services.troubles import list_public_addresses
from qrdesk.core.settings import variable

_VARIABLE = variable("trusted_proxy")


def look_at_proxy(case: Case) -> Said:
    """Compare the addresses of codes with what the settings, and the server that runs, say of a proxy."""
    proxy = case.settings.trusted_proxy
    if proxy == "*":
        return warning(
            f"{_VARIABLE} is *, so whoever reaches the server can say to be any visitor. Write the proxy's address "
            "there, such as 127.0.0.1."
        )
    by_https = [one.url for one in list_public_addresses() if one.scheme == "https"]
    if not by_https:
        return good("No domain needs one: none is reached by https.")
    running = find_running(case.opened.data_dir)
    believed = believes_proxy(running) if running is not None and running.is_by_loopback else None
    if believed or (believed is None and proxy):
        return good(f"What the proxy in front says of visitors is believed{f' ({proxy})' if proxy else ''}.")
    if proxy and not _is_here(proxy):
        return good(f"The proxy is another computer ({proxy}); what it says of visitors is believed.")
    if proxy:
        return warning(
            f"{_VARIABLE} is {proxy} here, but the server that runs does not know it: set it where that is started, "
            "and start it anew."
        )
    return warning(
        f"{by_https[0]} is reached by https, so a proxy stands in front, and the server is not told of it: all "
        f"visitors seem to come from one address. Set {_VARIABLE} to the proxy's address, such as 127.0.0.1, where "
        "the server is started. The proxy has to pass X-Forwarded-For and Host on."
    )


def _is_here(proxy: str) -> bool:
    return proxy in {"127.0.0.1", "::1", "localhost"}
