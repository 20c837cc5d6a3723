"""How right the program is on the papers at hand: floors that nobody lowers in silence.

The same figures are taken on other volumes; these papers only guard what has been reached.
"""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
SCORE = SHARED / "scoring" / "score.py"
ANNOTATED = SHARED / "corpus" / "annotated"
pytestmark = [pytest.mark.xdist_group("floors"),
              pytest.mark.skipif(not SCORE.exists(), reason="the scoring program and its papers are not beside this checkout")]

# (task, further arguments, figure, floor)
FLOORS = [
    ("headings", ["--sample", "600", "--seed", "11"], "fields", 0.99),
    ("segmentation", [], "f1", 0.985),
]

# figures of the annotated papers: F1 of layers, accuracy of fields over the matches (the table's last column)
SPANS = {
    "reference": 0.86, "name": 0.88, "damage": 0.62,
    "statement": 0.735, "statement.act": 0.78, "statement.speaker": 0.625, "statement.hearer": 0.585,
    "directive": 0.735, "directive.force": 0.91, "directive.addressee": 0.765, "directive.condition": 0.74,
    "assessment": 0.755, "assessment.holder": 0.755, "assessment.certainty": 0.775, "assessment.stance": 0.925,
    "event": 0.64, "event.type": 0.725, "event.actor": 0.52, "event.target": 0.49, "event.modality": 0.83,
}

# the same of those that nothing was learned from: every third, by name (scripts/marked_papers.py), the founding letter too
ASIDE_EVERY = 3
ASIDE = {
    "statement": 0.66, "statement.act": 0.68, "statement.speaker": 0.57, "statement.hearer": 0.50,
    "directive": 0.62, "directive.force": 0.88, "directive.addressee": 0.70,
    "assessment": 0.68, "assessment.holder": 0.69, "assessment.certainty": 0.57, "assessment.stance": 0.85,
    "event": 0.53, "event.type": 0.56, "event.actor": 0.37, "event.target": 0.31, "event.modality": 0.70,
}

# of links between papers, without the editors' notes and with them: (row of the table, floors; a ceiling is negative)
LINKS = {"link precision": (0.97, 0.97), "link recall": (0.85, 0.90), "implied link F1": (0.97, 0.97),
         "elsewhere given target": (-0.02, -0.02), "not-printed given target": (-0.02, -0.02)}


def score(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """One run of the scoring program."""
    return subprocess.run([sys.executable, SCORE, *args, "--dragoman", f"{sys.executable} -m dragoman"],
                          capture_output=True, text=True)


@cache
def spans(folder: Path) -> dict[str, float]:
    """The figures of one run over a folder of annotated papers, by layer and by layer.field."""
    done = score("spans", "--spans", folder)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = re.findall(r"^ +([a-z]+(?:\.[a-z]+)?) +\d+ .*?(\d\.\d+)$", done.stdout, re.M)
    return {name: float(value) for name, value in rows}


@cache
def spans_aside() -> dict[str, float]:
    """The same of the papers kept aside."""
    with TemporaryDirectory(prefix="aside-") as folder:
        for path in sorted(ANNOTATED.glob("*.txt"))[ASIDE_EVERY - 1::ASIDE_EVERY]:
            shutil.copy(path, folder)
            shutil.copy(path.with_suffix(".jsonl"), folder)
        return spans(Path(folder))


@pytest.mark.parametrize(("task", "more", "figure", "floor"), FLOORS, ids=[f"{t}-{f}" for t, _, f, _ in FLOORS])
def test_floor(task: str, more: list[str], figure: str, floor: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.getbasetemp() / "gold"      # made once for all floors
    done = score(task, *more, "--work", work, "--figure", figure, "--minimum", str(floor))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize(("figure", "floor"), SPANS.items(), ids=list(SPANS))
def test_spans(figure: str, floor: float) -> None:
    assert spans(ANNOTATED)[figure] >= floor


@pytest.mark.parametrize(("figure", "floor"), ASIDE.items(), ids=list(ASIDE))
def test_spans_aside(figure: str, floor: float) -> None:
    assert spans_aside()[figure] >= floor


def test_links(tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.getbasetemp() / "gold"
    done = score("crossrefs", "--work", work)
    assert done.returncode == 0, done.stderr[-2000:]
    for row, floors in LINKS.items():
        (cells,) = [line.split()[-4:] for line in done.stdout.splitlines() if line.strip().startswith(f"{row} ")]
        for value, floor in zip((float(cells[1]), float(cells[3])), floors, strict=True):
            assert value >= floor if floor > 0 else value <= -floor, f"{row}: {value} against {floor}\n{done.stdout}"
