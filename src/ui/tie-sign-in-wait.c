/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sign-in-wait"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-sign-in-wait.h"

struct _TieSignInWait
{
  GtkWidget parent_instance;

  AdwStatusPage *page;         /* template child */
  GtkWidget *browser_buttons;  /* template child */
  GtkRevealer *paste_revealer; /* template child */
  GtkEditable *paste_row;      /* template child */
  GtkLabel *paste_error;       /* template child */

  TieCompany *company;       /* (owned) (nullable) */
  const TiePackage *package; /* (nullable) */
  char *uri;                 /* (owned) (nullable): what the browser shows */
};

G_DEFINE_FINAL_TYPE (TieSignInWait, tie_sign_in_wait, GTK_TYPE_WIDGET)

static void
show_uri (TieSignInWait *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->uri, GDK_CURRENT_TIME);
}

static void
open_uri_cb (TieSignInWait *self,
             const char *uri)
{
  g_free (self->uri);
  self->uri = g_strdup (uri);
  adw_status_page_set_title (self->page, _ ("Finish signing in with your browser"));
  gtk_widget_set_visible (self->browser_buttons, TRUE);
  show_uri (self);
}

static void
open_again_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  TieSignInWait *self = TIE_SIGN_IN_WAIT (widget);

  if (self->uri != NULL)
    show_uri (self);
}

static void
show_paste_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  TieSignInWait *self = TIE_SIGN_IN_WAIT (widget);

  gtk_revealer_set_reveal_child (self->paste_revealer, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->paste_error), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->paste_row));
}

static void
paste_cb (TieSignInWait *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (tie_company_paste (self->company, gtk_editable_get_text (self->paste_row), &error))
    return;
  sentence = tie_error_get_sentence_for (error, self->package->short_name);
  gtk_label_set_label (self->paste_error, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->paste_error), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->paste_row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
tie_sign_in_wait_dispose (GObject *object)
{
  TieSignInWait *self = TIE_SIGN_IN_WAIT (object);

  g_clear_object (&self->company);
  g_clear_pointer ((GtkWidget **) &self->page, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_sign_in_wait_parent_class)->dispose (object);
}

static void
tie_sign_in_wait_finalize (GObject *object)
{
  g_free (TIE_SIGN_IN_WAIT (object)->uri);
  G_OBJECT_CLASS (tie_sign_in_wait_parent_class)->finalize (object);
}

static void
tie_sign_in_wait_class_init (TieSignInWaitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_sign_in_wait_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_sign_in_wait_finalize;

  gtk_widget_class_install_action (widget_class, "sign-in.open-again", NULL, open_again_action);
  gtk_widget_class_install_action (widget_class, "sign-in.show-paste", NULL, show_paste_action);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-sign-in-wait.ui");
  gtk_widget_class_bind_template_child (widget_class, TieSignInWait, page);
  gtk_widget_class_bind_template_child (widget_class, TieSignInWait, browser_buttons);
  gtk_widget_class_bind_template_child (widget_class, TieSignInWait, paste_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieSignInWait, paste_row);
  gtk_widget_class_bind_template_child (widget_class, TieSignInWait, paste_error);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
tie_sign_in_wait_init (TieSignInWait *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tie_sign_in_wait_set_company (TieSignInWait *self,
                              TieCompany *company)
{
  g_return_if_fail (TIE_IS_SIGN_IN_WAIT (self));
  g_return_if_fail (TIE_IS_COMPANY (company));
  g_return_if_fail (self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (company, "open-uri", G_CALLBACK (open_uri_cb), self, G_CONNECT_SWAPPED);
}

void
tie_sign_in_wait_begin (TieSignInWait *self,
                        const TiePackage *package,
                        gboolean is_local)
{
  g_return_if_fail (TIE_IS_SIGN_IN_WAIT (self));
  g_return_if_fail (package != NULL);

  self->package = package;
  g_clear_pointer (&self->uri, g_free);
  adw_status_page_set_title (self->page, is_local ? _ ("Connecting…") : _ ("Finish signing in with your browser"));
  gtk_widget_set_visible (self->browser_buttons, FALSE);
  gtk_revealer_set_reveal_child (self->paste_revealer, FALSE);
  gtk_editable_set_text (self->paste_row, "");
}
