/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-gateway"
#include "config.h"

#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

/* What stands in front of the books: the business, the user's rights, the subscription, the limits. */

#define PER_MINUTE 100
#define PER_DAY 2500
#define DAY (24 * 60 * 60)

void
tie_sandbox_sage_call_clear (TieSandboxSageCall *call)
{
  g_free (call->business);
  g_free (call->country);
  g_free (call->edition);
}

/* Whoever names no business gets the user's lead business, and no error tells it. */
static char *
dup_lead (TieSandboxStore *store)
{
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (store, "SELECT id FROM sage_record WHERE kind = 'business' AND deleted = 0"
                                                                              " ORDER BY json_extract (json, '$.is_lead') DESC, seq LIMIT 1", "");

  return tie_sandbox_store_step (store, statement) ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;
}

gboolean
tie_sandbox_sage_open_business (TieSandboxSageCall *call,
                                const char *id,
                                TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxSageRecord) business = NULL;
  g_autoptr (JsonObject) settings = NULL;

  tie_sandbox_sage_call_clear (call);
  call->business = id != NULL ? g_strdup (id) : dup_lead (call->store);
  call->country = NULL;
  call->edition = NULL;
  business = call->business != NULL ? tie_sandbox_sage_get (call, "business", call->business) : NULL;
  if (business == NULL)
    {
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "RecordNotFound", "The business was not found.");
      return FALSE;
    }
  settings = tie_sandbox_sage_dup_settings (call, "financial_settings");
  call->country = g_strdup (tie_sandbox_json_get_text (business->object, "country"));
  call->edition = g_strdup (tie_sandbox_json_get_text (business->object, "edition"));
  call->is_registered = g_strcmp0 (tie_sandbox_sage_get_reference (settings, "tax_scheme"), "NOT_REGISTERED") != 0;
  return TRUE;
}

/* "PLUS", or "STANDARD.GB" where it is so in one country only. */
static gboolean
is_subscribed (TieSandboxSageCall *call,
               const TieSandboxSageKind *kind)
{
  g_auto (GStrv) editions = g_strsplit (kind->editions, " ", -1);
  g_autofree char *local = g_strjoin (".", call->edition, call->country, NULL);

  return g_strv_contains ((const char *const *) editions, call->edition) || g_strv_contains ((const char *const *) editions, local);
}

/* Read only, Restricted (what is made may not be deleted), Full; no entry is Full. */
static gboolean
has_right (TieSandboxSageCall *call,
           const TieSandboxSageKind *kind,
           const char *method)
{
  g_autoptr (TieSandboxSageRecord) business = tie_sandbox_sage_get (call, "business", call->business);
  const char *right = tie_sandbox_json_get_text (tie_sandbox_json_get_object (business->object, "rights"), kind->area);

  if (right == NULL || g_str_equal (right, "Full"))
    return TRUE;
  if (g_str_equal (method, "GET"))
    return !g_str_equal (right, "None");
  return g_str_equal (right, "Restricted") && !g_str_equal (method, "DELETE");
}

gboolean
tie_sandbox_sage_check_rights (TieSandboxSageCall *call,
                               const TieSandboxSageKind *kind,
                               const TieSandboxRequest *request,
                               TieSandboxAnswer *answer)
{
  g_autofree char *message = NULL;

  if (!g_str_equal (request->method, "GET") && !is_subscribed (call, kind))
    {
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNAUTHORIZED, "AuthorizationFailure", "No active subscription for this resource.");
      return FALSE;
    }
  if (!has_right (call, kind, request->method))
    {
      message = g_strdup_printf ("You don't have permission to do this: %s.", kind->area);
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_FORBIDDEN, "AuthorizationFailure", message);
      return FALSE;
    }
  return TRUE;
}

void
tie_sandbox_sage_answer_busy (TieSandboxAnswer *answer,
                              gint64 retry_after)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);

  if (retry_after > 0)
    tie_sandbox_answer_set_header (answer, "Retry-After", seconds);
  tie_sandbox_sage_answer_error (answer, 429, "TooManyRequests", "The rate limit was exceeded.");
}

static gint64
count_calls (TieSandboxSageCall *call,
             gint64 since)
{
  return tie_sandbox_store_get_number (call->store, "SELECT count(*) FROM sage_call WHERE business = ? AND at > ?", "si", call->business, since);
}

/* The real one does not tell; whoever was told to take more says so, so that nobody waits for nothing. */
static void
tell_remaining (TieSandboxAnswer *answer,
                gint64 remaining)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, remaining);

  tie_sandbox_answer_set_header (answer, "RateLimit-Remaining", text);
}

/* Both windows roll; refused calls do not count.  Of the minute one is told how long to wait, of the day not: clients have
 * seen both. */
gboolean
tie_sandbox_sage_limits_admit (TieSandboxSageCall *call,
                               TieSandboxAnswer *answer)
{
  gint64 now = tie_sandbox_sage_now (call);
  gint64 per_minute = call->service->per_minute > 0 ? call->service->per_minute : PER_MINUTE;
  gint64 per_day = call->service->per_day > 0 ? call->service->per_day : PER_DAY;
  gint64 in_minute = count_calls (call, now - 60);

  if (count_calls (call, now - DAY) >= per_day)
    {
      tie_sandbox_sage_answer_busy (answer, 0);
      return FALSE;
    }
  if (in_minute >= per_minute)
    {
      gint64 oldest = tie_sandbox_store_get_number (call->store, "SELECT min(at) FROM sage_call WHERE business = ? AND at > ?", "si", call->business, now - 60);

      tie_sandbox_sage_answer_busy (answer, oldest + 60 - now);
      return FALSE;
    }
  if (per_minute > PER_MINUTE)
    tell_remaining (answer, per_minute - in_minute - 1);
  tie_sandbox_store_run (call->store, "DELETE FROM sage_call WHERE business = ? AND at <= ?", "si", call->business, now - DAY);
  tie_sandbox_store_run (call->store, "INSERT INTO sage_call VALUES (?, ?)", "si", call->business, now);
  return TRUE;
}
