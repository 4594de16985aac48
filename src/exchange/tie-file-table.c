/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-table"
#include "config.h"

#include <string.h>

#include "billing/tie-distribution.h"
#include "exchange/tie-file-run.h"
#include "model/tie-policy.h"

/* The lists that some files have before their documents: accounts, vendors, items and terms that these use, and the customers
 * themselves, because a program that does not know a name makes up what it stands for. */

static const TieFileTable *
get_table (const TieFileRun *run,
           TieFileTableKind kind)
{
  return &run->export->layout->tables[kind];
}

/* A row of a list; what does not fit there names itself. */
static gboolean
add_list_row (TieFileRun *run,
              TieFileTableKind kind,
              const TieFileContext *context,
              const char *record,
              GError **error)
{
  gboolean has_gone = FALSE;

  tie_file_writer_begin (&run->writer, NULL, record);
  tie_file_writer_add_row (&run->writer, get_table (run, kind), context);
  return tie_file_run_take (run, &has_gone, error);
}

static gboolean
add_titles (TieFileRun *run,
            TieFileTableKind kind,
            GError **error)
{
  gboolean has_gone = FALSE;

  if (!run->export->layout->has_keywords && !run->export->layout->has_titles)
    return TRUE;
  tie_file_writer_begin (&run->writer, NULL, run->export->layout->label);
  tie_file_writer_add_titles (&run->writer, get_table (run, kind));
  return tie_file_run_take (run, &has_gone, error);
}

/* "Fees:Design" needs "Fees" above it. */
static gboolean
add_account (TieFileRun *run,
             const TieFileAccount *account,
             gboolean is_tax,
             GHashTable *done,
             GError **error)
{
  TieFileAccount shown = *account;
  TieFileContext context = { .names = run->names, .account = &shown, .is_tax_account = is_tax };

  for (const char *colon = strchr (account->name, ':'); colon != NULL; colon = strchr (colon + 1, ':'))
    {
      g_autofree char *parent = g_strndup (account->name, (gsize) (colon - account->name));

      shown.name = parent;
      shown.number = (char *) "";
      context.is_tax_account = FALSE;
      if (!g_hash_table_contains (done, parent) && !add_list_row (run, TIE_FILE_TABLE_ACCOUNTS, &context, account->label, error))
        return FALSE;
      g_hash_table_add (done, g_strdup (parent));
    }
  shown = *account;
  context.is_tax_account = is_tax;
  return !g_hash_table_add (done, g_strdup (account->name)) || add_list_row (run, TIE_FILE_TABLE_ACCOUNTS, &context, account->label, error);
}

static gboolean
add_accounts (TieFileRun *run,
              GError **error)
{
  const char *const options[] = { "bank", "receivable" };
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) used = tie_export_list_used (run->db, TIE_EXPORT_USES_ACCOUNTS, error);
  g_auto (GStrv) taxes = used != NULL ? tie_export_list_used (run->db, TIE_EXPORT_USES_TAX_ACCOUNTS, error) : NULL;

  if (taxes == NULL || !add_titles (run, TIE_FILE_TABLE_ACCOUNTS, error))
    return FALSE;
  for (guint i = 0; used[i] != NULL; i++)
    {
      const TieFileAccount *account = tie_file_names_get_account (run->names, used[i]);

      if (account != NULL && !account->is_bad && !add_account (run, account, g_strv_contains ((const char *const *) taxes, account->id), done, error))
        return FALSE;
    }
  for (guint i = 0; run->export->kind == TIE_EXPORT_PAYMENTS && i < G_N_ELEMENTS (options); i++)
    {
      const TieFileAccount *account = tie_file_names_get_option_account (run->names, options[i]);

      if (account != NULL && !account->is_bad && !add_account (run, account, FALSE, done, error))
        return FALSE;
    }
  return TRUE;
}

/* An item's account there is not to change with what happens to be in a file: it is the policy's, where that has one. */
static const char *
find_policy_account (const TiePolicyRules *rules,
                     const char *category,
                     const char *work_code,
                     const char *expense_code)
{
  const char *general = NULL;

  for (guint i = 0; rules != NULL && i < rules->rules->len; i++)
    {
      TieRecord *rule = rules->rules->pdata[i];
      const char *work = tie_record_get_text (rule, TIE_POLICY_RULE_WORK_CODE);
      const char *expense = tie_record_get_text (rule, TIE_POLICY_RULE_EXPENSE_CODE);

      if (!g_str_equal (tie_record_get_text (rule, TIE_POLICY_RULE_CATEGORY), category))
        continue;
      if ((work != NULL && g_strcmp0 (work, work_code) == 0) || (expense != NULL && g_strcmp0 (expense, expense_code) == 0))
        return tie_record_get_text (rule, TIE_POLICY_RULE_ACCOUNT);
      if (general == NULL && work == NULL && expense == NULL)
        general = tie_record_get_text (rule, TIE_POLICY_RULE_ACCOUNT);
    }
  return general;
}

