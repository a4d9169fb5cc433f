"""A restore in words: what a backup holds, and what would be different from now."""

from PySide6.QtCore import QCoreApplication

from qrdesk.core.restore_differences import Some
from qrdesk.core.restore_told import Preview
from qrdesk.gui import words


def held(preview: Preview, when: str) -> str:
    """Return what a backup holds; ``when`` is when it was made."""
    counts = preview.backup.counts
    links = words.counted(counts.links, _tr("{count} link"), _tr("{count} links"))
    codes = words.counted(counts.codes, _tr("{count} code"), _tr("{count} codes"))
    hits = words.counted(counts.hits, _tr("{count} scan"), _tr("{count} scans"))
    said = _tr("Made {when}, whole: {links}, {codes}, {hits}.").format(when=when, links=links, codes=codes, hits=hits)
    if preview.newest_hit_at is None:
        return said
    newest = words.day(preview.newest_hit_at)
    more = _tr("The newest scan in it is of {day}, {time}.").format(day=newest, time=words.clock(preview.newest_hit_at))
    return f"{said}\n{more}"


def differences(preview: Preview) -> list[str]:
    """Return what a restore would change, a sentence for each."""
    now, counts = preview.differences, preview.backup.counts
    if now is None:
        return []
    said = [
        _some(
            now.only_now,
            _tr("{count} link that is here is not in the backup and would be gone: {names}"),
            _tr("{count} links that are here are not in the backup and would be gone: {names}"),
        ),
        _some(
            now.only_then,
            _tr("{count} link is only in the backup and would be back: {names}"),
            _tr("{count} links are only in the backup and would be back: {names}"),
        ),
        _some(
            now.changed,
            _tr("{count} link was changed since and would be as it was then: {names}"),
            _tr("{count} links were changed since and would be as they were then: {names}"),
        ),
    ]
    told = [one for one in said if one] or [_tr("The links are the same as now.")]
    if now.hits > counts.hits:
        fewer = now.hits - counts.hits
        one, many = (
            _tr("{count} scan that came since would be gone."),
            _tr("{count} scans that came since would be gone."),
        )
        told.append(words.counted(fewer, one, many))
    return told


def _some(some: Some, one: str, many: str) -> str:
    if not some.count:
        return ""
    names = ", ".join(some.names)
    if some.count > len(some.names):
        names = _tr("{names} and more").format(names=names)
    return (one if some.count == 1 else many).format(count=words.number(some.count), names=names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestoreWords", text)
