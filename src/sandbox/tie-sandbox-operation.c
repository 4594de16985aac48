/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-operation"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-operation.h"
#include "sandbox/tie-sandbox-write.h"

#define REQUEST_ID_MAX 50

static TieSandboxFault *
find_reply (TieSandboxCompany *company,
            const TieSandboxOperation *operation,
            const char *fingerprint,
            char **answer)
{
  g_autoptr (TieSandboxStatement) statement = NULL;

  if (g_utf8_strlen (operation->requestid, -1) > REQUEST_ID_MAX)
    return tie_sandbox_fault_new (2130, "requestid", "The request id is longer than %d characters", REQUEST_ID_MAX);
  statement = tie_sandbox_store_query (company->store, "SELECT body, answer FROM reply WHERE requestid = ?", "s", operation->requestid);
  if (!tie_sandbox_store_step (company->store, statement))
    return NULL;
  if (company->refuse_replay && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), fingerprint) != 0)
    return tie_sandbox_fault_new (600, "requestid", "The request id %s was used for another request", operation->requestid);
  *answer = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  return NULL;
}

static TieSandboxWriteMode
get_mode (const TieSandboxOperation *operation)
{
  if (!json_object_has_member (operation->body, "Id") || g_strcmp0 (operation->operation, "create") == 0)
    return TIE_SANDBOX_CREATE;
  return tie_sandbox_json_get_boolean (operation->body, "sparse") ? TIE_SANDBOX_UPDATE_SPARSE : TIE_SANDBOX_UPDATE;
}

static TieSandboxFault *
apply (TieSandboxCompany *company,
       const TieSandboxOperation *operation,
       char **result)
{
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (operation->body);
  gboolean has_void_option = g_strcmp0 (operation->options, "void") == 0;
  TieSandboxWrite write = { .company = company, .entity = operation->entity, .body = body };

  write.mode = get_mode (operation);
  write.is_delete = g_strcmp0 (operation->operation, "delete") == 0;
  /* Invoices have an operation for it, payments an option of the update. */
  write.is_void = g_str_equal (operation->entity->name, "Invoice") ? g_strcmp0 (operation->operation, "void") == 0 : has_void_option;
  if (g_strcmp0 (operation->operation, "void") == 0 && !write.is_void)
    return tie_sandbox_fault_new (500, NULL, "Operation void is not supported for %s", operation->entity->name);
  write.allows_duplicate_number = g_strcmp0 (operation->options, "allowduplicatedocnum") == 0;
  return tie_sandbox_write_apply (&write, result);
}

TieSandboxFault *
tie_sandbox_operation_run (TieSandboxCompany *company,
                           const TieSandboxOperation *operation,
                           char **answer)
{
  g_autofree char *body = tie_sandbox_json_write_object (operation->body);
  g_autofree char *text = g_strjoin ("\n", operation->entity->name, operation->operation != NULL ? operation->operation : "", body, NULL);
  g_autofree char *fingerprint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *result = NULL;
  g_autofree char *time = NULL;
  TieSandboxFault *fault;

  if (operation->requestid != NULL)
    {
      fault = find_reply (company, operation, fingerprint, answer);
      if (fault != NULL || *answer != NULL)
        return fault;
    }

  tie_sandbox_store_begin (company->store);
  fault = apply (company, operation, &result);
  if (fault != NULL)
    {
      tie_sandbox_store_rollback (company->store);
      return fault;
    }
  time = tie_sandbox_company_dup_time (company);
  *answer = g_strdup_printf ("{\"%s\":%s,\"time\":\"%s\"}", operation->entity->name, result, time);
  if (operation->requestid != NULL)
    tie_sandbox_store_run (company->store, "INSERT INTO reply VALUES (?, ?, ?)", "sss", operation->requestid, fingerprint, *answer);
  if (!tie_sandbox_store_commit (company->store))
    {
      g_clear_pointer (answer, g_free);
      return tie_sandbox_fault_new (10000, NULL, "The company's data could not be written");
    }
  return NULL;
}
