/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-find"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-parse.h"
#include "ledger/xero/tie-xero-private.h"

/* Looking for single records.  What is asked may bring more than is wanted, for Xero compares without case and cannot be
 * asked for everything; what comes back is compared here. */

typedef struct
{
  const TieXeroEntity *entity;
  const TieXeroSource *source; /* that is asked */
  const TieXeroSource *sources; /* all of the kind */
  char *id;       /* (owned) (nullable) */
  char *name;     /* (owned) (nullable) */
  char *number;   /* (owned) (nullable) */
  char *party_id; /* (owned) (nullable) */
  char *date;     /* (owned) (nullable) */
  char *mark;     /* (owned) (nullable) */
  guint page;
  GPtrArray *found; /* (owned) */
} Search;

static void
search_free (Search *search)
{
  g_free (search->id);
  g_free (search->name);
  g_free (search->number);
  g_free (search->party_id);
  g_free (search->date);
  g_free (search->mark);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_free (search);
}

static void answered_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* ---- what is asked ---- */

/* By the address of what the payment is a part of, see TIE_XERO_CREDIT_PREFIX. */
static const TieXeroSource *
find_source (const Search *search)
{
  const char *slash = search->id != NULL ? strchr (search->id, '/') : NULL;

  for (const TieXeroSource *each = search->sources; slash != NULL && each->plural != NULL; each++)
    {
      if (strlen (each->plural) == (gsize) (slash - search->id) && g_str_has_prefix (search->id, each->plural))
        return each;
    }
  return search->sources;
}

/* "DateTime(2026,03,01)" */
static char *
make_date (const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", -1);

  return g_strv_length (parts) == 3 ? g_strdup_printf ("DateTime(%s,%s,%s)", parts[0], parts[1], parts[2]) : g_strdup ("DateTime(1,1,1)");
}

static char *
make_party_where (const Search *search)
{
  gboolean is_payment = tie_kind_is_payment (search->entity->kind);
  const char *member = search->entity->kind == TIE_KIND_REFUND ? "CreditNote.Contact.ContactID" : is_payment ? "Invoice.Contact.ContactID" : "Contact.ContactID";
  g_autofree char *date = search->date != NULL ? make_date (search->date) : NULL;
  gboolean is_direct = search->source == search->sources || !is_payment;

  if (!is_direct)
    member = "Contact.ContactID";
  /* The contact of a payment stands in what it pays, where it is not asked for. */
  if (is_direct && is_payment && date != NULL)
    return g_strconcat (search->source->where, " AND Date==", date, NULL);
  if (is_direct && is_payment)
    return g_strdup (search->source->where);
  return g_strdup_printf ("%s%s%s==Guid(\"%s\")%s%s", search->source->where != NULL ? search->source->where : "", search->source->where != NULL ? " AND " : "", member,
                          search->party_id, date != NULL && !is_payment ? " AND Date==" : "", date != NULL && !is_payment ? date : "");
}

static char *
make_resource (Search *search)
{
  const char *plural = search->source->plural;
  g_autofree char *page = g_strdup_printf ("%u", search->page);
  g_autofree char *where = NULL;

  if (search->id != NULL)
    {
      const char *slash = strchr (search->id, '/');
      g_autofree char *escaped = g_uri_escape_string (slash != NULL ? slash + 1 : search->id, NULL, FALSE);
      g_autofree char *path = g_strdup_printf ("%s/%s", plural, escaped);

      return tie_ledger_make_resource (search->entity->kind == TIE_KIND_TAX_CODE ? plural : path, "unitdp", "4", NULL);
    }
  if (search->name != NULL && search->entity->is_paged)
    return tie_ledger_make_resource (plural, "searchTerm", search->name, "includeArchived", "true", "page", page, "pageSize", G_STRINGIFY (TIE_XERO_MAX_PAGE), NULL);
  if (search->name != NULL)
    return tie_ledger_make_resource (plural, "unitdp", "4", NULL);
  if (search->number != NULL && g_str_equal (plural, "Invoices") && strchr (search->number, ',') == NULL)
    return tie_ledger_make_resource (plural, "InvoiceNumbers", search->number, "ContactIDs", search->party_id, "page", page, "pageSize", G_STRINGIFY (TIE_XERO_MAX_PAGE), "unitdp", "4", NULL);
  if (search->number != NULL && strchr (search->number, '"') == NULL)
    {
      where = g_strdup_printf ("%s AND %s==\"%s\"", search->source->where, search->entity->number, search->number);
      return tie_ledger_make_resource (plural, "where", where, "page", page, "pageSize", G_STRINGIFY (TIE_XERO_MAX_PAGE), "unitdp", "4", NULL);
    }
  where = search->party_id != NULL ? make_party_where (search) : g_strdup (search->source->where);
  return tie_ledger_make_resource (plural, "where", where, "page", search->source->is_paged ? page : NULL, "pageSize", search->source->is_paged ? G_STRINGIFY (TIE_XERO_MAX_PAGE) : NULL,
                                   "unitdp", "4", NULL);
}

