/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-journal"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "exchange/tie-file-run.h"
#include "exchange/tie-file-text.h"

/* Journals of programs that read plain text: one that hledger and ledger both read, and that of beancount.  See
 * file-formats.md, 11 and 12, for what each of them makes of a character in the wrong place. */

/* A payee ends at a semicolon or bar; a word before a colon in a comment would be a tag, and what is in brackets a date. */
#define LEDGER_PAYEE ";|"
#define LEDGER_CODE "();|"
#define LEDGER_COMMENT ":;[]|"
#define LEDGER_TAG LEDGER_COMMENT "," /* at which hledger ends a value */
#define BEANCOUNT_STRING "\"\\"

static gboolean
is_beancount (const TieFileRun *run)
{
  return run->export->layout->form == TIE_FILE_FORM_BEANCOUNT;
}

static GString *
get_out (TieFileRun *run)
{
  return run->writer.out;
}

/* "    account" and the amount, its point always in the same column. */
static void
add_posting (TieFileRun *run,
             const char *account,
             gint64 amount,
             const char *comment)
{
  GString *out = get_out (run);
  const gboolean is_dollar = g_str_equal (run->names->currency, "USD") && !is_beancount (run);
  g_autoptr (GString) number = g_string_new (is_dollar ? "$" : NULL);
  const glong width = g_utf8_strlen (account, -1);
  glong blanks;

  tie_decimal_append (number, amount, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
  g_string_append (out, is_beancount (run) ? "  " : "    ");
  g_string_append (out, account);
  for (blanks = MAX (2, 48 - width - (glong) number->len); blanks > 0; blanks--)
    g_string_append_c (out, ' ');
  g_string_append (out, number->str);
  if (!is_dollar)
    g_string_append_printf (out, " %s", run->names->currency);
  if (*comment != '\0')
    {
      g_string_append (out, "  ; ");
      tie_file_writer_append_text (&run->writer, "comment", comment, is_beancount (run) ? "" : LEDGER_COMMENT);
    }
  g_string_append_c (out, '\n');
  run->writer.n_rows++;
}

static void
add_tag (TieFileRun *run,
         const char *key,
         const char *value,
         gboolean is_text)
{
  if (*value == '\0')
    return;
  if (is_beancount (run))
    {
      g_string_append_printf (get_out (run), "  %s: %s", key, is_text ? "\"" : "");
      tie_file_writer_append_text (&run->writer, key, value, BEANCOUNT_STRING);
      g_string_append (get_out (run), is_text ? "\"\n" : "\n");
      return;
    }
  g_string_append_printf (get_out (run), "    ; %s: ", key);
  tie_file_writer_append_text (&run->writer, key, value, LEDGER_TAG);
  g_string_append_c (get_out (run), '\n');
}

/* beancount's links have letters, digits and few signs. */
static void
append_link (GString *out,
             const char *number)
{
  g_string_append (out, " ^");
  for (const char *p = number; *p != '\0'; p++)
    g_string_append_c (out, g_ascii_isalnum (*p) || strchr ("-_/.", *p) != NULL ? *p : '-');
}

static void
add_head (TieFileRun *run,
          const char *date,
          const char *number,
          const char *payee,
          const char *text)
{
  GString *out = get_out (run);

  g_string_append (out, date);
  if (is_beancount (run))
    {
      g_string_append (out, " * \"");
      tie_file_writer_append_text (&run->writer, "payee", payee, BEANCOUNT_STRING);
      g_string_append (out, "\" \"");
      tie_file_writer_append_text (&run->writer, "narration", text, BEANCOUNT_STRING);
      g_string_append_c (out, '"');
      append_link (out, number);
    }
  else
    {
      g_string_append (out, " * (");
      tie_file_writer_append_text (&run->writer, "code", number, LEDGER_CODE);
      g_string_append (out, ") ");
      tie_file_writer_append_text (&run->writer, "payee", payee, LEDGER_PAYEE);
    }
  g_string_append_c (out, '\n');
}

void
tie_file_journal_add_document (TieFileRun *run,
                               const TieFileContext *context)
{
  const TieExportDocument *document = context->document;
  const char *due = *document->due != '\0' ? document->due : document->date;

  add_head (run, document->date, context->number, document->contact.name, *document->text != '\0' ? document->text : context->number);
  add_tag (run, "invoice", context->number, TRUE);
  add_tag (run, "due", due, FALSE);
  add_tag (run, "client", context->contact_key, TRUE);
  add_tag (run, "job", document->project, TRUE);
  for (guint i = 0; i < run->made.rows->len; i++)
    {
      const TieFileRow *row = &g_array_index (run->made.rows, TieFileRow, i);

      add_posting (run, row->account->name, row->net, row->line != NULL ? row->line->text : "");
    }
  g_string_append_c (get_out (run), '\n');
}

void
tie_file_journal_add_payment (TieFileRun *run,
                              const TieFileContext *context)
{
  const TieExportPayment *payment = context->payment;
  const char *number = *payment->reference != '\0' ? payment->reference : payment->number;

  add_head (run, payment->date, number, payment->contact.name, number);
  add_tag (run, "client", context->contact_key, TRUE);
  add_posting (run, tie_file_names_get_option_account (run->names, "bank")->name, payment->amount, "");
  add_posting (run, tie_file_names_get_option_account (run->names, "receivable")->name, -payment->amount, "");
  g_string_append_c (get_out (run), '\n');
}

void
tie_file_journal_add_customer (TieFileRun *run,
                               const TieFileContext *context)
{
  GString *out = get_out (run);

  g_string_append (out, "payee ");
  tie_file_writer_append_text (&run->writer, "payee", context->contact->name, LEDGER_PAYEE);
  g_string_append_c (out, '\n');
  run->writer.n_rows++;
}

/* One line for each account that is used; all must be declared before they are. */
static gboolean
add_accounts (TieFileRun *run,
              const char *before,
              const char *after,
              GError **error)
{
  const char *const options[] = { "bank", "receivable" };
  g_auto (GStrv) used = tie_export_list_used (run->db, TIE_EXPORT_USES_ACCOUNTS, error);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();

  if (used == NULL)
    return FALSE;
  for (guint i = 0; used[i] != NULL; i++)
    g_ptr_array_add (accounts, (gpointer) tie_file_names_get_account (run->names, used[i]));
  for (guint i = 0; run->export->kind == TIE_EXPORT_PAYMENTS && i < G_N_ELEMENTS (options); i++)
    g_ptr_array_add (accounts, (gpointer) tie_file_names_get_option_account (run->names, options[i]));
  for (guint i = 0; i < accounts->len; i++)
    {
      const TieFileAccount *account = accounts->pdata[i];

      if (account != NULL && !account->is_bad && g_hash_table_add (done, account->name))
        g_string_append_printf (get_out (run), "%s%s%s\n", before, account->name, after);
    }
  return TRUE;
}

/* Payees have to be declared too; two customers of the same name are one payee. */
static gboolean
add_payees (TieFileRun *run,
            GError **error)
{
  g_autoptr (TieExportReader) reader = tie_export_reader_new_contacts (run->db, run->export->kind, error);
  g_autofree char *last = NULL;
  gboolean has_gone = FALSE;

  while (reader != NULL)
    {
      g_autoptr (GError) local_error = NULL;
      const TieExportContact *contact = tie_export_reader_next_contact (reader, &local_error);
      const TieFileContext context = { .names = run->names, .contact = contact };

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (contact == NULL)
        return TRUE;
      if (g_strcmp0 (last, contact->name) == 0)
        continue;
      g_free (last);
      last = g_strdup (contact->name);
      tie_file_writer_begin (&run->writer, contact->id, contact->name);
      tie_file_journal_add_customer (run, &context);
      g_ptr_array_set_size (run->writer.changes, 0); /* said where the name is used */
      if (!tie_file_run_take (run, &has_gone, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
begin_ledger (TieFileRun *run,
              GError **error)
{
  const char *currency = run->names->currency;
  gboolean has_gone = FALSE;

  tie_file_writer_begin (&run->writer, NULL, run->export->layout->label);
  if (g_str_equal (currency, "USD"))
    g_string_append (get_out (run), "commodity $\n    format $1,000.00\n");
  else
    g_string_append_printf (get_out (run), "commodity %s\n    format 1,000.00 %s\n", currency, currency);
  if (!add_accounts (run, "account ", "", error))
    return FALSE;
  g_string_append (get_out (run), "tag invoice\ntag due\ntag client\ntag job\n");
  if (!tie_file_run_take (run, &has_gone, error) || !add_payees (run, error))
    return FALSE;
  tie_file_writer_begin (&run->writer, NULL, run->export->layout->label);
  g_string_append_c (get_out (run), '\n');
  return tie_file_run_take (run, &has_gone, error);
}

static gboolean
begin_beancount (TieFileRun *run,
                 GError **error)
{
  const char *currency = run->names->currency;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *date = tie_export_get_first_date (run->db, run->export->kind, &local_error);
  g_autofree char *before = g_strdup_printf ("%s open ", date != NULL ? date : "1970-01-01");
  g_autofree char *after = g_strdup_printf (" %s", currency);
  gboolean has_gone = FALSE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tie_file_writer_begin (&run->writer, NULL, run->export->layout->label);
  if (!g_str_equal (tie_file_names_get_option (run->names, "open"), "no"))
    {
      g_string_append_printf (get_out (run), "option \"operating_currency\" \"%s\"\n", currency);
      if (!add_accounts (run, before, after, error))
        return FALSE;
    }
  g_string_append_c (get_out (run), '\n');
  return tie_file_run_take (run, &has_gone, error);
}

gboolean
tie_file_journal_begin (TieFileRun *run,
                        GError **error)
{
  if (run->export->kind == TIE_EXPORT_CUSTOMERS)
    return TRUE;
  return is_beancount (run) ? begin_beancount (run, error) : begin_ledger (run, error);
}
