/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-words"
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "base/tie-date.h"
#include "sync/tie-comparison-words.h"

static const char *const lines[TIE_COMPARISON_N_LINES] = {
  [TIE_COMPARISON_RECEIVABLES] = N_ ("Receivables"),
  [TIE_COMPARISON_INVOICES] = N_ ("Invoices"),
  [TIE_COMPARISON_CREDITS] = N_ ("Credit notes"),
  [TIE_COMPARISON_PAYMENTS] = N_ ("Payments"),
  [TIE_COMPARISON_REFUNDS] = N_ ("Refunds"),
  [TIE_COMPARISON_SUPPLIERS] = N_ ("Supplier invoices"),
  [TIE_COMPARISON_PAID] = N_ ("Supplier payments"),
};

static const char *const periods[TIE_N_PERIODS] = {
  [TIE_PERIOD_THIS_MONTH] = N_ ("This month"),
  [TIE_PERIOD_THIS_QUARTER] = N_ ("This quarter"),
  [TIE_PERIOD_THIS_YEAR] = N_ ("This year"),
  [TIE_PERIOD_LAST_YEAR] = N_ ("Last year"),
  [TIE_PERIOD_ALL] = N_ ("All"),
};

const char *
tie_comparison_line_get_label (TieComparisonLine line)
{
  g_return_val_if_fail (line < TIE_COMPARISON_N_LINES, "");

  return _ (lines[line]);
}

char *
tie_comparison_dup_result (const TieComparison *self,
                           TieComparisonLine line)
{
  guint n = self->lines[line].n_items;

  if (n == 0)
    return g_strdup (_ ("Tied out"));
  /* Translators: so many records make the difference */
  return g_strdup_printf (ngettext ("%u item", "%u items", n), n);
}

char *
tie_difference_dup_title (const TieDifference *self)
{
  const char *number = *self->number != '\0' ? self->number : _ ("without number");

  switch (self->what)
    {
    case TIE_KIND_SALES_INVOICE:
      return g_strdup_printf (_ ("Invoice %s"), number);
    case TIE_KIND_SALES_CREDIT:
      return g_strdup_printf (_ ("Credit note %s"), number);
    case TIE_KIND_RECEIPT:
      return g_strdup_printf (_ ("Payment %s"), number);
    case TIE_KIND_SUPPLIER_PAYMENT:
      return g_strdup_printf (_ ("Supplier payment %s"), number);
    case TIE_KIND_REFUND:
      return g_strdup_printf (_ ("Refund %s"), number);
    case TIE_KIND_REFUND_RECEIPT:
      return g_strdup_printf (_ ("Refund receipt %s"), number);
    default:
      return g_strdup_printf (_ ("Supplier invoice %s"), number);
    }
}

