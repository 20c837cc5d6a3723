#!/usr/bin/env python3
"""Moves each quote of the specimen's two keys, key.json and inquiries.json, to where it now stands in its paper.

    scripts/settle_specimen.py

It stops at a quote that stands there no more. `scripts/make_specimen.py --settle` does this first.
"""

import json
import re
import sys
from typing import Any

from dragoman.specimen import FOLDER, inquiries, key, papers

FINDINGS = ("names", "dates", "references", "damage", "directives", "statements", "assessments", "events")
Spans = dict[str, tuple[int, str]]


def settle_keys() -> None:
    """Settle both keys and write them anew."""
    whole, asked = key(), inquiries()
    spans = spans_of(whole)
    for paper in whole["papers"]:
        for layer in FINDINGS:
            for finding in paper[layer]:
                place(finding, f"{paper['id']}: {layer}", *spans[paper["id"]])
    settle(asked, spans)
    (FOLDER / "key.json").write_text(layout(whole), encoding="utf-8")
    (FOLDER / "inquiries.json").write_text(sections(asked) + "\n", encoding="utf-8")


def spans_of(whole: dict[str, Any]) -> Spans:
    """Where each paper and each enclosure begins in its file, and its words."""
    texts = {p["id"]: (papers() / f"{p['id']}.txt").read_text(encoding="utf-8").rstrip("\n") for p in whole["papers"]}
    spans = {paper: (0, text) for paper, text in texts.items()}
    for paper in whole["papers"]:
        spans |= {e["id"]: (e["start"], texts[paper["id"]][e["start"]:e["end"]]) for e in paper["enclosures"]}
    return spans


def settle(value: Any, spans: Spans) -> None:
    """Settle every passage of a value, however deep it lies; one of an enclosure stays inside it."""
    if isinstance(value, dict) and "quote" in value:
        place(value, f"inquiries: {value['paper']}", *spans[value["paper"]])
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        settle(part, spans)


def place(finding: dict[str, Any], where: str, begin: int, text: str) -> None:
    """Give a finding the nearest place of its quote in a text that begins at `begin` of its file."""
    found = [begin + m.start() for m in re.finditer(re.escape(finding["quote"]), text)]
    if not found:
        sys.exit(f"{where}: these words stand nowhere: {finding['quote']}")
    finding["start"] = min(found, key=lambda at: abs(at - finding["start"]))


def layout(whole: dict[str, Any]) -> str:
    """The key as JSON that a person can edit: one finding a line."""
    def block(name: str, values: list[Any], margin: str) -> str:
        rows = ",\n".join(f"{margin}  {line(v)}" for v in values)
        return f"{margin}{line(name)}: [\n{rows}\n{margin}]" if values else f"{margin}{line(name)}: []"
    entries = [",\n".join([f"{{\"id\": {line(p['id'])}", f" \"heading\": {line(p['heading'])}",
                           *(block(k, v, " ") for k, v in p.items() if k not in ("id", "heading"))]) + "\n}"
               for p in whole["papers"]]
    return ("{\n" + f"\"files\": {line(whole['files'])},\n\"papers\": [\n" + ",\n".join(entries) + "\n],\n"
            + ",\n".join(block(k, v, "") for k, v in whole.items() if k not in ("files", "papers")) + "\n}\n")


def sections(value: Any) -> str:
    """The key of inquiries as JSON that a person can edit: sections, and in them one entry a line."""
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return "[\n" + ",\n".join(f"  {line(v)}" for v in value) + "\n]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{line(k)}: {sections(v)}" for k, v in value.items()) + "\n}"
    return line(value)


def line(value: Any) -> str:
    """A value in one line."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    settle_keys()
