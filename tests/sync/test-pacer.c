/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-pacer"
#include "config.h"

#include "sync/tie-outbox-fields.h"
#include "sync/tie-pacer.h"

#define SECOND G_USEC_PER_SEC

/* Never more than so many in any minute, and no wait that is not needed. */
static void
test_batches (void)
{
  g_autoptr (TiePacer) pacer = tie_pacer_new ();
  gint64 now = 1000 * SECOND;

  for (guint i = 0; i < 40; i++)
    g_assert_cmpuint (tie_pacer_reserve (pacer, 40, now + i * SECOND), ==, 0);
  g_assert_cmpuint (tie_pacer_reserve (pacer, 40, now + 40 * SECOND), ==, 20000);
  g_assert_cmpuint (tie_pacer_reserve (pacer, 40, now + 40 * SECOND), ==, 21000);
  g_assert_cmpuint (tie_pacer_reserve (pacer, 40, now + 300 * SECOND), ==, 0);
}

static void
test_unlimited (void)
{
  g_autoptr (TiePacer) pacer = tie_pacer_new ();

  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (tie_pacer_reserve (pacer, 0, SECOND), ==, 0);
}

static void
test_fields (void)
{
  TieOutboxFields fields = { .state = (char *) "abc", .date = (char *) "2025-11-03", .version = (char *) "3" };
  g_autofree char *text = tie_outbox_fields_to_string (&fields);
  g_autoptr (TieOutboxFields) read = tie_outbox_fields_parse (text);
  g_autoptr (TieOutboxFields) none = tie_outbox_fields_parse (NULL);

  g_assert_cmpstr (read->state, ==, "abc");
  g_assert_null (read->number);
  g_assert_cmpstr (read->date, ==, "2025-11-03");
  g_assert_null (read->party_id);
  g_assert_cmpstr (read->version, ==, "3");
  g_assert_cmpstr (none->state, ==, "");
}

static void
test_mark (void)
{
  g_autofree char *mark = tie_outbox_make_mark ("0b5c-1");
  g_autofree char *note = g_strdup_printf ("Voided - %s, see mail", mark);
  g_autofree char *read = tie_outbox_read_mark (note);

  g_assert_cmpstr (read, ==, "0b5c-1");
  g_assert_null (tie_outbox_read_mark (NULL));
  g_assert_null (tie_outbox_read_mark ("Tieout:"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pacer/batches", test_batches);
  g_test_add_func ("/pacer/unlimited", test_unlimited);
  g_test_add_func ("/outbox-fields/text", test_fields);
  g_test_add_func ("/outbox-fields/mark", test_mark);
  return g_test_run ();
}
