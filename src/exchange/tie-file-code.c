/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-code"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "exchange/tie-file-code.h"

typedef struct
{
  const char *name;
  TieFileSeverity severity;
  guint ways;
  const char *title;
  const char *sentence; /* what stands in braces is filled in */
} Code;

/* Translators: words in braces in these sentences stay as they are: they are filled in. */
static const Code codes[TIE_FILE_N_CODES] = {
  [TIE_FILE_F01_UNBALANCED] = { "F01", TIE_FILE_STOP, TIE_FILE_WAY_DISTRIBUTE, N_ ("Not balanced"),
                                N_ ("{record}: Debits and credits differ by {amount}. Distribute it anew.") },
  [TIE_FILE_F02_UNDISTRIBUTED] = { "F02", TIE_FILE_STOP, TIE_FILE_WAY_DISTRIBUTE, N_ ("Not distributed"),
                                   N_ ("{record}: {amount} is not distributed. Choose an account for each part.") },
  [TIE_FILE_F03_NOT_APPROVED] = { "F03", TIE_FILE_STOP, TIE_FILE_WAY_APPROVE, N_ ("Not approved"),
                                  N_ ("{record} is not approved. Approve it first.") },
  [TIE_FILE_F04_POSTED] = { "F04", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Posted"),
                            N_ ("{record} is posted: it stands in the books there already.") },
  [TIE_FILE_F05_VOID] = { "F05", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Void"),
                          N_ ("{record} is void.") },
  [TIE_FILE_F06_NO_CREDIT_NOTES] = { "F06", TIE_FILE_STOP, TIE_FILE_WAY_HELP, N_ ("No credit notes"),
                                     N_ ("{record} is a credit note, and files for {target} have none. Enter it there by hand.") },
  [TIE_FILE_F07_NO_PART] = { "F07", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_HELP, N_ ("No such part"),
                             N_ ("{record} has a part that files for {target} have no place for: {text}. Make it a line of its own, or enter the invoice there by hand.") },
  [TIE_FILE_F08_BELOW_ZERO] = { "F08", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_HELP, N_ ("Below zero"),
                                N_ ("{record} has a line over {amount}, and files for {target} have no amounts below zero. Take it off the other lines.") },
  [TIE_FILE_F09_ACCOUNT_NAME] = { "F09", TIE_FILE_STOP, TIE_FILE_WAY_NAMES, N_ ("Unknown account"),
                                  N_ ("{record}: It is not known what {target} calls the account “{other}”. Say so in the set-up of this target.") },
  [TIE_FILE_F10_ACCOUNTS_EQUAL] = { "F10", TIE_FILE_STOP, TIE_FILE_WAY_NAMES, N_ ("Accounts become equal"),
                                    N_ ("The accounts “{record}” and “{other}” would both be “{text}” for {target}. Give each a name in the set-up of this target.") },
  [TIE_FILE_F11_ACCOUNT_TYPE] = { "F11", TIE_FILE_STOP, TIE_FILE_WAY_DISTRIBUTE, N_ ("No receivable account"),
                                  N_ ("{record}: The total stands on “{other}”, which is no receivable account. Choose one in the distribution.") },
  [TIE_FILE_F12_RECEIVABLES] = { "F12", TIE_FILE_STOP, TIE_FILE_WAY_DISTRIBUTE, N_ ("Several receivable accounts"),
                                 N_ ("{record}: Files for {target} have one receivable account, and “{other}” is a second one. Distribute it as the others, or export it alone.") },
  [TIE_FILE_F13_NO_CUSTOMER_KEY] = { "F13", TIE_FILE_STOP, TIE_FILE_WAY_NUMBERS | TIE_FILE_WAY_OPEN, N_ ("Customer without number"),
                                     N_ ("{record}: The customer “{other}” has no number, by which {target} knows customers. Give it one.") },
  [TIE_FILE_F14_CUSTOMER_KEY] = { "F14", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Customer’s number does not fit"),
                                  N_ ("{record}: {target} cannot take “{text}”, the key of the customer “{other}”: it may have {count} characters, and only those that it knows. Give the customer another number.") },
  [TIE_FILE_F15_CUSTOMERS_EQUAL] = { "F15", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Customers become equal"),
                                     N_ ("The customers “{record}” and “{other}” would both be “{text}” for {target}. Give one of them another number.") },
  [TIE_FILE_F16_NUMBER] = { "F16", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_HELP, N_ ("Number does not fit"),
                            N_ ("{record}: {target} takes numbers of {count} characters, and this would be “{text}”. Give it a shorter number.") },
  [TIE_FILE_F17_NUMBERS_EQUAL] = { "F17", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_HELP, N_ ("Numbers become equal"),
                                   N_ ("{record} and {other} would both have the number “{text}” for {target}. Give one of them another number.") },
  [TIE_FILE_F18_NO_TAX_CODE] = { "F18", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Tax without a code"),
                                 N_ ("{record} has {amount} of tax and no tax code on any line. Choose the tax code of each line.") },
  [TIE_FILE_F19_TAX_SUM] = { "F19", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Tax does not add up"),
                             N_ ("{record}: The tax codes of the lines come to another tax than the document has, by {amount}. Open it and save it again.") },
  [TIE_FILE_F20_TAX_ACCOUNTS] = { "F20", TIE_FILE_STOP, TIE_FILE_WAY_DISTRIBUTE, N_ ("Tax on several accounts"),
                                  N_ ("{record} has several taxes on several accounts, and nothing says which belongs to which. Put the tax on one account.") },
  [TIE_FILE_F21_TERMS] = { "F21", TIE_FILE_STOP, TIE_FILE_WAY_NAMES | TIE_FILE_WAY_HELP, N_ ("Terms not understood"),
                           N_ ("{record}: The terms “{other}” are written “{text}” for {target}, which is none of the forms that it knows. Mend it in the set-up of this target.") },
  [TIE_FILE_F22_EMPTY] = { "F22", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_NAMES, N_ ("Something is missing"),
                           N_ ("{record}: “{column}” may not be empty for {target}.") },
  [TIE_FILE_F23_TOO_LONG] = { "F23", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("Too long"),
                              N_ ("{record}: A row of the file would be longer than {target} reads. Shorten the texts.") },
  [TIE_FILE_F24_NO_ACCOUNT_OPTION] = { "F24", TIE_FILE_STOP, TIE_FILE_WAY_NAMES, N_ ("No account chosen"),
                                       N_ ("{record}: There is no {text} account. Choose it in the set-up of {target}.") },
  [TIE_FILE_F25_NO_AMOUNT] = { "F25", TIE_FILE_STOP, TIE_FILE_WAY_OPEN, N_ ("No amount"),
                               N_ ("{record} has no amount, so there is nothing to enter there.") },
  [TIE_FILE_F26_TEXT] = { "F26", TIE_FILE_STOP, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_NAMES, N_ ("Text does not fit"),
                          N_ ("{record}: “{column}” may have {count} characters for {target}, and only those that it knows. It is “{text}”.") },
  [TIE_FILE_W1_EXPORTED] = { "W1", TIE_FILE_ASK, TIE_FILE_WAY_CONTINUE, N_ ("Exported before"),
                             N_ ("{record} was exported to {target} on {when} (batch {count}). {text}") },
  [TIE_FILE_W2_CHANGED] = { "W2", TIE_FILE_ASK, TIE_FILE_WAY_CONTINUE | TIE_FILE_WAY_OPEN, N_ ("Exported, then changed"),
                            N_ ("{record} was exported to {target} on {when} (batch {count}) and changed since. Delete it there first. {text}") },
  [TIE_FILE_W3_TAX_DIFFERS] = { "W3", TIE_FILE_NOTE, TIE_FILE_WAY_OPEN | TIE_FILE_WAY_HELP, N_ ("Tax is computed differently there"),
                                N_ ("{record}: {target} computes and rounds the tax itself, and would come to {amount} more or less. Look at the total there after the import.") },
  [TIE_FILE_W4_FORMULA] = { "W4", TIE_FILE_NOTE, TIE_FILE_WAY_OPEN, N_ ("Looks like a formula"),
                            N_ ("{record}: “{column}” begins like a formula: “{text}”. Do not open the file in a spreadsheet.") },
  [TIE_FILE_W5_MANY] = { "W5", TIE_FILE_NOTE, TIE_FILE_WAY_HELP, N_ ("Many at once"),
                         N_ ("{target} reads at most {count} rows of a file. Export fewer at a time.") },
  [TIE_FILE_W6_ELSEWHERE] = { "W6", TIE_FILE_ASK, TIE_FILE_WAY_CONTINUE, N_ ("Exported elsewhere"),
                              N_ ("{record} was exported already, but not in a file for {target}. It would stand in two books.") },
};

