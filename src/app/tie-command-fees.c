/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-fees"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-money.h"
#include "fees/tie-fee-clients.h"
#include "fees/tie-fee-refresh.h"
#include "fees/tie-fee-review.h"
#include "net/tie-secret-key.h"

/* "tieout fees check FILE": what a file of fees holds, and what of it the practice knows. */

typedef struct
{
  TieFeeFile *file;
  TieFeeClients *clients; /* (owned) (nullable) */
} Check;

static gboolean
recall_func (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_fee_file_recall (((Check *) data)->file, db, error);
}

static gboolean
clients_func (TieDb *db,
              gpointer data,
              GError **error)
{
  Check *check = data;

  check->clients = tie_fee_clients_read (db, g_steal_pointer (&check->file->rows), error);
  return check->clients != NULL;
}

/* Each row that needs a person, on stderr; how many. */
static guint
name_rows (const TieFeeFile *file,
           const TieFeeRows *rows,
           const TieFeeClients *clients)
{
  guint n = 0;

  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);
      g_autofree char *problem = tie_fee_row_dup_problem (row);

      if (problem != NULL)
        {
          g_printerr ("%s: %s\n", tie_fee_code_get_name (row->problem), problem);
          n++;
        }
      else if (clients != NULL && g_array_index (clients->contacts, guint, i) == G_MAXUINT)
        {
          /* Translators: file name, line number, a client's number, its name */
          g_printerr (_ ("%s, line %u: No client has the number %s (%s).\n"), file->label, row->line, row->client_number, row->name);
          n++;
        }
    }
  return n;
}

static void
print_check (const TieCommandSession *session,
             const TieFeeFile *file,
             const TieFeeRows *rows,
             const TieFeeClients *clients)
{
  guint n = tie_fee_rows_get_n (rows);

  if (session->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "format");
      json_builder_add_string_value (builder, tie_fee_format_get_name (file->layout.format));
      json_builder_set_member_name (builder, "rows");
      json_builder_add_int_value (builder, n);
      json_builder_set_member_name (builder, "unusable");
      json_builder_add_int_value (builder, file->n_bad);
      json_builder_set_member_name (builder, "skipped");
      json_builder_add_int_value (builder, file->n_skipped);
      if (clients != NULL)
        {
          json_builder_set_member_name (builder, "matched");
          json_builder_add_int_value (builder, clients->n_matched);
        }
      json_builder_end_object (builder);
      tie_command_print_json (builder);
    }
  else if (clients != NULL)
    g_print (ngettext ("Checked %u row, %u matched\n", "Checked %u rows, %u matched\n", n), n, clients->n_matched);
  else
    g_print (ngettext ("Checked %u row, %u cannot be used\n", "Checked %u rows, %u cannot be used\n", n), n, file->n_bad);
}

static int
check_file (TieCommandSession *session,
            const char *path)
{
  g_autoptr (GFile) gfile = g_file_new_for_commandline_arg (path);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TieFeeFile) file = NULL;
  g_autoptr (TieFeeClients) clients = NULL;
  g_autoptr (GError) error = NULL;
  TieFeeCandidate *candidate;
  const TieFeeRows *rows;
  Check check = { 0 };

  candidates = tie_fee_source_list (gfile, NULL, &error);
  if (candidates != NULL && candidates->len != 1)
    {
      g_printerr ("tieout fees: %s\n", _ ("Say one file."));
      return TIE_EXIT_USAGE;
    }
  candidate = candidates != NULL ? candidates->pdata[0] : NULL;
  bytes = candidate != NULL ? tie_fee_source_load (candidate, NULL, &error) : NULL;
  if (bytes == NULL)
    {
      g_printerr ("tieout: %s: %s\n", path, error->message);
      return TIE_EXIT_FAILED;
    }
  file = tie_fee_file_new (bytes, candidate->uri, candidate->label, candidate->modified);
  check.file = file;
  if (session->practice != NULL && !tie_command_session_require (session, TIE_RIGHT_BILLING))
    return session->status;
  if (session->store != NULL && !tie_store_run (session->store, TIE_STORE_READ, recall_func, &check, &error))
    return tie_command_fail (NULL, error);
  if (!tie_fee_file_read (file, NULL))
    {
      g_printerr ("%s: %s\n", tie_fee_code_get_name (file->code), file->problem);
      return TIE_EXIT_FAILED;
    }
  if (session->store != NULL && !tie_store_run (session->store, TIE_STORE_READ, clients_func, &check, &error))
    return tie_command_fail (NULL, error);
  clients = check.clients;
  rows = clients != NULL ? clients->rows : file->rows;
  print_check (session, file, rows, clients);
  for (guint i = 0; i < file->findings->len; i++)
    g_printerr ("%s\n", ((TieFeeFinding *) file->findings->pdata[i])->sentence);
  return name_rows (file, rows, clients) > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}

