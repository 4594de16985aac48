/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-match"
#include "config.h"

#include <glib/gi18n.h>

#include "fees/tie-fee-match.h"
#include "fees/tie-fee-value.h"
#include "match/tie-match.h"

#define NONE G_MAXUINT32

struct _TieFeeIndex
{
  const TieFeeRows *rows;
  GHashTable *first; /* (owned) a number's first row, counted from 1 */
  guint32 *next;     /* (owned) the next row of the same number */
};

TieFeeIndex *
tie_fee_index_new (const TieFeeRows *rows)
{
  TieFeeIndex *self = g_new0 (TieFeeIndex, 1);
  guint n = tie_fee_rows_get_n (rows);

  self->rows = rows;
  self->first = g_hash_table_new (g_str_hash, g_str_equal);
  self->next = g_new (guint32, n + 1);
  /* from the end, so that each chain is in the rows' order */
  for (guint i = n; i-- > 0;)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);
      gpointer known;

      if (*row->client_key == '\0')
        continue;
      known = g_hash_table_lookup (self->first, row->client_key);
      self->next[i] = known != NULL ? GPOINTER_TO_UINT (known) - 1 : NONE;
      g_hash_table_insert (self->first, (gpointer) row->client_key, GUINT_TO_POINTER (i + 1));
    }
  return self;
}

void
tie_fee_index_free (TieFeeIndex *self)
{
  g_hash_table_unref (self->first);
  g_free (self->next);
  g_free (self);
}

TieFeeCode
tie_fee_row_get_code (const TieFeeRow *row)
{
  if (row->problem != TIE_FEE_OK && row->problem != TIE_FEE_L15_MASKED)
    return row->problem;
  if (!row->has_amount)
    return TIE_FEE_L06_EMPTY;
  if (row->amount < 0)
    return TIE_FEE_L08_NEGATIVE;
  return row->amount == 0 ? TIE_FEE_L07_ZERO : TIE_FEE_OK;
}

char *
tie_fee_project_dup_key (const TieFeeProject *project)
{
  return *project->link_key != '\0' ? g_strdup (project->link_key) : tie_fee_make_key (project->number);
}

static gboolean
says_the_same (const TieFeeRow *row,
               const TieFeeRow *other)
{
  return row->problem == other->problem && row->has_amount == other->has_amount && row->amount == other->amount;
}

/* A row of the latest file that has one; the others of that file must say the same. */
static void
take (TieFeeMatch *match,
      const TieFeeRow *row)
{
  if (match->row == NULL)
    {
      match->row = row;
      match->n_rows = match->n_alike = 1;
    }
  else if (g_str_equal (match->row->file, row->file))
    {
      match->n_rows++;
      match->n_alike += says_the_same (match->row, row);
    }
}

/* What was found instead: the nearest year of the return, else another return of the year. */
static void
consider_other (const TieFeeProject *project,
                const TieFeeRow *row,
                const TieFeeRow **year,
                const TieFeeRow **module)
{
  if (*year == NULL && row->module == project->module && (project->tax_year == 0 || row->tax_year + 1 == project->tax_year || row->tax_year == project->tax_year + 1))
    *year = row;
  if (*module == NULL && row->tax_year == project->tax_year)
    *module = row;
}

void
tie_fee_index_match (const TieFeeIndex *self,
                     const TieFeeProject *project,
                     TieFeeMatch *match)
{
  g_autofree char *key = tie_fee_project_dup_key (project);
  const TieFeeRow *year = NULL, *module = NULL;
  gpointer first;

  *match = (TieFeeMatch) { 0 };
  if (*key == '\0')
    {
      match->code = TIE_FEE_L02_NO_NUMBER;
      return;
    }
  first = g_hash_table_lookup (self->first, key);
  for (guint32 i = first != NULL ? GPOINTER_TO_UINT (first) - 1 : NONE; i != NONE; i = self->next[i])
    {
      const TieFeeRow *row = tie_fee_rows_get (self->rows, i);

      if (row->module != 0 && row->module == project->module && row->tax_year != 0 && row->tax_year == project->tax_year)
        take (match, row);
      else
        consider_other (project, row, &year, &module);
    }
  if (match->row != NULL)
    match->code = match->n_alike < match->n_rows ? TIE_FEE_L05_SEVERAL : tie_fee_row_get_code (match->row);
  else if (year != NULL)
    {
      match->code = TIE_FEE_L03_OTHER_YEAR;
      match->row = year;
    }
  else if (module != NULL)
    {
      match->code = TIE_FEE_L04_OTHER_MODULE;
      match->row = module;
    }
  else
    match->code = TIE_FEE_L01_NO_ROW;
}