static const Code *
get_code (TieFileCode code)
{
  g_return_val_if_fail (code > TIE_FILE_OK && code < TIE_FILE_N_CODES, &codes[TIE_FILE_F01_UNBALANCED]);

  return &codes[code];
}

const char *
tie_file_code_get_name (TieFileCode code)
{
  return get_code (code)->name;
}

TieFileSeverity
tie_file_code_get_severity (TieFileCode code)
{
  return get_code (code)->severity;
}

const char *
tie_file_code_get_title (TieFileCode code)
{
  return _ (get_code (code)->title);
}

guint
tie_file_code_get_ways (TieFileCode code)
{
  return get_code (code)->ways;
}

static void
append_fact (GString *sentence,
             const char *word,
             gsize length,
             const TieFileFacts *facts)
{
  const struct
  {
    const char *word;
    const char *text;
  } texts[] = {
    { "record", facts->record },
    { "other", facts->other },
    { "target", facts->target },
    { "column", facts->column },
    { "text", facts->text },
  };
  g_autofree char *made = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (strlen (texts[i].word) == length && strncmp (texts[i].word, word, length) == 0)
        {
          g_string_append (sentence, texts[i].text != NULL ? texts[i].text : "");
          return;
        }
    }
  if (strncmp (word, "amount", length) == 0)
    made = tie_money_to_words (facts->amount);
  else if (strncmp (word, "when", length) == 0)
    made = tie_date_to_display (facts->when);
  else
    made = g_strdup_printf ("%u", facts->count);
  g_string_append (sentence, made);
}

TieFileProblem *
tie_file_problem_new (TieFileCode code,
                      const char *id,
                      const TieFileFacts *facts)
{
  TieFileProblem *self = g_new0 (TieFileProblem, 1);
  GString *sentence = g_string_new (NULL);
  const char *rest = _ (get_code (code)->sentence);

  for (const char *open = strchr (rest, '{'); open != NULL; open = strchr (rest, '{'))
    {
      const char *close = strchr (open, '}');

      if (close == NULL)
        break;
      g_string_append_len (sentence, rest, open - rest);
      append_fact (sentence, open + 1, (gsize) (close - open - 1), facts);
      rest = close + 1;
    }
  g_string_append (sentence, rest);
  self->code = code;
  self->id = g_strdup (id);
  self->record = g_strdup (facts->record);
  self->sentence = g_strstrip (g_string_free (sentence, FALSE));
  return self;
}

void
tie_file_problem_free (TieFileProblem *problem)
{
  g_free (problem->id);
  g_free (problem->record);
  g_free (problem->sentence);
  g_free (problem);
}
