/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-report"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-project-report.h"
#include "model/tie-contact.h"
#include "model/tie-entry.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "store/tie-time-table.h"

enum
{
  COLUMN_DATE,
  COLUMN_WHO,
  COLUMN_CODE,
  COLUMN_TEXT,
  COLUMN_HOURS,
  COLUMN_AMOUNT,
  COLUMN_BILLED_ON,
};

/* An entry of the project, kept until all are read: paper begins with the earliest. */
typedef struct
{
  char *id;
  char *texts[COLUMN_BILLED_ON + 1]; /* NULL where numbers stand */
  gint64 hours;                      /* × 10 000; 0 for an expense */
  gint64 amount;                     /* minor units */
  gboolean is_open;                  /* work in progress */
} Activity;

typedef struct
{
  gint64 hours;
  gint64 amount;
} Sum;

static void
activity_free (gpointer data)
{
  Activity *self = data;

  g_free (self->id);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_free (self);
}

static void
take_entry (const TieTimeFigures *entry,
            gpointer user_data)
{
  Activity *activity = g_new0 (Activity, 1);
  gboolean is_billed = *entry->document != '\0';

  activity->id = g_strdup (entry->id);
  activity->texts[COLUMN_DATE] = g_strdup (entry->date);
  activity->texts[COLUMN_WHO] = g_strdup (entry->who);
  activity->texts[COLUMN_CODE] = g_strdup (entry->code);
  activity->texts[COLUMN_TEXT] = g_strdup (entry->text);
  activity->texts[COLUMN_BILLED_ON] = g_strdup (is_billed || entry->is_billable ? entry->number : _ ("Not billable"));
  activity->hours = g_str_equal (entry->kind, TIE_ENTRY_KIND_TIME) ? entry->quantity : 0;
  activity->amount = entry->amount;
  activity->is_open = !is_billed && entry->is_billable;
  g_ptr_array_add (user_data, activity);
}

static void
add_columns (TieReport *report)
{
  tie_report_add_column (report, _ ("Date"), TIE_CELL_DATE);
  tie_report_add_column (report, _ ("Who"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Work code"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Text"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Hours"), TIE_CELL_RATE);
  tie_report_add_column (report, _ ("Amount"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Billed on"), TIE_CELL_TEXT);
}

static void
add_sum (TieReport *report,
         const char *label,
         const Sum *sum)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_TOTAL, NULL);

  tie_report_set_text (report, row, COLUMN_TEXT, label);
  tie_report_set_number (report, row, COLUMN_HOURS, sum->hours);
  tie_report_set_number (report, row, COLUMN_AMOUNT, sum->amount);
}

static void
add_activity (TieReport *report,
              const Activity *activity)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, activity->id);

  for (guint i = 0; i < G_N_ELEMENTS (activity->texts); i++)
    {
      if (activity->texts[i] != NULL)
        tie_report_set_text (report, row, i, activity->texts[i]);
    }
  if (activity->hours != 0)
    tie_report_set_number (report, row, COLUMN_HOURS, activity->hours);
  tie_report_set_number (report, row, COLUMN_AMOUNT, activity->amount);
}

TieReport *
tie_project_report_make (TieDb *db,
                         const char *project_id,
                         GError **error)
{
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, project_id, error);
  g_autoptr (TieRecord) client = NULL;
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func (activity_free);
  g_autoptr (TieReport) report = NULL;
  Sum all = { 0 };
  Sum open = { 0 };

  if (project == NULL)
    return NULL;
  client = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (project, TIE_PROJECT_CONTACT), error);
  if (client == NULL || !tie_time_table_read_project (db, project_id, take_entry, activities, error))
    return NULL;

  report = tie_report_new (tie_record_get_name (project), tie_record_get_name (client));
  add_columns (report);
  for (guint i = activities->len; i > 0; i--)
    {
      const Activity *activity = activities->pdata[i - 1];

      add_activity (report, activity);
      all.hours += activity->hours;
      all.amount += activity->amount;
      open.hours += activity->is_open ? activity->hours : 0;
      open.amount += activity->is_open ? activity->amount : 0;
    }
  add_sum (report, _ ("Total"), &all);
  add_sum (report, _ ("Not billed yet"), &open);
  return g_steal_pointer (&report);
}
