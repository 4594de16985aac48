/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-kind"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-text.h"
#include "exchange/tie-import-kind.h"
#include "model/tie-contact.h"
#include "model/tie-site.h"

#define STREET_TITLES \
  "|street|street address|address|address 1|address line 1|street 1|billing street|billing address|billing address line 1|bill to street|mailing address|addr 1|"
#define STREET_2_TITLES "|street 2|address 2|address line 2|billing address line 2|billing street 2|suite|unit|addr 2|"
#define CITY_TITLES "|city|town|billing city|bill to city|mailing city|suburb|"
#define STATE_TITLES "|state|state province|province|region|billing state|bill to state|st|mailing state|"
#define POSTCODE_TITLES "|zip|zip code|postcode|postal code|post code|zip postal code|billing zip|billing zip code|billing postal code|bill to zip|mailing zip|"
#define COUNTRY_TITLES "|country|country region|billing country|bill to country|"

static const TieImportField contact_fields[] = {
  { NULL },
  { "name", TIE_CONTACT_NAME, FALSE, NULL,
    "|name|client name|customer name|display name|full name|company name|company|business name|client|customer|contact name|contact|supplier name|vendor name|"
    "supplier|vendor|organization|organisation|taxpayer name|taxpayer|account name|customer full name|name on file|",
    "Carter, Joan" },
  { "last-name", TIE_CONTACT_NAME, TRUE, N_ ("Last name"), "|last name|surname|family name|lastname|last|", "" },
  { "first-name", TIE_CONTACT_NAME, TRUE, N_ ("First name"), "|first name|given name|forename|firstname|first|", "" },
  { "type", TIE_CONTACT_TYPE_ID, FALSE, NULL, "|type|contact type|client type|customer type|", "Client" },
  { "number", TIE_CONTACT_NUMBER, FALSE, NULL,
    "|number|client number|client no|client id|client code|customer number|customer no|customer id|contact number|account number|account no|id|code|ref|reference|",
    "CARTJ01" },
  { "email", TIE_CONTACT_EMAIL, FALSE, NULL,
    "|email|e mail|email address|e mail address|main email|primary email|email 1|e mail 1|billing email|mail|", "joan@carter.example" },
  { "phone", TIE_CONTACT_PHONE, FALSE, NULL,
    "|phone|phone number|phone numbers|telephone|telephone number|main phone|primary phone|work phone|business phone|phone 1|phone no|mobile|mobile phone|cell|cell phone|home phone|tel|",
    "503 555 0101" },
  { "street", TIE_CONTACT_STREET, FALSE, NULL, STREET_TITLES, "12 Elm Street" },
  { "street-2", TIE_CONTACT_STREET, TRUE, N_ ("Street, second line"), STREET_2_TITLES, "" },
  { "city", TIE_CONTACT_CITY, FALSE, NULL, CITY_TITLES, "Portland" },
  { "state", TIE_CONTACT_STATE, FALSE, NULL, STATE_TITLES, "OR" },
  { "postcode", TIE_CONTACT_POSTCODE, FALSE, NULL, POSTCODE_TITLES, "97201" },
  { "country", TIE_CONTACT_COUNTRY, FALSE, NULL, COUNTRY_TITLES, "US" },
  { "terms", TIE_CONTACT_TERMS, FALSE, NULL, "|terms|payment terms|", "Net 30" },
  { "notes", TIE_CONTACT_NOTES, FALSE, NULL, "|notes|note|comments|comment|remarks|memo|", "" },
};

static const TieImportField site_fields[] = {
  { NULL },
  { "contact", TIE_SITE_CONTACT, FALSE, N_ ("Contact (name or client number)"),
    "|contact|client|customer|client name|customer name|contact name|parent|parent customer|client number|client no|client id|client code|customer number|customer id|company|company name|",
    "Carter, Joan" },
  { "name", TIE_SITE_NAME, FALSE, NULL, "|site|site name|name|location|location name|branch|place|job|job name|sub customer|", "Main Studio" },
  { "street", TIE_SITE_STREET, FALSE, NULL, STREET_TITLES, "12 Elm Street" },
  { "street-2", TIE_SITE_STREET, TRUE, N_ ("Street, second line"), STREET_2_TITLES, "" },
  { "city", TIE_SITE_CITY, FALSE, NULL, CITY_TITLES, "Portland" },
  { "state", TIE_SITE_STATE, FALSE, NULL, STATE_TITLES, "OR" },
  { "postcode", TIE_SITE_POSTCODE, FALSE, NULL, POSTCODE_TITLES, "97201" },
  { "country", TIE_SITE_COUNTRY, FALSE, NULL, COUNTRY_TITLES, "US" },
};

