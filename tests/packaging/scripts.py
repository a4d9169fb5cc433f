"""The scripts beside packaging/bootstrap.py, as modules: their folder is no package."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging"


def script(name: str) -> ModuleType:
    """Return one of them; they find each other as they do when they are run."""
    sys.path.append(str(FOLDER))  # last: nothing of ours hides a library
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(FOLDER))
