"""The move itself: kind after kind, in the order in which one needs the other."""

from collections.abc import Mapping
from contextlib import suppress

from qrdesk.client.client import Client
from qrdesk.client.moving.assets import Assets, copy_files
from qrdesk.client.moving.codes import copy_codes
from qrdesk.client.moving.endpoints import copy_endpoints
from qrdesk.client.moving.links import EVERY, Copied, copy_links
from qrdesk.client.moving.named import copy_designs, copy_folders, copy_presets, copy_tags, copy_views
from qrdesk.client.moving.patient import patient
from qrdesk.client.moving.places import copy_domains
from qrdesk.client.moving.report import Kind, Report, Step, Why
from qrdesk.client.moving.survey import check, count
from qrdesk.core.errors import Forbidden
from qrdesk.core.schemas.access import WorkspacePatch


def _unheard(_done: int, _total: int) -> None: ...


def move(source: Client, target: Client, step: Step = _unheard, report: Report | None = None) -> Report:
    """Copy everything of the source's workspace that the target lacks, and return what became of it.

    ``step`` is told how many things are done, and of how many; it may raise to stop. What was copied stays, and the
    next move goes on from there. ``report`` is filled as it goes: the secrets of endpoints that were made are in there
    even where the move ends early.

    Raises:
        ScopeMissing, Conflict: see ``check``.
        QRDeskError: one of the two could not be asked. What was copied stays.
    """
    source, target = patient(source), patient(target)
    check(source, target)
    report = report or Report()
    steps = _Steps(step, count(source), report)
    step(0, steps.total)
    _match_zone(source, target, report)
    assets = copy_files(source, target, report, lambda within, _of: steps.at(Kind.FILES, within))
    steps.at(Kind.DOMAINS)
    hosts = copy_domains(source, target, assets, report)
    steps.at(Kind.DESIGNS)
    copy_designs(source, target, assets, report)
    steps.at(Kind.FOLDERS)
    folders = copy_folders(source, target, report)
    steps.at(Kind.TAGS)
    tags = copy_tags(source, target, report)
    steps.at(Kind.PRESETS)
    copy_presets(source, target, report)
    steps.at(Kind.VIEWS)
    copy_views(source, target, folders, hosts, report)
    copied = _copy_links_and_codes(source, target, hosts, assets, report, steps)
    steps.at(Kind.WEBHOOKS)
    copy_endpoints(source, target, copied.ids, folders, tags, report)
    step(steps.total, steps.total)
    return report


def _copy_links_and_codes(
    source: Client, target: Client, hosts: Mapping[str, str], assets: Assets, report: Report, steps: "_Steps"
) -> Copied:
    steps.at(Kind.LINKS)
    copied = Copied()
    for seen in copy_links(source, target, hosts, assets, report, copied):
        steps.at(Kind.LINKS, seen)
    for seen in copy_codes(source, target, copied, assets, report):
        steps.at(Kind.CODES, seen)
    return copied


class _Steps:
    """How far the move is: what was counted before it began, and where it is in that."""

    def __init__(self, step: Step, counts: Mapping[Kind, int], report: Report) -> None:
        self._step, self._counts, self.total = step, counts, sum(counts.values())
        for kind, found in counts.items():
            report.counts[kind].found = found

    def at(self, kind: Kind, within: int = 0) -> None:
        """Tell that so many ``within`` a kind are done, and all of the kinds before."""
        before = list(Kind)[: list(Kind).index(kind)]
        self._step(min(self.total, sum(self._counts[one] for one in before) + within), self.total)


def _match_zone(source: Client, target: Client, report: Report) -> None:
    """Let days begin there when they began here: an empty workspace takes the zone, one in use keeps its own."""
    here, there = source.workspace.get(), target.workspace.get()
    if here.time_zone == there.time_zone:
        return
    if not target.links.list(EVERY.model_copy(update={"limit": 1})).data:
        with suppress(Forbidden):
            target.workspace.update(WorkspacePatch(time_zone=here.time_zone))
            return
    report.remark(None, there.name, Why.OTHER_ZONE, there.time_zone)
