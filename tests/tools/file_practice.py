# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice full of approved invoices and credit notes, written straight into its file, for what reads and writes many of them."""
import datetime
import random
import sqlite3

NAMES = ["Northbrook Mills", "Café Zoë & Søn", "Alder, Kim", "O’Neil “Boats”", "Halvorsen Boatworks", "Thompson Family Trust", "漢字 Ltd", "Baker & Sons, Inc."]
TEXTS = ["Design time, February", "Site survey", "2025 Form 1040", "Review of return", "Filing fee; state", "Copies \"A4\"", "Bookkeeping – quarter"]
CODES = ["DESIGN", "SURVEY", "REVIEW"]
RATE = 82500  # percent × 10 000
WHOLE = 1000000


def rounded(base, rate=RATE):
    """Half away from zero, as the program takes its tax."""
    product = base * rate
    return (abs(product) + WHOLE // 2) // WHOLE * (1 if product >= 0 else -1)


def fill(path, documents, seed=20260314, contacts=200, simple=False):
    """documents: how many, of three lines on average; simple: no credit notes, which some programs have no place for.
    Gives what each has to come to: {number: (date, customer's number, name, total, tax)} in minor units, credit notes below zero."""
    chance = random.Random(seed)
    books = {}
    db = sqlite3.connect(path)
    with db:
        db.execute("INSERT INTO tax_code (id, sort_key, name, rate) VALUES ('stx', 'stx', 'STX', ?)", (RATE,))
        db.executemany("INSERT INTO work_code (id, sort_key, code, description) VALUES (?, ?, ?, ?)", [(c.lower(), c, c, c.title()) for c in CODES])
        people = [(f"c{i}", f"{i:05}", f"{NAMES[i % len(NAMES)]} {i}", f"C{i:05}") for i in range(contacts)]
        db.executemany("INSERT INTO contact (id, sort_key, name, number, type, street, city, state, postcode) VALUES (?, ?, ?, ?, 'client', '1 Main Street', 'Bend', 'OR', '97702')", people)
        for i in range(documents):
            is_credit = not simple and i % 17 == 16
            identity, number = f"d{i}", f"{'C' if is_credit else 'I'}{i}"
            contact, _, name, key = people[chance.randrange(contacts)]
            day = datetime.date(2026, 1, 1) + datetime.timedelta(i % 360)
            lines, shares = [], []
            for k in range(1 + i % 5):
                quantity, rate = chance.randrange(1, 40) * 2500, chance.randrange(500, 40000) * 100
                amount = (quantity * rate + 500000) // 1000000
                lines.append((f"l{i}-{k}", "", identity, k + 1, chance.choice(CODES).lower(), chance.choice(TEXTS), quantity, rate, amount, chance.choice(["stx", None])))
            freight = chance.choice([0, 0, 0, 1850])
            tax = rounded(sum(line[8] for line in lines if line[9]))
            subtotal = sum(line[8] for line in lines)
            total = subtotal + tax + freight
            parts = [(None, "total", "1100", total)] + [(line[0], "work", chance.choice(["4010", "4020"]), -line[8]) for line in lines]
            parts += [(None, "tax", "2200", -tax)] * (tax != 0) + [(None, "freight", "4920", -freight)] * (freight != 0)
            for k, (line, category, account, net) in enumerate(parts):
                net = -net if is_credit else net
                shares.append((f"s{i}-{k}", "", identity, k + 1, line, category, "account-" + account, max(net, 0), max(-net, 0)))
            db.execute("INSERT INTO document (id, sort_key, number, kind, contact, date, terms, due, reference, text, freight, subtotal, tax, total, stage)"
                       " VALUES (?, ?, ?, ?, ?, ?, 'net-30', ?, ?, ?, ?, ?, ?, ?, 'approved')",
                       (identity, number, number, "credit" if is_credit else "invoice", contact, day.isoformat(), (day + datetime.timedelta(30)).isoformat(),
                        f"PO {i}", chance.choice(TEXTS), freight, subtotal, tax, total))
            db.executemany("INSERT INTO document_line (id, sort_key, document, position, work_code, text, quantity, rate, amount, tax_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", lines)
            db.executemany("INSERT INTO distribution (id, sort_key, document, position, line, category, account, debit, credit) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", shares)
            sign = -1 if is_credit else 1
            books[number] = (day.isoformat(), key, name, sign * total, sign * tax)
    db.close()
    return books


def read(path):
    """The same of a practice that is there already: what is approved."""
    db = sqlite3.connect(path)
    try:
        return {number: (date, key or name, name, sign * total, sign * tax) for number, date, key, name, sign, total, tax in db.execute(
            "SELECT d.number, d.date, c.number, c.name, CASE d.kind WHEN 'credit' THEN -1 ELSE 1 END, d.total, d.tax FROM document d JOIN contact c ON c.id = d.contact"
            " WHERE d.stage = 'approved' AND d.kind IN ('invoice', 'credit') AND d.is_void = 0 AND d.do_not_send = 0")}
    finally:
        db.close()


def accounts(path, documents):
    """Net sums of these documents, by the account's name and by its number."""
    found = {"name": {}, "number": {}}
    db = sqlite3.connect(path)
    try:
        for document, name, number, net in db.execute("SELECT d.number, a.name, a.number, sum (s.debit - s.credit) FROM distribution s JOIN account a ON a.id = s.account"
                                                      " JOIN document d ON d.id = s.document WHERE d.kind IN ('invoice', 'credit') GROUP BY d.id, a.id"):
            if document in documents:
                found["name"][name] = found["name"].get(name, 0) + net
                found["number"][number] = found["number"].get(number, 0) + net
    finally:
        db.close()
    return found
