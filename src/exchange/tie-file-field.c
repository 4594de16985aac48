/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-field"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "exchange/tie-file-field-private.h"

static const struct
{
  const char *name;
  TieFileValueType type;
} fields[TIE_FILE_N_FIELDS] = {
  [TIE_FILE_FIELD_TEXT] = { "", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_OPTION] = { "", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_KEY] = { "contact.key", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_NUMBER] = { "contact.number", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_NAME] = { "contact.name", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_EMAIL] = { "contact.email", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_PHONE] = { "contact.phone", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_STREET_1] = { "contact.street-1", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_STREET_2] = { "contact.street-2", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_STREET_3] = { "contact.street-3", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_STREET_4] = { "contact.street-4", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_CITY] = { "contact.city", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_STATE] = { "contact.state", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_POSTCODE] = { "contact.postcode", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_COUNTRY] = { "contact.country", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_ADDRESS_1] = { "contact.address-1", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_ADDRESS_2] = { "contact.address-2", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_ADDRESS_3] = { "contact.address-3", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_ADDRESS_4] = { "contact.address-4", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_ADDRESS_5] = { "contact.address-5", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_TERMS] = { "contact.terms", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_CONTACT_NOTES] = { "contact.notes", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_NUMBER] = { "document.number", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_OWN_NUMBER] = { "document.own-number", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_KIND] = { "document.kind", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_DATE] = { "document.date", TIE_FILE_VALUE_DATE },
  [TIE_FILE_FIELD_DOCUMENT_DUE] = { "document.due", TIE_FILE_VALUE_DATE },
  [TIE_FILE_FIELD_DOCUMENT_REFERENCE] = { "document.reference", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_TEXT] = { "document.text", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_PROJECT] = { "document.project", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_TOTAL] = { "document.total", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_DOCUMENT_TAX] = { "document.tax", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_DOCUMENT_FREIGHT] = { "document.freight", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_DOCUMENT_IS_CREDIT] = { "document.is-credit", TIE_FILE_VALUE_TRUTH },
  [TIE_FILE_FIELD_DOCUMENT_IS_TAXED] = { "document.is-taxed", TIE_FILE_VALUE_TRUTH },
  [TIE_FILE_FIELD_DOCUMENT_TAX_CODE] = { "document.tax-code", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX] = { "document.freight-tax", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX_CODE] = { "document.freight-tax-code", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_RECEIVABLE] = { "document.receivable", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_DOCUMENT_N_ROWS] = { "document.rows", TIE_FILE_VALUE_NUMBER },
  [TIE_FILE_FIELD_TERMS_NAME] = { "terms.name", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_TERMS_LABEL] = { "terms.label", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_TERMS_TYPE] = { "terms.type", TIE_FILE_VALUE_NUMBER },
  [TIE_FILE_FIELD_TERMS_DAYS] = { "terms.days", TIE_FILE_VALUE_NUMBER },
  [TIE_FILE_FIELD_TERMS_DISCOUNT_DAYS] = { "terms.discount-days", TIE_FILE_VALUE_NUMBER },
  [TIE_FILE_FIELD_TERMS_PERCENT] = { "terms.percent", TIE_FILE_VALUE_DECIMAL },
  [TIE_FILE_FIELD_TERMS_LATE] = { "terms.late", TIE_FILE_VALUE_DECIMAL },
  [TIE_FILE_FIELD_TERMS_DISCOUNT_DATE] = { "terms.discount-date", TIE_FILE_VALUE_DATE },
  [TIE_FILE_FIELD_TERMS_DISCOUNT_AMOUNT] = { "terms.discount-amount", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_ROW_ACCOUNT] = { "row.account", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_AMOUNT] = { "row.amount", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_ROW_QUANTITY] = { "row.quantity", TIE_FILE_VALUE_DECIMAL },
  [TIE_FILE_FIELD_ROW_RATE] = { "row.rate", TIE_FILE_VALUE_DECIMAL },
  [TIE_FILE_FIELD_ROW_PRICE] = { "row.price", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_TEXT] = { "row.text", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_ITEM] = { "row.item", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_KIND] = { "row.kind", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_TAX_CODE] = { "row.tax-code", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_TAX_RATE] = { "row.tax-rate", TIE_FILE_VALUE_DECIMAL },
  [TIE_FILE_FIELD_ROW_TAX_PERCENT] = { "row.tax-percent", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ROW_TAX_AMOUNT] = { "row.tax-amount", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_ROW_IS_TAXED] = { "row.is-taxed", TIE_FILE_VALUE_TRUTH },
  [TIE_FILE_FIELD_ROW_IS_FIRST] = { "row.is-first", TIE_FILE_VALUE_TRUTH },
  [TIE_FILE_FIELD_ROW_AGENCY] = { "row.agency", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_NUMBER] = { "payment.number", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_DATE] = { "payment.date", TIE_FILE_VALUE_DATE },
  [TIE_FILE_FIELD_PAYMENT_METHOD] = { "payment.method", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_REFERENCE] = { "payment.reference", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_AMOUNT] = { "payment.amount", TIE_FILE_VALUE_MONEY },
  [TIE_FILE_FIELD_PAYMENT_TEXT] = { "payment.text", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_BANK] = { "payment.bank", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_PAYMENT_RECEIVABLE] = { "payment.receivable", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ACCOUNT_NAME] = { "account.name", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ACCOUNT_NUMBER] = { "account.number", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ACCOUNT_TYPE] = { "account.type", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ACCOUNT_EXTRA] = { "account.extra", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_NAME] = { "item.name", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_TYPE] = { "item.type", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_TEXT] = { "item.text", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_ACCOUNT] = { "item.account", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_PRICE] = { "item.price", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_ITEM_IS_TAXED] = { "item.is-taxed", TIE_FILE_VALUE_TRUTH },
  [TIE_FILE_FIELD_ITEM_AGENCY] = { "item.agency", TIE_FILE_VALUE_TEXT },
  [TIE_FILE_FIELD_VENDOR_NAME] = { "vendor.name", TIE_FILE_VALUE_TEXT },
};

