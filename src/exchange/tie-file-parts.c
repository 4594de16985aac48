/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-parts"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-parts.h"
#include "model/tie-policy.h"

static const struct
{
  const char *category;
  TieFileRowKind kind;
  const char *part; /* as sentences name it */
} categories[] = {
  { TIE_CATEGORY_TOTAL, TIE_FILE_ROW_TOTAL, N_ ("total") },
  { TIE_CATEGORY_WORK, TIE_FILE_ROW_LINE, N_ ("line") },
  { TIE_CATEGORY_EXPENSE, TIE_FILE_ROW_LINE, N_ ("line") },
  { TIE_CATEGORY_DISCOUNT, TIE_FILE_ROW_DISCOUNT, N_ ("discount") },
  { TIE_CATEGORY_FREIGHT, TIE_FILE_ROW_FREIGHT, N_ ("freight") },
  { TIE_CATEGORY_ROUNDING, TIE_FILE_ROW_ROUNDING, N_ ("rounding") },
  { TIE_CATEGORY_TAX, TIE_FILE_ROW_TAX, N_ ("tax") },
};

static int
find_category (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      if (g_str_equal (categories[i].category, category))
        return (int) i;
    }
  return -1;
}

TieFileRowKind
tie_file_parts_get_kind (const char *category)
{
  const int place = find_category (category);

  return place >= 0 ? categories[place].kind : 0;
}

const char *
tie_file_parts_get_name (const char *category)
{
  const int place = find_category (category);

  return place >= 0 ? _ (categories[place].part) : category;
}

int
tie_file_parts_find_line (const TieExportDocument *document,
                          const char *id,
                          guint *hint)
{
  const guint n = document->lines->len;

  for (guint i = 0; i < n; i++)
    {
      const guint k = (*hint + i) % n;

      if (g_str_equal (g_array_index (document->lines, TieExportLine, k).id, id))
        {
          *hint = k;
          return (int) k;
        }
    }
  return -1;
}

static guint
get_index (TieFileRowKind kind)
{
  return (guint) g_bit_nth_lsf (kind, -1);
}

void
tie_file_parts_sum_up (const TieExportDocument *document,
                       TieFileParts *self)
{
  guint hint = 0;

  self->lines = g_new0 (gint64, document->lines->len + 1);
  self->n_of_line = g_new0 (guint, document->lines->len + 1);
  for (guint i = 0; i < document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (document->shares, TieExportShare, i);
      const TieFileRowKind kind = tie_file_parts_get_kind (share->category);
      const int line = share->line != NULL ? tie_file_parts_find_line (document, share->line, &hint) : -1;

      self->balance += share->net;
      if (kind == 0 || share->account == NULL || (kind == TIE_FILE_ROW_LINE) != (line >= 0))
        self->stray += ABS (share->net);
      else if (line >= 0)
        {
          self->lines[line] += share->net;
          self->n_of_line[line]++;
        }
      else
        self->parts[get_index (kind)] += share->net;
    }
}

gint64
tie_file_parts_count_missing (const TieExportDocument *document,
                              const TieFileParts *self,
                              gint64 sign)
{
  gint64 rounding = document->total - document->tax - document->freight + document->discount;
  gint64 missing = 0;

  for (guint i = 0; i < document->lines->len; i++)
    {
      const gint64 amount = g_array_index (document->lines, TieExportLine, i).amount;

      missing += ABS (self->lines[i] + sign * amount);
      rounding -= amount;
    }
  missing += ABS (self->parts[get_index (TIE_FILE_ROW_TOTAL)] - sign * document->total);
  missing += ABS (self->parts[get_index (TIE_FILE_ROW_DISCOUNT)] - sign * document->discount);
  missing += ABS (self->parts[get_index (TIE_FILE_ROW_FREIGHT)] + sign * document->freight);
  missing += ABS (self->parts[get_index (TIE_FILE_ROW_TAX)] + sign * document->tax);
  missing += ABS (self->parts[get_index (TIE_FILE_ROW_ROUNDING)] + sign * rounding);
  return MAX (missing, self->stray);
}

void
tie_file_parts_clear (TieFileParts *self)
{
  g_free (self->lines);
  g_free (self->n_of_line);
}
