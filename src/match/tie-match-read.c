/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-lists.h"

#define LONGEST_SURNAME 3 /* in words */
#define CUT_LENGTH 28 /* in letters; programs cut names at 30, 31, 41 … */

/* A name while it is read. */
typedef struct
{
  TieMatchNameWord words[TIE_MATCH_MAX_TOKENS];
  TieMatchName name;
  gboolean after_and;
} Draft;

/* "L.L.C.", "P. C.", "d/b/a": letters that make a word the table knows.  Returns how many tokens it takes, 0 if none. */
static guint
join_letters (const TieMatchTokens *tokens,
              guint at,
              TieMatchMeaning *meaning,
              guint *value)
{
  char joined[8];
  guint n = 0;

  while (n < 4 && at + n < tokens->n_tokens && tokens->tokens[at + n].length == 1 && !tokens->tokens[at + n].is_and)
    {
      joined[n] = tokens->folded->str[tokens->tokens[at + n].start];
      n++;
    }
  if (n >= 2 && joined[0] == 'c' && joined[1] == 'o' && tokens->tokens[at + 1].after_slash)
    {
      *meaning = TIE_MATCH_MEANS_CARE_OF;
      return 2;
    }
  for (; n >= 2; n--)
    {
      const TieMatchToken *second = &tokens->tokens[at + 1];

      joined[n] = '\0';
      *meaning = tie_match_get_meaning (joined, value);
      if ((*meaning == TIE_MATCH_MEANS_LEGAL || *meaning == TIE_MATCH_MEANS_ALIAS || (*meaning == TIE_MATCH_MEANS_TITLE && second->is_close)) &&
          (n > 2 || second->is_close || second->after_slash))
        return n;
    }
  return 0;
}

static guint32
intern_letters (TieMatchLists *self,
                guint at,
                guint n)
{
  char joined[8];

  for (guint i = 0; i < n; i++)
    joined[i] = self->tokens.folded->str[self->tokens.tokens[at + i].start];
  return tie_match_words_intern (self->words, joined, n);
}

static void
add_word (TieMatchLists *self,
          Draft *draft,
          const TieMatchToken *token,
          guint role)
{
  const char *text = self->tokens.folded->str + token->start;
  TieMatchNameWord *word = &draft->words[draft->name.n_words++];

  memset (word, 0, sizeof *word);
  word->word = tie_match_words_intern (self->words, text, token->length);
  word->role = role;
  word->part = token->part;
  word->in_brackets = token->in_brackets;
  word->is_joined = draft->after_and || token->after_slash;
  draft->after_and = FALSE;
  if (role == TIE_MATCH_ROLE_CORE && tie_match_words_get (self->words, word->word)->has_digit)
    word->role = TIE_MATCH_ROLE_NUMBER;
}

/* "Limited Liabil": where a long name was cut off. */
static gboolean
is_cut_legal (TieMatchLists *self,
              const Draft *draft)
{
  static const char *const rest = "liability";
  guint n = draft->name.n_words;
  const char *text;

  if (n < 3 || self->tokens.n_letters < CUT_LENGTH || draft->words[n - 1].role != TIE_MATCH_ROLE_CORE)
    return FALSE;
  text = tie_match_words_get_text (self->words, draft->words[n - 1].word);
  return g_str_has_prefix (rest, text) && strcmp (tie_match_words_get_text (self->words, draft->words[n - 2].word), "limited") == 0;
}

static gboolean
is_legal (TieMatchLists *self,
          const TieMatchNameWord *word)
{
  return tie_match_words_get (self->words, word->word)->meaning == TIE_MATCH_MEANS_LEGAL;
}

static gboolean
is_form_word (const char *text,
              const char *meant)
{
  guint value, meant_value;

  if (strcmp (text, meant) == 0 || tie_match_is_slip (text, strlen (text), meant, strlen (meant)))
    return TRUE;
  return tie_match_get_meaning (text, &value) == TIE_MATCH_MEANS_LEGAL && tie_match_get_meaning (meant, &meant_value) == TIE_MATCH_MEANS_LEGAL &&
         value == meant_value;
}

