"""Addresses are cut before anything keeps them."""

import pytest

from qrdesk.core.hits.network import geo_hint, network_of, place_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("::1", "::/48"),
        ("", ""),
        ("localhost", ""),
        ("203.0.113.777", ""),
        ("<script>", ""),
    ],
)
def test_an_address_becomes_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("headers", "place"),
    [
        ({"CF_IPCOUNTRY": "de"}, ("DE", "", "")),
        ({"CF_IPCOUNTRY": "US", "CF_REGION_CODE": "TX", "CF_IPCITY": "Austin"}, ("US", "US-TX", "Austin")),
        ({"CF_IPCOUNTRY": "DE", "CF_IPCITY": "M\u00fcnchen".encode().decode("latin-1")}, ("DE", "", "M\u00fcnchen")),
        ({"CLOUDFRONT_VIEWER_COUNTRY": "FR", "CLOUDFRONT_VIEWER_COUNTRY_REGION": "bre"}, ("FR", "FR-BRE", "")),
        ({"X_VERCEL_IP_COUNTRY": "GB", "X_VERCEL_IP_COUNTRY_REGION": "ENG"}, ("GB", "GB-ENG", "")),
        ({"CF_IPCOUNTRY": "US", "CF_REGION_CODE": "Texas, or so", "CF_IPCITY": "A|B\x00C\xff"}, ("US", "", "")),
        ({"CF_IPCOUNTRY": "US", "CF_IPCITY": "A|B\x00C"}, ("US", "", "ABC")),
        *(
            ({"CF_IPCOUNTRY": said, "CF_IPCITY": "Oslo"}, ("", "", ""))
            for said in ("XX", "T1", "", "USA", "\xe4\xf6", "<>")
        ),
        ({"CF_REGION_CODE": "TX"}, ("", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_headers_of_a_trusted_proxy_name_a_place(headers: dict[str, str], place: tuple[str, str, str]) -> None:
    environ = {f"HTTP_{name}": value for name, value in headers.items()}
    assert place_of(geo_hint(environ.get)) == place


@pytest.mark.parametrize("hint", ["", "|", "DE", "DE|", "DE|DE-BY|a|b|c"])
def test_any_hint_can_be_taken_apart(hint: str) -> None:
    assert place_of(hint)[0] == hint[:2].strip("|")
