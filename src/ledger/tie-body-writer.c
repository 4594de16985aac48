/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-ledger"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-site.h"

static const TieBodyFields contact_fields = {
  TIE_CONTACT_NAME, TIE_CONTACT_EMAIL, TIE_CONTACT_PHONE, TIE_CONTACT_STREET,
  TIE_CONTACT_CITY, TIE_CONTACT_STATE, TIE_CONTACT_POSTCODE, TIE_CONTACT_COUNTRY,
};
/* Nobody's home address leaves the practice. */
static const TieBodyFields employee_fields = {
  TIE_EMPLOYEE_NAME, TIE_EMPLOYEE_EMAIL, TIE_EMPLOYEE_PHONE, 0, 0, 0, 0, 0,
};
static const TieBodyFields site_fields = {
  TIE_SITE_NAME, 0, 0, TIE_SITE_STREET,
  TIE_SITE_CITY, TIE_SITE_STATE, TIE_SITE_POSTCODE, TIE_SITE_COUNTRY,
};

GBytes *
tie_body_finish (TieJsonWriter *writer)
{
  char *text = NULL;

  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

/* ---- members ---- */

gboolean
tie_body_check_length (const char *package,
                       const char *label,
                       const char *text,
                       guint max,
                       GError **error)
{
  if (g_utf8_strlen (text, -1) <= (glong) max)
    return TRUE;
  /* Translators: the name of a field, a number of characters, the name of an accounting package */
  g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("%s is longer than the %u characters that %s takes."), label, max, package);
  return FALSE;
}

gboolean
tie_body_add_text (TieJsonWriter *writer,
                   const char *package,
                   const char *member,
                   const char *label,
                   const char *text,
                   guint max,
                   GError **error)
{
  g_autofree char *clean = tie_text_clean_lines (text);

  if (!tie_body_check_length (package, label, clean, max, error))
    return FALSE;
  tie_json_writer_add_string_if_set (writer, member, clean);
  return TRUE;
}

gboolean
tie_body_add_date (TieJsonWriter *writer,
                   const char *member,
                   const char *date,
                   GError **error)
{
  if (!tie_date_is_valid (date))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The date is missing."));
      return FALSE;
    }
  tie_json_writer_add_string (writer, member, date);
  return TRUE;
}

/* ---- records ---- */

const TieBodyFields *
tie_body_find_fields (TieRecord *record)
{
  if (TIE_IS_SITE (record))
    return &site_fields;
  return TIE_IS_EMPLOYEE (record) ? &employee_fields : &contact_fields;
}

char *
tie_body_dup_field (TieRecord *record,
                    guint field)
{
  return field != 0 ? tie_text_clean (tie_record_get_text (record, field)) : g_strdup ("");
}

gboolean
tie_body_add_field (TieJsonWriter *writer,
                    const char *package,
                    const char *member,
                    TieRecord *record,
                    guint field,
                    guint max,
                    GError **error)
{
  g_autofree char *text = tie_body_dup_field (record, field);

  return *text == '\0' || tie_body_add_text (writer, package, member, _ (tie_record_get_field (record, field)->label), text, max, error);
}

gboolean
tie_body_has_address (TieRecord *record,
                      const TieBodyFields *fields)
{
  const guint parts[] = { fields->street, fields->city, fields->state, fields->postcode, fields->country };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = tie_body_dup_field (record, parts[i]);

      if (*text != '\0')
        return TRUE;
    }
  return FALSE;
}

GStrv
tie_body_split_street (TieRecord *record,
                       guint field,
                       guint max)
{
  g_autofree char *street = field != 0 ? tie_text_clean_lines (tie_record_get_text (record, field)) : g_strdup ("");
  g_auto (GStrv) all = g_strsplit (street, "\n", -1);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; all[i] != NULL && n < max; i++)
    {
      g_autofree char *line = NULL;

      if (*all[i] == '\0')
        continue;
      n++;
      line = n < max ? g_strdup (all[i]) : g_strjoinv (", ", all + i);
      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

gboolean
tie_body_is_email (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;

  return at != NULL && at != text && strchr (at, '.') != NULL && strpbrk (text, " \t\n") == NULL;
}

/* ---- documents ---- */

gboolean
tie_body_check_sum (const TieLedgerDocument *document,
                    GError **error)
{
  gint64 sum = document->tax;
  gint64 tax = 0;

  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      sum += line->amount;
      tax += line->tax;
    }
  if (document->total < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The total is below zero. Use a credit note."));
  else if (sum != document->total || (tax != 0 && tax != document->tax))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The lines and the tax do not add up to the total."));
  else
    return TRUE;
  return FALSE;
}

gboolean
tie_body_is_product (gint64 quantity,
                     gint64 rate,
                     gint64 amount)
{
  const __int128 unit = (__int128) TIE_SCALE * TIE_SCALE / 100;
  __int128 difference = (__int128) quantity * rate - (__int128) amount * unit;

  return quantity != 0 && difference < unit / 2 && difference > -unit / 2;
}
