/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-rows"
#include "config.h"

#include <malloc.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "sync/tie-backoff.h"
#include "sync/tie-row-list.h"

#define MANY 20000
#define BUDGET 500 /* bytes a row */

static TieRowText *
make_text (const char *id,
           const char *name)
{
  const char *fields[TIE_ROW_TEXT_N_FIELDS] = { [TIE_ROW_TEXT_ID] = id, [TIE_ROW_TEXT_NAME] = name };

  return tie_row_text_new (fields, FALSE);
}

/* "id=name id=name …", names without blanks and in order. */
static GPtrArray *
make_texts (const char *spec)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);
  g_auto (GStrv) words = g_strsplit (spec, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      g_ptr_array_add (texts, make_text (parts[0], parts[1]));
    }
  return texts;
}

static char *
describe (TieRowList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TiePairRow *row = tie_row_list_get (list, i);

      g_assert_cmpuint (tie_pair_row_get_rank (row), ==, i);
      g_assert_true (tie_row_list_find (list, tie_pair_row_get_id (row)) == row);
      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", tie_pair_row_get_id (row), tie_pair_row_get_name (row));
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *why;
  const char *before;
  const char *after;
  const char *change; /* "position-removed+added", NULL: the list says nothing */
} ReplaceCase;

static const ReplaceCase replace_cases[] = {
  { "nothing is new", "1=a 2=b 3=c", "1=a 2=b 3=c", NULL },
  { "the first rows", "", "1=a 2=b", "0-0+2" },
  { "all go", "1=a 2=b", "", "0-2+0" },
  { "one more in the middle", "1=a 3=c", "1=a 2=b 3=c", "1-0+1" },
  { "one less at the end", "1=a 2=b 3=c", "1=a 2=b", "2-1+0" },
  { "a name that stays in its place", "1=a 2=b 3=d", "1=a 2=c 3=d", NULL },
  { "a name that moves its row", "1=a 2=b 3=c 4=d", "2=b 3=c 1=cc 4=d", "0-3+3" },
};

static void
changed_cb (GListModel *list,
            guint position,
            guint removed,
            guint added,
            GString *changes)
{
  g_string_append_printf (changes, "%u-%u+%u", position, removed, added);
}

static void
test_replace (gconstpointer data)
{
  const ReplaceCase *replace = data;
  g_autoptr (TieRowList) list = tie_row_list_new ();
  g_autoptr (GPtrArray) before = make_texts (replace->before);
  g_autoptr (GPtrArray) after = make_texts (replace->after);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autofree char *text = NULL;

  tie_row_list_replace (list, before);
  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    g_hash_table_insert (kept, g_strdup (tie_pair_row_get_id (tie_row_list_get (list, i))), g_object_ref (tie_row_list_get (list, i)));
  g_signal_connect (list, "items-changed", G_CALLBACK (changed_cb), changes);
  g_assert_cmpint (tie_row_list_replace (list, after), ==, g_strcmp0 (replace->before, replace->after) != 0);

  text = describe (list);
  g_assert_cmpstr (text, ==, replace->after);
  g_assert_cmpstr (changes->str, ==, replace->change != NULL ? replace->change : "");
  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TiePairRow *row = tie_row_list_get (list, i);
      TiePairRow *old = g_hash_table_lookup (kept, tie_pair_row_get_id (row));

      g_assert_true (old == NULL || old == row);
    }
}

static void
test_put (void)
{
  static const struct
  {
    const char *id;
    const char *name;
    const char *after;
  } steps[] = {
    { "1", "m", "1=m" },
    { "2", "c", "2=c 1=m" },
    { "3", "z", "2=c 1=m 3=z" },
    { "2", "n", "1=m 2=n 3=z" },
    { "2", "C", "2=C 1=m 3=z" },
    { "3", "a", "3=a 2=C 1=m" },
    { "1", "m", "3=a 2=C 1=m" },
  };
  g_autoptr (TieRowList) list = tie_row_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (TieRowText) text = make_text (steps[i].id, steps[i].name);
      TiePairRow *before = tie_row_list_find (list, steps[i].id);
      TiePairRow *row = tie_row_list_put (list, text);
      g_autofree char *described = describe (list);

      g_assert_true (before == NULL || before == row);
      g_assert_cmpstr (described, ==, steps[i].after);
    }
}

