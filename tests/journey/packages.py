# SPDX-License-Identifier: GPL-3.0-or-later
"""The same walk with each package: what a person reads and types differently, and nothing else.  A walk is started with the
package's name, "walk-connect xero"; without one it is QuickBooks."""
import re
import sys

from journey import Journey, beside_tables, steady, ui
from sending import close, go_to


class Package:
    """name: as its makers call it; short: in sentences.  accounts: field of Account Defaults, what is typed, what the field then
    shows.  tax: name and percent of the practice's code, what is typed and shown for the company's; None where none is needed.
    taxes: of the demo's codes, the same.
    lacks: what the tab of employees says; None where they are matched.  takes_typed_id: whether a person may type the number of
    an account."""

    def __init__(self, key, name, short, accounts, tax=None, taxes=(), lacks=None, takes_typed_id=True):
        self.key, self.name, self.short, self.accounts, self.tax, self.taxes, self.lacks, self.takes_typed_id = key, name, short, accounts, tax, taxes, lacks, takes_typed_id
        self.integration = name + " Integration"
        self.options = short + " Integration Options"


PACKAGES = (
    Package("quickbooks", "QuickBooks Online", "QuickBooks",
            (("Income", "Fee Inc", "4000 Fee Income"), ("Expense", "Client Co", "5100 Client Costs"))),
    Package("xero", "Xero", "Xero",
            (("Income", "Fees", "200 Fees"), ("Expense", "Client Co", "300 Client Costs"), ("Deposit payments to", "Business Bank", "090 Business Bank Account")),
            ("VAT", "20", "20% (VAT on Inc", "20% (VAT on Income)"),
            (("Standard", "20% (VAT on Inc", "20% (VAT on Income)"), ("Zero", "Zero Rated Inc", "Zero Rated Income")), "Xero has no employee list"),
    Package("sage", "Sage Accounting", "Sage",
            (("Income", "Fees", "4000 Fees"), ("Expense", "Client Co", "5000 Client Costs"), ("Deposit payments to", "Curr", "1200 Current")),
            ("VAT", "20", "Standard", "Standard"), (("Standard", "Standard", "Standard"), ("Zero", "Zero Rated", "Zero Rated")), "Sage has no employee list", False),
)


def find(key):
    return next(package for package in PACKAGES if package.key == key)


def given():
    """The one that the walk was started with."""
    return find(sys.argv[1] if len(sys.argv) > 1 else "quickbooks")


def sandbox(package):
    """Whose company the demo is to have, in the words of the command; each package has a practice of its own."""
    return [] if package.key == "quickbooks" else ["--sandbox", package.key]


def pick(app, field, words, shown):
    """In Account Defaults, one of the company's list by some of its words."""
    app.tab_to(field)
    app.key("ctrl+a")
    app.type(words)
    app.key("Return")
    app.wait(lambda: app.has_focus(field) and ui.text(app.focused()) == shown, f"{field} to be {shown}")


def open_defaults(app, package):
    """By Integration Options, as a person comes there; the lists are as they were last read."""
    go_to(app, "Account Details", package.options)
    app.tab_to("Defaults")
    app.key("Return")
    app.window(package.integration)
    app.wait_focus("Receivable")


def map_taxes(app, package):
    """What the demo's tax codes are in the company, where that has to be said."""
    if package.taxes:
        open_defaults(app, package)
        for field in package.taxes:
            pick(app, *field)
        close(app, package.integration)


@steady
def words(app):
    """Every name, text and description in the tree, of each open window."""
    found = set()
    for node in ui.walk(app.root):
        found |= {node.get_name() or "", ui.text(node) or "", node.get_description() or ""}
    return found


class PackageJourney(Journey):
    """A journey on which no other package is spoken of."""

    def __init__(self, package, *arguments, **environment):
        self.package = package
        self.others = re.compile("|".join(rf"\b{other.short}\b" for other in PACKAGES if other != package))
        super().__init__(*arguments, **environment)

    @steady
    def _read_window(self):
        """Of the window in front: whether everything a person acts on has a name, and its words."""
        window = self.active_window() or self.root
        names, said = list(self.nameless(window)), set()
        for node in ui.walk(window):
            said |= {node.get_name() or "", node.get_description() or ""}
        return names, said

    def look(self, name, offers=False):
        """A picture of what is named well; offers: all packages are to be chosen from there."""
        self.picture(f"{self.package.key}-{name}")
        nameless, said = self._read_window()
        assert not nameless, f"{name}: without a name for a screen reader: {nameless}"
        wrong = [] if offers else sorted(text for text in said if self.others.search(text))
        assert not wrong, f"{name} speaks of another package: {wrong}"


def is_sensitive(node):
    """Of what stands in an insensitive row GTK 4.8 does not tell it."""
    while node.get_role_name() not in ui.TOPLEVEL:
        if "sensitive" not in ui.states(node):
            return False
        node = node.get_parent()
    return True


@steady
def read_figures(app):
    """The lines of the Tie-Out by the rows' names, as a screen reader hears them: {line: (here, there, result)}, in cents or what is counted."""
    def number(text):
        return int(text.replace(",", "").replace(".", ""))
    rx = re.compile(r"^(.+): here ([\d,.-]+), there ([\d,.-]+), difference ([\d,.-]+), (.+)$")
    found = [rx.match(node.get_name() or "") for node in beside_tables(app.root) if node.get_role_name() == "list item"]
    return {row[1]: (number(row[2]), number(row[3]), row[5]) for row in found if row}
