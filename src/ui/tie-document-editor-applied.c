/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include "billing/tie-payment-actions.h"
#include "ui/tie-document-editor-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

/* What a credit note pays.  It acts at once, as it lies beside the document and not in it. */
typedef struct
{
  char *credit_note;      /* (owned) */
  char *window;           /* (owned) (nullable) */
  GPtrArray *allocations; /* (owned), element TieAllocation */
  TieBillingStep step;
} ApplyData;

static void
apply_data_free (ApplyData *data)
{
  tie_billing_step_clear (&data->step);
  g_ptr_array_unref (data->allocations);
  g_free (data->credit_note);
  g_free (data->window);
  g_free (data);
}

static gboolean
apply_func (TieDb *db,
            gpointer user_data,
            GError **error)
{
  ApplyData *data = user_data;

  return tie_credit_note_apply (db, data->credit_note, data->allocations, &data->step, error);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieDocumentEditor) self = TIE_DOCUMENT_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  const ApplyData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (tie_editor_get_gone (TIE_EDITOR (self))) || line == NULL)
    return;
  if (data == NULL)
    {
      tie_status_line_say_error (line, error);
      tie_editor_load (TIE_EDITOR (self)); /* as the file has it */
    }
  else if (data->step.sentence != NULL)
    tie_status_line_say (line, data->step.sentence, data->step.id != 0);
}

static TieRecord *
find_allocation (TieDocumentEditor *self,
                 const char *document)
{
  for (guint i = 0; i < self->view->allocations->len; i++)
    {
      TieRecord *allocation = g_ptr_array_index (self->view->allocations, i);

      if (g_strcmp0 (tie_record_get_text (allocation, TIE_ALLOCATION_DOCUMENT), document) == 0)
        return allocation;
    }
  return NULL;
}

static gint64
get_applied (const char *document,
             gpointer user_data)
{
  TieRecord *allocation = find_allocation (user_data, document);

  return allocation != NULL ? tie_record_get_integer (allocation, TIE_ALLOCATION_AMOUNT) : 0;
}

/* What the credit note is to pay: as it is now but for that document. */
static GPtrArray *
make_allocations (TieDocumentEditor *self,
                  const char *document,
                  gint64 amount)
{
  GPtrArray *allocations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->view->allocations->len; i++)
    {
      TieRecord *allocation = g_ptr_array_index (self->view->allocations, i);

      if (g_strcmp0 (tie_record_get_text (allocation, TIE_ALLOCATION_DOCUMENT), document) != 0)
        g_ptr_array_add (allocations, tie_record_copy (allocation));
    }
  if (amount != 0)
    {
      TieRecord *allocation = TIE_RECORD (tie_allocation_new (NULL));

      tie_record_set_text (allocation, TIE_ALLOCATION_CREDIT, tie_editor_get_id (TIE_EDITOR (self)));
      tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, document);
      tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, amount);
      g_ptr_array_add (allocations, allocation);
    }
  return allocations;
}

void
tie_document_editor_apply (TieDocumentEditor *self,
                           const char *document,
                           gint64 amount)
{
  ApplyData *data = g_new0 (ApplyData, 1);

  data->credit_note = g_strdup (tie_editor_get_id (TIE_EDITOR (self)));
  data->allocations = make_allocations (self, document, amount);
  data->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  data->step.window = data->window;
  tie_store_run_async (tie_session_get_store (tie_editor_get_session (TIE_EDITOR (self))), TIE_STORE_WRITE, apply_func, data, (GDestroyNotify) apply_data_free,
                       NULL, applied_cb, g_object_ref (self));
}

void
tie_document_editor_show_applied (TieDocumentEditor *self)
{
  gboolean is_there = self->view->items != NULL;

  gtk_stack_page_set_visible (gtk_stack_get_page (self->tabs, self->applied_page), is_there);
  if (is_there)
    tie_applied_table_set_items (self->applied, self->view->items, get_applied, self);
}
