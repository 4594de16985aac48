/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-names"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "exchange/tie-file-names.h"
#include "exchange/tie-file-text.h"
#include "model/tie-account.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "store/tie-activity-table.h"
#include "store/tie-record-table.h"

#define PREFIX "files."
static const char *const kind_names[] = { "", "account", "terms", "tax", "agency" };

static void
account_free (gpointer data)
{
  TieFileAccount *account = data;

  g_free (account->id);
  g_free (account->label);
  g_free (account->number);
  g_free (account->kind);
  g_free (account->typed);
  g_free (account->name);
  g_free (account);
}

static void
terms_free (gpointer data)
{
  TieFileTerms *terms = data;

  g_free (terms->id);
  g_free (terms->label);
  g_free (terms->typed);
  g_free (terms->name);
  g_free (terms);
}

static void
tax_free (gpointer data)
{
  TieFileTaxName *tax = data;

  g_free (tax->id);
  g_free (tax->label);
  g_free (tax->typed);
  g_free (tax->name);
  g_free (tax->typed_agency);
  g_free (tax->agency);
  g_free (tax);
}

void
tie_file_names_free (TieFileNames *self)
{
  g_clear_pointer (&self->layout, tie_file_layout_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->taxes, g_ptr_array_unref);
  g_clear_pointer (&self->accounts_by_id, g_hash_table_unref);
  g_clear_pointer (&self->terms_by_id, g_hash_table_unref);
  g_clear_pointer (&self->taxes_by_id, g_hash_table_unref);
  g_clear_pointer (&self->options, g_hash_table_unref);
  g_clear_pointer (&self->rates, g_hash_table_unref);
  g_free (self->date);
  g_free (self->currency);
  g_free (self);
}

static char *
make_setting (const char *target,
              const char *what,
              const char *name)
{
  return g_strdup_printf (PREFIX "%s.%s.%s", target, what, name);
}

/* All of the target's settings, by their names without the target. */
static GHashTable *
read_settings (TieDb *db,
               const char *target,
               GError **error)
{
  g_autofree char *prefix = g_strdup_printf (PREFIX "%s.", target);
  g_auto (GStrv) names = tie_setting_table_list (db, prefix, error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (names == NULL)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;
      char *value = tie_setting_table_get (db, names[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_hash_table_insert (settings, g_strdup (names[i] + strlen (prefix)), value);
    }
  return g_steal_pointer (&settings);
}

/* (transfer full) (nullable) */
static char *
find_typed (GHashTable *settings,
            TieFileNameKind kind,
            const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", kind_names[kind], id);
  const char *typed = g_hash_table_lookup (settings, name);

  return tie_text_is_empty (typed) ? NULL : g_strdup (typed);
}

/* By the layout's rule, and whether the program can take it. */
static char *
name_account (const TieFileLayout *layout,
              TieRecord *record)
{
  const char *name = tie_record_get_text (record, TIE_ACCOUNT_NAME);
  const char *number = tie_record_get_text (record, TIE_ACCOUNT_NUMBER);
  const char *kind = tie_record_get_text (record, TIE_ACCOUNT_KIND);

  switch (layout->naming)
    {
    case TIE_FILE_NAMES_NUMBER:
      return g_strdup (number);
    case TIE_FILE_NAMES_PATH:
      return tie_file_text_to_path_account (kind, name);
    case TIE_FILE_NAMES_TYPED:
      return g_strdup ("");
    case TIE_FILE_NAMES_LEDGER:
      return tie_file_text_to_ledger_account (kind, name);
    case TIE_FILE_NAMES_BEANCOUNT:
      return tie_file_text_to_beancount_account (kind, name);
    case TIE_FILE_NAMES_NAME:
    default:
      return tie_text_clean (name);
    }
}

static gboolean
is_bad_account (const TieFileLayout *layout,
                const char *name)
{
  if (*name == '\0' || (layout->account_max > 0 && g_utf8_strlen (name, -1) > (glong) layout->account_max))
    return TRUE;
  if (layout->naming == TIE_FILE_NAMES_LEDGER)
    return !tie_file_text_is_ledger_account (name);
  if (layout->naming == TIE_FILE_NAMES_BEANCOUNT)
    return !tie_file_text_is_beancount_account (name);
  return layout->encoding != TIE_FILE_ENCODING_UTF8 && !g_str_is_ascii (name);
}

static gboolean
read_accounts (TieFileNames *self,
               TieDb *db,
               GHashTable *settings,
               GError **error)
{
  g_autoptr (GPtrArray) records = tie_record_table_list (db, TIE_TYPE_ACCOUNT, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      TieRecord *record = records->pdata[i];
      TieFileAccount *account = g_new0 (TieFileAccount, 1);

      account->id = g_strdup (tie_record_get_id (record));
      account->label = g_strdup (tie_record_get_text (record, TIE_ACCOUNT_NAME));
      account->number = g_strdup (tie_record_get_text (record, TIE_ACCOUNT_NUMBER));
      account->kind = g_strdup (tie_record_get_text (record, TIE_ACCOUNT_KIND));
      account->typed = find_typed (settings, TIE_FILE_NAME_ACCOUNT, account->id);
      account->name = account->typed != NULL ? g_strdup (account->typed) : name_account (self->layout, record);
      account->is_bad = is_bad_account (self->layout, account->name);
      g_ptr_array_add (self->accounts, account);
      g_hash_table_insert (self->accounts_by_id, account->id, account);
    }
  return records != NULL;
}

static gboolean
read_decimal (const char *text,
              gint64 most,
              gint64 *value)
{
  return tie_decimal_parse (text, 4, value) && *value >= 0 && *value <= most * TIE_SCALE;
}

/* "MYOB t d b p m": type, discount days, days until due, discount, what is charged a month.  See file-formats.md, 1.2. */
static gboolean
read_myob (TieFileTerms *terms,
           char **words)
{
  gint64 numbers[3];

  if (g_strv_length (words) != 6)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      if (!read_decimal (words[i + 1], 999, &numbers[i]) || numbers[i] % TIE_SCALE != 0)
        return FALSE;
    }
  terms->type = numbers[0] / TIE_SCALE;
  terms->discount_days = numbers[1] / TIE_SCALE;
  terms->days = numbers[2] / TIE_SCALE;
  return terms->type <= 5 && read_decimal (words[4], 100, &terms->percent) && read_decimal (words[5], 100, &terms->late);
}

/* "Peach COD", "Peach PRE" or "Peach DAYS net disc pct". */
static gboolean
read_peachtree (TieFileTerms *terms,
                char **words)
{
  gint64 numbers[2];

  if (g_strv_length (words) == 2 && (g_str_equal (words[1], "COD") || g_str_equal (words[1], "PRE")))
    {
      terms->type = g_str_equal (words[1], "PRE");
      terms->days = 0;
      return TRUE;
    }
  if (g_strv_length (words) != 5 || !g_str_equal (words[1], "DAYS"))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      if (!read_decimal (words[i + 2], 999, &numbers[i]) || numbers[i] % TIE_SCALE != 0)
        return FALSE;
    }
  terms->type = 2;
  terms->days = numbers[0] / TIE_SCALE;
  terms->discount_days = numbers[1] / TIE_SCALE;
  return read_decimal (words[4], 100, &terms->percent);
}

