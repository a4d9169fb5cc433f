"""The spool on a network disk is refused in words before anything starts."""

import sys
from pathlib import Path

import pytest

from qrdesk.core.settings import Settings
from qrdesk.daemon import disk
from qrdesk.daemon.disk import NetworkDisk, check_local
from qrdesk.daemon.serve import serve

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a folder is on")


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """A table of mounts as the system writes it."""
    table = tmp_path / "mounts"
    share = str(tmp_path / "the share").replace(" ", r"\040")
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        f"server:/x {share} nfs4 rw 0 0\n"
        f"tmpfs {share}/local tmpfs rw 0 0\n"
        f"host {tmp_path}/vm 9p rw 0 0\n"
        f"/dev/sdb1 {tmp_path}/twice ext4 rw 0 0\n"
        f"//server/y {tmp_path}/twice cifs rw 0 0\n"
    )
    return table


@pytest.mark.parametrize(("name", "kind"), [("the share", "nfs4"), ("the share/a/b", "nfs4"), ("twice/x", "cifs")])
def test_a_folder_on_a_network_disk_is_refused_with_a_way_out(
    tmp_path: Path, mounts: Path, name: str, kind: str
) -> None:
    with pytest.raises(NetworkDisk, match=rf"network disk \({kind}\).*QRDESK_DATA_DIR"):
        check_local(tmp_path / name, mounts)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("", "ext4"), ("the shared", "ext4"), ("the share/local/x", "tmpfs"), ("vm", "9p"), ("twice2", "ext4")],
)
def test_a_folder_on_this_computer_is_taken(tmp_path: Path, mounts: Path, name: str, kind: str) -> None:
    assert disk._kind_of(tmp_path / name, mounts) == kind
    check_local(tmp_path / name, mounts)  # and raises nothing


def test_where_the_system_does_not_tell_nobody_is_refused(tmp_path: Path) -> None:
    assert disk._kind_of(tmp_path, tmp_path / "missing") == ""
    check_local(tmp_path, tmp_path / "missing")  # and raises nothing


def test_a_link_into_a_network_disk_is_seen_through(tmp_path: Path, mounts: Path) -> None:
    (tmp_path / "the share").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "the share")
    with pytest.raises(NetworkDisk):
        check_local(tmp_path / "here", mounts)


def test_serve_does_not_start_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_kind_of", lambda *_: "nfs")
    with pytest.raises(NetworkDisk):
        serve("127.0.0.1", 0, str(tmp_path / "q.db"), settings=Settings())
    assert not (tmp_path / "q.db.d" / "daemon.lock").exists()
