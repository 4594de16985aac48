#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people pair lists of names with, as peers of Automatch.

    peers.py exact|fts5 LEFT.tsv RIGHT.tsv OUT.tsv

A peer gets two files of lines "id, tab, folded name" and writes lines "score, tab, left id, tab, right id": the pairs that it would think of, at
most CANDIDATES for each row on the left where it can be told so. Reading our CSV and folding is done for it and not counted.
"""
import collections
import contextlib
import csv
import glob
import json
import math
import os
import pwd
import shutil
import subprocess
import sys
import tempfile

from page import Missing, peer

HERE = os.path.dirname(os.path.realpath(__file__))
CANDIDATES = 5
SCRIPT = os.path.join(HERE, "peers.js")

Cost = collections.namedtuple("Cost", "seconds cpu mib")


def measured(folder, *command, env=None, stdout=None):
    """Runs a command to its end and gives what it cost and what it said on standard error."""
    report = os.path.join(folder, "cost.json")
    done = subprocess.run([os.path.join(HERE, "measure"), report, *command], env=env, stdout=stdout or subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    with open(report, encoding="ascii") as stream:
        return Cost(**json.load(stream)), done.stderr


class Process:
    """A peer that is a command with three files."""

    def __init__(self, reach, *command, env=None):
        self.reach = reach
        self.command = command
        self.env = env

    def run(self, folder, left, right, out):
        return measured(folder, *self.command, left, right, out, env=self.env)[0]

    def close(self):
        pass


class Postgres:
    """A database cluster of its own in a temporary folder, reached by a socket there; the server runs before the clock does."""

    SQL = """
        DROP TABLE IF EXISTS l, r;
        CREATE UNLOGGED TABLE l (id text, name text);
        CREATE UNLOGGED TABLE r (id text, name text);
        \\copy l FROM {left} WITH (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\b')
        \\copy r FROM {right} WITH (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\b')
        CREATE INDEX ON r USING gin (name gin_trgm_ops);
        ANALYZE l, r;
        \\copy (SELECT similarity (l.name, r.name), l.id, r.id FROM l JOIN r ON r.name % l.name) TO {out}
        \\copy (SELECT pg_read_file ('/proc/self/stat'), pg_read_file ('/proc/self/status')) TO {proc} WITH (FORMAT csv)
        """

    def __init__(self, reach):
        self.reach = reach
        self.folder = None
        servers = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        self.bin = os.path.dirname(servers[-1] if servers else peer("initdb"))
        self.psql = peer("psql")
        self.start()

    def start(self):
        self.folder = tempfile.mkdtemp(prefix="tieout-pg-")
        self.socket = os.path.join(self.folder, "socket")
        os.mkdir(self.socket)
        self.user = {}
        if os.geteuid() == 0:  # the server refuses to run as root
            nobody = pwd.getpwnam("nobody")
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            for path in (self.folder, self.socket):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        try:
            self.serve("initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8", "-N")
            self.serve("pg_ctl", "-w", "-l", os.path.join(self.folder, "log"), "start", "-o",
                       f"-c listen_addresses='' -c unix_socket_directories={self.socket} -c fsync=off -c shared_buffers=256MB -c work_mem=64MB")
            self.query("CREATE EXTENSION pg_trgm")
        except BaseException:
            self.close()
            raise

    def serve(self, program, *words):
        done = subprocess.run([os.path.join(self.bin, program), "-D", os.path.join(self.folder, "data"), *words], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, **self.user)
        if done.returncode:
            raise Missing(f"{program}: {done.stderr.strip()}")

    def connection(self, *words):
        return [self.psql, "-X", "-q", "-h", self.socket, "-U", "bench", "-v", "ON_ERROR_STOP=1", *words, "postgres"]

    def query(self, sql):
        done = subprocess.run(self.connection("-c", sql), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Missing(f"pg_trgm: {done.stderr.strip()}")

    def run(self, folder, left, right, out):
        script, proc = os.path.join(folder, "peer.sql"), os.path.join(folder, "proc.csv")
        with open(script, "w", encoding="utf-8") as stream:
            stream.write("SET client_min_messages = warning;\n" + self.SQL.format(left=left, right=right, out=out, proc=proc))
        client = measured(folder, *self.connection("-f", script))[0]
        with open(proc, newline="", encoding="utf-8") as stream:
            stat, status = next(csv.reader(stream))
        ticks = sum(map(int, stat.rsplit(")", 1)[1].split()[11:13]))
        peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
        return Cost(client.seconds, client.cpu + ticks / os.sysconf("SC_CLK_TCK"), client.mib + peak)

    def close(self):
        if self.folder is not None:
            with contextlib.suppress(Missing):
                self.serve("pg_ctl", "-w", "-m", "immediate", "stop")
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def node(reach, name, modules):
    """A peer from npm; its modules are installed into the folder of that name first."""
    installed = subprocess.run([os.path.join(HERE, "../tools/npm-modules"), HERE, modules], stdout=subprocess.PIPE, text=True, check=False)
    if installed.returncode == 77:
        raise Missing(installed.stdout.strip())
    if installed.returncode:
        raise Missing("its packages could not be installed")
    return Process(reach, peer("node"), SCRIPT, name, env=dict(os.environ, NODE_PATH=os.path.join(modules, "node_modules"), NODE_NO_WARNINGS="1"))


# How many pairs of rows each is asked to look at: beyond that it would take minutes to hours.
PEERS = {
    "exact": lambda modules: Process(10**13, sys.executable, __file__, "exact"),
    "pg_trgm": lambda modules: Postgres(2 * 10**8),
    "FTS5 trigram": lambda modules: Process(2 * 10**8, sys.executable, __file__, "fts5"),
    "MiniSearch": lambda modules: node(2 * 10**8, "minisearch", modules),
    "fuzzball": lambda modules: node(2 * 10**7, "fuzzball", modules),
}
WITHOUT_PACKAGES = ("exact", "FTS5 trigram")


def read(path):
    with open(path, encoding="utf-8") as stream:
        return [line.rstrip("\n").split("\t") for line in stream]


def exact(left, right):
    """Names that are equal when folded."""
    ids = collections.defaultdict(list)
    for row, name in right:
        ids[name].append(row)
    for row, name in left:
        for other in ids[name][:CANDIDATES]:
            yield 1, row, other


def fts5(left, right):
    """SQLite's full-text index of trigrams: any of the name's trigrams, best rank first, for names of one length."""
    import sqlite3
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE r USING fts5 (name, tokenize = 'trigram')")
    except sqlite3.OperationalError as error:
        sys.exit(f"SQLite: {error}")
    database.executemany("INSERT INTO r (rowid, name) VALUES (?, ?)", ((number, name) for number, (_, name) in enumerate(right)))
    for row, name in left:
        trigrams = sorted({name[i:i + 3].replace('"', '""') for i in range(len(name) - 2)})
        if trigrams:
            words = " OR ".join(f'"{trigram}"' for trigram in trigrams)
            for other, rank in database.execute("SELECT rowid, rank FROM r WHERE r MATCH ? ORDER BY rank LIMIT ?", (words, CANDIDATES)):
                yield -rank / math.sqrt(len(name) * len(right[other][1])), row, right[other][0]


if __name__ == "__main__":
    method, left_path, right_path, out_path = sys.argv[1:]
    with open(out_path, "w", encoding="utf-8") as result:
        for score, left_id, right_id in {"exact": exact, "fts5": fts5}[method](read(left_path), read(right_path)):
            result.write(f"{score}\t{left_id}\t{right_id}\n")
