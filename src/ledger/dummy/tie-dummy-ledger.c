/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dummy-ledger"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ledger/dummy/tie-dummy-ledger-private.h"

static void tie_dummy_ledger_iface_init (TieLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieDummyLedger, tie_dummy_ledger, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_LEDGER, tie_dummy_ledger_iface_init))

/* TRUE: this call is to fail, with the error set. */
static gboolean
is_to_fail (TieDummyLedger *self,
            TieDummyCall call,
            GError **error)
{
  TieDummyFailure *failure = &self->failures[call];

  failure->calls++;
  if (self->fault != 0)
    {
      g_set_error (error, TIE_ERROR, self->fault, "Fails until told otherwise");
      return TRUE;
    }
  if (failure->code == 0 || failure->after-- > 0)
    return FALSE;
  g_set_error (error, TIE_ERROR, failure->code, "Failed on demand");
  failure->code = 0;
  return TRUE;
}

static TieLedgerResult *
push_one (TieDummyLedger *self,
          const TieLedgerOperation *operation)
{
  TieLedgerResult *result = g_new0 (TieLedgerResult, 1);
  const gboolean has_acted = self->fault == 0 && self->failures[TIE_DUMMY_PUSH].has_acted;
  const gboolean is_lost = self->fault == 0 && self->failures[TIE_DUMMY_PUSH].is_lost;
  const TieRemote *made = NULL;

  if (is_to_fail (self, TIE_DUMMY_PUSH, &result->fault))
    {
      if (has_acted)
        {
          g_autoptr (TieLedgerResult) lost = g_new0 (TieLedgerResult, 1);

          tie_dummy_ledger_act (self, operation, lost);
        }
      result->is_known = !has_acted && !is_lost;
      return result;
    }

  result->is_known = TRUE;
  made = tie_dummy_ledger_act (self, operation, result);
  if (made != NULL)
    result->remote = tie_remote_copy (made);
  return result;
}

static const char *
tie_dummy_ledger_get_id (TieLedger *ledger)
{
  return "dummy";
}

static const char *
tie_dummy_ledger_get_name (TieLedger *ledger)
{
  return "Dummy";
}

static const TieLedgerCapabilities *
tie_dummy_ledger_get_capabilities (TieLedger *ledger)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (ledger);

  return self->is_probed ? self->capabilities : NULL;
}

