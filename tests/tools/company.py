# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox company as a program of its own, and a few lines of a client that shares nothing with Tieout, to ask it what it holds.

    with company.Company([build + "/src/sandbox/tieout-sandbox", "--company", "empty"]) as books:
        books.count("Customer")
"""
import base64
import json
import os
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

REDIRECT = "http://127.0.0.1/callback"


class _Stay(urllib.request.HTTPRedirectHandler):
    """The consent's answer is where it redirects to, not what is there."""

    def redirect_request(self, *_):
        return None


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
        return self.info["realmId"]

    def token(self):
        if self._token is None:
            self._token = self._consent()
        return self._token

    def _consent(self):
        question = urllib.parse.urlencode({"client_id": self.info["clientId"], "redirect_uri": REDIRECT, "response_type": "code",
                                           "scope": "com.intuit.quickbooks.accounting", "state": "1"})
        try:
            urllib.request.build_opener(_Stay).open(f"{self.base}/connect/oauth2?{question}")
            raise AssertionError("the company does not consent by itself")
        except urllib.error.HTTPError as answer:
            back = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
        keys = "{clientId}:{clientSecret}".format(**self.info)
        form = urllib.parse.urlencode({"grant_type": "authorization_code", "code": back["code"][0], "redirect_uri": REDIRECT}).encode()
        request = urllib.request.Request(self.base + "/oauth2/v1/tokens/bearer", data=form,
                                         headers={"Authorization": "Basic " + base64.b64encode(keys.encode()).decode(), "Accept": "application/json"})
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

    def read(self, entity, page=1000):
        """Every record of that kind, by pages."""
        position = 1
        while True:
            rows = self.query(f"select * from {entity} startposition {position} maxresults {page}").get(entity, [])
            yield from rows
            if len(rows) < page:
                return
            position += page
