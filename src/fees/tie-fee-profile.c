/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-profile"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-profile.h"

typedef struct
{
  const char *name;
  const char *label;
  const char *titles; /* letters and digits only, a blank between them; the surest first */
} Field;

static const Field fields[TIE_FEE_N_FIELDS] = {
  [TIE_FEE_FIELD_NONE] = { "", N_ ("Not used"), "" },
  [TIE_FEE_FIELD_CLIENT_NUMBER] = { "client_number", N_ ("Client number"), "clientnumber clientno clientid clientcode clt cltno clno number account" },
  [TIE_FEE_FIELD_MODULE] = { "module", N_ ("Return"), "returntype taxtype module taxmodule entitytype entity formtype form type" },
  [TIE_FEE_FIELD_TAX_YEAR] = { "tax_year", N_ ("Tax year"), "taxyear ty year" },
  [TIE_FEE_FIELD_AMOUNT] = { "invoice_total", N_ ("Fee"), "invoiceamount invoicetotal amountofinvoice currentcharges totalcharges taxprepfee prepfee fee billed" },
  [TIE_FEE_FIELD_AMOUNT_LESS] = { "less", N_ ("Taken off the fee"), "" },
  [TIE_FEE_FIELD_NAME] = { "name", N_ ("Name"), "clientname name taxpayername taxpayer entityname client" },
  [TIE_FEE_FIELD_LAST_NAME] = { "last_name", N_ ("Last name"), "lastname surname" },
  [TIE_FEE_FIELD_FIRST_NAME] = { "first_name", N_ ("First name"), "firstname givenname" },
  [TIE_FEE_FIELD_TIN] = { "tin", N_ ("Taxpayer number"), "ssn ein fein federalid taxid tin ssnein socialsecuritynumber" },
  [TIE_FEE_FIELD_INVOICE_NUMBER] = { "invoice_number", N_ ("Invoice number"), "invoicenumber invoiceno" },
  [TIE_FEE_FIELD_INVOICE_DATE] = { "invoice_date", N_ ("Invoice date"), "invoicedate" },
  [TIE_FEE_FIELD_FORM_CHARGES] = { "form_charges", N_ ("Form charges"), "formcharges formcharge" },
  [TIE_FEE_FIELD_TIME_CHARGES] = { "time_charges", N_ ("Time charges"), "timecharges timecharge" },
  [TIE_FEE_FIELD_OTHER_CHARGES] = { "other_charges", N_ ("Other charges"), "othercharges othercharge" },
  [TIE_FEE_FIELD_DISCOUNT] = { "discount", N_ ("Discount"), "discount" },
  [TIE_FEE_FIELD_PREVIOUS_BALANCE] = { "previous_balance", N_ ("Previous balance"), "previousbalance priorbalance" },
  [TIE_FEE_FIELD_PAYMENTS] = { "payments", N_ ("Payments"), "payments" },
  [TIE_FEE_FIELD_STATUS] = { "return_status", N_ ("Status of the return"), "returnstatus status" },
  [TIE_FEE_FIELD_CALCULATED] = { "calculated_at", N_ ("Calculated"), "calculatedat calculated" },
  [TIE_FEE_FIELD_EXPORTED] = { "exported_at", N_ ("Exported"), "exportedat exported" },
  [TIE_FEE_FIELD_SCHEMA] = { "schema", "", "schema" },
  [TIE_FEE_FIELD_TIN_LAST4] = { "tin_last4", "", "tinlast4" },
  [TIE_FEE_FIELD_SOURCE] = { "source", "", "source" },
};

/* Only with a question. */
static const char totals[] = "totaldue amountdue balance balancedue";

const char *
tie_fee_field_get_label (TieFeeField field)
{
  g_return_val_if_fail (field < TIE_FEE_N_CHOICES, "");

  return _ (fields[field].label);
}

const char *
tie_fee_field_get_name (TieFeeField field)
{
  g_return_val_if_fail (field < TIE_FEE_N_FIELDS, "");

  return fields[field].name;
}

TieFeeField
tie_fee_field_find (const char *name)
{
  for (guint i = 1; i < TIE_FEE_N_CHOICES; i++)
    {
      if (g_str_equal (fields[i].name, name))
        return i;
    }
  return TIE_FEE_FIELD_NONE;
}

const char *
tie_fee_field_find_label (const char *name)
{
  TieFeeField field = tie_fee_field_find (name);

  return field != TIE_FEE_FIELD_NONE ? _ (fields[field].label) : name;
}

void
tie_fee_profile_free (TieFeeProfile *self)
{
  g_free (self->name);
  g_strfreev (self->titles);
  g_free (self->map);
  g_free (self);
}

TieFeeProfile *
tie_fee_profile_new (const TieFeeLayout *layout,
                     const char *const *titles,
                     guint header_row)
{
  TieFeeProfile *self = g_new0 (TieFeeProfile, 1);

  self->name = g_strdup ("");
  self->layout = *layout;
  self->header_row = header_row;
  self->titles = g_strdupv ((char **) titles);
  self->n_columns = g_strv_length (self->titles);
  self->map = g_new0 (TieFeeField, self->n_columns + 1);
  return self;
}

