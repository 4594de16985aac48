/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-automatch-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-automatch-window-private.h"
#include "ui/tie-caption.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

G_DEFINE_FINAL_TYPE (TieAutomatchWindow, tie_automatch_window, ADW_TYPE_WINDOW)

/* What the window says about its rows. */

GPtrArray *
tie_automatch_window_find_rows_without (TieAutomatchWindow *self)
{
  GListModel *left = tie_crosswalk_get_left (self->crosswalk);
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) proposed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (self->proposals, i);

      g_hash_table_add (proposed, tie_proposal_get_left (proposal));
    }
  for (guint i = 0; i < g_list_model_get_n_items (left); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (left, i);
      TieRowState state = tie_pair_row_get_state (row);

      if (state != TIE_ROW_LINKED && state != TIE_ROW_GONE && !g_hash_table_contains (proposed, row))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  return rows;
}

static char *
describe_without (TieAutomatchWindow *self,
                  guint n)
{
  GType code = tie_crosswalk_get_code_type (self->crosswalk);

  if (tie_crosswalk_get_kind (self->crosswalk) == TIE_KIND_EMPLOYEE)
    return g_strdup_printf (ngettext ("%u employee has no candidate.", "%u employees have no candidate.", n), n);
  if (code != G_TYPE_INVALID)
    return g_strdup_printf (ngettext ("%u code has no candidate.", "%u codes have no candidate.", n), n);
  return g_strdup_printf (ngettext ("%u contact has no candidate.", "%u contacts have no candidate.", n), n);
}

static void
update_without (TieAutomatchWindow *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  if (self->proposals == NULL)
    return;
  rows = tie_automatch_window_find_rows_without (self);
  text = describe_without (self, rows->len);
  gtk_label_set_label (self->without_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->without_label), rows->len > 0);
  gtk_widget_set_visible (self->export_button, rows->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.export", self->can_export && rows->len > 0);
}

static gboolean
count_cb (gpointer user_data)
{
  TieAutomatchWindow *self = user_data;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *title = g_strdup_printf (ngettext ("Automatch: %u proposal", "Automatch: %u proposals", n_shown), n_shown);
  g_autofree char *verb = NULL;

  self->count_source = 0;
  self->n_checked = 0;
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      self->n_checked += tie_proposal_get_is_checked (proposal) ? 1 : 0;
    }
  verb = g_strdup_printf (ngettext ("Apply %u Link", "Apply %u Links", self->n_checked), self->n_checked);
  adw_window_title_set_title (self->title_widget, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_button_set_label (self->apply_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apply_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.apply", self->n_checked > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.lower", g_list_model_get_n_items (self->proposals) > 0);
  update_without (self);
  return G_SOURCE_REMOVE;
}

void
tie_automatch_window_count_soon (TieAutomatchWindow *self)
{
  if (self->count_source == 0 && self->proposals != NULL)
    self->count_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, count_cb, self, NULL);
}

/* The comparison. */

static void
progress_cb (TieAutomatchWindow *self)
{
  guint progress;

  g_object_get (self->crosswalk, "automatch-progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, progress / 1000.0);
}

static void
compared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieAutomatchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) proposals = tie_crosswalk_automatch_finish (TIE_CROSSWALK (source), result, NULL, NULL, &error);
  TieStatusLine *line;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  if (proposals == NULL)
    {
      line = tie_status_line_for (GTK_WIDGET (self));
      if (line != NULL)
        tie_status_line_say_error (line, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->proposals = g_steal_pointer (&proposals);
  /* Rows are decided, change, or come while the window is open. */
  g_signal_connect_object (self->proposals, "items-changed", G_CALLBACK (tie_automatch_window_count_soon), self, G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->shown, self->proposals);
  tie_list_states_set_models (self->states, self->proposals, G_LIST_MODEL (self->shown));
  tie_automatch_window_count_soon (self);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0 ? "review" : "none");
  gtk_widget_set_visible (self->bottom, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    tie_table_focus_row (self->table, 0);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
start (TieAutomatchWindow *self)
{
  /* Translators: how many rows each list has */
  g_autofree char *text = g_strdup_printf (_ ("Comparing %'u with %'u…"), g_list_model_get_n_items (tie_crosswalk_get_left (self->crosswalk)),
                                           g_list_model_get_n_items (tie_crosswalk_get_right (self->crosswalk)));

  gtk_label_set_label (self->running_label, text);
  gtk_spinner_start (self->spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.apply", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.export", FALSE);
  tie_crosswalk_automatch_async (self->crosswalk, self->cancellable, compared_cb, g_object_ref (self));
}

static gboolean
close_request_cb (TieAutomatchWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  return FALSE;
}

static void
tie_automatch_window_dispose (GObject *object)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (object);

  if (self->crosswalk != NULL)
    g_signal_handlers_disconnect_by_data (self->crosswalk, self);
  if (self->shown != NULL)
    gtk_filter_list_model_set_model (self->shown, NULL);
  g_clear_object (&self->proposals); /* from here on nothing is counted any more */
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_object (&self->page);
  g_clear_object (&self->crosswalk);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_AUTOMATCH_WINDOW);
  G_OBJECT_CLASS (tie_automatch_window_parent_class)->dispose (object);
}