/* Without a keyring taxpayer numbers are passed over. */
static GBytes *
obtain_key (void)
{
  g_auto (TieCommandWait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  GBytes *key;

  tie_secret_key_obtain_async (TIE_SECRET_KEY_TAXPAYERS, NULL, tie_command_wait_cb, &wait);
  key = tie_secret_key_obtain_finish (tie_command_wait (&wait), &error);
  if (key == NULL)
    g_debug ("Taxpayer numbers are passed over: %s", error->message);
  return key;
}

/* "tieout fees import --year Y": the amounts of all projects of a year. */

typedef struct
{
  guint year;
  TieFeeReview *review; /* (owned) */
  GPtrArray *left;      /* (owned) */
  guint n_done;
  TieBillingStep step;
} Import;

static gboolean
review_func (TieDb *db,
             gpointer data,
             GError **error)
{
  Import *import = data;

  import->review = tie_fee_review_read (db, import->year, error);
  return import->review != NULL;
}

static gboolean
apply_func (TieDb *db,
            gpointer data,
            GError **error)
{
  Import *import = data;

  return tie_fee_review_apply (db, import->review, import->left, &import->n_done, &import->step, error);
}

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->review, tie_fee_review_free);
  g_clear_pointer (&import->left, g_ptr_array_unref);
  tie_billing_step_clear (&import->step);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* Each project that a person has to look at, on stderr; how many. */
static guint
name_projects (const TieFeeReview *review)
{
  guint n = 0;

  for (guint i = 0; i < review->rows->len; i++)
    {
      const TieFeeReviewRow *row = review->rows->pdata[i];

      if (row->code == TIE_FEE_OK || row->is_checked || (row->can_import && row->old_fee == row->new_fee))
        continue;
      g_printerr ("%s: %s: %s: %s\n", tie_fee_code_get_name (row->code), row->contact_name, row->project_name, row->sentence);
      n++;
    }
  return n;
}

static void
print_review (const TieFeeReview *review)
{
  for (guint i = 0; i < review->rows->len; i++)
    {
      const TieFeeReviewRow *row = review->rows->pdata[i];
      g_autofree char *old_fee = tie_money_to_words (row->old_fee);
      g_autofree char *new_fee = tie_money_to_words (row->new_fee);

      if (row->is_checked)
        /* Translators: a client, a project, the fee before, the fee that would come over */
        g_print (_ ("%s: %s: %s → %s\n"), row->contact_name, row->project_name, old_fee, new_fee);
    }
}

/* What was typed by hand makes way. */
static void
check_typed (TieFeeReview *review)
{
  for (guint i = 0; i < review->rows->len; i++)
    {
      TieFeeReviewRow *row = review->rows->pdata[i];

      row->is_checked |= row->is_typed;
    }
}

static guint
count_checked (const TieFeeReview *review)
{
  guint n = 0;

  for (guint i = 0; i < review->rows->len; i++)
    n += ((const TieFeeReviewRow *) review->rows->pdata[i])->is_checked;
  return n;
}

