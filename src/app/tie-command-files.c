/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-files"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "exchange/tie-file-check.h"
#include "exchange/tie-file-export.h"

static void
add_number (JsonBuilder *builder,
            const char *name,
            gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_text (JsonBuilder *builder,
          const char *name,
          const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* "tieout files list": the targets, and what of them is the user's own. */
static int
list_targets (TieCommandSession *session)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) layouts = tie_file_layout_list (problems);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < layouts->len; i++)
    {
      const TieFileLayout *layout = layouts->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "target", layout->id);
      add_text (builder, "label", layout->label);
      add_text (builder, "extension", layout->extension);
      json_builder_end_object (builder);
      if (!session->json)
        g_print ("%-14s %s\n", layout->id, layout->label);
    }
  json_builder_end_array (builder);
  if (session->json)
    tie_command_print_json (builder);
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("%s\n", (const char *) problems->pdata[i]);
  return problems->len > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}

static void
print_export (const TieCommandSession *session,
              const TieFileExport *export)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *total = tie_decimal_format (export->total, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);

  if (!session->json)
    {
      g_print (ngettext ("%u record exported to %s, batch %d\n", "%u records exported to %s, batch %d\n", export->n_records),
               export->n_records,
               export->written,
               (int) export->batch->number);
      return;
    }
  json_builder_begin_object (builder);
  add_text (builder, "target", export->layout->id);
  add_text (builder, "file", export->written);
  add_text (builder, "sha256", export->batch->sha256);
  add_number (builder, "batch", export->batch->number);
  add_number (builder, "records", export->n_records);
  add_number (builder, "rows", export->n_rows);
  add_number (builder, "changes", export->n_changes);
  add_number (builder, "left_out", export->n_stopped + export->n_asked);
  add_text (builder, "total", total);
  json_builder_end_object (builder);
  tie_command_print_json (builder);
}

/* What was found, on stderr, as far as it was kept; then how much was not. */
static void
name_findings (const TieFileExport *export)
{
  for (guint i = 0; i < export->problems->len; i++)
    {
      const TieFileProblem *problem = export->problems->pdata[i];

      g_printerr ("%s: %s\n", tie_file_code_get_name (problem->code), problem->sentence);
    }
  for (guint i = 0; i < export->changes->len; i++)
    {
      const TieExportChange *change = export->changes->pdata[i];

      /* Translators: a record, a column of a file, the text before, the text in the file */
      g_printerr (_ ("%s: %s: “%s” became “%s”\n"), change->record, change->field, change->old_text, change->new_text);
    }
  if (export->n_stopped + export->n_asked > export->problems->len)
    g_printerr (_ ("… and %u more\n"), export->n_stopped + export->n_asked - export->problems->len);
}

static int
export_file (TieCommandSession *session,
             TieExportKind kind,
             TieFileFilter filter,
             const char *out,
             gboolean again,
             gboolean force)
{
  g_autoptr (TieFileLayout) layout = NULL;
  g_autoptr (TieFileExport) export = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_canonicalize_filename (out, NULL);

  layout = tie_file_layout_find (session->rest[1], &error);
  if (layout == NULL)
    {
      g_printerr ("tieout files: %s\n", error->message);
      return g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND) ? TIE_EXIT_USAGE : TIE_EXIT_FAILED;
    }
  if (!force && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* Translators: %s is a file */
      g_printerr (_ ("tieout files: %s is there already; --force writes in its place\n"), out);
      return TIE_EXIT_FAILED;
    }
  if (!tie_command_session_require (session, TIE_RIGHT_SYNC))
    return session->status;
  export = tie_file_export_new (layout, kind, filter);
  export->again = again;
  export->skips = TRUE;
  if (!tie_file_export_run (export, session->store, path, &error))
    {
      name_findings (export);
      return tie_command_fail (NULL, error);
    }
  name_findings (export);
  print_export (session, export);
  return export->n_stopped + export->n_asked > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}

typedef struct
{
  const char *sha256;
  TieExportBatch *batch; /* (owned) (nullable) */
} Find;

