/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-rows"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-text.h"
#include "exchange/tie-import-rows.h"

TieImportPlan *
tie_import_plan_copy (const TieImportPlan *plan)
{
  TieImportPlan *copy = g_memdup2 (plan, sizeof *plan);

  copy->text = g_bytes_ref (plan->text);
  copy->map = g_memdup2 (plan->map, plan->n_columns * sizeof *plan->map);
  return copy;
}

void
tie_import_plan_free (TieImportPlan *plan)
{
  g_bytes_unref (plan->text);
  g_free (plan->map);
  g_free (plan);
}

TieImportRows *
tie_import_rows_new (TieImportPlan *plan)
{
  TieImportRows *self = g_new0 (TieImportRows, 1);

  g_ref_count_init (&self->ref_count);
  self->plan = plan;
  self->texts = g_string_new (NULL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TieImportRowData));
  self->references = g_array_new (FALSE, FALSE, sizeof (TieImportReference));
  self->strings = g_string_chunk_new (4096);
  self->fields = g_new (guint, plan->n_columns + 1);
  for (guint i = 0; i < plan->n_columns; i++)
    {
      if (plan->map[i] != 0)
        self->fields[self->n_fields++] = plan->map[i];
    }
  return self;
}

TieImportRows *
tie_import_rows_ref (TieImportRows *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
tie_import_rows_unref (TieImportRows *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  tie_import_plan_free (self->plan);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->rows);
  g_array_unref (self->references);
  g_string_chunk_free (self->strings);
  g_free (self->fields);
  g_free (self);
}

TieImportRowData *
tie_import_rows_get (TieImportRows *self,
                     guint index)
{
  g_assert (index < self->rows->len);

  return &g_array_index (self->rows, TieImportRowData, index);
}

gboolean
tie_import_rows_can_check (TieImportRows *self,
                           guint index)
{
  guint8 result = tie_import_rows_get (self, index)->result;

  return result == TIE_IMPORT_ROW_NEW || result == TIE_IMPORT_ROW_UPDATE;
}

const char *
tie_import_rows_get_text (TieImportRows *self,
                          guint index,
                          guint field)
{
  const char *text = self->texts->str + tie_import_rows_get (self, index)->at;

  for (guint i = 0; i < self->n_fields; i++)
    {
      if (self->fields[i] == field)
        return text;
      text += strlen (text) + 1;
    }
  return "";
}

/* Parts stand in the table behind what they are parts of, so the target's own column comes first. */
static char *
join_parts (const char *whole,
            const char *part,
            TieFieldType type)
{
  const char *between = type == TIE_FIELD_LINES ? "\n" : ", ";

  if (tie_text_is_empty (whole))
    return g_strdup (part);
  return g_strconcat (whole, between, part, NULL);
}

/* By its words, its token, or the beginning of its words that no other has: "Individual" of "Individual (1040)". */
static const char *
find_choice (const TieField *field,
             const char *text)
{
  g_autofree char *wanted = tie_text_fold (text);
  const char *found = NULL;

  for (const TieChoice *choice = field->choices; choice->token != NULL; choice++)
    {
      g_autofree char *label = tie_text_fold (_ (choice->label));
      g_autofree char *token = tie_text_fold (choice->token);

      if (g_str_equal (wanted, label) || g_str_equal (wanted, token))
        return choice->token;
      if (g_str_has_prefix (label, wanted))
        found = found == NULL ? choice->token : "";
    }
  return found != NULL && *found != '\0' ? found : NULL;
}

static gboolean
set_value (const TieImportPlan *plan,
           TieRecord *record,
           guint target,
           const char *text,
           char **reason)
{
  g_autofree char *date = NULL;
  const char *token;
  gboolean yes = FALSE;
  gint64 number = 0;

  switch (tie_record_get_field (record, target)->type)
    {
    case TIE_FIELD_DATE:
      date = tie_import_parse_date (text, plan->date_order);
      if (date != NULL)
        tie_record_set_text (record, target, date);
      else
        *reason = g_strdup_printf (_ ("“%s” is not a date"), text);
      break;
    case TIE_FIELD_BOOLEAN:
      if (tie_import_parse_boolean (text, &yes))
        tie_record_set_integer (record, target, yes);
      else
        *reason = g_strdup_printf (_ ("“%s” is neither yes nor no"), text);
      break;
    case TIE_FIELD_INTEGER:
    case TIE_FIELD_MONEY:
    case TIE_FIELD_RATE:
      if (tie_import_parse_decimal (text, plan->decimal_sign,
                                    tie_record_get_field (record, target)->type == TIE_FIELD_MONEY  ? 2
                                    : tie_record_get_field (record, target)->type == TIE_FIELD_RATE ? 4
                                                                                                    : 0,
                                    &number))
        tie_record_set_integer (record, target, number);
      else
        *reason = g_strdup_printf (_ ("“%s” is not a number"), text);
      break;
    case TIE_FIELD_CHOICE:
      token = find_choice (tie_record_get_field (record, target), text);
      if (token != NULL)
        tie_record_set_text (record, target, token);
      else
        *reason = g_strdup_printf (_ ("“%s” is none of the choices"), text);
      break;
    case TIE_FIELD_TEXT:
    case TIE_FIELD_LINES:
    case TIE_FIELD_REFERENCE:
    default:
      tie_record_set_text (record, target, text);
      break;
    }
  return *reason == NULL;
}

gboolean
tie_import_rows_fill (TieImportRows *self,
                      guint index,
                      TieRecord *record,
                      char **reason)
{
  const TieImportRowData *row = tie_import_rows_get (self, index);
  guint n_fields;
  const TieImportField *fields = tie_import_kind_get_fields (self->plan->kind, &n_fields);

  *reason = NULL;
  for (guint i = 1; i <= n_fields;)
    {
      guint target = fields[i].target;
      g_autofree char *joined = NULL;

      for (; i <= n_fields && fields[i].target == target; i++)
        {
          const char *text = tie_import_rows_get_text (self, index, i);
          char *longer;

          /* A full name beside its parts says the same once more. */
          if (*text == '\0' || (fields[i].is_part && i > 1 && target == fields[1].target && *tie_import_rows_get_text (self, index, 1) != '\0'))
            continue;
          longer = join_parts (joined, text, tie_record_get_field (record, target)->type);
          g_free (joined);
          joined = longer;
        }
      if (joined != NULL && tie_record_get_field (record, target)->type != TIE_FIELD_REFERENCE && !set_value (self->plan, record, target, joined, reason))
        return FALSE;
    }
  for (guint r = 0; r < row->n_references; r++)
    {
      const TieImportReference *reference = &g_array_index (self->references, TieImportReference, row->first_reference + r);

      tie_record_set_text (record, reference->target, reference->id);
    }
  return TRUE;
}
