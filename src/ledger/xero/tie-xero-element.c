/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-push"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ledger/xero/tie-xero-element.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-parse.h"

#define BATCHES "BatchPayments"

TieXeroElement *
tie_xero_element_new (const TieLedgerOperation *operation,
                      TieLedgerResult *result)
{
  TieXeroElement *self = g_new0 (TieXeroElement, 1);

  self->entity = tie_xero_entity_for_kind (operation->kind);
  self->verb = g_strdup (operation->verb);
  self->request_id = g_strdup (operation->request_id);
  self->frozen = tie_xero_frozen_parse (operation->body);
  self->result = result;
  return self;
}

void
tie_xero_element_free (TieXeroElement *self)
{
  g_free (self->verb);
  g_free (self->request_id);
  g_clear_pointer (&self->frozen, tie_xero_frozen_free);
  g_free (self);
}

gboolean
tie_xero_element_is_listed (const TieXeroElement *self)
{
  return strchr (self->frozen->resource, '/') == NULL;
}

gboolean
tie_xero_element_has_state (const TieXeroElement *self)
{
  return tie_xero_element_is_listed (self) && g_str_equal (self->frozen->method, "POST");
}

gboolean
tie_xero_element_is_alike (const TieXeroElement *self,
                           const TieXeroElement *other)
{
  return tie_xero_element_is_listed (self) && self->entity == other->entity && g_str_equal (self->verb, other->verb) &&
         g_str_equal (self->frozen->method, other->frozen->method) && g_str_equal (self->frozen->resource, other->frozen->resource);
}

gboolean
tie_xero_element_is_answered (const TieXeroElement *self)
{
  return self->result->fault != NULL || self->result->remote != NULL;
}

void
tie_xero_element_fail (TieXeroElement *self,
                       const GError *fault,
                       gboolean is_known)
{
  g_clear_error (&self->result->fault);
  self->result->fault = g_error_copy (fault);
  self->result->is_known = is_known;
}

/* ---- what became of one ---- */

static gboolean
is_end (const TieXeroElement *self)
{
  return g_str_equal (self->verb, "void") || g_str_equal (self->verb, "delete");
}

/* Nothing that ended comes back, and an approved document that was to be deleted is void.  A draft counts as none in our lists, but
 * it is there, and somebody may approve it. */
static gboolean
is_ended (const TieXeroElement *self,
          const TieRemote *remote,
          JsonObject *object)
{
  const char *status = self->entity->status != NULL ? tie_json_get_string (object, self->entity->status) : NULL;

  return status != NULL ? g_str_equal (status, "VOIDED") || g_str_equal (status, "DELETED") : remote->is_deleted;
}

static void
take_end (TieXeroElement *self,
          TieRemote *remote)
{
  if (g_str_equal (self->verb, "delete"))
    {
      self->result->remote = tie_remote_new (self->entity->kind, remote->id);
      self->result->remote->is_deleted = TRUE;
      return;
    }
  self->result->remote = tie_remote_copy (remote);
  self->result->remote->is_deleted = FALSE;
  tie_remote_need_money (self->result->remote)->is_void = TRUE;
}

/* NULL with an error. */
static TieRemote *
parse (const TieXeroElement *self,
       JsonObject *object,
       GError **error)
{
  gboolean is_batch = g_str_has_prefix (self->frozen->resource, BATCHES);
  GError *reason = NULL;
  TieRemote *remote = is_batch ? tie_xero_parse_batch_payment (self->entity, object, FALSE, &reason) : tie_xero_parse_remote (self->entity, object, FALSE, &reason);

  if (remote == NULL && reason == NULL)
    reason = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "The answer is of another kind than %s", tie_kind_to_string (self->entity->kind));
  if (reason != NULL)
    g_propagate_error (error, reason);
  return remote;
}

