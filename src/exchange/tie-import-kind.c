/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-kind"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-text.h"
#include "exchange/tie-import-table.h"

static const TieImportTable *
get_kind (TieImportKind kind)
{
  return tie_import_table_get (kind);
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
      if (g_strcmp0 (get_kind (kind)->name, text) == 0)
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
  const TieImportTable *entry = get_kind (kind);
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
