# SPDX-License-Identifier: GPL-3.0-or-later
"""What the books of a company come to, as its own API tells it: the seven lines of a Tie-Out.

    sums.count(books, "2026-10-01", "2026-12-31")["Payments"]       # cents

Of QuickBooks and Xero there are clients that others wrote (tests/conformance/*sums.js); of Sage nobody publishes one."""
import datetime
import decimal
import json
import os
import subprocess

# The clients' scripts, which tell the same.
SCRIPTS = {"quickbooks": "sums.js", "xero": "xero-sums.js"}


def _cents(amount):
    return round(decimal.Decimal(str(amount)) * 100)


def this_quarter():
    """First and last day, as the Tie-Out has it at first."""
    today = datetime.date.today()
    first = (today.month - 1) // 3 * 3 + 1
    after = datetime.date(today.year + first // 10, (first + 2) % 12 + 1, 1)
    return datetime.date(today.year, first, 1).isoformat(), (after - datetime.timedelta(days=1)).isoformat()


def _list_quickbooks(books):
    kinds = {"Invoice": "invoice", "CreditMemo": "credit", "Payment": "receipt", "RefundReceipt": "paid back", "Bill": "bill",
             "VendorCredit": "bill credit", "BillPayment": "supplier payment"}
    for entity, kind in kinds.items():
        for row in books.read(entity):
            yield kind, row["TxnDate"], row["TotalAmt"]
    for row in books.read("Purchase"):
        if row.get("EntityRef", {}).get("type") == "Customer":
            yield "refund", row["TxnDate"], row["TotalAmt"]


def _list_xero(books):
    kinds = {"ACCREC": "invoice", "ACCPAY": "bill", "ACCRECCREDIT": "credit", "ACCPAYCREDIT": "bill credit", "ACCRECPAYMENT": "receipt",
             "ACCPAYPAYMENT": "supplier payment", "ARCREDITPAYMENT": "refund", "RECEIVE-OVERPAYMENT": "receipt", "SPEND-OVERPAYMENT": "supplier payment"}
    for entity, name, amount in (("Invoices", "Type", "Total"), ("CreditNotes", "Type", "Total"), ("Payments", "PaymentType", "Amount"),
                                 ("Overpayments", "Type", "Total")):
        for row in books.read(entity):
            if row["Status"] in ("AUTHORISED", "PAID") and row[name] in kinds:
                moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=int(row["Date"][6:].split("+")[0].rstrip(")/")))
                yield kinds[row[name]], moment.date().isoformat(), row[amount]


def _list_sage(books):
    for path, kind in (("sales_invoices", "invoice"), ("sales_credit_notes", "credit"), ("purchase_invoices", "bill"), ("purchase_credit_notes", "bill credit")):
        for row in books.read(path):
            if row["status"]["id"] not in ("DRAFT", "PRO_FORMA", "VOID"):
                yield kind, row["date"], row["total_amount"]
    kinds = {"CUSTOMER_RECEIPT": "receipt", "VENDOR_PAYMENT": "supplier payment", "CUSTOMER_REFUND": "refund", "VENDOR_REFUND": "supplier refund"}
    for name, kind in kinds.items():
        for row in books.read("contact_payments?transaction_type_id=" + name):
            yield kind, row["date"], row["total_amount"]


LISTS = {"quickbooks": _list_quickbooks, "xero": _list_xero, "sage": _list_sage}


def count(books, first, last):
    rows = [(kind, date, _cents(amount)) for kind, date, amount in LISTS[books.package](books) if date <= last and _cents(amount) != 0]

    def add(*kinds, since=first):
        return sum(cents for kind, date, cents in rows if kind in kinds and date >= since)
    return {
        "Receivables": add("invoice", "refund", since="") - add("credit", "receipt", since=""),
        "Invoices (number)": sum(kind == "invoice" and date >= first for kind, date, _ in rows),
        "Credit notes": add("credit"),
        "Payments": add("receipt"),
        "Refunds": add("refund", "paid back"),
        "Supplier invoices": add("bill") - add("bill credit"),
        "Supplier payments": add("supplier payment") - add("supplier refund"),
    }


def count_by_others(books, first, last):
    """The same by a client that others wrote; None where there is none, or npm cannot be asked."""
    if books.package not in SCRIPTS:
        return None
    source = os.path.join(os.environ["TIEOUT_SOURCE"], "tests", "conformance")
    modules = os.path.join(os.environ["TIEOUT_BUILD"], "tests", "conformance", "modules")
    ready = subprocess.run([os.path.join(source, "..", "tools", "npm-modules"), source, modules], stdout=subprocess.PIPE, text=True, check=False)
    if ready.returncode == 77:
        print(f"# not counted by a client of others: {ready.stdout.strip()}")
        return None
    assert ready.returncode == 0, ready.stdout
    subprocess.run([os.path.join(source, "copy-scripts"), source, modules], check=True)
    said = subprocess.run(["node", os.path.join(modules, SCRIPTS[books.package]), books.base, first, last], env=dict(os.environ, NODE_NO_WARNINGS="1"),
                          stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(said.stdout)
