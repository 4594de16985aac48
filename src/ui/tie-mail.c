/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-mail"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-mail.h"

/* org.freedesktop.portal.Email, version 3: xdg-desktop-portal's documentation. */
#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct
{
  char *address;     /* (owned) */
  char *subject;     /* (owned) */
  char *attachment;  /* (owned): path */
  char *token;       /* (owned) */
  guint subscription;
  GDBusConnection *bus; /* (owned) (nullable) */
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  if (message->subscription != 0)
    g_dbus_connection_signal_unsubscribe (message->bus, message->subscription);
  g_clear_object (&message->bus);
  g_free (message->address);
  g_free (message->subject);
  g_free (message->attachment);
  g_free (message->token);
  g_free (message);
}

static void
fail (GTask *task)
{
  g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_FOUND, "%s", _ ("No mail program answers. Save the PDF and attach it to a message yourself."));
}

/* 0: a message was opened, 1: the person closed the question, 2: something else. */
static void
response_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  GTask *task = user_data;
  Message *message = g_task_get_task_data (task);
  guint32 response;

  g_variant_get (parameters, "(u@a{sv})", &response, NULL);
  g_dbus_connection_signal_unsubscribe (bus, message->subscription);
  message->subscription = 0;
  if (response == 0)
    g_task_return_boolean (task, TRUE);
  else if (response == 1)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
  else
    fail (task);
  g_object_unref (task); /* held while the answer was waited for */
}

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result, &error);
  Message *message = g_task_get_task_data (task);

  if (answer != NULL)
    return;
  g_debug ("The mail portal: %s", error->message);
  if (message->subscription != 0)
    {
      g_dbus_connection_signal_unsubscribe (message->bus, message->subscription);
      message->subscription = 0;
      fail (task);
      g_object_unref (task); /* nothing answers any more */
    }
}

/* Where the answer will come, so that one listens before asking. */
static char *
make_request_path (Message *message)
{
  g_autofree char *name = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (message->bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", name, message->token);
}

static GVariant *
make_options (Message *message,
              int fd_index)
{
  GVariantBuilder builder;
  GVariantBuilder fds;

  g_variant_builder_init (&fds, G_VARIANT_TYPE ("ah"));
  g_variant_builder_add (&fds, "h", fd_index);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "handle_token", g_variant_new_string (message->token));
  g_variant_builder_add (&builder, "{sv}", "address", g_variant_new_string (message->address));
  g_variant_builder_add (&builder, "{sv}", "subject", g_variant_new_string (message->subject));
  g_variant_builder_add (&builder, "{sv}", "attachment_fds", g_variant_builder_end (&fds));
  return g_variant_builder_end (&builder);
}

static void
bus_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  Message *message = g_task_get_task_data (task);
  g_autofree char *path = NULL;
  int fd;
  int index;

  message->bus = g_bus_get_finish (result, &error);
  if (message->bus == NULL)
    {
      g_debug ("No session bus: %s", error->message);
      fail (task);
      return;
    }
  fd = open (message->attachment, O_RDONLY | O_CLOEXEC);
  index = fd >= 0 ? g_unix_fd_list_append (fds, fd, &error) : -1;
  if (index < 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", message->attachment, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return;
    }
  close (fd); /* the list has a copy */

  path = make_request_path (message);
  message->subscription = g_dbus_connection_signal_subscribe (message->bus, PORTAL, "org.freedesktop.portal.Request", "Response", path, NULL,
                                                              G_DBUS_SIGNAL_FLAGS_NONE, response_cb, g_object_ref (task), NULL);
  g_dbus_connection_call_with_unix_fd_list (message->bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Email", "ComposeEmail",
                                            g_variant_new ("(s@a{sv})", "", make_options (message, index)), G_VARIANT_TYPE ("(o)"),
                                            G_DBUS_CALL_FLAGS_NONE, -1, fds, g_task_get_cancellable (task), called_cb, g_object_ref (task));
}

void
tie_mail_compose_async (const char *address,
                        const char *subject,
                        const char *attachment,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  static guint count;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Message *message = g_new0 (Message, 1);

  g_task_set_source_tag (task, tie_mail_compose_async);
  message->address = g_strdup (address);
  message->subject = g_strdup (subject);
  message->attachment = g_strdup (attachment);
  message->token = g_strdup_printf ("tieout%u", ++count);
  g_task_set_task_data (task, message, message_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

gboolean
tie_mail_compose_finish (GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
