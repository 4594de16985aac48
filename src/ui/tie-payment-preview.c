/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-preview"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "store/tie-sync-table.h"
#include "sync/tie-payment-import.h"
#include "ui/tie-payment-preview.h"

struct _TiePaymentPreview
{
  GtkWidget parent_instance;

  GtkLabel *title; /* (unowned): child */
  GtkLabel *text;  /* (unowned): child */

  TieSession *session;   /* (owned) (nullable) */
  GCancellable *reading; /* (owned) (nullable): of what is shown next */
};

G_DEFINE_FINAL_TYPE (TiePaymentPreview, tie_payment_preview, GTK_TYPE_WIDGET)

/* What is asked of the practice, and the answer. */
typedef struct
{
  char *connection;
  char *id;      /* of the row */
  TiePaymentImport *payment; /* (nullable) */
} ReadData;

static void
read_data_free (ReadData *data)
{
  g_free (data->connection);
  g_free (data->id);
  g_clear_pointer (&data->payment, tie_payment_import_free);
  g_free (data);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  ReadData *data = user_data;
  TieKind kind = 0;
  const char *remote_id = tie_sync_table_parse_payment (data->id, &kind);

  data->payment = tie_payment_import_read (db, data->connection, kind, remote_id, error);
  return data->payment != NULL;
}

static void
add_sentence (GString *text,
              char *sentence /* (transfer full) */)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
add_line (TiePaymentPreview *self,
          GString *text,
          const TiePaymentImport *payment,
          const TiePaymentImportLine *line)
{
  g_autofree char *amount = tie_money_to_display (line->document_id != NULL ? line->applied : line->amount);

  if (line->document_id != NULL && payment->is_same)
    /* Translators: an amount and the number of a document */
    add_sentence (text, g_strdup_printf (_ ("%s is recorded on %s."), amount, line->number));
  else if (line->document_id != NULL)
    /* Translators: an amount and the number of a document */
    add_sentence (text, g_strdup_printf (_ ("%s will be recorded on %s."), amount, line->number));
  else if (line->number != NULL)
    /* Translators: an amount, the number of a document, the package */
    add_sentence (text, g_strdup_printf (_ ("! %s pays %s in %s, which is not here."), amount, line->number, tie_session_get_package (self->session)->short_name));
  else
    /* Translators: an amount, and the package */
    add_sentence (text, g_strdup_printf (_ ("! %s pays something in %s that is not here."), amount, tie_session_get_package (self->session)->short_name));
}

static void
show_payment (TiePaymentPreview *self,
              const TiePaymentImport *payment)
{
  g_autofree char *amount = tie_money_to_display (payment->amount);
  g_autofree char *date = tie_date_to_display (payment->date);
  /* Translators: contact, date and amount of a payment */
  g_autofree char *title = g_strdup_printf (_ ("%s · %s · %s"), payment->contact_name != NULL ? payment->contact_name : "—", date, amount);
  g_autoptr (GString) text = g_string_new (NULL);

  if (payment->is_ours)
    add_sentence (text, g_strdup (_ ("Sent from Tieout.")));
  if (payment->is_gone)
    add_sentence (text, g_strdup_printf (_ ("Void or deleted in %s."), tie_session_get_package (self->session)->short_name));
  if (payment->problem != NULL)
    add_sentence (text, g_strdup_printf ("! %s", payment->problem));
  if (payment->account_name != NULL)
    /* Translators: %s is an account */
    add_sentence (text, g_strdup_printf (payment->kind == TIE_KIND_RECEIPT ? _ ("Deposited to %s.") : _ ("Paid from %s."), payment->account_name));
  for (guint i = 0; i < payment->lines->len; i++)
    add_line (self, text, payment, g_ptr_array_index (payment->lines, i));
  if (payment->unapplied > 0)
    {
      g_autofree char *unapplied = tie_money_to_display (payment->unapplied);

      /* Translators: %s is an amount */
      add_sentence (text, g_strdup_printf (_ ("%s stays unapplied."), unapplied));
    }
  for (guint i = 0; i < payment->warnings->len; i++)
    add_sentence (text, g_strdup_printf ("! %s", (char *) g_ptr_array_index (payment->warnings, i)));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text->str);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TiePaymentPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  const ReadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (tie_error_is_cancelled (error) || self->session == NULL)
    return;
  g_clear_object (&self->reading);
  if (data != NULL)
    {
      show_payment (self, data->payment);
      return;
    }
  sentence = tie_error_get_sentence (error);
  gtk_label_set_label (self->title, NULL); /* of the one before */
  gtk_label_set_label (self->text, sentence);
}

static void
tie_payment_preview_dispose (GObject *object)
{
  TiePaymentPreview *self = TIE_PAYMENT_PREVIEW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  g_clear_pointer ((GtkWidget **) &self->title, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->text, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_payment_preview_parent_class)->dispose (object);
}

static void
tie_payment_preview_class_init (TiePaymentPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_payment_preview_dispose;
  gtk_widget_class_set_css_name (widget_class, "tie-payment-preview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (TiePaymentPreview *self,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

static void
tie_payment_preview_init (TiePaymentPreview *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tie-details");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What will be recorded"), -1);
  self->title = add_label (self, "heading");
  self->text = add_label (self, "numeric");
}

void
tie_payment_preview_set_session (TiePaymentPreview *self,
                                 TieSession *session)
{
  g_return_if_fail (TIE_IS_PAYMENT_PREVIEW (self));
  g_return_if_fail (TIE_IS_SESSION (session));

  g_set_object (&self->session, session);
}

void
tie_payment_preview_show (TiePaymentPreview *self,
                          TieSyncRow *row)
{
  const TieConnection *connection;
  ReadData *data;

  g_return_if_fail (TIE_IS_PAYMENT_PREVIEW (self));
  g_return_if_fail (row == NULL || TIE_IS_SYNC_ROW (row));

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  connection = self->session != NULL ? tie_company_get_connection (tie_session_get_company (self->session)) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL && connection != NULL);
  if (row == NULL || connection == NULL)
    {
      gtk_label_set_label (self->title, NULL);
      gtk_label_set_label (self->text, NULL);
      return;
    }
  data = g_new0 (ReadData, 1);
  data->connection = g_strdup (connection->id);
  data->id = g_strdup (tie_sync_row_get_id (row));
  self->reading = g_cancellable_new ();
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, data, (GDestroyNotify) read_data_free, self->reading, read_cb, g_object_ref (self));
}

const char *
tie_payment_preview_get_text (TiePaymentPreview *self)
{
  g_return_val_if_fail (TIE_IS_PAYMENT_PREVIEW (self), NULL);

  return gtk_label_get_label (self->text);
}
