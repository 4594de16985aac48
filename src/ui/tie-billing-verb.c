/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-verb"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-verb.h"

typedef struct
{
  TieBillingVerb verb;
  char **ids; /* (owned) */
} VerbData;

static void
verb_data_free (gpointer user_data)
{
  VerbData *data = user_data;

  g_strfreev (data->ids);
  g_free (data);
}

static gboolean
verb_func (TieDb *db,
           gpointer user_data,
           TieBillingStep *step,
           GError **error)
{
  VerbData *data = user_data;

  return data->verb (db, (const char *const *) data->ids, step, error);
}

void
tie_billing_verb_run (GtkWidget *widget,
                      TieSession *session,
                      TieBillingVerb verb,
                      const char *const *ids)
{
  VerbData *data;

  g_return_if_fail (TIE_IS_SESSION (session));

  data = g_new0 (VerbData, 1);
  data->verb = verb;
  data->ids = g_strdupv ((char **) ids);
  tie_verb_run (widget, tie_session_get_store (session), verb_func, data, verb_data_free, NULL, NULL);
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
