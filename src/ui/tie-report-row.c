/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-row"
#include "config.h"

#include "ui/tie-report-row.h"

struct _TieReportRow
{
  GObject parent_instance;

  TieReport *report; /* (owned) */
  guint number;
};

G_DEFINE_FINAL_TYPE (TieReportRow, tie_report_row, G_TYPE_OBJECT)

static void
tie_report_row_finalize (GObject *object)
{
  g_object_unref (TIE_REPORT_ROW (object)->report);

  G_OBJECT_CLASS (tie_report_row_parent_class)->finalize (object);
}

static void
tie_report_row_class_init (TieReportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_report_row_finalize;
}

static void
tie_report_row_init (TieReportRow *self)
{
}

GListModel *
tie_report_row_list (TieReport *report)
{
  GListStore *store = g_list_store_new (TIE_TYPE_REPORT_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < tie_report_get_n_rows (report); i++)
    {
      TieReportRow *row = g_object_new (TIE_TYPE_REPORT_ROW, NULL);

      row->report = g_object_ref (report);
      row->number = i;
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return G_LIST_MODEL (store);
}

TieReport *
tie_report_row_get_report (TieReportRow *self)
{
  return self->report;
}

guint
tie_report_row_get_number (TieReportRow *self)
{
  return self->number;
}
