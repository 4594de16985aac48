/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-log"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-export-table.h"
#include "ui/tie-accounting-log.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-list-pane.h"

enum
{
  TEXT_RECORD,
  TEXT_FIELD,
  TEXT_OLD,
  TEXT_NEW,
  N_TEXTS
};

struct _TieAccountingLog
{
  AdwWindow parent_instance;

  TieListPane *pane; /* template child */
};

G_DEFINE_FINAL_TYPE (TieAccountingLog, tie_accounting_log, ADW_TYPE_WINDOW)

/* argument: the batch. */
static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           GError **error)
{
  g_autoptr (GPtrArray) changes = tie_export_table_list_changes (db, argument, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const TieExportChange *change = changes->pdata[i];
      g_autofree char *id = g_strdup_printf ("%u", i);
      TieListRow *row = tie_list_row_new (id, N_TEXTS, 0);

      tie_list_row_set_text (row, TEXT_RECORD, change->record);
      tie_list_row_set_text (row, TEXT_FIELD, change->field);
      tie_list_row_set_text (row, TEXT_OLD, change->old_text);
      tie_list_row_set_text (row, TEXT_NEW, change->new_text);
      g_ptr_array_add (rows, row);
    }
  return changes != NULL ? g_steal_pointer (&rows) : NULL;
}

/* Not before the window is on the screen: that would keep it out of the accessibility tree (GTK 4.8). */
static void
map_cb (TieAccountingLog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
tie_accounting_log_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TIE_TYPE_ACCOUNTING_LOG);
  G_OBJECT_CLASS (tie_accounting_log_parent_class)->dispose (object);
}

static void
tie_accounting_log_class_init (TieAccountingLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_accounting_log_dispose;
  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-accounting-log.ui");
  gtk_widget_class_bind_template_child (widget_class, TieAccountingLog, pane);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_accounting_log_init (TieAccountingLog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_accounting_log_new (TieSession *session,
                        const char *batch)
{
  g_autoptr (TieListing) listing = NULL;
  TieAccountingLog *self;
  TieTable *table;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (batch != NULL, NULL);

  self = g_object_new (TIE_TYPE_ACCOUNTING_LOG, NULL);
  table = tie_list_pane_get_table (self->pane);
  tie_table_set_accessible_name (table, _ ("Export Log"));
  gtk_column_view_column_set_expand (tie_list_columns_add_text (table, "record", _ ("Record"), TEXT_RECORD), TRUE);
  tie_list_columns_add_text (table, "field", _ ("Field"), TEXT_FIELD);
  gtk_column_view_column_set_expand (tie_list_columns_add_text (table, "here", _ ("Here"), TEXT_OLD), TRUE);
  gtk_column_view_column_set_expand (tie_list_columns_add_text (table, "file", _ ("In the file"), TEXT_NEW), TRUE);
  listing = tie_listing_new (tie_session_get_store (session), TIE_STORE_AREA_DOCUMENTS, read_rows, batch);
  tie_list_pane_set_listing (self->pane, "accounting-log", listing, NULL, NULL);
  return GTK_WIDGET (self);
}
