"""Entries of the audit log in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

_DONE: Mapping[str, str] = {
    "created": "made",
    "updated": "changed",
    "deleted": "deleted",
    "archived": "archived",
    "restored": "restored",
    "paused": "paused",
    "resumed": "resumed",
    "exported": "exported",
    "revoked": "revoked",
    "rotated": "gave a new text to",
    "removed": "removed",
    "accepted": "accepted",
    "verified": "looked for the proof of",
    "made_default": "made new codes carry",
    "imported": "imported",
    "alias_added": "gave one more address to",
    "limit_reset": "reset the hit limit of",
    "checked": "checked the destination of",
    "suspended": "took out of service",
    "released": "brought back into service",
    "lapsed": "let go of",
    "saved": "saved",
    "plan_chosen": "chose the plan of",
    "uploaded": "uploaded",
    "applied": "gave codes the look of",
}
_OF_MANY: Mapping[str, str] = {  # what was done to many links at once
    "pause": "paused",
    "resume": "resumed",
    "archive": "archived",
    "restore": "restored",
    "delete": "deleted",
}
_NOUNS: Mapping[str, str] = {"view": "saved view", "preset": "UTM preset", "code": "QR code", "endpoint": "webhook"}
_KINDS = frozenset(
    (
        "backup code design domain endpoint file folder hits invitation key link links member plan preset secret_key "
        "survival_kit tag view workspace"
    ).split()
)
_WHOLE: Mapping[str, str] = {
    "code.made": "made {name} of links",
    "code.printed": "remembered {name} as printed",
    "code.not_printed": "took back that the QR code “{name}” was printed",
    "hits.erased": "erased all hits of “{name}”",
    "hits.expired": "deleted the hits of “{name}” that are no longer kept",
    "member.left": "left the workspace",
    "survival_kit.created": "made the survival kit “{name}”, a folder that says where every link leads",
    "endpoint.tested": "sent a test to the webhook “{name}”",
    "endpoint.secret_rotated": "gave a new secret to the webhook “{name}”",
    "endpoint.redelivered": "had an event sent to the webhook “{name}” once more",
    "endpoint.recovered": "had events sent to the webhook “{name}” once more",
}


def is_known(action: str) -> bool:
    """Say whether this version writes such actions into the log; a kind of thing stands for all that is done to it."""
    kind, _, done = action.partition(".")
    return action in _WHOLE or (kind in _KINDS and (not done or done in _DONE))


def kinds() -> list[str]:
    """Return the kinds of things that are told of."""
    return sorted(_KINDS)


def program(name: str) -> str:
    """Return a program in the words of a sentence: by the name of its key, which reads as a person's otherwise."""
    return f"The key “{name}”" if name else "A key"


def sentence(actor: str, action: str, name: str, changes: Mapping[str, Sequence[Any]] | None = None) -> str:
    """Return what was done as a sentence; an action of a later version is told by its own name."""
    return f"{actor or 'Somebody'} {_said(action, name, changes or {})}."


def _said(action: str, name: str, changes: Mapping[str, Sequence[Any]]) -> str:
    if action == "member.updated" and "role" in changes:
        return f"changed the role of “{name}” to {changes['role'][-1]}"
    if whole := _WHOLE.get(action):
        return whole.format(name=name)
    if action == "links.imported" and changes.get("links", [None])[-1] == [] and (there := changes.get("there")):
        count = len(there[-1])  # earlier hits may have come to them
        return f"ran an import and found {count:,} link{'' if count == 1 else 's'} here already"
    noun, _, verb = action.partition(".")
    done = _DONE.get(verb, verb.replace("_", " "))
    if noun == "links":  # how many is their name
        return f"{_OF_MANY.get(str(changes.get('action', [''])[-1]), done)} {name}"
    said = f"{done} the {_NOUNS.get(noun, noun.replace('_', ' '))}"
    return f"{said} “{name}”" if name else said
