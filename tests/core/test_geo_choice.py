"""Choosing a geo database: looked through before it is taken, copied, and given up again."""

from pathlib import Path

import pytest

from qrdesk.core import geo_choice, geo_files
from qrdesk.core.geo import Geo
from qrdesk.core.geo_choice import BadGeoFile
from qrdesk.core.settings import Settings
from tests.core.mmdb import write_mmdb

ADDRESS = "198.51.100.7"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def cities(path: Path) -> Path:
    return write_mmdb(path, {"198.51.100.0/24": {"country": {"iso_code": "US"}, "city": {"names": {"en": "Austin"}}}})


def test_a_chosen_one_is_copied_and_taken_up_by_a_server_that_runs(tmp_path: Path, data_dir: Path) -> None:
    geo = Geo((), str(data_dir))
    assert geo.place(ADDRESS).city == ""
    found = geo_choice.choose(cities(tmp_path / "cities.mmdb"), data_dir)
    (tmp_path / "cities.mmdb").unlink()
    assert (found.source, found.name, found.cities) == ("chosen", "Test", True)
    geo.refresh()
    assert geo.place(ADDRESS)[::2] == ("US", "Austin")
    assert geo_choice.in_use(data_dir, Settings()) == found
    geo_choice.choose_bundled(data_dir)
    geo.refresh()
    assert geo.place(ADDRESS).city == ""
    assert geo_choice.in_use(data_dir, Settings()).source == "bundled"


def test_what_tells_no_countries_is_refused_and_the_one_before_stays(tmp_path: Path, data_dir: Path) -> None:
    geo_choice.choose(cities(tmp_path / "cities.mmdb"), data_dir)
    before = (data_dir / geo_files.CHOSEN).read_bytes()
    networks = write_mmdb(tmp_path / "asn.mmdb", {"198.51.100.0/24": {"autonomous_system_number": "AS1"}})
    half = tmp_path / "half.mmdb"
    half.write_bytes(before[: len(before) // 2])
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    for path, said in ((networks, "tells no countries"), (half, "no geo database"), (photo, "no geo database")):
        with pytest.raises(BadGeoFile, match=said):
            geo_choice.choose(path, data_dir)
    with pytest.raises(BadGeoFile, match="cannot be read"):
        geo_choice.choose(tmp_path / "nothing.mmdb", data_dir)
    assert [path.name for path in data_dir.iterdir()] == [geo_files.CHOSEN]
    assert (data_dir / geo_files.CHOSEN).read_bytes() == before


def test_what_the_environment_names_is_said(tmp_path: Path, data_dir: Path) -> None:
    named = cities(tmp_path / "mine.mmdb")
    assert geo_choice.in_use(data_dir, Settings(geo_database=str(named))).source == "named"
    missing = geo_choice.in_use(data_dir, Settings(geo_database=str(tmp_path / "gone.mmdb")))
    assert "cannot be read" in missing.trouble
