/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-reports"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-health-report.h"
#include "billing/tie-reports.h"
#include "store/tie-report-table.h"

typedef struct
{
  const char *name;
  const char *title;
  const char *empty;
  TieReport *(*make) (TieDb *db, const char *from, const char *to, const char *package, GError **error);
} Kind;

static char *
make_as_of (const char *date)
{
  g_autofree char *shown = tie_date_to_display (date);

  /* Translators: %s is a date; stands under a report's title */
  return g_strdup_printf (_ ("As of %s"), shown);
}

/* Whole percents for a sentence, rounded half away from zero; 0 where there is nothing to divide by. */
static gint64
get_percent (gint64 part,
             gint64 whole)
{
  __int128 twice = (__int128) part * 200;

  if (whole == 0)
    return 0;
  return (gint64) ((twice + ((twice < 0) == (whole < 0) ? whole : -whole)) / ((__int128) whole * 2));
}

/* Percent × 10 000 */
static gint64
get_rate (gint64 part,
          gint64 whole)
{
  return whole == 0 ? 0 : (gint64) ((__int128) part * 1000000 / whole);
}

static const char *const ages[] = { N_ ("Current"), N_ ("1–30"), N_ ("31–60"), N_ ("61–90"), N_ ("90+") };
static const char *const wip_ages[] = { NULL, N_ ("0–30"), N_ ("31–60"), N_ ("61–90"), N_ ("90+") };

static gint64
sum_ages (const gint64 *amounts)
{
  gint64 sum = 0;

  for (guint i = 0; i < TIE_REPORT_AGES; i++)
    sum += amounts[i];
  return sum;
}

static void
fill_ageing_row (TieReport *report,
                 TieReportRowStyle style,
                 const TieAgeRow *values)
{
  guint row = tie_report_add_row (report, style, values->id);
  guint column = 0;

  tie_report_set_text (report, row, column++, values->name);
  for (guint i = 0; i < TIE_REPORT_AGES; i++)
    tie_report_set_number (report, row, column++, values->ages[i]);
  tie_report_set_number (report, row, column++, values->unapplied);
  tie_report_set_number (report, row, column, sum_ages (values->ages) + values->unapplied);
}

static TieReport *
make_ageing (TieDb *db,
             const char *from,
             const char *to,
             const char *package,
             GError **error)
{
  g_autoptr (GPtrArray) rows = tie_report_table_list_receivables (db, to, error);
  g_autofree char *subtitle = make_as_of (to);
  g_autoptr (TieReport) report = tie_report_new (_ ("A/R Ageing"), subtitle);
  g_autofree char *sum = NULL;
  g_autofree char *sentence = NULL;
  TieAgeRow total = { .name = _ ("Total") };
  gint64 receivables;

  if (rows == NULL)
    return NULL;
  tie_report_add_column (report, _ ("Contact"), TIE_CELL_TEXT);
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    tie_report_add_column (report, _ (ages[i]), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Unapplied"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Total"), TIE_CELL_MONEY);
  for (guint i = 0; i < rows->len; i++)
    {
      const TieAgeRow *row = rows->pdata[i];

      fill_ageing_row (report, TIE_REPORT_ROW_PLAIN, row);
      for (guint age = 0; age < TIE_REPORT_AGES; age++)
        total.ages[age] += row->ages[age];
      total.unapplied += row->unapplied;
    }
  if (rows->len == 0)
    return g_steal_pointer (&report);

  fill_ageing_row (report, TIE_REPORT_ROW_TOTAL, &total);
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    tie_report_add_bar (report, _ (ages[i]), total.ages[i], NULL);
  receivables = sum_ages (total.ages);
  sum = tie_money_to_display (receivables);
  /* Translators: the whole, and two shares of it in percent */
  sentence = g_strdup_printf (_ ("Receivables %s: %" G_GINT64_FORMAT " %% current, %" G_GINT64_FORMAT " %% over 90 days"),
                              sum, get_percent (total.ages[0], receivables), get_percent (total.ages[4], receivables));
  tie_report_set_sentence (report, sentence);
  return g_steal_pointer (&report);
}

