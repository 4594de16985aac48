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
#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "base/tie-typed-date.h"
#include "exchange/tie-import.h"
#include "store/tie-activity-table.h"

/* Settings of the practice: that it is one, and whose company belongs to it. */
#define DEMO "demo"
#define DEMO_PACKAGE "demo-package"
/* Calls in a minute: nobody shares the company of a demo, and a newcomer does not wait. */
#define PER_MINUTE 10000

char *
tie_demo_dup_path (const TiePackage *package)
{
  g_autofree char *name = package == *tie_package_list () ? g_strdup ("Demo Practice.tieout") : g_strdup_printf ("Demo Practice (%s).tieout", package->short_name);

  return g_build_filename (g_get_user_data_dir (), "tieout", name, NULL);
}

char *
tie_demo_dup_resource (const TiePackage *package,
                       const char *name)
{
  return g_strdup_printf (APP_PATH "/demo/%s/%s", package->id, name);
}

static gboolean
read_mark (TieDb *db,
           gpointer data,
           GError **error)
{
  gboolean *is_demo = data;
  g_autofree char *mark = tie_setting_table_get (db, DEMO, error);

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
read_package (TieDb *db,
              gpointer data,
              GError **error)
{
  const TiePackage **package = data;
  g_autofree char *id = tie_setting_table_get (db, DEMO_PACKAGE, error);

  *package = tie_package_find (id);
  return TRUE;
}

/* Those of before there was a choice say nothing. */
const TiePackage *
tie_demo_get_package (TieStore *store)
{
  const TiePackage *package = NULL;

  return tie_store_run (store, TIE_STORE_READ, read_package, &package, NULL) && package != NULL ? package : *tie_package_list ();
}

/* A row of settings.csv. */
static gboolean
write_setting (const char *const *fields,
               guint n_fields,
               guint line,
               gpointer db,
               GError **error)
{
  return line == 1 || n_fields != 2 || tie_setting_table_set (db, fields[0], fields[1], error);
}

static gboolean
write_settings (TieDb *db,
                gpointer data,
                GError **error)
{
  const TiePackage *package = data;
  g_autofree char *path = tie_demo_dup_resource (package, "settings.csv");
  g_autoptr (GBytes) csv = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return csv != NULL && tie_csv_read (csv, ',', write_setting, db, error) && tie_setting_table_set (db, DEMO, "harbor", error) &&
         tie_setting_table_set (db, DEMO_PACKAGE, package->id, error);
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

/* A practice that is being made. */
typedef struct
{
  TieStore *store;
  const char *path;
  const TiePackage *package;
  guint rows;
  guint32 seed;
  const char *today;
} Filling;

/* With its days told by today's calendar. */
static GBytes *
load_data (const Filling *filling,
           const char *name,
           GError **error)
{
  g_autofree char *file = g_strconcat (name, ".csv", NULL);
  g_autofree char *path = tie_demo_dup_resource (filling->package, file);
  g_autoptr (GBytes) csv = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return csv != NULL ? tie_demo_set_dates (csv, filling->today) : NULL;
}

/* Each leans on those before it. */
static const TieImportKind harbor_kinds[] = {
  TIE_IMPORT_CONTACTS, TIE_IMPORT_SITES, TIE_IMPORT_EMPLOYEES, TIE_IMPORT_WORK_CODES, TIE_IMPORT_EXPENSE_CODES, TIE_IMPORT_PROJECTS, TIE_IMPORT_TIME,
};

/* What a large demo takes from Harbor; the rest of it is made up. */
static const TieImportKind large_kinds[] = { TIE_IMPORT_EMPLOYEES, TIE_IMPORT_WORK_CODES, TIE_IMPORT_EXPENSE_CODES };

static gboolean
load_kinds (const Filling *filling,
            const TieImportKind *kinds,
            gsize n_kinds,
            GError **error)
{
  for (gsize i = 0; i < n_kinds; i++)
    {
      g_autoptr (GBytes) csv = load_data (filling, tie_import_kind_to_string (kinds[i]), error);

      if (csv == NULL || !import (filling->store, kinds[i], csv, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_harbor (const Filling *filling,
             GError **error)
{
  static const char *const names[] = { "tax-codes", "policy-rules", "documents", "document-lines", "payments" };
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (!load_kinds (filling, harbor_kinds, G_N_ELEMENTS (harbor_kinds), error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GBytes *table = load_data (filling, names[i], error);

      if (table == NULL)
        return FALSE;
      g_ptr_array_add (tables, table);
    }
  return tie_demo_books_add (filling->store, &(TieDemoTables) { tables->pdata[0], tables->pdata[1], tables->pdata[2], tables->pdata[3], tables->pdata[4] }, error);
}

static gboolean
fill_large (const Filling *filling,
            GError **error)
{
  g_autoptr (GBytes) contacts = tie_demo_make_contacts (filling->rows, filling->seed);

  return import (filling->store, TIE_IMPORT_CONTACTS, contacts, error) &&
         load_kinds (filling, large_kinds, G_N_ELEMENTS (large_kinds), error) &&
         tie_demo_bulk_add (filling->store, filling->rows, filling->seed, error);
}

static gboolean
fill (const Filling *filling,
      GError **error)
{
  g_autofree char *fees = tie_demo_dup_resource (filling->package, "fees");

  if (filling->rows > 0 ? !fill_large (filling, error) : !fill_harbor (filling, error) || !tie_demo_fees_add (filling->store, filling->path, fees, filling->today, error))
    return FALSE;
  return tie_store_run (filling->store, TIE_STORE_WRITE, write_settings, (gpointer) filling->package, error);
}

static char *
dup_company_path (const char *practice_path)
{
  return g_strconcat (practice_path, ".company", NULL);
}

/* A company that an earlier practice of that name left behind has its books already. */
static void
remove_company (const char *practice_path)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *company = dup_company_path (practice_path);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (company, ends[i], NULL);

      g_unlink (file);
    }
}

static gboolean
check (TieStore *store,
       const TiePackage *package,
       GError **error)
{
  const TiePackage *own;

  if (!tie_demo_is_demo (store))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This is a real practice. Demo data are never put into it; choose another file."));
      return FALSE;
    }
  own = tie_demo_get_package (store);
  if (package == NULL || own == package)
    return TRUE;
  /* Translators: two accounting packages, "Xero" and "QuickBooks" */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This demo practice belongs to a sandbox company of %s, not of %s. Choose another file."), own->short_name, package->short_name);
  return FALSE;
}

static TieStore *
open_old (const char *path,
          const TiePackage *package,
          GError **error)
{
  g_autoptr (TieStore) store = tie_store_open (path, TIE_STORE_OPEN, error);

  if (store == NULL || check (store, package, error))
    return g_steal_pointer (&store);
  tie_store_close (store);
  return NULL;
}

TieStore *
tie_demo_open (const char *path,
               const TiePackage *package,
               guint rows,
               guint32 seed,
               GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *today = tie_typed_date_get_today ();
  g_autoptr (TieStore) store = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return open_old (path, package, error);

  g_mkdir_with_parents (folder, 0700);
  store = tie_store_open (path, TIE_STORE_CREATE, error);
  if (store == NULL)
    return NULL;
  remove_company (path);
  if (!fill (&(Filling) { store, path, package != NULL ? package : *tie_package_list (), rows, seed, today }, error))
    {
      tie_store_close (store);
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&store);
}

TieSandbox *
tie_demo_start_company (const char *practice_path,
                        const TiePackage *package,
                        guint rows,
                        guint32 seed,
                        GError **error)
{
  g_autofree char *data_file = dup_company_path (practice_path);
  TieSandboxOptions options = {
    .data_file = data_file,
    .package = package->id,
    .company = rows > 0 ? "empty" : "demo",
    .rows = rows,
    .seed = seed,
    .per_minute = PER_MINUTE,
  };
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);

  if (!tie_sandbox_start (sandbox, error))
    return NULL;
  return g_steal_pointer (&sandbox);
}

void
tie_demo_written_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}
