/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-write"
#include "config.h"

#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

/* How long an idempotency_id is remembered nobody has tried: an hour, after which the same one makes the thing again. */
#define REPLY_LIFE (60 * 60)
#define ID_LENGTH 32

static void
answer_no_body (TieSandboxAnswer *answer,
                const TieSandboxSageKind *kind)
{
  g_autofree char *message = g_strdup_printf ("The body has to be an object with the member %s.", kind->name);

  tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "ParameterMissing", message);
}

/* {"contact":{…}}; NULL with the answer filled. */
static JsonObject *
dup_body (const TieSandboxSageKind *kind,
          const TieSandboxRequest *request,
          TieSandboxAnswer *answer)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);
  g_autoptr (JsonNode) root = g_utf8_validate (request->body, -1, NULL) ? tie_sandbox_json_parse (request->body) : NULL;
  JsonObject *wrapper = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *body = tie_sandbox_json_get_object (wrapper, kind->name);

  if (g_strcmp0 (type, "application/json") != 0)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaType", "The content type is not supported.");
  else if (body == NULL)
    answer_no_body (answer, kind);
  else
    return tie_sandbox_json_copy (body);
  return NULL;
}

static gboolean
is_id (const char *text)
{
  return strlen (text) == ID_LENGTH && strspn (text, "0123456789abcdef") == ID_LENGTH;
}

/* TRUE when the id was used before and the answer is filled. */
static gboolean
replay (TieSandboxSageCall *call,
        const char *id,
        const char *print,
        TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store, "SELECT print, body FROM sage_reply WHERE business = ? AND key = ? AND at > ?", "ssi",
                                                                       call->business, id, tie_sandbox_sage_now (call) - REPLY_LIFE);

  if (!is_id (id))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "idempotency_id has to be 32 hex digits.");
  else if (!tie_sandbox_store_step (call->store, statement))
    return FALSE;
  /* What comes of another body with a used id nobody has tried; it is refused here. */
  else if (!g_str_equal ((const char *) sqlite3_column_text (statement, 0), print))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "idempotency_id was used for another request.");
  else
    tie_sandbox_answer_set (answer, SOUP_STATUS_CREATED, TIE_SANDBOX_JSON, g_strdup ((const char *) sqlite3_column_text (statement, 1)));
  return TRUE;
}

void
tie_sandbox_sage_write_record (TieSandboxSageWrite *write)
{
  tie_sandbox_store_begin (write->call->store);
  write->kind->apply (write);
  if (write->problems->len > 0)
    {
      tie_sandbox_store_rollback (write->call->store);
      return;
    }
  tie_sandbox_sage_put (write->call, write->record);
  tie_sandbox_store_commit (write->call->store);
}

void
tie_sandbox_sage_create (TieSandboxSageCall *call,
                         const TieSandboxSageKind *kind,
                         const TieSandboxRequest *request,
                         TieSandboxAnswer *answer)
{
  g_autoptr (JsonObject) body = dup_body (kind, request, answer);
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_record_new (kind);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (tie_sandbox_sage_problem_free);
  TieSandboxSageWrite write = { .call = call, .kind = kind, .body = body, .record = record, .is_new = TRUE, .problems = problems };
  g_autofree char *whole = g_strconcat (kind->name, "\n", request->body, NULL);
  g_autofree char *print = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_autofree char *id = NULL;

  if (body == NULL)
    return;
  id = g_strdup (tie_sandbox_json_get_text (body, "idempotency_id"));
  /* Kinds without it do not even look. */
  if ((kind->traits & TIE_SANDBOX_SAGE_REPLAYS) == 0)
    g_clear_pointer (&id, g_free);
  if (id != NULL && replay (call, id, print, answer))
    return;
  json_object_remove_member (body, "idempotency_id");
  tie_sandbox_sage_write_record (&write);
  if (problems->len > 0)
    {
      tie_sandbox_sage_answer_problems (answer, problems);
      return;
    }
  tie_sandbox_sage_answer_object (answer, SOUP_STATUS_CREATED, tie_sandbox_sage_present (call, record, NULL, FALSE));
  if (id != NULL)
    tie_sandbox_store_run (call->store, "INSERT OR REPLACE INTO sage_reply VALUES (?, ?, ?, ?, ?)", "ssssi", call->business, id, print, answer->body,
                           tie_sandbox_sage_now (call));
}

static TieSandboxSageRecord *
get_or_answer (TieSandboxSageCall *call,
               const TieSandboxSageKind *kind,
               const char *id,
               TieSandboxAnswer *answer)
{
  TieSandboxSageRecord *record = tie_sandbox_sage_get (call, kind->name, id);

  if (record == NULL)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "RecordNotFound", "The record was not found.");
  return record;
}

void
tie_sandbox_sage_update (TieSandboxSageCall *call,
                         const TieSandboxSageKind *kind,
                         const char *id,
                         const TieSandboxRequest *request,
                         TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxSageRecord) record = get_or_answer (call, kind, id, answer);
  g_autoptr (JsonObject) body = record != NULL ? dup_body (kind, request, answer) : NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (tie_sandbox_sage_problem_free);
  TieSandboxSageWrite write = { .call = call, .kind = kind, .body = body, .record = record, .problems = problems };

  if (body == NULL)
    return;
  tie_sandbox_sage_write_record (&write);
  if (problems->len > 0)
    tie_sandbox_sage_answer_problems (answer, problems);
  else
    tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_present (call, record, NULL, FALSE));
}

void
tie_sandbox_sage_delete (TieSandboxSageCall *call,
                         const TieSandboxSageKind *kind,
                         const char *id,
                         const TieSandboxRequest *request,
                         TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxSageRecord) record = get_or_answer (call, kind, id, answer);
  const char *why = NULL;

  if (record == NULL)
    return;
  if (g_str_equal (kind->name, "contact"))
    why = tie_sandbox_sage_contact_is_used (call, id);
  else if (tie_sandbox_sage_is_locked (call, record->date))
    why = "The date is before the year end lockdown date.";
  else if (tie_sandbox_sage_is_allocated (call, id))
    why = "It is allocated and cannot be deleted.";
  if (why != NULL)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", why);
  else if ((kind->traits & TIE_SANDBOX_SAGE_DOCUMENT) != 0 && g_strcmp0 (record->status, "DRAFT") != 0)
    tie_sandbox_sage_void (call, record, request, answer);
  else
    {
      tie_sandbox_sage_unallocate (call, id);
      tie_sandbox_sage_drop (call, record);
      tie_sandbox_answer_set (answer, SOUP_STATUS_NO_CONTENT, TIE_SANDBOX_JSON, NULL);
    }
}
