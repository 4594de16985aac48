/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-distribution"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-distribution.h"
#include "model/tie-policy.h"

/* A part of a document, and what it amounts to: debits above zero, credits below. */
typedef struct
{
  TieRecord *line; /* (nullable), owned by the sheet */
  const char *category;
  gint64 net;
} Part;

static gint64
get_amount (TieDocumentSheet *sheet,
            guint field)
{
  return tie_record_get_integer (TIE_RECORD (sheet->document), field);
}

static gboolean
is_of_kind (TieDocumentSheet *sheet,
            const char *kind)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_KIND), kind);
}

static void
add_part (GArray *parts,
          TieRecord *line,
          const char *category,
          gint64 net)
{
  Part part = { line, category, net };

  if (net != 0)
    g_array_append_val (parts, part);
}

/* Rounding is where a total that came from elsewhere is not the sum of its parts. */
static GArray *
list_parts (TieDocumentSheet *sheet)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  gint64 sign = is_of_kind (sheet, TIE_DOCUMENT_KIND_INVOICE) ? 1 : -1;
  gint64 left = get_amount (sheet, TIE_DOCUMENT_TOTAL);

  add_part (parts, NULL, TIE_CATEGORY_TOTAL, sign * left);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      TieRecord *line = sheet->lines->pdata[i];
      gint64 amount = tie_record_get_integer (line, TIE_LINE_AMOUNT);

      add_part (parts, line, tie_record_get_text (line, TIE_LINE_EXPENSE_CODE) != NULL ? TIE_CATEGORY_EXPENSE : TIE_CATEGORY_WORK, -sign * amount);
      left -= amount;
    }
  add_part (parts, NULL, TIE_CATEGORY_DISCOUNT, sign * get_amount (sheet, TIE_DOCUMENT_DISCOUNT));
  add_part (parts, NULL, TIE_CATEGORY_TAX, -sign * get_amount (sheet, TIE_DOCUMENT_TAX));
  add_part (parts, NULL, TIE_CATEGORY_FREIGHT, -sign * get_amount (sheet, TIE_DOCUMENT_FREIGHT));
  left += get_amount (sheet, TIE_DOCUMENT_DISCOUNT) - get_amount (sheet, TIE_DOCUMENT_TAX) - get_amount (sheet, TIE_DOCUMENT_FREIGHT);
  add_part (parts, NULL, TIE_CATEGORY_ROUNDING, -sign * left);
  return parts;
}

static gboolean
is_of_part (TieRecord *row,
            const Part *part)
{
  return g_strcmp0 (tie_record_get_text (row, TIE_DISTRIBUTION_LINE), part->line != NULL ? tie_record_get_id (part->line) : NULL) == 0 &&
         g_str_equal (tie_record_get_text (row, TIE_DISTRIBUTION_CATEGORY), part->category);
}

static gint64
get_net (TieRecord *row)
{
  return tie_record_get_integer (row, TIE_DISTRIBUTION_DEBIT) - tie_record_get_integer (row, TIE_DISTRIBUTION_CREDIT);
}

static void
set_net (TieRecord *row,
         gint64 net)
{
  tie_record_set_integer (row, TIE_DISTRIBUTION_DEBIT, MAX (net, 0));
  tie_record_set_integer (row, TIE_DISTRIBUTION_CREDIT, MAX (-net, 0));
}

/* What is owed to a supplier is no receivable, and what was bought no income. */
static const char *
get_rule_category (TieDocumentSheet *sheet,
                   const Part *part)
{
  if (!is_of_kind (sheet, TIE_DOCUMENT_KIND_SUPPLIER))
    return part->category;
  if (part->line != NULL)
    return TIE_CATEGORY_COST;
  return g_str_equal (part->category, TIE_CATEGORY_TOTAL) ? TIE_CATEGORY_PAYABLE : part->category;
}

