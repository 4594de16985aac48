/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-caption.h"
#include "ui/tie-doubles-window.h"
#include "ui/tie-match-page-private.h"
#include "ui/tie-status-line.h"

/* What the page says about itself. */

static void
update_count (TieMatchPage *self)
{
  TieCrosswalk *crosswalk = tie_match_page_get_crosswalk (self);
  /* Translators: "linked 8 of 39" */
  g_autofree char *text = g_strdup_printf (_ ("linked %u of %u"), tie_crosswalk_get_n_linked (crosswalk), g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk)));

  gtk_label_set_label (self->count_label, text);
}

void
tie_match_page_update_company (TieMatchPage *self)
{
  gboolean is_connected = tie_match_page_is_connected (self);
  TieListStates *states = tie_match_pane_get_states (self->right);
  g_autofree char *description = g_strdup_printf (is_connected ? _ ("Refresh reads them from %s.") : _ ("Connect to %s to see them here."), tie_company_get_package (self->company)->short_name);

  tie_banner_set_revealed (self->offline_banner, !is_connected && tie_company_get_state (self->company) != TIE_COMPANY_CONNECTING);
  if (is_connected)
    gtk_widget_remove_css_class (GTK_WIDGET (self->right), "stale");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->right), "stale");
  g_object_set (states, "empty-description", description, NULL);
  tie_match_page_update_actions (self);
}

static void
update_loading (TieMatchPage *self)
{
  gboolean is_loading = FALSE;

  g_object_get (tie_match_page_get_crosswalk (self), "is-loading", &is_loading, NULL);
  tie_match_pane_set_is_loading (self->left, is_loading);
  tie_match_pane_set_is_loading (self->right, is_loading);
}

static gboolean
is_shown (TieMatchPage *self,
          TieCrosswalk *crosswalk)
{
  return self->crosswalks->len > 0 && tie_match_page_get_crosswalk (self) == crosswalk;
}

static void
links_changed (TieMatchPage *self,
               GtkFilterChange change)
{
  tie_match_pane_links_changed (self->left, change);
  tie_match_pane_links_changed (self->right, change);
}

static void
n_linked_cb (TieMatchPage *self,
             GParamSpec *pspec,
             TieCrosswalk *crosswalk)
{
  guint n_linked = tie_crosswalk_get_n_linked (crosswalk);

  if (!is_shown (self, crosswalk))
    return;
  links_changed (self, n_linked > self->n_linked ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
  self->n_linked = n_linked;
  update_count (self);
  tie_match_page_update_actions (self);
}

static void
loaded_cb (TieMatchPage *self,
           TieCrosswalk *crosswalk)
{
  if (!is_shown (self, crosswalk))
    return;
  links_changed (self, GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
  tie_match_page_update_actions (self);
  if (self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  tie_match_page_do_wanted (self);
}

static void
warmed_cb (TieMatchPage *self,
           TieCrosswalk *crosswalk)
{
  if (is_shown (self, crosswalk) && self->suggestion == NULL)
    tie_match_page_suggest_soon (self);
}

static void
is_loading_cb (TieMatchPage *self,
               GParamSpec *pspec,
               TieCrosswalk *crosswalk)
{
  if (is_shown (self, crosswalk))
    update_loading (self);
}

static void
failed_cb (TieMatchPage *self,
           GError *error,
           TieCrosswalk *crosswalk)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
progress_cb (TieMatchPage *self,
             GParamSpec *pspec,
             TieCrosswalk *crosswalk)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  g_autofree char *progress = NULL;

  g_object_get (crosswalk, "export-progress", &progress, NULL);
  if (line != NULL && self->cancellable != NULL)
    tie_status_line_set_progress (line, progress, progress != NULL ? self->cancellable : NULL);
}

static void
update_doubles (TieMatchPage *self)
{
  TieDoubles *doubles = g_ptr_array_index (self->doubles, self->shown);
  g_autofree char *sentence = doubles != NULL ? tie_doubles_window_dup_sentence (doubles, tie_company_get_package (self->company)) : NULL;

  if (sentence != NULL)
    tie_banner_set_title (self->doubles_banner, sentence);
  tie_banner_set_revealed (self->doubles_banner, sentence != NULL);
}

static void
doubles_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);

  gtk_window_present (GTK_WINDOW (tie_doubles_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), g_ptr_array_index (self->doubles, self->shown))));
}

void
tie_match_page_install_doubles (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "match.doubles", NULL, doubles_action);
}

