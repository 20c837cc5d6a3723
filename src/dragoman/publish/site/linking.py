"""Linking: the addresses in the HTML of a page made links between files; what leads nowhere becomes plain text."""

import re
from html import unescape

from markupsafe import escape

from dragoman.publish.site.places import Place, relative

# where a template puts an address; words of papers have their quotation marks escaped, and cannot look so
_ADDRESS = re.compile(r'(?P<rel> rel="(?:prev|next)")? (?P<name>href|src|action)="(?P<address>/[^"]*)"')


def linked(html: str, here: str, place: Place) -> str:
    """A page with its addresses as links from the file `here`.

    Where `place` knows none, the element stays without its link.
    """
    def link(m: re.Match[str]) -> str:
        found = place(unescape(m["address"]))
        if found is None:
            return ""
        return f'{m["rel"] or ""} {m["name"]}="{escape(relative(found, here))}"'
    return _ADDRESS.sub(link, html)
