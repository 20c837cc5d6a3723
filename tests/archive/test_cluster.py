"""The same archive, byte for byte in its dump, however many processes read: one, several, or a Dask cluster's."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made import dump

Shelf = Callable[[int], Path]


def add(archive: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dragoman", "add", archive, *more], capture_output=True, text=True, timeout=180)


@pytest.mark.xdist_group("cluster")
def test_one_process_two_and_a_cluster_make_the_same_archive(tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    folder = shelf(150)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
                                  silence_logs=40) as cluster:
        ways = {"one": ["--jobs", "1"], "two": ["--jobs", "2"], "cluster": ["--cluster", cluster.scheduler_address]}
        for name, options in ways.items():
            done = add(tmp_path / f"{name}.sqlite", folder, *options)
            assert done.returncode == 0 and not done.stderr, done.stderr
    one = dump(tmp_path / "one.sqlite")
    assert len(one["document"]) == 150
    assert dump(tmp_path / "two.sqlite") == one
    assert dump(tmp_path / "cluster.sqlite") == one


def test_no_scheduler_gets_one_line(tmp_path: Path, shelf: Shelf) -> None:
    pytest.importorskip("distributed")
    done = add(tmp_path / "a.sqlite", shelf(2), "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "tcp://127.0.0.1:9" in line and "no Dask scheduler answers" in line
