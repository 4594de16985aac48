/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/tie-demo-books.h"
#include "app/tie-demo-bulk.h"
#include "app/tie-demo-dates.h"
#include "app/tie-demo-fees.h"
#include "app/tie-demo-rows.h"
#include "app/tie-demo.h"
#include "base/tie-error.h"
#include "base/tie-typed-date.h"
#include "exchange/tie-import.h"
#include "store/tie-activity-table.h"

char *
tie_demo_dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "tieout", "Demo Practice.tieout", NULL);
}

static gboolean
read_mark (TieDb *db,
           gpointer data,
           GError **error)
{
  gboolean *is_demo = data;
  g_autofree char *mark = tie_setting_table_get (db, "demo", error);

  *is_demo = mark != NULL;
  return TRUE;
}

gboolean
tie_demo_is_demo (TieStore *store)
{
  gboolean is_demo = FALSE;

  return tie_store_run (store, TIE_STORE_READ, read_mark, &is_demo, NULL) && is_demo;
}

static gboolean
write_settings (TieDb *db,
                gpointer data,
                GError **error)
{
  static const char *const settings[][2] = {
    { "demo", "harbor" },
    { "firm", "Harbor Tax & Books" },
    { "street", "12 Commercial Street" },
    { "city", "Astoria" },
    { "state", "OR" },
    { "postcode", "97103" },
    { "default-state", "OR" },
    { "country", "US" },
    { "currency", "USD" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (!tie_setting_table_set (db, settings[i][0], settings[i][1], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import (TieStore *store,
        TieImportKind kind,
        GBytes *csv,
        GError **error)
{
  g_autoptr (TieImport) file = tie_import_new (kind, csv);
  g_autofree char *sentence = NULL;

  if (!tie_import_review (file, store, error))
    return FALSE;
  if (tie_import_count (file, TIE_IMPORT_ROW_PROBLEM) > 0)
    {
      g_autoptr (GBytes) problems = tie_import_write_problems (file);

      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The demo data do not import: %.*s",
                   (int) MIN (g_bytes_get_size (problems), 300), (const char *) g_bytes_get_data (problems, NULL));
      return FALSE;
    }
  sentence = tie_import_apply (file, store, NULL, error);
  return sentence != NULL;
}

/* With its days told by today's calendar. */
static GBytes *
load_data (const char *name,
           const char *today,
           GError **error)
{
  g_autofree char *path = g_strconcat (APP_PATH "/demo/", name, ".csv", NULL);
  g_autoptr (GBytes) csv = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return csv != NULL ? tie_demo_set_dates (csv, today) : NULL;
}

/* Each leans on those before it. */
static const TieImportKind harbor_kinds[] = {
  TIE_IMPORT_CONTACTS, TIE_IMPORT_SITES, TIE_IMPORT_EMPLOYEES, TIE_IMPORT_WORK_CODES, TIE_IMPORT_EXPENSE_CODES, TIE_IMPORT_PROJECTS, TIE_IMPORT_TIME,
};

/* What a large demo takes from Harbor; the rest of it is made up. */
static const TieImportKind large_kinds[] = { TIE_IMPORT_EMPLOYEES, TIE_IMPORT_WORK_CODES, TIE_IMPORT_EXPENSE_CODES };

static gboolean
load_kinds (TieStore *store,
            const TieImportKind *kinds,
            gsize n_kinds,
            const char *today,
            GError **error)
{
  for (gsize i = 0; i < n_kinds; i++)
    {
      g_autoptr (GBytes) csv = load_data (tie_import_kind_to_string (kinds[i]), today, error);

      if (csv == NULL || !import (store, kinds[i], csv, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_harbor (TieStore *store,
             const char *today,
             GError **error)
{
  static const char *const names[] = { "tax-codes", "policy-rules", "documents", "document-lines", "payments" };
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (!load_kinds (store, harbor_kinds, G_N_ELEMENTS (harbor_kinds), today, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GBytes *table = load_data (names[i], today, error);

      if (table == NULL)
        return FALSE;
      g_ptr_array_add (tables, table);
    }
  return tie_demo_books_add (store, &(TieDemoTables) { tables->pdata[0], tables->pdata[1], tables->pdata[2], tables->pdata[3], tables->pdata[4] }, error);
}

static gboolean
fill_large (TieStore *store,
            guint rows,
            guint32 seed,
            const char *today,
            GError **error)
{
  g_autoptr (GBytes) contacts = tie_demo_make_contacts (rows, seed);

  return import (store, TIE_IMPORT_CONTACTS, contacts, error) &&
         load_kinds (store, large_kinds, G_N_ELEMENTS (large_kinds), today, error) &&
         tie_demo_bulk_add (store, rows, seed, error);
}

static gboolean
fill (TieStore *store,
      const char *path,
      guint rows,
      guint32 seed,
      GError **error)
{
  g_autofree char *today = tie_typed_date_get_today ();

  return (rows > 0 ? fill_large (store, rows, seed, today, error) : fill_harbor (store, today, error) && tie_demo_fees_add (store, path, today, error)) &&
         tie_store_run (store, TIE_STORE_WRITE, write_settings, NULL, error);
}

TieStore *
tie_demo_open (const char *path,
               guint rows,
               guint32 seed,
               GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (TieStore) store = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      store = tie_store_open (path, TIE_STORE_OPEN, error);
      if (store != NULL && !tie_demo_is_demo (store))
        {
          g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This is a real practice. Demo data are never put into it; choose another file."));
          tie_store_close (store);
          return NULL;
        }
      return g_steal_pointer (&store);
    }

  g_mkdir_with_parents (folder, 0700);
  store = tie_store_open (path, TIE_STORE_CREATE, error);
  if (store == NULL)
    return NULL;
  if (!fill (store, path, rows, seed, error))
    {
      tie_store_close (store);
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&store);
}

TieSandbox *
tie_demo_start_company (const char *practice_path,
                        guint rows,
                        guint32 seed,
                        GError **error)
{
  g_autofree char *data_file = g_strconcat (practice_path, ".company", NULL);
  TieSandboxOptions options = {
    .data_file = data_file,
    .company = rows > 0 ? "empty" : "harbor",
    .rows = rows,
    .seed = seed,
  };
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);

  if (!tie_sandbox_start (sandbox, error))
    return NULL;
  return g_steal_pointer (&sandbox);
}
