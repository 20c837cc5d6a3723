"""What the tests share: where the corpus lies, if it is there at all."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real papers; the test is skipped where it is absent."""
    if not CORPUS.exists():
        pytest.skip("the corpus of real papers is not beside this checkout")
    return CORPUS


@pytest.fixture(scope="session")
def letter(corpus: Path) -> Path:
    """The founding letter."""
    return corpus / "letter-1937-01-21.txt"
