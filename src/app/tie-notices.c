/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-notices"
#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "app/tie-notices.h"
#include "base/tie-error.h"
#include "ui/tie-attention.h"
#include "ui/tie-shell.h"

typedef enum
{
  ATTENTION,
  CONFLICT,
  SIGN_IN,
  N_KINDS
} Kind;

static const struct
{
  const char *name;
  const char *button;
} kinds[N_KINDS] = {
  [ATTENTION] = { TIE_NOTICE_ATTENTION, N_ ("Open Sync") },
  [CONFLICT] = { TIE_NOTICE_CONFLICT, N_ ("Review Changes") },
  [SIGN_IN] = { TIE_NOTICE_SIGN_IN, N_ ("Reconnect") },
};

struct _TieNotices
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  TieSession *session;       /* (owned) */
  TieAttention *attention;   /* (owned) */
  guint known[N_KINDS];      /* so many were told, or could be seen */
  gboolean is_sent[N_KINDS];
  gboolean has_looked;
};

G_DEFINE_FINAL_TYPE (TieNotices, tie_notices, G_TYPE_OBJECT)

/* ---- what the person sees ---- */

static gboolean
is_of_practice (TieNotices *self,
                GtkWindow *window)
{
  while (window != NULL && !TIE_IS_SHELL (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL && tie_shell_get_session (TIE_SHELL (window)) == self->session;
}

static gboolean
is_in_front (TieNotices *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window) && is_of_practice (self, window))
        return TRUE;
    }
  return FALSE;
}

/* ---- telling ---- */

/* One of each kind and practice at a time. */
static char *
make_id (TieNotices *self,
         const char *kind)
{
  return g_strconcat (kind, " ", tie_session_get_path (self->session), NULL);
}

static void
send (TieNotices *self,
      const char *kind,
      const char *title,
      const char *button)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *id = make_id (self, kind);
  const char *path = tie_session_get_path (self->session);

  g_notification_set_body (notification, tie_session_get_firm (self->session));
  g_notification_set_default_action_and_target (notification, "app.open-notice", "(ss)", path, kind);
  g_notification_add_button_with_target (notification, button, "app.open-notice", "(ss)", path, kind);
  g_application_send_notification (self->application, id, notification);
}

static void
withdraw (TieNotices *self,
          Kind kind)
{
  g_autofree char *id = make_id (self, kinds[kind].name);

  if (self->is_sent[kind])
    g_application_withdraw_notification (self->application, id);
  self->is_sent[kind] = FALSE;
}

static char *
make_title (TieNotices *self,
            Kind kind,
            guint n)
{
  const char *package = tie_session_get_package (self->session)->short_name;

  switch (kind)
    {
    case ATTENTION:
      return g_strdup_printf (ngettext ("%u invoice needs attention", "%u invoices need attention", n), n);
    case CONFLICT:
      return g_strdup_printf (ngettext ("%u record was changed here and in %s", "%u records were changed here and in %s", n), n, package);
    case SIGN_IN:
    default:
      return g_strdup_printf (_ ("%s sign-in has expired"), package);
    }
}

static void
tell (TieNotices *self,
      Kind kind,
      guint n)
{
  if (n == 0 || is_in_front (self))
    {
      withdraw (self, kind);
    }
  else if (n > self->known[kind])
    {
      g_autofree char *title = make_title (self, kind, n);

      send (self, kinds[kind].name, title, _ (kinds[kind].button));
      self->is_sent[kind] = TRUE;
    }
  self->known[kind] = n;
}

void
tie_notices_look (TieNotices *self)
{
  g_return_if_fail (TIE_IS_NOTICES (self));

  tell (self, SIGN_IN, tie_company_get_state (tie_session_get_company (self->session)) == TIE_COMPANY_SIGN_IN_EXPIRED);
  if (!tie_attention_get_is_read (self->attention))
    return;
  if (!self->has_looked) /* what waited already when the practice was opened is no news */
    {
      self->known[ATTENTION] = tie_attention_get_n_invoices (self->attention);
      self->known[CONFLICT] = tie_attention_get_n_conflicts (self->attention);
      self->has_looked = TRUE;
    }
  tell (self, ATTENTION, tie_attention_get_n_invoices (self->attention));
  tell (self, CONFLICT, tie_attention_get_n_conflicts (self->attention));
}

void
tie_notices_say_refused (TieNotices *self,
                         const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (TIE_IS_NOTICES (self));
  g_return_if_fail (error != NULL);

  sentence = tie_error_get_sentence (error);
  send (self, TIE_NOTICE_BACKGROUND, sentence, _ ("Sync Settings"));
}

static void
tie_notices_dispose (GObject *object)
{
  TieNotices *self = TIE_NOTICES (object);

  for (Kind kind = 0; kind < N_KINDS && self->session != NULL; kind++)
    withdraw (self, kind);
  g_clear_object (&self->attention);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_notices_parent_class)->dispose (object);
}

static void
tie_notices_class_init (TieNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_notices_dispose;
}

static void
tie_notices_init (TieNotices *self)
{
}

TieNotices *
tie_notices_new (GApplication *application,
                 TieSession *session)
{
  TieNotices *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_NOTICES, NULL);
  self->application = application;
  self->session = g_object_ref (session);
  self->attention = tie_attention_new (session);
  g_signal_connect_object (self->attention, "changed", G_CALLBACK (tie_notices_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify::state", G_CALLBACK (tie_notices_look), self, G_CONNECT_SWAPPED);
  return self;
}

TieSession *
tie_notices_get_session (TieNotices *self)
{
  g_return_val_if_fail (TIE_IS_NOTICES (self), NULL);

  return self->session;
}
