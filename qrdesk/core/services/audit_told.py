"""What the audit log says of operations whose change is not that one thing differs from before."""

from collections.abc import Mapping
from typing import Any

from qrdesk.core.journal import Changes
from qrdesk.core.schemas.access import KeyView
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.bulk import BulkCreateReport, BulkUpdate, BulkUpdateReport
from qrdesk.core.schemas.codes_bulk import CodesOfLinksReport, PrintedDraft, PrintedReport
from qrdesk.core.schemas.designs import AppliedReport
from qrdesk.core.schemas.lines import MASK
from qrdesk.core.schemas.links import LinkView, TargetView
from qrdesk.core.schemas.transfer import ImportReport, LinkImport
from qrdesk.core.schemas.webhooks import AttemptView, EndpointView, RecoverDraft, RequeuedView, SecretView
from qrdesk.core.services.differences import between, made, masked


def many_created(_before: object, report: BulkCreateReport, _sent: object) -> Changes | None:
    """Say which links were made; nothing where none was."""
    ids = [one.link.id for one in report.created]
    return made({"links": ids, **_count("refused", report.refused)}) if ids else None


def many_updated(_before: object, report: BulkUpdateReport, sent: Mapping[str, Any]) -> Changes | None:
    """Say which links were changed, and how; nothing where none was."""
    batch: BulkUpdate = sent["batch"]
    ids = [one.id for one in report.updated]
    asked = {name: masked(getattr(batch, name)) for name in ("action", "changes", "add_tags", "remove_tags")}
    said = {name: value for name, value in asked.items() if value}
    return made({"links": ids, **said, **_count("refused", report.refused)}) if ids else None


def imported(_before: object, report: ImportReport, sent: Mapping[str, Any]) -> Changes | None:
    """Say which links came in, and which were there already; nothing of a rehearsal."""
    batch: LinkImport = sent["batch"]
    there = [one.id for one in report.there]
    if batch.dry_run or not (report.created or there):
        return None
    return made({"links": report.created, **({"there": there} if there else {}), **_count("refused", report.refused)})


def target_checked(before: LinkView, target: TargetView, _sent: object) -> Changes:
    """Say what a look at a destination found."""
    return {"target": (before.target.status.value, target.status.value)}


def key_ended(before: KeyView, _after: None, sent: Mapping[str, Any]) -> Changes | None:
    """Say which key was revoked; nothing where it was before."""
    return between(before, None, sent) if before.revoked_at is None else None


def exported(_before: object, _blob: object, sent: Mapping[str, Any]) -> Changes:
    """Say as what a code was exported."""
    draft: ExportDraft = sent["draft"]
    return made({name: one for name, one in masked(draft).items() if name != "design"})


def codes_made(_before: object, report: CodesOfLinksReport, _sent: object) -> Changes | None:
    """Say which codes were made; nothing where all were there."""
    ids = list(dict.fromkeys(one.code.id for one in report.codes if one.made))
    return made({"codes": ids, **_count("refused", report.refused)}) if ids else None


def codes_printed(_before: object, report: PrintedReport, sent: Mapping[str, Any]) -> Changes | None:
    """Say which codes were printed, and from what; nothing where none was."""
    draft: PrintedDraft = sent["draft"]
    said = {name: one for name, one in masked(draft).items() if name != "codes"}
    ids = report.remembered
    return made({"codes": ids, **said, **_count("refused", report.refused)}) if ids else None


def applied(_before: object, report: AppliedReport, _sent: object) -> Changes | None:
    """Say which codes were given a look; nothing where all had it."""
    return made({"codes": report.changed, **_count("refused", report.refused)}) if report.changed else None


def secret_rotated(before: EndpointView, after: SecretView, _sent: object) -> Changes:
    """Say that the secret is another one, and how long the one before signs, too."""
    until = [None if one is None else one.isoformat() for one in (before.old_secret_until, after.old_secret_until)]
    return {"secret": (MASK, MASK), "old_secret_until": (until[0], until[1])}


def endpoint_tested(_before: object, attempt: AttemptView, _sent: object) -> Changes:
    """Say what came of a test."""
    return made({"outcome": attempt.outcome, "status_code": attempt.status_code})


def recovered(_before: object, requeued: RequeuedView, sent: Mapping[str, Any]) -> Changes | None:
    """Say what is sent again; nothing where there was nothing."""
    draft: RecoverDraft = sent["draft"]
    return made({"deliveries": requeued.deliveries, **masked(draft)}) if requeued.deliveries else None


def _count(name: str, found: list[Any]) -> dict[str, int]:
    return {name: len(found)} if found else {}
