/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-layout"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "exchange/tie-file-layout-private.h"
#include "tie-layout-resources.h"

#define FOLDER APP_PATH "/layouts/"
#define ENDING ".layout"

static void
piece_clear (gpointer data)
{
  g_free (((TieFilePiece *) data)->text);
}

static void
column_free (gpointer data)
{
  TieFileColumn *column = data;

  g_free (column->name);
  for (guint i = 0; column->pieces != NULL && i < column->pieces->len; i++)
    piece_clear (&g_array_index (column->pieces, TieFilePiece, i));
  g_clear_pointer (&column->pieces, g_array_unref);
  g_free (column->else_text);
  g_strfreev (column->map);
  g_free (column);
}

static void
option_free (gpointer data)
{
  TieFileOption *option = data;

  g_free (option->name);
  g_free (option->label);
  g_free (option->value);
  g_strfreev (option->choices);
  g_free (option);
}

TieFileLayout *
tie_file_layout_new (void)
{
  TieFileLayout *self = g_atomic_rc_box_new0 (TieFileLayout);

  self->separator = ',';
  self->line_end = g_strdup ("\n");
  self->encoding = TIE_FILE_ENCODING_UTF8;
  self->naming = TIE_FILE_NAMES_NAME;
  self->terms_form = TIE_FILE_TERMS_NAME;
  self->has_credit_notes = TRUE;
  self->has_below_zero = TRUE;
  self->quantity_decimals = 4;
  self->again = TIE_FILE_AGAIN_ADDS;
  self->options = g_ptr_array_new_with_free_func (option_free);
  for (guint i = 0; i < TIE_FILE_N_TABLES; i++)
    self->tables[i].columns = g_ptr_array_new_with_free_func (column_free);
  return self;
}

static void
layout_clear (gpointer data)
{
  TieFileLayout *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->extension);
  g_free (self->line_end);
  g_free (self->date);
  for (guint i = 0; i < TIE_FILE_N_TABLES; i++)
    {
      g_free (self->tables[i].keyword);
      g_free (self->tables[i].end);
      g_ptr_array_unref (self->tables[i].columns);
    }
  g_ptr_array_unref (self->options);
}

TieFileLayout *
tie_file_layout_ref (TieFileLayout *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tie_file_layout_unref (TieFileLayout *self)
{
  g_atomic_rc_box_release_full (self, layout_clear);
}

/* The user's copy of that name; NULL without error when there is none. */
static TieFileLayout *
read_copy (const char *name,
           GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "tieout", "layouts", name, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TieFileLayout *layout;
  char *text = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &text, &size, &local_error))
    {
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "%s: %s", shown, local_error->message);
      return NULL;
    }
  bytes = g_bytes_new_take (text, size);
  layout = tie_file_layout_parse (bytes, shown, error);
  if (layout != NULL)
    layout->is_own = TRUE;
  return layout;
}

static TieFileLayout *
read_built_in (const char *name,
               GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (tie_layout_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      /* Translators: %s is what was given as the name of an accounting program's layout */
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("There is no target “%s”."), name);
      return NULL;
    }
  return tie_file_layout_parse (bytes, name, error);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const TieFileLayout *first = *(const TieFileLayout *const *) a;
  const TieFileLayout *second = *(const TieFileLayout *const *) b;

  if (first->order != second->order)
    return first->order < second->order ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

/* Names of built-in layouts, and of those that only the user has. */
static GHashTable *
list_names (void)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "tieout", "layouts", NULL);
  g_auto (GStrv) built_in = g_resource_enumerate_children (tie_layout_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 0; built_in != NULL && built_in[i] != NULL; i++)
    g_hash_table_add (names, g_strdup (built_in[i]));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ENDING))
        g_hash_table_add (names, g_strdup (name));
    }
  return names;
}

