/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-session"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "ledger/tie-local-company.h"
#include "store/tie-currency.h"
#include "store/tie-user-table.h"

void
tie_command_session_free (TieCommandSession *self)
{
  g_clear_object (&self->company);
  if (self->store != NULL)
    tie_store_close (self->store);
  g_clear_object (&self->store);
  g_free (self->practice);
  g_strfreev (self->rest);
  g_free (self);
}

TieCommandSession *
tie_command_session_parse (int argc,
                           char **argv,
                           const GOptionEntry *entries,
                           const char *arguments,
                           const char *summary,
                           guint min_rest,
                           guint max_rest)
{
  g_autoptr (TieCommandSession) self = g_new0 (TieCommandSession, 1);
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_new0 (char *, argc + 1);
  GOptionEntry common[] = {
    { "practice", 0, 0, G_OPTION_ARG_FILENAME, &self->practice, N_ ("the practice file to work on"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("print the result as one line of JSON"), NULL },
    { "", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* Rest is called G_OPTION_REMAINING, an empty string. */
  common[2].long_name = G_OPTION_REMAINING;
  for (int i = 0; i < argc; i++)
    words[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      g_printerr ("tieout %s: %s\n", argv[0], error->message);
      return NULL;
    }
  if (self->rest == NULL)
    self->rest = g_new0 (char *, 1);
  if (g_strv_length (self->rest) < min_rest || g_strv_length (self->rest) > max_rest)
    {
      /* Translators: the first %s is a command's name, the second its arguments */
      g_printerr (_ ("Usage: tieout %s %s\n"), argv[0], arguments);
      return NULL;
    }

  return g_steal_pointer (&self);
}

static gboolean
read_currency (TieDb *db,
               gpointer data,
               GError **error)
{
  char **currency = data;

  *currency = tie_currency_read (db, error);
  return *currency != NULL;
}

gboolean
tie_command_session_open (TieCommandSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *currency = NULL;

  if (self->practice == NULL)
    {
      g_printerr ("tieout: %s\n", _ ("Say which practice: --practice FILE"));
      self->status = TIE_EXIT_USAGE;
      return FALSE;
    }
  if (self->store == NULL)
    self->store = tie_store_open (self->practice, TIE_STORE_OPEN, &error);
  if (self->store == NULL || !tie_store_run (self->store, TIE_STORE_READ, read_currency, &currency, &error))
    {
      self->status = tie_command_fail (self->practice, error);
      return FALSE;
    }
  tie_money_set_currency (currency);
  return TRUE;
}

gboolean
tie_command_session_open_company (TieCommandSession *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (self->store == NULL && !tie_command_session_open (self))
    return FALSE;
  self->company = tie_company_new (self->store);
  tie_company_load_async (self->company, NULL, tie_command_wait_cb, &wait);
  if (!tie_company_load_finish (self->company, tie_command_wait (&wait), &error))
    {
      self->status = tie_command_fail (self->practice, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_right_func (TieDb *db,
                  gpointer data,
                  GError **error)
{
  const TieRight *right = data;

  return tie_user_table_check (db, *right, error);
}

gboolean
tie_command_session_require (TieCommandSession *self,
                             TieRight right)
{
  g_autoptr (GError) error = NULL;

  if (self->store == NULL && !tie_command_session_open (self))
    return FALSE;
  if (tie_store_run (self->store, TIE_STORE_READ, check_right_func, &right, &error))
    return TRUE;
  self->status = tie_command_fail (self->practice, error);
  return FALSE;
}

gboolean
tie_command_session_expect_contacts (TieCommandSession *self,
                                     const char *command)
{
  if (g_strcmp0 (self->rest[0], "contacts") == 0)
    return TRUE;

  g_printerr ("tieout %s: “%s”: %s\n", command, self->rest[0], _ ("Say “contacts”."));
  self->status = TIE_EXIT_USAGE;
  return FALSE;
}

static void
open_uri_cb (TieCompany *company,
             const char *uri,
             gpointer user_data)
{
  g_printerr ("%s\n%s\n", _ ("Finish signing in with your browser:"), uri);
}

gboolean
tie_command_session_connect (TieCommandSession *self,
                             const char *base_uri,
                             const char *client_id,
                             const char *client_secret,
                             GError **error)
{
  g_autoptr (TieLocalCompany) local = NULL;
  g_auto (TieCommandWait) asked = { NULL };
  g_auto (TieCommandWait) connected = { NULL };
  g_autoptr (GError) refused = NULL;

  tie_local_company_ask_async (base_uri, NULL, tie_command_wait_cb, &asked);
  local = tie_local_company_ask_finish (tie_command_wait (&asked), error);
  if (local == NULL)
    return FALSE;

  g_signal_connect_object (self->company, "open-uri", G_CALLBACK (open_uri_cb), self->company, 0);
  tie_company_connect_async (self->company, local->package, "local", base_uri,
                             client_id != NULL ? client_id : local->client_id,
                             client_id != NULL ? client_secret : local->client_secret,
                             local->consents_by_itself, NULL, tie_command_wait_cb, &connected);
  if (tie_company_connect_finish (self->company, tie_command_wait (&connected), &refused))
    return TRUE;

  /* A command has nobody to ask whether to start fresh. */
  if (g_error_matches (refused, TIE_ERROR, TIE_ERROR_OTHER_COMPANY))
    tie_company_keep_old (self->company);
  while (tie_company_is_forgetting (self->company))
    g_main_context_iteration (NULL, TRUE);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

gboolean
tie_command_session_pull (TieCommandSession *self,
                          guint *read,
                          GError **error)
{
  g_auto (TieCommandWait) wait = { NULL };

  tie_company_pull_async (self->company, NULL, tie_command_wait_cb, &wait);
  return tie_company_pull_finish (self->company, tie_command_wait (&wait), read, error);
}

void
tie_command_wait_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  TieCommandWait *wait = user_data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
tie_command_wait (TieCommandWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

void
tie_command_wait_clear (TieCommandWait *wait)
{
  g_clear_object (&wait->result);
}

static int
fail (const char *what,
      const GError *error,
      const TiePackage *package) /* (nullable) */
{
  g_autofree char *sentence = NULL;

  /* The window offers to go on without a keyring; a command has nobody to ask. */
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT))
    sentence = g_strdup (_ ("No keyring is available, so the sign-in cannot be read."));
  else
    sentence = package != NULL ? tie_error_get_sentence_for (error, package->short_name) : tie_error_get_sentence (error);

  if (what != NULL)
    g_printerr ("tieout: %s: %s\n", what, sentence);
  else
    g_printerr ("tieout: %s\n", sentence);
  return TIE_EXIT_FAILED;
}

int
tie_command_fail (const char *what,
                  const GError *error)
{
  return fail (what, error, NULL);
}

int
tie_command_session_fail (TieCommandSession *self,
                          const char *what,
                          const GError *error)
{
  return fail (what, error, self->company != NULL ? tie_company_get_package (self->company) : NULL);
}

int
tie_command_session_fail_to_leave (TieCommandSession *self,
                                   const char *what,
                                   const GError *error)
{
  int status = tie_command_session_fail (self, what, error);

  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_OPEN))
    g_printerr ("%s\n", _ ("“tieout sync” sends what waits; --anyway goes on without."));
  return status;
}

int
tie_command_write_pdf (TiePrintable *paper,
                       const char *what,
                       const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  guint missing;

  if (!tie_printable_write_pdf (&paper, 1, file, NULL, &error))
    return tie_command_fail (path, error);
  g_print ("%s\n", path);
  missing = tie_printable_get_missing (paper);
  if (missing == 0)
    return TIE_EXIT_DONE;
  g_printerr (ngettext ("tieout: %s: %u character has no font on this computer and stands as a box\n",
                        "tieout: %s: %u characters have no font on this computer and stand as boxes\n",
                        missing),
              what,
              missing);
  return TIE_EXIT_ATTENTION;
}

void
tie_command_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}