static gboolean
find_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Find *find = data;
  g_autoptr (GError) local_error = NULL;

  find->batch = tie_export_table_find_file (db, find->sha256, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
print_check (const TieCommandSession *session,
             const TieFileCheck *check,
             const TieExportBatch *batch)
{
  static const char *const kinds[] = { "", "customers", "invoices", "payments" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *total = tie_decimal_format (check->total, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);

  if (!session->json)
    {
      /* Translators: label of an accounting program, number of records, number of rows */
      g_print (_ ("%s: %u records in %u rows\n"), check->layout->label, check->n_records, check->n_rows);
      if (check->has_total)
        /* Translators: an amount */
        g_print (_ ("Total %s\n"), total);
      if (batch != NULL)
        /* Translators: number of a batch, moment */
        g_print (_ ("As it was written: batch %d of %s\n"), (int) batch->number, batch->moment);
      else if (session->store != NULL)
        g_print ("%s\n", _ ("Not as this practice wrote it: changed since, or written elsewhere."));
      return;
    }
  json_builder_begin_object (builder);
  add_text (builder, "target", check->layout->id);
  add_text (builder, "kind", kinds[check->kind]);
  add_number (builder, "records", check->n_records);
  add_number (builder, "rows", check->n_rows);
  add_number (builder, "problems", check->n_problems);
  if (check->has_total)
    add_text (builder, "total", total);
  if (batch != NULL)
    add_number (builder, "batch", batch->number);
  json_builder_end_object (builder);
  tie_command_print_json (builder);
}

/* With a practice: also whether it is still the file that was written. */
static int
check_file (TieCommandSession *session,
            const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_autoptr (TieFileCheck) check = NULL;
  g_autoptr (TieExportBatch) batch = NULL;
  g_autofree char *sha256 = NULL;
  Find find = { 0 };

  if (bytes == NULL)
    {
      g_printerr ("tieout: %s: %s\n", path, error->message);
      return TIE_EXIT_FAILED;
    }
  if (session->practice != NULL && !tie_command_session_open (session))
    return session->status;
  check = tie_file_check (bytes, &error);
  if (check == NULL)
    return tie_command_fail (path, error);
  find.sha256 = sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (session->store != NULL && !tie_store_run (session->store, TIE_STORE_READ, find_func, &find, &error))
    return tie_command_fail (session->practice, error);
  batch = find.batch;
  print_check (session, check, batch);
  for (guint i = 0; i < check->problems->len; i++)
    g_printerr ("%s\n", (const char *) check->problems->pdata[i]);
  return check->n_problems > 0 || (session->store != NULL && batch == NULL) ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}

int
tie_command_files (int argc,
                   char **argv)
{
  gboolean approved = FALSE, changed = FALSE, last = FALSE, customers = FALSE, payments = FALSE, again = FALSE, force = FALSE;
  g_autofree char *out = NULL;
  const GOptionEntry entries[] = {
    { "approved", 0, 0, G_OPTION_ARG_NONE, &approved, N_ ("invoices that are approved"), NULL },
    { "changed", 0, 0, G_OPTION_ARG_NONE, &changed, N_ ("only what was exported and changed since; of customers: also new ones"), NULL },
    { "last", 0, 0, G_OPTION_ARG_NONE, &last, N_ ("what the last batch had"), NULL },
    { "customers", 0, 0, G_OPTION_ARG_NONE, &customers, N_ ("customers instead of invoices"), NULL },
    { "payments", 0, 0, G_OPTION_ARG_NONE, &payments, N_ ("payments instead of invoices"), NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("the file to write"), N_ ("FILE") },
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_ ("also what was exported before"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_ ("in place of a file that is there"), NULL },
    { NULL },
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("list|export TARGET --approved --out FILE|check FILE"), _ ("Writes files for accounting programs that only read files."), 1, 2);
  TieExportKind kind;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  kind = customers ? TIE_EXPORT_CUSTOMERS : payments ? TIE_EXPORT_PAYMENTS : TIE_EXPORT_INVOICES;
  if (g_str_equal (session->rest[0], "list") && session->rest[1] == NULL)
    return list_targets (session);
  if (g_str_equal (session->rest[0], "export") && session->rest[1] != NULL && out != NULL && approved + changed + last + customers + payments > 0 && !(customers && payments))
    return export_file (session, kind, last ? TIE_FILE_LAST : changed ? TIE_FILE_CHANGED : TIE_FILE_READY, out, again || last || (changed && !customers), force);
  if (g_str_equal (session->rest[0], "check") && session->rest[1] != NULL)
    return check_file (session, session->rest[1]);
  g_printerr ("tieout files: %s\n", _ ("Say “list”, “export TARGET --approved --out FILE” or “check FILE”."));
  return TIE_EXIT_USAGE;
}
