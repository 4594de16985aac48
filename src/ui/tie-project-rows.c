/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-project.h"
#include "store/tie-project-table.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-project-rows.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 12

typedef struct
{
  GPtrArray *rows;
  const TieField *fields; /* of a project */
} Reading;

static void
add_row (const TieProjectFigures *project,
         gpointer user_data)
{
  const Reading *reading = user_data;
  TieListRow *row = tie_list_row_new (project->id, TIE_PROJECT_ROW_N_TEXTS, TIE_PROJECT_ROW_N_NUMBERS);

  tie_list_row_set_text (row, TIE_PROJECT_ROW_NAME, project->name);
  tie_list_row_set_text (row, TIE_PROJECT_ROW_CLIENT, project->client);
  tie_list_row_set_text (row, TIE_PROJECT_ROW_RETURN, tie_field_get_choice_label (&reading->fields[TIE_PROJECT_RETURN], project->return_type));
  tie_list_row_set_text (row, TIE_PROJECT_ROW_STATUS, tie_field_get_choice_label (&reading->fields[TIE_PROJECT_STATUS], project->status));
  tie_list_row_set_text (row, TIE_PROJECT_ROW_DUE, project->due);
  tie_list_row_set_text (row, TIE_PROJECT_ROW_CONTACT, project->contact);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_TAX_YEAR, project->tax_year);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_ESTIMATED_FEE, project->estimated_fee);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_INVOICED, project->invoiced);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_HOURS, project->hours);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_WIP, project->time + project->expenses);
  tie_list_row_set_number (row, TIE_PROJECT_ROW_IS_DONE, g_str_equal (project->status, "done"));
  tie_list_row_set_number (row, TIE_PROJECT_ROW_IS_ARCHIVED, project->is_archived);
  g_ptr_array_add (reading->rows, row);
}

static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           const char *after,
           guint limit,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TieRecordClass) klass = g_type_class_ref (TIE_TYPE_PROJECT);
  Reading reading = { rows, klass->fields };

  return tie_project_table_read (db, after, limit, add_row, &reading, error) ? g_steal_pointer (&rows) : NULL;
}

static GPtrArray *
read_client_rows (TieDb *db,
                  const char *contact,
                  GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TieRecordClass) klass = g_type_class_ref (TIE_TYPE_PROJECT);
  Reading reading = { rows, klass->fields };

  return tie_project_table_read_client (db, contact, add_row, &reading, error) ? g_steal_pointer (&rows) : NULL;
}

TieListing *
tie_project_rows_new (TieStore *store,
                      const char *contact)
{
  const guint areas = TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS;

  return contact != NULL ? tie_listing_new (store, areas, read_client_rows, contact) : tie_listing_new_sliced (store, areas, read_rows, NULL);
}

void
tie_project_rows_add_columns (TieTable *table,
                              gboolean with_client)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (table, _ ("Projects"));
  column = tie_list_columns_add_text (table, "name", _ ("Name"), TIE_PROJECT_ROW_NAME);
  tie_table_fit_column (table, column, "2025 Form 1040", FIT_EXTRA);
  gtk_column_view_column_set_expand (column, TRUE);
  if (with_client)
    {
      column = tie_list_columns_add_text (table, "client", _ ("Client"), TIE_PROJECT_ROW_CLIENT);
      tie_table_fit_column (table, column, "Bright Horizon LLC", 0);
      gtk_column_view_column_set_expand (column, TRUE);
    }
  column = tie_list_columns_add_text (table, "return", _ ("Return"), TIE_PROJECT_ROW_RETURN);
  tie_table_fit_column (table, column, _ ("Individual (1040)"), FIT_EXTRA);
  gtk_column_view_column_set_visible (column, FALSE); /* at first: most names say it */
  column = tie_list_columns_add_count (table, "year", _ ("Tax year"), TIE_PROJECT_ROW_TAX_YEAR);
  gtk_column_view_column_set_visible (column, FALSE);
  tie_list_columns_add_date (table, "due", _ ("Due"), TIE_PROJECT_ROW_DUE);
  column = tie_list_columns_add_text (table, "status", _ ("Status"), TIE_PROJECT_ROW_STATUS);
  tie_table_fit_column (table, column, _ ("Waiting for client"), FIT_EXTRA / 2);
  tie_list_columns_add_money (table, "estimated", _ ("Estimated fee"), TIE_PROJECT_ROW_ESTIMATED_FEE);
  column = tie_list_columns_add_money (table, "invoiced", _ ("Actual fee"), TIE_PROJECT_ROW_INVOICED);
  gtk_column_view_column_set_visible (column, FALSE);
  tie_list_columns_add_money (table, "wip", _ ("WIP"), TIE_PROJECT_ROW_WIP);
}
