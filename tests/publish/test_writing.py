"""Writing: a file or folder is there whole or not at all, and nothing of anybody's is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import CannotExport, CannotWrite, FileStands
from dragoman.publish.writing import LISTING, file_of, put, whole, whole_folder


def write_file(path: Path, *, force: bool = False, fail: BaseException | None = None) -> None:
    with whole(path, force=force) as file:
        file.write(b"new")
        if fail:
            raise fail


def write_folder(path: Path, *, force: bool = False, fail: BaseException | None = None) -> None:
    with whole_folder(path, force=force) as folder:
        (folder / "a.csv").write_bytes(b"new")
        if fail:
            raise fail


EACH = pytest.mark.parametrize("write", [write_file, write_folder])
FULL = OSError(28, "No space left on device")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@EACH
def test_what_is_written_stands_under_its_name_alone(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / "out")
    assert names(tmp_path) == ["out"]
    found = tmp_path / "out" if write is write_file else tmp_path / "out" / "a.csv"
    assert found.read_bytes() == b"new"


@EACH
@pytest.mark.parametrize("fail", [FULL, KeyboardInterrupt(), ValueError("a bug")])
def test_a_write_that_fails_leaves_nothing(write, fail: BaseException, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CannotExport if fail is FULL else type(fail)) as caught:
        write(tmp_path / "out", fail=fail)
    assert names(tmp_path) == []
    if fail is FULL:
        assert str(caught.value) == f"{tmp_path}/out: this cannot be written (No space left on device); nothing was changed there."
        assert isinstance(caught.value, CannotWrite)


@EACH
def test_what_stands_stays_without_force_and_when_the_new_one_fails(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    write(out)
    held = out if out.is_file() else out / "a.csv"
    held.write_bytes(b"old")
    with pytest.raises(FileStands, match="--force"):
        write(out)
    with pytest.raises(CannotExport):
        write(out, force=True, fail=FULL)
    assert held.read_bytes() == b"old" and names(tmp_path) == ["out"]
    write(out, force=True)
    assert held.read_bytes() == b"new" and names(tmp_path) == ["out"]


def test_a_folder_that_cannot_take_its_name_gives_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "out")
    (tmp_path / "out" / "a.csv").write_bytes(b"old")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(13, "Permission denied")
        return rename(self, target)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CannotExport, match="Permission denied"):
        write_folder(tmp_path / "out", force=True)
    assert (tmp_path / "out" / "a.csv").read_bytes() == b"old" and names(tmp_path) == ["out"]


def test_force_takes_no_folder_that_holds_more_than_an_export(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").touch()
    with pytest.raises(CannotExport, match=r"a\.csv"):          # named as an export names it, and somebody's own
        write_folder(tmp_path / "out", force=True)
    (tmp_path / "out" / "a.csv").unlink()
    write_folder(tmp_path / "out")
    (tmp_path / "out" / "dissertation.odt").touch()
    with pytest.raises(CannotExport, match=r"dissertation\.odt"):
        write_folder(tmp_path / "out", force=True)
    assert names(tmp_path / "out") == ["a.csv", "dissertation.odt", "files.txt"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out")
    assert names(tmp_path / "out") == ["a.csv", "files.txt"]


def test_force_takes_no_archive_no_device_and_nothing_of_the_other_kind(tmp_path: Path, filed: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(filed.read_bytes())
    with pytest.raises(CannotExport, match="archive"):
        write_file(copy, force=True)
    with pytest.raises(CannotExport, match="a file, and a folder"):
        write_folder(copy, force=True)
    with pytest.raises(CannotExport, match="no ordinary file"):
        write_file(Path(os.devnull), force=True)
    with pytest.raises(CannotExport, match="it is a folder"):
        write_file(tmp_path, force=True)
    assert copy.read_bytes() == filed.read_bytes() and names(tmp_path) == ["copy.sqlite"]


@EACH
def test_a_folder_that_is_not_there_or_no_folder_is_said(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").touch()
    for path in (tmp_path / "nowhere" / "out", tmp_path / "file" / "out"):
        with pytest.raises(CannotExport, match=r"\((No such file or directory|Not a directory)\)"):
            write(path)
    assert names(tmp_path) == ["file"]


@EACH
@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_said(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    tmp_path.chmod(0o500)
    with pytest.raises(CannotExport, match="Permission denied"):
        write(tmp_path / "out")
    tmp_path.chmod(0o700)
    assert names(tmp_path) == []


# the system itself refuses every byte of a file beyond a limit, as a full disk does
FULL_DISK = """
import resource, sys
from dragoman import Archive
with Archive(sys.argv[1]) as archive:
    archive.holdings()
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
    try:
        archive.export(sys.argv[2], sys.argv[3])
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_disk_that_is_full_is_one_line_and_leaves_nothing(form: str, filed: Path, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL_DISK, filed, form, tmp_path / "out"], capture_output=True, text=True)
    assert done.stdout == f"CannotExport {tmp_path}/out: this cannot be written (File too large); nothing was changed there.\n"
    assert not done.stderr and names(tmp_path) == []


