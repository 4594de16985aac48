/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage"
#include "config.h"

#include "ledger/sage/tie-sage-parse.h"
#include "ledger/sage/tie-sage-private.h"

/* The business among all that the user sees, then its settings. */

typedef struct
{
  const char *resource;
  gboolean (*take) (TieSage *self, JsonObject *root, GError **error);
} Question;

static gboolean
take_business (TieSage *self,
               JsonObject *root,
               GError **error)
{
  return tie_sage_parse_business (root, self->capabilities, error);
}

static gboolean
take_financial_settings (TieSage *self,
                         JsonObject *root,
                         GError **error)
{
  tie_sage_parse_financial_settings (root, self->capabilities);
  return TRUE;
}

static gboolean
take_business_settings (TieSage *self,
                        JsonObject *root,
                        GError **error)
{
  tie_sage_parse_business_settings (root, self->capabilities);
  return TRUE;
}

static const Question questions[] = {
  { NULL, take_business }, /* the business by its id */
  { "financial_settings", take_financial_settings },
  { "business_settings", take_business_settings },
};

static void ask (GTask *task);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  TieSage *self = TIE_SAGE (source);
  guint *n = g_task_get_task_data (task);

  answer = tie_sage_call_finish (self, result, NULL, &error);
  root = answer != NULL ? tie_sage_parse_answer (NULL, answer, &error) : NULL;
  if (root == NULL || !questions[*n].take (self, json_node_get_object (root), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (++*n < G_N_ELEMENTS (questions))
    ask (task);
  else
    {
      self->is_probed = TRUE;
      g_task_return_boolean (task, TRUE);
    }
}

static void
ask (GTask *task)
{
  TieSage *self = g_task_get_source_object (task);
  guint *n = g_task_get_task_data (task);
  g_autofree char *business = g_strconcat ("businesses/", self->business_id, NULL);
  const char *resource = questions[*n].resource;

  tie_sage_call_async (self, "GET", resource != NULL ? resource : business, NULL, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
tie_sage_probe_async (TieLedger *ledger,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);

  g_task_set_source_tag (task, tie_sage_probe_async);
  g_task_set_task_data (task, g_new0 (guint, 1), g_free);
  ask (task);
}

gboolean
tie_sage_probe_finish (TieLedger *ledger,
                       GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