char *
tie_difference_dup_reason (const TieDifference *self,
                           const char *package)
{
  switch (self->kind)
    {
    case TIE_DIFFERENCE_NOT_EXPORTED:
      return g_strdup (self->is_not_sent ? _ ("Marked as do not send") : _ ("Not exported"));
    case TIE_DIFFERENCE_ONLY_THERE:
      if (self->what == TIE_KIND_REFUND_RECEIPT)
        /* Translators: %s is the package */
        return g_strdup_printf (_ ("Only in %s. Tieout keeps a credit note and its refund apart: replace it by the two."), package);
      return g_strdup_printf (_ ("Only in %s"), package);
    case TIE_DIFFERENCE_NOT_LINKED:
      if (self->elsewhere != NULL)
        /* Translators: %s is another company of the practice */
        return g_strdup_printf (_ ("Not linked. Exported to %s already."), self->elsewhere);
      return g_strdup (_ ("Not linked"));
    case TIE_DIFFERENCE_AMOUNT:
      return g_strdup (_ ("Amount differs"));
    case TIE_DIFFERENCE_CHANGED_THERE:
      return g_strdup_printf (self->is_gone ? _ ("Deleted in %s") : _ ("Changed in %s"), package);
    case TIE_DIFFERENCE_CHANGED_HERE:
      return g_strdup (_ ("Changed here"));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

char *
tie_elsewhere_dup_text (const TieElsewhere *self)
{
  /* Translators: so many records, another company of the practice */
  return g_strdup_printf (ngettext ("%u record of the period was exported to %s already and is left out.", "%u records of the period were exported to %s already and are left out.", self->n),
                          self->n, self->company);
}

/* ---- periods ---- */

const char *
tie_period_get_label (TiePeriod period)
{
  g_return_val_if_fail (period < TIE_N_PERIODS, "");

  return _ (periods[period]);
}

void
tie_period_get_days (TiePeriod period,
                     const char *today,
                     char **from,
                     char **until)
{
  int year = atoi (today);
  int month = atoi (today + strlen ("YYYY-"));
  int first = period == TIE_PERIOD_THIS_MONTH ? month : period == TIE_PERIOD_THIS_QUARTER ? (month - 1) / 3 * 3 + 1 : 1;
  int last = period == TIE_PERIOD_THIS_MONTH ? month : period == TIE_PERIOD_THIS_QUARTER ? first + 2 : 12;

  if (period == TIE_PERIOD_LAST_YEAR)
    year--;
  *from = period == TIE_PERIOD_ALL ? NULL : g_strdup_printf ("%04d-%02d-01", year, first);
  *until = period == TIE_PERIOD_ALL ? g_strdup ("9999-12-31")
                                    : g_strdup_printf ("%04d-%02d-%02d", year, last, g_date_get_days_in_month ((GDateMonth) last, (GDateYear) year));
}

/* ---- paper ---- */

enum
{
  COLUMN_WHAT,
  COLUMN_HERE,
  COLUMN_THERE,
  COLUMN_DIFFERENCE,
  COLUMN_RESULT,
};

static void
add_columns (TieReport *report,
             const char *package)
{
  tie_report_add_column (report, "", TIE_CELL_TEXT);
  tie_report_add_column (report, _ ("Here"), TIE_CELL_MONEY);
  tie_report_add_column (report, package, TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Difference"), TIE_CELL_MONEY);
  tie_report_add_column (report, _ ("Result"), TIE_CELL_TEXT);
}

static void
set_amounts (TieReport *report,
             guint row,
             gint64 here,
             gint64 there)
{
  tie_report_set_number (report, row, COLUMN_HERE, here);
  tie_report_set_number (report, row, COLUMN_THERE, there);
  tie_report_set_number (report, row, COLUMN_DIFFERENCE, here - there);
}

/* On paper the numbers stand with the words: two more columns would leave the differences no room. */
static char *
dup_label (const TieComparison *self,
           TieComparisonLine line,
           const char *package)
{
  const char *label = tie_comparison_line_get_label (line);

  if (line == TIE_COMPARISON_RECEIVABLES)
    return g_strdup (label);
  /* Translators: a kind of records, how many are here, how many there, and the package */
  return g_strdup_printf (_ ("%s: %u here, %u in %s"), label, (guint) self->lines[line].n_here, (guint) self->lines[line].n_there, package);
}

static void
add_line (TieReport *report,
          const TieComparison *self,
          TieComparisonLine line,
          const char *package)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, NULL);
  g_autofree char *result = tie_comparison_dup_result (self, line);
  g_autofree char *label = dup_label (self, line, package);

  tie_report_set_text (report, row, COLUMN_WHAT, label);
  set_amounts (report, row, self->lines[line].here, self->lines[line].there);
  tie_report_set_text (report, row, COLUMN_RESULT, result);
}

static void
add_difference (TieReport *report,
                const TieDifference *one,
                const char *package)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, one->local_id);
  g_autofree char *title = tie_difference_dup_title (one);
  g_autofree char *reason = tie_difference_dup_reason (one, package);
  g_autofree char *date = tie_date_to_display (one->date);
  g_autofree char *text = g_strdup_printf ("%s, %s, %s", title, date, one->party);

  tie_report_set_text (report, row, COLUMN_WHAT, text);
  set_amounts (report, row, one->here, one->there);
  tie_report_set_text (report, row, COLUMN_RESULT, reason);
}

/* What cannot stand in the figures is said. */
static void
add_note (TieReport *report,
          const char *text)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_GROUP, NULL);

  tie_report_set_text (report, row, COLUMN_WHAT, text);
}

TieReport *
tie_comparison_make_report (const TieComparison *self,
                            const char *company,
                            const char *package,
                            TiePeriod period)
{
  g_autofree char *read = self->last_read != NULL ? tie_date_to_display (self->last_read) : g_strdup (_ ("not read yet"));
  /* Translators: a period, a company, date and time of reading */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s, read %s"), tie_period_get_label (period), company, read);
  /* Translators: %s is the package */
  g_autofree char *not_read = g_strdup_printf (_ ("Journal entries in %s are not read"), package);
  TieReport *report = tie_report_new (_ ("Tie-Out"), subtitle);

  add_columns (report, package);
  for (guint line = 0; line < TIE_COMPARISON_N_LINES; line++)
    add_line (report, self, line, package);
  if (self->differences->len > 0)
    {
      guint row = tie_report_add_row (report, TIE_REPORT_ROW_GROUP, NULL);

      tie_report_set_text (report, row, COLUMN_WHAT, _ ("Differences"));
    }
  for (guint i = 0; i < self->differences->len; i++)
    add_difference (report, self->differences->pdata[i], package);
  for (guint i = 0; i < self->elsewhere->len; i++)
    {
      g_autofree char *left_out = tie_elsewhere_dup_text (self->elsewhere->pdata[i]);

      add_note (report, left_out);
    }
  add_note (report, not_read);
  return report;
}
