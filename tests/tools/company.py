# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox company as a program of its own, and a few lines of a client that shares nothing with Tieout, to ask it what it holds.

    with company.Company([build + "/src/sandbox/tieout-sandbox", "--company", "empty"]) as books:
        books.count("Customer")

With "--package", "xero" or "sage" it is a company of that package, and read() takes the last part of a list's address:

    with company.Company([build + "/src/sandbox/tieout-sandbox", "--package", "sage"]) as books:
        [contact["name"] for contact in books.read("contacts")]
"""
import base64
import datetime
import decimal
import hashlib
import html.parser
import json
import os
import secrets
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

REDIRECT = "http://127.0.0.1/callback"

# Xero gives the others whole, whatever page is asked for.
XERO_PAGED = ("Contacts", "Invoices", "CreditNotes", "Payments")

# What the consent of each package asks for besides client and state.
QUESTIONS = {
    "quickbooks": {"redirect_uri": REDIRECT, "scope": "com.intuit.quickbooks.accounting"},
    "xero": {"redirect_uri": "http://localhost:8742/callback",
             "scope": "offline_access accounting.settings accounting.contacts accounting.invoices accounting.payments"},
    "sage": {"redirect_uri": "http://localhost:8742/callback", "scope": "full_access", "filter": "apiv3.1"},
}


# The answer to the next invoice that is written gets lost, and looking for it meets a closed door.
LOST = {
    "quickbooks": 'cut-after,count=1,body="Invoice":{;refuse,path=/query;refuse,body=SELECT',
    "xero": "cut-after,count=1,method=POST,path=/Invoices;cut-after,count=1,method=PUT,path=/Invoices;refuse,method=GET,path=/Invoices",
    "sage": "cut-after,count=1,method=POST,path=/sales_invoices;refuse,method=GET,path=/sales_invoices",
}


class _Stay(urllib.request.HTTPRedirectHandler):
    """The consent's answer is where it redirects to, not what is there."""

    def redirect_request(self, *_):
        return None


