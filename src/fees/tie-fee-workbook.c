/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-workbook"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-parts.h"
#include "fees/tie-fee-reader-private.h"
#include "fees/tie-fee-workbook.h"

#define MAX_DIGITS 15
#define MAX_EXPONENT 40
#define FIRST_CUSTOM_FORMAT 164

void
tie_fee_workbook_free (TieFeeWorkbook *self)
{
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->strings);
  g_array_unref (self->is_date);
  g_free (self);
}

const char *
tie_fee_workbook_bare_name (const char *element)
{
  const char *colon = strchr (element, ':');

  return colon != NULL ? colon + 1 : element;
}

const char *
tie_fee_workbook_find_attribute (const char *const *names,
                                 const char *const *values,
                                 const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], name))
        return values[i];
    }
  return NULL;
}

typedef struct
{
  GMarkupParseContext *context; /* (owned) */
  const char *name;
} Feeding;

static gboolean
feed_cb (const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Feeding *feeding = user_data;
  g_autoptr (GError) local_error = NULL;
  gboolean is_fed = length > 0 ? g_markup_parse_context_parse (feeding->context, text, (gssize) length, &local_error)
                               : g_markup_parse_context_end_parse (feeding->context, &local_error);

  if (is_fed)
    return TRUE;
  if (local_error->domain == G_MARKUP_ERROR)
    tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, feeding->name, _ ("The workbook is damaged."));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
tie_fee_workbook_parse (GBytes *bytes,
                        const char *name,
                        const char *part,
                        const GMarkupParser *parser,
                        gpointer user_data,
                        gboolean *is_there,
                        GError **error)
{
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (parser, G_MARKUP_TREAT_CDATA_AS_TEXT, user_data, NULL);
  Feeding feeding = { context, name };

  return tie_fee_parts_read (bytes, name, part, feed_cb, &feeding, is_there, error);
}

/* workbook.xml and what it points to. */

typedef struct
{
  TieFeeWorkbook *workbook;
  GPtrArray *ids;      /* (owned) of the sheets' parts */
  GHashTable *targets; /* (owned) id → part */
  GHashTable *formats; /* (owned) custom formats that show dates */
  GString *text;       /* (owned) of the shared string being read */
  gboolean in_text;
  guint in_reading;    /* depth within how East Asian text is read aloud, which is not the text */
  gboolean in_cell_formats;
} Parsing;

static void
workbook_start_cb (GMarkupParseContext *context,
                   const char *element,
                   const char **names,
                   const char **values,
                   gpointer user_data,
                   GError **error)
{
  Parsing *parsing = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);

  if (g_str_equal (bare, "workbookPr"))
    {
      const char *from = tie_fee_workbook_find_attribute (names, values, "date1904");

      parsing->workbook->from_1904 = from != NULL && (g_str_equal (from, "1") || g_str_equal (from, "true"));
    }
  else if (g_str_equal (bare, "sheet"))
    {
      const char *name = tie_fee_workbook_find_attribute (names, values, "name");
      const char *id = NULL;

      for (guint i = 0; names[i] != NULL; i++)
        {
          if (g_str_has_suffix (names[i], ":id"))
            id = values[i];
        }
      g_ptr_array_add (parsing->workbook->sheets, g_strdup (name != NULL ? name : ""));
      g_ptr_array_add (parsing->ids, g_strdup (id != NULL ? id : ""));
    }
  else if (g_str_equal (bare, "Relationship"))
    {
      const char *id = tie_fee_workbook_find_attribute (names, values, "Id");
      const char *target = tie_fee_workbook_find_attribute (names, values, "Target");

      if (id != NULL && target != NULL)
        g_hash_table_insert (parsing->targets, g_strdup (id), *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL));
    }
}