static void
tie_automatch_window_finalize (GObject *object)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (object);

  g_clear_pointer (&self->on_page, g_hash_table_unref);
  g_hash_table_unref (self->refusing);
  g_hash_table_unref (self->refused);
  G_OBJECT_CLASS (tie_automatch_window_parent_class)->finalize (object);
}

static void
tie_automatch_window_class_init (TieAutomatchWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_automatch_window_dispose;
  object_class->finalize = tie_automatch_window_finalize;

  g_signal_new ("export-rows", TIE_TYPE_AUTOMATCH_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  g_signal_new ("applied", TIE_TYPE_AUTOMATCH_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-automatch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, running_label);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, score_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, page_check);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, row_menu);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, bottom);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, without_label);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, export_all_button);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, apply_button);
  tie_automatch_window_bind_filters (widget_class);
  tie_automatch_window_install_actions (widget_class);
}

static void
tie_automatch_window_init (TieAutomatchWindow *self)
{
  self->refusing = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->refused = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_automatch_window_build_table (self);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (tie_automatch_window_count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

static void
show_package (TieAutomatchWindow *self)
{
  const TiePackage *package = tie_company_get_package (tie_crosswalk_get_company (self->crosswalk));

  gtk_column_view_column_set_title (self->right_column, package->short_name);
  tie_caption_set (self->export_all_button, _ ("Export to %s"), package->code);
  tie_caption_set (self->export_button, _ ("Export Them to %s…"), package->code);
  tie_caption_set_accessible (self->export_button, _ ("Export Them to %s"), package->code);
}

GtkWidget *
tie_automatch_window_new (GtkWindow *parent,
                          TieCrosswalk *crosswalk,
                          GListModel *page,
                          gboolean can_export)
{
  TieAutomatchWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_CROSSWALK (crosswalk), NULL);

  self = g_object_new (TIE_TYPE_AUTOMATCH_WINDOW, "transient-for", parent, NULL);
  self->crosswalk = g_object_ref (crosswalk);
  self->page = page != NULL ? g_object_ref (page) : NULL;
  self->can_export = can_export;
  show_package (self);
  g_signal_connect_object (crosswalk, "notify::automatch-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "notify::n-linked", G_CALLBACK (tie_automatch_window_count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "loaded", G_CALLBACK (tie_automatch_window_look_at_refusals), self, G_CONNECT_SWAPPED);
  if (parent != NULL && tie_undo_control_get_id (GTK_WIDGET (parent)) != NULL) /* "Never match" is taken back where it was said */
    tie_undo_control_attach (GTK_WINDOW (self), tie_company_get_store (tie_crosswalk_get_company (crosswalk)), tie_undo_control_get_id (GTK_WIDGET (parent)));
  start (self);
  return GTK_WIDGET (self);
}

const char *
tie_automatch_window_get_state (TieAutomatchWindow *self)
{
  g_return_val_if_fail (TIE_IS_AUTOMATCH_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

TieTable *
tie_automatch_window_get_table (TieAutomatchWindow *self)
{
  g_return_val_if_fail (TIE_IS_AUTOMATCH_WINDOW (self), NULL);

  return self->table;
}
