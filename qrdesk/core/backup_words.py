"""A backup in words: what it holds, and what has to be kept beside it."""

from qrdesk.core.restore_told import Preview
from qrdesk.core.schemas.backups import Backup, BackupRun, BackupSchedule

_NAMED = 5  # of many; the others are counted
_RESTORE = """To restore it: Settings, Backups in the app; or stop QRDesk, then qrdesk backup restore FILE. By hand:
unpack this archive into an empty folder, put the secret key there as qrdesk.db.d/secret.key unless it is in it, and
start: qrdesk serve --database FOLDER/qrdesk.db

Everything is then as it was when this was made: keys that were revoked since are good again, members who left are back,
and hits that were erased are there. Revoke, remove and erase them again."""


def held(backup: Backup) -> list[str]:
    """Return a sentence for each thing that is in a backup."""
    counts = backup.counts
    told = (
        (counts.links, "link"), (counts.codes, "code"), (counts.hits, "hit"), (counts.members, "member"),
        (counts.workspaces, "workspace"),
    )  # fmt: skip
    in_all = ", ".join(_counted(number, noun) for number, noun in told)
    said = [f"The database: {in_all}. It shows destinations, names and hits; secrets in it are sealed."]
    if pictures := backup.pictures:
        said.append(f"{_counted(len(pictures), 'picture')}, {sum(one.bytes for one in pictures):,} bytes.")
    if backup.has_secret_key:
        said.append(
            "THE SECRET KEY. Whoever has this file can read every secret in it, such as those of webhooks. Keep it "
            "where you would keep a password."
        )
    return said


def left_out(backup: Backup, key_place: str = "") -> list[str]:
    """Return a sentence for each thing that is not in a backup.

    ``key_place`` is the file that the secret key lies in, if it is known.
    """
    said: list[str] = []
    if not backup.has_secret_key:
        said.append(f"The secret key, without which the database does not open. {_key(backup, key_place)}")
    if backup.waiting_bytes:
        said.append(
            f"{backup.waiting_bytes:,} bytes of hits that were on their way into the database. While a server runs "
            "they arrive within a second; the next backup has them."
        )
    if lost := backup.missing_files:
        more = f" and {len(lost) - _NAMED:,} more" if len(lost) > _NAMED else ""
        said.append(f"Pictures whose bytes were not there as they should be: {', '.join(lost[:_NAMED])}{more}.")
    return [
        *said,
        "The salts of visitor ids, which would lead back to addresses. Who comes again on the day of a restore is new.",
        "Answers to requests with an Idempotency-Key, in which new keys may stand. Sent again, they are done again.",
        "Settings, the geo database, the blocklist, logs and refused.log: they are this computer's own.",
        "Keys of other servers that the app connects to: they are in the keyring, or in a file of the app.",
    ]


def what_changes(preview: Preview) -> list[str]:
    """Return what a restore would do, a sentence for each thing."""
    backup, counts = preview.backup, preview.backup.counts
    newest = preview.newest_hit_at
    upto = f", the newest of {newest.day} {newest:%b} {newest.year}, {newest:%H:%M} UTC" if newest else ""
    holds = f"{_counted(counts.links, 'link')}, {_counted(counts.codes, 'code')}, {_counted(counts.hits, 'hit')}"
    said = [f"The backup is whole. It was made {moment(backup)}: {holds}{upto}."]
    now = preview.differences
    if now is None:
        return [*said, "There is no database now that could be compared with it."]
    said.append(f"Now there are {_counted(now.links, 'link')} and {_counted(now.hits, 'hit')}.")
    for some, what in (
        (now.only_now, "not in the backup, and would be gone"),
        (now.only_then, "only in the backup, and would be back"),
        (now.changed, "different now, and would be as it was then" if now.changed.count == 1 else
         "different now, and would be as they were then"),
    ):  # fmt: skip
        if some.count:
            more = ", …" if some.count > len(some.names) else ""
            said.append(f"{_counted(some.count, 'link')} {what}: {', '.join(some.names)}{more}")
    return said


def scheduled(schedule: BackupSchedule, folder: str, last: BackupRun | None) -> list[str]:
    """Return when backups are made, where they go, and how the last one went."""
    if schedule.every == "off":
        said = ["No backups are made by themselves."]
    else:
        often = "every day" if schedule.every == "daily" else "every Monday"
        said = [f"Backups are made {often} at {schedule.hour:02d}:00, while the server runs, in {folder}."]
        said.append(f"The newest {schedule.keep:,} are kept.")
    if last is not None:
        at = f"{last.at.day} {last.at:%b} {last.at.year}, {last.at:%H:%M} UTC"
        made = f"was made and read back: {last.path}, {_counted(last.links, 'link')}."
        said.append(f"The last one, {at}, {made if last.made else f'was not made. {last.fault}'}")
    return said


def contents(backup: Backup) -> str:
    """Return the page that lies in a backup, for whoever finds it in ten years."""
    head = (
        f"A backup of QRDesk, made {moment(backup)} by version {backup.qrdesk_version} "
        f"(database {backup.schema_version})."
    )
    parts = [head, "It holds:", *_listed(held(backup)), "It does not hold:", *_listed(left_out(backup)), _RESTORE]
    return "\n\n".join(parts) + "\n"


def moment(backup: Backup) -> str:
    """Return when it was made."""
    at = backup.made_at
    return f"{at.day} {at:%b} {at.year}, {at:%H:%M} UTC"


def _listed(said: list[str]) -> list[str]:
    return [f"- {one}" for one in said]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _key(backup: Backup, place: str) -> str:
    if backup.key_kept_in == "keyring":
        return (
            "It is in the keyring of the account that serves. For a file to copy: QRDESK_SECRET_STORE=file qrdesk "
            "secrets rotate, which keeps the key of this backup with the new one."
        )
    where = place or "the file secret.key in the data folder of the computer that served"
    return f"It is in {where}: keep a copy of it, in another place than this backup."
