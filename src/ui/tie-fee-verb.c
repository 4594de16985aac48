/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-verb"
#include "config.h"

#include "fees/tie-fee-import.h"
#include "ui/tie-fee-verb.h"

static void
verb_free (gpointer data)
{
  TieFeeVerb *verb = data;

  g_clear_pointer (&verb->look, tie_fee_look_free);
  g_free (verb->invoice);
  g_free (verb);
}

static gboolean
verb_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  TieFeeVerb *verb = data;
  const TieFeePreview *preview = verb->look->preview;
  TieDocumentSheet *sheet;

  if (!preview->with_invoice)
    return tie_fee_import_amount (db, preview, step, error);
  sheet = tie_fee_import_invoice (db, preview, step, error);
  if (sheet == NULL)
    return FALSE;
  verb->invoice = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  tie_document_sheet_free (sheet);
  return TRUE;
}

void
tie_fee_verb_run (GtkWidget *widget,
                  TieSession *session,
                  TieFeeLook *look,
                  TieVerbDone done,
                  gpointer owner)
{
  TieFeeVerb *verb;

  g_return_if_fail (look != NULL && look->preview != NULL);

  verb = g_new0 (TieFeeVerb, 1);
  verb->look = look;
  tie_verb_run (widget, tie_session_get_store (session), verb_func, verb, verb_free, done, owner);
}

static gboolean
log_func (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_fee_import_log_refusal (db, ((TieFeeLook *) data)->preview, error);
}

static void
logged_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error != NULL)
    g_warning ("A refused fee import was not noted: %s", error->message);
}

void
tie_fee_verb_log_refusal (TieSession *session,
                          TieFeeLook *look)
{
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_WRITE, log_func, look, (GDestroyNotify) tie_fee_look_free, NULL, logged_cb, NULL);
}
