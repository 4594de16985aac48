/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waiting for asynchronous calls: pass net_wait_cb and the address of a GAsyncResult pointer that is NULL, then wait. */
void net_wait_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *net_wait (GAsyncResult **result);

/* Runs the main loop until the flag is up, or fails the test after some time. */
void net_wait_for (const gboolean *flag);

/* A folder of its own for the test program, with libsecret's file as the keyring; to be called before anything else. */
void net_use_file_keyring (void);
/* Removes the folder. */
void net_clean_up (void);
/* A path in that folder. */
char *net_build_path (const char *name);

G_END_DECLS
