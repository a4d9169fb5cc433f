#!/usr/bin/env python3
"""Put the fonts that QRDesk ships into resources/fonts: needs fontTools, and four packages of Debian.

    python packaging/make_fonts.py FOLDER   # where `dpkg -x` has unpacked them, one after the other

fonts-inter, fonts-roboto-slab, fonts-lobster and fonts-comfortaa: see resources/NOTICE for versions and licences. Each
is cut down to the scripts below. Two of them reserve their names (SIL Open Font License, condition 3), so what was cut
from them is called otherwise, in the file and in the app.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "resources/fonts"
_FONTS = Path("usr/share/fonts")
SOURCES = {
    "inter-regular.otf": ("opentype/inter/Inter-Regular.otf", None),
    "inter-bold.otf": ("opentype/inter/Inter-Bold.otf", None),
    "roboto-slab-regular.otf": ("opentype/roboto/slab/RobotoSlab-Regular.otf", None),
    "roboto-slab-bold.otf": ("opentype/roboto/slab/RobotoSlab-Bold.otf", None),
    "script-bold.otf": ("opentype/lobster/lobster.otf", "QRDesk Script"),
    "round-regular.ttf": ("truetype/comfortaa/Comfortaa-Regular.ttf", "QRDesk Round"),
    "round-bold.ttf": ("truetype/comfortaa/Comfortaa-Bold.ttf", "QRDesk Round"),
}
SCRIPTS = (
    range(0x20, 0x250),  # Latin, with its extensions A and B
    range(0x300, 0x370),  # accents that stand on the letter before
    range(0x370, 0x530),  # Greek, Cyrillic
    range(0x1E00, 0x1F00),  # Latin, additional: Vietnamese among it
    range(0x2000, 0x2070),  # punctuation
    range(0x20A0, 0x20D0),  # currencies
    (0x2116, 0x2122, *range(0x2190, 0x21AA), 0x2212, 0x25CF, 0x2605, 0x2606, 0x2665, 0x2713, 0xFB01, 0xFB02),
)
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
NAMED = {1: "{}", 3: "{} {}", 4: "{} {}", 6: "{}-{}", 16: "{}"}  # name ids of OpenType


def main(unpacked: Path) -> None:
    """Write every font."""
    FOLDER.mkdir(exist_ok=True)
    for file, (source, name) in SOURCES.items():
        font = TTFont(unpacked / _FONTS / source, recalcTimestamp=False)
        subsetter = Subsetter(_options())
        subsetter.populate(unicodes=[code for codes in SCRIPTS for code in codes])
        subsetter.subset(font)
        if name is not None:
            rename(font, name, "Bold" if "bold" in file else "Regular")
        font.save(FOLDER / file)
        sys.stdout.write(f"{(FOLDER / file).stat().st_size:9,} {file}\n")


def _options() -> Options:
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False  # words are drawn as shapes, at no size in pixels
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "gasp"]
    return options


def rename(font: TTFont, name: str, style: str) -> None:
    """Call ``font`` otherwise, wherever it says its name."""
    for record in font["name"].names:
        if record.nameID in NAMED:
            spelled = name.replace(" ", "") if record.nameID == 6 else name
            record.string = NAMED[record.nameID].format(spelled, style)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [f"{name.replace(' ', '')}-{style}"]
        cff.topDictIndex[0].FullName = f"{name} {style}"
        cff.topDictIndex[0].FamilyName = name


if __name__ == "__main__":
    main(Path(sys.argv[1]))
