"""Typesetting: Typst, run in a process of its own, so that it can be stopped and its memory is free again.

Nothing is fetched: no package is used, and only the files of one folder can be read. The fonts are those that come with
the program and with Typst; the machine's own serve only for characters that these lack.
"""

import json
import re
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from dragoman.errors import CannotTypeset, NotInstalled

# the OpenType faces that the edition uses; the package has each as TrueType too, and which of two is taken is chance
FACES = ("Regular", "It", "Semibold", "SemiboldIt")
FONTS = ("Source Serif Pro", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
# 520 pages take 17 seconds, and twice as many are the most that is bound; no machine is a hundred times slower
LONGEST = 3600                  # seconds
TIMES = 3                       # that a book is set at the most
STEP = 20                       # points between two characters of the probe
NOBODYS = "\U0010fffe"          # no character: what a font shows for it, it shows for all that it lacks
# the child is told what to set, what to write, the folder, whether the machine's fonts serve, and the form
_CHILD = """
import sys, typst
source, output, folder, own, form = sys.argv[1:]
try:
    compiler = typst.Compiler(source, root=folder, font_paths=[folder + "/fonts"], ignore_system_fonts=own == "own",
                              package_path=folder + "/none", package_cache_path=folder + "/none")
    compiler.compile(output=output, format=form)
    if form == "pdf":
        print(compiler.query("<told>", field="value", one=True))
except Exception as error:
    sys.exit(str(error))
"""
_PLACED = re.compile(r"matrix\([^()]* (?P<down>[\d.]+)\)|href=\"#(?P<glyph>[\w-]+)\"")


def available() -> None:
    """Nothing, where Typst is installed. Raises NotInstalled."""
    try:
        import_module("typst")
    except ImportError as error:
        raise NotInstalled("a PDF", "typst", "pip install 'dragoman[pdf]'") from error


def furnish(folder: Path) -> None:
    """Put into a folder what is needed there beside the papers: the fonts and how they are set."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for face in FACES:
        name = f"SourceSerifPro-{face}.otf"
        (fonts / name).write_bytes((files("font_source_serif_pro") / "files" / name).read_bytes())
    (folder / "fonts.json").write_text(json.dumps(FONTS), encoding="utf-8")
    for name in ("edition.typ", "probe.typ"):
        (folder / name).write_bytes((files("dragoman.publish.pdf") / name).read_bytes())


def typeset(folder: Path, *, machine: bool) -> int:
    """Set edition.json of a folder as edition.pdf; how many pages. `machine` has the machine's fonts serve as well.

    Where the head of a document stands alone at the foot of a page, all is set again with that head on the next page.
    Raises CannotTypeset.
    """
    early: list[str] = []
    pages = 0
    for _ in range(TIMES):
        (folder / "early.json").write_text(json.dumps(early), encoding="utf-8")
        told = json.loads(_run(folder, "edition.typ", folder / "edition.pdf", "pdf", machine=machine))
        pages = told["pages"]
        if not told["alone"]:
            break
        early += told["alone"]
    return pages


def lacking(folder: Path, characters: str, *, machine: bool) -> str:
    """Of these characters those that no font has. Raises CannotTypeset."""
    (folder / "probe.json").write_text(json.dumps([NOBODYS, *characters]), encoding="utf-8")
    output = folder / "probe.svg"
    _run(folder, "probe.typ", output, "svg", machine=machine)
    shown: dict[int, list[str]] = {}
    at = 0
    for m in _PLACED.finditer(output.read_text(encoding="utf-8")):
        if m["down"]:
            at = int(float(m["down"]) // STEP)
        else:
            shown.setdefault(at, []).append(m["glyph"])
    none = shown.get(1)
    return "".join(c for n, c in enumerate(characters, 2) if none and shown.get(n) == none)


def _run(folder: Path, source: str, output: Path, form: str, *, machine: bool) -> bytes:
    """Have a source set in some form; what the child says."""
    done = _ended([sys.executable, "-P", "-c", _CHILD, str(folder / source), str(output), str(folder),
                           "machine" if machine else "own", form])
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotTypeset(said[-1] if said else f"Typst ended with {done.returncode}")
    return done.stdout


def _ended(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """A child that has ended; one that takes too long is stopped."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired as error:
        raise CannotTypeset(f"Typst took longer than {LONGEST:,} seconds") from error
