/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-background"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "ui/tie-background.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

/* Of the request's answer. */
#define RESPONSE_SUCCESS 0

typedef struct
{
  char *reason;         /* (owned) */
  char *token;          /* (owned) */
  GDBusConnection *bus; /* (owned) (nullable) */
  guint subscription;   /* to the answer, 0: none */
} Question;

static void
stop_listening (Question *question)
{
  if (question->subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->subscription);
  question->subscription = 0;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  stop_listening (question);
  g_clear_object (&question->bus);
  g_free (question->token);
  g_free (question->reason);
  g_free (question);
}

static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface_name,
             const char *signal_name,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data); /* the subscription's own goes now */
  g_autoptr (GVariant) results = NULL;
  gboolean is_allowed = FALSE;
  guint32 response;

  stop_listening (g_task_get_task_data (task));
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &is_allowed);
  if (response == RESPONSE_SUCCESS && is_allowed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_BACKGROUND, "The Background portal answered %u, background %d", response, is_allowed);
}

static void
listen (GTask *task,
        const char *path)
{
  Question *question = g_task_get_task_data (task);

  question->subscription = g_dbus_connection_signal_subscribe (question->bus, PORTAL_NAME, REQUEST_INTERFACE, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                               answered_cb, g_object_ref (task), g_object_unref);
}

static void
asked_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) request = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (request != NULL || question->subscription == 0) /* it will answer, or was faster than this */
    return;
  g_debug ("No Background portal: %s", error->message);
  stop_listening (question);
  g_task_return_boolean (task, TRUE);
}

/* Where the portal will make its request: known before asking, so that no answer is missed. */
static char *
make_path (GDBusConnection *bus,
           const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strconcat (PORTAL_PATH "/request/", sender, "/", token, NULL);
}

static void
bus_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  GVariantBuilder options;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      g_debug ("No session bus: %s", error->message);
      g_task_return_boolean (task, TRUE);
      return;
    }
  path = make_path (question->bus, question->token);
  listen (task, path);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (question->token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (question->reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  /* The empty text: the question stands over no window, for it also comes when the last one is gone. */
  g_dbus_connection_call (question->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "RequestBackground", g_variant_new ("(sa{sv})", "", &options),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked_cb, g_object_ref (task));
}

void
tie_background_ask_async (guint minutes,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *id = tie_random_uuid ();
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tie_background_ask_async);
  question->reason = g_strdup_printf (ngettext ("Send invoices and bring payments every minute", "Send invoices and bring payments every %u minutes", minutes), minutes);
  question->token = g_strconcat ("tieout_", g_strdelimit (id, "-", '_'), NULL);
  g_task_set_task_data (task, question, question_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, task);
}

gboolean
tie_background_ask_finish (GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