/* NULL for a list in which nobody looks for doubles. */
static void
add_doubles (TieMatchPage *self,
             TieCrosswalk *crosswalk,
             const TieMatchList *list)
{
  TieDoubles *doubles = list->has_doubles ? tie_doubles_new (self->company, tie_crosswalk_get_kind (crosswalk)) : NULL;

  g_ptr_array_add (self->doubles, doubles);
  if (doubles != NULL)
    g_signal_connect_object (doubles, "notify::n-rows", G_CALLBACK (update_doubles), self, G_CONNECT_SWAPPED);
}

void
tie_match_page_forget_doubles (TieMatchPage *self)
{
  for (guint i = 0; i < self->doubles->len; i++)
    {
      g_autoptr (TieDoubles) doubles = g_ptr_array_index (self->doubles, i);

      if (doubles != NULL)
        g_signal_handlers_disconnect_by_data (doubles, self);
    }
  g_ptr_array_set_size (self->doubles, 0);
}

static void
show_package (TieMatchPage *self)
{
  const char *package = tie_company_get_package (self->company)->short_name;
  g_autofree char *name = tie_text_name_package (_ (tie_match_page_get_list (self)->right_name), package);

  tie_match_pane_set_name (self->right, name);
  tie_caption_set_tooltip (GTK_WIDGET (self->export_button), _ ("Create the selected rows in %s (Ctrl+Right)"), package);
  tie_caption_set_tooltip (GTK_WIDGET (self->import_button), _ ("Create the selected %s rows in Tieout (Ctrl+Left)"), package);
}

static void
show_list (TieMatchPage *self,
           guint index)
{
  TieCrosswalk *crosswalk;
  const TieMatchList *list;

  self->shown = index;
  crosswalk = tie_match_page_get_crosswalk (self);
  list = tie_match_page_get_list (self);
  self->n_linked = tie_crosswalk_get_n_linked (crosswalk);
  tie_match_page_forget_suggestion (self);

  tie_match_pane_set_name (self->left, _ (list->left_name));
  show_package (self);
  g_object_set (tie_match_pane_get_states (self->left), "empty-title", _ (list->left_empty), NULL);
  g_object_set (tie_match_pane_get_states (self->right), "empty-title", _ (list->right_empty), NULL);
  tie_match_pane_set_rows (self->left, tie_crosswalk_get_left (crosswalk));
  tie_match_pane_set_rows (self->right, tie_crosswalk_get_right (crosswalk));
  update_loading (self);
  update_count (self);
  update_doubles (self);
  tie_match_page_update_actions (self);
}

static void
list_chosen_cb (TieMatchPage *self)
{
  guint index = gtk_drop_down_get_selected (self->list_drop_down);

  if (index < self->lists->len && index != self->shown)
    show_list (self, index);
}

static void
add_drop_down (TieMatchPage *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->lists->len; i++)
    gtk_string_list_append (labels, _ (((const TieMatchList *) g_ptr_array_index (self->lists, i))->label));
  if (self->list_drop_down != NULL)
    {
      gtk_drop_down_set_model (self->list_drop_down, G_LIST_MODEL (labels));
      g_object_unref (labels);
      return;
    }
  self->list_drop_down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("List"), -1);
  g_signal_connect_object (self->list_drop_down, "notify::selected", G_CALLBACK (list_chosen_cb), self, G_CONNECT_SWAPPED);
  tie_match_pane_set_start_widget (self->left, GTK_WIDGET (self->list_drop_down));
}

void
tie_match_page_add_list (TieMatchPage *self,
                         TieCrosswalk *crosswalk,
                         const TieMatchList *list)
{
  g_return_if_fail (TIE_IS_MATCH_PAGE (self));
  g_return_if_fail (TIE_IS_CROSSWALK (crosswalk));
  g_return_if_fail (list != NULL);

  g_ptr_array_add (self->crosswalks, g_object_ref (crosswalk));
  g_ptr_array_add (self->lists, (gpointer) list);
  add_doubles (self, crosswalk, list);
  g_signal_connect_object (crosswalk, "notify::n-linked", G_CALLBACK (n_linked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "notify::is-loading", G_CALLBACK (is_loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "notify::export-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "warmed", G_CALLBACK (warmed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);

  if (self->lists->len == 1)
    {
      tie_match_pane_set_columns (self->left, self->company, _ (list->left_name), list->left_columns);
      tie_match_pane_set_columns (self->right, self->company, "", list->right_columns);
      g_signal_connect_object (self->company, "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->company, "notify::package", G_CALLBACK (tie_match_page_update_company), self, G_CONNECT_SWAPPED);
      show_list (self, 0);
      tie_match_page_update_company (self);
    }
  else
    add_drop_down (self);
}
