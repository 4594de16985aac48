/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-row-window"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-preview.h"
#include "ui/tie-fee-row-window.h"
#include "ui/tie-list-columns.h"

/* Of the suggestions by name. */
#define MAX_SUGGESTIONS 20

struct _TieFeeRowWindow
{
  AdwWindow parent_instance;

  TieListPane *pane; /* template child */

  gboolean is_shown; /* rows were there once */
};

G_DEFINE_FINAL_TYPE (TieFeeRowWindow, tie_fee_row_window, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  ROW_NUMBER,
  ROW_NAME,
  ROW_RETURN,
  ROW_FILE,
  ROW_REASON,
  ROW_FILE_ID,
  N_TEXTS
};

enum
{
  ROW_YEAR,
  ROW_AMOUNT,
  ROW_LINE,
  N_NUMBERS
};

enum
{
  SHOW_LIKELY,
  SHOW_ALL
};

static TieListRow *
make_row (const TieFeeRow *row,
          const char *reason)
{
  g_autofree char *id = g_strdup_printf ("%s %u", row->file, row->line);
  TieListRow *item = tie_list_row_new (id, N_TEXTS, N_NUMBERS);

  tie_list_row_set_text (item, ROW_NUMBER, row->client_number);
  tie_list_row_set_text (item, ROW_NAME, row->name);
  tie_list_row_set_text (item, ROW_RETURN, tie_fee_module_get_form (row->module));
  tie_list_row_set_text (item, ROW_FILE, row->label);
  tie_list_row_set_text (item, ROW_REASON, reason);
  tie_list_row_set_text (item, ROW_FILE_ID, row->file);
  tie_list_row_set_n_searched (item, ROW_REASON);
  tie_list_row_set_number (item, ROW_YEAR, row->tax_year);
  tie_list_row_set_number (item, ROW_AMOUNT, row->has_amount ? row->amount : 0);
  tie_list_row_set_number (item, ROW_LINE, row->line);
  return item;
}

static GPtrArray *
read_rows (TieDb *db,
           const char *project,
           GError **error)
{
  TieFeeRows *rows = NULL;
  g_autoptr (GPtrArray) suggestions = tie_fee_preview_suggest (db, project, MAX_SUGGESTIONS, &rows, error);
  g_autoptr (GHashTable) suggested = g_hash_table_new (NULL, NULL);
  GPtrArray *items;

  if (suggestions == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const TieFeeSuggestion *suggestion = suggestions->pdata[i];

      g_hash_table_add (suggested, (gpointer) suggestion->row);
      g_ptr_array_add (items, make_row (suggestion->row, suggestion->reason));
    }
  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);

      if (!g_hash_table_contains (suggested, row))
        g_ptr_array_add (items, make_row (row, ""));
    }
  tie_fee_rows_free (rows);
  return items;
}

static gboolean
is_shown (TieListRow *row,
          guint show,
          gpointer data)
{
  return show == SHOW_ALL || *tie_list_row_get_text (row, ROW_REASON) != '\0';
}

static void
chosen_cb (TieFeeRowWindow *self,
           TieListRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, tie_list_row_get_text (row, ROW_FILE_ID), (guint) tie_list_row_get_number (row, ROW_LINE));
  gtk_window_close (GTK_WINDOW (self));
}

static void
choose_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieFeeRowWindow *self = TIE_FEE_ROW_WINDOW (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    chosen_cb (self, row);
}

/* Where nothing is likely, everything is offered. */
static void
loaded_cb (TieFeeRowWindow *self)
{
  TieListing *listing = tie_list_pane_get_listing (self->pane);

  if (self->is_shown || tie_listing_get_is_loading (listing))
    return;
  self->is_shown = TRUE;
  if (g_list_model_get_n_items (tie_list_pane_get_rows (self->pane)) == 0)
    tie_list_pane_set_filter (self->pane, SHOW_ALL);
  tie_list_pane_focus_row (self->pane, NULL);
}

static void
tie_fee_row_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIE_TYPE_FEE_ROW_WINDOW);
  G_OBJECT_CLASS (tie_fee_row_window_parent_class)->dispose (object);
}

static void
tie_fee_row_window_class_init (TieFeeRowWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_row_window_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", TIE_TYPE_FEE_ROW_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-row-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeRowWindow, pane);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_install_action (widget_class, "row.choose", NULL, choose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "row.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_fee_row_window_init (TieFeeRowWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose Row"), -1);
}

static char *
get_reason (gpointer item,
            gpointer data)
{
  return g_strdup (tie_list_row_get_text (item, ROW_REASON));
}

static void
add_columns (TieTable *table)
{
  GtkColumnViewColumn *column = tie_list_columns_add_text (table, "number", _ ("Client number"), ROW_NUMBER);

  tie_table_set_accessible_name (table, _ ("Rows"));
  tie_table_fit_column (table, column, _ ("Client number"), 24);
  column = tie_list_columns_add_text (table, "name", _ ("Name in Lacerte"), ROW_NAME);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_list_columns_add_text (table, "return", _ ("Return"), ROW_RETURN);
  tie_table_fit_column (table, column, _ ("Return"), 24);
  tie_list_columns_add_count (table, "year", _ ("Year"), ROW_YEAR);
  tie_list_columns_add_money (table, "amount", _ ("Amount"), ROW_AMOUNT);
  column = tie_list_columns_add_text (table, "reason", _ ("Why"), ROW_REASON);
  tie_table_set_column_tooltip (table, column, get_reason);
  gtk_column_view_column_set_expand (column, TRUE);
}

GtkWidget *
tie_fee_row_window_new (GtkWindow *parent,
                        TieSession *session,
                        const char *project)
{
  TieFeeRowWindow *self;
  g_autoptr (TieListing) listing = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (project != NULL, NULL);

  self = g_object_new (TIE_TYPE_FEE_ROW_WINDOW, "transient-for", parent, NULL);
  listing = tie_listing_new (tie_session_get_store (session), TIE_STORE_AREA_FEES, read_rows, project);
  add_columns (tie_list_pane_get_table (self->pane));
  tie_list_pane_set_listing (self->pane, "fee-rows", listing, is_shown, self);
  g_signal_connect_object (listing, "notify::is-loading", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TieListPane *
tie_fee_row_window_get_pane (TieFeeRowWindow *self)
{
  g_return_val_if_fail (TIE_IS_FEE_ROW_WINDOW (self), NULL);

  return self->pane;
}
