# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists that Automatch is measured on, and what it is to reach there."""
import contextlib
import csv
import dataclasses
import os
import subprocess
import unicodedata

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
SETS = os.path.join(TOP, "tests/data/matching")
FIRST_SEED = 1000  # smaller ones are for tuning


@dataclasses.dataclass
class Lists:
    """Lists of one kind: a folder with a set, or as many as `seeds` made by make-lists, summed up."""
    name: str
    precision: float = 0  # goals of the link band; 0 is none
    recall: float = 0
    f1: float = 0         # goal of link and review together
    traps: int = -1       # at most so many look-alikes linked in each list; -1 is no goal
    seconds: float = 0    # goals of the whole command
    mib: float = 0
    kind: str = ""        # what make-lists is asked for
    rows: int = 0
    evidence: str = "some"
    seeds: int = 1
    peers_on_all: bool = True  # else on the first list only
    huge: bool = False
    quick: bool = False

    def folders(self, scratch, data):
        """The folders with left.csv, right.csv, truth.csv; none where a set is not there. One at a time: the big ones go again."""
        if not self.kind:
            for folder in filter(None, (SETS, data)):
                if os.path.exists(os.path.join(folder, self.name, "truth.csv")):
                    yield os.path.join(folder, self.name)
                    return
        for seed in range(FIRST_SEED, FIRST_SEED + self.seeds if self.kind else 0):
            folder = os.path.join(scratch, f"lists-{seed}")
            subprocess.run([os.path.join(TOP, "tests/tools/make-lists"), "--kind", self.kind, "--n", str(self.rows), "--seed", str(seed),
                            "--evidence", self.evidence, "--out", folder], stdout=subprocess.DEVNULL, check=True)
            yield folder
            for name in os.listdir(folder):
                os.remove(os.path.join(folder, name))


def contacts(name, rows, evidence, **goals):
    return Lists(f"contacts {name}, {evidence}", kind="contacts", rows=rows, evidence=evidence, peers_on_all=False, **goals)


ALL = [
    Lists("fodors-zagats", precision=.998, recall=.99, quick=True),
    Lists("sp500-sec", precision=.998, recall=.95),
    Lists("legislators-early", precision=.998, recall=.96),
    Lists("febrl4", precision=.995, recall=.80),
    Lists("chicago-childcare", precision=.97, recall=.80),
    Lists("fake1000", precision=.98, recall=.60, quick=True),
    Lists("abt-buy", f1=.92),
    Lists("amazon-google", f1=.72),
    contacts("1k", 1000, "none", quick=True),
    contacts("10k", 10000, "none", precision=.995, recall=.90, traps=2, seconds=.12, seeds=3),
    contacts("10k", 10000, "some", precision=.998, recall=.94, traps=2, seconds=.20, seeds=3),
    contacts("10k", 10000, "full", precision=.9995, recall=.98, traps=2, seeds=3),
    contacts("100k", 100000, "none", seconds=1.5, mib=150),
    contacts("100k", 100000, "some", precision=.995, recall=.90, seconds=2.2, mib=150),
    contacts("1M", 1000000, "none", seconds=30, mib=1024, huge=True),
    contacts("1M", 1000000, "some", seconds=40, mib=1024, huge=True),
    Lists("employees 300", precision=1, recall=.92, kind="employees", rows=300, seeds=10),
    Lists("work codes 300", precision=1, recall=.90, kind="workcodes", rows=300, seeds=10),
    Lists("expense codes 300", precision=1, recall=.88, kind="expenses", rows=300, seeds=10),
]


def fold(name):
    """As one would fold names without knowing more of them: no accents, no case, single blanks."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def write_folded(source, path):
    """What a peer reads."""
    with open(source, newline="", encoding="utf-8") as stream, open(path, "w", encoding="utf-8") as out:
        for row in csv.DictReader(stream):
            out.write(f"{row['id']}\t{fold(row['name'])}\n")


def write_shuffled(source, path, chance):
    """The same rows in another order."""
    with open(source, newline="", encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    chance.shuffle(rows)
    with open(path, "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([head, *rows])


def count_rows(path):
    with contextlib.closing(open(path, newline="", encoding="utf-8")) as stream:
        return sum(1 for _ in csv.reader(stream)) - 1
