/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-log"
#include "config.h"

#include "app/tie-log.h"
#include "ui/tie-settings.h"

static int allowed = G_LOG_LEVEL_WARNING; /* the least serious level that is written; read by every thread */

static GLogWriterOutput
write_log (GLogLevelFlags level,
           const GLogField *fields,
           gsize n_fields,
           gpointer user_data)
{
  int serious = (int) (level & G_LOG_LEVEL_MASK); /* the smaller, the more serious */

  if (serious > g_atomic_int_get (&allowed) && serious <= G_LOG_LEVEL_INFO)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data); /* debug is dropped there unless it is enabled */
}

static void
level_changed_cb (GSettings *settings)
{
  g_autofree char *level = g_settings_get_string (settings, "log-level");
  gboolean is_debug = g_str_equal (level, "debug");

  g_atomic_int_set (&allowed, is_debug ? G_LOG_LEVEL_DEBUG : g_str_equal (level, "messages") ? G_LOG_LEVEL_MESSAGE : G_LOG_LEVEL_WARNING);
  if (g_getenv ("G_MESSAGES_DEBUG") == NULL) /* who sets that means it */
    g_log_set_debug_enabled (is_debug);
}

void
tie_log_follow_setting (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  g_signal_connect (tie_settings_get (), "changed::log-level", G_CALLBACK (level_changed_cb), NULL);
  level_changed_cb (tie_settings_get ());
}