void
tie_fee_suggestion_free (TieFeeSuggestion *suggestion)
{
  g_free (suggestion->reason);
  g_free (suggestion);
}

static void
add_suggestion (GPtrArray *suggestions,
                const TieFeeRow *row,
                guint percent,
                char *reason)
{
  TieFeeSuggestion *suggestion = g_new0 (TieFeeSuggestion, 1);

  suggestion->row = row;
  suggestion->percent = percent;
  suggestion->reason = reason;
  g_ptr_array_add (suggestions, suggestion);
}

static gboolean
is_suggested (GPtrArray *suggestions,
              const TieFeeRow *row)
{
  for (guint i = 0; i < suggestions->len; i++)
    {
      if (((TieFeeSuggestion *) suggestions->pdata[i])->row == row)
        return TRUE;
    }
  return FALSE;
}

/* The same return and year, as far as the project says. */
static gboolean
may_be_of (const TieFeeProject *project,
           const TieFeeRow *row)
{
  return (project->module == 0 || row->module == project->module) && (project->tax_year == 0 || row->tax_year == project->tax_year);
}

static void
suggest_by_name (const TieFeeRows *rows,
                 const TieFeeProject *project,
                 guint max,
                 GPtrArray *suggestions)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (TieMatchRow));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GStringChunk) ids = g_string_chunk_new (4096);
  g_autoptr (TieMatchIndex) index = NULL;
  g_autoptr (GPtrArray) found = NULL;
  TieMatchRow client = { .id = project->id, .name = project->contact_name };

  for (guint i = 0; i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);
      char id[16];
      TieMatchRow name = { .name = row->name };

      if (!may_be_of (project, row) || *row->name == '\0')
        continue;
      g_snprintf (id, sizeof id, "%u", places->len);
      name.id = g_string_chunk_insert (ids, id);
      g_array_append_val (names, name);
      g_array_append_val (places, i);
    }
  index = names->len > 0 && *project->contact_name != '\0' ? tie_match_index_new (TIE_MATCH_CLIENTS, (TieMatchRow *) (gpointer) names->data, names->len, NULL) : NULL;
  if (index == NULL)
    return;
  found = tie_match_index_suggest (index, &client, max);
  for (guint i = 0; i < found->len; i++)
    {
      TieMatchSuggestion *suggestion = found->pdata[i];
      guint place = (guint) g_ascii_strtoull (suggestion->id, NULL, 10);
      const TieFeeRow *row = tie_fee_rows_get (rows, g_array_index (places, guint, place));

      if (suggestions->len < max && !is_suggested (suggestions, row))
        add_suggestion (suggestions, row, (guint) (suggestion->score * 100 + 0.5), g_strdup (suggestion->reason));
    }
}

GPtrArray *
tie_fee_suggest (const TieFeeRows *rows,
                 const TieFeeProject *project,
                 guint max)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_suggestion_free);
  g_autofree char *key = tie_fee_project_dup_key (project);
  g_autofree char *bare = tie_fee_key_strip_zeros (key);

  for (guint i = 0; *project->link_tin != '\0' && i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);

      if (suggestions->len < max && may_be_of (project, row) && g_str_equal (row->tin, project->link_tin))
        add_suggestion (suggestions, row, 100, g_strdup (_ ("the same taxpayer number")));
    }
  for (guint i = 0; *bare != '\0' && i < tie_fee_rows_get_n (rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (rows, i);
      g_autofree char *row_bare = tie_fee_key_strip_zeros (row->client_key);

      if (suggestions->len < max && may_be_of (project, row) && g_str_equal (bare, row_bare) && !is_suggested (suggestions, row))
        add_suggestion (suggestions, row, 90, g_strdup (g_str_equal (key, row->client_key) ? _ ("the same number") : _ ("the same number but for zeros in front")));
    }
  if (suggestions->len < max)
    suggest_by_name (rows, project, max, suggestions);
  return suggestions;
}
