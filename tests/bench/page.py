# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measuring programs share: finding peers, and the page with the results, where each writes its own section only."""
import contextlib
import datetime
import json
import os
import platform
import re
import shutil

HEAD = ("# Measured\n\nEach section is written by the program that it names, with `--write tests/bench/RESULTS.md`. Peers are measured in the same run; "
        "what counts are the ratios, since machines differ.\n")


class Missing(Exception):
    """A peer that is not installed."""


def peer(name):
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{name} is not installed")
    return path


def buildtype(build):
    with open(os.path.join(build, "meson-info/intro-buildoptions.json"), encoding="utf-8") as stream:
        return next(option["value"] for option in json.load(stream) if option["name"] == "buildtype")


def load():
    """How much else went on: with nothing else it is about one."""
    return f"{os.getloadavg()[1]:.1f}"


def computer():
    model = platform.processor()
    with contextlib.suppress(OSError, AttributeError), open("/proc/cpuinfo", encoding="utf-8") as stream:
        model = re.search(r"model name\s*:\s*(.*)", stream.read()).group(1)
    with open("/etc/os-release", encoding="utf-8") as stream:
        system = re.search(r'PRETTY_NAME="(.*)"', stream.read()).group(1)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"Machine: {model}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}."


def machine(build):
    """Where and with which build it was measured, and when."""
    return f"{computer()} Build: {buildtype(build)}. Date: {datetime.date.today().isoformat()}. Load of the machine at the end: {load()}."


def moment(build):
    """The same of one measurement of a table, beside those of other days."""
    return f"{buildtype(build)}, {datetime.date.today().isoformat()}, load {load()}"


def table(head, rows):
    """A table in Markdown; all cells are text."""
    return "".join("| " + " | ".join(row) + " |\n" for row in [head, ["---"] * len(head), *rows])


def replace_section(text, title, content):
    """The page with the section of that title put in place of the one it had, or added at the end."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    sections = [part.rstrip("\n") + "\n" for part in parts[1:]]
    new = f"## {title}\n\n{content.strip()}\n"
    places = [place for place, section in enumerate(sections) if section.startswith(f"## {title}\n")]
    if places:
        sections[places[0]] = new
    else:
        sections.append(new)
    return "\n".join([HEAD, *sections])


def find_rows(text, title):
    """The rows of the table in the section of that title."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        if section.startswith(f"{title}\n"):
            return [line[2:-2].split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]
    return []


def merge_rows(old, new, names):
    """A table in the order of the names that rows begin with: of each name the new rows, where it was not measured the old ones."""
    measured = {row[0] for row in new}
    return [row for name in names for row in (new if name in measured else old) if row[0] == name]


def read_page(path):
    with contextlib.suppress(FileNotFoundError), open(path, encoding="utf-8") as stream:
        return stream.read()
    return ""


def write_section(path, title, content):
    text = replace_section(read_page(path), title, content)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
