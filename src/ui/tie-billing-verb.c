/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-verb"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

typedef struct
{
  TieBillingVerb verb;
  char **ids;   /* (owned) */
  char *window; /* (owned) (nullable) */
  TieBillingStep step;
} VerbData;

static void
verb_data_free (VerbData *data)
{
  tie_billing_step_clear (&data->step);
  g_strfreev (data->ids);
  g_free (data->window);
  g_free (data);
}

static gboolean
verb_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  VerbData *data = user_data;

  return data->verb (db, (const char *const *) data->ids, &data->step, error);
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GtkWidget) widget = GTK_WIDGET (user_data);
  g_autoptr (GError) error = NULL;
  const VerbData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (widget);

  if (line == NULL) /* the window is gone */
    return;
  if (data == NULL)
    tie_status_line_say_error (line, error);
  else if (data->step.sentence != NULL)
    tie_status_line_say (line, data->step.sentence, data->step.id != 0);
}

void
tie_billing_verb_run (GtkWidget *widget,
                      TieSession *session,
                      TieBillingVerb verb,
                      const char *const *ids)
{
  VerbData *data;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));

  data = g_new0 (VerbData, 1);
  data->verb = verb;
  data->ids = g_strdupv ((char **) ids);
  data->window = g_strdup (tie_undo_control_get_id (widget));
  data->step.window = data->window;
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_WRITE, verb_func, data, (GDestroyNotify) verb_data_free,
                       NULL, done_cb, g_object_ref (widget));
}

gboolean
tie_billing_verb_approve (TieDb *db,
                          const char *const *ids,
                          TieBillingStep *step,
                          GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *done = NULL;

  if (!tie_document_approve (db, ids, left, step, error))
    return FALSE;
  if (left->len > 0)
    {
      done = g_steal_pointer (&step->sentence);
      /* Translators: two sentences: what was done, and why one document was left as it is */
      step->sentence = g_strdup_printf (_ ("%s. %s"), done, (char *) g_ptr_array_index (left, 0));
    }
  return TRUE;
}

gboolean
tie_billing_verb_mark_sent (TieDb *db,
                            const char *const *ids,
                            TieBillingStep *step,
                            GError **error)
{
  return tie_document_set_sent (db, ids, TRUE, step, error);
}

gboolean
tie_billing_verb_mark_not_sent (TieDb *db,
                                const char *const *ids,
                                TieBillingStep *step,
                                GError **error)
{
  return tie_document_set_sent (db, ids, FALSE, step, error);
}

gboolean
tie_billing_verb_do_not_send (TieDb *db,
                              const char *const *ids,
                              TieBillingStep *step,
                              GError **error)
{
  return tie_document_set_do_not_send (db, ids, TRUE, step, error);
}

gboolean
tie_billing_verb_send_after_all (TieDb *db,
                                 const char *const *ids,
                                 TieBillingStep *step,
                                 GError **error)
{
  return tie_document_set_do_not_send (db, ids, FALSE, step, error);
}

gboolean
tie_billing_verb_void_documents (TieDb *db,
                                 const char *const *ids,
                                 TieBillingStep *step,
                                 GError **error)
{
  return tie_document_void (db, ids[0], step, error);
}

gboolean
tie_billing_verb_void_payments (TieDb *db,
                                const char *const *ids,
                                TieBillingStep *step,
                                GError **error)
{
  return tie_payment_void (db, ids[0], step, error);
}

gboolean
tie_billing_verb_delete_documents (TieDb *db,
                                   const char *const *ids,
                                   TieBillingStep *step,
                                   GError **error)
{
  return tie_document_delete (db, ids[0], step, error);
}

typedef struct
{
  TieBillingMake make;
  char *id;                /* (owned) */
  char *date;              /* (owned) */
  TieDocumentSheet *sheet; /* (owned) (nullable) */
} MakeData;

static void
make_data_free (MakeData *data)
{
  g_free (data->id);
  g_free (data->date);
  g_clear_pointer (&data->sheet, tie_document_sheet_free);
  g_free (data);
}

static gboolean
make_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  MakeData *data = user_data;

  data->sheet = data->make (db, data->id, data->date, error);
  return data->sheet != NULL;
}

void
tie_billing_make_async (TieSession *session,
                        TieBillingMake make,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  MakeData *data;

  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (id != NULL);

  data = g_new0 (MakeData, 1);
  data->make = make;
  data->id = g_strdup (id);
  data->date = tie_typed_date_get_today ();
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, make_func, data, (GDestroyNotify) make_data_free, cancellable, callback, user_data);
}

TieDocumentSheet *
tie_billing_make_finish (TieStore *store,
                         GAsyncResult *result,
                         GError **error)
{
  MakeData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? g_steal_pointer (&data->sheet) : NULL;
}
