/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the task's work in a thread, with the key by which taxpayer numbers are hashed at hand: it is asked of the keyring once.
 * Without a keyring the work does without, and numbers are passed over. */
void tie_fee_key_run (GTask *task, GTaskThreadFunc func);

/* In that thread. (transfer none) (nullable) */
GBytes *tie_fee_key_get (GTask *task);

G_END_DECLS