/* A row that goes leaves its partner alone, not with a dangling pointer. */
static void
test_partners (void)
{
  g_autoptr (TieRowList) left = tie_row_list_new ();
  g_autoptr (TieRowList) right = tie_row_list_new ();
  g_autoptr (GPtrArray) left_texts = make_texts ("l=left");
  g_autoptr (GPtrArray) right_texts = make_texts ("r=right");
  g_autoptr (GPtrArray) none = make_texts ("");
  TiePairRow *row;

  tie_row_list_replace (left, left_texts);
  tie_row_list_replace (right, right_texts);
  row = tie_row_list_get (left, 0);
  tie_pair_row_set_partner (row, TIE_ROW_LINKED, tie_row_list_get (right, 0));
  tie_pair_row_set_partner (tie_row_list_get (right, 0), TIE_ROW_LINKED, row);
  tie_row_list_replace (right, none);
  g_assert_null (tie_pair_row_get_partner (row));
  g_assert_cmpint (tie_pair_row_get_state (row), ==, TIE_ROW_GONE);
}

static void
test_state (void)
{
  g_autoptr (TieRowText) text = make_text ("1", "Carter, Joan");
  g_autoptr (TiePairRow) row = tie_pair_row_new (text);
  static const struct
  {
    guint n_possible;
    TieRowState state;
    const char *text;
  } cases[] = {
    { 0, TIE_ROW_NOT_LINKED, "—" },
    { 1, TIE_ROW_NOT_LINKED, "—" },
    { 2, TIE_ROW_POSSIBLE, "2 possible" },
    { 3, TIE_ROW_POSSIBLE, "3 possible" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;

      tie_pair_row_set_n_possible (row, cases[i].n_possible);
      shown = tie_pair_row_dup_state_text (row, "QuickBooks");
      g_assert_cmpint (tie_pair_row_get_state (row), ==, cases[i].state);
      g_assert_cmpstr (shown, ==, cases[i].text);
    }
  tie_pair_row_set_partner (row, TIE_ROW_LINKED, NULL);
  g_assert_cmpint (tie_pair_row_get_state (row), ==, TIE_ROW_LINKED);
}

static void
test_text (void)
{
  g_autofree char *long_name = g_strnfill (9000, 'x');
  const char *fields[TIE_ROW_TEXT_N_FIELDS] = {
    [TIE_ROW_TEXT_ID] = "7",
    [TIE_ROW_TEXT_NAME] = "Café: Annex",
    [TIE_ROW_TEXT_SHORT_NAME] = "Annex",
    [TIE_ROW_TEXT_PARENT] = "6",
    [TIE_ROW_TEXT_EMAIL] = "a@example.org",
  };
  g_autoptr (TieRowText) text = tie_row_text_new (fields, FALSE);
  g_autoptr (TieRowText) same = tie_row_text_new (fields, FALSE);
  g_autoptr (TieRowText) absent = tie_row_text_new (fields, TRUE);
  g_autoptr (TieRowText) huge = make_text ("8", long_name);
  TieMatchRow row = { 0 };

  g_assert_cmpstr (tie_row_text_get (text, TIE_ROW_TEXT_KEY), ==, "cafe: annex");
  g_assert_cmpstr (tie_row_text_get (text, TIE_ROW_TEXT_PHONE), ==, "");
  g_assert_true (tie_row_text_is_child (text));
  g_assert_true (tie_row_text_equal (text, same));
  g_assert_false (tie_row_text_equal (text, absent));
  tie_row_text_fill_match_row (text, &row);
  g_assert_cmpstr (row.name, ==, "Annex");
  g_assert_cmpstr (row.email, ==, "a@example.org");
  g_assert_cmpuint (strlen (tie_row_text_get (huge, TIE_ROW_TEXT_NAME)), ==, 4000);
}

static void
test_memory (void)
{
  g_autoptr (TieRowList) list = tie_row_list_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);
  struct mallinfo2 before = mallinfo2 ();
  gsize bytes;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = tie_random_uuid ();
      g_autofree char *name = g_strdup_printf ("Bright Horizon Yoga %05u LLC", i);
      const char *fields[TIE_ROW_TEXT_N_FIELDS] = {
        [TIE_ROW_TEXT_ID] = id,
        [TIE_ROW_TEXT_NAME] = name,
        [TIE_ROW_TEXT_EMAIL] = "office@brighthorizon.example.org",
        [TIE_ROW_TEXT_PHONE] = "(503) 555-0101",
        [TIE_ROW_TEXT_STREET] = "1234 Commercial Street NE",
        [TIE_ROW_TEXT_CITY] = "Portland",
        [TIE_ROW_TEXT_REGION] = "OR",
        [TIE_ROW_TEXT_POSTCODE] = "97204",
      };

      g_ptr_array_add (texts, tie_row_text_new (fields, FALSE));
    }
  tie_row_list_replace (list, texts);
  g_clear_pointer (&texts, g_ptr_array_unref);
  bytes = (mallinfo2 ().uordblks - before.uordblks) / MANY;
  if (mallinfo2 ().uordblks == before.uordblks)
    {
      g_test_skip ("the allocator does not tell what is in use");
      return;
    }
  g_test_message ("%" G_GSIZE_FORMAT " bytes a row", bytes);
  g_assert_cmpuint (bytes, <=, BUDGET);
}

