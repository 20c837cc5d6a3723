"""Each inquiry with the function that holds it against the key of the specimen."""

import sqlite3
from collections.abc import Callable

from acts_key import chronicle, held_positions, ledger, subjects
from duties_key import pending
from people_key import actors, knowledge, network, tenure
from tallied import Held

HOLDERS: dict[str, Callable[[sqlite3.Connection], Held]] = {
    "actors": actors, "tenure": tenure, "chronicle": chronicle, "ledger": ledger, "pending": pending,
    "positions": held_positions, "network": network, "subjects": subjects, "known": knowledge}
