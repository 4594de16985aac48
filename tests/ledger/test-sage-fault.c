/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sage-fault"
#include "config.h"

#include "ledger/sage/tie-sage-fault.h"
#include "ledger/tie-ledger.h"

/* What a refusal of Sage's is made of, in the words that a person reads. */

typedef struct
{
  const char *body;
  const char *says;
} SayingCase;

static const SayingCase sayings[] = {
  { "{\"$message\":\"Name is too long.\"}", "Name is too long." },
  { "[{\"$message\":\"The record was not found.\"},{\"$message\":\"The record was not found.\"}]", "The record was not found." },
  { "[{\"$message\":\"One.\"},{\"$message\":\"Two.\"},{\"$message\":\"One.\"},{\"$message\":\"\"}]", "One.; Two." },
  { "<html>", "Sage answered 422" },
  { "[]", "Sage answered 422" },
};

static void
test_sayings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++)
    {
      const SayingCase *c = &sayings[i];
      g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));
      TieHttpAnswer answer = { .status = 422, .content_type = (char *) "application/json", .body = body, .left = -1 };
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

      g_assert_true (tie_sage_fault_read (result, NULL, "POST", &answer));
      g_assert_cmpstr (result->fault->message, ==, c->says);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sage-fault/sayings", test_sayings);

  return g_test_run ();
}
