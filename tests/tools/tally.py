# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sandbox company of any package holds, told in one form: per entity, by its name in QuickBooks, how many there are and their
sum in cents, as its own HTTP says it.

    tally.read(books)["Invoice"]
"""
import collections
from decimal import Decimal

ENTITIES = ("Invoice", "CreditMemo", "Payment", "Bill", "VendorCredit", "BillPayment", "Purchase")

XERO_KINDS = {"ACCREC": "Invoice", "ACCRECCREDIT": "CreditMemo", "ACCPAY": "Bill", "ACCPAYCREDIT": "VendorCredit",
              "ACCRECPAYMENT": "Payment", "ACCPAYPAYMENT": "BillPayment", "ARCREDITPAYMENT": "Purchase"}
SAGE_LISTS = {"sales_invoices": "Invoice", "sales_credit_notes": "CreditMemo", "purchase_invoices": "Bill", "purchase_credit_notes": "VendorCredit"}
SAGE_PAYMENTS = {"CUSTOMER_RECEIPT": "Payment", "VENDOR_PAYMENT": "BillPayment", "CUSTOMER_REFUND": "Purchase"}


def _cents(amount):
    return int(round(Decimal(str(amount)) * 100))


def _quickbooks(books):
    for entity in ENTITIES:
        for row in books.read(entity):
            yield entity, row.get("PrivateNote", ""), _cents(row["TotalAmt"])


def _xero(books):
    for listing in ("Invoices", "CreditNotes", "Payments"):
        for row in books.read(listing):
            if row["Status"] in ("VOIDED", "DELETED"):
                continue
            number = row.get("InvoiceNumber") or row.get("CreditNoteNumber") or row.get("Reference")
            yield XERO_KINDS[row.get("PaymentType") or row["Type"]], number, _cents(row["Amount"] if listing == "Payments" else row["Total"])
            for one in row.get("Allocations", []):
                yield "Payment", f"{number} for {one['Invoice']['InvoiceNumber']}", 0


def _sage(books):
    for listing, entity in SAGE_LISTS.items():
        for row in books.read(listing):
            if row["status"]["id"] != "VOID":
                yield entity, row["reference"], _cents(row["total_amount"])
    for kind, entity in SAGE_PAYMENTS.items():
        for row in books.read(f"contact_payments?transaction_type_id={kind}"):
            yield entity, row["reference"], _cents(row["total_amount"])
    for row in books.read("contact_allocations"):
        yield "Payment", " for ".join(sorted(one["artefact"]["id"] for one in row["allocated_artefacts"])), 0


def read(books):
    """Per entity: records and their sum.  A number, mark or reference that is there twice is a failure; credits that were used count as
    payments of nothing; what is void only where it is a document of nothing still, in QuickBooks."""
    result = {entity: (0, 0) for entity in ENTITIES}
    keys = collections.Counter()
    for entity, key, cents in {"quickbooks": _quickbooks, "xero": _xero, "sage": _sage}[books.package](books):
        keys[entity, key] += 1
        result[entity] = (result[entity][0] + 1, result[entity][1] + cents)
    twice = [key for key, n in keys.items() if n > 1]
    assert not twice, f"twice: {twice}"
    return result
