"""Makes the fonts of the sign-in pages: the characters of their texts, in two weights.

Needs fonttools and brotli, and the packages @fontsource-variable/noto-sans-sc and -tc, which the
patients' app has too:  subset.py mobile-bff/app/node_modules
A test fails when a text has a character that its font lacks; then run this again.
"""
import io
import json
import sys
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RESOURCES = Path(__file__).resolve().parent.parent / "src/main/resources/org/yipiao/authorization/signin"
LANGUAGES = {"zh-CN": ("sc", "texts_zh_CN"), "zh-TW": ("tc", "texts_zh_TW")}
WEIGHTS = (400, 600)

# What the pages show in bold type.
BOLD = (".heading", ".heading.staff", ".label", ".submit", "own.offer", "own.to", "own.text", "own.write", "own.sent", "own.message")

# Texts of messages to phones, which no page shows.
NO_PAGE = ("message", "own.notice")


def characters(bundle, weight):
    lines = (RESOURCES / f"{bundle}.properties").read_text("utf-8").splitlines()
    texts = dict(line.split("=", 1) for line in lines if "=" in line)
    text = "".join(value for key, value in texts.items() if key not in NO_PAGE and (weight < 600 or key.endswith(BOLD)))
    return sorted(set(text) | {chr(code) for code in range(0x20, 0x7F)})


def contains(ranges, code):
    for each in ranges.replace("U+", "").split(","):
        first, _, last = each.strip().partition("-")
        if int(first, 16) <= code <= int(last or first, 16):
            return True
    return False


def piece(path, wanted, weight):
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2, 13, 14])
    font = TTFont(path)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=wanted)
    chosen.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    for table in ("GSUB", "GPOS", "GDEF", "STAT", "vhea", "vmtx", "VORG", "BASE"):
        if table in font:
            del font[table]
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    return plain


def build(package, wanted, weight, target):
    left = {ord(character) for character in wanted}
    pieces = []
    for name, ranges in json.loads((package / "unicode.json").read_text()).items():
        found = {code for code in left if contains(ranges, code)}
        name = name.strip("[]")
        path = package / "files" / f"{package.name}-{name}-wght-normal.woff2"
        if found and path.exists():
            found &= set(TTFont(path).getBestCmap())
            if found:
                pieces.append(piece(path, found, weight))
                left -= found
    if left:
        raise SystemExit(f"{package.name} lacks {''.join(map(chr, sorted(left)))}")
    font = merge.Merger().merge(pieces)
    font.flavor = "woff2"
    font.save(target)
    print(target.name, target.stat().st_size, "bytes")


def main():
    packages = Path(sys.argv[1]) / "@fontsource-variable"
    for language, (script, bundle) in LANGUAGES.items():
        for weight in WEIGHTS:
            wanted = characters(bundle, weight)
            target = RESOURCES / f"sign-in-{language}-{weight}.woff2"
            build(packages / f"noto-sans-{script}", wanted, weight, target)
            target.with_suffix(".txt").write_text("".join(wanted) + "\n", "utf-8")


main()
