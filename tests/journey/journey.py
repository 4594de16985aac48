# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journeys share: the program started as a person starts it, pictures on the way, names for a screen reader."""
import functools
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import company  # noqa: E402
import ui  # noqa: E402

# Roles that a person acts on; each needs a name that was given, not a class name or a leftover mnemonic.
ACTED_ON = {"push button", "button", "toggle button", "check box", "radio button", "text", "entry", "password text", "combo box", "spin button",
            "switch", "tree table", "table", "list box", "menu item", "check menu item", "link", "page tab", "frame", "dialog", "table row"}
CLASS_NAME = re.compile(r"^(Gtk|Adw|Tie)[A-Z]")
# GTK 4.8 asks for the screen of a file chooser before it is on one.
NOT_OURS = re.compile(r"^\(tieout:\d+\): Gdk-CRITICAL \*\*: .*: gdk_monitor_get_geometry: assertion 'GDK_IS_MONITOR \(monitor\)' failed$", re.M)
# A journey's desktop has nobody who shows notifications but where the walk brings one.
NOBODY_SHOWS = re.compile(r"^\(tieout:\d+\): GLib-GIO-WARNING \*\*: .*: unable to send notifications through org\.freedesktop\.Notifications: .*$", re.M)
# What GTK says after that of a popover, for which it found no place where it has no screen.
AFTER_IT = re.compile(r"^(\(tieout:\d+\): Gtk-WARNING \*\*: .*: gtk_widget_size_allocate\(\): attempt to allocate Gtk(PopoverContent|ScrolledWindow) .* with width -.*"
                      r"|\*\*\* BUG \*\*\*|In pixman_region32_init_rect: Invalid rectangle passed|Set a breakpoint on '_pixman_log_error' to debug)$", re.M)
# What tells something without being acted on.
SAYING = ("label", "static", "status bar", "heading", "info bar", "notification")
# These cannot be named in GTK 4.8: parts that widgets make for themselves.
PARTS = {"GtkToggleButton", "GtkColumnViewTitle", "GtkBuiltinIcon", "GtkColumnListView", "GtkColumnViewCell", "GtkScrollbar", "GtkRange", "AdwGizmo"}


CLIENTS = ("Carter, Joan", "Baker & Sons, Inc.")
PROJECTS = (("2025 Form 1040", 0, 45000, "TAX-1040"), ("2024 Form 1040", 0, 0, "TAX-1040"), ("Monthly Books", 1, 0, "BOOK"))


def make_practice(name):
    """A practice with two clients, three projects and somebody who works: made before the program opens it."""
    path = os.path.join(os.environ["HOME"], name + ".tieout")
    program = os.path.join(os.environ["TIEOUT_BUILD"], "src", "app", "tieout")
    subprocess.run([program, "new", "--practice", path, "--firm", "Harbor Tax & Books"], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path)
    kind = db.execute("SELECT id FROM contact_type WHERE is_supplier = 0").fetchone()[0]
    db.execute("INSERT INTO employee (id, sort_key, name, rate) VALUES ('kim', 'alder, kim', 'Alder, Kim', 1200000)")
    for code, rate in (("TAX-1040", 1300000), ("BOOK", 850000)):
        db.execute("INSERT INTO work_code (id, sort_key, code, rate) VALUES (?, ?, ?, ?)", (code, code.lower(), code, rate))
    for i, client in enumerate(CLIENTS):
        db.execute("INSERT INTO contact (id, sort_key, name, type) VALUES (?, ?, ?, ?)", (f"client-{i}", client.lower(), client, kind))
    for project, client, fee, code in PROJECTS:
        db.execute("INSERT INTO project (id, sort_key, name, contact, status, estimated_fee, work_code) VALUES (?, ?, ?, ?, 'work', ?, ?)",
                   (str(uuid.uuid4()), project.lower(), project, f"client-{client}", fee, code))
    db.commit()
    db.close()
    return path


def on_screen(node):
    """GTK 4.8 gives the state "showing" to windows only: a widget that was never drawn has no size."""
    if "showing" in ui.states(node):
        return True
    if "Component" not in node.get_interfaces():
        return False
    _, _, width, height = ui.extents(node)
    return width > 0 and height > 0


