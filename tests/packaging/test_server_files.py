"""What starts a server with PostgreSQL in containers: it fits what it is read together with, and holds no secret."""

import re

from qrdesk.client.server_folder import filled
from qrdesk.core import resources

VALUES = {"host": "go.linde.example", "version": "1.2.3"}


def template(name: str) -> str:
    return filled(resources.read_text(f"server/{name}"), VALUES)


def test_no_two_containers_share_an_address() -> None:
    both = template("compose.yaml") + template("compose.postgresql.yaml")
    addresses = re.findall(r'ipv4_address: "([\d.]+)"', both)
    assert len(addresses) == 3
    assert len(set(addresses)) == 3
    (subnet,) = re.findall(r'subnet: "([\d.]+)\.0/24"', both)
    assert {address.rpartition(".")[0] for address in addresses} == {subnet}, "each where all of them are"


def test_the_database_is_reached_from_inside_alone_and_its_password_stands_in_no_file() -> None:
    text = template("compose.postgresql.yaml")
    assert "ports:" not in text
    for name in ("PGPASSWORD", "POSTGRES_PASSWORD"):
        (value,) = re.findall(rf'^ +{name}: "(.*)"$', text, re.MULTILINE)
        assert value.startswith("${QRDESK_POSTGRES_PASSWORD:?"), "without one it does not start"
    (url,) = re.findall(r'QRDESK_DATABASE: "(.*)"', text)
    assert url == "postgresql://qrdesk@postgres/qrdesk"
    assert f"\n  {url.rpartition('@')[2].partition('/')[0]}:\n" in text, "the service that it names"


def test_qrdesk_waits_for_the_database_and_keeps_its_files_where_they_stay() -> None:
    text = template("compose.postgresql.yaml")
    assert "condition: service_healthy" in text
    assert "healthcheck:" in text
    (folder,) = re.findall(r'QRDESK_DATA_DIR: "(.*)"', text)
    assert folder.startswith("/data/")
    assert "./data:/data" in template("compose.yaml")
    (volume,) = re.findall(r"- (\w+):/var/lib/postgresql/data", text)
    assert f"\nvolumes:\n  {volume}:" in text


def test_the_container_has_the_driver_and_both_readmes_say_how_to_begin() -> None:
    assert "[postgres]" in template("Containerfile")
    for name in ("README.txt", "README.de.txt"):
        text = resources.read_text(f"server/{name}")
        assert "docker compose -f compose.yaml -f compose.postgresql.yaml up -d --build" in text
        assert "QRDESK_POSTGRES_PASSWORD=" in text
