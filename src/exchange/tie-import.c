/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import"
#include "config.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "exchange/tie-import-guess.h"
#include "exchange/tie-import-private.h"

G_DEFINE_FINAL_TYPE (TieImport, tie_import, G_TYPE_OBJECT)

enum
{
  PROP_KIND = 1,
  PROP_ENCODING,
  PROP_SEPARATOR,
  PROP_HEADER_ROW,
  PROP_DATE_ORDER,
  PROP_DECIMAL_SIGN,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
add_sample_row (const char *const *fields,
                guint n_fields,
                guint line,
                gpointer user_data,
                GError **error)
{
  TieImport *self = user_data;
  GStrv row = g_new0 (char *, n_fields + 1);

  for (guint i = 0; i < n_fields; i++)
    row[i] = g_strdup (fields[i]);
  g_ptr_array_add (self->sample, row);
  g_array_append_val (self->sample_lines, line);
  return self->sample->len < TIE_IMPORT_SAMPLE;
}

static gboolean
looks_like_workbook (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* .xlsx and .ods are ZIP archives, .xls is an OLE file. */
  return size >= 4 && (memcmp (data, "PK\3\4", 4) == 0 || memcmp (data, "\xd0\xcf\x11\xe0", 4) == 0);
}

/* From the narrow to the wide: each step guesses again what depends on it. */
static void
guess_values (TieImport *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  const char *date_form = nl_langinfo (D_FMT);

  for (guint i = self->plan.header_row; i < self->sample->len; i++)
    {
      GStrv row = g_ptr_array_index (self->sample, i);

      for (guint j = 0; row[j] != NULL; j++)
        g_ptr_array_add (cells, row[j]);
    }
  self->plan.date_order = tie_import_guess_date_order (cells);
  if (self->plan.date_order == 0) /* no cell tells: as on this desktop */
    self->plan.date_order = g_str_has_prefix (date_form, "%d") || g_str_has_prefix (date_form, "%e") ? TIE_DATE_ORDER_DMY : TIE_DATE_ORDER_MDY;
  self->plan.decimal_sign = tie_import_guess_decimal_sign (cells);
  if (self->plan.decimal_sign == '\0')
    self->plan.decimal_sign = '.';
}

static void
guess_map (TieImport *self)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  GStrv header = self->plan.header_row > 0 ? g_ptr_array_index (self->sample, self->plan.header_row - 1) : NULL;
  guint n_columns = header != NULL ? g_strv_length (header) : 0;

  if (header == NULL)
    {
      for (guint i = 0; i < self->sample->len; i++)
        n_columns = MAX (n_columns, g_strv_length (g_ptr_array_index (self->sample, i)));
    }
  for (guint i = 0; i < n_columns; i++)
    g_strv_builder_add (titles, header != NULL ? header[i] : "");

  g_strfreev (self->titles);
  self->titles = g_strv_builder_end (titles);
  self->plan.n_columns = n_columns;
  g_free (self->plan.map);
  self->plan.map = g_new0 (guint, n_columns + 1);
  tie_import_guess_map (self->plan.kind, (const char *const *) self->titles, n_columns, self->plan.map);
}

static void
read_sample (TieImport *self)
{
  g_autoptr (TieCsvReader) reader = tie_csv_reader_new (self->plan.separator, add_sample_row, self);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (self->plan.text, &size);
  const gsize piece = 64 * 1024;

  g_ptr_array_set_size (self->sample, 0);
  g_array_set_size (self->sample_lines, 0);
  g_clear_pointer (&self->problem, g_free);

  if (looks_like_workbook (self->bytes))
    {
      self->problem = g_strdup (_ ("This is a workbook, not a CSV file. Open it in the spreadsheet program and save the sheet as CSV."));
      return;
    }
  for (gsize at = 0; at < size && self->sample->len < TIE_IMPORT_SAMPLE && error == NULL; at += piece)
    tie_csv_reader_feed (reader, text + at, (gssize) MIN (piece, size - at), &error);
  if (self->sample->len < TIE_IMPORT_SAMPLE && error == NULL)
    tie_csv_reader_finish (reader, &error);
  if (error != NULL)
    self->problem = tie_error_get_sentence (error);
  else if (self->sample->len == 0)
    self->problem = g_strdup (_ ("The file is empty."));
}

static void
guess_header (TieImport *self)
{
  self->plan.header_row = tie_import_guess_header_row (self->plan.kind, self->sample);
}