/* object: the record as the answer has it. */
static void
take_record (TieXeroElement *self,
             JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRemote) remote = parse (self, object, &error);

  if (remote == NULL)
    tie_xero_element_fail (self, error, FALSE);
  else if (!is_end (self))
    self->result->remote = g_steal_pointer (&remote);
  else if (is_ended (self, remote, object))
    take_end (self, remote);
  else
    {
      /* Nobody is to believe that something is void which is not. */
      self->result->fault = g_error_new (TIE_ERROR, TIE_ERROR_FAILED, "Xero did not take it back");
      return;
    }
  self->result->is_known = self->result->remote != NULL;
}

void
tie_xero_element_meet (TieXeroElement *self,
                       JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRemote) remote = NULL;

  if (object == NULL)
    {
      self->result->fault = g_error_new (TIE_ERROR, TIE_ERROR_GONE, "It is not there any more");
      self->result->is_known = TRUE;
      return;
    }
  remote = parse (self, object, &error);
  if (remote == NULL)
    tie_xero_element_fail (self, error, TRUE);
  else if (is_end (self) && is_ended (self, remote, object))
    take_record (self, object);
  else if (self->frozen->version != NULL && g_strcmp0 (self->frozen->version, remote->version) != 0)
    {
      /* Whoever writes last would win. */
      self->result->fault = g_error_new (TIE_ERROR, TIE_ERROR_STALE, "It was changed at Xero since %s", self->frozen->version);
      self->result->is_known = TRUE;
    }
}

/* ---- calls ---- */

GBytes *
tie_xero_elements_make_body (GPtrArray *elements)
{
  const TieXeroElement *first = g_ptr_array_index (elements, 0);
  g_autoptr (TieJsonWriter) writer = NULL;
  char *text = NULL;

  if (!tie_xero_element_is_listed (first))
    return g_bytes_new (first->frozen->element, strlen (first->frozen->element));
  writer = tie_json_writer_new ();
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, first->frozen->resource);
  for (guint i = 0; i < elements->len; i++)
    tie_json_writer_add_raw (writer, NULL, ((const TieXeroElement *) g_ptr_array_index (elements, i))->frozen->element);
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

static void
add_text (GChecksum *checksum,
          const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

char *
tie_xero_elements_make_key (GPtrArray *elements,
                            const char *method,
                            const char *resource,
                            GBytes *body)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (checksum, method);
  add_text (checksum, resource);
  for (guint i = 0; i < elements->len; i++)
    add_text (checksum, ((const TieXeroElement *) g_ptr_array_index (elements, i))->request_id);
  if (body != NULL)
    g_checksum_update (checksum, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return g_strdup (g_checksum_get_string (checksum));
}

/* ---- answers ---- */

/* What two objects are both called by: the id, else number, code or name. */
static gboolean
is_same_member (JsonObject *sent,
                JsonObject *answered,
                const char *member)
{
  const char *text = member != NULL ? tie_json_get_string (sent, member) : NULL;

  return text != NULL && g_strcmp0 (tie_json_get_string (answered, member), text) == 0;
}

static gboolean
is_same_document (JsonObject *sent,
                  JsonObject *answered,
                  const char *member,
                  const char *id)
{
  JsonObject *one = tie_json_get_object (sent, member);

  return one != NULL && is_same_member (one, tie_json_get_object (answered, member), id) &&
         tie_json_get_decimal (sent, "Amount", 2) == tie_json_get_decimal (answered, "Amount", 2);
}

static gboolean
is_answer_to (const TieXeroElement *self,
              JsonObject *answered)
{
  g_autoptr (JsonNode) root = json_from_string (self->frozen->element, NULL);
  JsonObject *sent = tie_json_get_root_object (root);

  if (json_object_has_member (sent, self->entity->id))
    return is_same_member (sent, answered, self->entity->id);
  if (g_str_equal (self->frozen->resource, BATCHES))
    return is_same_member (sent, answered, "Reference");
  if (tie_kind_is_payment (self->entity->kind))
    return (is_same_document (sent, answered, "Invoice", "InvoiceID") || is_same_document (sent, answered, "CreditNote", "CreditNoteID")) &&
           is_same_member (sent, answered, "Reference");
  return is_same_member (sent, answered, self->entity->number) || is_same_member (sent, answered, self->entity->name);
}

/* In the order in which they were sent; where that is not so, wherever it is. */
static JsonObject *
find_answer (const TieXeroElement *self,
             JsonArray *answers,
             guint index)
{
  guint n = answers != NULL ? json_array_get_length (answers) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *one = tie_json_get_element_object (answers, (index + i) % n);

      if (one != NULL && is_answer_to (self, one))
        return one;
    }
  return NULL;
}

