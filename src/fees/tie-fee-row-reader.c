/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-row-reader"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "fees/tie-fee-row-reader.h"
#include "fees/tie-fee-value.h"

#define SCHEMA "lacerte-fee/1"

void
tie_fee_row_reader_init (TieFeeRowReader *self,
                         const char *label,
                         const TieFeeProfile *profile,
                         GBytes *tin_key)
{
  self->label = label;
  self->profile = profile;
  self->tin_key = tin_key;
  self->rows = tie_fee_rows_new ();
  self->exported = g_string_new (NULL);
  self->name = g_string_new (NULL);
}

void
tie_fee_row_reader_clear (TieFeeRowReader *self)
{
  g_clear_pointer (&self->rows, tie_fee_rows_free);
  g_string_free (self->exported, TRUE);
  g_string_free (self->name, TRUE);
}

char *
tie_fee_row_reader_dup_strict_problem (const TieFeeProfile *profile,
                                       TieFeeCode *code)
{
  static const char *const forbidden[] = { "tin", "ssn", "ein", "fein", NULL };
  static const TieFeeField needed[] = { TIE_FEE_FIELD_CLIENT_NUMBER, TIE_FEE_FIELD_MODULE, TIE_FEE_FIELD_TAX_YEAR, TIE_FEE_FIELD_AMOUNT };

  *code = TIE_FEE_L17_FULL_TIN;
  for (guint i = 0; i < profile->n_columns; i++)
    {
      const char *title = profile->titles[i];
      g_autofree char *lower = g_ascii_strdown (title, -1);

      if (g_strv_contains (forbidden, lower))
        /* Translators: %s is the name of a column */
        return g_strdup_printf (_ ("A fee file may not have full taxpayer numbers. Leave the column “%s” out; tin_last4 may stay."), title);
    }
  *code = TIE_FEE_L13_LAYOUT;
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (!tie_fee_profile_has (profile, needed[i]))
        /* Translators: %s is the name of a column */
        return g_strdup_printf (_ ("A fee file needs the column “%s”."), tie_fee_field_get_name (needed[i]));
    }
  return NULL;
}

/* The first thing that is wrong with a row is what is told. */
static void
set_unreadable (TieFeeRow *row,
                char **holder,
                TieFeeField field,
                const char *text)
{
  g_autofree char *shown = NULL;

  if (row->problem != TIE_FEE_OK && row->problem != TIE_FEE_L15_MASKED)
    return;
  shown = tie_text_truncate (text, 60);
  row->problem = TIE_FEE_L16_UNREADABLE;
  g_free (*holder);
  *holder = g_strconcat (tie_fee_field_get_name (field), "\x1f", shown, NULL);
  row->problem_text = *holder;
}

/* One row while its cells are looked at; texts that have to be made live here. */
typedef struct
{
  TieFeeRow row;
  char *key, *tin, *date, *calculated, *problem;
  gint64 parts;
  gboolean has_parts;
} Building;

static void
building_clear (Building *building)
{
  g_free (building->key);
  g_free (building->tin);
  g_free (building->date);
  g_free (building->calculated);
  g_free (building->problem);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Building, building_clear)

static gboolean
parse_amount (const TieFeeRowReader *self,
              const char *text,
              gint64 *amount)
{
  return self->profile->is_strict ? tie_fee_parse_plain_amount (text, amount) : tie_fee_parse_amount (text, amount);
}

static void
take_amount (TieFeeRowReader *self,
             Building *building,
             TieFeeField field,
             const char *text)
{
  gint64 amount = 0;

  if (*text == '\0')
    return;
  if (!parse_amount (self, text, &amount))
    {
      set_unreadable (&building->row, &building->problem, field, text);
      return;
    }
  switch (field)
    {
    case TIE_FEE_FIELD_AMOUNT:
      building->row.amount += amount;
      building->row.has_amount = TRUE;
      break;
    case TIE_FEE_FIELD_AMOUNT_LESS:
      building->row.amount -= amount;
      break;
    case TIE_FEE_FIELD_PREVIOUS_BALANCE:
      building->row.previous_balance = amount;
      break;
    case TIE_FEE_FIELD_FORM_CHARGES:
    case TIE_FEE_FIELD_TIME_CHARGES:
    case TIE_FEE_FIELD_OTHER_CHARGES:
      building->parts += amount;
      building->has_parts = TRUE;
      break;
    case TIE_FEE_FIELD_DISCOUNT:
      building->parts -= amount;
      building->has_parts = TRUE;
      break;
    default:
      break;
    }
}

