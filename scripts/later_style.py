"""Papers of the known volumes dressed as the volumes of 1945 to 1990 print them, so that the model meets their habits.

The bodies stay; numbers, heads, file lines, marks and notes are made anew, front matter and index from invented words.
"""

import random
from collections.abc import Iterator, Sequence

Labelled = list[tuple[str, str]]
CLASSES = [
    "secret", "confidential", "top secret", "restricted", "official use only", "SECRET", "CONFIDENTIAL",
    "secret priority",
]
FILES = [
    "611.94/10–{y}{n}", "Central Files, 711.11–EI/{n}–{n}", "POL 27 VIET S",
    "S/S–NSC files, lot 63 D 351, NSC 5{n} Series", "PPS files, lot 64 D 563",
    "Conference files, lot 59 D 95, CF {n}", "POL US–USSR", "740.00119 Control (Japan)/{n}–{n}{y}",
    "INR–NIE files", "Eisenhower Library, Whitman File", "{y}0.00/{n}–{n}{y}", "6{y}A.00/{n}–{n}{y}",
]
SOURCES = [
    "Source: Department of State, Central Files, {f}. Secret; Priority. Drafted by {a} and approved by {b}.",
    "Source: National Archives, Nixon Presidential Materials, NSC Files, Box {n}, Country Files. Secret; Sensitive.",
    "Source: Kennedy Library, National Security Files, Countries Series. Top Secret. Sent for information.",
    "Source: Department of State, Central Files, {f}. Confidential. Repeated for information to {a}.",
    "Source: Carter Library, National Security Affairs, Brzezinski Material. Confidential. Drafted on {d} by {a}.",
]
SORTS = [
    "Telegram From the Embassy in {p} to the Department of State",
    "Telegram From the Department of State to the Embassy in {p}", "Memorandum of Conversation",
    "Memorandum From the Assistant Secretary of State ({a}) to the Secretary of State",
    "Memorandum From the President’s Assistant for National Security Affairs ({a}) to President {b}",
    "Letter From President {a} to Prime Minister {b}", "Memorandum for the Record",
    "Minutes of a Meeting of the Council", "National Intelligence Estimate",
    "Special National Intelligence Estimate", "Paper Prepared in the Department of State",
    "Memorandum by the Deputy Under Secretary of State ({a})",
    "Circular Telegram From the Department of State to Certain Posts",
    "Despatch From the Consulate General at {p} to the Department of State",
    "Summary Notes of the 300th Meeting of the Council", "Intelligence Memorandum",
    "Airgram From the Embassy in {p} to the Department of State", "Action Memorandum From {a} to {b}",
    "Backchannel Message From the Ambassador to {p} ({a}) to the Assistant ({b})", "Note From {a} to {b}",
    "Message From the Ambassador at Large ({a}) to the Secretary of State",
    "National Security Decision Memorandum 1{n}",
    "Memorandum of a Conversation Between {a} and {b}, Department of State, Washington, {d}",
    "Telephone Conversation Between {a} and {b}", "Draft Paper Prepared by the Policy Planning Staff",
]
POSTS = [
    "Tokyo", "London", "Paris", "Moscow", "Cairo", "New Delhi", "Saigon", "Santiago", "Rome", "Ankara", "Tehran",
    "Vientiane",
]
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]
SYLLABLES = [
    "har", "den", "mil", "ton", "ber", "wick", "ros", "tan", "vel", "lor", "kin", "mar", "sel", "gar", "wen",
    "ster",
]