static void
tie_dummy_ledger_probe_async (TieLedger *ledger,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, tie_dummy_ledger_probe_async);
  if (is_to_fail (self, TIE_DUMMY_PROBE, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->is_probed = TRUE;
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_boolean (TieLedger *ledger,
                GAsyncResult *result,
                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
finish_pointer (GAsyncResult *result,
                GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tie_dummy_ledger_pull_async (TieLedger *ledger,
                             TieKind kind,
                             const char *cursor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  TieLedgerPage *page = NULL;
  guint64 since = cursor != NULL ? g_ascii_strtoull (cursor, NULL, 10) : 0;

  g_task_set_source_tag (task, tie_dummy_ledger_pull_async);
  if (is_to_fail (self, TIE_DUMMY_PULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  page = tie_ledger_page_new ();
  page->is_beginning = cursor == NULL;
  /* Entries are kept in the order of their last change, so one number is the cursor of pages and of changes alike. */
  for (guint i = 0; i < self->entries->len && !page->has_more; i++)
    {
      TieDummyEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->sequence <= since || entry->remote->kind != kind)
        continue;
      if (page->remotes->len == self->page_size)
        page->has_more = TRUE;
      else
        {
          g_ptr_array_add (page->remotes, tie_remote_copy (entry->remote));
          since = entry->sequence;
        }
    }
  page->cursor = g_strdup_printf ("%" G_GUINT64_FORMAT, since);
  g_task_return_pointer (task, page, (GDestroyNotify) tie_ledger_page_free);
}

static TieLedgerPage *
tie_dummy_ledger_pull_finish (TieLedger *ledger,
                              GAsyncResult *result,
                              GError **error)
{
  return finish_pointer (result, error);
}

static void
tie_dummy_ledger_find_async (TieLedger *ledger,
                             TieKind kind,
                             const TieLedgerKey *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, tie_dummy_ledger_find_async);
  if (is_to_fail (self, TIE_DUMMY_FIND, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      const TieRemote *remote = ((TieDummyEntry *) g_ptr_array_index (self->entries, i))->remote;

      if (tie_dummy_ledger_is_found (remote, kind, key))
        g_ptr_array_add (found, tie_remote_copy (remote));
    }
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
tie_dummy_ledger_find_finish (TieLedger *ledger,
                              GAsyncResult *result,
                              GError **error)
{
  return finish_pointer (result, error);
}

static void
tie_dummy_ledger_push_async (TieLedger *ledger,
                             GPtrArray *operations,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (ledger);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_result_free);

  g_task_set_source_tag (task, tie_dummy_ledger_push_async);
  /* What is done is answered, also when the caller has gone away meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  for (guint i = 0; i < operations->len; i++)
    g_ptr_array_add (results, push_one (self, g_ptr_array_index (operations, i)));
  g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
tie_dummy_ledger_push_finish (TieLedger *ledger,
                              GAsyncResult *result,
                              GError **error)
{
  return finish_pointer (result, error);
}

/* As most packages: what was paid out or billed by others is deleted, sales and payments may be void as well. */
static gboolean
tie_dummy_ledger_has_verb (TieLedger *ledger,
                           TieKind kind,
                           const char *verb)
{
  g_autofree char *key = g_strdup_printf ("%d %s", (int) kind, verb);
  gpointer has_verb = NULL;

  if (g_hash_table_lookup_extended (TIE_DUMMY_LEDGER (ledger)->verbs, key, NULL, &has_verb))
    return GPOINTER_TO_INT (has_verb);
  if (g_str_equal (verb, "delete"))
    return tie_kind_is_money (kind);
  if (g_str_equal (verb, "void"))
    return kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_RECEIPT || kind == TIE_KIND_SUPPLIER_PAYMENT;
  return kind != TIE_KIND_ACCOUNT && kind != TIE_KIND_TAX_CODE && kind != TIE_KIND_TERM;
}

static void
tie_dummy_ledger_iface_init (TieLedgerInterface *iface)
{
  iface->get_id = tie_dummy_ledger_get_id;
  iface->get_name = tie_dummy_ledger_get_name;
  iface->get_capabilities = tie_dummy_ledger_get_capabilities;
  iface->probe_async = tie_dummy_ledger_probe_async;
  iface->probe_finish = finish_boolean;
  iface->pull_async = tie_dummy_ledger_pull_async;
  iface->pull_finish = tie_dummy_ledger_pull_finish;
  iface->find_async = tie_dummy_ledger_find_async;
  iface->find_finish = tie_dummy_ledger_find_finish;
  iface->push_async = tie_dummy_ledger_push_async;
  iface->push_finish = tie_dummy_ledger_push_finish;
  iface->make_body = tie_dummy_ledger_make_body;
  iface->make_document_body = tie_dummy_ledger_make_document_body;
  iface->make_payment_body = tie_dummy_ledger_make_payment_body;
  iface->make_item_body = tie_dummy_ledger_make_item_body;
  iface->make_removal_body = tie_dummy_ledger_make_removal_body;
  iface->has_verb = tie_dummy_ledger_has_verb;
}

static void
tie_dummy_ledger_finalize (GObject *object)
{
  TieDummyLedger *self = TIE_DUMMY_LEDGER (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->verbs, g_hash_table_unref);
  g_clear_pointer (&self->capabilities, tie_ledger_capabilities_free);

  G_OBJECT_CLASS (tie_dummy_ledger_parent_class)->finalize (object);
}

static void
tie_dummy_ledger_class_init (TieDummyLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_dummy_ledger_finalize;
}

static void
tie_dummy_ledger_init (TieDummyLedger *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_dummy_entry_free);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->verbs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->page_size = 100;
  self->capabilities = g_new0 (TieLedgerCapabilities, 1);
  self->capabilities->max_batch = 30;
  self->capabilities->max_page = self->page_size;
  self->capabilities->at_once = 1;
  self->capabilities->max_name = 100;
  self->capabilities->name_forbidden = ":";
  self->capabilities->names_shared = TRUE;
  self->capabilities->has_private_note = TRUE;
  self->capabilities->has_sub_customers = TRUE;
  self->capabilities->has_undeposited = TRUE;
  self->capabilities->has_names_unique = TRUE;
  self->capabilities->has_employees = TRUE;
  self->capabilities->typed_id = TRUE;
  self->capabilities->has_terms = TRUE;
  self->capabilities->has_unapplied = TRUE;
  self->capabilities->tax_model = TIE_TAX_US;
  self->capabilities->has_our_numbers = TRUE;
  self->capabilities->max_number = 21;
  self->capabilities->max_text = 4000;
  self->capabilities->has_bills = TRUE;
  self->capabilities->has_bill_items = TRUE;
  self->capabilities->has_discount = TRUE;
  self->capabilities->has_credit_discount = TRUE;
  self->capabilities->currency = g_strdup ("USD");
  tie_dummy_ledger_set_company (self, "1", "Dummy Company", "US");
}

TieDummyLedger *
tie_dummy_ledger_new (void)
{
  return g_object_new (TIE_TYPE_DUMMY_LEDGER, NULL);
}

void
tie_dummy_ledger_set_page_size (TieDummyLedger *self,
                                guint rows)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));
  g_return_if_fail (rows > 0);

  self->page_size = self->capabilities->max_page = rows;
}

static void
replace_text (char **place,
              const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

void
tie_dummy_ledger_set_company (TieDummyLedger *self,
                              const char *id,
                              const char *name,
                              const char *country)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));

  replace_text (&self->capabilities->company_id, id);
  replace_text (&self->capabilities->company_name, name);
  replace_text (&self->capabilities->country, country);
}

