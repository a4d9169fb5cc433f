"""A program as a user would write it: strict pyright passes it, and finds what is wrong in ``mistaken``."""

from collections.abc import Iterator

from qrdesk.client import (
    Client,
    Invalid,
    Limited,
    LinkDraft,
    LinkPatch,
    LinkQuery,
    LinkView,
    QRDeskError,
    Rule,
    WebhookEvent,
    verify_webhook,
)


def shorten(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each address with its short one."""
    for address in addresses:
        link: LinkView = client.links.create(LinkDraft(destination=address), idempotency_key=address)
        yield address, link.short_url


def tidy(server: str, key: str) -> dict[str, list[str]]:
    """Put links without a title away, and return what could not be."""
    left: dict[str, list[str]] = {}
    with Client.remote(server, key, timeout_s=30, tries=5) as client:
        for link in client.links.each(LinkQuery(search="draft", limit=100)):
            rules: list[Rule] = list(link.rules)
            try:
                client.links.update(link.id, {"note": f"{len(rules)} rules"})
                client.links.archive(link.id)
            except Invalid as refused:
                left[link.id] = [f"{name}: {reason}" for name, reason in refused.field_errors.items()]
            except Limited as later:
                left[link.id] = [f"in {later.retry_s + 1} seconds"]
            except QRDeskError as fault:
                left[link.id] = [fault.code, fault.message]
    return left


def told(content: bytes, headers: dict[str, str]) -> str:
    """Return what a webhook says."""
    event: WebhookEvent = verify_webhook(content, headers, ["whsec_new", "whsec_old"], tolerance_s=60)
    return f"{event.created_at.isoformat()} {event.type}"


def mistaken(client: Client) -> None:
    """Do what a type checker is there for."""
    # unless each of these is an error, the comment beside it is one
    client.links.create(LinkPatch(title="Menu"))  # pyright: ignore[reportArgumentType]
    client.links.create({"destination": "https://example.com"}, key="order-17")  # pyright: ignore[reportCallIssue]
    number: int = client.links.list(LinkQuery()).data[0].title  # pyright: ignore[reportAssignmentType]
    found = client.links.get("menu").short_link  # pyright: ignore[reportAttributeAccessIssue]
    verify_webhook("text", {}, f"{number}{found}")  # pyright: ignore[reportArgumentType]