/* "yyyy-mm-dd", but not "[Red]0.00" or "\"day\" 0". */
static gboolean
shows_date (const char *format)
{
  gboolean in_quotes = FALSE, in_brackets = FALSE;

  for (const char *p = format; *p != '\0'; p++)
    {
      if (*p == '"')
        in_quotes = !in_quotes;
      else if (*p == '[' || *p == ']')
        in_brackets = *p == '[';
      else if (*p == '\\' && p[1] != '\0')
        p++;
      else if (!in_quotes && !in_brackets && strchr ("yYdD", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
styles_start_cb (GMarkupParseContext *context,
                 const char *element,
                 const char **names,
                 const char **values,
                 gpointer user_data,
                 GError **error)
{
  Parsing *parsing = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);
  const char *id = tie_fee_workbook_find_attribute (names, values, "numFmtId");
  guint number = id != NULL ? (guint) g_ascii_strtoull (id, NULL, 10) : 0;

  if (g_str_equal (bare, "cellXfs"))
    parsing->in_cell_formats = TRUE;
  else if (g_str_equal (bare, "numFmt"))
    {
      const char *format = tie_fee_workbook_find_attribute (names, values, "formatCode");

      if (number >= FIRST_CUSTOM_FORMAT && format != NULL && shows_date (format))
        g_hash_table_add (parsing->formats, GUINT_TO_POINTER (number));
    }
  else if (g_str_equal (bare, "xf") && parsing->in_cell_formats)
    {
      gboolean is_date = (number >= 14 && number <= 17) || number == 22 || g_hash_table_contains (parsing->formats, GUINT_TO_POINTER (number));

      g_array_append_val (parsing->workbook->is_date, is_date);
    }
}

static void
styles_end_cb (GMarkupParseContext *context,
               const char *element,
               gpointer user_data,
               GError **error)
{
  Parsing *parsing = user_data;

  if (g_str_equal (tie_fee_workbook_bare_name (element), "cellXfs"))
    parsing->in_cell_formats = FALSE;
}

static void
strings_start_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  Parsing *parsing = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);

  if (g_str_equal (bare, "si"))
    g_string_truncate (parsing->text, 0);
  else if (g_str_equal (bare, "rPh"))
    parsing->in_reading++;
  parsing->in_text = g_str_equal (bare, "t") && parsing->in_reading == 0;
}

static void
strings_end_cb (GMarkupParseContext *context,
                const char *element,
                gpointer user_data,
                GError **error)
{
  Parsing *parsing = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);

  parsing->in_text = FALSE;
  if (g_str_equal (bare, "rPh"))
    parsing->in_reading--;
  else if (g_str_equal (bare, "si"))
    g_ptr_array_add (parsing->workbook->strings, g_strndup (parsing->text->str, parsing->text->len));
}

static void
strings_text_cb (GMarkupParseContext *context,
                 const char *text,
                 gsize length,
                 gpointer user_data,
                 GError **error)
{
  Parsing *parsing = user_data;

  if (parsing->in_text)
    g_string_append_len (parsing->text, text, (gssize) length);
}

static const GMarkupParser workbook_parser = { .start_element = workbook_start_cb };
static const GMarkupParser styles_parser = { .start_element = styles_start_cb, .end_element = styles_end_cb };
static const GMarkupParser strings_parser = { .start_element = strings_start_cb, .end_element = strings_end_cb, .text = strings_text_cb };

static gboolean
read_parts (GBytes *bytes,
            const char *name,
            gboolean with_cells,
            Parsing *parsing,
            GError **error)
{
  TieFeeWorkbook *self = parsing->workbook;
  gboolean is_there = FALSE;

  if (!tie_fee_workbook_parse (bytes, name, "xl/workbook.xml", &workbook_parser, parsing, &is_there, error))
    return FALSE;
  if (!is_there || self->sheets->len == 0)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("It is a packed file, but not a workbook of the kind .xlsx."));
      return FALSE;
    }
  if (!tie_fee_workbook_parse (bytes, name, "xl/_rels/workbook.xml.rels", &workbook_parser, parsing, &is_there, error))
    return FALSE;
  for (guint i = 0; i < parsing->ids->len; i++)
    {
      const char *target = g_hash_table_lookup (parsing->targets, parsing->ids->pdata[i]);

      g_ptr_array_add (self->parts, target != NULL ? g_strdup (target) : g_strdup_printf ("xl/worksheets/sheet%u.xml", i + 1));
    }
  return !with_cells ||
         (tie_fee_workbook_parse (bytes, name, "xl/styles.xml", &styles_parser, parsing, &is_there, error) &&
          tie_fee_workbook_parse (bytes, name, "xl/sharedStrings.xml", &strings_parser, parsing, &is_there, error));
}

