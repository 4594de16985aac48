/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-pdf"
#include "config.h"

#include <glib/gi18n.h>
#include <poppler.h>
#include <string.h>

#include "base/tie-text.h"
#include "fees/tie-fee-pdf.h"
#include "fees/tie-fee-reader-private.h"
#include "fees/tie-fee-value.h"

#define MAX_LINES 20000
#define MAX_LABEL 80

void
tie_fee_pdf_amount_free (TieFeePdfAmount *amount)
{
  g_free (amount->label);
  g_free (amount);
}

/* What stands before the amount of an invoice; folded. */
static const struct
{
  const char *words;
  gboolean may_be_older;
} labels[] = {
  { "current charges", FALSE },
  { "amount of invoice", FALSE },
  { "invoice amount", FALSE },
  { "invoice total", FALSE },
  { "total fee", FALSE },
  { "total charges", FALSE },
  { "preparation fee", FALSE },
  { "total due", TRUE },
  { "amount due", TRUE },
  { "balance due", TRUE },
  { "balance", TRUE },
  { "total", FALSE }, /* the least of words, after the others */
};

static gboolean
find_label (const char *line,
            gboolean *may_be_older)
{
  g_autofree char *folded = tie_text_fold (line);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *found = strstr (folded, labels[i].words);

      /* a word of its own: "total" is not in "subtotal" */
      if (found != NULL && (found == folded || !g_ascii_isalnum (found[-1])))
        {
          *may_be_older = labels[i].may_be_older;
          return TRUE;
        }
    }
  return FALSE;
}

/* The last amount of a line: it has cents, or a currency sign, so that a year or a form is none. */
static gboolean
find_amount (const char *line,
             gint64 *amount)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", -1);

  for (guint i = g_strv_length (words); i-- > 0;)
    {
      gboolean has_sign = strchr (words[i], '$') != NULL || (i > 0 && g_str_equal (words[i - 1], "$"));

      if ((has_sign || strchr (words[i], '.') != NULL) && tie_fee_parse_amount (words[i], amount))
        return TRUE;
    }
  return FALSE;
}

void
tie_fee_pdf_find_amounts (const char *text,
                          guint page,
                          GPtrArray *amounts)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES);
  guint n = g_strv_length (lines);

  for (guint i = 0; i < n && amounts->len < TIE_FEE_PDF_MAX_AMOUNTS; i++)
    {
      g_autofree char *label = tie_text_clean (lines[i]);
      gboolean may_be_older = FALSE;
      gint64 amount = 0;
      TieFeePdfAmount *found;

      if (!find_label (label, &may_be_older) || (!find_amount (label, &amount) && (i + 1 == n || !find_amount (lines[i + 1], &amount))))
        continue;
      found = g_new0 (TieFeePdfAmount, 1);
      found->label = tie_text_truncate (label, MAX_LABEL);
      found->amount = amount;
      found->page = page;
      found->may_be_older = may_be_older;
      g_ptr_array_add (amounts, found);
    }
}

/* What is sure first; the last one of them, for the total stands below what it sums. */
static void
put_in_order (GPtrArray *amounts)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  for (guint older = 0; older < 2; older++)
    {
      for (guint i = amounts->len; i-- > 0;)
        {
          TieFeePdfAmount *amount = amounts->pdata[i];

          if (amount->may_be_older == (older == 1))
            g_ptr_array_add (ordered, amount);
        }
    }
  for (guint i = 0; i < ordered->len; i++)
    amounts->pdata[i] = ordered->pdata[i];
}

static void
read_page (PopplerDocument *document,
           int place,
           GPtrArray *amounts)
{
  PopplerPage *page = poppler_document_get_page (document, place);
  g_autofree char *text = page != NULL ? poppler_page_get_text (page) : NULL;

  if (text != NULL)
    tie_fee_pdf_find_amounts (text, (guint) place + 1, amounts);
  g_clear_object (&page);
}

/* poppler has no automatic cleanup in all versions that are around */
GPtrArray *
tie_fee_pdf_read (GBytes *bytes,
                  const char *name,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &local_error);
  GPtrArray *amounts;

  if (document == NULL)
    {
      g_debug ("%s: %s", name, local_error->message);
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name,
                                g_error_matches (local_error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? _ ("The PDF has a password.") : _ ("The PDF is damaged."));
      return NULL;
    }
  amounts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_pdf_amount_free);
  for (int i = 0; i < MIN (poppler_document_get_n_pages (document), TIE_FEE_PDF_MAX_PAGES); i++)
    read_page (document, i, amounts);
  put_in_order (amounts);
  g_object_unref (document);
  return amounts;
}