static void
print_import (const TieCommandSession *session,
              const Import *import,
              gboolean dry_run)
{
  const TieFeeReview *review = import->review;

  if (session->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "projects");
      json_builder_add_int_value (builder, review->rows->len);
      json_builder_set_member_name (builder, "found");
      json_builder_add_int_value (builder, review->n_found);
      json_builder_set_member_name (builder, "same");
      json_builder_add_int_value (builder, review->n_same);
      json_builder_set_member_name (builder, "to_import");
      json_builder_add_int_value (builder, count_checked (review));
      json_builder_set_member_name (builder, "imported");
      json_builder_add_int_value (builder, import->n_done);
      json_builder_end_object (builder);
      tie_command_print_json (builder);
      return;
    }
  if (dry_run)
    print_review (review);
  else
    g_print (ngettext ("%u fee imported\n", "%u fees imported\n", import->n_done), import->n_done);
}

static gboolean
set_source_func (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_fee_source_set (db, data, error);
}

static gboolean
set_source (TieCommandSession *session,
            const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || tie_store_run (session->store, TIE_STORE_WRITE, set_source_func, file, &error))
    return TRUE;
  session->status = tie_command_fail (NULL, error);
  return FALSE;
}

static int
import_year (TieCommandSession *session,
             guint year,
             gboolean dry_run,
             gboolean replace,
             const char *source)
{
  g_autoptr (TieFeeRefresh) refresh = NULL;
  g_autoptr (GBytes) tin_key = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Import) import = { .year = year };
  guint n_left;

  if (!tie_command_session_require (session, TIE_RIGHT_BILLING) || !set_source (session, source))
    return session->status;
  tin_key = obtain_key ();
  refresh = tie_fee_refresh (session->store, tin_key, FALSE, NULL, &error);
  if (refresh == NULL)
    return tie_command_fail (NULL, error);
  if (!refresh->has_source)
    {
      g_printerr ("tieout fees: %s\n", _ ("No fee source was chosen yet: --source FOLDER"));
      return TIE_EXIT_FAILED;
    }
  for (guint i = 0; i < refresh->problems->len; i++)
    {
      TieFeeFinding *problem = refresh->problems->pdata[i];

      g_printerr ("%s: %s\n", tie_fee_code_get_name (problem->code), problem->sentence);
    }
  import.left = g_ptr_array_new_with_free_func (g_free);
  if (!tie_store_run (session->store, TIE_STORE_READ, review_func, &import, &error))
    return tie_command_fail (NULL, error);
  if (replace)
    check_typed (import.review);
  if (!dry_run && count_checked (import.review) > 0 && !tie_store_run (session->store, TIE_STORE_WRITE, apply_func, &import, &error))
    return tie_command_fail (NULL, error);
  print_import (session, &import, dry_run);
  for (guint i = 0; i < import.left->len; i++)
    g_printerr ("%s\n", (const char *) import.left->pdata[i]);
  n_left = name_projects (import.review) + import.left->len + refresh->problems->len;
  return n_left > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}

int
tie_command_fees (int argc,
                  char **argv)
{
  int year = 0;
  gboolean dry_run = FALSE;
  gboolean replace = FALSE;
  g_autofree char *source = NULL;
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_INT, &year, N_ ("the tax year"), N_ ("YEAR") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("say what would come over, and change nothing"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("also where the estimated fee was typed by hand"), NULL },
    { "source", 0, 0, G_OPTION_ARG_FILENAME, &source, N_ ("the folder or file that fees come from; it is remembered"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("check FILE|import --year YEAR"), _ ("Looks at a file of fees that Lacerte exported, or brings the fees of a tax year over to the projects."), 1, 2);

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (g_str_equal (session->rest[0], "check") && session->rest[1] != NULL)
    return check_file (session, session->rest[1]);
  if (g_str_equal (session->rest[0], "import") && session->rest[1] == NULL && year >= 1990 && year < 2080)
    return import_year (session, (guint) year, dry_run, replace, source);
  g_printerr ("tieout fees: %s\n", _ ("Say “check FILE” or “import --year YEAR”."));
  return TIE_EXIT_USAGE;
}
