"""What people call the fields that the log names."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication


def field_words() -> Mapping[str, str]:
    """Return the words for each field, by its name."""
    return _of_kits() | _of_links() | _of_what_links_use() | _of_keys() | _of_endpoints() | _of_workspaces()


def _of_links() -> dict[str, str]:
    return {
        "destination": _tr("Destination"),
        "destination_type": _tr("What it leads to"),
        "expired_destination": _tr("Destination after the end"),
        "fallback_destination": _tr("Destination while the page is down"),
        "title": _tr("Title"),
        "slug": _tr("Address"),
        "aliases": _tr("Further addresses"),
        "host": _tr("Domain"),
        "tags": _tr("Tags"),
        "folder": _tr("Folder"),
        "note": _tr("Note"),
        "rules": _tr("Rules"),
        "time_zone": _tr("Time zone"),
        "starts_at": _tr("Starts"),
        "ends_at": _tr("Ends"),
        "expires_at": _tr("Ends"),
        "hit_limit": _tr("Hit limit"),
        "hit_count": _tr("Hits"),
        "password": _tr("Password"),
        "has_password": _tr("Asks for a password"),
        "utm": _tr("Campaign"),
        "source": _tr("Source"),
        "medium": _tr("Medium"),
        "campaign": _tr("Campaign"),
        "term": _tr("Term"),
        "forward_query": _tr("Passes the visitor's query on"),
        "query_winner": _tr("Whose query wins"),
        "deep_links": _tr("Opens apps"),
        "hidden": _tr("Keeps the short address in sight"),
        "social": _tr("Social preview"),
        "remember_visitors": _tr("Remembers visitors"),
        "count_only": _tr("Counts only"),
        "action": _tr("What was done"),
    }


def _of_what_links_use() -> dict[str, str]:
    return {
        "state": _tr("State"),
        "status": _tr("State"),
        "name": _tr("Name"),
        "colour": _tr("Colour"),
        "query": _tr("What is listed"),
        "content": _tr("What the code says"),
        "design": _tr("Look"),
        "scheme": _tr("Scheme"),
        "index_url": _tr("Page of the bare domain"),
        "fallback_url": _tr("Page for unknown addresses"),
        "default_design": _tr("Default look"),
        "apple_association": _tr("Apps on Apple devices"),
        "asset_links": _tr("Apps on Android"),
    }


def _of_keys() -> dict[str, str]:
    return {
        "scopes": _tr("What it may do"),
        "plan": _tr("Plan"),
        "own_domains": _tr("Own domains"),
        "rate_limit": _tr("Requests a minute"),
        "allowed_networks": _tr("Usable from"),
        "hint": _tr("How the key begins"),
        "key": _tr("Key"),
        "webhook_secret": _tr("Webhook secret"),
        "secret": _tr("Secret"),
    }


def _of_endpoints() -> dict[str, str]:
    return {
        "headers": _tr("Headers sent along"),
        "url": _tr("Address"),
        "kinds": _tr("Tells about"),
        "format": _tr("Format"),
        "data": _tr("Data of your own"),
        "bots": _tr("Hits by bots"),
        "links": _tr("Links"),
        "folders": _tr("Folders"),
        "signature_header": _tr("Signature's header"),
        "signature_prefix": _tr("Signature's beginning"),
    }


def _of_kits() -> dict[str, str]:
    return {"addresses": _tr("Addresses"), "not_in_full": _tr("Addresses not kept in full")}


def _of_workspaces() -> dict[str, str]:
    return {
        "role": _tr("Role"),
        "keep_hits_days": _tr("Days that hits are kept"),
        "keep_audit_days": _tr("Days that changes are kept"),
        "honour_dnt": _tr("Honours “do not track”"),
    }


def _tr(said: str) -> str:
    return QCoreApplication.translate("Activity", said)
