"""Chicago, notes style: "Grew to the Secretary of State, telegram no. 98, Tokyo, 23 March 1936, 711.94/1035, ..."

As the Chicago Manual of Style has letters in published collections and papers in archives: the writer to the addressee,
the kind unless it is a letter, place and date, then where it is kept or printed.
"""

from dragoman.publish.citations.citation import Citation, cleaned
from dragoman.publish.citations.days import in_words
from dragoman.publish.citations.wording import address_of, called, kind_and_number, numbered, what


def chicago(citation: Citation) -> str:
    """The note, one line of plain text that ends with a full stop."""
    c = cleaned(citation)
    hour = c.time if c.time and c.number is None and c.date else None   # tells apart two telegrams of one day
    parts = [called(c), _kind(c), c.place, in_words(c.date) or "n.d.", hour, _kept(c), _printed(c), address_of(c)]
    note = ", ".join(filter(None, parts)).rstrip(" ,;")
    return note if note.endswith(".") else f"{note}."


def _kind(c: Citation) -> str:
    """The kind and number where the words before do not say them; a letter without a number is taken for granted."""
    if c.sender:
        return "" if what(c) in ("letter", "untitled paper") else what(c)
    return kind_and_number(c) if c.title and c.number and not called(c).endswith(f"no. {c.number}") else ""


def _kept(c: Citation) -> str:
    return (c.source or "").rstrip(" .,;")


def _printed(c: Citation) -> str:
    """"in Documents of foreign policy ..., 54–58"; after a place in an archive without "in"."""
    number = numbered(c)
    pages = "–".join(c.pages)
    if number and pages:
        pages = f"pp. {pages}" if len(c.pages) > 1 else f"p. {pages}"
    where = ", ".join(filter(None, (c.within.rstrip(" .,;"), number, pages)))
    return f"in {where}" if where and not c.source else where
