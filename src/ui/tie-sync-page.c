/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-words.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-focus.h"
#include "ui/tie-page.h"
#include "ui/tie-sync-page-private.h"
#include "ui/tie-sync-steps.h"
#include "ui/tie-transfer-columns.h"

static void tie_sync_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieSyncPage, tie_sync_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_sync_page_page_init))

/* The hint goes away when so many contacts are linked. */
#define LINKED_PERCENT 80

TieSyncList *
tie_sync_page_get_list (TieSyncPage *self,
                        TieSyncGroup group)
{
  return tie_session_get_sync_list (self->session, group);
}

TieTransferRow *
tie_sync_page_get_current (TieSyncPage *self)
{
  return tie_table_get_current (self->table);
}

/* What is shown. */

static gboolean
is_of_today (TieSyncRow *row)
{
  const char *moment = tie_sync_row_get_moment (row);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) then = moment != NULL ? g_date_time_new_from_iso8601 (moment, utc) : NULL;
  g_autoptr (GDateTime) local = then != NULL ? g_date_time_to_local (then) : NULL;

  return local != NULL && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now) &&
         g_date_time_get_year (local) == g_date_time_get_year (now);
}

static gboolean
shows_row (gpointer item,
           gpointer user_data)
{
  TieSyncPage *self = user_data;
  TieSyncRow *row = tie_transfer_row_get_row (item);

  if (!tie_sync_row_is_marked (row))
    return FALSE;
  switch (self->show)
    {
    case TIE_SYNC_SHOW_BLOCKED:
      return tie_sync_row_get_state (row) == TIE_SYNC_STATE_BLOCKED;
    case TIE_SYNC_SHOW_CONFLICTS:
      return tie_sync_row_has_conflict (row);
    case TIE_SYNC_SHOW_DONE_TODAY:
      return tie_sync_row_is_exported (row) && is_of_today (row);
    default:
      return tie_sync_row_get_state (row) != TIE_SYNC_STATE_EXPORTED || tie_sync_row_is_changed (row);
    }
}

static void
show_hint (TieSyncPage *self)
{
  TieCrosswalk *crosswalk = tie_session_get_crosswalk (self->session, TIE_KIND_CUSTOMER);
  guint n = g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk));

  gtk_widget_set_visible (self->hint_label, n > 0 && tie_crosswalk_get_n_linked (crosswalk) * 100 < n * LINKED_PERCENT);
}

static void
show_empty (TieSyncPage *self)
{
  const char *read = tie_company_get_last_read (tie_session_get_company (self->session));
  g_autofree char *moment = read != NULL ? tie_date_to_display (read) : NULL;
  g_autofree char *description = moment != NULL ? g_strdup_printf (_ ("Last sync %s"), moment) : NULL;

  g_object_set (self->states, "empty-description", description, NULL);
}

static void
show_company (TieSyncPage *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *name = tie_company_get_name (company);
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SYNC);
  g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);
  const char *package = tie_company_get_package (company)->short_name;
  g_autofree char *description = g_strdup_printf (_ ("Connect to %s to send invoices and bring payments."), package);
  g_autofree char *text = NULL;

  adw_status_page_set_description (self->not_connected_page, description);
  tie_caption_set (self->connect_button, _ ("Connect to %s"), package);
  /* Translators: state of the connection, name of the company: "Connected · Harbor Books Co." */
  text = name != NULL ? g_strdup_printf (_ ("%s · %s"), tie_company_words_get_state (state), name) : g_strdup (tie_company_words_get_state (state));
  gtk_label_set_label (self->company_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->company_label), text);
  gtk_image_set_from_icon_name (self->company_image, tie_company_words_get_icon_name (state));
  adw_status_page_set_title (self->refused_page, refusal);
  gtk_stack_set_visible_child_name (self->stack, !may ? "refused" : state == TIE_COMPANY_NOT_CONNECTED ? "not-connected" : "lists");
  tie_banner_set_title (self->banner, _ ("No connection. The lists are as they were last read."));
  tie_banner_set_revealed (self->banner, state == TIE_COMPANY_OFFLINE);
  show_empty (self);
  tie_sync_page_update_actions (self);
}

static gboolean
refilter_cb (gpointer user_data)
{
  TieSyncPage *self = user_data;

  self->filter_source = 0;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  tie_sync_page_show_counts (self);
  tie_sync_page_update_actions (self);
  tie_sync_page_lists_changed (self);
  return G_SOURCE_REMOVE;
}