GPtrArray *
tie_file_layout_list (GPtrArray *problems)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_file_layout_unref);
  g_autoptr (GHashTable) names = list_names ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autoptr (GError) error = NULL;
      TieFileLayout *layout = read_copy (name, &error);

      if (error != NULL && problems != NULL)
        g_ptr_array_add (problems, g_strdup (error->message));
      if (layout == NULL)
        layout = read_built_in (name, NULL);
      if (layout != NULL)
        g_ptr_array_add (layouts, layout);
    }
  g_ptr_array_sort (layouts, compare_order);
  return layouts;
}

TieFileLayout *
tie_file_layout_find (const char *id,
                      GError **error)
{
  g_autofree char *name = g_strconcat (id, ENDING, NULL);
  g_autoptr (GError) local_error = NULL;
  TieFileLayout *layout = NULL;

  /* A name only: what is given may come from the command line. */
  if (g_str_equal (id, "") || strpbrk (id, "/\\") != NULL || *id == '.')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("There is no target “%s”."), id);
      return NULL;
    }
  layout = read_copy (name, &local_error);
  if (layout != NULL)
    return layout;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  layout = read_built_in (name, &local_error);
  if (layout == NULL && g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("There is no target “%s”."), id);
  else if (layout == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return layout;
}

gboolean
tie_file_layout_has (const TieFileLayout *self,
                     TieExportKind kind)
{
  static const TieFileTableKind tables[] = {
    [TIE_EXPORT_CUSTOMERS] = TIE_FILE_TABLE_CUSTOMERS,
    [TIE_EXPORT_INVOICES] = TIE_FILE_TABLE_INVOICES,
    [TIE_EXPORT_PAYMENTS] = TIE_FILE_TABLE_PAYMENTS,
  };

  return self->tables[tables[kind]].exists;
}

GStrv
tie_file_layout_dup_limits (const TieFileLayout *self)
{
  g_autoptr (GStrvBuilder) limits = g_strv_builder_new ();

  if (!tie_file_layout_has (self, TIE_EXPORT_CUSTOMERS))
    g_strv_builder_add (limits, _ ("There is no file of customers for it; they come with the invoices."));
  if (!self->has_credit_notes)
    g_strv_builder_add (limits, _ ("Credit notes cannot be in the file. Enter them there by hand."));
  if (!tie_file_layout_has (self, TIE_EXPORT_PAYMENTS))
    g_strv_builder_add (limits, _ ("Payments cannot be in a file. Enter them there by hand."));
  if ((self->rows & TIE_FILE_ROW_DISCOUNT) == 0)
    g_strv_builder_add (limits, _ ("Discounts cannot be in the file. Take them off the lines, or enter the invoice there by hand."));
  if (self->has_one_receivable)
    g_strv_builder_add (limits, _ ("All invoices of a file stand on one receivable account."));
  if (self->tax == TIE_FILE_TAX_COMPUTED)
    g_strv_builder_add (limits, self->tax_rounds_once ? _ ("It computes the tax itself. Where that differs by a cent, you are told before.")
                                                      : _ ("It computes the tax itself, line by line. Where that differs by a cent, you are told before."));
  if (self->again == TIE_FILE_AGAIN_ADDS)
    g_strv_builder_add (limits, _ ("An invoice that is imported twice stands there twice. Import each file once."));
  else if (self->again == TIE_FILE_AGAIN_REJECTS)
    g_strv_builder_add (limits, _ ("An invoice that is imported twice is refused there. Choose to reject duplicates where it asks."));
  else
    g_strv_builder_add (limits, _ ("What happens to an invoice that is imported twice is not certain. Import each file once."));
  if (self->has_titles || self->separator == '\t')
    g_strv_builder_add (limits, _ ("Do not open and save the file in a spreadsheet: it changes numbers and dates."));
  g_strv_builder_add (limits, _ ("Back up the company file there before you import."));
  return g_strv_builder_end (limits);
}

char *
tie_file_layout_suggest_name (const TieFileLayout *self,
                              TieExportKind kind,
                              gint64 batch)
{
  const char *what = kind == TIE_EXPORT_CUSTOMERS ? "customers" : kind == TIE_EXPORT_PAYMENTS ? "payments" : "invoices";

  return g_strdup_printf ("%s-%s-%d.%s", self->id, what, (int) batch, self->extension);
}
