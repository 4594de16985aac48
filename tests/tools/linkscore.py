#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score the links between two lists against the known ones.

    linkscore.py TRUTH.csv LINKS.csv [--traps TRAPS.csv]

TRUTH.csv and TRAPS.csv have left_id,right_id; LINKS.csv is what `tieout automatch` writes. Prints one JSON object.
Exit 1 when an id is linked twice.
"""
import argparse
import collections
import csv
import json
import sys

Link = collections.namedtuple("Link", "pair score band")
PROPOSED = ("link", "review")


def read_pairs(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return {(row["left_id"], row["right_id"]) for row in csv.DictReader(stream)}


def read_links(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return [Link((row["left_id"], row["right_id"]), float(row["score"]), row["band"]) for row in csv.DictReader(stream)]


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def quality(links, truth, bands=("link",)):
    """How good the pairs of some bands are: how many, right, wrong, precision, recall, F1."""
    pairs = {link.pair for link in links if link.band in bands}
    right = len(pairs & truth)
    precision = right / len(pairs) if pairs else 1.0
    recall = right / len(truth) if truth else 1.0
    return {"pairs": len(pairs), "right": right, "wrong": len(pairs) - right, "precision": precision, "recall": recall, "f1": f1(precision, recall)}


def trapped(links, truth, traps):
    """Look-alikes that were linked."""
    return len({link.pair for link in links if link.band == "link"} & traps - truth)


def repeats(links):
    """Ids that are linked more than once."""
    pairs = [link.pair for link in links if link.band == "link"]
    return sum(len(pairs) - len({pair[side] for pair in pairs}) for side in (0, 1))


def best_f1(links, truth):
    """The best F1 at any threshold of the score; pairs of one score come together."""
    scores = collections.defaultdict(list)
    for link in links:
        if link.band in PROPOSED:
            scores[link.score].append(link.pair in truth)
    best, taken, right = 0.0, 0, 0
    for score in sorted(scores, reverse=True):
        taken += len(scores[score])
        right += sum(scores[score])
        best = max(best, f1(right / taken, right / len(truth) if truth else 1.0))
    return best


def calibration_error(links, truth):
    """Mean distance between the score and the share that is right, over ten equal bins weighted by their size."""
    bins = collections.defaultdict(float)
    proposed = [link for link in links if link.band in PROPOSED]
    for link in proposed:
        bins[min(int(link.score * 10), 9)] += link.score - (link.pair in truth)
    return sum(map(abs, bins.values())) / len(proposed) if proposed else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("links")
    parser.add_argument("--traps")
    arguments = parser.parse_args()
    truth, links = read_pairs(arguments.truth), read_links(arguments.links)
    figures = {"truth": len(truth), "link": quality(links, truth), "link+review": quality(links, truth, PROPOSED),
               "best_f1": best_f1(links, truth), "calibration_error": calibration_error(links, truth), "repeats": repeats(links)}
    if arguments.traps:
        figures["trapped"] = trapped(links, truth, read_pairs(arguments.traps))
    print(json.dumps(figures, indent=1))
    return figures["repeats"] > 0


if __name__ == "__main__":
    sys.exit(main())
