#!/usr/bin/env python3
"""Bring the app's translations up to date with its sources: needs .venv, with its Qt tools.

python3 packaging/translations.py           new texts into resources/translations/*.ts, gone ones out, and the .qm anew
python3 packaging/translations.py --check   change nothing; say what would change, and end with 1 if anything would
"""

import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import texts_of_app

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources/translations"
LANGUAGES = {"de": "de_DE"}
TOOLS = Path(sys.executable).parent
SUFFIX = ".exe" if sys.platform == "win32" else ""


def main(arguments: Sequence[str]) -> None:
    """Do what was asked, for each language."""
    found = texts_of_app.read(ROOT / "qrdesk/gui")
    if found.odd:
        raise SystemExit("\n  ".join(["These texts cannot be followed; write them as literals:", *found.odd]))
    differ: list[str] = []
    for language, target in LANGUAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            made = _made(Path(folder), found.texts, language, target)
            differ += [path.name for path in made if _differs(path)]
            if arguments != ["--check"]:
                for path in made:
                    fresh = FOLDER / f"{path.name}.new"
                    fresh.write_bytes(path.read_bytes())
                    fresh.replace(FOLDER / path.name)  # at once: an app that is open has the old one in its memory
    if differ and arguments == ["--check"]:
        raise SystemExit(f"{', '.join(differ)} would change. Run: make translations")


def _made(folder: Path, texts: texts_of_app.Texts, language: str, target: str) -> tuple[Path, Path]:
    """Return the two files as they should be, made in ``folder``."""
    sources, ts, qm = (folder / name for name in ("texts.py", f"qrdesk_{language}.ts", f"qrdesk_{language}.qm"))
    kept = FOLDER / ts.name
    if kept.exists():
        ts.write_bytes(kept.read_bytes())
    lines = [
        f"QCoreApplication.translate({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})\n"
        for context, several in sorted(texts.items())
        for text in sorted(several)
    ]
    sources.write_text("".join(lines), encoding="utf-8")
    _run(
        "pyside6-lupdate", "-extensions", "py", "-no-obsolete", "-locations", "none", "-sort-messages",
        "-disable-heuristic", "similartext", "-source-language", "en", "-target-language", target,
        str(sources), "-ts", str(ts),
    )  # fmt: skip
    written = {name: {text for text, _ in pairs} for name, pairs in pairs_of(ts).items()}
    if written != texts:
        raise SystemExit(f"{ts.name} does not hold the texts that were read.")
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))
    return ts, qm


def pairs_of(ts: Path) -> dict[str, list[tuple[str, str]]]:
    """Return by context each text with its translation, "" where there is none."""
    found: dict[str, list[tuple[str, str]]] = {}
    for context in ET.parse(ts).getroot().iter("context"):
        pairs = [
            (message.findtext("source", ""), message.findtext("translation", "")) for message in context.iter("message")
        ]
        found[context.findtext("name", "")] = pairs
    return found


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([TOOLS / f"{tool}{SUFFIX}", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tool} failed.\n{done.stdout}{done.stderr}")


def _differs(made: Path) -> bool:
    kept = FOLDER / made.name
    return not kept.exists() or kept.read_bytes() != made.read_bytes()


if __name__ == "__main__":
    main(sys.argv[1:])
