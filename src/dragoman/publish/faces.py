"""The files that pages are made up with: style sheets, the sign in a tab, and an open serif from its own package."""

from importlib.resources import files
from pathlib import Path

ASSETS = Path(str(files("dragoman.publish"))) / "assets"
FONTS = Path(str(files("font_source_serif_pro"))) / "files"
# the faces that the style sheets name
FACES = ("SourceSerifPro-Regular.ttf", "SourceSerifPro-It.ttf", "SourceSerifPro-Semibold.ttf",
         "SourceSerifPro-SemiboldIt.ttf")
