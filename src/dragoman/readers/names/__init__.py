"""Names: "Comrade Raivid", "Tokyo", "the USSR", "the fishing convention", "the steamer Hans", one entry each.

Persons with their titles and offices, places, polities, organisations, agreements and ships, each under its fullest
printed form with all its mentions. Leaves alone: adjectives ("Japanese"), offices without a person ("the Secretary of
State"), "the Department" alone, months, and words that are capitalised only because a sentence begins.
"""

from collections.abc import Mapping

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.document import Document
from dragoman.readers.names.agreements import agreements_in
from dragoman.readers.names.capitals import capitals_in
from dragoman.readers.names.entities import entities_in
from dragoman.readers.names.governments import governments_in
from dragoman.readers.names.markup import marked
from dragoman.readers.names.mention import Claims
from dragoman.readers.names.offices import bound_notes, with_offices
from dragoman.readers.names.organisations import organisations_in
from dragoman.readers.names.own import own_names
from dragoman.readers.names.persons import in_parentheses, lines_alone, signatures
from dragoman.readers.names.ships import ships_in

NEEDS: tuple[str, ...] = ("heading", "apparatus")
GIVES = "name"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """One annotation for each person, place, polity, organisation, agreement and ship that the paper names."""
    text = document.text
    claims = Claims(len(text))
    found = list(marked(text, document.markup, claims))
    found += in_parentheses(text, claims)
    met = {m.label.lower() for m in found if m.kind == "person"} | _parties(earlier)
    lines = lines_alone(text)
    found += signatures(text, lines, met, claims)
    ships = list(ships_in(text, claims))
    found += ships
    found += organisations_in(text, claims)
    found += agreements_in(text, Claims(len(text)))
    found += capitals_in(text, claims, met, own_names(text, ships))
    met.update(m.label.lower() for m in found if m.kind == "person")
    found += signatures(text, lines, met, claims)
    found += governments_in(text, found)
    notes = bound_notes(earlier.get("apparatus", ()), document.notes)
    return entities_in(with_offices(found, text, notes), text)


def _parties(earlier: Mapping[str, list[Annotation]]) -> set[str]:
    """Surnames of the persons that the heading names, in lower case."""
    names = [a.body.name for a in earlier.get("heading", ()) if isinstance(a.body, HeadingField) and a.body.name]
    return {name.split()[-1].lower().rstrip(".") for name in names if name.split()}
