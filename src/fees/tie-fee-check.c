/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-check"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "fees/tie-fee-check.h"
#include "fees/tie-fee-file.h"

#define SECONDS_A_DAY (24 * 60 * 60)

static TieFeeFacts
make_facts (const TieFeeProject *project,
            const TieFeeRow *row)
{
  TieFeeFacts facts = {
    .client = *project->link_key != '\0' ? project->link_key : project->number,
    .other = project->contact_name,
    .module = project->module,
    .year = project->tax_year,
  };

  if (row != NULL)
    {
      facts.client = row->client_number;
      facts.name = row->name;
      facts.module = row->module;
      facts.year = row->tax_year;
      facts.file = row->label;
      facts.when = row->as_of;
      facts.line = row->line;
      facts.amount = row->amount;
      facts.old_amount = row->previous_balance;
    }
  return facts;
}

TieFeeFinding *
tie_fee_check_match (const TieFeeProject *project,
                     const TieFeeMatch *match)
{
  TieFeeFacts facts = make_facts (project, match->row);
  TieFeeFinding *finding;

  facts.count = match->n_rows;
  if (match->code != TIE_FEE_L16_UNREADABLE)
    return tie_fee_finding_new (match->code, &facts);
  finding = g_new0 (TieFeeFinding, 1);
  finding->code = match->code;
  finding->sentence = tie_fee_row_dup_problem (match->row);
  return finding;
}

static void
add (GPtrArray *findings,
     TieFeeCode code,
     const TieFeeFacts *facts)
{
  g_ptr_array_add (findings, tie_fee_finding_new (code, facts));
}

static gboolean
has_other_name (const TieFeeProject *project,
                const TieFeeRow *row)
{
  g_autofree char *here = tie_text_fold (project->contact_name);
  g_autofree char *there = tie_text_fold (row->name);

  return *there != '\0' && !g_str_equal (here, there);
}

void
tie_fee_check_row (const TieFeeProject *project,
                   const TieFeeRow *row,
                   gint64 new_fee,
                   gboolean is_chosen,
                   GPtrArray *findings)
{
  TieFeeFacts facts = make_facts (project, row);
  gint64 last_fee = project->last_fee;

  /* who was chosen once is known by that name */
  if (row != NULL && !is_chosen && *project->link_key == '\0' && has_other_name (project, row))
    add (findings, TIE_FEE_W1_OTHER_NAME, &facts);
  if (row != NULL && row->problem == TIE_FEE_L15_MASKED)
    add (findings, TIE_FEE_L15_MASKED, &facts);
  if (row != NULL && row->has_bad_parts)
    add (findings, TIE_FEE_W2_BAD_PARTS, &facts);
  if (row != NULL && row->previous_balance != 0)
    add (findings, TIE_FEE_W5_BALANCE, &facts);
  facts.amount = new_fee;
  facts.old_amount = last_fee;
  if (last_fee > 0 && ABS (new_fee - last_fee) > last_fee / 2)
    add (findings, TIE_FEE_W3_BIG_CHANGE, &facts);
  facts.old_amount = project->estimated_fee;
  if (project->estimated_fee != 0 && project->estimated_fee != new_fee && project->estimated_fee != project->imported_fee)
    add (findings, TIE_FEE_L18_TYPED_FEE, &facts);
}

void
tie_fee_check_age (const TieFeeProject *project,
                   const TieFeeRow *row,
                   gint64 new_fee,
                   guint days,
                   GPtrArray *findings)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *limit = tie_date_shift (now, -(gint64) days * SECONDS_A_DAY);
  g_autofree char *text = NULL;
  TieFeeFacts facts = make_facts (project, row);

  /* the same fee again is no older than it was */
  if (project->imported_fee != new_fee && strcmp (row->as_of, project->imported_at) < 0)
    text = g_strdup (_ ("A fee was imported since."));
  else if (strncmp (row->as_of, project->last_entry, strlen ("2025-01-01")) < 0)
    text = g_strdup (_ ("Time was entered on the project since."));
  else if (strcmp (row->as_of, limit) < 0)
    text = g_strdup_printf (ngettext ("That is more than %u day ago.", "That is more than %u days ago.", days), days);
  if (text == NULL)
    return;
  facts.text = text;
  add (findings, TIE_FEE_L10_STALE, &facts);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const TieFeeFinding *one = *(const TieFeeFinding *const *) a;
  const TieFeeFinding *other = *(const TieFeeFinding *const *) b;
  int order = (int) tie_fee_code_get_severity (one->code) - (int) tie_fee_code_get_severity (other->code);

  return order != 0 ? order : (int) one->code - (int) other->code;
}

void
tie_fee_findings_sort (GPtrArray *findings)
{
  g_ptr_array_sort (findings, compare_findings);
}