typedef struct
{
  TieFileRun *run;
  TiePolicyRules *rules; /* (owned) (nullable) */
  GError *error;         /* (owned) (nullable) */
} Items;

static void
items_clear (Items *items)
{
  g_clear_pointer (&items->rules, tie_policy_rules_free);
  g_clear_error (&items->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Items, items_clear)

static void
add_item (Items *items,
          const TieFileItem *item)
{
  const TieFileContext context = { .names = items->run->names, .item = item };

  if (items->error == NULL && *item->name != '\0')
    add_list_row (items->run, TIE_FILE_TABLE_ITEMS, &context, item->name, &items->error);
}

static void
code_cb (const char *code,
         const char *text,
         const char *work_code,
         const char *expense_code,
         const char *account_id,
         gboolean is_taxed,
         gpointer user_data)
{
  Items *items = user_data;
  const char *category = work_code != NULL ? TIE_CATEGORY_WORK : TIE_CATEGORY_EXPENSE;
  const TieFileAccount *account = tie_file_names_get_account (items->run->names, find_policy_account (items->rules, category, work_code, expense_code));
  const TieFileItem item = { .name = code, .type = work_code != NULL ? "service" : "charge", .text = text, .is_taxed = is_taxed };
  TieFileItem whole = item;

  if (account == NULL)
    account = tie_file_names_get_account (items->run->names, account_id);
  whole.account = account != NULL ? account->name : "";
  add_item (items, &whole);
}

/* What stands for lines without a code, freight and the like, and each tax. */
static void
add_other_items (Items *items,
                 const char *tax_account)
{
  static const struct
  {
    const char *option;
    const char *category;
    const char *type;
  } others[] = {
    { "line-item", TIE_CATEGORY_WORK, "service" },
    { "freight-item", TIE_CATEGORY_FREIGHT, "charge" },
    { "discount-item", TIE_CATEGORY_DISCOUNT, "charge" },
    { "rounding-item", TIE_CATEGORY_ROUNDING, "charge" },
  };
  const TieFileNames *names = items->run->names;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const TieFileAccount *account = tie_file_names_get_account (names, find_policy_account (items->rules, others[i].category, NULL, NULL));
      const char *name = tie_file_names_get_option (names, others[i].option);
      const TieFileItem item = { .name = name, .type = others[i].type, .text = name, .account = account != NULL ? account->name : "" };

      if (account != NULL)
        add_item (items, &item);
    }
  for (guint i = 0; i < names->taxes->len && tax_account != NULL; i++)
    {
      const TieFileTaxName *tax = names->taxes->pdata[i];
      const TieFileItem item = { tax->name, "tax", tax->label, tax_account, tax->rate, TRUE, FALSE, tax->agency };

      if (tax->rate != 0)
        add_item (items, &item);
    }
}

static gboolean
add_items (TieFileRun *run,
           GError **error)
{
  g_auto (Items) items = { run };
  g_auto (GStrv) taxes = NULL;
  const TieFileAccount *tax_account;

  items.rules = tie_policy_rules_read (run->db, NULL, &items.error);
  taxes = items.error == NULL ? tie_export_list_used (run->db, TIE_EXPORT_USES_TAX_ACCOUNTS, &items.error) : NULL;
  if (taxes != NULL && add_titles (run, TIE_FILE_TABLE_ITEMS, &items.error) && tie_export_read_codes (run->db, code_cb, &items, &items.error))
    {
      tax_account = tie_file_names_get_account (run->names, taxes[0] != NULL ? taxes[0] : find_policy_account (items.rules, TIE_CATEGORY_TAX, NULL, NULL));
      add_other_items (&items, tax_account != NULL ? tax_account->name : NULL);
    }
  if (items.error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&items.error));
  return FALSE;
}

