/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-health-report"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "billing/tie-health-report.h"
#include "store/tie-health-table.h"

static char *
describe_seconds (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (int) seconds);
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) (seconds / 60)), (int) (seconds / 60));
}

static void
add_group (TieReport *report,
           const char *title)
{
  tie_report_set_text (report, tie_report_add_row (report, TIE_REPORT_ROW_GROUP, NULL), 0, title);
}

static void
add_reasons (TieReport *report,
             const TieHealth *health,
             const char *package)
{
  if (health->reasons->len > 0)
    add_group (report, _ ("Not accepted, and why"));
  for (guint i = 0; i < health->reasons->len; i++)
    {
      const TieHealthReason *reason = health->reasons->pdata[i];
      g_autoptr (GError) fault = g_error_new_literal (TIE_ERROR, reason->fault, reason->message);
      g_autofree char *sentence = tie_error_get_sentence_for (fault, package);
      guint row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, NULL);

      tie_report_set_text (report, row, 0, sentence);
      tie_report_set_number (report, row, 2, reason->n);
    }
}

static void
fill_row (TieReport *report,
          TieReportRowStyle style,
          const char *title,
          gint64 n_done,
          gint64 n_refused)
{
  guint row = tie_report_add_row (report, style, NULL);

  tie_report_set_text (report, row, 0, title);
  tie_report_set_number (report, row, 1, n_done);
  tie_report_set_number (report, row, 2, n_refused);
}

TieReport *
tie_health_report_make (TieDb *db,
                        const char *from,
                        const char *to,
                        const char *package,
                        GError **error)
{
  g_autoptr (TieHealth) health = tie_health_table_read (db, from, to, error);
  g_autofree char *first = tie_date_to_display (from);
  g_autofree char *last = tie_date_to_display (to);
  /* Translators: two dates; stands under a report's title */
  g_autofree char *subtitle = g_strdup_printf (_ ("Sent from %s to %s"), first, last);
  g_autoptr (TieReport) report = tie_report_new (_ ("Sync Health"), subtitle);
  g_autofree char *median = NULL;
  g_autofree char *sentence = NULL;
  gint64 n_done = 0;
  gint64 n_refused = 0;

  if (health == NULL)
    return NULL;
  tie_report_add_column (report, _ ("Day"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Sent"), TIE_CELL_COUNT);
  tie_report_add_column (report, _ ("Not accepted"), TIE_CELL_COUNT);
  if (health->days->len == 0 && health->n_waiting == 0 && health->reasons->len == 0)
    return g_steal_pointer (&report);

  tie_report_set_bar_type (report, TIE_CELL_COUNT);
  for (guint i = 0; i < health->days->len; i++)
    {
      const TieHealthDay *day = health->days->pdata[i];
      g_autofree char *title = tie_date_to_display (day->day);

      fill_row (report, TIE_REPORT_ROW_PLAIN, title, day->n_done, day->n_refused);
      tie_report_add_result_bar (report, title, day->n_done, day->n_refused);
      n_done += day->n_done;
      n_refused += day->n_refused;
    }
  fill_row (report, TIE_REPORT_ROW_TOTAL, _ ("Total"), n_done, n_refused);
  add_reasons (report, health, package);
  add_group (report, _ ("Now"));
  tie_report_set_number (report, tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, NULL), 1, health->n_waiting);
  tie_report_set_text (report, tie_report_get_n_rows (report) - 1, 0, _ ("Waiting"));

  median = health->median >= 0 ? describe_seconds (health->median) : g_strdup ("—");
  /* Translators: numbers of documents and payments, then a time such as "2 seconds" */
  sentence = g_strdup_printf (_ ("%d sent, %d not accepted, %d waiting; half were through after %s"), (int) n_done, (int) n_refused, (int) health->n_waiting, median);
  tie_report_set_sentence (report, sentence);
  return g_steal_pointer (&report);
}
