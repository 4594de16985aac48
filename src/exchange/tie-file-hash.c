/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-hash"
#include "config.h"

#include <string.h>

#include "exchange/tie-file-rows.h"

static void
add_text (GChecksum *sum,
          const char *text)
{
  /* With its NUL, so that no two texts can trade a character. */
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
  else
    g_checksum_update (sum, (const guchar *) "\1", 1);
}

static void
add_amount (GChecksum *sum,
            gint64 amount)
{
  const gint64 little = GINT64_TO_LE (amount);

  g_checksum_update (sum, (const guchar *) &little, sizeof little);
}

char *
tie_file_hash_document (const TieExportDocument *document)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const texts[] = { document->number, document->kind, document->contact.id, document->date, document->due, document->terms,
                                document->tax_code, document->reference, document->text, document->project };
  const gint64 amounts[] = { document->freight, document->discount, document->subtotal, document->tax, document->total };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (sum, texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    add_amount (sum, amounts[i]);
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieExportLine *line = &g_array_index (document->lines, TieExportLine, i);

      add_text (sum, line->code);
      add_text (sum, line->text);
      add_text (sum, line->tax_code);
      add_amount (sum, line->quantity);
      add_amount (sum, line->rate);
      add_amount (sum, line->amount);
    }
  for (guint i = 0; i < document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (document->shares, TieExportShare, i);

      add_text (sum, share->category);
      add_text (sum, share->account);
      add_amount (sum, share->net);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
add_contact (GChecksum *sum,
             const TieExportContact *contact)
{
  const char *const texts[] = { contact->number, contact->name, contact->email, contact->phone, contact->street, contact->city,
                                contact->state, contact->postcode, contact->country, contact->terms, contact->notes };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (sum, texts[i]);
}

char *
tie_file_hash_contact (const TieExportContact *contact)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_contact (sum, contact);
  return g_strdup (g_checksum_get_string (sum));
}

char *
tie_file_hash_payment (const TieExportPayment *payment)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *const texts[] = { payment->number, payment->contact.id, payment->date, payment->method, payment->reference };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (sum, texts[i]);
  add_amount (sum, payment->amount);
  return g_strdup (g_checksum_get_string (sum));
}