static gboolean
add_vendors (TieFileRun *run,
             GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  if (!add_titles (run, TIE_FILE_TABLE_VENDORS, error))
    return FALSE;
  for (guint i = 0; i < run->names->taxes->len; i++)
    {
      const TieFileTaxName *tax = run->names->taxes->pdata[i];
      const TieFileContext context = { .names = run->names, .vendor = tax->agency };

      if (tax->rate != 0 && *tax->agency != '\0' && g_hash_table_add (done, tax->agency) && !add_list_row (run, TIE_FILE_TABLE_VENDORS, &context, tax->agency, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_terms (TieFileRun *run,
           GError **error)
{
  g_auto (GStrv) used = tie_export_list_used (run->db, TIE_EXPORT_USES_TERMS, error);

  if (used == NULL || !add_titles (run, TIE_FILE_TABLE_TERMS, error))
    return FALSE;
  for (guint i = 0; used[i] != NULL; i++)
    {
      const TieFileTerms *terms = tie_file_names_get_terms (run->names, used[i]);
      const TieFileContext context = { .names = run->names, .terms = terms };

      if (terms != NULL && !add_list_row (run, TIE_FILE_TABLE_TERMS, &context, terms->label, error))
        return FALSE;
    }
  return TRUE;
}

/* A customer whose key does not fit is named by the documents. */
static gboolean
add_customers (TieFileRun *run,
               GError **error)
{
  g_autoptr (TieExportReader) reader = NULL;

  if (!add_titles (run, TIE_FILE_TABLE_CUSTOMERS, error))
    return FALSE;
  reader = tie_export_reader_new_contacts (run->db, run->export->kind, error);
  while (reader != NULL)
    {
      g_autoptr (GError) local_error = NULL;
      const TieExportContact *contact = tie_export_reader_next_contact (reader, &local_error);
      TieFileContext context = { .names = run->names, .contact = contact };
      TieFileFacts facts = { 0 };

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (contact == NULL)
        return TRUE;
      if (tie_file_run_make_customer (run, contact, &facts) != TIE_FILE_OK)
        continue;
      context.contact_key = run->customer_key->str;
      if (!add_list_row (run, TIE_FILE_TABLE_CUSTOMERS, &context, contact->name, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
add_lists (TieFileRun *run,
           GError **error)
{
  static const struct
  {
    TieFileTableKind kind;
    gboolean (*add) (TieFileRun *run, GError **error);
    gboolean with_payments;
  } lists[] = {
    { TIE_FILE_TABLE_ACCOUNTS, add_accounts, TRUE },
    { TIE_FILE_TABLE_VENDORS, add_vendors, FALSE },
    { TIE_FILE_TABLE_ITEMS, add_items, FALSE },
    { TIE_FILE_TABLE_TERMS, add_terms, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (get_table (run, lists[i].kind)->exists && (run->export->kind == TIE_EXPORT_INVOICES || lists[i].with_payments) && !lists[i].add (run, error))
        return FALSE;
    }
  return !run->export->layout->has_keywords || add_customers (run, error);
}

gboolean
tie_file_table_begin (TieFileRun *run,
                      GError **error)
{
  const gboolean is_payment = run->export->kind == TIE_EXPORT_PAYMENTS;
  const TieFileTableKind head = is_payment ? TIE_FILE_TABLE_PAYMENT_HEAD : TIE_FILE_TABLE_INVOICE_HEAD;
  const TieFileTableKind rows = is_payment ? TIE_FILE_TABLE_PAYMENTS : TIE_FILE_TABLE_INVOICES;
  gboolean has_gone = FALSE;

  if (run->export->kind == TIE_EXPORT_CUSTOMERS)
    return add_titles (run, TIE_FILE_TABLE_CUSTOMERS, error);
  if (!add_lists (run, error) || (get_table (run, head)->exists && !add_titles (run, head, error)) || !add_titles (run, rows, error))
    return FALSE;
  if (!run->export->layout->has_keywords || get_table (run, rows)->end == NULL)
    return TRUE;
  tie_file_writer_begin (&run->writer, NULL, run->export->layout->label);
  g_string_append_c (run->writer.out, '!');
  tie_file_writer_add_line (&run->writer, get_table (run, rows)->end);
  return tie_file_run_take (run, &has_gone, error);
}

static void
end_record (TieFileRun *run,
            const TieFileTable *table)
{
  if (table->end != NULL)
    tie_file_writer_add_line (&run->writer, table->end);
  if (run->export->layout->has_blank_line)
    g_string_append (run->writer.out, run->export->layout->line_end);
}

void
tie_file_table_add_document (TieFileRun *run,
                             const TieFileContext *context)
{
  const TieFileTable *head = get_table (run, TIE_FILE_TABLE_INVOICE_HEAD);
  const TieFileTable *table = get_table (run, TIE_FILE_TABLE_INVOICES);
  TieFileContext row_context = *context;

  for (guint i = 0; i < run->made.rows->len; i++)
    {
      row_context.row = &g_array_index (run->made.rows, TieFileRow, i);
      if (row_context.row->kind != TIE_FILE_ROW_TOTAL)
        tie_file_writer_add_row (&run->writer, table, &row_context);
      else if (head->exists)
        tie_file_writer_add_row (&run->writer, head, &row_context);
    }
  end_record (run, table);
}

void
tie_file_table_add_payment (TieFileRun *run,
                            const TieFileContext *context)
{
  const TieFileTable *head = get_table (run, TIE_FILE_TABLE_PAYMENT_HEAD);
  const TieFileTable *table = get_table (run, TIE_FILE_TABLE_PAYMENTS);

  if (head->exists)
    tie_file_writer_add_row (&run->writer, head, context);
  tie_file_writer_add_row (&run->writer, table, context);
  end_record (run, table);
}