TieFileField
tie_file_field_find (const char *name)
{
  for (guint i = TIE_FILE_FIELD_CONTACT_KEY; i < TIE_FILE_N_FIELDS; i++)
    {
      if (g_str_equal (fields[i].name, name))
        return (TieFileField) i;
    }
  return TIE_FILE_FIELD_TEXT;
}

TieFileValueType
tie_file_field_get_type (TieFileField field)
{
  return fields[field].type;
}

const char *
tie_file_field_make_percent (gint64 rate,
                             GString *scratch)
{
  tie_decimal_append (scratch, rate, 4, 0);
  g_string_append_c (scratch, '%');
  return scratch->str;
}

/* The line of a text, from 0; "" where there are not so many. */
static const char *
get_text_line (const char *text,
               guint number,
               GString *scratch)
{
  for (const char *p = text; p != NULL; number--)
    {
      const char *end = strchr (p, '\n');

      if (number == 0)
        {
          g_string_append_len (scratch, p, end != NULL ? end - p : (gssize) strlen (p));
          return scratch->str;
        }
      p = end != NULL ? end + 1 : NULL;
    }
  return "";
}

static guint
count_lines (const char *text)
{
  guint n = *text != '\0';

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

/* As on an envelope: name, streets, then "Bend OR 97702", then the country. */
static const char *
get_address_line (const TieExportContact *contact,
                  guint number,
                  GString *scratch)
{
  const guint n_streets = count_lines (contact->street);
  const char *const places[] = { contact->city, contact->state, contact->postcode };

  if (number == 0)
    return contact->name;
  if (number <= n_streets)
    return get_text_line (contact->street, number - 1, scratch);
  if (number == n_streets + 2)
    return contact->country;
  if (number > n_streets + 1)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (scratch->len > 0 && *places[i] != '\0')
        g_string_append_c (scratch, ' ');
      g_string_append (scratch, places[i]);
    }
  return scratch->str;
}

static void
get_of_contact (TieFileField field,
                const TieFileContext *context,
                GString *scratch,
                TieFileValue *value)
{
  const TieExportContact *contact = context->contact;

  if (contact == NULL)
    return;
  if (field >= TIE_FILE_FIELD_CONTACT_STREET_1 && field <= TIE_FILE_FIELD_CONTACT_STREET_4)
    value->text = get_text_line (contact->street, field - TIE_FILE_FIELD_CONTACT_STREET_1, scratch);
  else if (field >= TIE_FILE_FIELD_CONTACT_ADDRESS_1 && field <= TIE_FILE_FIELD_CONTACT_ADDRESS_5)
    value->text = get_address_line (contact, field - TIE_FILE_FIELD_CONTACT_ADDRESS_1, scratch);
  else if (field == TIE_FILE_FIELD_CONTACT_KEY)
    value->text = context->contact_key;
  else if (field == TIE_FILE_FIELD_CONTACT_NUMBER)
    value->text = contact->number;
  else if (field == TIE_FILE_FIELD_CONTACT_NAME)
    value->text = contact->name;
  else if (field == TIE_FILE_FIELD_CONTACT_EMAIL)
    value->text = contact->email;
  else if (field == TIE_FILE_FIELD_CONTACT_PHONE)
    value->text = contact->phone;
  else if (field == TIE_FILE_FIELD_CONTACT_CITY)
    value->text = contact->city;
  else if (field == TIE_FILE_FIELD_CONTACT_STATE)
    value->text = contact->state;
  else if (field == TIE_FILE_FIELD_CONTACT_POSTCODE)
    value->text = contact->postcode;
  else if (field == TIE_FILE_FIELD_CONTACT_COUNTRY)
    value->text = contact->country;
  else if (field == TIE_FILE_FIELD_CONTACT_TERMS)
    value->text = contact->terms;
  else
    value->text = contact->notes;
}

