"""How right the program is on the papers at hand: floors that nobody lowers in silence.

The same figures are taken on other volumes; these papers only guard what has been reached.
"""

import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"
SCORE = SHARED / "scoring" / "score.py"

# (task, further arguments, figure, floor)
FLOORS = [
    ("headings", ["--sample", "600", "--seed", "11"], "fields", 0.99),
    ("segmentation", [], "f1", 0.985),
    ("spans", ["--spans", str(SHARED / "corpus" / "annotated")], "reference", 0.86),
    ("spans", ["--spans", str(SHARED / "corpus" / "annotated")], "name", 0.88),
    ("spans", ["--spans", str(SHARED / "corpus" / "annotated")], "damage", 0.62),
]


# of links between papers, without the editors' notes and with them: (row of the table, floors; a ceiling is negative)
LINKS = {"link precision": (0.97, 0.97), "link recall": (0.85, 0.90), "implied link F1": (0.97, 0.97),
         "elsewhere given target": (-0.02, -0.02), "not-printed given target": (-0.02, -0.02)}


@pytest.mark.skipif(not SCORE.exists(), reason="the scoring program and its papers are not beside this checkout")
@pytest.mark.xdist_group("floors")
@pytest.mark.parametrize(("task", "more", "figure", "floor"), FLOORS, ids=[f"{t}-{f}" for t, _, f, _ in FLOORS])
def test_floor(task: str, more: list[str], figure: str, floor: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.getbasetemp() / "gold"      # made once for all floors
    done = subprocess.run([sys.executable, SCORE, task, *more, "--dragoman", f"{sys.executable} -m dragoman",
                           "--work", work, "--figure", figure, "--minimum", str(floor)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.skipif(not SCORE.exists(), reason="the scoring program and its papers are not beside this checkout")
@pytest.mark.xdist_group("floors")
def test_links(tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.getbasetemp() / "gold"
    done = subprocess.run([sys.executable, SCORE, "crossrefs", "--dragoman", f"{sys.executable} -m dragoman", "--work", work],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    for row, floors in LINKS.items():
        (cells,) = [line.split()[-4:] for line in done.stdout.splitlines() if line.strip().startswith(f"{row} ")]
        for value, floor in zip((float(cells[1]), float(cells[3])), floors, strict=True):
            assert value >= floor if floor > 0 else value <= -floor, f"{row}: {value} against {floor}\n{done.stdout}"