TieFeeWorkbook *
tie_fee_workbook_read (GBytes *bytes,
                       const char *name,
                       gboolean with_cells,
                       GError **error)
{
  g_autoptr (TieFeeWorkbook) self = g_new0 (TieFeeWorkbook, 1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) formats = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Parsing parsing = { self, ids, targets, formats, text };

  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->is_date = g_array_new (FALSE, FALSE, sizeof (gboolean));
  return read_parts (bytes, name, with_cells, &parsing, error) ? g_steal_pointer (&self) : NULL;
}

/* Rounds the digits to 15, half away from zero; gives by how many places the point moved. */
static int
round_digits (GString *digits)
{
  gboolean carry = digits->len > MAX_DIGITS && digits->str[MAX_DIGITS] >= '5';

  if (digits->len > MAX_DIGITS)
    g_string_truncate (digits, MAX_DIGITS);
  for (gsize i = digits->len; carry && i-- > 0;)
    {
      carry = digits->str[i] == '9';
      digits->str[i] = carry ? '0' : (char) (digits->str[i] + 1);
    }
  if (carry)
    g_string_prepend_c (digits, '1');
  return carry ? 1 : 0;
}

char *
tie_fee_workbook_dup_number (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  GString *plain;
  const char *p = text;
  gboolean is_negative = *p == '-';
  gint64 point = 0; /* how many digits stand before it */
  gint64 exponent = 0;
  gboolean has_point = FALSE;

  p += is_negative;
  if (!g_ascii_isdigit (*p) && *p != '.')
    return g_strdup (text);
  for (; g_ascii_isdigit (*p) || (*p == '.' && !has_point); p++)
    {
      if (*p == '.')
        has_point = TRUE;
      else
        {
          if (digits->len > 0 || *p != '0')
            g_string_append_c (digits, *p);
          else if (has_point)
            point--; /* 0.0045 */
          if (!has_point && digits->len > 0)
            point++;
        }
    }
  if (*p == 'e' || *p == 'E')
    {
      char *end;

      exponent = g_ascii_strtoll (p + 1, &end, 10);
      p = end;
    }
  point += CLAMP (exponent, -2 * MAX_EXPONENT, 2 * MAX_EXPONENT);
  if (*p != '\0' || point > MAX_EXPONENT || point < -MAX_EXPONENT)
    return g_strdup (text);
  if (digits->len == 0)
    return g_strdup ("0");
  point += round_digits (digits);
  while (digits->len > 0 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);

  plain = g_string_new (is_negative ? "-" : "");
  for (gint64 i = 0; i < point; i++)
    g_string_append_c (plain, i < (gint64) digits->len ? digits->str[i] : '0');
  if (point <= 0)
    g_string_append_c (plain, '0');
  if ((gint64) digits->len > point)
    {
      g_string_append_c (plain, '.');
      for (gint64 i = point; i < 0; i++)
        g_string_append_c (plain, '0');
      g_string_append (plain, digits->str + MAX (point, 0));
    }
  return g_string_free (plain, FALSE);
}

char *
tie_fee_workbook_dup_date (const TieFeeWorkbook *self,
                           const char *text)
{
  g_autofree char *plain = tie_fee_workbook_dup_number (text);
  gint64 days = g_ascii_strtoll (plain, NULL, 10);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) date = NULL;

  if (days < 1 || days > 100000)
    return g_steal_pointer (&plain);
  first = self->from_1904 ? g_date_time_new_utc (1904, 1, 1, 0, 0, 0) : g_date_time_new_utc (1899, 12, 30, 0, 0, 0);
  date = g_date_time_add_days (first, (int) days);
  return g_date_time_format (date, "%Y-%m-%d");
}
