/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "billing/tie-reports.h"
#include "exchange/tie-report-file.h"
#include "print/tie-paper-data.h"
#include "print/tie-report-paper.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-health.h"
#include "ui/tie-chart-view.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-list-states.h"
#include "ui/tie-page.h"
#include "ui/tie-report-page.h"
#include "ui/tie-report-row.h"
#include "ui/tie-report-verbs.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table.h"

/* What the drop-down "Both / Chart / Table" says. */
enum
{
  VIEW_BOTH,
  VIEW_CHART,
  VIEW_TABLE
};

struct _TieReportPage
{
  GtkWidget parent_instance;

  GtkBox *box;                 /* template child */
  GtkDropDown *kind_drop_down; /* template child */
  TieDateEntry *from_entry;    /* template child */
  TieDateEntry *to_entry;      /* template child */
  GtkDropDown *view_drop_down; /* template child */
  TieListStates *states;       /* template child */
  GtkWidget *chart;            /* template child */
  AdwBin *table_bin;           /* template child */

  TieSession *session;  /* (owned) */
  TieTable *table;      /* of table_bin */
  TieReport *report;    /* (owned) (nullable) */
  char *firm;           /* (owned) (nullable) */
  TiePaper paper;
  TieReportsKind kind;  /* of the report that is shown, 0 for none */
  GCancellable *gone;   /* (owned): the reading that is under way */
  gboolean is_stale;    /* changed while the page was not seen */
  gboolean is_showing;  /* the fields are being set, nobody has typed anything */
};

static void tie_report_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieReportPage, tie_report_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_report_page_page_init))

typedef struct
{
  TieReportsKind kind;
  char *from;
  char *to;
  TieReport *report; /* (owned) out */
  TieLetter *letter; /* (owned) out */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->report);
  g_clear_pointer (&request->letter, tie_letter_free);
  g_free (request->from);
  g_free (request->to);
  g_free (request);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Request *request = user_data;

  request->report = tie_reports_make (db, request->kind, request->from, request->to, tie_practice_package_read_name (db), error);
  if (request->report == NULL || (request->kind == TIE_REPORTS_HEALTH && !tie_sync_health_add_now (db, request->report, error)))
    return FALSE;
  request->letter = tie_letter_load (db, NULL, error);
  return request->letter != NULL;
}

static TieReportsKind
get_kind (TieReportPage *self)
{
  return (TieReportsKind) gtk_drop_down_get_selected (self->kind_drop_down) + TIE_REPORTS_AGEING;
}

static char *
get_cell (gpointer item,
          gpointer column)
{
  return tie_report_dup_display (tie_report_row_get_report (item), tie_report_row_get_number (item), GPOINTER_TO_UINT (column));
}

static void
row_activated_cb (TieReportPage *self,
                  TieReportRow *row)
{
  const char *id = tie_report_get_row_id (self->report, tie_report_row_get_number (row));

  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->kind == TIE_REPORTS_WIP ? "win.open-project" : "win.open-contact", "s", id);
}

/* (transfer full) The longest text of a column, its title among them. */
static char *
find_widest (TieReport *report,
             guint column)
{
  char *widest = g_strdup (tie_report_get_column_title (report, column));

  for (guint row = 0; row < tie_report_get_n_rows (report); row++)
    {
      g_autofree char *text = tie_report_dup_display (report, row, column);

      if (g_utf8_strlen (text, -1) > g_utf8_strlen (widest, -1))
        {
          g_free (widest);
          widest = g_steal_pointer (&text);
        }
    }
  return widest;
}

/* A number is never cut; a name is given what is left, and this at least. */
static void
fit_columns (TieReportPage *self)
{
  GListModel *columns = gtk_column_view_get_columns (tie_table_get_view (self->table));

  for (guint c = 0; c < tie_report_get_n_columns (self->report); c++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, c);
      g_autofree char *widest = tie_report_column_is_number (self->report, c) ? find_widest (self->report, c) : g_strdup ("Bright Horizon Y");

      tie_table_fit_column (self->table, column, widest, 0);
    }
}

