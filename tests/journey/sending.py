# SPDX-License-Identifier: GPL-3.0-or-later
"""What the walks about sending share: the demo's company as its program serves it, and the windows that lead there, by keys."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import urllib.request

from journey import beside_tables, steady, ui
import company

INTEGRATION = "QuickBooks Online Integration"
EXPORT = "Invoice Export"


class DemoCompany(company.Company):
    """The company that the program serves to its demo practice, found by the port on which it listens."""

    def __init__(self, pid):  # pylint: disable=super-init-not-called
        sockets = {os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
        with open(f"/proc/{pid}/net/tcp", encoding="ascii") as table:
            rows = [line.split() for line in table][1:]
        ports = [int(row[1].split(":")[1], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets]
        self.base = f"http://127.0.0.1:{ports[0]}"
        with urllib.request.urlopen(self.base + "/sandbox/info") as answer:
            self.info = json.load(answer)
        self._token = None


def tieout(*words, status=0, stdin=None):
    """One of the program's commands; gives what it printed."""
    done = subprocess.run([os.path.join(os.environ["TIEOUT_BUILD"], "src", "app", "tieout"), *words], text=True, input=stdin, capture_output=True, timeout=120)
    assert done.returncode == status, f"tieout {' '.join(words)}: exit {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def demo_practice(*sandbox):
    """The demo on its first day, its contacts matched by Automatch already; gives the path of its practice.  sandbox: which one."""
    shutil.rmtree(os.path.join(os.environ["XDG_DATA_HOME"], "tieout"), ignore_errors=True)
    return json.loads(tieout("demo", "--headless", "--json", *sandbox))["practice"]


def ask(practice, statement, *values):
    """Rows of the practice file; what is written besides is committed."""
    db = sqlite3.connect(practice, timeout=20)
    try:
        with db:
            return db.execute(statement, values).fetchall()
    finally:
        db.close()


def content(practice, *but):
    """Each record of the practice, but what only tells what was done."""
    db = sqlite3.connect(practice)
    try:
        tables = [name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                  if not re.match(r"undo_|sqlite_|(activity|edited|import_profile|setting)$", name) and name not in but]
        return {table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in tables}
    finally:
        db.close()


def assert_same(before, after):
    for table in before:
        gone, come = [[row for row in a[table] if row not in b[table]] for a, b in ((before, after), (after, before))]
        assert before[table] == after[table], f"{table}: gone {gone[:3]}, come {come[:3]}"


def cents(books, entity):
    """How many the company has, and what they come to."""
    rows = list(books.read(entity))
    return len(rows), sum(round(row["TotalAmt"] * 100) for row in rows)


def go_to(app, words, window):
    """Opens by Go To what a menu has too."""
    app.key("ctrl+k")
    app.wait_focus("Contact, project, number or command")
    app.type(words)
    app.wait_shows(words)
    app.key("Return")
    app.window(window)


def wait_closed(app, title):
    app.wait(lambda: not any((c.get_name() or "").startswith(title) for c in ui.children(app.root)), f"{title} to close")


def close(app, title):
    app.key("ctrl+w")
    wait_closed(app, title)


@steady
def focused_row(app):
    """The name of the row that has the keyboard, or None."""
    focus = app.focused()
    return focus.get_name() if focus is not None and focus.get_role_name() == "table row" else None


@steady
def focused_place(app):
    """The table and the name of the row that has the keyboard, or None: both lists may have rows of the same name."""
    row = focus = app.focused()
    if focus is None or focus.get_role_name() != "table row":
        return None
    while row is not None and row.get_role_name() != "tree table":
        row = row.get_parent()
    return row.get_name() if row is not None else None, focus.get_name()


def wait_row(app):
    app.wait(lambda: focused_row(app), "a row to have the focus")


def tab_to_row(app):
    """Tab into the table."""
    for _ in range(30):
        if focused_row(app):
            return
        before = app.focused()
        app.key("Tab")
        app.wait(lambda: app.focused() not in (None, before), "the focus to move")
    raise AssertionError("Tab does not reach the table")


@steady
def linked(app):
    """How many the match page says are linked; it says "linked 8 of 39"."""
    for node in beside_tables(app.root):
        if node.get_role_name() in ("label", "static"):
            found = re.fullmatch(r"linked ([\d,]+) of [\d,]+", ui.text(node) or "")
            if found:
                return int(found.group(1).replace(",", ""))
    return None