void
tie_sync_page_refilter_soon (TieSyncPage *self)
{
  if (self->filter_source == 0 && self->group != 0)
    self->filter_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, refilter_cb, self, NULL);
}

static void
focus_wanted (TieSyncPage *self)
{
  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (TieTransferRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (g_str_equal (tie_sync_row_get_id (tie_transfer_row_get_row (row)), self->wanted))
        {
          g_clear_pointer (&self->wanted, g_free);
          tie_table_focus_row (self->table, i);
        }
    }
}

static void
loaded_cb (TieSyncPage *self,
           TieSyncList *list)
{
  if (tie_sync_list_get_group (list) == self->group)
    tie_list_states_set_is_loading (self->states, FALSE);
  tie_sync_page_refilter_soon (self);
  focus_wanted (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)) && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
failed_cb (TieSyncPage *self,
           const GError *error)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_sync_page_show_group (TieSyncPage *self,
                          TieSyncGroup group)
{
  TieSyncList *list = tie_sync_page_get_list (self, group);

  if (self->rows[group] == NULL)
    self->rows[group] = G_LIST_MODEL (tie_transfer_rows_new (list, self->job));
  self->group = group;
  gtk_filter_list_model_set_model (self->kept, self->rows[group]);
  tie_list_states_set_models (self->states, G_LIST_MODEL (self->kept), G_LIST_MODEL (self->shown));
  tie_list_states_set_is_loading (self->states, tie_sync_list_get_is_loading (list));
  tie_sync_page_show_counts (self);
  focus_wanted (self);
}

/* The table. */

static char *
get_open_letter (gpointer item,
                 gpointer data)
{
  return tie_sync_steps_can_open (tie_transfer_row_get_row (item)) && tie_sync_row_get_group (tie_transfer_row_get_row (item)) != TIE_SYNC_CONTACTS ? g_strdup (_ ("S")) : NULL;
}

static char *
get_open_name (gpointer item,
               gpointer data)
{
  return g_strdup (_ ("Open Document"));
}

static char *
get_contact_letter (gpointer item,
                    gpointer data)
{
  return tie_sync_steps_can_open_contact (tie_transfer_row_get_row (item)) ? g_strdup (_ ("A")) : NULL;
}

static char *
get_contact_name (gpointer item,
                  gpointer data)
{
  return g_strdup (_ ("Open Contact"));
}

static void
build_table (TieSyncPage *self)
{
  GtkColumnViewColumn *column;

  tie_transfer_columns_add_record (self->table);
  tie_transfer_columns_add_status (self->table, _ ("StatusCode"), N_ ("Sending…"));
  column = tie_table_add_button_column (self->table, "open", _ ("Nav"), get_open_letter, get_open_name, NULL);
  tie_table_fit_column (self->table, column, "S", 20);
  column = tie_table_add_button_column (self->table, "contact", "", get_contact_letter, get_contact_name, NULL);
  tie_table_fit_column (self->table, column, "A", 20);
  tie_table_set_accessible_name (self->table, _ ("Sync"));
  tie_table_set_row_menu (self->table, self->row_menu);
  tie_table_set_activates_on_click (self->table);

  self->filter = GTK_FILTER (gtk_custom_filter_new (shows_row, self, NULL));
  self->kept = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  self->shown = gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, G_LIST_MODEL (g_object_ref (self->kept)))));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->shown));
  g_signal_connect_object (self->shown, "notify::selected-item", G_CALLBACK (tie_sync_page_update_actions), self, G_CONNECT_SWAPPED);
}

static void
row_activated_cb (TieSyncPage *self,
                  TieTransferRow *row)
{
  tie_sync_page_open_actions (self, row);
}

static void
row_button_cb (TieSyncPage *self,
               TieTransferRow *row,
               const char *column)
{
  gtk_widget_activate_action (GTK_WIDGET (self), g_str_equal (column, "open") ? "sync.open" : "sync.open-contact", NULL);
}

static void
row_menu_cb (TieSyncPage *self,
             TieTransferRow *row)
{
  tie_sync_page_update_actions (self);
}

/* The page. */

static void
tie_sync_page_page_init (TiePageInterface *iface)
{
}

