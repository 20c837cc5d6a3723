"""The generated pages say what the program says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "make_docs.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pictures_fetch_nothing() -> None:
    for name in ("reading.svg", "thread.svg"):
        picture = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert "url(http" not in picture and "@font-face" not in picture and "@import" not in picture