def test_a_folder_without_fixed_names_lists_its_files_and_nothing_else_is_ever_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def write(*files: str, force: bool = False) -> None:
        with whole_folder(out, force=force) as folder:
            for name in files:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(b"new")

    write("index.html", "paper/a/1.html")
    assert (out / LISTING).read_text().splitlines() == ["index.html", "paper/a/1.html"]
    with pytest.raises(FileStands):
        write("index.html")
    write("index.html", "paper/b.html", force=True)
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*.html")) == ["index.html", "paper/b.html"]
    for mine in ("paper/mine.txt", "notes"):
        (out / mine).mkdir() if mine == "notes" else (out / mine).write_text("mine")
        with pytest.raises(CannotExport, match=f"holds more than an export: {mine}"):
            write("index.html", force=True)
        assert (out / mine).exists()
        (out / mine).rmdir() if mine == "notes" else (out / mine).unlink()
    (out / LISTING).unlink()
    with pytest.raises(CannotExport, match="holds more than an export"):
        write("index.html", force=True)


@pytest.mark.parametrize(("identity", "path"), [
    ("frus1936v03/d12", "frus1936v03/d12.xml"), ("04-ekholm-despatch-41", "04-ekholm-despatch-41.xml"),
    ("письмо", "письмо.xml")])
def test_a_plain_id_is_a_path(identity: str, path: str) -> None:
    assert file_of(identity, ".xml") == path


@pytest.mark.parametrize("identity", [
    "", ".", "..", "../up", "a/../b", "/etc/passwd", "a//b", "a\0b", "a\nb", "CON", "nul.txt/a", ".hidden", "a.xml/1", "x" * 300, "я" * 200,
    "a b", "a:b", "a\\b", "a.", "\udcff"])
def test_no_id_leads_out_of_its_folder_or_to_a_name_that_a_system_refuses(identity: str, tmp_path: Path) -> None:
    path = file_of(identity, ".xml")
    assert "/" not in path and path.endswith(".xml") and path not in (".xml",)
    put(tmp_path, path, b"")
    assert file_of(identity + "1", ".xml") != path


@pytest.mark.parametrize("identity", ["\U00010330" * 80, "\U00010330" * 30, "a/" * 300 + "a", "\U00010330/" * 130 + "a", "я" * 60])
def test_no_path_is_longer_than_systems_take(identity: str, tmp_path: Path) -> None:
    path = file_of(identity, ".xml")
    assert len(path.encode()) < 500 and all(len(part.encode()) < 150 for part in path.split("/"))
    put(tmp_path, path, b"")


def test_a_name_that_stands_for_another_is_no_name_of_its_own(tmp_path: Path) -> None:
    stands = file_of("a b", "")
    assert file_of(stands, "") != stands
    assert file_of("e\u0301", ".xml") != file_of("\u00e9", ".xml")
    put(tmp_path, "a/b.xml", b"one")
    with pytest.raises(FileExistsError):
        put(tmp_path, "a/b.xml", b"two")
    assert (tmp_path / "a" / "b.xml").read_bytes() == b"one"


@EACH
def test_a_link_stays_and_what_it_leads_to_is_replaced(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", force=True)
    assert names(tmp_path) == ["link", "real"] and (tmp_path / "link").is_symlink() and not (tmp_path / "real").is_symlink()


def test_a_list_in_which_files_are_missing_still_tells_what_is_anothers(tmp_path: Path) -> None:
    def write(*files: str, force: bool = False) -> None:
        with whole_folder(tmp_path / "out", force=force) as folder:
            for name in files:
                put(folder, name, b"")

    write("a/b.html", "a/c.html", "a-b.html", "z.html")
    (tmp_path / "out" / "a" / "b.html").unlink()
    (tmp_path / "out" / "z.html").unlink()
    (tmp_path / "out" / "zz.html").write_bytes(b"mine")
    with pytest.raises(CannotExport, match=r"more than an export: zz\.html"):
        write("a/b.html", force=True)
    (tmp_path / "out" / "zz.html").unlink()
    write("a/b.html", force=True)
