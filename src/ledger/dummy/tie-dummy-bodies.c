/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dummy-ledger"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ledger/dummy/tie-dummy-ledger-private.h"

/* A body is a key file: what the record will be, field by field. */
#define RECORD "record"
#define APPLIED "applied" /* "KIND ID" = amount */

static GKeyFile *
begin_body (const char *verb,
            const TieRemote *remote)
{
  GKeyFile *file = g_key_file_new ();

  if (!g_str_equal (verb, "create") && remote != NULL)
    {
      g_key_file_set_string (file, RECORD, "id", remote->id);
      if (remote->version != NULL)
        g_key_file_set_string (file, RECORD, "version", remote->version);
    }
  return file;
}

static GBytes *
finish_body (GKeyFile *file)
{
  gsize size = 0;
  char *text = g_key_file_to_data (file, &size, NULL);

  return g_bytes_new_take (text, size);
}

static void
set_text (GKeyFile *file,
          const char *field,
          const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, RECORD, field, text);
}

GBytes *
tie_dummy_ledger_make_body (TieLedger *ledger,
                            TieKind kind,
                            const char *verb,
                            TieRecord *record,
                            const char *parent_remote_id,
                            const TieRemote *remote,
                            GError **error)
{
  g_autoptr (GKeyFile) file = begin_body (verb, remote);
  guint field = tie_record_find_field (TIE_RECORD_GET_CLASS (record), "name");
  guint state = tie_record_find_field (TIE_RECORD_GET_CLASS (record), "state");
  g_autofree char *name = tie_text_clean (tie_record_get_text (record, field));

  if (*name == '\0')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "A name is missing");
      return NULL;
    }
  set_text (file, "name", name);
  set_text (file, "parent", parent_remote_id);
  if (state != 0)
    set_text (file, "state", tie_record_get_text (record, state));
  return finish_body (file);
}

GBytes *
tie_dummy_ledger_make_document_body (TieLedger *ledger,
                                     const char *verb,
                                     const TieLedgerDocument *document,
                                     const TieRemote *remote,
                                     GError **error)
{
  g_autoptr (GKeyFile) file = begin_body (verb, remote);
  gboolean is_reference = !TIE_DUMMY_LEDGER (ledger)->capabilities->has_our_numbers && (document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT);

  if (tie_text_is_empty (document->party_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, "The customer is not linked.");
      return NULL;
    }
  if (is_reference)
    set_text (file, "reference", document->number);
  else
    set_text (file, "number", document->number);
  set_text (file, "date", document->date);
  set_text (file, "due", document->due);
  set_text (file, "party", document->party_id);
  set_text (file, "currency", document->currency);
  if (!is_reference)
    set_text (file, "reference", document->reference);
  if (TIE_DUMMY_LEDGER (ledger)->capabilities->has_private_note)
    set_text (file, "memo", document->mark);
  g_key_file_set_int64 (file, RECORD, "total", document->total);
  g_key_file_set_int64 (file, RECORD, "tax", document->tax);
  return finish_body (file);
}

GBytes *
tie_dummy_ledger_make_payment_body (TieLedger *ledger,
                                    const char *verb,
                                    const TieLedgerPayment *payment,
                                    const TieRemote *remote,
                                    GError **error)
{
  g_autoptr (GKeyFile) file = begin_body (verb, remote);

  if (tie_text_is_empty (payment->party_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, "The customer is not linked.");
      return NULL;
    }
  set_text (file, "number", payment->number);
  set_text (file, "date", payment->date);
  set_text (file, "party", payment->party_id);
  set_text (file, "account", payment->account_id);
  set_text (file, "reference", payment->reference);
  set_text (file, "currency", payment->currency);
  if (TIE_DUMMY_LEDGER (ledger)->capabilities->has_private_note)
    set_text (file, "memo", payment->mark);
  g_key_file_set_int64 (file, RECORD, "total", payment->amount);
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);
      g_autofree char *to = g_strdup_printf ("%d %s", (int) one->kind, one->id);

      g_key_file_set_int64 (file, APPLIED, to, one->amount);
    }
  return finish_body (file);
}

GBytes *
tie_dummy_ledger_make_item_body (TieLedger *ledger,
                                 const char *verb,
                                 const TieLedgerItem *item,
                                 const TieRemote *remote,
                                 GError **error)
{
  g_autoptr (GKeyFile) file = begin_body (verb, remote);

  if (tie_text_is_empty (item->name))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "A name is missing");
      return NULL;
    }
  set_text (file, "name", item->name);
  set_text (file, "type", item->type != NULL ? item->type : "Service");
  g_key_file_set_int64 (file, RECORD, "rate", item->rate);
  return finish_body (file);
}

GBytes *
tie_dummy_ledger_make_removal_body (TieLedger *ledger,
                                    TieKind kind,
                                    const char *verb,
                                    const TieRemote *remote,
                                    GError **error)
{
  g_autoptr (GKeyFile) file = begin_body (verb, remote);

  if (!tie_ledger_has_verb (ledger, kind, verb))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, "“%s” cannot be done to a record of that kind", verb);
      return NULL;
    }
  return finish_body (file);
}

static void
read_applied (TieRemote *remote,
              GKeyFile *file)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, APPLIED, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      char *id = NULL;
      TieKind kind = (TieKind) g_ascii_strtoull (keys[i], &id, 10);

      tie_remote_add_applied (remote, kind, id + 1, g_key_file_get_int64 (file, APPLIED, keys[i], NULL));
    }
}

static void
read_money (TieRemote *remote,
            GKeyFile *file)
{
  TieRemoteMoney *money = tie_remote_need_money (remote);

  money->number = g_key_file_get_string (file, RECORD, "number", NULL);
  money->date = g_key_file_get_string (file, RECORD, "date", NULL);
  money->due = g_key_file_get_string (file, RECORD, "due", NULL);
  money->party_id = g_key_file_get_string (file, RECORD, "party", NULL);
  money->account_id = g_key_file_get_string (file, RECORD, "account", NULL);
  money->reference = g_key_file_get_string (file, RECORD, "reference", NULL);
  money->currency = g_key_file_get_string (file, RECORD, "currency", NULL);
  money->memo = g_key_file_get_string (file, RECORD, "memo", NULL);
  money->total = g_key_file_get_int64 (file, RECORD, "total", NULL);
  money->tax = g_key_file_get_int64 (file, RECORD, "tax", NULL);
  read_applied (remote, file);
}

TieRemote *
tie_dummy_ledger_parse_body (TieKind kind,
                             GBytes *body)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  TieRemote *remote = NULL;

  if (!g_key_file_load_from_bytes (file, body, G_KEY_FILE_NONE, NULL))
    return NULL;
  remote = tie_remote_new (kind, NULL);
  remote->id = g_key_file_get_string (file, RECORD, "id", NULL);
  remote->version = g_key_file_get_string (file, RECORD, "version", NULL);
  remote->name = g_key_file_get_string (file, RECORD, "name", NULL);
  remote->state = g_key_file_get_string (file, RECORD, "state", NULL);
  remote->parent_id = g_key_file_get_string (file, RECORD, "parent", NULL);
  remote->type = g_key_file_get_string (file, RECORD, "type", NULL);
  remote->rate = g_key_file_get_int64 (file, RECORD, "rate", NULL);
  if (tie_kind_is_money (kind))
    read_money (remote, file);
  return remote;
}
