/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-check"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/tie-file-check-private.h"

static gboolean
has_line (const char *text,
          const char *word)
{
  g_autofree char *behind = g_strconcat ("\n", word, NULL);

  return g_str_has_prefix (text, word) || strstr (text, behind) != NULL;
}

gboolean
tie_file_check_fits_lines (const TieFileLayout *layout,
                           const char *text,
                           TieExportKind *kind)
{
  gboolean fits = FALSE;

  *kind = TIE_EXPORT_INVOICES;
  if (layout->has_keywords)
    {
      fits = has_line (text, "!TRNS\t") || has_line (text, "!CUST\t");
      if (!has_line (text, "!TRNS\t"))
        *kind = TIE_EXPORT_CUSTOMERS;
      else if (strstr (text, "\tPAYMENT\t") != NULL)
        *kind = TIE_EXPORT_PAYMENTS;
    }
  else if (layout->form == TIE_FILE_FORM_LEDGER)
    {
      fits = has_line (text, "commodity ") || has_line (text, "payee ");
      if (!has_line (text, "commodity "))
        *kind = TIE_EXPORT_CUSTOMERS;
    }
  else if (layout->form == TIE_FILE_FORM_BEANCOUNT)
    fits = has_line (text, "option \"") || strstr (text, " * \"") != NULL;
  return fits;
}

/* Rows of keywords: TRNS, SPL …, ENDTRNS, which sum to zero; the columns are those that the file itself names. */
static void
read_keyword_row (TieFileReading *reading,
                  char **cells,
                  guint line)
{
  TieFileCheck *result = reading->result;
  const char *keyword = cells[0];
  char **titles;
  int amount = -1;

  if (*keyword == '!')
    {
      g_hash_table_insert (reading->titles, g_strdup (keyword + 1), g_strdupv (cells + 1));
      return;
    }
  result->n_rows++;
  titles = g_hash_table_lookup (reading->titles, keyword);
  if (titles == NULL)
    {
      tie_file_reading_add_problem (result, line, _ ("“%s” stands before the row that names its columns"), keyword);
      return;
    }
  if (g_strv_length (cells) - 1 > g_strv_length (titles))
    tie_file_reading_add_problem (result, line, _ ("%u columns instead of %u"), g_strv_length (cells) - 1, g_strv_length (titles));
  for (int i = 0; titles[i] != NULL && cells[i + 1] != NULL; i++)
    {
      if (g_str_equal (titles[i], "AMOUNT"))
        amount = i + 1;
      else if (g_str_equal (titles[i], "DOCNUM") && g_str_equal (keyword, "TRNS"))
        {
          g_free (reading->number);
          reading->number = g_strdup (cells[i + 1]);
        }
      else if (g_str_equal (titles[i], "DATE") && !tie_file_check_is_date (result->layout, cells[i + 1]))
        tie_file_reading_add_problem (result, line, _ ("“%s” is no date: “%s”"), titles[i], cells[i + 1]);
    }
  if (g_str_equal (keyword, "CUST") && result->kind == TIE_EXPORT_CUSTOMERS)
    result->n_records++;
  if (g_str_equal (keyword, "TRNS"))
    {
      if (reading->n_rows > 0)
        tie_file_reading_add_problem (result, line, _ ("a transaction begins before the last one ended"));
      reading->n_rows = 1;
      reading->sum = amount > 0 ? tie_file_reading_read_amount (reading, cells[amount], line) : 0;
      result->total += reading->sum;
      result->has_total = TRUE;
      reading->first_line = line;
      result->n_records++;
    }
  else if (g_str_equal (keyword, "SPL"))
    reading->sum += amount > 0 ? tie_file_reading_read_amount (reading, cells[amount], line) : 0;
  else if (g_str_equal (keyword, "ENDTRNS"))
    {
      tie_file_reading_check_sum (reading, reading->first_line, reading->sum);
      reading->n_rows = 0;
    }
}

/* A transaction of a journal ends with an empty line; its postings sum to zero. */
static void
read_journal_line (TieFileReading *reading,
                   char *text,
                   guint line)
{
  TieFileCheck *result = reading->result;
  char *comment = strstr (text, "  ; ");
  char *amount;
  gint64 value;

  if (*text == '\0' || g_ascii_isdigit (*text))
    {
      if (reading->n_rows > 0)
        tie_file_reading_check_sum (reading, reading->first_line, reading->sum);
      reading->n_rows = 0;
      if (*text == '\0' || strstr (text, " * ") == NULL)
        return;
      result->n_records++;
      reading->first_line = line;
      reading->sum = 0;
      g_free (reading->number);
      reading->number = g_strdup (strstr (text, " * ") + 3);
      return;
    }
  if (g_str_has_prefix (text, "payee "))
    result->n_records += result->kind == TIE_EXPORT_CUSTOMERS;
  if (comment != NULL)
    *comment = '\0';
  g_strchomp (text);
  if (*text != ' ' || *g_strchug (text) == ';' || strstr (text, "  ") == NULL)
    return;
  amount = strrchr (text, ' ') + 1;
  if (!g_ascii_isdigit (amount[strlen (amount) - 1])) /* the currency behind it */
    {
      amount[-1] = '\0';
      amount = strrchr (text, ' ') + 1;
    }
  if (*amount == '$')
    amount++;
  value = tie_file_reading_read_amount (reading, amount, line);
  reading->sum += value;
  result->n_rows++;
  if (reading->n_rows++ == 0)
    {
      result->total += value;
      result->has_total = TRUE;
    }
}

void
tie_file_reading_read_lines (TieFileReading *reading,
                             GBytes *text)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  const char *end = data + size;
  guint line = 0;

  for (const char *p = data; p < end;)
    {
      const char *stop = memchr (p, '\n', (gsize) (end - p));
      g_autofree char *one = g_strndup (p, (gsize) ((stop != NULL ? stop : end) - p));

      line++;
      p = stop != NULL ? stop + 1 : end;
      if (one[0] != '\0' && one[strlen (one) - 1] == '\r')
        one[strlen (one) - 1] = '\0';
      if (reading->result->layout->form != TIE_FILE_FORM_TABLE)
        read_journal_line (reading, one, line);
      else if (*one != '\0')
        {
          g_auto (GStrv) cells = g_strsplit (one, "\t", -1);

          read_keyword_row (reading, cells, line);
        }
    }
  if (reading->n_rows > 0 && reading->result->layout->form == TIE_FILE_FORM_TABLE)
    tie_file_reading_add_problem (reading->result, line, _ ("the last transaction does not end"));
  else if (reading->n_rows > 0)
    tie_file_reading_check_sum (reading, reading->first_line, reading->sum);
}
