"""Small geo databases for tests, written as the format's specification says (MaxMind DB 2.0)."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_MARKER = b"\xab\xcd\xefMaxMind.com"
_Node = list[Any]  # what bit 0 and bit 1 lead to: a node, an offset into the data, or None


class _Number(NamedTuple):
    kind: int  # 5: 16 bits, 6: 32, 9: 64; readers insist on the right one
    value: int


def write_mmdb(
    path: Path, places: Mapping[str, Mapping[str, Any]], *, ip_version: int = 6, made_s: int = 1_780_000_000
) -> Path:
    """Write a database of networks and what is told of each; with ``ip_version`` 4 it holds IPv4 alone.

    It says that it was made at ``made_s``, in seconds since 1970.
    """
    root: _Node = [None, None]
    data = b""
    for network, told in places.items():
        _put(root, _bits(network, ip_version), len(data))
        data += _value(told)
    nodes = _numbered(root)
    numbers = {id(node): number for number, node in enumerate(nodes)}

    def pointer(side: Any) -> bytes:
        if side is None:
            return len(nodes).to_bytes(3, "big")
        return (numbers[id(side)] if isinstance(side, list) else len(nodes) + 16 + side).to_bytes(3, "big")

    tree = b"".join(pointer(left) + pointer(right) for left, right in nodes)
    about = {
        "node_count": _Number(6, len(nodes)),
        "record_size": _Number(5, 24),
        "ip_version": _Number(5, ip_version),
        "database_type": "Test",
        "languages": [],
        "binary_format_major_version": _Number(5, 2),
        "binary_format_minor_version": _Number(5, 0),
        "build_epoch": _Number(9, made_s),
        "description": {"en": "test"},
    }
    path.write_bytes(tree + bytes(16) + data + _MARKER + _value(about))
    return path


def _bits(network: str, ip_version: int) -> str:
    parsed = ipaddress.ip_network(network)
    bits = format(int(parsed.network_address), f"0{parsed.max_prefixlen}b")[: parsed.prefixlen]
    return "0" * 96 + bits if parsed.version == 4 and ip_version == 6 else bits


def _put(node: _Node, bits: str, offset: int) -> None:
    for bit in bits[:-1]:
        side = int(bit)
        if node[side] is None:
            node[side] = [None, None]
        node = node[side]
    node[int(bits[-1])] = offset


def _numbered(root: _Node) -> list[_Node]:
    nodes, todo = list[_Node](), [root]
    while todo:
        node = todo.pop()
        nodes.append(node)
        todo += [side for side in node if isinstance(side, list)]
    return nodes


def _value(value: Any) -> bytes:
    if isinstance(value, Mapping):
        return _control(7, len(value)) + b"".join(_value(key) + _value(one) for key, one in value.items())
    if isinstance(value, _Number):
        content = value.value.to_bytes((value.value.bit_length() + 7) // 8, "big")
        return _control(value.kind, len(content)) + content
    if isinstance(value, list):
        return _control(11, len(value)) + b"".join(map(_value, value))
    content = str(value).encode()
    return _control(2, len(content)) + content


def _control(kind: int, size: int) -> bytes:
    extra = b""
    if size >= 29:
        size, extra = 29, bytes([size - 29])
    return bytes([kind << 5 | size]) + extra if kind <= 7 else bytes([size, kind - 7]) + extra
