"""Authorities: by which addresses authority files know the parties of a paper, where people said so.

They are the matches that were accepted when names were reconciled (`dragoman reconcile`); no reader finds any.
"""

import re
import sqlite3
from collections.abc import Mapping

from dragoman.archive import drawn
from dragoman.inquiries.identifiers import identifiers
from dragoman.publish.citations.wording import escaped_address

# the authority files that CMIF's documentation names: VIAF, GND, BnF, Library of Congress, National Diet Library
_PREFERRED = re.compile(r"https?://(?:www\.)?(?:viaf\.org|d-nb\.info/gnd|(?:data|catalogue)\.bnf\.fr|id\.loc\.gov"
                        r"|id\.ndl\.go\.jp)/", re.I)


def references(connection: sqlite3.Connection) -> Mapping[str, str]:
    """One address of each person that a register knows, by the person's address here; a register of CMIF's first."""
    found: dict[str, str] = {}
    for name, known in identifiers(connection).items():
        addresses = [each.address for each in known if each.address]
        chosen = next(filter(_PREFERRED.match, addresses), next(iter(addresses), None))
        if chosen:
            found[name] = escaped_address(chosen)
    return found


def parties(connection: sqlite3.Connection, paper: str, registered: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """The addresses of the parties of a paper that are known, by role and place among those of the role."""
    if not registered:
        return {}
    joined = drawn.parties(connection, paper).items()
    return {at: registered[party.person] for at, party in joined if party.person and party.person in registered}
