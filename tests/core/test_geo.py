"""Countries of addresses: from the operator's databases, and behind them the one that QRDesk brings along."""

import lzma
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core import geo, geo_files, resources
from qrdesk.core.doctor import Verdict, look_over
from qrdesk.core.errors import Kind
from qrdesk.core.geo import Geo, Place
from qrdesk.core.geo_files import GeoFileBroken
from qrdesk.core.hits import hit_row
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.core.mmdb import write_mmdb

ROOT = Path(__file__).resolve().parents[2]
NESTED = {
    "country": {"iso_code": "US", "names": {"en": "United States"}},
    "subdivisions": [{"iso_code": "TX", "names": {"en": "Texas"}}, {"iso_code": "X", "names": {"en": "X"}}],
    "city": {"names": {"de": "Austin (de)", "en": "Austin"}},
}
NESTED_WITHOUT_CODE = {
    "country": {"iso_code": "FR"},
    "subdivisions": [{"names": {"en": "Brittany"}}],
    "city": {"names": {"en": "Brest"}},
}
FLAT = {"country_code": "DE", "state1": "Bavaria", "state2": "", "city": "Munich", "latitude": "48"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    places: dict[str, Any] = {
        "198.51.100.0/24": NESTED,
        "203.0.113.0/24": FLAT,
        "192.0.2.0/24": NESTED_WITHOUT_CODE,
        "2001:db8::/32": FLAT,
        "8.8.8.0/24": {"country_code": "NZ"},
        "81.2.69.0/24": {"country": {"names": {"en": "Nowhere"}}},
    }
    return write_mmdb(tmp_path / "own.mmdb", places, made_s=int(time.time()))


@pytest.fixture
def packed(own_home: Path) -> Path:
    """The home of a person in which nothing was unpacked yet."""
    for copy in copies(own_home):
        copy.unlink()
    return own_home


def opened(*paths: Path) -> Geo:
    return Geo.open(Settings(geo_database=os.pathsep.join(map(str, paths))))


def test_the_bundled_database_knows_countries_of_both_families() -> None:
    found = opened()
    assert [found.country(one) for one in ("8.8.8.8", "1.1.1.1", "81.2.69.142")] == ["US", "AU", "GB"]
    assert [found.country(one) for one in ("81.2.69.0/24", "2a02:8100::/48", "::ffff:8.8.8.8")] == ["GB", "DE", "US"]
    assert found.place("8.8.8.8") == Place("US", "", "")
    assert found.trouble == ""


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", " 8.8.8.8 ", "8.8.8", "localhost", "\0", "é", "/"]
)
def test_what_has_no_country_is_unknown(address: str) -> None:
    assert opened().place(address) == Place()


@pytest.fixture
def both(own: Path) -> Geo:
    """An own database, and the bundled one behind it."""
    return opened(own)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(address=st.text(max_size=60) | st.ip_addresses().map(str))
def test_any_text_has_a_country_or_none(both: Geo, address: str) -> None:
    found = both.country(address)
    assert found == "" or re.fullmatch("[A-Z]{2}", found)


def test_an_own_database_goes_first_in_either_shape(own: Path) -> None:
    found = opened(own)
    assert found.place("198.51.100.7") == Place("US", "US-TX", "Austin")
    assert found.place("203.0.113.0/24") == Place("DE", "Bavaria", "Munich")
    assert found.place("192.0.2.1") == Place("FR", "Brittany", "Brest")
    assert found.place("2001:db8::1") == Place("DE", "Bavaria", "Munich")
    assert found.country("8.8.8.8") == "NZ"
    assert found.country("81.2.69.142") == "GB"  # no code in ours, so the bundled one is asked
    assert found.country("1.1.1.1") == "AU"


def test_hits_name_a_city_with_its_country(own: Path) -> None:
    found = opened(own)
    assert found.place_of("198.51.100.0/24") == hit_row.Place("US", "US-TX", "Austin, US")
    assert found.place_of("2001:db8::/48") == hit_row.Place("DE", "Bavaria", "Munich, DE")
    assert found.place_of("8.8.8.0/24") == hit_row.Place("NZ")
    assert found.place_of("") == hit_row.Place()
    assert found.place_of("198.51.100.0/24") is found.place_of("198.51.100.0/24")  # remembered


def test_a_database_written_anew_tells_hits_another_place_from_then_on(own: Path) -> None:
    found = opened(own)
    assert found.place_of("203.0.113.0/24").city == "Munich, DE"
    write_mmdb(own, {"203.0.113.0/24": {**FLAT, "city": "Passau"}})
    assert found.place_of("203.0.113.0/24").city == "Munich, DE"
    found.refresh()
    assert found.place_of("203.0.113.0/24").city == "Passau, DE"


def test_a_place_fits_its_columns_whatever_a_database_says(tmp_path: Path) -> None:
    told = {**NESTED, "city": {"names": {"en": "\0C" + 200 * "i"}}, "subdivisions": [{"iso_code": 200 * "X"}]}
    place = opened(write_mmdb(tmp_path / "own.mmdb", {"203.0.113.0/24": told})).place_of("203.0.113.0/24")
    assert [len(part) for part in place] == [2, 64, 68]
    assert all(part.isprintable() for part in place)


def test_a_pair_of_databases_for_each_family(tmp_path: Path) -> None:
    four = write_mmdb(tmp_path / "4.mmdb", {"203.0.113.0/24": FLAT}, ip_version=4)
    six = write_mmdb(tmp_path / "6.mmdb", {"2001:db8::/32": NESTED})
    found = opened(four, six)
    assert found.country("203.0.113.9") == "DE"
    assert found.country("2001:db8::9") == "US"
    assert found.country("2a02:8100::1") == "DE"  # neither knows it, and the first cannot even be asked