/* ---- how long to wait ---- */

typedef struct
{
  TieError code;
  guint tries;
  guint retry_after;
  gboolean is_worthwhile;
  guint wait_ms;
} WaitCase;

static const WaitCase wait_cases[] = {
  { TIE_ERROR_NETWORK, 1, 0, TRUE, 2000 },
  { TIE_ERROR_NETWORK, 2, 0, TRUE, 8000 },
  { TIE_ERROR_SERVER, 3, 0, TRUE, 30000 },
  { TIE_ERROR_SERVER, 5, 0, TRUE, 60000 },
  { TIE_ERROR_SERVER, 6, 0, FALSE, 0 },
  { TIE_ERROR_THROTTLED, 1, 0, TRUE, 60000 },
  { TIE_ERROR_THROTTLED, 1, 90, TRUE, 90000 },
  { TIE_ERROR_NETWORK, 1, 5, TRUE, 5000 },
  { TIE_ERROR_DATA, 1, 0, FALSE, 0 },
  { TIE_ERROR_SIGN_IN_EXPIRED, 1, 0, FALSE, 0 },
};

static void
test_waits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wait_cases); i++)
    {
      g_autoptr (GError) fault = g_error_new (TIE_ERROR, (int) wait_cases[i].code, "fault %u", i);
      guint wait_ms = 0;

      g_assert_cmpint (tie_backoff_next (&tie_backoff_default, fault, wait_cases[i].tries, wait_cases[i].retry_after, &wait_ms), ==, wait_cases[i].is_worthwhile);
      g_assert_cmpuint (wait_ms, >=, wait_cases[i].wait_ms);
      g_assert_cmpuint (wait_ms, <=, wait_cases[i].wait_ms + tie_backoff_default.jitter_ms);
    }
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_wait_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_backoff_wait_async (3600 * 1000, cancellable, done_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (tie_backoff_wait_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (replace_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/replace/%u %s", i, replace_cases[i].why);

      g_test_add_data_func (path, &replace_cases[i], test_replace);
    }
  g_test_add_func ("/rows/put", test_put);
  g_test_add_func ("/rows/partners", test_partners);
  g_test_add_func ("/rows/state", test_state);
  g_test_add_func ("/rows/text", test_text);
  g_test_add_func ("/rows/memory", test_memory);
  g_test_add_func ("/backoff/waits", test_waits);
  g_test_add_func ("/backoff/cancelled", test_wait_cancelled);
  return g_test_run ();
}