static void
name_terms (const TieFileLayout *layout,
            TieFileTerms *terms)
{
  const gboolean is_myob = layout->terms_form == TIE_FILE_TERMS_MYOB;
  g_auto (GStrv) words = NULL;

  terms->name = g_strdup (terms->typed != NULL ? terms->typed : terms->label);
  terms->type = terms->days > 0 ? 2 : 0;
  if (layout->terms_form == TIE_FILE_TERMS_NAME)
    return;
  if (terms->typed == NULL)
    {
      g_free (terms->name);
      if (is_myob)
        terms->name = g_strdup_printf ("MYOB %d 0 %d 0 0", (int) terms->type, (int) terms->days);
      else if (terms->days > 0)
        terms->name = g_strdup_printf ("Peach DAYS %d 0 0", (int) terms->days);
      else
        terms->name = g_strdup ("Peach COD");
      return;
    }
  words = g_strsplit (terms->typed, " ", -1);
  terms->is_bad = !g_str_equal (words[0] != NULL ? words[0] : "", is_myob ? "MYOB" : "Peach") ||
                  !(is_myob ? read_myob (terms, words) : read_peachtree (terms, words));
}

static gboolean
read_terms (TieFileNames *self,
            TieDb *db,
            GHashTable *settings,
            GError **error)
{
  g_autoptr (GPtrArray) records = tie_record_table_list (db, TIE_TYPE_TERM, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      TieFileTerms *terms = g_new0 (TieFileTerms, 1);

      terms->id = g_strdup (tie_record_get_id (records->pdata[i]));
      terms->label = g_strdup (tie_record_get_text (records->pdata[i], TIE_TERM_NAME));
      terms->days = tie_record_get_integer (records->pdata[i], TIE_TERM_DAYS);
      terms->typed = find_typed (settings, TIE_FILE_NAME_TERMS, terms->id);
      name_terms (self->layout, terms);
      g_ptr_array_add (self->terms, terms);
      g_hash_table_insert (self->terms_by_id, terms->id, terms);
    }
  return records != NULL;
}

