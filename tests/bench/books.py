# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice with as many books as wanted, straight into its file: the same seed gives the same rows."""
import datetime
import random
import sqlite3

FIRST = "Abbey Alder Amber Arbor Aspen Baker Bayside Birch Bluebird Bright Canyon Carter Cedar Coastal Copper Crescent Delta Eagle".split()
SECOND = "Accounting Bakery Books Builders Cafe Clinic Consulting Dental Design Electric Farms Florist Foods Landscaping Legal Yoga".split()
CITIES = ["Portland", "Salem", "Eugene", "Bend", "Astoria", "Medford", "Corvallis"]
WORK = [("TAX-1040", "Individual return", 45000), ("TAX-1120", "Corporate return", 98000), ("BOOKS", "Bookkeeping", 8500), ("ADVICE", "Advice", 19500)]
DAYS = 700

INSERTS = {
    "contact": "id, sort_key, name, type, number, email, city, state",
    "employee": "id, sort_key, name, initials, rate",
    "work_code": "id, sort_key, code, description, rate",
    "project": "id, sort_key, name, contact, tax_year, due, status, estimated_fee",
    "document": "id, sort_key, number, kind, contact, project, date, due, reference, subtotal, total, wip, stage, is_sent",
    "document_line": "id, sort_key, document, position, work_code, text, quantity, rate, amount",
    "entry": "id, sort_key, date, kind, project, employee, work_code, text, quantity, rate, amount, document, billed",
    "payment": "id, sort_key, number, kind, contact, date, amount, method, origin",
    "allocation": "id, sort_key, payment, document, amount",
}


class Books:
    def __init__(self, path, contacts, entries, documents, last_day, seed=20261122):
        self.chance = random.Random(seed)
        self.contacts, self.entries, self.documents = contacts, entries, documents
        first = datetime.date.fromisoformat(last_day) - datetime.timedelta(days=DAYS)
        self.days = [(first + datetime.timedelta(days=i)).isoformat() for i in range(DAYS + 31)]
        self.rows = {table: [] for table in INSERTS}
        self.make_lists()
        self.make_documents()
        self.make_entries()
        self.write(path)

    def make_lists(self):
        for n in range(self.contacts):
            name = f"{self.chance.choice(FIRST)} {self.chance.choice(SECOND)} {n:06d}"
            self.rows["contact"].append((f"c{n}", name.lower(), name, "client", f"{n:06d}", f"office{n}@example.com", self.chance.choice(CITIES), "OR"))
            self.rows["project"].append((f"p{n}", "2025 form 1040", "2025 Form 1040", f"c{n}", 2025, self.chance.choice(self.days), "work", 45000))
        for n in range(12):
            self.rows["employee"].append((f"e{n}", f"person {n:02d}", f"Person {n:02d}", f"P{n}", 1500000))
        for n, (code, words, _) in enumerate(WORK):
            self.rows["work_code"].append((f"w{n}", code.lower(), code, words, 1500000))

    def make_documents(self):
        """One in forty a credit note, one in forty a supplier's; two thirds of the invoices are paid, a tenth of those in part."""
        for n in range(self.documents):
            kind = {0: "credit", 1: "supplier"}.get(n % 40, "invoice")
            contact, day = self.chance.randrange(self.contacts), self.chance.randrange(DAYS)
            amounts = []
            for position in range(1, 3):
                code = self.chance.randrange(len(WORK))
                amounts.append(WORK[code][2] + self.chance.randrange(5000))
                self.rows["document_line"].append((f"l{n}-{position}", f"{position:019d}", f"d{n}", position, f"w{code}", f"{WORK[code][1]} {n:06d}",
                                                   10000, amounts[-1] * 100, amounts[-1]))
            total, date = sum(amounts), self.days[day]
            number = "" if kind == "supplier" else f"{'CN' if kind == 'credit' else 'INV'}-{n:06d}"
            self.rows["document"].append((f"d{n}", date, number, kind, f"c{contact}", f"p{contact}" if kind == "invoice" else None, date,
                                          self.days[day + 30], "", total, total, 0, "invoiced", int(kind == "invoice")))
            if kind == "invoice" and n % 3 > 0:
                part = total // 2 if n % 10 == 0 else total
                paid = self.days[min(day + self.chance.randrange(60), DAYS)]
                self.rows["payment"].append((f"q{n}", paid, f"PAY-{n:06d}", "receipt", f"c{contact}", paid, total, "check", "here"))
                self.rows["allocation"].append((f"a{n}", "", f"q{n}", f"d{n}", part))

    def make_entries(self):
        """Three quarters billed, each on an invoice of its project where it has one."""
        invoices = {row[5]: row[0] for row in self.rows["document"] if row[3] == "invoice"}
        for n in range(self.entries):
            project, date = f"p{self.chance.randrange(self.contacts)}", self.days[self.chance.randrange(DAYS)]
            quantity = 2500 * self.chance.randrange(1, 20)
            amount = quantity * 15000 // 10000
            document = invoices.get(project) if n % 4 else None
            self.rows["entry"].append((f"t{n}", date, date, "time", project, f"e{n % 12}", f"w{n % 4}", f"Work {n:06d}", quantity, 1500000, amount,
                                       document, amount if document else 0))

    def write(self, path):
        with sqlite3.connect(path) as db:
            for table, columns in INSERTS.items():
                places = ", ".join("?" * len(columns.split(",")))
                db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", self.rows[table])
        db.close()
