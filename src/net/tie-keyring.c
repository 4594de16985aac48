/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-keyring"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#include "base/tie-error.h"
#include "net/tie-keyring.h"

struct _TieKeyring
{
  GHashTable *attributes; /* (owned) */
};

static const SecretSchema schema = {
  APP_ID,
  SECRET_SCHEMA_NONE,
  {
    { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef void (*Step) (GTask *task);

/* What a task works with; a keyring may be freed while it runs. */
typedef struct
{
  GHashTable *attributes;       /* (owned) */
  char *secret;                 /* (owned) (nullable): to store */
  Step next;                    /* when the keyring's state is known */
  SecretService *service;       /* (owned) (nullable): NULL with libsecret's own file */
  SecretCollection *collection; /* (owned) (nullable): NULL where there is no keyring yet */
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->attributes, g_hash_table_unref);
  g_clear_pointer (&request->secret, secret_password_free);
  g_clear_object (&request->service);
  g_clear_object (&request->collection);
  g_free (request);
}

/* TRUE: nobody is there.  Anything else that goes wrong is a service's refusal, however it words it: a person who closes the
 * question for a new keyring's password makes libsecret look for an object that does not exist. */
static gboolean
is_absent (const GError *error)
{
  static const GDBusError codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_NO_SERVER, G_DBUS_ERROR_DISCONNECTED,
    G_DBUS_ERROR_NO_REPLY, G_DBUS_ERROR_SPAWN_EXEC_FAILED, G_DBUS_ERROR_SPAWN_CHILD_EXITED, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_error_matches (error, G_DBUS_ERROR, (int) codes[i]))
        return TRUE;
    }
  return error->domain == G_IO_ERROR || error->domain == G_SPAWN_ERROR;
}

static void
return_error (GTask *task,
              const GError *error)
{
  TieError code = TIE_ERROR_KEYRING_REFUSED;

  if (tie_error_is_cancelled (error))
    {
      g_task_return_error (task, g_error_copy (error));
      return;
    }
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = TIE_ERROR_KEYRING_LOCKED;
  else if (is_absent (error))
    code = TIE_ERROR_KEYRING_ABSENT;
  g_task_return_new_error (task, TIE_ERROR, code, "%s", error->message);
}

static gboolean
is_locked (Request *request)
{
  return request->collection != NULL && secret_collection_get_locked (request->collection);
}

static gboolean
fail_if_locked (GTask *task)
{
  if (!is_locked (g_task_get_task_data (task)))
    return FALSE;
  g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED, "The default keyring is locked");
  return TRUE;
}

static void
collection_found_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Request *request = g_task_get_task_data (task);

  request->collection = secret_collection_for_alias_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    request->next (task);
}

static void
service_found_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Request *request = g_task_get_task_data (task);

  request->service = secret_service_get_finish (result, &error);
  if (request->service == NULL)
    return_error (task, error);
  else
    secret_collection_for_alias (request->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), collection_found_cb, g_object_ref (task));
}

/* libsecret's choice of where to keep things; nothing in its interface tells. */
static gboolean
is_service_in_use (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  return backend == NULL || strcmp (backend, "service") == 0;
}

static void
begin (TieKeyring *self,
       const char *secret,
       Step next,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->attributes = g_hash_table_ref (self->attributes);
  request->secret = g_strdup (secret);
  request->next = next;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (is_service_in_use ())
    secret_service_get (SECRET_SERVICE_NONE, cancellable, service_found_cb, g_steal_pointer (&task));
  else
    next (task);
}

static void
check_step (GTask *task)
{
  if (!fail_if_locked (task))
    g_task_return_boolean (task, TRUE);
}

static void
retrieved_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (value == NULL && error != NULL)
    return_error (task, error);
  else if (value == NULL || secret_value_get_text (value) == NULL)
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_KEYRING_REFUSED, "The keyring gave an item without its secret");
  else
    g_task_return_pointer (task, g_strdup (secret_value_get_text (value)), (GDestroyNotify) secret_password_free);
}