static void
take_tin (TieFeeRowReader *self,
          Building *building,
          const char *text)
{
  char digits[10];

  if (!tie_fee_parse_tin (text, digits))
    return;
  self->has_full_tins = TRUE;
  if (self->tin_key != NULL)
    {
      g_free (building->tin);
      building->tin = tie_fee_hash_tin (digits, self->tin_key);
      building->row.tin = building->tin;
    }
  memset (digits, 0, sizeof digits);
}

static void
take_moment (TieFeeRowReader *self,
             Building *building,
             TieFeeField field,
             const char *text)
{
  g_autofree char *moment = *text != '\0' ? tie_fee_parse_moment (text) : NULL;

  if (moment == NULL)
    return;
  if (*moment == '\0')
    {
      if (self->profile->is_strict)
        set_unreadable (&building->row, &building->problem, field, text);
      return;
    }
  if (field == TIE_FEE_FIELD_EXPORTED)
    {
      if (strcmp (moment, self->exported->str) > 0)
        g_string_assign (self->exported, moment);
    }
  else if (field == TIE_FEE_FIELD_CALCULATED)
    {
      g_free (building->calculated);
      building->row.calculated_at = building->calculated = g_steal_pointer (&moment);
    }
  else
    {
      g_free (building->date);
      building->row.invoice_date = building->date = g_steal_pointer (&moment);
    }
}

static void
take_module (TieFeeRowReader *self,
             Building *building,
             const char *text)
{
  char module = self->profile->is_strict ? (strlen (text) == 1 && strchr ("IPCSFRTNB", *text) != NULL ? *text : 0) : tie_fee_parse_module (text, NULL);

  if (module != 0)
    building->row.module = module;
  else if (*text != '\0' || self->profile->is_strict)
    {
      building->row.module = 0; /* not what the folder says: the row says something else */
      set_unreadable (&building->row, &building->problem, TIE_FEE_FIELD_MODULE, text);
    }
}

static void
take_year (TieFeeRowReader *self,
           Building *building,
           const char *text)
{
  guint year = self->profile->is_strict && strlen (text) != 4 ? 0 : tie_fee_parse_year (text);

  if (year != 0)
    building->row.tax_year = year;
  else if (*text != '\0' || self->profile->is_strict)
    {
      building->row.tax_year = 0;
      set_unreadable (&building->row, &building->problem, TIE_FEE_FIELD_TAX_YEAR, text);
    }
}

static void
take_number (Building *building,
             const char *text)
{
  g_free (building->key);
  building->key = tie_fee_make_key (text);
  building->row.client_number = text;
  building->row.client_key = building->key;
  if (tie_fee_key_is_spoiled (building->key) || tie_fee_is_masked (building->key))
    {
      set_unreadable (&building->row, &building->problem, TIE_FEE_FIELD_CLIENT_NUMBER, text);
      *building->key = '\0'; /* it is nobody's number */
    }
}