def wait_linked(app, n):
    app.wait(lambda: linked(app) == n, f"{n} links")


@steady
def suggestion(app):
    """What the match page says of the selected row, or ""; it says nothing of a row that is linked."""
    for node in beside_tables(app.active_window() or app.root):
        text = node.get_name() or "" if node.get_role_name() == "status bar" else ""
        if re.match(r"Best: |No similar name$|.* is linked to the (work|expense) code ", text):
            return text
    return ""


def is_linked(name):
    return ", Linked" in name


def match_by_enter(app, count):
    """Enter jumps to the best candidate, Enter links and goes to the next row; Down passes over a row without one.  Ends with so
    many links, or at the last row."""
    def wait_other(place, what):
        app.wait(lambda: focused_place(app) not in (None, place), f"{what} to have the focus")

    for _ in range(60):
        before, left = linked(app), focused_place(app)
        if before >= count:
            return
        assert left, "the focus is on no row"
        app.wait(lambda: is_linked(left[1]) or suggestion(app), f"a word on {left}")
        if is_linked(left[1]) or not suggestion(app).startswith("Best: "):
            if left[1] == rows(app)[-1]:
                return
            app.key("Down")
            wait_other(left, "the next row")
            continue
        app.key("Return")
        wait_other(left, "the candidate")
        candidate = focused_place(app)
        app.key("Return")
        wait_linked(app, before + 1)
        wait_other(candidate, "the next row")
    raise AssertionError(f"{linked(app)} of {count} are linked after sixty rows")


def match(app, page, integration=INTEGRATION):
    """Everything of that page that Automatch is sure of."""
    go_to(app, page, integration)
    app.wait_said(r"^linked \d+ of [1-9]")
    wait_row(app)
    app.key("ctrl+m")
    app.window("Automatch")
    app.find("push button", re.compile(r"^Apply \d+ Links?$"))
    app.key("ctrl+Return")
    app.wait_said(r"^\d+ links? made$")
    wait_closed(app, "Automatch")
    app.window(integration)
    close(app, integration)


def open_export(app):
    go_to(app, "Export Invoices", EXPORT)
    wait_row(app)


@steady
def rows(app):
    """The names of all rows of the active window's table, in their order."""
    table = app.focused()
    while table is not None and table.get_role_name() != "list":
        table = table.get_parent()
    return [row.get_name() for row in ui.children(table)] if table is not None else []


def go_to_row(app, text):
    """From the first row down to the one that has the text in its name."""
    app.key("Home")
    wait_row(app)
    names = rows(app)
    index = next((i for i, name in enumerate(names) if text in name), None)
    assert index is not None, f"no row with {text}: {names}"
    if index > 0:
        app.key(*["Down"] * index)
    app.wait(lambda: text in (focused_row(app) or ""), f"the row with {text} to have the focus")


def check_ready(app, count):
    """Space on the first rows that are ready, Down over the others; gives their numbers."""
    tab_to_row(app)
    app.key("Home")
    wait_row(app)
    keys, numbers = [], []
    for name in rows(app):
        if "Ready to sync" in name and len(numbers) < count:
            keys.append("space")
            numbers.append(re.search(r"[A-Z]+-\d+", name).group())
        keys.append("Down")
    assert len(numbers) == count, f"only {len(numbers)} rows are ready"
    while keys[-1] == "Down":
        keys.pop()
    app.key(*keys)
    app.wait_said(rf"^{count} of \d+ selected")
    return numbers


def check_rows(app, numbers):
    """Enter does what a row needs, Space checks it once it is ready."""
    tab_to_row(app)
    app.key("ctrl+shift+a")
    app.wait_said("^0 of ")
    for n, number in enumerate(numbers, 1):
        go_to_row(app, number)
        if "marked as sent" in focused_row(app):
            app.key("Return")
            app.wait(lambda: "marked as sent" not in (focused_row(app) or "marked as sent"), f"{number} to be sent")
        assert number in focused_row(app) and "Ready to sync" in focused_row(app), focused_row(app)
        app.key("space")
        app.wait_said(rf"^{n} of \d+ selected")


def simulate(app, what, says):
    """Setup > Sandbox > Simulate, by the keys of the menu."""
    app.key("alt+s")
    for item in ("Sandbox", "Simulate", what):
        app.tab_to(item, "Down")
        app.key("Return")
    app.wait_said(says)
