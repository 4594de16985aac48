/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-number"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-file-number.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "store/tie-export-read.h"
#include "store/tie-record-table.h"

#define FIRST_PREFIX "C"
#define FIRST_NUMBER 1001
/* More digits are no client number but, say, a tax number. */
#define MOST_DIGITS 9

/* How one kind of number goes on. */
typedef struct
{
  char *prefix;
  guint n;
  guint64 highest;
  int n_digits; /* of the highest */
} Series;

typedef struct
{
  GHashTable *series; /* (owned) prefix → Series */
  GHashTable *used;   /* (owned) a set of numbers without case */
} Numbers;

static void
series_free (gpointer data)
{
  Series *series = data;

  g_free (series->prefix);
  g_free (series);
}

static void
numbers_clear (Numbers *numbers)
{
  g_clear_pointer (&numbers->series, g_hash_table_unref);
  g_clear_pointer (&numbers->used, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
number_cb (const char *id,
           const char *number,
           const char *name,
           gpointer user_data)
{
  Numbers *numbers = user_data;
  gsize length = strlen (number), start = length;
  g_autofree char *prefix = NULL;
  Series *series;
  guint64 value;

  g_hash_table_add (numbers->used, g_utf8_casefold (number, -1));
  while (start > 0 && g_ascii_isdigit (number[start - 1]))
    start--;
  if (start == length || length - start > MOST_DIGITS)
    return;
  prefix = g_strndup (number, start);
  value = g_ascii_strtoull (number + start, NULL, 10);
  series = g_hash_table_lookup (numbers->series, prefix);
  if (series == NULL)
    {
      series = g_new0 (Series, 1);
      series->prefix = g_steal_pointer (&prefix);
      g_hash_table_insert (numbers->series, series->prefix, series);
    }
  series->n++;
  if (value < series->highest)
    return;
  series->highest = value;
  series->n_digits = (int) (length - start);
}

/* The one that most numbers are of; of equals the first by its letters, so that the same practice gives the same numbers. */
static void
find_series (const Numbers *numbers,
             Series *found)
{
  GHashTableIter iter;
  gpointer value;

  *found = (Series) { .prefix = (char *) FIRST_PREFIX, .highest = FIRST_NUMBER - 1 };
  g_hash_table_iter_init (&iter, numbers->series);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Series *series = value;

      if (series->n > found->n || (series->n == found->n && strcmp (series->prefix, found->prefix) < 0))
        *found = *series;
    }
}

static char *
take_next (Numbers *numbers,
           Series *series)
{
  while (TRUE)
    {
      g_autofree char *number = g_strdup_printf ("%s%0*" G_GUINT64_FORMAT, series->prefix, series->n_digits, ++series->highest);

      if (g_hash_table_add (numbers->used, g_utf8_casefold (number, -1)))
        return g_steal_pointer (&number);
    }
}

/* (transfer full) The customer of a record. */
static TieRecord *
get_customer (TieDb *db,
              TieExportKind kind,
              const char *id,
              GError **error)
{
  const GType type = kind == TIE_EXPORT_INVOICES ? TIE_TYPE_DOCUMENT : TIE_TYPE_PAYMENT;
  const guint field = kind == TIE_EXPORT_INVOICES ? (guint) TIE_DOCUMENT_CONTACT : (guint) TIE_PAYMENT_CONTACT;
  g_autoptr (TieRecord) record = NULL;

  if (kind == TIE_EXPORT_CUSTOMERS)
    return tie_record_table_get (db, TIE_TYPE_CONTACT, id, error);
  record = tie_record_table_get (db, type, id, error);
  return record != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (record, field), error) : NULL;
}

gboolean
tie_file_give_numbers (TieDb *db,
                       TieExportKind kind,
                       const char *const *ids,
                       TieBillingStep *step,
                       GError **error)
{
  g_auto (Numbers) numbers = {
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, series_free),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  Series series;
  gboolean is_own = FALSE;
  guint n = 0;

  if (!tie_export_read_numbers (db, number_cb, &numbers, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  find_series (&numbers, &series);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TieRecord) customer = get_customer (db, kind, ids[i], error);
      g_autofree char *number = NULL;

      if (customer == NULL)
        return FALSE;
      if (*tie_record_get_text (customer, TIE_CONTACT_NUMBER) != '\0')
        continue;
      number = take_next (&numbers, &series);
      tie_record_set_text (customer, TIE_CONTACT_NUMBER, number);
      if (!tie_record_table_save (db, customer, error))
        return FALSE;
      n++;
    }
  if (n == 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("All of these customers have a number."));
      return FALSE;
    }
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (ngettext ("%u customer given a number", "%u customers given numbers", n), n), error);
}
