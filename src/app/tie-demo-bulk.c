/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-bulk"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-demo-bulk.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-distribution.h"
#include "billing/tie-document-totals.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-number-series.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"
#include "store/tie-record-table.h"

/* The books go back so many days; today is the last one. */
#define DAYS 700
#define TERM "net-30"
/* One invoice in so many bills the time of a project; there are so many invoices for each project. */
#define INVOICES_PER_PROJECT 10
/* Time of a project lies this close to its invoice, before it where it was billed and after it where it was not. */
#define PROJECT_DAYS 56
/* A person bills within days; the last ones are not sent yet. */
#define NOT_SENT_DAYS 3

typedef struct
{
  guint rows;
  GRand *chance;
  TieDb *db;
  GPtrArray *dates;     /* (owned) "YYYY-MM-DD" by day */
  GPtrArray *contacts;  /* (owned) */
  GPtrArray *employees; /* (owned) */
  GPtrArray *codes;     /* (owned) of work */
  GPtrArray *projects;  /* (owned) */
  TieTerm *term;        /* (owned) */
  TieRecord *invoices;  /* (owned) the series of numbers */
  TieRecord *payments;  /* (owned) */
  TiePolicyRules *rules; /* (owned) (nullable) */
  GHashTable *tax_rates; /* (owned) */
} Bulk;

static gint32
draw (Bulk *self,
      gint32 begin,
      gint32 end)
{
  return g_rand_int_range (self->chance, begin, end);
}

static gpointer
draw_one (Bulk *self,
          GPtrArray *records)
{
  return records->pdata[draw (self, 0, (gint32) records->len)];
}

static const char *
get_date (Bulk *self,
          gint32 day)
{
  return self->dates->pdata[CLAMP (day, 0, DAYS)];
}

static char *
take_number (TieRecord *series)
{
  gint64 next = tie_record_get_integer (series, TIE_NUMBER_SERIES_NEXT);

  tie_record_set_integer (series, TIE_NUMBER_SERIES_NEXT, next + 1);
  return tie_number_series_format (TIE_NUMBER_SERIES (series), next);
}

/* A return of last year for every fifth client. */
static gboolean
add_projects (Bulk *self,
              GError **error)
{
  static const char *const statuses[] = { "open", "work", "wait", "review", "done" };
  guint n = MAX (self->rows / 5, 1);
  gint64 year = g_ascii_strtoll (get_date (self, DAYS), NULL, 10) - 1; /* the year stands first */

  for (guint i = 0; i < n; i++)
    {
      TieRecord *project = TIE_RECORD (tie_project_new (NULL));
      guint client = (guint) ((guint64) i * self->contacts->len / n);
      g_autofree char *name = g_strdup_printf ("%d Form 1040", (int) year);

      g_ptr_array_add (self->projects, project);
      tie_record_set_text (project, TIE_PROJECT_NAME, name);
      tie_record_set_text (project, TIE_PROJECT_CONTACT, tie_record_get_id (self->contacts->pdata[client]));
      tie_record_set_text (project, TIE_PROJECT_RETURN, "I");
      tie_record_set_integer (project, TIE_PROJECT_TAX_YEAR, year);
      tie_record_set_text (project, TIE_PROJECT_DUE, get_date (self, draw (self, 0, DAYS + 1)));
      tie_record_set_text (project, TIE_PROJECT_STATUS, statuses[i % G_N_ELEMENTS (statuses)]);
      tie_record_set_integer (project, TIE_PROJECT_ESTIMATED_FEE, 5000 * draw (self, 4, 40));
      tie_record_set_text (project, TIE_PROJECT_WORK_CODE, tie_record_get_id (draw_one (self, self->codes)));
      if (!tie_record_table_save (self->db, project, error))
        return FALSE;
    }
  return TRUE;
}

static gint32
draw_hours (Bulk *self)
{
  return TIE_SCALE / 4 * draw (self, 1, 20);
}

/* Work of one code: quarters of hours at a rate of whole dollars, so that amounts can be added without a rest. */
static gboolean
add_line (TieDocumentSheet *sheet,
          TieRecord *code,
          gint64 quantity,
          GError **error)
{
  TieLine *line = tie_document_sheet_add_line (sheet);

  tie_record_set_text (TIE_RECORD (line), TIE_LINE_WORK_CODE, tie_record_get_id (code));
  tie_record_set_text (TIE_RECORD (line), TIE_LINE_TEXT, tie_record_get_text (code, TIE_CODE_DESCRIPTION));
  tie_record_set_integer (TIE_RECORD (line), TIE_LINE_QUANTITY, quantity);
  tie_record_set_integer (TIE_RECORD (line), TIE_LINE_RATE, tie_record_get_integer (code, TIE_CODE_RATE));
  return tie_line_compute_amount (line, error);
}

