/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-distribution-pane"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-distribution.h"
#include "model/tie-policy.h"
#include "ui/tie-distribution-labels.h"
#include "ui/tie-distribution-pane-private.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-status-line.h"

G_DEFINE_FINAL_TYPE (TieDistributionPane, tie_distribution_pane, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
tie_distribution_pane_show_state (TieDistributionPane *self)
{
  TieDistributionState state;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  tie_distribution_get_state (self->sheet, &state);
  amount = tie_money_to_display (state.undistributed);
  /* Translators: %s is an amount */
  text = g_strdup_printf (_ ("Undistributed %s"), amount);
  gtk_label_set_label (self->undistributed_label, text);
  tie_distribution_labels_show (self->balanced_label, self->distributed_label, &state);
}

void
tie_distribution_pane_changed (TieDistributionPane *self)
{
  tie_distribution_pane_show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

typedef struct
{
  char *policy; /* (owned) (nullable) */
  TiePolicyRules *rules; /* (owned) (nullable) */
} ReadData;

static void
read_data_free (ReadData *data)
{
  g_free (data->policy);
  g_clear_pointer (&data->rules, tie_policy_rules_free);
  g_free (data);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  ReadData *data = user_data;
  GError *local_error = NULL;

  data->rules = tie_policy_rules_read (db, data->policy, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static void
rules_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TieDistributionPane) self = TIE_DISTRIBUTION_PANE (user_data);
  g_autoptr (GError) error = NULL;
  const ReadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone) || self->sheet == NULL)
    return;
  if (data == NULL && line != NULL)
    tie_status_line_say_error (line, error);
  if (data == NULL)
    return;
  tie_distribution_apply (self->sheet, data->rules);
  tie_distribution_pane_show_rows (self);
  tie_distribution_pane_changed (self);
}

static void
apply_clicked_cb (TieDistributionPane *self)
{
  ReadData *data;

  if (!tie_typed_entry_commit (TIE_TYPED_ENTRY (self->policy_picker)))
    return;
  data = g_new0 (ReadData, 1);
  data->policy = g_strdup (tie_picker_get_id (self->policy_picker));
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, data, (GDestroyNotify) read_data_free,
                       self->gone, rules_read_cb, g_object_ref (self));
}

static gboolean
tie_distribution_pane_grab_focus (GtkWidget *widget)
{
  TieDistributionPane *self = TIE_DISTRIBUTION_PANE (widget);
  GtkWidget *first = tie_distribution_pane_get_field (self, 0, TIE_DISTRIBUTION_COLUMN_ACCOUNT);

  /* GTK asks for this, too, when Shift+Tab is about to leave. */
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (first != NULL ? first : GTK_WIDGET (self->policy_picker));
}

static void
tie_distribution_pane_dispose (GObject *object)
{
  TieDistributionPane *self = TIE_DISTRIBUTION_PANE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_distribution_pane_parent_class)->dispose (object);
}

static void
tie_distribution_pane_finalize (GObject *object)
{
  g_object_unref (TIE_DISTRIBUTION_PANE (object)->gone);
  G_OBJECT_CLASS (tie_distribution_pane_parent_class)->finalize (object);
}

static void
tie_distribution_pane_class_init (TieDistributionPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_distribution_pane_dispose;
  object_class->finalize = tie_distribution_pane_finalize;
  widget_class->grab_focus = tie_distribution_pane_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_DISTRIBUTION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-distribution-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, policy_picker);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, grid);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, undistributed_label);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, balanced_label);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, distributed_label);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, tie_distribution_pane_row_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, tie_distribution_pane_row_key_cb, "b", FALSE);
}

static void
tie_distribution_pane_init (TieDistributionPane *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->policy_picker), _ ("Policy"));
}

void
tie_distribution_pane_set_session (TieDistributionPane *self,
                                   TieSession *session)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  g_set_object (&self->session, session);
  tie_picker_set_list (self->policy_picker, tie_session_get_pick_list (session, TIE_TYPE_POLICY, G_TYPE_INVALID));
}

void
tie_distribution_pane_set_sheet (TieDistributionPane *self,
                                 TieDocumentSheet *sheet)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  self->sheet = sheet;
  if (tie_distribution_pane_shows_these (self))
    tie_distribution_pane_show_state (self);
  else
    tie_distribution_pane_show_rows (self);
}

void
tie_distribution_pane_set_default_policy (TieDistributionPane *self,
                                          const char *policy)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->policy_picker)), policy != NULL ? policy : _ ("No policy for new documents"));
}

void
tie_distribution_pane_set_editable (TieDistributionPane *self,
                                    gboolean is_editable)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  self->is_editable = is_editable;
  gtk_widget_set_sensitive (self->apply_button, is_editable);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->policy_picker), is_editable);
  for (guint i = 0; self->sheet != NULL && i < self->sheet->distributions->len; i++)
    {
      for (int column = TIE_DISTRIBUTION_COLUMN_ACCOUNT; column <= TIE_DISTRIBUTION_COLUMN_CREDIT; column++)
        {
          GtkWidget *field = tie_distribution_pane_get_field (self, i, column);

          if (field != NULL)
            tie_typed_entry_set_editable (TIE_TYPED_ENTRY (field), is_editable);
        }
      if (tie_distribution_pane_get_field (self, i, TIE_DISTRIBUTION_COLUMN_SPLIT) != NULL)
        gtk_widget_set_sensitive (tie_distribution_pane_get_field (self, i, TIE_DISTRIBUTION_COLUMN_SPLIT), is_editable);
    }
}

gboolean
tie_distribution_pane_commit (TieDistributionPane *self)
{
  g_return_val_if_fail (TIE_IS_DISTRIBUTION_PANE (self), FALSE);

  for (guint i = 0; self->sheet != NULL && i < self->sheet->distributions->len; i++)
    {
      for (int column = TIE_DISTRIBUTION_COLUMN_ACCOUNT; column <= TIE_DISTRIBUTION_COLUMN_CREDIT; column++)
        {
          GtkWidget *field = tie_distribution_pane_get_field (self, i, column);

          if (field == NULL || tie_typed_entry_commit (TIE_TYPED_ENTRY (field)))
            continue;
          gtk_widget_grab_focus (field);
          return FALSE;
        }
    }
  return TRUE;
}

GtkWidget *
tie_distribution_pane_get_field (TieDistributionPane *self,
                                 guint row,
                                 int column)
{
  g_return_val_if_fail (TIE_IS_DISTRIBUTION_PANE (self), NULL);

  return gtk_grid_get_child_at (self->grid, column, (int) row + 1);
}
