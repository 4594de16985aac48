/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-code"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "fees/tie-fee-code.h"
#include "model/tie-project.h"

G_DEFINE_QUARK (tie-fee-error-quark, tie_fee_error)

typedef struct
{
  const char *name;
  TieFeeSeverity severity;
  guint ways;
  const char *title;
  const char *sentence; /* what stands in braces is filled in */
} Code;

#define FIND (TIE_FEE_WAY_CHOOSE_ROW | TIE_FEE_WAY_SOURCE | TIE_FEE_WAY_TYPE)

/* Translators: words in braces in these sentences stay as they are: they are filled in. */
static const Code codes[TIE_FEE_N_CODES] = {
  [TIE_FEE_L01_NO_ROW] = { "L01", TIE_FEE_STOP, FIND, N_ ("Not found"),
                           N_ ("No Lacerte amount for client {client}, {year}, {return}.") },
  [TIE_FEE_L02_NO_NUMBER] = { "L02", TIE_FEE_STOP, FIND, N_ ("No Lacerte number"),
                              N_ ("{other} has no Lacerte number yet. Choose the row that is meant; it is remembered.") },
  [TIE_FEE_L03_OTHER_YEAR] = { "L03", TIE_FEE_STOP, TIE_FEE_WAY_OPEN_PROJECT | FIND, N_ ("Other tax year"),
                               N_ ("Lacerte has an amount for client {client} and the tax year {year}, not for this project’s. Open that project, or change the tax year of this one.") },
  [TIE_FEE_L04_OTHER_MODULE] = { "L04", TIE_FEE_STOP, TIE_FEE_WAY_OPEN_PROJECT | FIND, N_ ("Other return"),
                                 N_ ("Lacerte has a {form} for client {client}, this project is another return. Open the project of that return, or change the return of this one.") },
  [TIE_FEE_L05_SEVERAL] = { "L05", TIE_FEE_STOP, FIND, N_ ("Several amounts"),
                            N_ ("Client {client} stands {count} times in {file}, with different amounts. Choose the one that is meant.") },
  [TIE_FEE_L06_EMPTY] = { "L06", TIE_FEE_STOP, TIE_FEE_WAY_SOURCE | TIE_FEE_WAY_TYPE | TIE_FEE_WAY_HELP, N_ ("No amount yet"),
                          N_ ("The amount of client {client} is empty. The return is probably not calculated yet, or its invoice was not previewed: do that in Lacerte and export again.") },
  [TIE_FEE_L07_ZERO] = { "L07", TIE_FEE_NO_INVOICE, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_TYPE | TIE_FEE_WAY_HELP, N_ ("Amount is zero"),
                         N_ ("The amount of client {client} is zero. The return is probably not calculated yet, or its invoice was not previewed. There is no invoice over zero.") },
  [TIE_FEE_L08_NEGATIVE] = { "L08", TIE_FEE_STOP, TIE_FEE_WAY_TYPE, N_ ("Amount is below zero"),
                             N_ ("The amount of client {client} is {amount}. That is a credit and no fee.") },
  [TIE_FEE_L09_DONE_BEFORE] = { "L09", TIE_FEE_NO_INVOICE, TIE_FEE_WAY_SHOW_INVOICE | TIE_FEE_WAY_REPLACE_DRAFT | TIE_FEE_WAY_AMOUNT_ONLY, N_ ("Invoiced already"),
                                N_ ("This fee was invoiced on {when} by {person}: {number} over {old}.") },
  [TIE_FEE_L10_STALE] = { "L10", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_TRY_AGAIN, N_ ("Old file"),
                          N_ ("{file} was written on {when}. {text}") },
  [TIE_FEE_L11_UNREACHABLE] = { "L11", TIE_FEE_STOP, TIE_FEE_WAY_TRY_AGAIN | TIE_FEE_WAY_LAST_GOOD | TIE_FEE_WAY_SOURCE, N_ ("Not reachable"),
                                N_ ("{file} cannot be reached. It was read last: {when}.") },
  [TIE_FEE_L12_BUSY] = { "L12", TIE_FEE_STOP, TIE_FEE_WAY_TRY_AGAIN | TIE_FEE_WAY_LAST_GOOD, N_ ("Being written"),
                         N_ ("{file} is being written just now. Try again in a moment.") },
  [TIE_FEE_L13_LAYOUT] = { "L13", TIE_FEE_STOP, TIE_FEE_WAY_COLUMNS | TIE_FEE_WAY_HELP, N_ ("Columns not understood"),
                           N_ ("{file}: {text}") },
  [TIE_FEE_L14_PROTECTED] = { "L14", TIE_FEE_STOP, TIE_FEE_WAY_SOURCE | TIE_FEE_WAY_HELP, N_ ("Protected or damaged"),
                              N_ ("{file} cannot be read: {text} Use a file that Lacerte exported.") },
  [TIE_FEE_L15_MASKED] = { "L15", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_HELP, N_ ("Masked by a password"),
                           N_ ("Client {client} has a password in Lacerte, so {file} shows asterisks. The number still tells who is meant; without the password the export shows all.") },
  [TIE_FEE_L16_UNREADABLE] = { "L16", TIE_FEE_STOP, TIE_FEE_WAY_TYPE | TIE_FEE_WAY_COLUMNS, N_ ("Unreadable"),
                               N_ ("{file}, line {line}: “{text}” is no {column}.") },
  [TIE_FEE_L17_FULL_TIN] = { "L17", TIE_FEE_NOTE, TIE_FEE_WAY_HELP, N_ ("Full taxpayer numbers"),
                             N_ ("{file} has full taxpayer numbers. They are only used to find clients and are not kept; better leave them out of the export.") },
  [TIE_FEE_L18_TYPED_FEE] = { "L18", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE, N_ ("Fee was typed"),
                              N_ ("The estimated fee {old} was typed by hand. It becomes {amount}.") },
  [TIE_FEE_L19_CLOSED] = { "L19", TIE_FEE_NO_INVOICE, TIE_FEE_WAY_DATE | TIE_FEE_WAY_AMOUNT_ONLY, N_ ("Books are closed"),
                           N_ ("The books are closed until {when}. Choose a later date for the invoice.") },
  [TIE_FEE_L20_NO_RIGHT] = { "L20", TIE_FEE_STOP, TIE_FEE_WAY_HELP, N_ ("No permission"), N_ ("{text}") },
  [TIE_FEE_W1_OTHER_NAME] = { "W1", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_CHOOSE_ROW, N_ ("Other name"),
                              N_ ("Lacerte calls client {client} “{name}”, here it is “{other}”.") },
  [TIE_FEE_W2_BAD_PARTS] = { "W2", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE, N_ ("Parts do not add up"),
                             N_ ("Form, time and other charges less the discount do not add up to {amount}.") },
  [TIE_FEE_W3_BIG_CHANGE] = { "W3", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE, N_ ("Changed by more than half"),
                              N_ ("Last year’s fee was {old}, this one is {amount}.") },
  [TIE_FEE_W4_TIMER] = { "W4", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_STOP_TIMERS, N_ ("Timer is running"),
                         N_ ("A timer is running on this project: {person}. Its time would not be on the invoice.") },
  [TIE_FEE_W5_BALANCE] = { "W5", TIE_FEE_NOTE, 0, N_ ("Previous balance"),
                           N_ ("Lacerte shows a previous balance of {old}. It is not taken over.") },
  [TIE_FEE_W6_UNSAVED_TIME] = { "W6", TIE_FEE_ASK, TIE_FEE_WAY_CONTINUE | TIE_FEE_WAY_STOP_TIMERS, N_ ("Time not saved"),
                                N_ ("Timers on this project that are not saved yet: {count}.") },
};