/* How well a rule fits: 0 where it does not; more for the line's own code, then for being of what is taxed or is not. */
static guint
rate_rule (TieRecord *rule,
           const char *category,
           guint code_field,
           const char *code,
           gboolean is_taxed)
{
  const char *rule_code = tie_record_get_text (rule, code_field);
  const char *other_code = tie_record_get_text (rule, code_field == TIE_POLICY_RULE_WORK_CODE ? TIE_POLICY_RULE_EXPENSE_CODE : TIE_POLICY_RULE_WORK_CODE);
  const char *taxed = tie_record_get_text (rule, TIE_POLICY_RULE_TAXED);
  gboolean has_taxed = *taxed != '\0';

  if (!g_str_equal (tie_record_get_text (rule, TIE_POLICY_RULE_CATEGORY), category) ||
      (has_taxed && g_str_equal (taxed, TIE_TAXED) != is_taxed))
    return 0;
  if (rule_code != NULL)
    return g_strcmp0 (rule_code, code) == 0 ? 3 + has_taxed : 0;
  return other_code == NULL ? 1 + has_taxed : 0;
}

/* A code of no tax is none. */
static gboolean
is_taxed (TieDocumentSheet *sheet,
          TiePolicyRules *rules,
          const Part *part)
{
  TieRecord *record = part->line != NULL ? part->line : TIE_RECORD (sheet->document);
  const char *tax_code = tie_record_get_text (record, part->line != NULL ? TIE_LINE_TAX_CODE : TIE_DOCUMENT_TAX_CODE);
  const gint64 *rate = tax_code != NULL ? g_hash_table_lookup (rules->tax_rates, tax_code) : NULL;

  return rate != NULL && *rate != 0;
}

/* The account of the rule that fits best; of two that fit alike, of the first. */
static const char *
find_account (TieDocumentSheet *sheet,
              TiePolicyRules *rules,
              const Part *part)
{
  const char *category = get_rule_category (sheet, part);
  guint field = g_str_equal (part->category, TIE_CATEGORY_EXPENSE) ? TIE_POLICY_RULE_EXPENSE_CODE : TIE_POLICY_RULE_WORK_CODE;
  guint line_field = field == TIE_POLICY_RULE_EXPENSE_CODE ? TIE_LINE_EXPENSE_CODE : TIE_LINE_WORK_CODE;
  const char *code = part->line != NULL ? tie_record_get_text (part->line, line_field) : NULL;
  const char *account = NULL;
  guint best = 0;

  for (guint i = 0; rules != NULL && i < rules->rules->len; i++)
    {
      TieRecord *rule = rules->rules->pdata[i];
      guint fit = rate_rule (rule, category, field, code, is_taxed (sheet, rules, part));

      if (fit <= best)
        continue;
      best = fit;
      account = tie_record_get_text (rule, TIE_POLICY_RULE_ACCOUNT);
    }
  return account;
}

static TieRecord *
make_row (TieDocumentSheet *sheet,
          const Part *part,
          TiePolicyRules *rules)
{
  TieRecord *row = tie_record_new (TIE_TYPE_DISTRIBUTION, NULL);

  tie_record_set_text (row, TIE_DISTRIBUTION_LINE, part->line != NULL ? tie_record_get_id (part->line) : NULL);
  tie_record_set_text (row, TIE_DISTRIBUTION_CATEGORY, part->category);
  tie_record_set_text (row, TIE_DISTRIBUTION_ACCOUNT, find_account (sheet, rules, part));
  set_net (row, part->net);
  return row;
}

void
tie_distribution_apply (TieDocumentSheet *sheet,
                        TiePolicyRules *rules)
{
  g_autoptr (GArray) parts = list_parts (sheet);

  g_ptr_array_set_size (sheet->distributions, 0);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (sheet->distributions, make_row (sheet, &g_array_index (parts, Part, i), rules));
}

/* Moves the part's rows from the sheet's to the list. */
static guint
take_rows (GPtrArray *from,
           const Part *part,
           GPtrArray *to,
           gint64 *net)
{
  guint n = 0;

  *net = 0;
  for (guint i = 0; i < from->len; i++)
    {
      if (!is_of_part (from->pdata[i], part))
        continue;
      *net += get_net (from->pdata[i]);
      g_ptr_array_add (to, g_object_ref (from->pdata[i]));
      n++;
    }
  return n;
}