/* The columns are the report's: another kind has another table.  Rows keep the report's order, its total comes last. */
static void
make_table (TieReportPage *self)
{
  self->table = TIE_TABLE (tie_table_new (tie_report_get_title (self->report)));
  for (guint c = 0; c < tie_report_get_n_columns (self->report); c++)
    {
      g_autofree char *id = g_strdup_printf ("column%u", c);
      const char *title = tie_report_get_column_title (self->report, c);
      GtkColumnViewColumn *column;

      if (tie_report_column_is_number (self->report, c))
        column = tie_table_add_number_column (self->table, id, title, get_cell, GUINT_TO_POINTER (c));
      else
        column = tie_table_add_text_column (self->table, id, title, get_cell, GUINT_TO_POINTER (c));
      gtk_column_view_column_set_sorter (column, NULL);
      gtk_column_view_column_set_expand (column, !tie_report_column_is_number (self->report, c));
    }
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
}

static void
view_cb (TieReportPage *self)
{
  guint view = gtk_drop_down_get_selected (self->view_drop_down);

  /* Without a bar it would be an empty field above what there is to say. */
  gtk_widget_set_visible (self->chart, view != VIEW_TABLE && (view == VIEW_CHART || self->report == NULL || tie_report_get_n_bars (self->report) > 0));
  gtk_widget_set_vexpand (self->chart, view == VIEW_CHART);
  gtk_widget_set_visible (GTK_WIDGET (self->table_bin), view != VIEW_CHART);
}

static void
show_report (TieReportPage *self,
             TieReportsKind kind)
{
  g_autoptr (GListModel) rows = tie_report_row_list (self->report);
  g_autoptr (GtkSingleSelection) selection = NULL;

  if (kind != self->kind)
    {
      self->kind = kind;
      make_table (self);
      g_object_set (self->states, "empty-title", tie_reports_get_empty_title (kind), NULL);
    }
  fit_columns (self);
  selection = gtk_single_selection_new (g_object_ref (rows));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (selection));
  tie_chart_view_set_report (TIE_CHART_VIEW (self->chart), self->report);
  view_cb (self);
  tie_list_states_set_models (self->states, rows, rows);
  tie_list_states_set_is_loading (self->states, FALSE);
}

static void
update_actions (TieReportPage *self)
{
  gboolean has_rows = self->report != NULL && tie_report_get_n_rows (self->report) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.print", has_rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-pdf", has_rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-csv", has_rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.save-xlsx", has_rows);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  Request *request = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (request == NULL)
    {
      tie_status_line_say_error (tie_status_line_for (GTK_WIDGET (self)), error);
      return;
    }
  g_set_object (&self->report, request->report);
  g_free (self->firm);
  self->firm = g_strdup (request->letter->firm);
  self->paper = request->letter->layout->paper;
  show_report (self, request->kind);
  update_actions (self);
}

static void
load (TieReportPage *self)
{
  Request *request;

  if (self->session == NULL)
    return;
  self->is_stale = FALSE;
  g_cancellable_cancel (self->gone);
  g_object_unref (self->gone);
  self->gone = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->kind = get_kind (self);
  request->from = g_strdup (tie_date_entry_get_date (self->from_entry));
  request->to = g_strdup (tie_date_entry_get_date (self->to_entry));
  if (request->kind != self->kind)
    tie_list_states_set_is_loading (self->states, TRUE);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, request, request_free, self->gone, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieReportPage *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_CONTACTS)) == 0)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->is_stale = TRUE;
}

static void
kind_cb (TieReportPage *self)
{
  gboolean has_period = tie_reports_has_period (get_kind (self));

  gtk_widget_set_visible (GTK_WIDGET (self->from_entry), has_period);
  load (self);
}

static void
date_cb (TieReportPage *self)
{
  if (!self->is_showing)
    load (self);
}

/* A bar stands for an age, not for a record: the table below is where its records are. */
static void
bar_activated_cb (TieReportPage *self)
{
  if (gtk_drop_down_get_selected (self->view_drop_down) == VIEW_CHART)
    gtk_drop_down_set_selected (self->view_drop_down, VIEW_BOTH);
  tie_table_focus_row (self->table, 0);
}

static TiePrintable *
make_paper (TieReportPage *self)
{
  return tie_report_paper_new (self->report, self->firm, self->paper);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieReportPage *self = TIE_REPORT_PAGE (widget);
  g_autoptr (TiePrintable) paper = make_paper (self);

  tie_report_verbs_print (widget, paper);
}