/* A change by address answers with nothing but the one that was changed. */
static JsonObject *
find_only (JsonArray *answers)
{
  return answers != NULL && json_array_get_length (answers) == 1 ? tie_json_get_element_object (answers, 0) : NULL;
}

static void
read_element (TieXeroElement *self,
              JsonObject *answered)
{
  if (answered != NULL && !tie_xero_fault_from_element (self->result, answered))
    take_record (self, answered);
}

/* "BatchPayments" of "BatchPayments/ID". */
static char *
dup_plural (const TieXeroElement *self)
{
  return g_strndup (self->frozen->resource, strcspn (self->frozen->resource, "/"));
}

static void
read_done (GPtrArray *elements,
           JsonObject *root)
{
  const TieXeroElement *first = g_ptr_array_index (elements, 0);
  g_autofree char *plural = dup_plural (first);
  JsonArray *answers = tie_json_get_array (root, plural);

  /* A single record comes without its list at times. */
  if (answers == NULL && !tie_xero_element_is_listed (first) && root != NULL)
    read_element (g_ptr_array_index (elements, 0), root);
  for (guint i = 0; i < elements->len && answers != NULL; i++)
    {
      TieXeroElement *element = g_ptr_array_index (elements, i);

      read_element (element, tie_xero_element_is_listed (element) ? find_answer (element, answers, i) : find_only (answers));
    }
}

/* It tells of those that are wrong; others may have been done, and nothing says which. */
static void
read_refused (GPtrArray *elements,
              JsonObject *root)
{
  JsonArray *answers = tie_json_get_array (root, "Elements");

  for (guint i = 0; i < elements->len && elements->len > 1; i++)
    {
      TieXeroElement *element = g_ptr_array_index (elements, i);
      JsonObject *answered = find_answer (element, answers, i);

      if (answered != NULL)
        tie_xero_fault_from_element (element->result, answered);
    }
}

/* hides: some were refused in a way that may leave the others done. */
static void
fail_rest (GPtrArray *elements,
           const TieHttpAnswer *answer,
           gboolean hides)
{
  for (guint i = 0; i < elements->len; i++)
    {
      TieXeroElement *element = g_ptr_array_index (elements, i);
      TieLedgerResult *result = element->result;

      if (tie_xero_element_is_answered (element))
        continue;
      if (hides)
        result->fault = g_error_new (TIE_ERROR, TIE_ERROR_SERVER, "Xero refused a part of the call and does not say what it did with the rest");
      else if (!tie_xero_fault_from_answer (result, answer))
        result->fault = g_error_new (TIE_ERROR, TIE_ERROR_SERVER, "The answer does not say what became of it");
      else if (answer->status == 429)
        result->is_known = TRUE; /* turned away at the door */
    }
}

void
tie_xero_elements_read_answer (GPtrArray *elements,
                               const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) node = tie_http_answer_parse (answer, NULL);
  JsonObject *root = tie_json_get_root_object (node);
  gboolean hides = answer->status == 400 && elements->len > 1 && tie_json_get_array (root, "Elements") != NULL;

  for (guint i = 0; i < elements->len; i++)
    {
      TieLedgerResult *result = ((TieXeroElement *) g_ptr_array_index (elements, i))->result;

      g_free (result->trace);
      result->trace = g_strdup (answer->trace);
    }
  if (answer->status >= 200 && answer->status < 300)
    read_done (elements, root);
  else if (hides)
    read_refused (elements, root);
  fail_rest (elements, answer, hides);
}
