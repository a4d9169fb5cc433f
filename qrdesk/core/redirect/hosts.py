"""How the Host of a request is compared: lower case, with its port unless that is a default one."""

import ipaddress

_DEFAULT_PORTS = (":80", ":443")


def normal(host: str) -> str:
    """Return ``host`` as domains are looked up, such as ``go.example`` or ``go.example:8080``."""
    host = host.strip().lower()
    for port in _DEFAULT_PORTS:
        host = host.removesuffix(port)
    name, colon, port = _split(host)
    return name.removesuffix(".") + (colon + port if port else "")


def is_loopback(host: str) -> bool:
    """Say whether a normal ``host`` names this computer, at any port."""
    name = _split(host)[0].strip("[]")
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def spellings(host: str) -> list[str]:
    """Return every way in which an address may name a normal ``host``, the default ports included."""
    name, colon, port = _split(host)
    names = ["localhost", "127.0.0.1", "[::1]"] if is_loopback(host) else [name]
    ports = [colon + port] if port else ["", *_DEFAULT_PORTS]
    return [one + port for one in names for port in ports]


def _split(host: str) -> tuple[str, str, str]:
    if host.startswith("["):  # an IPv6 address has colons of its own
        name, _, rest = host.partition("]")
        return f"{name}]", rest[:1], rest[1:]
    return host.partition(":")