static void
searched_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  SecretRetrievable *item = items != NULL ? items->data : NULL;

  if (error != NULL)
    return_error (task, error);
  else if (item == NULL)
    {
      /* A service may not look into a keyring that is locked: then "none" means nothing. */
      if (!fail_if_locked (task))
        g_task_return_pointer (task, NULL, NULL);
    }
  else if (SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item)))
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED, "The keyring with the sign-in is locked");
  else
    secret_retrievable_retrieve_secret (item, g_task_get_cancellable (task), retrieved_cb, g_object_ref (task));

  g_list_free_full (items, g_object_unref);
}

static void
load_step (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  secret_password_searchv (&schema, request->attributes, SECRET_SEARCH_NONE, g_task_get_cancellable (task), searched_cb, g_object_ref (task));
}

static void
stored_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
store_step (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (!fail_if_locked (task))
    secret_password_storev (&schema, request->attributes, SECRET_COLLECTION_DEFAULT,
                            /* Translators: name of the item in the person's keyring */
                            _ ("Tieout sign-in"),
                            request->secret, g_task_get_cancellable (task), stored_cb, g_object_ref (task));
}

static void
cleared_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was none. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
clear_step (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (!fail_if_locked (task))
    secret_password_clearv (&schema, request->attributes, g_task_get_cancellable (task), cleared_cb, g_object_ref (task));
}

static void
unlocked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error != NULL)
    return_error (task, error);
  else if (n < 1)
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED, "The question for the keyring's password was closed");
  else
    g_task_return_boolean (task, TRUE);
}

static void
unlock_step (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GList) objects = NULL;

  if (!is_locked (request))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  objects = g_list_prepend (NULL, request->collection);
  secret_service_unlock (request->service, objects, g_task_get_cancellable (task), unlocked_cb, g_object_ref (task));
}

TieKeyring *
tie_keyring_new (const char *id)
{
  TieKeyring *self = g_new0 (TieKeyring, 1);

  g_return_val_if_fail (id != NULL, NULL);

  self->attributes = secret_attributes_build (&schema, "connection", id, "kind", "sign-in", NULL);
  return self;
}

void
tie_keyring_free (TieKeyring *self)
{
  g_clear_pointer (&self->attributes, g_hash_table_unref);
  g_free (self);
}

static gboolean
finish_boolean (GAsyncResult *result,
                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tie_keyring_check_async (TieKeyring *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  begin (self, NULL, check_step, tie_keyring_check_async, cancellable, callback, user_data);
}

gboolean
tie_keyring_check_finish (TieKeyring *self,
                          GAsyncResult *result,
                          GError **error)
{
  return finish_boolean (result, error);
}

void
tie_keyring_load_async (TieKeyring *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  begin (self, NULL, load_step, tie_keyring_load_async, cancellable, callback, user_data);
}

char *
tie_keyring_load_finish (TieKeyring *self,
                         GAsyncResult *result,
                         GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tie_keyring_store_async (TieKeyring *self,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (secret != NULL);

  begin (self, secret, store_step, tie_keyring_store_async, cancellable, callback, user_data);
}

gboolean
tie_keyring_store_finish (TieKeyring *self,
                          GAsyncResult *result,
                          GError **error)
{
  return finish_boolean (result, error);
}

void
tie_keyring_clear_async (TieKeyring *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  begin (self, NULL, clear_step, tie_keyring_clear_async, cancellable, callback, user_data);
}

gboolean
tie_keyring_clear_finish (TieKeyring *self,
                          GAsyncResult *result,
                          GError **error)
{
  return finish_boolean (result, error);
}

void
tie_keyring_unlock_async (TieKeyring *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  begin (self, NULL, unlock_step, tie_keyring_unlock_async, cancellable, callback, user_data);
}

gboolean
tie_keyring_unlock_finish (TieKeyring *self,
                           GAsyncResult *result,
                           GError **error)
{
  return finish_boolean (result, error);
}