@pytest.mark.parametrize("content", [b"", b"not a database", None])
def test_a_broken_database_is_said_and_the_bundled_one_goes_on(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "broken.mmdb"
    if content is not None:
        path.write_bytes(content)
    found = opened(path)
    assert str(path) in found.trouble
    assert "QRDESK_GEO_DATABASE" in found.trouble
    assert found.country("8.8.8.8") == "US"
    found.refresh()
    assert len(caplog.records) == 1  # not twice a minute
    with pytest.raises(GeoFileBroken, match=re.escape(str(path))) as refused:
        geo.check(Settings(geo_database=str(path)))
    assert refused.value.kind is Kind.INVALID


def test_a_database_written_anew_is_met_without_a_restart(own: Path) -> None:
    found = opened(own)
    assert found.country("8.8.8.8") == "NZ"
    own.write_bytes(own.read_bytes()[:100])  # in place, and half: a map of the file itself would kill us here
    found.refresh()
    assert found.trouble
    assert found.country("8.8.8.8") == "NZ"
    write_mmdb(own, {"8.8.8.0/24": {"country_code": "CH"}})
    found.refresh()
    assert (found.country("8.8.8.8"), found.trouble) == ("CH", "")
    own.unlink()
    found.refresh()
    assert found.country("8.8.8.8") == "CH"


def copies(home: Path) -> list[Path]:
    return sorted(home.rglob("*.mmdb"))


def test_the_bundled_database_is_unpacked_once(packed: Path) -> None:
    opened()
    (copy,) = copies(packed)
    assert copy.read_bytes() == lzma.decompress(resources.path("geo/country.mmdb.xz").read_bytes())
    before = copy.stat().st_ino
    opened()
    assert (copies(packed), copy.stat().st_ino) == ([copy], before)


def test_a_copy_that_was_damaged_is_made_anew(packed: Path) -> None:
    opened()
    (copy,) = copies(packed)
    copy.write_bytes(b"")
    assert opened().country("8.8.8.8") == "US"
    assert copy.stat().st_size > 1_000_000


def test_processes_that_start_at_once_all_open_it(packed: Path) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(opened().country("8.8.8.8"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["US"] * 4
    (folder,) = {path.parent for path in copies(packed)}
    assert [path.suffix for path in folder.iterdir()] == [".mmdb"]


def test_without_a_cache_the_data_folder_takes_the_copy_and_without_both_none_is_kept(
    tmp_path: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked, data = tmp_path / "blocked", tmp_path / "data"
    blocked.write_bytes(b"a file where a folder should be")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(blocked))
    assert Geo.open(Settings(data_dir=str(data))).country("8.8.8.8") == "US"
    assert len(copies(data)) == 1
    assert Geo.open(Settings(data_dir=str(blocked))).country("8.8.8.8") == "US"
    assert Geo.open(Settings()).country("8.8.8.8") == "US"
    assert copies(packed) == []


def test_copies_that_nobody_opened_for_a_week_are_swept(own: Path, packed: Path) -> None:
    opened(own)
    old, fresh = copies(packed)
    now_s = fresh.stat().st_mtime
    half = old.with_name(f".{old.name}.0badc0de.new")  # as a kill leaves it
    half.touch()
    for path in (old, half):
        os.utime(path, (now_s - 8 * 86_400, now_s - 8 * 86_400))
    geo_files.sweep("", now_s=now_s)
    assert list(fresh.parent.iterdir()) == [fresh]
    opened(own)  # what is opened again counts as new
    os.utime(fresh, (now_s - 8 * 86_400, now_s - 8 * 86_400))
    opened(own)
    geo_files.sweep("", now_s=now_s)
    assert fresh in copies(packed)


def test_the_doctor_names_a_broken_database(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(tmp_path / "qrdesk.db")
    open_database(url)
    monkeypatch.setenv("QRDESK_GEO_DATABASE", str(own))
    assert {one.verdict for one in look_over(url) if one.name == "countries"} == {Verdict.GOOD}
    own.write_bytes(b"gone wrong")
    (finding,) = (one for one in look_over(url) if one.name == "countries")
    assert finding.verdict is Verdict.WARNING
    assert str(own) in finding.said


@pytest.mark.parametrize(
    ("told", "code"),
    [("de", "DE"), (" US ", "US"), ("XX", ""), ("T1", ""), ("ZZ", ""), ("", ""), ("USA", ""), ("é", "")],
)
def test_a_country_code_is_two_letters_or_nothing(told: str, code: str) -> None:
    assert geo.country_code(told) == code


def test_those_whose_data_it_is_are_named() -> None:
    notice = resources.read_text("NOTICE")
    assert geo.ATTRIBUTION.text in notice
    assert geo.ATTRIBUTION.url in notice
    assert "CC BY 4.0" in geo.ATTRIBUTION.licence


def test_the_script_that_fetches_it_pins_what_is_shipped() -> None:
    """Loads the script's own words, and fetches nothing."""
    code = "import fetch_geo; print(fetch_geo.SHA256, fetch_geo.FOLDER, fetch_geo.PACKAGE, fetch_geo.VERSION)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "packaging", check=True, capture_output=True, text=True, timeout=60
    )
    checksum, folder, package, version = done.stdout.split()
    import hashlib

    shipped = lzma.decompress(resources.path("geo/country.mmdb.xz").read_bytes())
    assert hashlib.sha256(shipped).hexdigest() == checksum
    assert Path(folder) == ROOT / "resources/geo"
    assert f"{package} {version}" in resources.read_text("NOTICE")