/* "Limited Liability Company", "Public Ltd Co": the words go with the form, whatever slips are in them. */
static gboolean
take_long_form (TieMatchLists *self,
                Draft *draft)
{
  static const struct
  {
    const char *words[4];
    const char *form;
  } forms[] = {
    { { "limited", "liability", "company" }, "llc" },
    { { "limited", "liability", "partnership" }, "llp" },
    { { "public", "limited", "company" }, "plc" },
    { { "limited", "partnership" }, "lp" },
  };

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    {
      guint n_words = g_strv_length ((char **) forms[f].words);
      TieMatchNameWord *words = &draft->words[draft->name.n_words - MIN (n_words, draft->name.n_words)];
      guint n = 0, value;

      while (n < n_words && draft->name.n_words > n_words && words[n].role == TIE_MATCH_ROLE_CORE &&
             is_form_word (tie_match_words_get_text (self->words, words[n].word), forms[f].words[n]))
        n++;
      if (n < n_words)
        continue;
      for (guint i = 0; i < n_words; i++)
        words[i].role = TIE_MATCH_ROLE_SILENT;
      tie_match_get_meaning (forms[f].form, &value);
      draft->name.legal = value;
      return TRUE;
    }
  return FALSE;
}

/* Legal forms stand at the end; anywhere else their words are words. */
static void
take_legal_form (TieMatchLists *self,
                 Draft *draft)
{
  if (draft->name.legal == 0 && take_long_form (self, draft))
    return;
  if (draft->name.legal == 0 && is_cut_legal (self, draft))
    {
      guint value;

      tie_match_get_meaning ("llc", &value);
      draft->name.legal = value;
      draft->words[draft->name.n_words - 1].role = draft->words[draft->name.n_words - 2].role = TIE_MATCH_ROLE_SILENT;
    }
  for (guint last = draft->name.n_words; last > 1; last--)
    {
      TieMatchNameWord *words = draft->words;

      if (words[last - 1].role >= TIE_MATCH_ROLE_SILENT)
        continue;
      if (words[last - 1].role != TIE_MATCH_ROLE_CORE || !is_legal (self, &words[last - 1]))
        return;

      if (draft->name.legal == 0)
        draft->name.legal = tie_match_words_get (self->words, words[last - 1].word)->value;
      words[last - 1].role = TIE_MATCH_ROLE_SILENT;
    }
}

/* "Last, First": exactly one comma that parts words.  No surname has more than three; "Salem Public Schools Carter, Joan" is
 * no person. */
static void
find_comma (Draft *draft)
{
  guint8 first = 255, second = 255;
  guint n_first = 0;

  for (guint i = 0; i < draft->name.n_words; i++)
    {
      const TieMatchNameWord *word = &draft->words[i];

      if (!tie_match_role_counts (word->role))
        continue;
      if (word->is_account)
        continue;
      if (word->role == TIE_MATCH_ROLE_NUMBER)
        return;
      if (first == 255 || word->part == first)
        {
          first = word->part;
          if (++n_first > LONGEST_SURNAME)
            return;
        }
      else if (second == 255 || word->part == second)
        second = word->part;
      else
        return;
    }
  draft->name.has_comma = second != 255 && draft->name.legal == 0;
  for (guint i = 0; i < draft->name.n_words; i++)
    draft->words[i].part = draft->words[i].part == second && second != 255;
}

static void
finish_name (TieMatchLists *self,
             TieMatchSide side,
             Draft *draft,
             guint source)
{
  TieMatchList *list = &self->lists[side];

  take_legal_form (self, draft);
  if (draft->name.n_words == 0)
    return;
  find_comma (draft);
  draft->name.source = source;
  draft->name.words = list->words->len;
  draft->name.is_long = self->tokens.n_letters >= CUT_LENGTH;
  g_array_append_vals (list->words, draft->words, draft->name.n_words);
  g_array_append_val (list->names, draft->name);
  g_array_index (list->entries, TieMatchEntry, list->entries->len - 1).n_names++;
}