static void
get_of_payment (TieFileField field,
                const TieFileContext *context,
                TieFileSign sign,
                TieFileValue *value)
{
  const TieExportPayment *payment = context->payment;
  const TieFileAccount *account;

  if (payment == NULL)
    return;
  value->is_none = FALSE;
  if (field == TIE_FILE_FIELD_PAYMENT_NUMBER)
    value->text = *payment->reference != '\0' ? payment->reference : payment->number;
  else if (field == TIE_FILE_FIELD_PAYMENT_DATE)
    value->text = payment->date;
  else if (field == TIE_FILE_FIELD_PAYMENT_METHOD)
    value->text = payment->method;
  else if (field == TIE_FILE_FIELD_PAYMENT_REFERENCE)
    value->text = payment->reference;
  else if (field == TIE_FILE_FIELD_PAYMENT_TEXT)
    value->text = *payment->notes != '\0' ? payment->notes : payment->number;
  else if (field == TIE_FILE_FIELD_PAYMENT_AMOUNT) /* debit: of the bank; credit: of the receivable */
    value->number = sign == TIE_FILE_SIGN_CREDIT ? -payment->amount : payment->amount;
  else
    {
      account = tie_file_names_get_option_account (context->names, field == TIE_FILE_FIELD_PAYMENT_BANK ? "bank" : "receivable");
      value->text = account != NULL ? account->name : "";
    }
}

static void
get_of_list (TieFileField field,
             const TieFileContext *context,
             GString *scratch,
             TieFileValue *value)
{
  const TieFileAccount *account = context->account;
  const TieFileItem *item = context->item;

  if (field == TIE_FILE_FIELD_VENDOR_NAME)
    value->text = context->vendor;
  else if (account != NULL && field == TIE_FILE_FIELD_ACCOUNT_NAME)
    value->text = account->name;
  else if (account != NULL && field == TIE_FILE_FIELD_ACCOUNT_NUMBER)
    value->text = account->number;
  else if (account != NULL && field == TIE_FILE_FIELD_ACCOUNT_TYPE)
    value->text = account->kind;
  else if (account != NULL && field == TIE_FILE_FIELD_ACCOUNT_EXTRA)
    value->text = context->is_tax_account ? "tax" : "";
  if (item == NULL)
    return;
  value->is_none = FALSE;
  if (field == TIE_FILE_FIELD_ITEM_NAME)
    value->text = item->name;
  else if (field == TIE_FILE_FIELD_ITEM_TYPE)
    value->text = item->type;
  else if (field == TIE_FILE_FIELD_ITEM_TEXT)
    value->text = item->text;
  else if (field == TIE_FILE_FIELD_ITEM_ACCOUNT)
    value->text = item->account;
  else if (field == TIE_FILE_FIELD_ITEM_PRICE)
    value->text = item->is_tax ? tie_file_field_make_percent (item->rate, scratch) : "";
  else if (field == TIE_FILE_FIELD_ITEM_IS_TAXED)
    value->number = item->is_taxed;
  else if (field == TIE_FILE_FIELD_ITEM_AGENCY)
    value->text = item->agency;
}

void
tie_file_field_get (TieFileField field,
                    const TieFileContext *context,
                    const char *option,
                    TieFileSign sign,
                    GString *scratch,
                    TieFileValue *value)
{
  *value = (TieFileValue) { "", 0, TRUE };
  g_string_truncate (scratch, 0);
  if (field == TIE_FILE_FIELD_TEXT)
    value->text = option;
  else if (field == TIE_FILE_FIELD_OPTION)
    value->text = tie_file_names_get_option (context->names, option);
  else if (field < TIE_FILE_FIELD_DOCUMENT_NUMBER)
    get_of_contact (field, context, scratch, value);
  else if (field < TIE_FILE_FIELD_TERMS_NAME)
    tie_file_field_get_of_document (field, context, sign, value);
  else if (field < TIE_FILE_FIELD_ROW_ACCOUNT)
    tie_file_field_get_of_terms (field, context, scratch, value);
  else if (field < TIE_FILE_FIELD_PAYMENT_NUMBER)
    tie_file_field_get_of_row (field, context, sign, scratch, value);
  else if (field < TIE_FILE_FIELD_ACCOUNT_NAME)
    get_of_payment (field, context, sign, value);
  else
    get_of_list (field, context, scratch, value);
  if (value->text == NULL)
    value->text = "";
}
