"""The specimen: an invented correspondence of 1926 and 1927 in every input format, with keys of what must be found.

Two ministries, their posts and a courier quarrel over two trawlers, a railway and the salt pans of Solenets. The papers
are data and ship with the program for its demonstration and its tests; this module only says where they lie.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

FOLDER = Path(str(files(__name__)))
LETTER = FOLDER / "papers" / "08-medyanov-letter.txt"


def papers() -> Path:
    """The folder of the fifteen papers as plain text, one file a paper."""
    return FOLDER / "papers"


def key() -> dict[str, Any]:
    """What must be found: the papers and their findings, the missing papers, the threads, which file carries which."""
    return dict(json.loads((FOLDER / "key.json").read_text(encoding="utf-8")))


def inquiries() -> dict[str, Any]:
    """What each inquiry must answer, read out of the papers by hand: actors, events, duties, positions and the rest."""
    return dict(json.loads((FOLDER / "inquiries.json").read_text(encoding="utf-8")))
