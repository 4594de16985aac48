/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-fees"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/tie-demo-dates.h"
#include "app/tie-demo-fees.h"
#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-source.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"

/* Where each lies: year and module of most exports are told by the folder alone. */
static const struct
{
  const char *name;
  const char *folder; /* "YY" stands for last year */
  gboolean has_dates; /* it is text that tells the year itself */
} samples[] = {
  { "lacerte-fees.csv", "", TRUE },
  { "corporate.csv", "YYtax/CDATA/EXPORT", FALSE },
  { "partnership.xlsx", "YYtax/PDATA/EXPORT", FALSE },
  { "scorporate.dbf", "YYtax/SDATA/EXPORT", FALSE },
  { "invoice.pdf", "", FALSE },
};

static gboolean
write_sample (guint i,
              const char *data,
              const char *top,
              const char *today,
              GError **error)
{
  g_autofree char *resource = g_strconcat (data, "/", samples[i].name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GString) folder = g_string_new (samples[i].folder);
  g_autofree char *year = g_strdup_printf ("%02d", (int) (g_ascii_strtoll (today, NULL, 10) - 1) % 100);
  g_autofree char *parent = NULL;
  g_autofree char *path = NULL;

  if (bytes == NULL)
    return FALSE;
  contents = samples[i].has_dates ? tie_demo_set_dates (bytes, today) : g_bytes_ref (bytes);
  g_string_replace (folder, "YY", year, 1);
  parent = g_build_filename (top, folder->str, NULL);
  path = g_build_filename (parent, samples[i].name, NULL);
  g_mkdir_with_parents (parent, 0700);
  return g_file_set_contents_full (path, g_bytes_get_data (contents, NULL), (gssize) g_bytes_get_size (contents), G_FILE_SET_CONTENTS_NONE, 0600, error);
}

/* A row of numbers.csv: client, number, return. */
static gboolean
add_number_cb (const char *const *fields,
               guint n_fields,
               guint line,
               gpointer db,
               GError **error)
{
  g_autoptr (GPtrArray) contacts = NULL;

  if (line == 1)
    return TRUE;
  contacts = tie_record_table_list_where (db, TIE_TYPE_CONTACT, TIE_CONTACT_NAME, fields[0], error);
  if (contacts != NULL && contacts->len == 1 && n_fields == 3)
    return tie_fee_link_save (db, fields[1], *fields[2], tie_record_get_id (contacts->pdata[0]), NULL, NULL, error);
  if (contacts != NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The demo has no client for line %u of its numbers", line);
  return FALSE;
}

typedef struct
{
  GBytes *numbers;
  GFile *folder;
} Source;

static gboolean
add_source_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  const Source *source = data;

  return tie_undo_begin (db, error) && tie_csv_read (source->numbers, ',', add_number_cb, db, error) && tie_fee_source_set (db, source->folder, error) &&
         tie_undo_end (db, _ ("Lacerte numbers remembered"), NULL, NULL, error);
}

gboolean
tie_demo_fees_add (TieStore *store,
                   const char *practice_path,
                   const char *data,
                   const char *today,
                   GError **error)
{
  g_autofree char *top = g_strconcat (practice_path, ".fees", NULL);
  g_autofree char *resource = g_strconcat (data, "/numbers.csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (top);
  g_autoptr (GBytes) numbers = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  Source source = { numbers, folder };

  if (numbers == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      if (!write_sample (i, data, top, today, error))
        return FALSE;
    }
  return tie_store_run (store, TIE_STORE_WRITE, add_source_cb, &source, error);
}