static void
take_cell (TieFeeRowReader *self,
           Building *building,
           TieFeeField field,
           const char *text)
{
  TieFeeRow *row = &building->row;

  if ((field == TIE_FEE_FIELD_NAME || field == TIE_FEE_FIELD_TIN || field == TIE_FEE_FIELD_LAST_NAME) && tie_fee_is_masked (text))
    {
      if (row->problem == TIE_FEE_OK)
        row->problem = TIE_FEE_L15_MASKED;
      return;
    }
  switch (field)
    {
    case TIE_FEE_FIELD_CLIENT_NUMBER:
      take_number (building, text);
      break;
    case TIE_FEE_FIELD_MODULE:
      take_module (self, building, text);
      break;
    case TIE_FEE_FIELD_TAX_YEAR:
      take_year (self, building, text);
      break;
    case TIE_FEE_FIELD_NAME:
    case TIE_FEE_FIELD_LAST_NAME:
      g_string_prepend (self->name, text);
      break;
    case TIE_FEE_FIELD_FIRST_NAME:
      if (*text != '\0')
        g_string_append_printf (self->name, ", %s", text);
      break;
    case TIE_FEE_FIELD_TIN:
      take_tin (self, building, text);
      break;
    case TIE_FEE_FIELD_INVOICE_NUMBER:
      row->invoice_number = text;
      break;
    case TIE_FEE_FIELD_STATUS:
      row->status = text;
      break;
    case TIE_FEE_FIELD_INVOICE_DATE:
    case TIE_FEE_FIELD_CALCULATED:
    case TIE_FEE_FIELD_EXPORTED:
      take_moment (self, building, field, text);
      break;
    case TIE_FEE_FIELD_SCHEMA:
      if (!g_str_equal (text, SCHEMA))
        set_unreadable (row, &building->problem, field, text);
      break;
    case TIE_FEE_FIELD_NONE:
    case TIE_FEE_FIELD_TIN_LAST4:
    case TIE_FEE_FIELD_SOURCE:
    case TIE_FEE_N_FIELDS:
      break;
    default:
      take_amount (self, building, field, text);
      break;
    }
}

/* Titles that are printed again on each page. */
static gboolean
is_header (const TieFeeProfile *profile,
           const char *const *cells,
           guint n_cells)
{
  guint column = 0;

  while (column < n_cells && column < profile->n_columns && g_str_equal (cells[column], profile->titles[column]))
    column++;
  return column == n_cells || column == profile->n_columns;
}

static gboolean
is_other_schema (const TieFeeRowReader *self,
                 const Building *building)
{
  return self->profile->is_strict && building->row.problem == TIE_FEE_L16_UNREADABLE && tie_fee_rows_get_n (self->rows) == 0 && g_str_has_prefix (building->row.problem_text, "schema\x1f");
}

gboolean
tie_fee_row_reader_take (const char *const *cells,
                         guint n_cells,
                         guint line,
                         gpointer user_data,
                         GError **error)
{
  TieFeeRowReader *self = user_data;
  const TieFeeProfile *profile = self->profile;
  g_auto (Building) building = { 0 };
  TieFeeRow *row = &building.row;

  if (line <= profile->header_row || is_header (profile, cells, n_cells))
    return TRUE;
  row->client_key = row->client_number = "";
  row->module = profile->module;
  row->tax_year = profile->tax_year;
  g_string_truncate (self->name, 0);
  for (guint i = 0; i < n_cells && i < profile->n_columns; i++)
    take_cell (self, &building, profile->map[i], cells[i]);
  if (is_other_schema (self, &building))
    {
      TieFeeFacts facts = { .file = self->label, .text = _ ("It is a fee file of another kind than lacerte-fee/1, which this version reads.") };

      tie_fee_set_error (error, TIE_FEE_L13_LAYOUT, &facts);
      return FALSE;
    }
  if (tie_text_is_empty (row->client_number) || g_ascii_strncasecmp (n_cells > 0 ? cells[0] : "", "total", 5) == 0)
    {
      self->n_skipped++;
      return TRUE;
    }
  if (row->module == 0)
    set_unreadable (row, &building.problem, TIE_FEE_FIELD_MODULE, "");
  if (row->tax_year == 0)
    set_unreadable (row, &building.problem, TIE_FEE_FIELD_TAX_YEAR, "");
  row->line = self->last_line = MAX (line, self->last_line + 1); /* each has its own */
  row->label = self->label;
  row->name = self->name->str;
  row->has_bad_parts = building.has_parts && row->has_amount && building.parts != row->amount;
  if (row->problem != TIE_FEE_OK && row->problem != TIE_FEE_L15_MASKED)
    self->n_bad++;
  tie_fee_rows_add (self->rows, row);
  return TRUE;
}
