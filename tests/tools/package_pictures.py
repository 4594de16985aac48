# SPDX-License-Identifier: GPL-3.0-or-later
"""What take-pictures walks with each accounting package: its demo, every window that leads to the package, and its sign-in."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys

import ui

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "journey"))
import browser  # noqa: E402
import company  # noqa: E402
import packages  # noqa: E402


def tieout(*words):
    program = os.path.join(os.environ["TIEOUT_BUILD"], "src", "app", "tieout")
    return subprocess.run([program, *words], check=True, text=True, stdout=subprocess.PIPE).stdout


def demo(package):
    """The path of its demo practice on its first day; the contacts are matched as far as that is certain."""
    shutil.rmtree(os.path.join(os.environ["XDG_DATA_HOME"], "tieout"), ignore_errors=True)
    return json.loads(tieout("demo", "--headless", "--json", *packages.sandbox(package)))["practice"]


class Stages:
    """Stages of a walk whose demo is that of a package."""

    def package(self, key, path):
        """All of them, in the order in which a firm comes to the windows."""
        package = packages.find(key)
        self.path, self.prefix = path, key + "-"
        self.set_up(package)
        self.try_to(self.overview)
        self.try_to(self.only_page, "sync")
        self.try_to(self.actions_of, "Invoices", "! Cannot sync until marked", "actions-not-sent")
        self.try_to(self.actions_of, "Invoices", "account does not exist", "actions-suggestions")
        self.try_to(self.options, package)
        self.try_to(self.all_matches, package)
        self.try_to(self.one_window, "win.sync-settings", "Sync Settings", "sync-settings")
        self.try_to(self.one_window, "win.import-payments", "Payment Import", "import-payments")
        self.try_to(self.one_window, "win.export-payments", "Payment Export", "export-payments")
        self.try_to(self.export_all)
        self.try_to(self.changed_document)
        self.try_to(self.one_window, "win.post-invoices", "Post Invoices", "post-invoices")
        self.try_to(self.number_hint)
        self.try_to(self.refund)
        self.try_to(self.activity)
        self.try_to(self.health)
        self.try_to(self.only_page, "overview")

    def ask(self, statement, *values):
        db = sqlite3.connect(self.path, timeout=20)
        try:
            with db:
                return db.execute(statement, values).fetchall()
        finally:
            db.close()

    def set_up(self, package):
        """A tax code that is mapped, and customers whose links are gone."""
        for name, _, theirs in package.taxes:
            self.ask("INSERT OR IGNORE INTO link (id, connection, kind, local_id, remote_id) SELECT 'tax-' || t.id, r.connection, r.kind, t.id, r.id FROM remote r, tax_code t"
                     " WHERE r.kind = 6 AND r.name = ? AND t.name LIKE ? || '%'", theirs, name)
        self.ask("DELETE FROM link WHERE kind = 1 AND local_id IN (SELECT contact FROM document WHERE kind = 'invoice' AND is_sent ORDER BY number DESC LIMIT 2)")

    def actions_of(self, group, words, name):
        """Of the first row of which it says that."""
        self.page("sync")
        self.settle(self.shell)
        self.press(group + " (", self.shell)
        self.click("table row", re.compile(words), within=self.shell)
        self.picture(name, self.window("Accounts Sync (Actions)"))

    def options(self, package):
        window = self.open("win.connection", package.options)
        self.picture("connection", window)
        self.press("Select Contact Type", window)
        self.picture("contact-types", self.window("Select Contact Types"))

    def all_matches(self, package):
        window = self.open("win.contacts-sync", package.integration)
        self.picture("match-contacts", window)
        for name in ("employees", "work-codes", "expense-codes"):
            self.key("ctrl+Page_Down")
            self.picture("match-" + name, window)
        self.key(*["ctrl+Page_Up"] * 4)
        self.picture("match-account-defaults", window)

    def export_all(self):
        window = self.open("win.export-invoices", "Invoice Export")
        self.settle(window)
        self.picture("export-invoices", window)
        self.key("ctrl+a", "ctrl+Return")
        self.find("status bar", re.compile("exported|attention"), within=window, timeout=90)
        self.picture("export-invoices-done", window)

    def changed_document(self):
        """One that the company has is edited here."""
        (number, document), *_ = self.ask("SELECT d.number, d.id FROM document d JOIN link l ON l.local_id = d.id WHERE d.kind = 'invoice' AND d.total > 0 ORDER BY d.number DESC")
        self.go_to(number)
        self.click("text", "Reference", within=self.shell)
        self.type("amended")
        self.key("ctrl+Return")
        self.wait(lambda: self.ask("SELECT reference FROM document WHERE id = ?", document) == [("amended",)], "the invoice to be saved")
        self.picture("document-changed")

    def number_hint(self):
        """The company has the number that the next invoice here would have."""
        (series,), = self.ask("SELECT prefix || next FROM number_series WHERE id = 'invoice'")
        self.ask("UPDATE remote_money SET number = ? WHERE rowid = (SELECT min(rowid) FROM remote_money WHERE kind = 8)", series)
        self.page("invoices")
        self.key("ctrl+n")
        self.picture("number-hint")
        self.key("alt+Left")

    def refund(self):
        """Of a credit note that is open."""
        (number,), *_ = self.ask("SELECT number FROM document WHERE kind = 'credit' AND total > 0 ORDER BY number")
        self.go_to(number)
        self.settle(self.shell)
        self.picture("credit-note")
        self.do(self.find("toggle button", "More", within=self.shell))
        self.click("menu item", "Record Refund…")
        self.picture("refund-new")
        self.key("ctrl+Return")
        self.picture("refund")

    def health(self):
        self.page("reports")
        self.click(self.find("combo box", "Report"))
        self.key("End", "Return")
        self.picture("report-sync-health")

    def connect(self, package, books):
        """From an empty practice to the company, in the window of a person who signs in."""
        self.prefix = package.key + "-"
        window = self.open("win.connection", "QuickBooks Integration Options")
        self.key(*["Down"] * (1 + [other.key for other in packages.PACKAGES].index(package.key)), "space")
        self.picture("use", self.window(f"Use {package.name}?"))
        self.key("Return")
        window = self.window(package.options)
        self.picture("options", window)
        self.press(f"Connect to {package.short}", window)
        window = self.window(f"Connect to {package.short}")
        self.picture("connect", window)
        entry = self.find("text", "Address of the sandbox company")
        ui.Atspi.EditableText.set_text_contents(entry, books.base)
        if package.key != "quickbooks":
            self.key("ctrl+Return")
            self.find("label", "Choose the Company")
            self.picture("choose-company", window)
            self.key("Return")
            self.window(package.options)
        else:
            self.key("Escape")


def sign_in(walk_class, look, folder, only, package, practice):
    browser.install()
    program = os.path.join(os.environ["TIEOUT_BUILD"], "src", "sandbox", "tieout-sandbox")
    with company.Company([program, "--package", package.key, "--company", "lists", "--consent", "ask"]) as books:
        app = walk_class(look, folder, only, practice)
        app.try_to(app.connect, package, books)
        return app.end()
