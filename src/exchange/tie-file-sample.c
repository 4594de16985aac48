/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-sample"
#include "config.h"

#include "exchange/tie-file-run.h"
#include "model/tie-document.h"
#include "model/tie-policy.h"

static const char *
find_account (const TieFileNames *names,
              const char *kind)
{
  for (guint i = 0; i < names->accounts->len; i++)
    {
      const TieFileAccount *account = names->accounts->pdata[i];

      if (g_str_equal (account->kind, kind))
        return account->id;
    }
  return NULL;
}

/* An invented customer at an address that nobody can have, and no tax, so that no tax code has to be there. */
gboolean
tie_file_sample_make (const TieFileNames *names,
                      TieExportDocument *document)
{
  const TieExportContact contact = {
    "sample-customer", "TEST01", "Test Customer (delete me)", "test@customer.example", "555-0100", "1 Test Street", "Testville", "OR", "97000", "US", "", "", 0, ""
  };
  const TieExportLine lines[] = {
    { "sample-1", "", NULL, NULL, "First line of a test invoice", NULL, 25000, 800000, 20000 },
    { "sample-2", "", NULL, NULL, "Second line", NULL, 10000, 5000000, 50000 },
  };
  const char *receivable = find_account (names, "receivable");
  const char *income = find_account (names, "income");
  const TieExportShare shares[] = {
    { NULL, TIE_CATEGORY_TOTAL, receivable, 70000 },
    { "sample-1", TIE_CATEGORY_WORK, income, -20000 },
    { "sample-2", TIE_CATEGORY_WORK, income, -50000 },
  };

  *document = (TieExportDocument) {
    .id = "sample", .number = "9001", .kind = TIE_DOCUMENT_KIND_INVOICE, .date = "2026-01-15", .due = "2026-02-14", .reference = "", .text = "Test invoice, delete me",
    .stage = TIE_DOCUMENT_STAGE_APPROVED, .project = "", .subtotal = 70000, .total = 70000, .moment = "", .hash = "", .contact = contact,
  };
  document->lines = g_array_new (FALSE, FALSE, sizeof (TieExportLine));
  document->shares = g_array_new (FALSE, FALSE, sizeof (TieExportShare));
  g_array_append_vals (document->lines, lines, G_N_ELEMENTS (lines));
  g_array_append_vals (document->shares, shares, G_N_ELEMENTS (shares));
  return receivable != NULL && income != NULL;
}

void
tie_file_sample_clear (TieExportDocument *document)
{
  g_array_unref (document->lines);
  g_array_unref (document->shares);
}