class _Form(html.parser.HTMLParser):
    """Of a page that asks: where its form goes, and what is hidden in it."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        members = dict(attrs)
        if tag == "form":
            self.action = members["action"]
        elif tag == "input" and members.get("type") == "hidden":
            self.fields[members["name"]] = members["value"]


def consent(address):
    """A person at the consent of that address, who allows what a page asks for; gives where it leads back to."""
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(address) as answer:
            form = _Form(answer.read().decode())
        opener.open(urllib.parse.urljoin(address, form.action), data=urllib.parse.urlencode(dict(form.fields, decision="allow")).encode())
    except urllib.error.HTTPError as answer:
        if answer.code in (302, 303):
            return answer.headers["Location"]
        raise
    raise AssertionError("the company does not consent")


def check_bodies(journal):
    """Each body of such requests is one that QuickBooks takes: names, types, lengths, values, what is required."""
    program = os.path.join(os.environ["TIEOUT_BUILD"], "tests", "ledger", "check-bodies")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(journal, file)
        file.flush()
        done = subprocess.run([program, file.name], text=True, capture_output=True,
                              env=dict(os.environ, G_TEST_SRCDIR=os.path.join(os.environ["TIEOUT_SOURCE"], "tests")))
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


class Company:
    def __init__(self, argv, env=None):
        self.process = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.base = self.ready["baseUri"]
        with urllib.request.urlopen(self.base + "/sandbox/info") as answer:
            self.info = json.load(answer)
        self._token = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    @property
    def realm(self):
        return self.info["realmId"] if "realmId" in self.info else self.ready["realmId"]

    def token(self):
        if self._token is None:
            self._token = self._consent()
        return self._token

    @property
    def package(self):
        return self.info["package"]

    def _consent(self):
        question = dict(QUESTIONS[self.package], client_id=self.info["clientId"], response_type="code", state="1")
        proof, headers = {}, {"Accept": "application/json"}
        if self.package == "xero":
            verifier = secrets.token_urlsafe(48)
            digest = hashlib.sha256(verifier.encode()).digest()
            question.update(code_challenge=base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), code_challenge_method="S256")
            proof = {"client_id": self.info["clientId"], "code_verifier": verifier}
        elif self.package == "sage":
            proof = {"client_id": self.info["clientId"], "client_secret": self.info["clientSecret"]}
        else:
            keys = "{clientId}:{clientSecret}".format(**self.info)
            headers["Authorization"] = "Basic " + base64.b64encode(keys.encode()).decode()
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(consent(self.info["authorizationUri"] + "?" + urllib.parse.urlencode(question))).query)
        form = dict(proof, grant_type="authorization_code", code=back["code"][0], redirect_uri=question["redirect_uri"])
        request = urllib.request.Request(self.info["tokenUri"], data=urllib.parse.urlencode(form).encode(), headers=headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["access_token"]

    def tell(self, path, body):
        """Gives one of the sandbox's own orders: fault, edit, clock, reset."""
        with urllib.request.urlopen(urllib.request.Request(f"{self.base}/sandbox/{path}", data=body.encode())) as answer:
            return json.load(answer)

    def edit(self, action, entity, number, **members):
        """What somebody else does to the company meanwhile."""
        return self.tell("edit", json.dumps(dict(members, action=action, entity=entity, id=number)))

    def journal(self):
        """The requests so far, oldest first."""
        with urllib.request.urlopen(self.base + "/sandbox/journal") as answer:
            return json.load(answer)

    def query(self, statement):
        address = f"{self.base}/v3/company/{self.realm}/query?minorversion=75&query={urllib.parse.quote(statement)}"
        request = urllib.request.Request(address, headers={"Authorization": "Bearer " + self.token(), "Accept": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["QueryResponse"]

    def count(self, entity):
        return self.query(f"select count(*) from {entity}")["totalCount"]

    def get(self, path):
        """Of Xero or Sage: what is at that path of the API."""
        return self._call("GET", path)

    def _call(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.token(), "Accept": "application/json", "Content-Type": "application/json"}
        address = self.base + "/v3/company/" + self.realm if self.package == "quickbooks" else self.info["apiUri"]
        if self.package != "quickbooks":
            headers.update({"Xero-Tenant-Id": self.info["tenantId"]} if self.package == "xero" else {"X-Business": self.info["businessId"]})
        request = urllib.request.Request(f"{address}/{path}", method=method, headers=headers, data=json.dumps(body).encode() if body is not None else None)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def _read_pages(self, entity):
        number, rows = 1, True
        while rows:
            if self.package == "xero":
                rows = self.get(f"{entity}?page={number}").get(entity, [])
                rows = rows if entity in XERO_PAGED or number == 1 else []
            else:
                rows = self.get(f"{entity}{'&' if '?' in entity else '?'}page={number}&items_per_page=100&attributes=all&nested_attributes=all")["$items"]
            yield from rows
            number += 1

    def read(self, entity, page=1000):
        """Every record of that kind, by pages."""
        if self.package != "quickbooks":
            yield from self._read_pages(entity)
            return
        position = 1
        while True:
            rows = self.query(f"select * from {entity} startposition {position} maxresults {page}").get(entity, [])
            yield from rows
            if len(rows) < page:
                return
            position += page

    # ---- the same question to each package ----

    def lose_answer(self):
        self.tell("fault", LOST[self.package])

    def _sales(self):
        """The company's invoices to customers: (our number, cents, the record)."""
        if self.package == "quickbooks":
            return [(row["DocNumber"], row["TotalAmt"], row) for row in self.read("Invoice")]
        if self.package == "xero":
            return [(row["InvoiceNumber"], row["Total"], row) for row in self.read("Invoices") if row["Type"] == "ACCREC" and row["Status"] == "AUTHORISED"]
        return [(row["reference"], row["total_amount"], row) for row in self.read("sales_invoices")]

    def invoices(self):
        """Those that the company has: our number and cents of each, sorted."""
        return sorted((number, round(decimal.Decimal(str(total)) * 100)) for number, total, _ in self._sales())

    def redate(self, number, day):
        """Somebody gives that invoice another date in the company."""
        invoice, = (row for ours, _, row in self._sales() if ours == number)
        if self.package == "quickbooks":
            self._call("POST", "invoice?operation=update", {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True, "TxnDate": day})
        elif self.package == "xero":
            self._call("POST", "Invoices/" + invoice["InvoiceID"], {"Invoices": [{"InvoiceID": invoice["InvoiceID"], "Date": day}]})
        else:
            self._call("PUT", "sales_invoices/" + invoice["id"], {"sales_invoice": {"date": day}})

    def pay(self, number, cents):
        """Somebody records in the company that the customer paid so much of that invoice today."""
        invoice, = (row for ours, _, row in self._sales() if ours == number)
        amount, today = cents / 100, datetime.date.today().isoformat()
        if self.package == "quickbooks":
            self._call("POST", "payment", {"CustomerRef": invoice["CustomerRef"], "TotalAmt": amount, "TxnDate": today,
                                           "Line": [{"Amount": amount, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}]})
        elif self.package == "xero":
            self._call("PUT", "Payments", {"Invoice": {"InvoiceID": invoice["InvoiceID"]}, "Account": {"Code": "090"}, "Date": today, "Amount": amount})
        else:
            self._call("POST", "contact_payments", {"contact_payment": {
                "idempotency_id": secrets.token_hex(16), "transaction_type_id": "CUSTOMER_RECEIPT", "contact_id": invoice["contact"]["id"], "date": today, "total_amount": amount,
                "bank_account_id": next(self.read("bank_accounts"))["id"], "payment_method_id": "ELECTRONIC",
                "allocated_artefacts": [{"artefact_id": invoice["id"], "amount": amount}]}})
