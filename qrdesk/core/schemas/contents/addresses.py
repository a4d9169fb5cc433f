"""Addresses of digital money, with their checksums: a wrong letter would send it to nobody.

Sources: BIP 173 (bech32), BIP 350 (bech32m), base58check as of Bitcoin, EIP-55 and the Keccak of 2011 it stands on.
"""

import hashlib
import re

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_M = 0x2BC830A3
_ETHEREUM = re.compile(r"0x[0-9a-fA-F]{40}", re.ASCII)
# first byte of an address in base58, and the words before the 1 of one in bech32
_FIRST = {"bitcoin": (0x00, 0x05), "litecoin": (0x30, 0x32), "dogecoin": (0x1E, 0x16)}
_PREFIXES = {"bitcoin": "bc", "litecoin": "ltc"}
_WRONG = "The checksum of this address does not fit: a character is wrong. Copy it again."
_NONE = "This is no address of {}. Copy all of it."


def address(text: str, coin: str) -> str:
    """Return an address of ``coin`` as it is written best.

    Raises:
        ValueError: it is none, or mistyped.
    """
    text = text.strip()
    if coin == "ethereum":
        return _ethereum(text)
    prefix = _PREFIXES.get(coin)
    if prefix is not None and text.lower().startswith(prefix + "1"):
        return _segwit(text, prefix, coin)
    return _base58(text, coin)


def _base58(text: str, coin: str) -> str:
    if not 25 <= len(text) <= 36 or any(letter not in _BASE58 for letter in text):
        raise ValueError(_NONE.format(coin.capitalize()))
    number = 0
    for letter in text:
        number = number * 58 + _BASE58.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    raw = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
    if len(raw) != 25 or hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] != raw[-4:]:
        raise ValueError(_WRONG)
    if raw[0] not in _FIRST[coin]:
        raise ValueError(f"This is an address of another network than {coin.capitalize()}, or of a test network.")
    return text


def _segwit(text: str, prefix: str, coin: str) -> str:
    if text not in {text.lower(), text.upper()}:
        raise ValueError(_WRONG)
    text = text.lower()
    data = text[len(prefix) + 1 :]
    if not 14 <= len(text) <= 90 or any(letter not in _BECH32 for letter in data):
        raise ValueError(_NONE.format(coin.capitalize()))
    values = [_BECH32.index(letter) for letter in data]
    expanded = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    version, program = values[0], _bytes(values[1:-6])
    if _polymod(expanded + values) != (1 if version == 0 else _M):
        raise ValueError(_WRONG)
    fits = len(program) in {20, 32} if version == 0 else version <= 16 and 2 <= len(program) <= 40
    if not fits:
        raise ValueError(_NONE.format(coin.capitalize()))
    return text


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _bytes(groups: list[int]) -> bytes:
    """Return groups of five bits as bytes; nothing where what is left over is not empty."""
    bits = "".join(f"{group:05b}" for group in groups)
    rest = len(bits) % 8
    if rest > 4 or "1" in bits[len(bits) - rest :]:
        return b""
    return bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits) - rest, 8))


def _ethereum(text: str) -> str:
    if not _ETHEREUM.fullmatch(text):
        raise ValueError("This is no address of Ethereum. It is 0x and 40 hex digits.")
    digits = text[2:].lower()
    digest = keccak256(digits.encode()).hex()
    mixed = "".join(letter.upper() if int(digest[place], 16) >= 8 else letter for place, letter in enumerate(digits))
    if text[2:] not in {mixed, digits, digits.upper()}:  # letters of one sort carry no checksum
        raise ValueError(_WRONG)
    return f"0x{mixed}"


_LANES = 0xFFFFFFFFFFFFFFFF
_ROUNDS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip


def keccak256(text: bytes) -> bytes:
    """Return the Keccak-256 digest of less than 136 bytes: hashlib's SHA-3 pads in another way."""
    block = bytearray(text.ljust(136, b"\0"))
    block[len(text)] ^= 0x01
    block[135] ^= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for place in range(17):
        lanes[place % 5][place // 5] = int.from_bytes(block[place * 8 : place * 8 + 8], "little")
    for constant in _ROUNDS:
        lanes = _round(lanes, constant)
    return b"".join(lanes[place % 5][place // 5].to_bytes(8, "little") for place in range(4))


def _round(a: list[list[int]], constant: int) -> list[list[int]]:
    column = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
    mixed = [column[x - 1] ^ _turned(column[(x + 1) % 5], 1) for x in range(5)]
    a = [[a[x][y] ^ mixed[x] for y in range(5)] for x in range(5)]
    x, y, current = 1, 0, a[1][0]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        current, a[x][y] = a[x][y], _turned(current, (step + 1) * (step + 2) // 2 % 64)
    a = [[a[x][y] ^ (~a[(x + 1) % 5][y] & a[(x + 2) % 5][y] & _LANES) for y in range(5)] for x in range(5)]
    a[0][0] ^= constant
    return a


def _turned(lane: int, places: int) -> int:
    return ((lane << places) | (lane >> (64 - places))) & _LANES