class Dresser:
    """Makes one invented later volume from the papers of an old one."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.year, self.number = rng, rng.randint(1945, 1985), 0
        self.style = rng.choice(["file", "number and file", "title", "title", "title"])

    def name(self) -> str:
        return "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.randint(2, 3))).capitalize()

    def day(self) -> str:
        return f"{self.rng.choice(MONTHS)} {self.rng.randint(1, 28)}, {self.year}"

    def filled(self, pattern: str) -> str:
        values = {"{a}": self.name(), "{b}": self.name(), "{p}": self.rng.choice(POSTS), "{d}": self.day(),
                  "{y}": str(self.year % 100), "{n}": str(self.rng.randint(1, 99))}
        for key, value in values.items():
            pattern = pattern.replace(key, value)
        return pattern

    def volume(self, papers: Sequence[Labelled]) -> Labelled:
        """A whole volume: front matter, chapters of papers, an index."""
        out: Labelled = [(line, "M") for line in self.front()]
        for i, paper in enumerate(papers):
            if i == 0 or self.rng.random() < 0.03:
                title = " ".join(self.name() for _ in range(self.rng.randint(1, 3)))
                out += [(title.upper() if self.rng.random() < 0.3 else title, "M")]
                if self.rng.random() < 0.5:
                    numeral = self.rng.choice(["I", "II", "III", "IV"])
                    out += [(f"{numeral}. Relations With {self.name()} and the Question of {self.name()}", "M")]
            out += self.paper(paper)
        return out + [(line, "M") for line in self.index()]

    def front(self) -> Iterator[str]:
        """Preface, sources, abbreviations, persons, as they stand before the papers."""
        yield f"Foreign Relations of the United States, {self.year}–{self.year + 3}, Volume {self.name()}"
        yield "Preface"
        for _ in range(6):
            yield "The editors present the papers of this volume in the order of their dates, with notes. " * 4
        yield "Sources"
        for _ in range(self.rng.randint(5, 60)):
            more = self.rng.choice(["", f" {self.name()} Files", ", Department of State"])
            yield self.filled(self.rng.choice(FILES)) + more
        yield from ["Abbreviations and Terms"]
        for _ in range(self.rng.randint(20, 80)):
            yield f"{self.name().upper()[:4]}, {self.name()} {self.name()} Organization"
        yield "Persons"
        for _ in range(self.rng.randint(20, 80)):
            post = f"Ambassador to {self.rng.choice(POSTS)} until {self.day()}"
            yield f"{self.name()}, {self.name()} {self.name()[0]}., {post}"
        if self.rng.random() < 0.5:
            yield "List of Papers"
            for n in range(1, 60):
                yield f"{n}. {self.filled(self.rng.choice(SORTS))}, {self.day()} {n + 10}"

    def index(self) -> Iterator[str]:
        yield "Index"
        for _ in range(self.rng.randint(40, 120)):
            pages = ", ".join(str(self.rng.randint(1, 900)) + self.rng.choice(["", "n", "–9"])
                              for _ in range(self.rng.randint(1, 6)))
            yield f"{self.name()}, {self.name()} {self.name()[0]}., {pages}"

    def paper(self, paper: Labelled) -> Labelled:
        """One paper in the dress of its volume."""
        self.number += 1
        if self.rng.random() < 0.06:
            body = [line for line, _ in paper if len(line) > 200][:4] or ["A meeting was held; no record was found."]
            head = self.rng.choice([f"{self.number}. Editorial Note", "Editorial Note"])
            return [(head, "D")] + [(line, "d") for line in body]
        notes_at = [i for i, (line, _) in enumerate(paper) if i > 3 and line[:1] == "[" and line[1:2].isdigit()]
        foot = notes_at[0] if notes_at else len(paper)
        first = next((i for i, (line, _) in enumerate(paper) if len(line) > 120), min(3, len(paper) - 1))
        body, notes = [(line, "d") for line, _ in paper[first:foot]], [(line, "d") for line, _ in paper[foot:]]
        if self.style != "title" and self.rng.random() < 0.9:
            return self._by_file(paper, first)
        if self.rng.random() < 0.7 and len(body) > 1 and len(body[-1][0]) < 60:
            body[-1] = (f"{self.name()}", "d")
        source = f"[1] {self.filled(self.rng.choice(SOURCES)).replace('{f}', self.filled(FILES[0]))}"
        return self._titled() + body + self._attached(paper) + [(source, "d")] + notes

    def _titled(self) -> Labelled:
        """Head, dateline, subject and participants of a paper of the 1950s and after."""
        sort = self.filled(self.rng.choice(SORTS))
        mark = self.rng.choice(["[1]", "[1]", " [1]", ""])
        lines = [f"{self.number}. {sort}{mark}"]
        place = self.rng.choice([*POSTS, "Washington", "Washington"])
        hour = self.rng.choice(["", "", ", 6 p.m.", ", 1420Z.", ", 10:30 a.m.–noon."])
        lines.append(f"{place}, {self.day()}{hour or '.'}")
        if "Telegram" in sort and self.rng.random() < 0.5:
            begin = self.rng.choice(["Subject: ", "Ref: ", "Deptel ", ""])
            lines.append(f"{self.rng.randint(10, 9999)}. {begin}{self.name()} {self.name()}.")
        if "Memorandum" in sort and self.rng.random() < 0.7:
            lines += ["SUBJECT", f"{self.name()} and {self.name()} Matters"]
        if "Conversation" in sort or "Meeting" in sort:
            lines += [self.rng.choice(["PARTICIPANTS", "PRESENT"])]
            lines += [f"{self.name()}, {self.name()}" for _ in range(self.rng.randint(2, 7))]
        return [(line, "D" if i == 0 else "d") for i, line in enumerate(lines)]

    def _attached(self, paper: Labelled) -> Labelled:
        """Now and then a paper attached to it."""
        if self.rng.random() > 0.08:
            return []
        title = self.filled(self.rng.choice(["Paper Prepared in the Department of State", "Memorandum From {a} to {b}",
                                             "Draft Telegram", "Talking Points"]))
        bodies = [line for line, _ in paper if len(line) > 120][:3]
        first = self.rng.choice(["Attachment", "Tab A", "Enclosure", "[Enclosure]", "[Attachment]", "Annex A"])
        lines = [first, title, f"Washington, {self.day()}.", *bodies]
        return [(line, "E" if i == 0 else "e") for i, line in enumerate(lines)]

    def _by_file(self, paper: Labelled, first: int) -> Labelled:
        """A paper of the 1940s and early 1950s: file line, head, class."""
        lines = [f"No. {self.number}"] if self.style == "number and file" else []
        sort = self.rng.choice([": Telegram", ": Circular telegram", "", ""])
        lines.append(self.filled(self.rng.choice(FILES)) + sort)
        heads = [line for line, _ in paper[:first] if " to " in line or "emorandum" in line]
        lines += heads[:1] or [self.filled("The Ambassador in {p} ({a}) to the Secretary of State")]
        dateline = f"{self.rng.choice(POSTS)}, {self.day()[:-6]}, {self.year}—{self.rng.randint(1, 12)} p. m."
        opening = [self.rng.choice(CLASSES), dateline]
        if self.rng.random() < 0.5:
            opening.reverse()
        lines += opening[self.rng.randint(0, 1):] if self.rng.random() < 0.3 else opening
        rest = [(line, "d" if p == "D" else p) for line, p in paper[first:]]
        return [(line, "D" if i == 0 else "d") for i, line in enumerate(lines)] + rest