/* "Client #" is "clientnumber", "Invoice Amt." is "invoiceamt". */
static char *
fold_title (const char *title)
{
  GString *folded = g_string_new (NULL);

  for (const char *p = title; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (folded, g_ascii_tolower (*p));
      else if (*p == '#')
        g_string_append (folded, "number");
    }
  return g_string_free (folded, FALSE);
}

/* The place of a title among the words, from 1; 0: it is none. */
static guint
find_word (const char *words,
           const char *title)
{
  gsize length = strlen (title);
  guint place = 1;

  for (const char *p = words; length > 0 && *p != '\0'; place++)
    {
      gsize word = strcspn (p, " ");

      if (word == length && memcmp (p, title, length) == 0)
        return place;
      p += word + (p[word] == ' ');
    }
  return 0;
}

/* The column whose title is the surest one for the words, and that has no field yet. */
static guint
find_column (const TieFeeProfile *self,
             const GStrv folded,
             const char *words)
{
  guint best = self->n_columns;
  guint best_place = G_MAXUINT;

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint place = self->map[i] == TIE_FEE_FIELD_NONE ? find_word (words, folded[i]) : 0;

      if (place > 0 && place < best_place)
        {
          best = i;
          best_place = place;
        }
    }
  return best;
}

static void
guess_map (TieFeeProfile *self)
{
  g_auto (GStrv) folded = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      folded[i] = fold_title (self->titles[i]);
      if (g_ascii_strcasecmp (g_strstrip (self->titles[i]), "schema") == 0)
        self->is_strict = TRUE;
    }
  for (guint i = 0; self->is_strict && i < self->n_columns; i++)
    {
      for (guint field = 1; field < TIE_FEE_N_FIELDS; field++)
        {
          if (field != TIE_FEE_FIELD_AMOUNT_LESS && field != TIE_FEE_FIELD_LAST_NAME && field != TIE_FEE_FIELD_FIRST_NAME && g_str_equal (self->titles[i], fields[field].name))
            self->map[i] = field;
        }
    }
  if (self->is_strict)
    return;
  for (guint field = 1; field < TIE_FEE_FIELD_SCHEMA; field++)
    {
      guint column = find_column (self, folded, fields[field].titles);

      if (column < self->n_columns)
        self->map[column] = field;
    }
  if (!tie_fee_profile_has (self, TIE_FEE_FIELD_AMOUNT))
    {
      guint column = find_column (self, folded, totals);

      self->asks_total = column < self->n_columns;
      if (self->asks_total)
        self->map[column] = TIE_FEE_FIELD_AMOUNT;
    }
}

static guint
count_mapped (const TieFeeProfile *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_columns; i++)
    n += self->map[i] != TIE_FEE_FIELD_NONE;
  return n;
}

TieFeeProfile *
tie_fee_profile_guess (const TieFeeLayout *layout,
                       GPtrArray *rows,
                       const guint *lines)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (TieFeeProfile) profile = tie_fee_profile_new (layout, rows->pdata[i], lines[i]);

      guess_map (profile);
      if (profile->is_strict || (tie_fee_profile_has (profile, TIE_FEE_FIELD_CLIENT_NUMBER) && count_mapped (profile) >= 2))
        return g_steal_pointer (&profile);
    }
  return NULL;
}

gboolean
tie_fee_profile_has (const TieFeeProfile *self,
                     TieFeeField field)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->map[i] == field)
        return TRUE;
    }
  return FALSE;
}

void
tie_fee_profile_set_column (TieFeeProfile *self,
                            guint column,
                            TieFeeField field)
{
  gboolean may_repeat = field == TIE_FEE_FIELD_NONE || field == TIE_FEE_FIELD_AMOUNT || field == TIE_FEE_FIELD_AMOUNT_LESS;

  g_return_if_fail (column < self->n_columns);
  g_return_if_fail (field < TIE_FEE_N_FIELDS);

  for (guint i = 0; !may_repeat && i < self->n_columns; i++)
    {
      if (self->map[i] == field)
        self->map[i] = TIE_FEE_FIELD_NONE;
    }
  self->map[column] = field;
  if (field == TIE_FEE_FIELD_AMOUNT)
    self->asks_total = FALSE;
}

char *
tie_fee_profile_dup_missing (const TieFeeProfile *self)
{
  if (!tie_fee_profile_has (self, TIE_FEE_FIELD_CLIENT_NUMBER))
    return g_strdup (_ ("No column has the client numbers."));
  if (!tie_fee_profile_has (self, TIE_FEE_FIELD_AMOUNT))
    return g_strdup (_ ("No column has the fees."));
  if (self->asks_total)
    return g_strdup (_ ("Does the total due hold older unpaid amounts? Say which column has the fees."));
  if (self->tax_year == 0 && !tie_fee_profile_has (self, TIE_FEE_FIELD_TAX_YEAR))
    return g_strdup (_ ("Neither a column nor the folder says which tax year it is."));
  if (self->module == 0 && !tie_fee_profile_has (self, TIE_FEE_FIELD_MODULE))
    return g_strdup (_ ("Neither a column nor the folder says which return it is."));
  return NULL;
}

char *
tie_fee_profile_dup_fingerprint (const TieFeeProfile *self)
{
  g_autoptr (GString) whole = g_string_new (tie_fee_format_get_name (self->layout.format));

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *folded = fold_title (self->titles[i]);

      g_string_append_c (whole, '\x1f');
      g_string_append (whole, folded);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole->str, (gssize) whole->len);
}