void
tie_import_changed (TieImport *self)
{
  tie_import_list_set_rows (self->list, NULL); /* a review of how it was read before */
  for (guint i = 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tie_import_finalize (GObject *object)
{
  TieImport *self = TIE_IMPORT (object);

  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->plan.text, g_bytes_unref);
  g_free (self->plan.map);
  g_ptr_array_unref (self->sample);
  g_array_unref (self->sample_lines);
  g_strfreev (self->titles);
  g_free (self->problem);
  g_object_unref (self->list);
  G_OBJECT_CLASS (tie_import_parent_class)->finalize (object);
}

static void
tie_import_get_property (GObject *object,
                         guint property_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  TieImport *self = TIE_IMPORT (object);

  switch (property_id)
    {
    case PROP_KIND:
      g_value_set_uint (value, self->plan.kind);
      break;
    case PROP_ENCODING:
      g_value_set_uint (value, self->encoding);
      break;
    case PROP_SEPARATOR:
      g_value_set_uint (value, (guint) self->plan.separator);
      break;
    case PROP_HEADER_ROW:
      g_value_set_uint (value, self->plan.header_row);
      break;
    case PROP_DATE_ORDER:
      g_value_set_uint (value, self->plan.date_order);
      break;
    case PROP_DECIMAL_SIGN:
      g_value_set_uint (value, (guint) self->plan.decimal_sign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_import_set_property (GObject *object,
                         guint property_id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  TieImport *self = TIE_IMPORT (object);
  guint number = g_value_get_uint (value);

  switch (property_id)
    {
    case PROP_KIND:
      tie_import_set_kind (self, number);
      break;
    case PROP_ENCODING:
      tie_import_set_encoding (self, number);
      break;
    case PROP_SEPARATOR:
      tie_import_set_separator (self, (char) number);
      break;
    case PROP_HEADER_ROW:
      tie_import_set_header_row (self, number);
      break;
    case PROP_DATE_ORDER:
      tie_import_set_date_order (self, number);
      break;
    case PROP_DECIMAL_SIGN:
      tie_import_set_decimal_sign (self, (char) number);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_import_class_init (TieImportClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "kind", "encoding", "separator", "header-row", "date-order", "decimal-sign" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tie_import_finalize;
  object_class->get_property = tie_import_get_property;
  object_class->set_property = tie_import_set_property;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_uint (names[i], NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_IMPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_import_init (TieImport *self)
{
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->sample_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->list = tie_import_list_new ();
}

TieImport *
tie_import_new (TieImportKind kind,
                GBytes *bytes)
{
  TieImport *self;

  g_return_val_if_fail (kind >= TIE_IMPORT_CONTACTS && kind < TIE_IMPORT_N_KINDS, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_object_new (TIE_TYPE_IMPORT, NULL);
  self->bytes = g_bytes_ref (bytes);
  self->plan.kind = kind;
  tie_import_set_encoding (self, tie_csv_guess_encoding (bytes));
  return self;
}

TieImportKind
tie_import_get_kind (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return self->plan.kind;
}

void
tie_import_set_kind (TieImport *self,
                     TieImportKind kind)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (kind >= TIE_IMPORT_CONTACTS && kind < TIE_IMPORT_N_KINDS);

  if (self->plan.kind == kind)
    return;
  self->plan.kind = kind;
  guess_header (self);
  guess_map (self);
  guess_values (self);
  tie_import_changed (self);
}

TieEncoding
tie_import_get_encoding (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return self->encoding;
}

void
tie_import_set_encoding (TieImport *self,
                         TieEncoding encoding)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (encoding >= TIE_ENCODING_UTF8 && encoding <= TIE_ENCODING_WINDOWS_1252);

  if (self->encoding == encoding)
    return;
  self->encoding = encoding;
  g_clear_pointer (&self->plan.text, g_bytes_unref);
  self->plan.text = tie_csv_decode (self->bytes, encoding);
  self->plan.separator = '\0';
  tie_import_set_separator (self, tie_csv_guess_separator (self->plan.text));
}

char
tie_import_get_separator (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), '\0');

  return self->plan.separator;
}

void
tie_import_set_separator (TieImport *self,
                          char separator)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (separator != '\0' && strchr (tie_csv_separators, separator) != NULL);

  if (self->plan.separator == separator)
    return;
  self->plan.separator = separator;
  read_sample (self);
  guess_header (self);
  guess_map (self);
  guess_values (self);
  tie_import_changed (self);
}

guint
tie_import_get_header_row (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return self->plan.header_row;
}

void
tie_import_set_header_row (TieImport *self,
                           guint row)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (row <= self->sample->len);

  if (self->plan.header_row == row)
    return;
  self->plan.header_row = row;
  guess_map (self);
  guess_values (self);
  tie_import_changed (self);
}

TieDateOrder
tie_import_get_date_order (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);

  return self->plan.date_order;
}

void
tie_import_set_date_order (TieImport *self,
                           TieDateOrder order)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (order >= TIE_DATE_ORDER_MDY && order <= TIE_DATE_ORDER_YMD);

  if (self->plan.date_order == order)
    return;
  self->plan.date_order = order;
  tie_import_changed (self);
}

char
tie_import_get_decimal_sign (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), '\0');

  return self->plan.decimal_sign;
}

void
tie_import_set_decimal_sign (TieImport *self,
                             char sign)
{
  g_return_if_fail (TIE_IS_IMPORT (self));
  g_return_if_fail (sign == '.' || sign == ',');

  if (self->plan.decimal_sign == sign)
    return;
  self->plan.decimal_sign = sign;
  tie_import_changed (self);
}

const char *
tie_import_get_problem (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  return self->problem;
}

GPtrArray *
tie_import_get_sample (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  return self->sample;
}

guint
tie_import_get_sample_line (TieImport *self,
                            guint index)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), 0);
  g_return_val_if_fail (index < self->sample_lines->len, 0);

  return g_array_index (self->sample_lines, guint, index);
}

GListModel *
tie_import_get_rows (TieImport *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT (self), NULL);

  return G_LIST_MODEL (self->list);
}

TieImportPlan *
tie_import_dup_plan (TieImport *self)
{
  return tie_import_plan_copy (&self->plan);
}