static gboolean
save_parts (Bulk *self,
            GPtrArray *parts,
            guint document_field,
            guint position_field,
            const char *document,
            GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      tie_record_set_text (parts->pdata[i], document_field, document);
      tie_record_set_integer (parts->pdata[i], position_field, i + 1);
      if (!tie_record_table_save (self->db, parts->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Numbered, distributed, and all but the newest sent; every other one of those is approved. */
static gboolean
save_invoice (Bulk *self,
              TieDocumentSheet *sheet,
              gint32 day,
              GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autofree char *number = take_number (self->invoices);
  g_autofree char *problem = NULL;
  gboolean is_sent = day < DAYS - NOT_SENT_DAYS;

  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
  tie_record_set_integer (document, TIE_DOCUMENT_IS_SENT, is_sent);
  tie_document_sheet_set_terms (sheet, self->term);
  if (!tie_document_compute_totals (sheet, self->tax_rates, error))
    return FALSE;
  tie_distribution_apply (sheet, self->rules);
  problem = tie_distribution_get_problem (sheet);
  if (draw (self, 0, 2) == 0 && is_sent && problem == NULL)
    tie_record_set_text (document, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED);
  return tie_record_table_save (self->db, document, error) &&
         save_parts (self, sheet->lines, TIE_LINE_DOCUMENT, TIE_LINE_POSITION, tie_record_get_id (document), error) &&
         save_parts (self, sheet->distributions, TIE_DISTRIBUTION_DOCUMENT, TIE_DISTRIBUTION_POSITION, tie_record_get_id (document), error);
}

static TieRecord *
make_entry (Bulk *self,
            TieRecord *project,
            TieRecord *code,
            gint32 day)
{
  TieRecord *entry = TIE_RECORD (tie_entry_new (NULL));
  gint64 quantity = draw_hours (self);
  gint64 rate = tie_record_get_integer (code, TIE_CODE_RATE);
  gint64 amount = 0;

  tie_money_multiply (quantity, rate, &amount);
  tie_record_set_text (entry, TIE_ENTRY_DATE, get_date (self, day));
  tie_record_set_text (entry, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (entry, TIE_ENTRY_PROJECT, tie_record_get_id (project));
  tie_record_set_text (entry, TIE_ENTRY_EMPLOYEE, tie_record_get_id (draw_one (self, self->employees)));
  tie_record_set_text (entry, TIE_ENTRY_WORK_CODE, tie_record_get_id (code));
  tie_record_set_text (entry, TIE_ENTRY_TEXT, tie_record_get_text (code, TIE_CODE_DESCRIPTION));
  tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, quantity);
  tie_record_set_integer (entry, TIE_ENTRY_RATE, rate);
  tie_record_set_integer (entry, TIE_ENTRY_AMOUNT, amount);
  return entry;
}

/* Three fifths of the project's time are on the invoice, as they are, a line for each of two codes. */
static gboolean
bill_project (Bulk *self,
              guint project_index,
              TieDocumentSheet *sheet,
              gint32 day,
              GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  TieRecord *project = self->projects->pdata[project_index];
  TieRecord *codes[2] = { self->codes->pdata[project_index % self->codes->len], self->codes->pdata[(project_index + 1) % self->codes->len] };
  gint64 quantities[2] = { 0, 0 };
  guint64 all = (guint64) self->rows * 5;
  guint n = (guint) (all * (project_index + 1) / self->projects->len - all * project_index / self->projects->len);
  guint n_billed = n * 3 / 5;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      gboolean is_billed = i < n_billed;
      TieRecord *entry = make_entry (self, project, codes[i % 2], is_billed ? day - draw (self, 0, PROJECT_DAYS) : day + draw (self, 0, PROJECT_DAYS));

      g_ptr_array_add (entries, entry);
      if (!is_billed)
        continue;
      quantities[i % 2] += tie_record_get_integer (entry, TIE_ENTRY_QUANTITY);
      tie_record_set_text (entry, TIE_ENTRY_DOCUMENT, tie_record_get_id (document));
      tie_record_set_integer (entry, TIE_ENTRY_BILLED, tie_record_get_integer (entry, TIE_ENTRY_AMOUNT));
      tie_record_set_integer (document, TIE_DOCUMENT_WIP, tie_record_get_integer (document, TIE_DOCUMENT_WIP) + tie_record_get_integer (entry, TIE_ENTRY_AMOUNT));
    }
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, tie_record_get_text (project, TIE_PROJECT_CONTACT));
  tie_record_set_text (document, TIE_DOCUMENT_PROJECT, tie_record_get_id (project));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (quantities[i] > 0 && !add_line (sheet, codes[i], quantities[i], error))
        return FALSE;
    }
  if (!save_invoice (self, sheet, day, error)) /* first, as entries refer to it */
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!tie_record_table_save (self->db, entries->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
bill_client (Bulk *self,
             TieDocumentSheet *sheet,
             gint32 day,
             GError **error)
{
  gint32 n_lines = draw (self, 1, 4);

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (draw_one (self, self->contacts)));
  for (gint32 i = 0; i < n_lines; i++)
    {
      TieRecord *code = draw_one (self, self->codes);

      if (!add_line (sheet, code, draw_hours (self), error))
        return FALSE;
    }
  return save_invoice (self, sheet, day, error);
}

/* One in ten pays half. */
static gboolean
pay (Bulk *self,
     TieRecord *document,
     gint32 day,
     GError **error)
{
  static const char *const methods[] = { "check", "card", "transfer" };
  g_autoptr (TieRecord) payment = TIE_RECORD (tie_payment_new (NULL));
  g_autoptr (TieRecord) allocation = TIE_RECORD (tie_allocation_new (NULL));
  g_autofree char *number = take_number (self->payments);
  gint64 total = tie_record_get_integer (document, TIE_DOCUMENT_TOTAL);
  gint64 amount = draw (self, 0, 10) == 0 ? total / 2 : total;

  tie_record_set_text (payment, TIE_PAYMENT_NUMBER, number);
  tie_record_set_text (payment, TIE_PAYMENT_KIND, TIE_PAYMENT_KIND_RECEIPT);
  tie_record_set_text (payment, TIE_PAYMENT_CONTACT, tie_record_get_text (document, TIE_DOCUMENT_CONTACT));
  tie_record_set_text (payment, TIE_PAYMENT_DATE, get_date (self, day));
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, amount);
  tie_record_set_text (payment, TIE_PAYMENT_METHOD, methods[draw (self, 0, G_N_ELEMENTS (methods))]);
  tie_record_set_text (payment, TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_HERE);
  tie_record_set_text (allocation, TIE_ALLOCATION_PAYMENT, tie_record_get_id (payment));
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, tie_record_get_id (document));
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, amount);
  return tie_record_table_save (self->db, payment, error) && tie_record_table_save (self->db, allocation, error);
}