/* The lists are read when the page is first seen. */
static void
tie_sync_page_map (GtkWidget *widget)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);

  if (self->group == 0)
    {
      for (TieSyncGroup group = TIE_SYNC_INVOICES; group < TIE_SYNC_N_GROUPS; group++)
        {
          TieSyncList *list = self->tabs[group] != NULL ? tie_sync_page_get_list (self, group) : NULL;

          if (list == NULL)
            continue;
          g_signal_connect_object (list, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
          g_signal_connect_object (list, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
        }
      g_signal_connect_object (tie_session_get_crosswalk (self->session, TIE_KIND_CUSTOMER), "loaded", G_CALLBACK (show_hint), self, G_CONNECT_SWAPPED);
      gtk_toggle_button_set_active (self->tabs[TIE_SYNC_INVOICES], TRUE);
    }
  show_hint (self);
  GTK_WIDGET_CLASS (tie_sync_page_parent_class)->map (widget);
}

static gboolean
tie_sync_page_grab_focus (GtkWidget *widget)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "not-connected"))
    return gtk_widget_grab_focus (self->connect_button);
  self->wants_focus = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0;
  if (!self->wants_focus)
    return gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return gtk_widget_grab_focus (GTK_WIDGET (self->tabs[TIE_SYNC_INVOICES]));
}

static void
tie_sync_page_dispose (GObject *object)
{
  TieSyncPage *self = TIE_SYNC_PAGE (object);

  if (self->auto_sync != NULL)
    g_signal_handlers_disconnect_by_data (self->auto_sync, self);
  g_clear_handle_id (&self->filter_source, g_source_remove);
  g_clear_object (&self->auto_sync);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  for (guint i = 0; i < TIE_SYNC_N_GROUPS; i++)
    g_clear_object (&self->rows[i]);
  g_clear_object (&self->shown);
  g_clear_object (&self->kept);
  g_clear_object (&self->filter);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_sync_page_parent_class)->dispose (object);
}

static void
tie_sync_page_finalize (GObject *object)
{
  g_hash_table_unref (TIE_SYNC_PAGE (object)->tried);
  g_free (TIE_SYNC_PAGE (object)->wanted);
  G_OBJECT_CLASS (tie_sync_page_parent_class)->finalize (object);
}

static void
tie_sync_page_class_init (TieSyncPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_sync_page_dispose;
  object_class->finalize = tie_sync_page_finalize;
  widget_class->map = tie_sync_page_map;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_sync_page_grab_focus;

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-sync-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TieSyncPage, child)
  BIND (stack);
  BIND (banner);
  BIND (tabs_box);
  BIND (company_image);
  BIND (company_label);
  BIND (sync_button);
  BIND (auto_button);
  BIND (auto_box);
  BIND (left_label);
  BIND (stop_button);
  BIND (disconnect_button);
  BIND (hint_label);
  BIND (states);
  BIND (table);
  BIND (row_menu);
  BIND (not_connected_page);
  BIND (connect_button);
  BIND (refused_page);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "clear_filter_cb", G_CALLBACK (tie_sync_page_clear_filter));
  tie_sync_page_install_actions (widget_class);
}

static void
tie_sync_page_init (TieSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->auto_sync = tie_auto_sync_new (TIE_AUTO_SYNC_SECONDS, TIE_AUTO_SYNC_LOOK_SECONDS);
  tie_sync_page_add_tabs (self);
  build_table (self);
}

GtkWidget *
tie_sync_page_new (TieSession *session)
{
  TieSyncPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_SYNC_PAGE, NULL);
  self->session = g_object_ref (session);
  self->job = g_object_ref (tie_session_get_sync_job (session));
  g_signal_connect_object (tie_session_get_company (session), "notify", G_CALLBACK (show_company), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (show_company), self, G_CONNECT_SWAPPED);
  tie_sync_page_follow_job (self);
  show_company (self);
  return GTK_WIDGET (self);
}

void
tie_sync_page_show (TieSyncPage *self,
                    TieSyncGroup group,
                    const char *id)
{
  g_return_if_fail (TIE_IS_SYNC_PAGE (self));
  g_return_if_fail (group < TIE_SYNC_N_GROUPS && self->tabs[group] != NULL);

  tie_sync_page_clear_filter (self);
  g_free (self->wanted);
  self->wanted = g_strdup (id);
  gtk_toggle_button_set_active (self->tabs[group], TRUE);
  focus_wanted (self);
}

TieTable *
tie_sync_page_get_table (TieSyncPage *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_PAGE (self), NULL);

  return self->table;
}

TieAutoSync *
tie_sync_page_get_auto_sync (TieSyncPage *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_PAGE (self), NULL);

  return self->auto_sync;
}

const char *
tie_sync_page_get_state (TieSyncPage *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