typedef struct
{
  const char *name;
  const char *label;
  GType (*get_type) (void);
  const TieImportField *fields;
  guint n_fields;
} Kind;

static const Kind kinds[TIE_IMPORT_N_KINDS] = {
  [TIE_IMPORT_CONTACTS] = { "contacts", N_ ("Contacts"), tie_contact_get_type, contact_fields, G_N_ELEMENTS (contact_fields) - 1 },
  [TIE_IMPORT_SITES] = { "sites", N_ ("Sites"), tie_site_get_type, site_fields, G_N_ELEMENTS (site_fields) - 1 },
};

static const Kind *
get_kind (TieImportKind kind)
{
  g_assert (kind >= TIE_IMPORT_CONTACTS && kind < TIE_IMPORT_N_KINDS);

  return &kinds[kind];
}

const char *
tie_import_kind_to_string (TieImportKind kind)
{
  return get_kind (kind)->name;
}

TieImportKind
tie_import_kind_from_string (const char *text)
{
  for (guint kind = TIE_IMPORT_CONTACTS; kind < TIE_IMPORT_N_KINDS; kind++)
    {
      if (g_strcmp0 (kinds[kind].name, text) == 0)
        return kind;
    }
  return 0;
}

const char *
tie_import_kind_get_label (TieImportKind kind)
{
  return _ (get_kind (kind)->label);
}

GType
tie_import_kind_get_record_type (TieImportKind kind)
{
  return get_kind (kind)->get_type ();
}

const TieImportField *
tie_import_kind_get_fields (TieImportKind kind,
                            guint *n_fields)
{
  *n_fields = get_kind (kind)->n_fields;
  return get_kind (kind)->fields;
}

const char *
tie_import_kind_get_field_label (TieImportKind kind,
                                 guint field)
{
  const TieImportField *entry = &get_kind (kind)->fields[field];
  TieRecordClass *klass;
  const char *label;

  g_return_val_if_fail (field >= 1 && field <= get_kind (kind)->n_fields, NULL);

  if (entry->label != NULL)
    return _ (entry->label);
  klass = g_type_class_ref (tie_import_kind_get_record_type (kind));
  label = klass->fields[entry->target].label; /* static text: it outlives the reference */
  g_type_class_unref (klass);
  return _ (label);
}

/* "E-mail_Address*" → "e mail address" */
static char *
fold_title (const char *title)
{
  g_autofree char *folded = tie_text_fold (title);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

guint
tie_import_kind_rate_title (TieImportKind kind,
                            guint field,
                            const char *title)
{
  const TieImportField *entry = &get_kind (kind)->fields[field];
  g_autofree char *folded = fold_title (title);
  g_autofree char *own = NULL;
  g_autofree char *searched = NULL;
  const char *found;

  if (*folded == '\0')
    return 0;
  own = fold_title (tie_import_kind_get_field_label (kind, field));
  if (strcmp (folded, own) == 0)
    return G_MAXUINT;
  searched = g_strconcat ("|", folded, "|", NULL);
  found = strstr (entry->titles, searched);
  return found != NULL ? (guint) strlen (found) : 0;
}

GBytes *
tie_import_kind_make_template (TieImportKind kind)
{
  TieCsvWriter *writer = tie_csv_writer_new (',');
  const Kind *entry = get_kind (kind);
  GBytes *bytes;

  for (guint i = 1; i <= entry->n_fields; i++)
    {
      if (!entry->fields[i].is_part)
        tie_csv_writer_add (writer, tie_import_kind_get_field_label (kind, i));
    }
  tie_csv_writer_end_row (writer);
  for (guint i = 1; i <= entry->n_fields; i++)
    {
      if (!entry->fields[i].is_part)
        tie_csv_writer_add (writer, entry->fields[i].example);
    }
  tie_csv_writer_end_row (writer);
  bytes = tie_csv_writer_finish (writer);
  tie_csv_writer_free (writer);
  return bytes;
}
