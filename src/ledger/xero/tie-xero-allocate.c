/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-push"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-allocate.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-parse.h"

#define MOST_FAILURES 2 /* answers that may get lost before it is given up */

typedef struct
{
  TieXeroElement *element; /* not owned */
  char *credit_id;         /* (owned) */
  JsonNode *wanted;        /* (owned): {"Allocations":[…]} */
  gboolean is_exact;       /* no others are to be there */
  gboolean has_looked;
  gboolean has_left;
  guint n_failures;
} Allocate;

static void look (GTask *task);

static void
allocate_free (gpointer data)
{
  Allocate *self = data;

  g_free (self->credit_id);
  g_clear_pointer (&self->wanted, json_node_unref);
  g_free (self);
}

/* Takes the task. */
static void
end (GTask *task)
{
  g_autoptr (GTask) own = task;
  Allocate *self = g_task_get_task_data (own);

  g_task_return_boolean (own, self->has_left);
}

/* Takes the task. */
static void
fail (GTask *task,
      TieError code,
      const char *message)
{
  Allocate *self = g_task_get_task_data (task);
  g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, (int) code, message);

  tie_xero_element_fail (self->element, error, TRUE);
  end (task);
}

/* ---- what is there and what is wanted ---- */

static gboolean
is_same (JsonObject *one,
         JsonObject *other)
{
  return g_strcmp0 (tie_json_get_string (tie_json_get_object (one, "Invoice"), "InvoiceID"), tie_json_get_string (tie_json_get_object (other, "Invoice"), "InvoiceID")) == 0 &&
         tie_json_get_decimal (one, "Amount", TIE_MONEY_DECIMALS) == tie_json_get_decimal (other, "Amount", TIE_MONEY_DECIMALS);
}

/* (element-type JsonObject) Those of one list that the other lacks, each counted once. */
static GPtrArray *
subtract (JsonArray *from,
          JsonArray *others)
{
  GPtrArray *rest = g_ptr_array_new ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; others != NULL && i < json_array_get_length (others); i++)
    {
      JsonObject *one = tie_json_get_element_object (others, i);

      if (one != NULL && !tie_json_get_boolean (one, "IsDeleted", FALSE))
        g_ptr_array_add (left, one);
    }
  for (guint i = 0; from != NULL && i < json_array_get_length (from); i++)
    {
      JsonObject *one = tie_json_get_element_object (from, i);
      gboolean is_found = one == NULL || tie_json_get_boolean (one, "IsDeleted", FALSE);

      for (guint j = 0; j < left->len && !is_found; j++)
        {
          if (!is_same (one, g_ptr_array_index (left, j)))
            continue;
          g_ptr_array_remove_index (left, j);
          is_found = TRUE;
        }
      if (!is_found)
        g_ptr_array_add (rest, one);
    }
  return rest;
}

static GBytes *
make_body (GPtrArray *missing)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, "Allocations");
  for (guint i = 0; i < missing->len; i++)
    {
      JsonObject *one = g_ptr_array_index (missing, i);

      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_begin_object (writer, "Invoice");
      tie_json_writer_add_string (writer, "InvoiceID", tie_json_get_string (tie_json_get_object (one, "Invoice"), "InvoiceID"));
      tie_json_writer_end_object (writer);
      tie_json_writer_add_decimal (writer, "Amount", tie_json_get_decimal (one, "Amount", TIE_MONEY_DECIMALS), TIE_MONEY_DECIMALS);
      tie_json_writer_add_string (writer, "Date", tie_json_get_string (one, "Date"));
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

/* NULL with an error. */
static TieRemote *
parse (Allocate *self,
       JsonObject *credit,
       GError **error)
{
  GError *reason = NULL;
  TieRemote *remote = tie_xero_parse_credit_use (self->element->entity, credit, FALSE, &reason);

  if (remote == NULL && reason == NULL)
    reason = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "The credit note is of another kind than %s", tie_kind_to_string (self->element->entity->kind));
  if (reason != NULL)
    g_propagate_error (error, reason);
  return remote;
}

/* ---- steps ---- */

/* FALSE: one of them was refused. */
static gboolean
read_refusal (Allocate *self,
              const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) root = tie_http_answer_parse (answer, NULL);
  JsonArray *answers = tie_json_get_array (tie_json_get_root_object (root), "Allocations");

  for (guint i = 0; answers != NULL && i < json_array_get_length (answers); i++)
    {
      JsonObject *one = tie_json_get_element_object (answers, i);

      if (one != NULL && tie_xero_fault_from_element (self->element->result, one))
        return FALSE;
    }
  return TRUE;
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Allocate *self = g_task_get_task_data (task);
  TieLedgerResult *answered = self->element->result;
  g_autoptr (GError) error = NULL;
  gboolean has_left = FALSE;
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (TIE_XERO (source), result, &has_left, &error);

  self->has_left |= has_left;
  if (answer != NULL)
    {
      g_free (answered->trace);
      answered->trace = g_strdup (answer->trace);
    }
  if (answer != NULL && answer->status < 300 && read_refusal (self, answer))
    {
      look (task);
      return;
    }
  /* What is there will tell whether it was done. */
  if (answer == NULL ? has_left : answer->status >= 500)
    {
      if (self->n_failures++ < MOST_FAILURES)
        {
          look (task);
          return;
        }
    }
  if (answer == NULL)
    tie_xero_element_fail (self->element, error, !has_left);
  else if (answered->fault == NULL)
    tie_xero_fault_from_answer (answered, answer);
  if (answer != NULL && answer->status == 429)
    answered->is_known = TRUE;
  end (task);
}

