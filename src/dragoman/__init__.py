"""dragoman reads diplomatic papers into a cited, queryable record.

In Python: `from dragoman import Archive` opens an archive (dragoman.publish.api). It is imported when it is asked for.
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Archive", "__version__"]


def __getattr__(name: str) -> object:
    """The archive's class, when it is asked for: importing the package alone stays quick."""
    if name == "Archive":
        return import_module("dragoman.publish.api").Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
