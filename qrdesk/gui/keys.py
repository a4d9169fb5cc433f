"""The key of a server far away: in the keyring of the system, never in a file."""

import keyring

_SERVICE = "QRDesk"


def remember(server: str, key: str) -> bool:
    """Keep the key for the next start; False where this system has no keyring that works. May wait for a person."""
    try:
        keyring.set_password(_SERVICE, server, key)
        return keyring.get_password(_SERVICE, server) == key
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way
        return False


def recall(server: str) -> str:
    """Return the key kept for ``server``; empty where there is none."""
    try:
        return keyring.get_password(_SERVICE, server) or ""
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way
        return ""