static void
save_csv_cb (const char *path,
             gpointer user_data)
{
  g_autoptr (TieReportPage) self = user_data;
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || self->session == NULL)
    return;
  csv = tie_report_file_to_csv (self->report);
  g_file_set_contents (path, g_bytes_get_data (csv, NULL), (gssize) g_bytes_get_size (csv), &error);
  tie_report_verbs_say_saved (GTK_WIDGET (self), path, error);
}

static void
save_xlsx_cb (const char *path,
              gpointer user_data)
{
  g_autoptr (TieReportPage) self = user_data;
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || self->session == NULL)
    return;
  xlsx = tie_report_file_to_xlsx (self->report, &error);
  if (xlsx != NULL)
    g_file_set_contents (path, g_bytes_get_data (xlsx, NULL), (gssize) g_bytes_get_size (xlsx), &error);
  tie_report_verbs_say_saved (GTK_WIDGET (self), path, error);
}

static char *
make_file_name (TieReportPage *self,
                const char *suffix)
{
  return g_strdup_printf ("%s %s.%s", tie_reports_to_string (self->kind), tie_date_entry_get_date (self->to_entry), suffix);
}

static void
save_pdf_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  g_autofree char *name = make_file_name (TIE_REPORT_PAGE (widget), "pdf");
  g_autoptr (TiePrintable) paper = make_paper (TIE_REPORT_PAGE (widget));

  tie_report_verbs_save_pdf (widget, paper, name);
}

static void
save_csv_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  g_autofree char *name = make_file_name (TIE_REPORT_PAGE (widget), "csv");

  tie_file_dialogs_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save CSV"), name, _ ("CSV files"), "csv", save_csv_cb, g_object_ref (widget));
}

static void
save_xlsx_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  g_autofree char *name = make_file_name (TIE_REPORT_PAGE (widget), "xlsx");

  tie_file_dialogs_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save XLSX"), name, _ ("XLSX files"), "xlsx", save_xlsx_cb, g_object_ref (widget));
}

static void
tie_report_page_map (GtkWidget *widget)
{
  TieReportPage *self = TIE_REPORT_PAGE (widget);

  GTK_WIDGET_CLASS (tie_report_page_parent_class)->map (widget);
  if (self->is_stale)
    load (self);
}

static void
tie_report_page_dispose (GObject *object)
{
  TieReportPage *self = TIE_REPORT_PAGE (object);

  if (self->gone != NULL)
    g_cancellable_cancel (self->gone);
  g_clear_object (&self->gone);
  g_clear_object (&self->session);
  g_clear_object (&self->report);
  g_clear_pointer (&self->firm, g_free);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tie_report_page_parent_class)->dispose (object);
}

static void
tie_report_page_class_init (TieReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_report_page_dispose;
  widget_class->map = tie_report_page_map;

  g_type_ensure (TIE_TYPE_CHART_VIEW);
  g_type_ensure (TIE_TYPE_DATE_ENTRY);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, box);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, from_entry);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, to_entry);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, view_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, states);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, chart);
  gtk_widget_class_bind_template_child (widget_class, TieReportPage, table_bin);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "report.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "report.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "report.save-csv", NULL, save_csv_action);
  gtk_widget_class_install_action (widget_class, "report.save-xlsx", NULL, save_xlsx_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "report.print", NULL);
}

static void
tie_report_page_page_init (TiePageInterface *iface)
{
}

static void
tie_report_page_init (TieReportPage *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *before = tie_typed_date_add_months (today, -12);

  self->gone = g_cancellable_new ();
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (TieReportsKind kind = TIE_REPORTS_AGEING; kind < TIE_REPORTS_N; kind++)
    gtk_string_list_append (kinds, tie_reports_get_title (kind));
  gtk_drop_down_set_model (self->kind_drop_down, G_LIST_MODEL (kinds));
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->from_entry), _ ("First day"));
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->to_entry), _ ("Last day"));
  tie_date_entry_set_required (self->from_entry, TRUE);
  tie_date_entry_set_required (self->to_entry, TRUE);
  tie_date_entry_set_date (self->from_entry, before);
  tie_date_entry_set_date (self->to_entry, today);
  self->is_showing = FALSE;
  update_actions (self);
}

GtkWidget *
tie_report_page_new (TieSession *session)
{
  TieReportPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_REPORT_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
