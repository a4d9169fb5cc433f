"""The keyring of the system: Keychain, Credential Manager, Secret Service. Not every computer has one that works."""

_SERVICE = "QRDesk"


def remember(name: str, secret: str) -> bool:
    """Keep ``secret``; False where this system has no keyring that works. May wait for a person."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load

        keyring.set_password(_SERVICE, name, secret)
        return keyring.get_password(_SERVICE, name) == secret  # one kind takes all and keeps nothing
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way
        return False


def recall(name: str) -> str:
    """Return what is kept under ``name``; empty where nothing is, or no keyring works. May wait for a person."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load

        return keyring.get_password(_SERVICE, name) or ""
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way
        return ""


def forget(name: str) -> None:
    """Take away what is kept under ``name``, if there is anything."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load

        keyring.delete_password(_SERVICE, name)
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way; most so where there is nothing
        return


def why_not() -> str:
    """Return why there is no keyring here, as the end of a sentence; empty where there seems to be one."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load

        keyring.get_password(_SERVICE, "")
    except ImportError:
        return "the part for it is not installed (pip install 'qrdesk[keyring]')"
    except Exception:  # noqa: BLE001 - each system's keyring fails in its own way
        return "this account has no keyring that works"
    return ""