static void
fill_wip_row (TieReport *report,
              TieReportRowStyle style,
              const TieAgeRow *values)
{
  guint row = tie_report_add_row (report, style, values->id);
  guint column = 0;

  tie_report_set_text (report, row, column++, values->name);
  tie_report_set_text (report, row, column++, values->group);
  tie_report_set_number (report, row, column++, values->quantity);
  for (guint i = 1; i < TIE_REPORT_AGES; i++)
    tie_report_set_number (report, row, column++, values->ages[i]);
  tie_report_set_number (report, row, column++, sum_ages (values->ages));
  if (values->fee != 0)
    tie_report_set_number (report, row, column, values->fee);
}

static TieReport *
make_wip (TieDb *db,
          const char *from,
          const char *to,
          const char *package,
          GError **error)
{
  g_autoptr (GPtrArray) rows = tie_report_table_list_wip (db, to, error);
  g_autofree char *subtitle = make_as_of (to);
  g_autoptr (TieReport) report = tie_report_new (_ ("WIP Ageing"), subtitle);
  g_autofree char *sum = NULL;
  g_autofree char *sentence = NULL;
  TieAgeRow total = { .name = _ ("Total") };
  gint64 wip;

  if (rows == NULL)
    return NULL;
  tie_report_add_column (report, _ ("Project"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Client"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Hours"), TIE_CELL_RATE);
  for (guint i = 1; i < G_N_ELEMENTS (wip_ages); i++)
    tie_report_add_column (report, _ (wip_ages[i]), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("WIP"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Estimated fee"), TIE_CELL_MONEY);
  for (guint i = 0; i < rows->len; i++)
    {
      const TieAgeRow *row = rows->pdata[i];

      fill_wip_row (report, TIE_REPORT_ROW_PLAIN, row);
      for (guint age = 0; age < TIE_REPORT_AGES; age++)
        total.ages[age] += row->ages[age];
      total.quantity += row->quantity;
      total.fee += row->fee;
    }
  if (rows->len == 0)
    return g_steal_pointer (&report);

  fill_wip_row (report, TIE_REPORT_ROW_TOTAL, &total);
  for (guint i = 1; i < G_N_ELEMENTS (wip_ages); i++)
    tie_report_add_bar (report, _ (wip_ages[i]), total.ages[i], NULL);
  wip = sum_ages (total.ages);
  sum = tie_money_to_display (wip);
  /* Translators: the whole, and two shares of it in percent */
  sentence = g_strdup_printf (_ ("Work in progress %s: %" G_GINT64_FORMAT " %% up to 30 days old, %" G_GINT64_FORMAT " %% over 90 days"),
                              sum, get_percent (total.ages[1], wip), get_percent (total.ages[4], wip));
  tie_report_set_sentence (report, sentence);
  return g_steal_pointer (&report);
}

static void
fill_realization_row (TieReport *report,
                      TieReportRowStyle style,
                      const TieRealizationRow *values)
{
  guint row = tie_report_add_row (report, style, values->id);

  tie_report_set_text (report, row, 0, values->name);
  tie_report_set_number (report, row, 1, values->standard);
  tie_report_set_number (report, row, 2, values->billed);
  tie_report_set_number (report, row, 3, values->billed - values->standard);
  if (values->standard != 0)
    tie_report_set_number (report, row, 4, get_rate (values->billed, values->standard));
}

static char *
make_period (const char *from,
             const char *to)
{
  g_autofree char *first = tie_date_to_display (from);
  g_autofree char *last = tie_date_to_display (to);

  /* Translators: two dates; stands under a report's title */
  return g_strdup_printf (_ ("Billed from %s to %s"), first, last);
}

static TieReport *
make_realization (TieDb *db,
                  const char *from,
                  const char *to,
                  const char *package,
                  GError **error)
{
  g_autoptr (GPtrArray) rows = tie_report_table_list_realization (db, from, to, FALSE, error);
  g_autoptr (GPtrArray) people = rows != NULL ? tie_report_table_list_realization (db, from, to, TRUE, error) : NULL;
  g_autofree char *subtitle = make_period (from, to);
  g_autoptr (TieReport) report = tie_report_new (_ ("Realization"), subtitle);
  g_autofree char *sum = NULL;
  g_autofree char *standard = NULL;
  g_autofree char *sentence = NULL;
  TieRealizationRow total = { .name = _ ("Total") };

  if (people == NULL)
    return NULL;
  tie_report_add_column (report, _ ("Client"), TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("WIP"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Billed"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Write-up/down"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Realization"), TIE_CELL_PERCENT);
  for (guint i = 0; i < rows->len; i++)
    {
      const TieRealizationRow *row = rows->pdata[i];

      fill_realization_row (report, TIE_REPORT_ROW_PLAIN, row);
      total.standard += row->standard;
      total.billed += row->billed;
    }
  if (rows->len == 0)
    return g_steal_pointer (&report);

  fill_realization_row (report, TIE_REPORT_ROW_TOTAL, &total);
  tie_report_set_bar_type (report, TIE_CELL_PERCENT);
  for (guint i = 0; i < people->len; i++)
    {
      const TieRealizationRow *row = people->pdata[i];

      tie_report_add_bar (report, row->name, get_rate (row->billed, row->standard), NULL);
    }
  sum = tie_money_to_display (total.billed);
  standard = tie_money_to_display (total.standard);
  /* Translators: what was billed, what the work was worth, and the first in percent of the second */
  sentence = g_strdup_printf (_ ("Billed %s for work worth %s: %" G_GINT64_FORMAT " %%"), sum, standard, get_percent (total.billed, total.standard));
  tie_report_set_sentence (report, sentence);
  return g_steal_pointer (&report);
}

static const Kind kinds[TIE_REPORTS_N] = {
  [TIE_REPORTS_AGEING] = { "ageing", N_ ("A/R Ageing"), N_ ("No Open Invoices"), make_ageing },
  [TIE_REPORTS_WIP] = { "wip", N_ ("WIP Ageing"), N_ ("No Work in Progress"), make_wip },
  [TIE_REPORTS_REALIZATION] = { "realization", N_ ("Realization"), N_ ("Nothing Billed in This Time"), make_realization },
  [TIE_REPORTS_HEALTH] = { "health", N_ ("Sync Health"), N_ ("Nothing Was Sent in This Time"), tie_health_report_make },
};

static const Kind *
get_kind (TieReportsKind kind)
{
  g_assert (kind >= TIE_REPORTS_AGEING && kind < TIE_REPORTS_N);

  return &kinds[kind];
}

const char *
tie_reports_to_string (TieReportsKind kind)
{
  return get_kind (kind)->name;
}

TieReportsKind
tie_reports_from_string (const char *text)
{
  for (TieReportsKind kind = TIE_REPORTS_AGEING; kind < TIE_REPORTS_N; kind++)
    {
      if (g_strcmp0 (kinds[kind].name, text) == 0)
        return kind;
    }
  return 0;
}

const char *
tie_reports_get_title (TieReportsKind kind)
{
  return _ (get_kind (kind)->title);
}

const char *
tie_reports_get_empty_title (TieReportsKind kind)
{
  return _ (get_kind (kind)->empty);
}

gboolean
tie_reports_has_period (TieReportsKind kind)
{
  return kind == TIE_REPORTS_REALIZATION || kind == TIE_REPORTS_HEALTH;
}

TieReport *
tie_reports_make (TieDb *db,
                  TieReportsKind kind,
                  const char *from,
                  const char *to,
                  const char *package,
                  GError **error)
{
  g_autofree char *begin = from != NULL ? g_strdup (from) : tie_typed_date_add_months (to, -12);

  return get_kind (kind)->make (db, begin, to, package, error);
}
