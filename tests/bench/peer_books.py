# SPDX-License-Identifier: GPL-3.0-or-later
"""The contacts and documents of a practice as files of programs for one's own books, each contact a payee or customer, each document a transaction."""
import datetime
import xml.sax.saxutils

# One contact in so many, with its documents.
CONTACTS = "SELECT id, name, number FROM contact WHERE CAST (number AS INTEGER) % ? = 0 ORDER BY id"
DOCUMENTS = ("SELECT d.contact, d.number, d.date, d.total, d.kind FROM document d JOIN contact c ON c.id = d.contact"
             " WHERE CAST (c.number AS INTEGER) % ? = 0 ORDER BY d.date, d.id")


def quote(text):
    return xml.sax.saxutils.quoteattr(text)


def write_homebank(path, query, part):
    payees = {}
    with open(path, "w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0"?>\n<homebank v="1.4" d="050602">\n<properties title="Books" curr="1" auto_smode="1" auto_weekday="1"/>\n'
                     '<cur key="1" flags="0" iso="USD" name="US Dollar" symb="$" syprf="1" dchar="." gchar="," frac="2" rate="0" mdate="0"/>\n'
                     '<account key="1" pos="1" type="1" curr="1" name="Receivables" initial="0" minimum="0"/>\n')
        for contact, name, _ in query(CONTACTS, part):
            payees[contact] = len(payees) + 1
            stream.write(f'<pay key="{payees[contact]}" name={quote(name)}/>\n')
        stream.write('<cat key="1" flags="2" name="Fees"/>\n')
        for contact, number, date, total, kind in query(DOCUMENTS, part):
            day = datetime.date.fromisoformat(date).toordinal()
            amount = (total if kind == "invoice" else -total) / 100
            stream.write(f'<ope date="{day}" amount="{amount:.2f}" account="1" paymode="4" flags="{2 if amount > 0 else 0}" payee="{payees[contact]}"'
                         f' category="1" wording={quote(number)}/>\n')
        stream.write("</homebank>\n")


GNUCASH_SPACES = ["gnc", "act", "book", "cd", "cmdty", "split", "trn", "ts", "addr", "cust"]
CURRENCY = "<cmdty:space>ISO4217</cmdty:space><cmdty:id>USD</cmdty:id>"
ACCOUNTS = [("Root Account", "ROOT", None), ("Receivables", "ASSET", 1), ("Fees", "INCOME", 1)]


def guid(kind, number):
    return f"{kind:04x}{number:028x}"


def gnucash_account(number, name, kind, parent):
    currency = f"<act:commodity>{CURRENCY}</act:commodity><act:commodity-scu>100</act:commodity-scu>" if parent else ""
    above = f'<act:parent type="guid">{guid(1, parent)}</act:parent>' if parent else ""
    return (f'<gnc:account version="2.0.0"><act:name>{name}</act:name><act:id type="guid">{guid(1, number)}</act:id><act:type>{kind}</act:type>'
            f"{currency}{above}</gnc:account>\n")


def gnucash_split(number, cents, account):
    return (f'<trn:split><split:id type="guid">{guid(3, number)}</split:id><split:reconciled-state>n</split:reconciled-state>'
            f"<split:value>{cents}/100</split:value><split:quantity>{cents}/100</split:quantity>"
            f'<split:account type="guid">{guid(1, account)}</split:account></trn:split>')


def write_gnucash(path, query, part):
    contacts, documents = query(CONTACTS, part), query(DOCUMENTS, part)
    names = {contact: xml.sax.saxutils.escape(name) for contact, name, _ in contacts}
    with open(path, "w", encoding="utf-8") as stream:
        spaces = " ".join(f'xmlns:{space}="http://www.gnucash.org/XML/{space}"' for space in GNUCASH_SPACES)
        stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n<gnc-v2 {spaces}>\n<gnc:count-data cd:type="book">1</gnc:count-data>\n'
                     f'<gnc:book version="2.0.0"><book:id type="guid">{guid(0, 1)}</book:id>\n<gnc:count-data cd:type="commodity">1</gnc:count-data>'
                     f'<gnc:count-data cd:type="account">{len(ACCOUNTS)}</gnc:count-data><gnc:count-data cd:type="transaction">{len(documents)}</gnc:count-data>'
                     f'<gnc:count-data cd:type="gnc:GncCustomer">{len(contacts)}</gnc:count-data>\n'
                     f'<gnc:commodity version="2.0.0">{CURRENCY}</gnc:commodity>\n')
        for number, account in enumerate(ACCOUNTS, 1):
            stream.write(gnucash_account(number, *account))
        for n, (contact, number, date, total, kind) in enumerate(documents, 1):
            cents = total if kind == "invoice" else -total
            moment = f"<ts:date>{date} 10:59:00 +0000</ts:date>"
            stream.write(f'<gnc:transaction version="2.0.0"><trn:id type="guid">{guid(2, n)}</trn:id><trn:currency>{CURRENCY}</trn:currency>'
                         f"<trn:num>{number}</trn:num><trn:date-posted>{moment}</trn:date-posted><trn:date-entered>{moment}</trn:date-entered>"
                         f"<trn:description>{names[contact]}</trn:description><trn:splits>{gnucash_split(2 * n, cents, 2)}{gnucash_split(2 * n + 1, -cents, 3)}"
                         "</trn:splits></gnc:transaction>\n")
        for n, (contact, _, number) in enumerate(contacts, 1):
            stream.write(f'<gnc:GncCustomer version="2.0.0"><cust:guid type="guid">{guid(4, n)}</cust:guid><cust:name>{names[contact]}</cust:name>'
                         f'<cust:id>{number}</cust:id><cust:addr version="2.0.0"><addr:name>{names[contact]}</addr:name></cust:addr><cust:shipaddr version="2.0.0"/>'
                         '<cust:taxincluded>USEGLOBAL</cust:taxincluded><cust:active>1</cust:active><cust:discount>0/1</cust:discount><cust:credit>0/1</cust:credit>'
                         f"<cust:currency>{CURRENCY}</cust:currency><cust:use-tt>0</cust:use-tt></gnc:GncCustomer>\n")
        stream.write("</gnc:book>\n</gnc-v2>\n")