static const struct
{
  TieFeeWay way;
  const char *label;
} ways[] = {
  { TIE_FEE_WAY_CHOOSE_ROW, N_ ("Choose Row…") },
  { TIE_FEE_WAY_SOURCE, N_ ("Fee Source…") },
  { TIE_FEE_WAY_TYPE, N_ ("Type Amount") },
  { TIE_FEE_WAY_OPEN_PROJECT, N_ ("Open Project") },
  { TIE_FEE_WAY_CONTINUE, N_ ("Continue") },
  { TIE_FEE_WAY_SHOW_INVOICE, N_ ("Show Invoice") },
  { TIE_FEE_WAY_REPLACE_DRAFT, N_ ("Replace Invoice") },
  { TIE_FEE_WAY_TRY_AGAIN, N_ ("Try Again") },
  { TIE_FEE_WAY_LAST_GOOD, N_ ("Use Last Reading") },
  { TIE_FEE_WAY_COLUMNS, N_ ("Columns…") },
  { TIE_FEE_WAY_DATE, N_ ("Choose Date") },
  { TIE_FEE_WAY_AMOUNT_ONLY, N_ ("Import Amount Only") },
  { TIE_FEE_WAY_STOP_TIMERS, N_ ("Show Timers") },
  { TIE_FEE_WAY_HELP, N_ ("Help") },
};

static const Code *
get_code (TieFeeCode code)
{
  g_return_val_if_fail (code > TIE_FEE_OK && code < TIE_FEE_N_CODES, &codes[TIE_FEE_L01_NO_ROW]);

  return &codes[code];
}

const char *
tie_fee_code_get_name (TieFeeCode code)
{
  return get_code (code)->name;
}

TieFeeSeverity
tie_fee_code_get_severity (TieFeeCode code)
{
  return get_code (code)->severity;
}