static gboolean
read_taxes (TieFileNames *self,
            TieDb *db,
            GHashTable *settings,
            GError **error)
{
  g_autoptr (GPtrArray) records = tie_record_table_list (db, TIE_TYPE_TAX_CODE, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      TieFileTaxName *tax = g_new0 (TieFileTaxName, 1);

      tax->id = g_strdup (tie_record_get_id (records->pdata[i]));
      tax->label = g_strdup (tie_record_get_text (records->pdata[i], TIE_TAX_CODE_NAME));
      tax->rate = tie_record_get_integer (records->pdata[i], TIE_TAX_CODE_RATE);
      tax->typed = find_typed (settings, TIE_FILE_NAME_TAX, tax->id);
      tax->typed_agency = find_typed (settings, TIE_FILE_NAME_AGENCY, tax->id);
      tax->name = g_strdup (tax->typed != NULL ? tax->typed : tax->label);
      tax->agency = g_strdup (tax->typed_agency != NULL ? tax->typed_agency : tie_file_names_get_option (self, "agency"));
      g_ptr_array_add (self->taxes, tax);
      g_hash_table_insert (self->taxes_by_id, tax->id, tax);
      g_hash_table_insert (self->rates, g_strdup (tax->id), g_memdup2 (&tax->rate, sizeof tax->rate));
    }
  return records != NULL;
}

static void
choose_options (TieFileNames *self,
                GHashTable *settings)
{
  for (guint i = 0; i < self->layout->options->len; i++)
    {
      const TieFileOption *option = self->layout->options->pdata[i];
      g_autofree char *name = g_strconcat ("option.", option->name, NULL);
      const char *chosen = g_hash_table_lookup (settings, name);

      g_hash_table_insert (self->options, g_strdup (option->name), g_strdup (chosen != NULL ? chosen : option->value));
    }
}

TieFileNames *
tie_file_names_read (TieDb *db,
                     TieFileLayout *layout,
                     GError **error)
{
  g_autoptr (TieFileNames) self = g_new0 (TieFileNames, 1);
  g_autoptr (GHashTable) settings = read_settings (db, layout->id, error);
  g_autoptr (GError) local_error = NULL;

  self->layout = tie_file_layout_ref (layout);
  self->accounts = g_ptr_array_new_with_free_func (account_free);
  self->terms = g_ptr_array_new_with_free_func (terms_free);
  self->taxes = g_ptr_array_new_with_free_func (tax_free);
  self->accounts_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->terms_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->taxes_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (settings == NULL)
    return NULL;
  choose_options (self, settings);
  self->date = g_strdup (tie_file_names_get_option (self, "date"));
  if (*self->date == '\0')
    {
      g_free (self->date);
      self->date = g_strdup (layout->date);
    }
  self->encoding = g_str_equal (tie_file_names_get_option (self, "encoding"), "windows-1252") ? TIE_FILE_ENCODING_WINDOWS_1252 : layout->encoding;
  self->currency = tie_setting_table_get (db, "currency", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (tie_text_is_empty (self->currency))
    {
      g_free (self->currency);
      self->currency = g_strdup ("USD");
    }
  g_hash_table_insert (self->options, g_strdup ("currency"), g_strdup (self->currency));
  return read_accounts (self, db, settings, error) && read_terms (self, db, settings, error) && read_taxes (self, db, settings, error) ? g_steal_pointer (&self) : NULL;
}

const TieFileAccount *
tie_file_names_get_account (const TieFileNames *self,
                            const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->accounts_by_id, id) : NULL;
}

const TieFileTerms *
tie_file_names_get_terms (const TieFileNames *self,
                          const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->terms_by_id, id) : NULL;
}

const TieFileTaxName *
tie_file_names_get_tax (const TieFileNames *self,
                        const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->taxes_by_id, id) : NULL;
}

const char *
tie_file_names_get_option (const TieFileNames *self,
                           const char *name)
{
  const char *value = g_hash_table_lookup (self->options, name);

  return value != NULL ? value : "";
}

const TieFileAccount *
tie_file_names_get_option_account (const TieFileNames *self,
                                   const char *name)
{
  const char *value = tie_file_names_get_option (self, name);
  const TieFileAccount *chosen = tie_file_names_get_account (self, value);

  if (chosen != NULL)
    return chosen;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const TieFileAccount *account = self->accounts->pdata[i];

      if (g_str_equal (account->kind, value))
        return account;
    }
  return NULL;
}

gboolean
tie_file_names_set (TieDb *db,
                    const char *target,
                    TieFileNameKind kind,
                    const char *id,
                    const char *text,
                    GError **error)
{
  g_autofree char *name = make_setting (target, kind_names[kind], id);
  g_autofree char *clean = tie_text_clean (text);

  return tie_setting_table_set (db, name, *clean != '\0' ? clean : NULL, error);
}

gboolean
tie_file_names_set_option (TieDb *db,
                           const char *target,
                           const char *name,
                           const char *value,
                           GError **error)
{
  g_autofree char *setting = make_setting (target, "option", name);

  return tie_setting_table_set (db, setting, value, error);
}