/* Takes the task. */
static void
write_step (GTask *task,
            const char *method,
            const char *path,
            GBytes *body)
{
  Allocate *self = g_task_get_task_data (task);
  g_autofree char *resource = tie_ledger_make_resource (path, "summarizeErrors", body != NULL ? "false" : NULL, "unitdp", body != NULL ? "4" : NULL, NULL);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autofree char *base = NULL;
  g_autofree char *key = NULL;

  g_ptr_array_add (elements, self->element);
  base = tie_xero_elements_make_key (elements, method, resource, body);
  /* A failure is remembered with its key: what is tried again after a look is another request. */
  key = g_strdup_printf ("%s-%u", base, self->n_failures);
  tie_xero_call_async (g_task_get_source_object (task), &(const TieXeroRequest){ .method = method, .resource = resource, .body = body, .key = key },
                       g_task_get_cancellable (task), written_cb, task);
}

static void
finish_with (Allocate *self,
             JsonObject *credit)
{
  g_autoptr (GError) error = NULL;
  TieLedgerResult *result = self->element->result;

  if (g_str_equal (self->element->verb, "delete"))
    {
      g_autofree char *id = g_strconcat (TIE_XERO_CREDIT_PREFIX, self->credit_id, NULL);

      result->remote = tie_remote_new (self->element->entity->kind, id);
      result->remote->is_deleted = TRUE;
    }
  else
    result->remote = parse (self, credit, &error);
  result->is_known = result->remote != NULL;
  if (result->remote == NULL)
    tie_xero_element_fail (self->element, error, FALSE);
}

/* Nobody is to take away what a colleague allocated meanwhile.  Takes the task when it is so. */
static gboolean
stops_at_change (GTask *task,
                 JsonObject *credit)
{
  Allocate *self = g_task_get_task_data (task);
  g_autoptr (TieRemote) now = NULL;

  if (self->has_looked || self->element->frozen->version == NULL)
    return FALSE;
  now = parse (self, credit, NULL);
  if (now == NULL || g_strcmp0 (now->version, self->element->frozen->version) == 0)
    return FALSE;
  fail (task, TIE_ERROR_STALE, "The credit note was changed at Xero");
  return TRUE;
}

/* Takes the task. */
static void
go_on (GTask *task,
       JsonObject *credit)
{
  Allocate *self = g_task_get_task_data (task);
  JsonArray *wanted = tie_json_get_array (tie_json_get_root_object (self->wanted), "Allocations");
  JsonArray *there = tie_json_get_array (credit, "Allocations");
  g_autoptr (GPtrArray) missing = subtract (wanted, there);
  g_autoptr (GPtrArray) extra = subtract (there, wanted);
  g_autofree char *path = NULL;

  if (stops_at_change (task, credit))
    return;
  self->has_looked = TRUE;
  if (self->is_exact && extra->len > 0)
    {
      path = g_strdup_printf ("%s/%s", self->element->frozen->resource, tie_json_get_string (g_ptr_array_index (extra, 0), "AllocationID"));
      write_step (task, "DELETE", path, NULL);
    }
  else if (missing->len > 0)
    {
      g_autoptr (GBytes) body = make_body (missing);

      write_step (task, "PUT", self->element->frozen->resource, body);
    }
  else
    {
      finish_with (self, credit);
      end (task);
    }
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Allocate *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *credits = NULL;
  JsonObject *credit = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (TIE_XERO (source), result, NULL, &error);

  if (answer != NULL && !tie_xero_fault_to_error (answer, &error))
    root = tie_http_answer_parse (answer, &error);
  credits = tie_json_get_array (tie_json_get_root_object (root), "CreditNotes");
  credit = credits != NULL && json_array_get_length (credits) == 1 ? tie_json_get_element_object (credits, 0) : NULL;
  if (credit == NULL && error == NULL)
    error = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "The answer names no credit note");
  if (error != NULL)
    {
      /* What was sent before stays open. */
      tie_xero_element_fail (self->element, error, !self->has_left);
      if (answer != NULL)
        self->element->result->retry_after = answer->retry_after;
      end (task);
      return;
    }
  go_on (task, credit);
}

/* Takes the task. */
static void
look (GTask *task)
{
  Allocate *self = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat (TIE_XERO_CREDIT_PREFIX, self->credit_id, NULL);
  g_autofree char *resource = tie_ledger_make_resource (path, "unitdp", "4", NULL);
  const TieXeroRequest request = { .method = "GET", .resource = resource };

  tie_xero_call_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task), looked_cb, task);
}

void
tie_xero_allocate_async (TieXero *xero,
                         TieXeroElement *element,
                         const char *credit_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (xero, cancellable, callback, user_data);
  Allocate *self = g_new0 (Allocate, 1);

  self->element = element;
  self->credit_id = g_strdup (credit_id);
  self->wanted = json_from_string (element->frozen->element, NULL);
  self->is_exact = g_str_equal (element->frozen->method, "POST");
  g_task_set_source_tag (task, tie_xero_allocate_async);
  g_task_set_task_data (task, self, allocate_free);
  g_task_set_check_cancellable (task, FALSE);
  look (task);
}

gboolean
tie_xero_allocate_finish (TieXero *self,
                          GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