const char *
tie_fee_code_get_title (TieFeeCode code)
{
  return _ (get_code (code)->title);
}

guint
tie_fee_code_get_ways (TieFeeCode code)
{
  return get_code (code)->ways;
}

char *
tie_fee_code_dup_help (TieFeeCode code)
{
  g_autofree char *id = g_ascii_strdown (get_code (code)->name, -1);

  return g_strconcat ("fee-problems#", id, NULL);
}

const char *
tie_fee_way_get_label (TieFeeWay way)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (ways[i].way == way)
        return _ (ways[i].label);
    }
  g_return_val_if_reached ("");
}

const char *
tie_fee_module_get_form (char module)
{
  static const struct
  {
    char module;
    const char *form;
  } forms[] = {
    { 'I', "1040" }, { 'P', "1065" }, { 'C', "1120" }, { 'S', "1120S" }, { 'F', "1041" }, { 'R', "990" }, { 'T', "706" }, { 'N', "709" }, { 'B', "5500" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (forms[i].module == module)
        return forms[i].form;
    }
  return "";
}

static char *
dup_when (const char *when)
{
  char *display;

  if (when == NULL || *when == '\0')
    return g_strdup (_ ("never"));
  display = tie_date_to_display (when);
  return display != NULL ? display : g_strdup (when);
}

/* (transfer full) What the word in braces stands for; NULL for a word that none of the sentences has. */
static char *
dup_fact (const TieFeeFacts *facts,
          const char *word)
{
  if (g_str_equal (word, "client"))
    return g_strdup (facts->client != NULL ? facts->client : "");
  if (g_str_equal (word, "name"))
    return g_strdup (facts->name != NULL ? facts->name : "");
  if (g_str_equal (word, "other"))
    return g_strdup (facts->other != NULL ? facts->other : "");
  if (g_str_equal (word, "form"))
    return g_strdup (tie_fee_module_get_form (facts->module));
  if (g_str_equal (word, "return"))
    return g_strdup (tie_project_get_return_label (facts->module));
  if (g_str_equal (word, "year"))
    return g_strdup_printf ("%u", facts->year);
  if (g_str_equal (word, "file"))
    return g_strdup (facts->file != NULL ? facts->file : "");
  if (g_str_equal (word, "when"))
    return dup_when (facts->when);
  if (g_str_equal (word, "line"))
    return g_strdup_printf ("%u", facts->line);
  if (g_str_equal (word, "column"))
    return g_strdup (facts->column != NULL ? facts->column : "");
  if (g_str_equal (word, "text"))
    return g_strdup (facts->text != NULL ? facts->text : "");
  if (g_str_equal (word, "number"))
    return g_strdup (facts->number != NULL ? facts->number : "");
  if (g_str_equal (word, "person"))
    return g_strdup (facts->person != NULL ? facts->person : "");
  if (g_str_equal (word, "amount"))
    return tie_money_to_words (facts->amount);
  if (g_str_equal (word, "old"))
    return tie_money_to_words (facts->old_amount);
  if (g_str_equal (word, "count"))
    return g_strdup_printf ("%u", facts->count);
  return NULL;
}

char *
tie_fee_code_dup_sentence (TieFeeCode code,
                           const TieFeeFacts *facts)
{
  static const TieFeeFacts none;
  const char *rest = _ (get_code (code)->sentence);
  GString *sentence = g_string_new (NULL);

  while (*rest != '\0')
    {
      const char *open = strchr (rest, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *word = close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
      g_autofree char *fact = word != NULL ? dup_fact (facts != NULL ? facts : &none, word) : NULL;

      if (fact == NULL) /* no more, or no word of ours: as it stands */
        {
          gsize length = close != NULL ? (gsize) (close + 1 - rest) : strlen (rest);

          g_string_append_len (sentence, rest, (gssize) length);
          rest += length;
          continue;
        }
      g_string_append_len (sentence, rest, open - rest);
      g_string_append (sentence, fact);
      rest = close + 1;
    }
  return g_string_free (sentence, FALSE);
}

TieFeeFinding *
tie_fee_finding_new (TieFeeCode code,
                     const TieFeeFacts *facts)
{
  TieFeeFinding *finding = g_new0 (TieFeeFinding, 1);

  finding->code = code;
  finding->sentence = tie_fee_code_dup_sentence (code, facts);
  return finding;
}

void
tie_fee_finding_free (TieFeeFinding *finding)
{
  g_free (finding->sentence);
  g_free (finding);
}

void
tie_fee_set_error (GError **error,
                   TieFeeCode code,
                   const TieFeeFacts *facts)
{
  g_autofree char *sentence = tie_fee_code_dup_sentence (code, facts);

  g_set_error_literal (error, TIE_FEE_ERROR, (int) code, sentence);
}