TieLedgerCapabilities *
tie_dummy_ledger_edit_capabilities (TieDummyLedger *self)
{
  g_return_val_if_fail (TIE_IS_DUMMY_LEDGER (self), NULL);

  return self->capabilities;
}

void
tie_dummy_ledger_fail (TieDummyLedger *self,
                       TieDummyCall call,
                       guint after,
                       TieError code,
                       gboolean has_acted)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));
  g_return_if_fail (call > 0 && call < TIE_DUMMY_N_CALLS);

  self->failures[call].after = after;
  self->failures[call].code = code;
  self->failures[call].has_acted = has_acted;
  self->failures[call].is_lost = FALSE;
}

void
tie_dummy_ledger_lose (TieDummyLedger *self,
                       guint after)
{
  tie_dummy_ledger_fail (self, TIE_DUMMY_PUSH, after, TIE_ERROR_NETWORK, FALSE);
  self->failures[TIE_DUMMY_PUSH].is_lost = TRUE;
}

void
tie_dummy_ledger_set_verb (TieDummyLedger *self,
                           TieKind kind,
                           const char *verb,
                           gboolean has_verb)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));

  g_hash_table_insert (self->verbs, g_strdup_printf ("%d %s", (int) kind, verb), GINT_TO_POINTER (has_verb));
}

void
tie_dummy_ledger_fail_always (TieDummyLedger *self,
                              TieError code)
{
  g_return_if_fail (TIE_IS_DUMMY_LEDGER (self));

  self->fault = code;
}

guint
tie_dummy_ledger_get_n_calls (TieDummyLedger *self,
                              TieDummyCall call)
{
  g_return_val_if_fail (TIE_IS_DUMMY_LEDGER (self), 0);

  return self->failures[call].calls;
}