static gboolean
is_as_read (TieDocumentSheet *sheet,
            const Part *part)
{
  g_autoptr (GArray) before = NULL;

  if (sheet->original == NULL)
    return FALSE;
  before = list_parts (sheet->original);
  for (guint i = 0; i < before->len; i++)
    {
      const Part *old = &g_array_index (before, Part, i);
      const char *old_line = old->line != NULL ? tie_record_get_id (old->line) : NULL;

      if (g_strcmp0 (old_line, part->line != NULL ? tie_record_get_id (part->line) : NULL) == 0 && g_str_equal (old->category, part->category))
        return old->net == part->net;
    }
  return FALSE;
}

void
tie_distribution_refresh (TieDocumentSheet *sheet,
                          TiePolicyRules *rules)
{
  g_autoptr (GArray) parts = list_parts (sheet);
  g_autoptr (GPtrArray) old = g_steal_pointer (&sheet->distributions);

  sheet->distributions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      guint first = sheet->distributions->len;
      gint64 net = 0;
      guint n = take_rows (old, part, sheet->distributions, &net);

      if (net == part->net || is_as_read (sheet, part))
        continue;
      if (n == 0)
        g_ptr_array_add (sheet->distributions, make_row (sheet, part, rules));
      else if (n == 1)
        set_net (sheet->distributions->pdata[first], part->net);
    }
}

void
tie_distribution_get_state (TieDocumentSheet *sheet,
                            TieDistributionState *state)
{
  g_autoptr (GArray) parts = list_parts (sheet);

  *state = (TieDistributionState) { 0 };
  for (guint i = 0; i < sheet->distributions->len; i++)
    {
      state->debits += tie_record_get_integer (sheet->distributions->pdata[i], TIE_DISTRIBUTION_DEBIT);
      state->credits += tie_record_get_integer (sheet->distributions->pdata[i], TIE_DISTRIBUTION_CREDIT);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      gint64 net = 0;

      for (guint j = 0; j < sheet->distributions->len; j++)
        {
          TieRecord *row = sheet->distributions->pdata[j];

          if (is_of_part (row, part) && tie_record_get_text (row, TIE_DISTRIBUTION_ACCOUNT) != NULL)
            net += get_net (row);
        }
      state->undistributed += ABS (part->net - net);
    }
  state->is_balanced = state->debits == state->credits;
  state->is_distributed = state->undistributed == 0;
}

char *
tie_distribution_get_problem (TieDocumentSheet *sheet)
{
  TieDistributionState state;
  g_autofree char *amount = NULL;

  tie_distribution_get_state (sheet, &state);
  if (state.is_balanced && state.is_distributed)
    return NULL;
  amount = tie_money_to_words (state.is_balanced ? state.undistributed : ABS (state.debits - state.credits));
  /* Translators: %s is an amount in all three */
  if (state.is_balanced)
    return g_strdup_printf (_ ("%s is not distributed"), amount);
  return g_strdup_printf (state.debits > state.credits ? _ ("Debits exceed credits by %s") : _ ("Credits exceed debits by %s"), amount);
}

char *
tie_distribution_get_part_name (TieDocumentSheet *sheet,
                                TieDistribution *row)
{
  const char *id = tie_record_get_text (TIE_RECORD (row), TIE_DISTRIBUTION_LINE);
  const TieField *field = tie_record_get_field (TIE_RECORD (row), TIE_DISTRIBUTION_CATEGORY);

  for (guint i = 0; id != NULL && i < sheet->lines->len; i++)
    {
      if (g_str_equal (tie_record_get_id (sheet->lines->pdata[i]), id))
        return g_strdup_printf (_ ("Line %u"), i + 1);
    }
  return g_strdup (tie_field_get_choice_label (field, tie_record_get_text (TIE_RECORD (row), TIE_DISTRIBUTION_CATEGORY)));
}
