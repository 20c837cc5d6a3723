"""Every command that the README shows does what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.split("#")[0].strip() for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines() if line]


def test_commands_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    assert len(COMMANDS) > 8
    for command in COMMANDS:
        program, *args = shlex.split(command)
        assert program == "dragoman"
        if args[0] == "serve":
            served(args, tmp_path)
            continue
        done = subprocess.run([sys.executable, "-m", "dragoman", *args], cwd=tmp_path, capture_output=True, timeout=120)
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
        assert done.stdout, command


def served(args: list[str], folder: Path) -> None:
    """The workbench opens, says where it is, and gives its first page."""
    server = subprocess.Popen([sys.executable, "-m", "dragoman", *args, "--port", "0"], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        with urlopen(address, timeout=30) as answer:
            assert b"Waits for a decision" in answer.read()
    finally:
        server.terminate()
        server.wait(30)


def test_the_two_commands_are_in_the_makefile() -> None:
    shown = re.findall(r"^    make (\w+)$", README, re.M)
    assert shown == ["demo", "test"]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(shown) <= set(targets)


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_ci_calls_the_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
