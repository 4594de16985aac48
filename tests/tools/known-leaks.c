/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linked into every program of a sanitizer build: leaks of libraries that are none of ours.  A suppression by name would need the slow
 * unwinder, GLib having no frame pointers, and that makes the tests fifty times slower. */
#include "config.h"

#include <dlfcn.h>

#include <libsoup/soup.h>
#include <sanitizer/lsan_interface.h>

/* libsoup's server (3.2.3, also in a program of thirty lines) forgets the socket of each connection and its own address: the two calls
 * are made with the leak detector looking away.  libsoup finds this one before GIO's. */
GSocket *
g_socket_accept (GSocket *socket,
                 GCancellable *cancellable,
                 GError **error)
{
  GSocket *(*accept_connection) (GSocket *, GCancellable *, GError **) = dlsym (RTLD_NEXT, "g_socket_accept");
  GSocket *connection;

  __lsan_disable ();
  connection = accept_connection (socket, cancellable, error);
  __lsan_enable ();
  return connection;
}

gboolean
soup_server_listen_local (SoupServer *server,
                          guint port,
                          SoupServerListenOptions options,
                          GError **error)
{
  gboolean (*listen_local) (SoupServer *, guint, SoupServerListenOptions, GError **) = dlsym (RTLD_NEXT, "soup_server_listen_local");
  gboolean listens;

  __lsan_disable ();
  listens = listen_local (server, port, options, error);
  __lsan_enable ();
  return listens;
}

/* libsoup's client (3.2.3) now and then forgets the task that waits for an answer when the other end cuts the connection and the request
 * is begun again: nothing of ours hangs on that task any more. */
GTask *
(g_task_new) (gpointer source,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *(*new) (gpointer, GCancellable *, GAsyncReadyCallback, gpointer) = dlsym (RTLD_NEXT, "g_task_new");
  GTask *task = new (source, cancellable, callback, user_data);
  Dl_info caller;

  if (SOUP_IS_MESSAGE (source) && dladdr (__builtin_return_address (0), &caller) != 0 && strstr (caller.dli_fname, "libsoup") != NULL)
    __lsan_ignore_object (task);
  return task;
}

/* GLib forgets, on purpose, the directories of each test under G_TEST_OPTION_ISOLATE_DIRS.  These builds isolate by their environment
 * instead (tests/meson.build), so options are dropped. */
void
(g_test_init) (int *argc,
               char ***argv,
               ...)
{
  void (*init) (int *, char ***, ...) = dlsym (RTLD_NEXT, "g_test_init");

  init (argc, argv, NULL);
}

/* libsecret's file keyring (0.20.5) forgets the entity tag of the file when it reads or writes it again. */
gboolean
g_file_load_contents_finish (GFile *file,
                             GAsyncResult *result,
                             char **contents,
                             gsize *length,
                             char **etag,
                             GError **error)
{
  gboolean (*finish) (GFile *, GAsyncResult *, char **, gsize *, char **, GError **) = dlsym (RTLD_NEXT, "g_file_load_contents_finish");
  gboolean loaded = finish (file, result, contents, length, etag, error);

  if (loaded && etag != NULL && *etag != NULL)
    __lsan_ignore_object (*etag);
  return loaded;
}

gboolean
g_file_replace_contents_finish (GFile *file,
                                GAsyncResult *result,
                                char **etag,
                                GError **error)
{
  gboolean (*finish) (GFile *, GAsyncResult *, char **, GError **) = dlsym (RTLD_NEXT, "g_file_replace_contents_finish");
  gboolean replaced = finish (file, result, etag, error);

  if (replaced && etag != NULL && *etag != NULL)
    __lsan_ignore_object (*etag);
  return replaced;
}

/* GDK (4.8) forgets the stream on which it waits for what the primary selection of X11 holds when the display goes before the answer
 * came, as it does when a test ends right after text was selected. */
gpointer
(g_object_new) (GType type,
                const char *first_property,
                ...)
{
  GObject *object;
  va_list properties;

  va_start (properties, first_property);
  object = g_object_new_valist (type, first_property, properties);
  va_end (properties);
  if (g_str_equal (G_OBJECT_TYPE_NAME (object), "GdkX11SelectionInputStream"))
    __lsan_ignore_object (object);
  return object;
}

/* GDK (4.8) forgets the list of what it can put on X11's clipboard each time another program, or itself, asks for that: a list that
 * begins with this name of X11. */
GSList *
g_slist_prepend (GSList *list,
                 gpointer data)
{
  static const char *last_of_x11 = NULL;
  GSList *(*prepend) (GSList *, gpointer) = dlsym (RTLD_NEXT, "g_slist_prepend");
  GSList *head = prepend (list, data);

  if (last_of_x11 == NULL)
    last_of_x11 = g_intern_static_string ("SAVE_TARGETS");
  if (data == last_of_x11)
    __lsan_ignore_object (head);
  return head;
}

/* GLib's table of quarks starts with room for 2048 and forgets its first block on purpose when a program has more, as one
 * with every library here has.  The block is made while libraries are initialised, before any code of ours but this. */
int __sanitizer_install_malloc_and_free_hooks (void (*allocated) (const volatile void *, size_t), void (*freed) (const volatile void *)); /* gcc ships no header */

#define FIRST_QUARKS (2048 * sizeof (char *))

static gboolean is_starting = TRUE;

static void
malloc_cb (const volatile void *block,
           size_t size)
{
  if (is_starting && size == FIRST_QUARKS)
    __lsan_ignore_object ((const void *) block);
}

static void
free_cb (const volatile void *block)
{
}

static void
install_hooks (void)
{
  __sanitizer_install_malloc_and_free_hooks (malloc_cb, free_cb);
}

__attribute__ ((section (".preinit_array"), used)) static void (*const before_libraries) (void) = install_hooks;

__attribute__ ((constructor)) static void
libraries_are_there (void)
{
  is_starting = FALSE;
}
