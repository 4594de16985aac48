# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests written in Python share: TAP output, a sandbox company as a process, the program's commands."""
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

import company


class Tap:
    """Runs functions as TAP tests; each failure prints its trace as comments."""

    def __init__(self):
        self.cases = []

    def case(self, fn):
        self.cases.append(fn)
        return fn

    def run(self):
        failed = 0
        print(f"1..{len(self.cases)}", flush=True)
        for number, fn in enumerate(self.cases, 1):
            name = (fn.__doc__ or fn.__name__).strip().splitlines()[0]
            try:
                fn()
                print(f"ok {number} - {name}", flush=True)
            except Exception:
                failed += 1
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}", flush=True)
                print(f"not ok {number} - {name}", flush=True)
        sys.exit(1 if failed else 0)


def build_dir():
    """The build folder, as meson hands it to each test."""
    return os.environ["TIEOUT_BUILD"]


def program(name):
    return os.path.join(build_dir(), "src", {"tieout": "app", "tieout-sandbox": "sandbox"}[name], name)


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix="tieout-test.")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Sandbox(company.Company):
    def __exit__(self, kind, *rest):
        try:
            if kind is None and self.process.poll() is None:
                company.check_bodies(self.journal())
        finally:
            super().__exit__(kind, *rest)


def sandbox(*options):
    """A sandbox company of its own, ended with the block; whatever it was sent was what QuickBooks takes."""
    return _Sandbox([program("tieout-sandbox"), *options])


class Home:
    """A user of the program: a home folder, a keyring file, and the commands run there."""

    def __init__(self, folder):
        self.folder = folder
        self.env = dict(os.environ,
                        HOME=folder, XDG_DATA_HOME=folder + "/data", XDG_CONFIG_HOME=folder + "/config",
                        XDG_CACHE_HOME=folder + "/cache", XDG_STATE_HOME=folder + "/state",
                        SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=folder + "/keys.keyring", SECRET_FILE_TEST_PASSWORD="test",
                        G_DEBUG="fatal-warnings")
        os.makedirs(folder + "/data", exist_ok=True)

    def use_session_keyring(self):
        """The Secret Service of the session bus, as in a person's desktop."""
        for name in [name for name in self.env if name.startswith("SECRET_")]:
            del self.env[name]

    def lose_keyring(self):
        """No Secret Service at all: a server, a container, a session by ssh."""
        self.use_session_keyring()
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.folder}/no-bus"

    def start(self, *words):
        """A command that runs beside this test."""
        return subprocess.Popen([program("tieout"), *words], env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def write(self, name, content, encoding="utf-8"):
        """A file in the home folder; gives its path."""
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding=encoding, newline="") as f:
            f.write(content)
        return path

    def tieout(self, *words, status=0, stdin=None):
        """Runs a command and gives its output; anything but the expected exit status is a failure."""
        done = subprocess.run([program("tieout"), *words], env=self.env, input=stdin, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
        assert done.returncode == status, f"tieout {' '.join(words)}: exit {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}"
        self.stderr = done.stderr
        return done.stdout

    def json(self, *words, **options):
        return json.loads(self.tieout(*words, "--json", **options))