def beside_tables(node):
    """The node and what is in it, but for the rows of tables."""
    return ui.walk(node, ("tree table", "table"))


def steady(look):
    """A widget that leaves while the tree is walked, a toast say, breaks the walk: then it is walked anew."""
    @functools.wraps(look)
    def again(*words):
        for _ in range(100):
            try:
                return look(*words)
            except ui.GLib.Error:
                time.sleep(0.05)
        return look(*words)
    return again


def check_bodies(home):
    """Whatever the companies beside the practices in that home were sent was what QuickBooks takes."""
    for path in (os.path.join(folder, name) for folder, _, names in os.walk(home) for name in names if name.endswith(".company")):
        db = sqlite3.connect(path)
        names = ("method", "path", "query", "body")
        company.check_bodies([dict(zip(names, (text or "" for text in row))) for row in db.execute(f"SELECT {', '.join(names)} FROM request ORDER BY id")])
        db.close()


class Journey(ui.App):
    """The program in a home folder of its own. Leaving the block closes the window as a window manager does and demands
    that nothing was printed to the terminal."""

    def __init__(self, *words, home=None, **environment):
        self.home = home or os.environ["HOME"]
        self._last_focus = None
        self.pictures = os.environ.get("TIEOUT_PICTURES", os.path.join(os.environ["TIEOUT_BUILD"], "pictures"))
        os.makedirs(self.pictures, exist_ok=True)
        self.stderr = tempfile.TemporaryFile("w+")
        program = os.path.join(os.environ["TIEOUT_BUILD"], "src", "app", "tieout")
        super().__init__([program, *words], name="tieout", stderr=self.stderr, env=dict(os.environ, **environment))

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.screenshot(os.path.join(self.pictures, "failed.png"))
            print("# at the failure the program shows:")
            for line in self.outline():
                print("# " + line)
            self.proc.kill()
            self.proc.wait()
        else:
            status = self.close()
            assert status == 0, f"the program ended with {status}"
            check_bodies(self.home)
        self.stderr.seek(0)
        said, n_screens = NOT_OURS.subn("", self.stderr.read())
        said = NOBODY_SHOWS.sub("", said)
        if n_screens > 0:
            said = AFTER_IT.sub("", said)
        if kind is None:
            assert not said.strip(), f"printed to the terminal: {said}"
        elif said.strip():
            print("# terminal: " + said.replace("\n", "\n# "))

    def picture(self, name):
        """Takes a picture once the window stands still: two equal ones in a row."""
        path = os.path.join(self.pictures, name + ".png")
        last = None
        for _ in range(40):
            self.screenshot(path)
            with open(path, "rb") as f:
                now = f.read()
            if now == last:
                return
            last = now

    def outline(self):
        for node in ui.walk(self.root):
            try:
                if on_screen(node) and node.get_role_name() not in ("filler", "panel", "image", "separator"):
                    yield f"{node.get_role_name()} {node.get_name()!r}"
            except Exception:  # the widget went away
                continue

    def _near_focus(self):
        """Where the focus was last, and its neighbours: most keys move it no further."""
        last = self._last_focus
        if last is None:
            return
        yield last
        parent, index = last.get_parent(), last.get_index_in_parent()
        for other in (index + 1, index - 1):
            if parent is not None and 0 <= other < parent.get_child_count():
                yield parent.get_child_at_index(other)

    def focused(self):
        """The widget that has the keyboard, or None."""
        try:
            for node in self._near_focus():
                if node is not None and "focused" in ui.states(node) and self._is_active(node):
                    self._last_focus = node
                    return node
        except ui.GLib.Error:
            pass
        self._last_focus = self._find_focused()
        return self._last_focus

    @staticmethod
    def _is_active(node):
        """Whether the window that it is in is the active one."""
        while node is not None and node.get_role_name() not in ui.TOPLEVEL:
            node = node.get_parent()
        return node is not None and "active" in ui.states(node)

    @steady
    def _find_focused(self):
        """In the active window, if there is one."""
        for window in sorted(ui.children(self.root), key=lambda window: "active" not in ui.states(window)):
            for node in ui.walk(window):
                if "focused" in ui.states(node):
                    return node.now()
        return None

    def has_focus(self, name):
        """Whether the keyboard is in the widget of that name."""
        node = self.focused()
        return node is not None and ui.norm(node.get_name()).startswith(name)

    def wait_focus(self, name):
        self.wait(lambda: self.has_focus(name), f"the focus in {name}")

    def tab_to(self, name, key="Tab"):
        """Tab, or in a menu Down, until the widget of that name has the keyboard."""
        for _ in range(60):
            if self.has_focus(name):
                return
            before = self.focused()
            self.key(key)
            self.wait(lambda: self.focused() not in (None, before), "the focus to move")
        raise AssertionError(f"{key} does not reach {name}")

    def fill(self, name, string):
        """Sets the text of an entry whose row does not tell when it has the keyboard (AdwEntryRow)."""
        entry = self.find("text", name)
        assert entry.call("EditableText", "SetTextContents", ui.GLib.Variant("(s)", (string,)))[0]
        self.wait(lambda: ui.text(entry) == string, f"{name} to hold {string!r}")

    @steady
    def shows(self, pattern, tables=True):
        """TRUE when some label or status on the screen matches."""
        rx = re.compile(pattern)
        saying = [node for node in (ui.walk(self.root) if tables else beside_tables(self.root)) if node.get_role_name() in SAYING]
        named = [node for node in saying if rx.search(node.get_name())]     # mostly what it shows, and known already
        return any(rx.search(text or node.get_name()) and on_screen(node)
                   for nodes in (named, [node for node in saying if node not in named]) for node, text in zip(nodes, ui.texts(nodes)))

    def wait_shows(self, pattern, timeout=None):
        self.wait(lambda: self.shows(pattern), f"a text like {pattern!r}", timeout)

    def wait_said(self, pattern, timeout=None):
        """As wait_shows(), but looks into no table, which is much quicker."""
        self.wait(lambda: self.shows(pattern, False), f"a text like {pattern!r} beside the tables", timeout)

    def window(self, name, timeout=None):
        return self.find(lambda n: n.get_role_name() in ui.TOPLEVEL and ui.norm(n.get_name()).startswith(name), timeout=timeout)

    def active_window(self):
        """The one in front, or None."""
        return next((window for window in ui.children(self.root) if "active" in ui.states(window)), None)

    @staticmethod
    def _is_nameless(node, role, name):
        """Whether a person acts on it, and a screen reader could not name it."""
        if role not in ACTED_ON or name in PARTS or (name.strip() and not name.startswith("_") and not CLASS_NAME.match(name)) or not on_screen(node):
            return False
        parent = node.get_parent()
        if parent is None:
            return True
        if role in ("push button", "toggle button", "button") and parent.get_role_name() in ("combo box", "menu button", "push button"):
            return False    # the button inside a drop-down or menu button
        if parent.get_name() == "AdwToastWidget":
            return False    # libadwaita's own [x]; the status line repeats the toast
        return role != "table row" or parent.get_role_name() != "tree table"    # the row of column heads

    def nameless(self, top=None):
        """Everything without a name for a screen reader, in all windows or one."""
        for node in ui.walk(top or self.root):
            role, name = node.get_role_name(), node.get_name() or ""
            if self._is_nameless(node, role, name):
                parent = node.get_parent()
                yield f"{role} {name!r} in {parent.get_role_name()} {parent.get_name()!r}" if parent else role

    def check_names(self, where):
        bad = steady(lambda: list(self.nameless()))()
        assert not bad, f"{where}: without a name for a screen reader: {bad}"


def run(*cases):
    """Runs the walks as TAP tests."""
    import traceback
    failed = 0
    print(f"1..{len(cases)}", flush=True)
    for number, case in enumerate(cases, 1):
        try:
            case()
            print(f"ok {number} - {case.__doc__.splitlines()[0]}", flush=True)
        except Exception:
            failed += 1
            print("# " + traceback.format_exc().replace("\n", "\n# "))
            print(f"not ok {number} - {case.__doc__.splitlines()[0]}", flush=True)
    sys.exit(1 if failed else 0)
