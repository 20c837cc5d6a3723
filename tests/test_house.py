"""The house rules that a machine can check: layers, names, sizes, contracts."""

import ast
import importlib
import inspect
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dragoman"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each line may import from the lines below its own; the rooms of one line never import each other.
LAYERS = [("cli",), ("web",), ("publish",), ("pipeline", "inquiries"), ("archive",),
          ("sources", "readers", "resolution"), ("edition", "lexicon"), ("errors",)]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
# The specimen is data with a way to find it; anything may name it, it imports nothing.
OUTSIDE = {"specimen", "__init__", "__main__"}
FORBIDDEN = {"utils", "helpers", "common", "misc", "base", "manager"}
MODULE_LINES, FUNCTION_LINES, PARAMETERS = 400, 50, 6


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported(path: Path) -> set[str]:
    """Every module of the project that this one imports, anywhere in it (deferred imports counted too)."""
    found = set()
    known = {name_of(p) for p in MODULES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            submodules = {f"{node.module}.{a.name}" for a in node.names} & known
            found |= submodules or {node.module or ""}
    return {m for m in found if m.split(".")[0] == "dragoman"}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    here = room_of(name_of(path))
    if here in OUTSIDE:
        return
    for module in imported(path):
        there = room_of(module)
        if there in OUTSIDE or there == here:
            continue
        assert LEVEL[there] > LEVEL[here], f"{name_of(path)} imports {module}: {here} may not import {there}"


def test_every_room_is_on_the_plan() -> None:
    rooms = {room_of(name_of(p)) for p in MODULES}
    assert rooms <= set(LEVEL) | OUTSIDE, rooms - set(LEVEL) - OUTSIDE


def test_readers_never_import_one_another() -> None:
    for path in MODULES:
        name = name_of(path).split(".")
        if name[1:2] == ["readers"] and len(name) > 2:
            for module in imported(path):
                there = module.split(".")
                if there[1:2] == ["readers"]:
                    assert there[2:3] == name[2:3], f"{'.'.join(name)} imports {module}"


def test_no_import_ring() -> None:
    graph = {name_of(p): {m for m in imported(p) if m != name_of(p)} for p in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " imports ".join([*trail[trail.index(module):], module])
        if module in done:
            return
        for below in graph.get(module, ()):
            visit(below, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_and_sizes(path: Path) -> None:
    assert not FORBIDDEN & set(name_of(path).split(".")), path
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < MODULE_LINES, f"{path} has {len(text.splitlines())} lines"
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    every = functions(path)
    inner = {g for f in every for g in ast.walk(f) if g is not f}
    for f in every:
        lines = (f.end_lineno or f.lineno) - f.lineno + 1
        assert lines < FUNCTION_LINES, f"{path}: {f.name} has {lines} lines"
        count = len(f.args.posonlyargs) + len(f.args.args) + len(f.args.kwonlyargs)
        decorated_command = any("option" in ast.dump(d) or "argument" in ast.dump(d) for d in f.decorator_list)
        assert count <= PARAMETERS or decorated_command, f"{path}: {f.name} has {count} parameters"
        if not f.name.startswith("_") and f not in inner:
            assert ast.get_docstring(f), f"{path}: {f.name} has no docstring"


def test_readers_keep_their_contract() -> None:
    package = importlib.import_module("dragoman.readers")
    given: set[str] = set()
    for reader in package.READERS:
        assert list(inspect.signature(reader.read).parameters) == ["document", "earlier"], reader
        assert set(reader.NEEDS) <= given, f"{reader.__name__} needs {set(reader.NEEDS) - given}, which comes later"
        given.add(reader.GIVES)
        doc = reader.__doc__ or ""
        assert '"' in doc or "“" in doc, f"{reader.__name__}: its docstring opens with a real example in quotes"
        cases = ROOT / "tests" / "readers" / "cases" / f"{reader.__name__.split('.')[-1]}.toml"
        assert cases.exists(), f"{reader.__name__} has no cases"
        assert tomllib.loads(cases.read_text(encoding="utf-8")), cases


def test_layers_are_those_of_the_readers() -> None:
    package = importlib.import_module("dragoman.readers")
    nouns = importlib.import_module("dragoman.edition.annotation")
    assert tuple(r.GIVES for r in package.READERS) == nouns.LAYERS


def test_word_lists_are_toml() -> None:
    for path in (PACKAGE / "lexicon").rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_pipeline_is_one_page() -> None:
    assert len((PACKAGE / "pipeline.py").read_text(encoding="utf-8").splitlines()) < 100
