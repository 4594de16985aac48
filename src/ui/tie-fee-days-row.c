/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-days-row"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "fees/tie-fee-preview.h"
#include "ui/tie-fee-days-row.h"

#define MAX_DAYS 366

struct _TieFeeDaysRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *spin; /* (unowned) */
  TieSession *session; /* (owned) */
  GCancellable *gone;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieFeeDaysRow, tie_fee_days_row, ADW_TYPE_ACTION_ROW)

static void
show_error (TieFeeDaysRow *self,
            const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
}

static gboolean
save_func (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_preview_set_days (db, *(const guint *) data, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieFeeDaysRow) self = user_data;
  g_autoptr (GError) error = NULL;

  tie_store_run_finish (TIE_STORE (source), result, &error);
  if (error != NULL && !g_cancellable_is_cancelled (self->gone))
    show_error (self, error);
}

static void
changed_cb (TieFeeDaysRow *self)
{
  guint days = (guint) gtk_spin_button_get_value_as_int (self->spin);

  if (self->session != NULL)
    tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, save_func, g_memdup2 (&days, sizeof days), g_free, NULL, saved_cb, g_object_ref (self));
}

static gboolean
load_func (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_preview_get_days (db, data, error);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeDaysRow) self = user_data;
  g_autoptr (GError) error = NULL;
  const guint *days = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (days == NULL)
    {
      show_error (self, error);
      return;
    }
  gtk_spin_button_set_value (self->spin, *days);
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->spin), tie_session_may (self->session, TIE_RIGHT_BILLING));
}

/* With its window the practice goes, too: libadwaita 1.2 keeps the rows of a window of preferences longer than that. */
static void
tie_fee_days_row_unroot (GtkWidget *widget)
{
  TieFeeDaysRow *self = TIE_FEE_DAYS_ROW (widget);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  GTK_WIDGET_CLASS (tie_fee_days_row_parent_class)->unroot (widget);
}

static void
tie_fee_days_row_dispose (GObject *object)
{
  TieFeeDaysRow *self = TIE_FEE_DAYS_ROW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_fee_days_row_parent_class)->dispose (object);
}

static void
tie_fee_days_row_finalize (GObject *object)
{
  g_object_unref (TIE_FEE_DAYS_ROW (object)->gone);
  G_OBJECT_CLASS (tie_fee_days_row_parent_class)->finalize (object);
}

static void
tie_fee_days_row_class_init (TieFeeDaysRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->unroot = tie_fee_days_row_unroot;
  G_OBJECT_CLASS (klass)->dispose = tie_fee_days_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_days_row_finalize;
}

static void
tie_fee_days_row_init (TieFeeDaysRow *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, MAX_DAYS, 1);
  const char *title = _ ("Days until a fee file is old");

  self->gone = g_cancellable_new ();
  self->spin = GTK_SPIN_BUTTON (spin);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ ("Then you are asked before a fee is imported from it"));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (spin, FALSE); /* until it is known */
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), spin);
}

GtkWidget *
tie_fee_days_row_new (TieSession *session)
{
  TieFeeDaysRow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_FEE_DAYS_ROW, NULL);
  self->session = g_object_ref (session);
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, load_func, g_new0 (guint, 1), g_free, NULL, loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