/* Of the word added last. */
static gboolean
is_first_of_segment (const Draft *draft,
                     guint role)
{
  guint n = draft->name.n_words;

  return n == 1 || (role == TIE_MATCH_ROLE_CORE && draft->words[n - 2].role == TIE_MATCH_ROLE_PARENT);
}

static gboolean
is_digits (const char *text,
           gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

void
tie_match_lists_read_name (TieMatchLists *self,
                           TieMatchSide side,
                           const char *text,
                           guint source)
{
  Draft draft = { 0 };
  TieMatchTokens *tokens = &self->tokens;
  gboolean is_care_of = FALSE;

  tie_match_tokens_read (tokens, text);
  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      const TieMatchToken *token = &tokens->tokens[i];
      const char *word = tokens->folded->str + token->start;
      guint role = is_care_of || token->in_brackets ? TIE_MATCH_ROLE_OPTIONAL :
                   token->segment < tokens->n_colons ? TIE_MATCH_ROLE_PARENT : TIE_MATCH_ROLE_CORE;
      guint value = 0;
      TieMatchMeaning meaning = TIE_MATCH_MEANS_NOTHING;
      guint n_joined = join_letters (tokens, i, &meaning, &value);

      if (n_joined > 0)
        i += n_joined - 1;
      else if (token->is_and)
        meaning = TIE_MATCH_MEANS_AND;
      else if (token->length < 16)
        {
          char small[16];

          memcpy (small, word, token->length);
          small[token->length] = '\0';
          meaning = tie_match_get_meaning (small, &value);
        }

      switch (meaning)
        {
        case TIE_MATCH_MEANS_ALIAS:
          if (draft.name.n_words > 0)
            {
              finish_name (self, side, &draft, source);
              memset (&draft, 0, sizeof draft);
              source = TIE_MATCH_SOURCE_ALIAS;
              /* the brackets of "(dba …)" are round the second name */
              for (guint k = i + 1; k < tokens->n_tokens; k++)
                tokens->tokens[k].in_brackets = FALSE;
            }
          break;
        case TIE_MATCH_MEANS_CARE_OF:
          is_care_of = draft.name.n_words > 0;
          break;
        case TIE_MATCH_MEANS_AND:
          draft.after_and = TRUE;
          break;
        case TIE_MATCH_MEANS_FILLER:
          break;
        case TIE_MATCH_MEANS_TITLE:
          if (role != TIE_MATCH_ROLE_CORE || tokens->n_tokens == 1)
            add_word (self, &draft, token, role);
          break;
        case TIE_MATCH_MEANS_GENERATION:
          if (role == TIE_MATCH_ROLE_CORE && i > 0)
            {
              role = TIE_MATCH_ROLE_SILENT;
              draft.name.generation = value;
            }
          add_word (self, &draft, token, role);
          break;
        case TIE_MATCH_MEANS_STATUS:
          add_word (self, &draft, token, token->after_dash || i + 1 == tokens->n_tokens ? TIE_MATCH_ROLE_OPTIONAL : role);
          break;
        case TIE_MATCH_MEANS_LEGAL:
          add_word (self, &draft, token, role);
          if (n_joined > 0)
            {
              TieMatchNameWord *joined = &draft.words[draft.name.n_words - 1];

              joined->word = intern_letters (self, i + 1 - n_joined, n_joined);
              joined->role = TIE_MATCH_ROLE_SILENT;
              draft.name.legal = value;
            }
          break;
        case TIE_MATCH_MEANS_TRUST:
          draft.name.has_trust |= role == TIE_MATCH_ROLE_CORE;
          add_word (self, &draft, token, role);
          break;
        case TIE_MATCH_MEANS_NOTHING:
        default:
          add_word (self, &draft, token, role);
          /* "4711 - Smith", "Old Clients:4711 Smith", "Smith (4711)" */
          if (is_digits (word, token->length) && token->length >= 3 && !token->after_hash &&
              ((is_first_of_segment (&draft, role) && i + 1 < tokens->n_tokens) || token->in_brackets))
            draft.words[draft.name.n_words - 1].is_account = TRUE;
          break;
        }
    }
  finish_name (self, side, &draft, source);
}
