"""Which addresses a request may go to."""

import pytest

from qrdesk.core.net.networks import may_reach, network_of, networks

PRIVATE = """
    127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
    100.64.0.1 100.100.100.200 192.0.0.1 192.0.0.192 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.250 240.0.0.1 255.255.255.255
    ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
    64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:db8::1 2002:7f00:1:: 2002:c0a8:1::1 3fff::1
    5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700:4700::1111 2a00:1450::1 ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_public_internet_is_out_of_reach(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_in_reach(address: str) -> None:
    assert may_reach(address)


def test_what_the_operator_allows_is_in_reach_and_nothing_beside_it() -> None:
    allow = networks("10.1.0.0/16, 192.168.7.9 fd00::/8,127.0.0.1/8")
    for address in ("10.1.2.3", "::ffff:10.1.2.3", "192.168.7.9", "fd00::1", "127.0.0.5", "8.8.8.8"):
        assert may_reach(address, allow), address
    for address in ("10.2.0.1", "192.168.7.8", "fc00::1", "::1", "169.254.169.254"):
        assert not may_reach(address, allow), address


@pytest.mark.parametrize("word", ["intranet", "10.0.0.0/33", "10.0.0", "::1/129", "10.0.0.1-10.0.0.9"])
def test_a_network_that_is_none_is_named(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        networks(f"10.0.0.0/8,{word}")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.5", "10.0.0.0/8"),
        ("172.31.255.255", "172.16.0.0/12"),
        ("172.32.0.1", "172.32.0.1/32"),
        ("192.168.7.9", "192.168.0.0/16"),
        ("127.0.0.1", "127.0.0.0/8"),
        ("::1", "::1/128"),
        ("fd12::9", "fc00::/7"),
        ("fe80::1%eth0", "fe80::1/128"),
        ("::ffff:10.0.0.5", "10.0.0.0/8"),
        ("169.254.169.254", "169.254.169.254/32"),
        ("100.100.100.200", "100.100.100.200/32"),
    ],
)
def test_the_network_that_would_allow_an_address_is_the_block_it_is_in(address: str, network: str) -> None:
    assert network_of(address) == network
    assert may_reach(address, networks(network))


def test_no_network_is_named_for_what_is_no_address() -> None:
    assert [network_of(text) for text in ("", "intranet", "http://x/")] == ["", "", ""]
