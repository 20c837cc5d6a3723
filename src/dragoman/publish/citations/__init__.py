"""Citations: one paper as a footnote has it, and as the programs that keep bibliographies take it in."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dragoman.publish.citations.bibtex import bibtex
from dragoman.publish.citations.chicago import chicago
from dragoman.publish.citations.citation import Citation, citation_from, citation_of
from dragoman.publish.citations.csl import csl_json
from dragoman.publish.citations.ris import ris

__all__ = ["FORMS", "Citation", "CitationForm", "bibtex", "chicago", "citation_from", "citation_of", "csl_json", "ris"]


class CitationForm(NamedTuple):
    """A form of citation: its title for people, its media type, the ending of its file, and what writes it."""

    title: str
    media_type: str
    ending: str
    write: Callable[[Citation], str]


FORMS: Mapping[str, CitationForm] = {
    "chicago": CitationForm("Chicago (notes)", "text/plain", "txt", chicago),
    "bibtex": CitationForm("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": CitationForm("RIS", "application/x-research-info-systems", "ris", ris),
    "csl-json": CitationForm("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json),
}
