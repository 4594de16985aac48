/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-line-match"
#include "config.h"

#include "ledger/tie-line-match.h"

/* Which line there a line of ours is, by what was done to the document in between. */

#define MOST_LINES 3

typedef struct
{
  const char *name;
  TieLineTraits theirs[MOST_LINES + 1]; /* ends with a form of NULL */
  TieLineTraits ours[MOST_LINES + 1];
  int expected[MOST_LINES];
} MatchCase;

#define PREP(amount) { "item", "PREP", "Work", amount }

static const MatchCase cases[] = {
  { "nothing", { { NULL } }, { PREP (100) }, { -1 } },
  { "none-of-ours", { PREP (100) }, { { NULL } }, { 0 } },
  { "as-it-was", { PREP (100), PREP (100) }, { PREP (100), PREP (100) }, { 0, 1 } },
  { "blanks", { { "item", "PREP", "Work \r\non it", 100 } }, { { "item", "PREP", " Work\non it", 200 } }, { 0 } },
  { "rate", { PREP (100), PREP (200) }, { PREP (150), PREP (200) }, { 0, 1 } },
  { "rate-as-the-next", { PREP (100), PREP (200) }, { PREP (200), PREP (200) }, { 0, 1 } },
  { "rate-was-as-the-next", { PREP (100), PREP (100) }, { PREP (150), PREP (100) }, { 0, 1 } },
  { "put-in", { PREP (100), PREP (200) }, { { "item", "PREP", "Travel", 5 }, PREP (150), PREP (200) }, { -1, 0, 1 } },
  { "taken-out", { PREP (100), PREP (200), PREP (300) }, { PREP (200), PREP (300) }, { 1, 2 } },
  { "moved", { { "item", "A", "a", 1 }, { "item", "B", "b", 2 } }, { { "item", "B", "b", 2 }, { "item", "A", "a", 1 } }, { 1, 0 } },
  { "text", { PREP (100), { "item", "B", "b", 2 } }, { { "item", "PREP", "Labour", 100 }, { "item", "B", "b", 2 } }, { 0, 1 } },
  { "code", { PREP (100) }, { { "item", "AUDIT", "Work", 100 } }, { 0 } },
  { "text-and-code", { PREP (100) }, { { "item", "AUDIT", "Audit", 100 } }, { -1 } },
  { "text-elsewhere", { PREP (100), { "item", "B", "b", 2 } }, { { "item", "B", "b", 2 }, { "item", "PREP", "Labour", 100 } }, { 1, -1 } },
  { "form", { { "text", NULL, "Work", 0 } }, { { "item", NULL, "Work", 0 } }, { -1 } },
  { "words", { { "text", NULL, "old", 0 }, { "text", NULL, "stays", 0 } }, { { "text", "", "new", 0 }, { "text", NULL, "stays", 0 } }, { 0, 1 } },
  { "words-moved", { { "text", NULL, "stays", 0 } }, { PREP (100), { "text", NULL, "stays", 0 } }, { -1, 0 } },
};

static guint
count (const TieLineTraits *lines)
{
  guint n = 0;

  while (lines[n].form != NULL)
    n++;
  return n;
}

static void
test_match (gconstpointer data)
{
  const MatchCase *c = data;
  guint n = count (c->ours);
  g_autofree int *matches = tie_line_match (c->ours, n, c->theirs, count (c->theirs));

  for (guint i = 0; i < n; i++)
    g_assert_cmpint (matches[i], ==, c->expected[i]);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/line-match/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_match);
    }
  return g_test_run ();
}
