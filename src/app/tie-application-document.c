/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-application-private.h"
#include "base/tie-error.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "store/tie-find-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-billing-kind.h"

/* A document or payment by what somebody else knows of it: its number, or its id. */

typedef struct
{
  TieShell *shell; /* (owned) */
  char *wanted;    /* (owned): number or id */
  char *page;      /* (owned) (nullable): not found */
  char *id;        /* (owned) (nullable) */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_object_unref (finding->shell);
  g_free (finding->wanted);
  g_free (finding->page);
  g_free (finding->id);
  g_free (finding);
}

static const char *
get_page (const char *kind)
{
  return g_str_equal (kind, TIE_FOUND_PAYMENT) ? tie_billing_payments.page : tie_billing_kind_of_document (kind)->page;
}

/* The latest of those that have exactly that number. */
static void
take_found (const TieFoundDocument *document,
            gpointer user_data)
{
  Finding *finding = user_data;

  if (finding->id != NULL || g_ascii_strcasecmp (document->number, finding->wanted) != 0)
    return;
  finding->id = g_strdup (document->id);
  finding->page = g_strdup (get_page (document->kind));
}

static gboolean
find_by_id (TieDb *db,
            Finding *finding,
            GType type,
            GError **error)
{
  GError *local_error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, finding->wanted, &local_error);

  if (record != NULL)
    {
      finding->id = g_strdup (finding->wanted);
      finding->page = g_strdup (get_page (type == TIE_TYPE_PAYMENT ? TIE_FOUND_PAYMENT : tie_record_get_text (record, TIE_DOCUMENT_KIND)));
    }
  else if (!g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);
  return TRUE;
}

static gboolean
find_document (TieDb *db,
               gpointer user_data,
               GError **error)
{
  Finding *finding = user_data;

  if (!find_by_id (db, finding, TIE_TYPE_DOCUMENT, error))
    return FALSE;
  if (finding->id == NULL && !find_by_id (db, finding, TIE_TYPE_PAYMENT, error))
    return FALSE;
  return finding->id != NULL || tie_find_table_documents (db, finding->wanted, G_MAXINT, take_found, finding, error);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieShell) shell = TIE_SHELL (user_data);
  g_autoptr (GError) error = NULL;
  const Finding *finding = tie_store_run_finish (TIE_STORE (source), result, &error);

  /* Closed, or another practice is open meanwhile. */
  if (tie_shell_get_session (shell) == NULL || tie_session_get_store (tie_shell_get_session (shell)) != TIE_STORE (source))
    return;
  if (finding == NULL)
    {
      tie_shell_say_error (shell, error);
    }
  else if (finding->id == NULL)
    {
      /* Translators: %s is a number as it was asked for */
      g_autofree char *sentence = g_strdup_printf (_ ("There is no document %s."), finding->wanted);

      tie_shell_say (shell, sentence);
    }
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (shell), "win.open-record", "(ss)", finding->page, finding->id);
    }
}

void
tie_application_open_document (TieShell *shell,
                               const char *wanted)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->shell = g_object_ref (shell);
  finding->wanted = g_strdup (wanted);
  tie_store_run_async (tie_session_get_store (tie_shell_get_session (shell)), TIE_STORE_READ, find_document, finding, finding_free, NULL, found_cb, g_object_ref (shell));
}
