/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "billing-fixture"
#include "config.h"

#include "billing-fixture.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-employee.h"
#include "model/tie-project.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "store/tie-activity-table.h"
#include "store/tie-undo.h"

/* One record: up to four fields, given as text; numbers are read where the field is one. */
typedef struct
{
  GType (*type) (void);
  const char *id;
  struct
  {
    guint field;
    const char *text;
    gint64 number;
  } values[4];
} Row;

static const Row rows[] = {
  { tie_contact_get_type, "carter", { { TIE_CONTACT_NAME, "Carter, Joan" }, { TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT } } },
  { tie_contact_get_type, "yoga", { { TIE_CONTACT_NAME, "Bright Horizon Yoga LLC" }, { TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT } } },
  { tie_contact_get_type, "paper", { { TIE_CONTACT_NAME, "Paper & More" }, { TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_SUPPLIER } } },
  { tie_contact_get_type, "gone", { { TIE_CONTACT_NAME, "Gone, Fishing" }, { TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT }, { TIE_CONTACT_ARCHIVED, NULL, 1 } } },
  { tie_tax_code_get_type, "sales", { { TIE_TAX_CODE_NAME, "Sales tax" }, { TIE_TAX_CODE_RATE, NULL, 82500 } } },
  { tie_tax_code_get_type, "city", { { TIE_TAX_CODE_NAME, "City tax" }, { TIE_TAX_CODE_RATE, NULL, 10000 } } },
  { tie_work_code_get_type, "tax", { { TIE_CODE_CODE, "TAX-1040" }, { TIE_CODE_DESCRIPTION, "Tax preparation" }, { TIE_CODE_RATE, NULL, 1300000 } } },
  { tie_work_code_get_type, "review", { { TIE_CODE_CODE, "REVIEW" }, { TIE_CODE_DESCRIPTION, "Review" } } },
  { tie_expense_code_get_type, "postage", { { TIE_CODE_CODE, "POSTAGE" }, { TIE_CODE_DESCRIPTION, "Postage" }, { TIE_CODE_TAX_CODE, "sales" } } },
  { tie_employee_get_type, "joan", { { TIE_EMPLOYEE_NAME, "Joan Poe" }, { TIE_EMPLOYEE_RATE, NULL, 900000 } } },
  { tie_employee_get_type, "kim", { { TIE_EMPLOYEE_NAME, "Kim Roe" }, { TIE_EMPLOYEE_RATE, NULL, 1100000 } } },
  { tie_project_get_type, "return", { { TIE_PROJECT_NAME, "2025 Form 1040" }, { TIE_PROJECT_CONTACT, "carter" }, { TIE_PROJECT_ESTIMATED_FEE, NULL, 45000 } } },
  { tie_project_get_type, "books", { { TIE_PROJECT_NAME, "Bookkeeping" }, { TIE_PROJECT_CONTACT, "yoga" } } },
  { tie_project_get_type, "closed", { { TIE_PROJECT_NAME, "Old work" }, { TIE_PROJECT_CONTACT, "gone" } } },
  { tie_term_get_type, "net30", { { TIE_TERM_NAME, "Net 30" }, { TIE_TERM_DAYS, NULL, 30 } } },
};

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TieRecord) record = tie_record_new (rows[i].type (), rows[i].id);

      for (guint j = 0; j < G_N_ELEMENTS (rows[i].values) && rows[i].values[j].field != 0; j++)
        {
          if (rows[i].values[j].text != NULL)
            tie_record_set_text (record, rows[i].values[j].field, rows[i].values[j].text);
          else
            tie_record_set_integer (record, rows[i].values[j].field, rows[i].values[j].number);
        }
      if (!tie_record_table_save (db, record, error))
        return FALSE;
    }
  return TRUE;
}

void
billing_fixture_set_up (StoreFixture *fixture,
                        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

void
expect_error (StoreFixture *fixture,
              TieStoreFunc func,
              gpointer data,
              TieError code,
              const char *message)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, func, data, &error));
  g_assert_error (error, TIE_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

TieDocumentSheet *
make_invoice (const char *contact,
              const char *date,
              gint64 amount)
{
  TieDocumentSheet *sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, date);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, contact);
  tie_record_set_text (line, TIE_LINE_TEXT, "2025 Form 1040");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
  return sheet;
}

char *
save_invoice (TieDb *db,
              const char *contact,
              const char *date,
              gint64 amount)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice (contact, date, amount);
  g_autoptr (GError) error = NULL;

  tie_document_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
}

gint64
get_amount (TieDb *db,
            GType type,
            const char *id,
            guint field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, &error);

  g_assert_no_error (error);
  return tie_record_get_integer (record, field);
}

void
set_setting (TieDb *db,
             const char *name,
             const char *value)
{
  g_autoptr (GError) error = NULL;

  tie_setting_table_set (db, name, value, &error);
  g_assert_no_error (error);
}

gboolean
undo_last_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  gint64 step = 0;

  return tie_db_get_integer (db, 0, &step, error, "SELECT max (id) FROM undo_step WHERE undone IS NULL", "") &&
         tie_undo_apply (db, step, FALSE, NULL, NULL, error);
}
