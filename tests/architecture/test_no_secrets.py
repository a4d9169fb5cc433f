"""No key, password or private key that opens anything lies in the checkout."""

import math
import os
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex, token_urlsafe

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from qrdesk.core.key_texts import mint, well_formed

ROOT = Path(__file__).resolve().parents[2]
# What is made here and not kept, and what is no text.
_NOT_OURS = {
    ".git",
    ".venv",
    "build",
    "dist",
    "node_modules",
    "__pycache__",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
}
_NO_TEXT = {
    ".png",
    ".ico",
    ".icns",
    ".ttf",
    ".otf",
    ".mmdb",
    ".icc",
    ".pyc",
    ".qm",
    ".gz",
    ".xz",
    ".zip",
    ".pdf",
    ".jpg",
}
_SHAPES = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}"),
    "key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "token of a forge": re.compile(r"\b(?:ghp|gho|ghs|github_pat|glpat)[_-][A-Za-z0-9_-]{20,}"),
    "token of a chat": re.compile(r"\bxox[abp]-[A-Za-z0-9-]{20,}"),
    "token of a package index": re.compile(r"\bpypi-[A-Za-z0-9_-]{40,}"),
    "live key of a payment service": re.compile(r"\b[sr]k_live_[A-Za-z0-9]{16,}"),
    "address with a password": re.compile(
        r"\b(?:postgres(?:ql)?|mysql|redis|amqp|https?)://[^\s:/@]+:([^\s:/@{}<]{8,})@"
    ),
    "secret key": re.compile(
        r"""(?:secret_key|SECRET_KEY|fernet|api_key|password)\w*["']?\s*[:=]\s*b?["']([\w+/=-]{32,})["']"""
    ),
}
_OF_QRDESK = re.compile(r"\bqrd_[0-9A-Za-z]{38}\b")
_OF_WEBHOOKS = re.compile(r"\bwhsec_([A-Za-z0-9+/]{32,}={0,2})")

# Printed for all to read: the example of the Standard Webhooks specification, and that of our own reference.
_EXAMPLES = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "ojQm1xYhLk3vTn8rWb5sZc7dFg2pJq4u"}


def texts() -> list[Path]:
    found: list[Path] = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [one for one in folders if one not in _NOT_OURS]
        found += [Path(folder, name) for name in files if Path(name).suffix.lower() not in _NO_TEXT]
    return found


def bits(text: str) -> float:
    """Return how many bits each character tells: texts drawn at random have more than words and rows of letters."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())


def secrets_in(text: str) -> list[str]:
    """Return what of a text looks like something that opens a door."""
    found = [one for one in _OF_QRDESK.findall(text) if well_formed(one) and bits(one[4:]) > 4]
    found += [one for one in _OF_WEBHOOKS.findall(text) if bits(one) > 4.2 and one not in _EXAMPLES]
    for name, shape in _SHAPES.items():
        for one in shape.finditer(text):
            said = one[1] if shape.groups else one[0]
            if not shape.groups or bits(said) > 3.6:
                found.append(f"{name}: {one[0][:60]}")
    return found


def test_nothing_in_the_checkout_looks_like_a_secret() -> None:
    files = texts()
    assert len(files) > 500
    said = {file: secrets_in(file.read_text(encoding="utf-8", errors="replace")) for file in files}
    assert {str(file.relative_to(ROOT)): one for file, one in said.items() if one} == {}


def a_private_key() -> str:
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return ed25519.Ed25519PrivateKey.generate().private_bytes(serialization.Encoding.PEM, *form).decode()


@pytest.mark.parametrize(
    "made",
    [
        mint,
        lambda: f"whsec_{b64encode(os.urandom(32)).decode()}",
        lambda: f'SECRET_KEY = "{Fernet.generate_key().decode()}"',
        lambda: f"postgresql://qrdesk:{token_urlsafe(16)}@db.example/qrdesk",
        lambda: f"ghp_{token_hex(20)}",
        lambda: f"AKIA{token_hex(8).upper()}",
        a_private_key,
    ],
)
def test_what_opens_a_door_would_be_found(made: Callable[[], str]) -> None:
    for _ in range(20):
        assert secrets_in(f"It is kept here:\n{made()}\n")
