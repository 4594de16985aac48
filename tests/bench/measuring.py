# SPDX-License-Identifier: GPL-3.0-or-later
"""How the measuring programs run the program and its peers, take turns, and print a line a figure."""
import argparse
import contextlib
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from page import Missing, computer, find_rows, merge_rows, moment, read_page, table, write_section

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
DESKTOP = os.path.join(TOP, "tests/tools/run-in-desktop")
SEED = 20261122
HEAD = ["name", "Tieout", "peer", "what", "Tieout", "peer", "ratio", "budget", "measured"]


class Limit(str):
    """A budget that is not only told: whoever exceeds it has failed.  For what a machine's speed does not change."""

    def __new__(cls, value, most, note=""):
        self = super().__new__(cls, f"≤ {most}: {'pass' if value <= most else 'FAIL'}{note}")
        self.is_kept = value <= most
        return self


class Bench:
    def __init__(self, build, folder):
        self.build = build
        self.folder = folder
        self.tieout = os.path.join(build, "src/app/tieout")
        self.sandbox = os.path.join(build, "src/sandbox/tieout-sandbox")
        self.environment = dict(os.environ, XDG_DATA_DIRS=f"{build}/data/share:/usr/local/share:/usr/share", GSETTINGS_BACKEND="memory",
                                SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=os.path.join(folder, "keyring"), SECRET_FILE_TEST_PASSWORD="bench",
                                LANG="C.UTF-8")

    def path(self, name):
        return os.path.join(self.folder, name)

    def new_practice(self, name):
        """The path of an empty practice file; one of that name is made anew."""
        practice = self.path(name)
        for ending in ("", "-wal", "-shm", ".lock"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(practice + ending)
        self.run(os.path.join(self.build, "tests/bench/new-practice"), practice)
        return practice

    def run(self, *command, **options):
        result = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        if result.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)}: exit {result.returncode}\n{result.stderr}")
        return result.stdout

    def seconds(self, *command, **options):
        start = time.monotonic()
        self.run(*command, **options)
        return time.monotonic() - start

    def processor_seconds(self, *command, **options):
        """What a command takes of the processors, with all that it starts: the same on a busy machine."""
        with processor() as taken:
            self.run(*command, **options)
        return taken[0]


@contextlib.contextmanager
def processor():
    """A list that holds the processor seconds of the commands run in the block, once it is over."""
    taken, before = [], resource.getrusage(resource.RUSAGE_CHILDREN)
    yield taken
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def alternate(times, *measures):
    """Medians of several measures taken in turns, so that a busy moment hits all of them."""
    for measure in measures:
        measure()
    taken = [[] for _ in measures]
    for _ in range(times):
        for values, measure in zip(taken, measures):
            values.append(measure())
    return [statistics.median(values) for values in taken]


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as stream:
        return int(re.search(r"VmRSS:\s+(\d+)", stream.read()).group(1)) / 1024


def watch(bench, *command):
    """Seconds that a command takes, and its resident MiB while it ran."""
    samples = []
    start = time.monotonic()
    process = subprocess.Popen(command, env=bench.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        with contextlib.suppress(FileNotFoundError, AttributeError):
            samples.append(resident(process.pid))
        time.sleep(0.02)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:3])} …: exit {process.returncode}")
    return time.monotonic() - start, samples


def main(about, program, title, measurements, prepare=None):
    """Measures what the command line asks for.  measurements: name → generator of (what, ours, theirs, ratio, budget), whose first line of
    text names the two; a budget may be a Limit; prepare: gets the parsed arguments and a folder that lives as long as all of them."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(TOP, "_build"))
    parser.add_argument("--write")
    if prepare is not None:
        parser.add_argument("--quick", action="store_true", help="little data: whether it works, not how fast")
    parser.add_argument("names", nargs="*", choices=[[], *measurements])
    arguments = parser.parse_args()

    rows, failed = [], False
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as shared:
        if prepare is not None:
            prepare(Bench(os.path.abspath(arguments.build), shared), arguments.quick)
        for name in arguments.names or measurements:
            measure = measurements[name]
            with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
                try:
                    for row in measure(Bench(os.path.abspath(arguments.build), folder)):
                        what, ours, theirs, ratio, budget = row
                        times = "" if ratio is None else f"× {ratio:.2f}"
                        print(f"{name:14}{what:50}{ours:>10}{theirs:>12}   {times:8} {budget}", flush=True)
                        rows.append([name, *measure.__doc__.split(" | "), what, ours, theirs, times, budget, moment(arguments.build)])
                        failed |= not getattr(budget, "is_kept", True)
                except Missing as missing:
                    print(f"{name}: {missing}", file=sys.stderr)
                    rows.append([name, *measure.__doc__.split(" | "), f"left out: {missing}", "", "", "", "", moment(arguments.build)])
                except (OSError, RuntimeError, ValueError) as error:
                    print(f"{name}: {error}", file=sys.stderr)
                    failed = True
    if arguments.write:
        rows = merge_rows(find_rows(read_page(arguments.write), title), rows, measurements)
        write_section(arguments.write, title, f"`{program} NAME`. Medians. {computer()}\n\n{table(HEAD, rows)}")
    return failed