/* In the order of their days, so that numbers rise with dates.  Two thirds are paid once their time has come. */
static gboolean
add_invoices (Bulk *self,
              GError **error)
{
  guint n = self->rows * 2;

  for (guint i = 0; i < n; i++)
    {
      gint32 day = (gint32) ((guint64) i * DAYS / n);
      gint32 paid = day + draw (self, 5, 60);
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, get_date (self, day));
      gboolean is_project = i % INVOICES_PER_PROJECT == 0 && i / INVOICES_PER_PROJECT < self->projects->len;

      if (!(is_project ? bill_project (self, i / INVOICES_PER_PROJECT, sheet, day, error) : bill_client (self, sheet, day, error)))
        return FALSE;
      if (i % 3 > 0 && paid <= DAYS && !pay (self, TIE_RECORD (sheet->document), paid, error))
        return FALSE;
    }
  return tie_record_table_save (self->db, self->invoices, error) && tie_record_table_save (self->db, self->payments, error);
}

static gboolean
read_lists (Bulk *self,
            GError **error)
{
  g_autoptr (GError) local = NULL;

  self->contacts = tie_record_table_list (self->db, TIE_TYPE_CONTACT, error);
  self->employees = self->contacts != NULL ? tie_record_table_list (self->db, TIE_TYPE_EMPLOYEE, error) : NULL;
  self->codes = self->employees != NULL ? tie_record_table_list (self->db, TIE_TYPE_WORK_CODE, error) : NULL;
  self->term = self->codes != NULL ? tie_record_table_get (self->db, TIE_TYPE_TERM, TERM, error) : NULL;
  self->invoices = self->term != NULL ? tie_record_table_get (self->db, TIE_TYPE_NUMBER_SERIES, TIE_NUMBER_SERIES_INVOICE, error) : NULL;
  self->payments = self->invoices != NULL ? tie_record_table_get (self->db, TIE_TYPE_NUMBER_SERIES, TIE_NUMBER_SERIES_PAYMENT, error) : NULL;
  self->tax_rates = self->payments != NULL ? tie_tax_rates_read (self->db, error) : NULL;
  if (self->tax_rates == NULL)
    return FALSE;
  self->rules = tie_policy_rules_read (self->db, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_func (TieDb *db,
          gpointer data,
          GError **error)
{
  Bulk *self = data;
  TieActivity activity = { .what = (char *) _ ("Demo books made") };

  self->db = db;
  return read_lists (self, error) && add_projects (self, error) && add_invoices (self, error) && tie_activity_table_add (db, &activity, error);
}

static void
bulk_clear (Bulk *self)
{
  g_rand_free (self->chance);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->employees, g_ptr_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_clear_object (&self->term);
  g_clear_object (&self->invoices);
  g_clear_object (&self->payments);
  g_clear_pointer (&self->rules, tie_policy_rules_free);
  g_clear_pointer (&self->tax_rates, g_hash_table_unref);
}

gboolean
tie_demo_bulk_add (TieStore *store,
                   guint rows,
                   guint32 seed,
                   GError **error)
{
  g_autofree char *today = tie_typed_date_get_today ();
  Bulk self = { .rows = rows, .chance = g_rand_new_with_seed (seed) };
  gboolean ok;

  self.dates = g_ptr_array_new_full (DAYS + 1, g_free);
  self.projects = g_ptr_array_new_with_free_func (g_object_unref);
  for (int day = 0; day <= DAYS; day++)
    g_ptr_array_add (self.dates, tie_typed_date_add_days (today, day - DAYS));
  ok = tie_store_run (store, TIE_STORE_WRITE, add_func, &self, error);
  bulk_clear (&self);
  return ok;
}
