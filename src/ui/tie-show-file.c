/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-show-file"
#include "config.h"

#include "ui/tie-show-file.h"

typedef struct
{
  GtkWindow *parent; /* (weak) (nullable) */
  char *path;
} Showing;

static void
showing_free (Showing *showing)
{
  g_clear_weak_pointer (&showing->parent);
  g_free (showing->path);
  g_free (showing);
}

/* Not every desktop has a file manager that can select. */
static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Showing *showing = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree char *folder = g_path_get_dirname (showing->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (answer == NULL && uri != NULL)
    gtk_show_uri (showing->parent, uri, GDK_CURRENT_TIME);
  showing_free (showing);
}

void
tie_show_file (GtkWindow *parent,
               const char *path)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  const char *const uris[] = { uri, NULL };
  Showing *showing;

  g_return_if_fail (path != NULL);

  if (bus == NULL || uri == NULL)
    return;
  showing = g_new0 (Showing, 1);
  showing->path = g_strdup (path);
  g_set_weak_pointer (&showing->parent, parent);
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb, showing);
}
