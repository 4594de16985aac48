/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/xero/tie-xero-spread.h"

static const TieLedgerLine *
get_line (const TieLedgerDocument *document,
          guint i)
{
  return g_ptr_array_index (document->lines, i);
}

static gboolean
is_same_code (const TieLedgerDocument *document,
              guint i,
              guint j)
{
  return g_strcmp0 (get_line (document, i)->tax_code_id, get_line (document, j)->tax_code_id) == 0;
}

/* ---- discounts ---- */

/* FALSE: these lines do not come to so much. */
static gboolean
take_off (const TieLedgerDocument *document,
          TieXeroShare *shares,
          guint discount)
{
  guint n = document->lines->len;
  gint64 amount = -get_line (document, discount)->amount;
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree gint64 *parts = g_new0 (gint64, n);
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const TieLedgerLine *line = get_line (document, i);

      if (line->role != TIE_LEDGER_LINE_ITEM && line->role != TIE_LEDGER_LINE_FREIGHT)
        continue;
      if (is_same_code (document, i, discount))
        weights[i] = MAX (line->amount - shares[i].discount, 0);
      sum += weights[i];
    }
  if (amount < 0 || amount > sum)
    return FALSE;
  tie_money_spread (amount, weights, n, parts);
  for (guint i = 0; i < n; i++)
    shares[i].discount += parts[i];
  shares[discount].is_dropped = TRUE;
  return TRUE;
}

static gboolean
take_discounts (const TieLedgerDocument *document,
                TieXeroShare *shares)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = get_line (document, i);

      if (line->role == TIE_LEDGER_LINE_DISCOUNT && tie_text_is_empty (line->item_id) && !take_off (document, shares, i))
        return FALSE;
    }
  return TRUE;
}

/* ---- tax ---- */

static gint64
get_net (const TieLedgerDocument *document,
         const TieXeroShare *shares,
         guint i)
{
  return shares[i].is_dropped ? 0 : get_line (document, i)->amount - shares[i].discount;
}

/* Each cent that is left goes to where most is missing. */
static void
hand_out (TieXeroShare *shares,
          const gboolean *is_in,
          const __int128 *wanted, /* × net */
          __int128 net,
          guint n,
          gint64 left)
{
  gint64 step = left < 0 ? -1 : 1;

  for (; left != 0; left -= step)
    {
      guint best = n;
      __int128 most = 0;

      for (guint i = 0; i < n; i++)
        {
          __int128 missing = is_in[i] ? (wanted[i] - (__int128) shares[i].tax * net) * step * (net < 0 ? -1 : 1) : 0;

          if (is_in[i] && (best == n || missing > most))
            {
              best = i;
              most = missing;
            }
        }
      if (best == n)
        return;
      /* Nothing to be in proportion to. */
      shares[best].tax += net == 0 ? left : step;
      if (net == 0)
        return;
    }
}

/* The tax of line first's code, over all lines that bear it. */
static void
spread_code (const TieLedgerDocument *document,
             TieXeroShare *shares,
             guint first,
             gboolean *is_done)
{
  guint n = document->lines->len;
  g_autofree gboolean *is_in = g_new0 (gboolean, n);
  g_autofree __int128 *wanted = g_new0 (__int128, n);
  gint64 tax = 0, left = 0, net = 0;

  for (guint i = first; i < n; i++)
    {
      if (is_done[i] || !is_same_code (document, i, first))
        continue;
      is_done[i] = TRUE;
      tax += get_line (document, i)->tax;
      net += get_net (document, shares, i);
      is_in[i] = !shares[i].is_dropped && get_line (document, i)->role != TIE_LEDGER_LINE_TEXT;
    }
  left = tax;
  for (guint i = first; i < n && net != 0; i++)
    {
      if (!is_in[i])
        continue;
      wanted[i] = (__int128) get_net (document, shares, i) * tax;
      shares[i].tax = (gint64) (wanted[i] / net);
      left -= shares[i].tax;
    }
  hand_out (shares, is_in, wanted, net, n, left);
}

TieXeroShare *
tie_xero_spread (const TieLedgerDocument *document,
                 gboolean takes_discounts)
{
  guint n = document->lines->len;
  g_autofree TieXeroShare *shares = g_new0 (TieXeroShare, n + 1);
  g_autofree gboolean *is_done = g_new0 (gboolean, n + 1);

  if (takes_discounts && !take_discounts (document, shares))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      if (!is_done[i])
        spread_code (document, shares, i, is_done);
    }
  return g_steal_pointer (&shares);
}