static void
ask (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  TieXero *self = g_task_get_source_object (task);
  TieXeroRequest request = { .method = "GET" };
  g_autofree char *resource = make_resource (search);

  request.resource = resource;
  tie_xero_call_async (self, &request, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/* ---- what comes back ---- */

static gboolean
has_name (const Search *search,
          const TieRemote *remote)
{
  g_autofree char *name = remote->name != NULL ? tie_text_fold (remote->name) : NULL;
  g_autofree char *wanted = tie_text_fold (search->name);

  return g_strcmp0 (name, wanted) == 0;
}

static gboolean
is_wanted (const Search *search,
           const TieRemote *remote)
{
  const TieRemoteMoney *money = remote->money;

  if (remote->is_deleted)
    return FALSE;
  if (search->id != NULL)
    return g_ascii_strcasecmp (remote->id, search->id) == 0;
  if (search->name != NULL)
    return has_name (search, remote);
  if (search->number != NULL && g_strcmp0 (money->number, search->number) != 0)
    return FALSE;
  if (search->party_id != NULL && money->party_id != NULL && g_ascii_strcasecmp (money->party_id, search->party_id) != 0)
    return FALSE;
  if (search->date != NULL && g_strcmp0 (money->date, search->date) != 0)
    return FALSE;
  /* Only payments have a place for it. */
  return search->mark == NULL || !tie_kind_is_payment (remote->kind) || (money->memo != NULL && strstr (money->memo, search->mark) != NULL) ||
         g_str_has_prefix (remote->id, TIE_XERO_CREDIT_PREFIX);
}

static gboolean
take_answer (Search *search,
             const TieHttpAnswer *answer,
             const char *receivable_id,
             guint *n_rows,
             GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = tie_xero_parse_answer (answer, &reason);
  gboolean is_gone = g_error_matches (reason, TIE_ERROR, TIE_ERROR_GONE) || (search->source->is_optional && g_error_matches (reason, TIE_ERROR, TIE_ERROR_PLAN));

  *n_rows = 0;
  /* That there is none is an answer, too: of an id, and of a list that not every organisation has. */
  if (is_gone && (search->id != NULL || search->source->is_optional))
    return TRUE;
  if (root == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!tie_xero_parse_list (json_node_get_object (root), search->source, search->entity, TRUE, all, n_rows, NULL, error))
    return FALSE;
  while (all->len > 0)
    {
      TieRemote *remote = g_ptr_array_steal_index (all, 0);

      if (remote->kind == TIE_KIND_REFUND && remote->account == NULL)
        remote->account = g_strdup (receivable_id);
      if (is_wanted (search, remote))
        g_ptr_array_add (search->found, remote);
      else
        tie_remote_free (remote);
    }
  return TRUE;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Search *search = g_task_get_task_data (task);
  TieXero *self = TIE_XERO (source);
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (self, result, NULL, &error);
  guint n_rows = 0;

  if (answer == NULL || !take_answer (search, answer, self->receivable_id, &n_rows, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (search->source->is_paged && search->id == NULL && n_rows >= TIE_XERO_MAX_PAGE)
    {
      search->page++;
      ask (task);
    }
  else if (search->id == NULL && search->source[1].plural != NULL)
    {
      search->source++;
      search->page = 1;
      ask (task);
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&search->found), (GDestroyNotify) g_ptr_array_unref);
}

/* An id may have been typed. */
static gboolean
may_be_id (const Search *search)
{
  const char *slash = strchr (search->id, '/');

  for (const char *p = search->source != search->sources && slash != NULL ? slash + 1 : search->id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-')
        return FALSE;
    }
  return TRUE;
}

static gboolean
can_search (const Search *search)
{
  TieKind kind = search->entity->kind;

  if (search->id != NULL || (search->name != NULL && !tie_kind_is_money (kind)))
    return TRUE;
  if (search->name != NULL || !tie_kind_is_money (kind))
    return FALSE;
  return search->party_id != NULL || (search->number != NULL && !tie_kind_is_payment (kind));
}

void
tie_xero_find_async (TieLedger *ledger,
                     TieKind kind,
                     const TieLedgerKey *key,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  const TieXeroEntity *entity = tie_xero_entity_for_kind (kind);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, tie_xero_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  search->found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  if (entity == NULL)
    {
      /* Xero has none of them. */
      g_task_return_pointer (task, g_steal_pointer (&search->found), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  search->entity = entity;
  search->sources = tie_xero_sources_for_kind (kind);
  search->id = g_strdup (key->id);
  search->name = g_strdup (key->id == NULL ? key->name : NULL);
  search->number = g_strdup (key->id == NULL ? key->number : NULL);
  search->party_id = g_strdup (key->party_id);
  search->date = g_strdup (search->number == NULL ? key->date : NULL);
  search->mark = g_strdup (key->mark);
  search->page = 1;
  search->source = find_source (search);
  if (!can_search (search))
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_INVALID, "A record of kind %s is not looked for in that way", tie_kind_to_string (kind));
      return;
    }
  if (search->id != NULL && !may_be_id (search))
    g_task_return_pointer (task, g_steal_pointer (&search->found), (GDestroyNotify) g_ptr_array_unref);
  else
    ask (task);
}

GPtrArray *
tie_xero_find_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
