/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-overview-page"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "ui/tie-company-words.h"
#include "ui/tie-overview-figures.h"
#include "ui/tie-overview-page.h"
#include "ui/tie-page.h"
#include "ui/tie-settings.h"
#include "ui/tie-status-line.h"

struct _TieOverviewPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;  /* template child */
  GtkRevealer *guide_revealer;  /* template child */
  GtkImage *match_done_image;   /* template child */
  GtkButton *match_button;      /* template child */
  AdwActionRow *connection_row; /* template child */
  GtkImage *connection_image;   /* template child */
  GtkButton *connect_button;    /* template child */
  GtkButton *refresh_button;    /* template child */
  AdwActionRow *customers_row;  /* template child */
  AdwActionRow *suppliers_row;  /* template child */
  GtkLabel *customers_label;    /* template child */
  GtkLabel *suppliers_label;    /* template child */
  AdwActionRow *backup_row;     /* template child */

  TieSession *session; /* (owned) */
  GCancellable *gone;  /* (owned) */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TieOverviewPage, tie_overview_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, NULL))

static void
show_step_done (TieOverviewPage *self,
                gboolean is_done)
{
  gtk_image_set_from_icon_name (self->match_done_image, is_done ? "emblem-ok-symbolic" : "radio-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->match_done_image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_done ? _ ("Done") : _ ("Not done yet"), -1);
}

static void
show_count (AdwActionRow *row,
            GtkLabel *label,
            gint64 linked,
            gint64 all)
{
  /* Translators: how many of how many, "8 of 39" */
  g_autofree char *text = g_strdup_printf (_ ("%d of %d"), (int) linked, (int) all);
  g_autofree char *name = g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text);

  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_figures (TieOverviewPage *self,
              const TieOverviewFigures *figures)
{
  g_autofree char *backup = figures->backup != NULL ? tie_date_to_display (figures->backup) : g_strdup (_ ("No backup yet"));

  show_step_done (self, figures->linked_customers + figures->linked_suppliers > 0);
  show_count (self->customers_row, self->customers_label, figures->linked_customers, figures->customers);
  show_count (self->suppliers_row, self->suppliers_label, figures->linked_suppliers, figures->suppliers);
  adw_action_row_set_subtitle (self->backup_row, backup);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieOverviewPage) self = TIE_OVERVIEW_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  const TieOverviewFigures *figures = tie_overview_figures_load_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (figures != NULL)
    show_figures (self, figures);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
load (TieOverviewPage *self)
{
  tie_overview_figures_load_async (tie_session_get_store (self->session), self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieOverviewPage *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION))
    load (self);
}

static void
show_connection (TieOverviewPage *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *name = tie_company_get_name (company);
  const char *read = tie_company_get_last_read (company);
  const char *button = state == TIE_COMPANY_SIGN_IN_EXPIRED ? _ ("Reconnect…") : _ ("Connect to QuickBooks");
  g_autofree char *moment = read != NULL ? tie_date_to_display (read) : NULL;
  g_autofree char *subtitle = NULL;

  if (name != NULL && moment != NULL)
    /* Translators: the first %s is a company, the second a date and time */
    subtitle = g_strdup_printf (_ ("%s, read %s"), name, moment);
  else
    subtitle = g_strdup (name != NULL ? name : _ ("Connect to match contacts with a QuickBooks company."));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->connection_row), tie_company_words_get_state (state));
  adw_action_row_set_subtitle (self->connection_row, subtitle);
  gtk_image_set_from_icon_name (self->connection_image, tie_company_words_get_icon_name (state));
  gtk_button_set_label (self->connect_button, button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connect_button), GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), state == TIE_COMPANY_NOT_CONNECTED || state == TIE_COMPANY_SIGN_IN_EXPIRED);
  gtk_widget_set_visible (GTK_WIDGET (self->refresh_button), state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE);
}

static void
guide_changed_cb (TieOverviewPage *self)
{
  gtk_revealer_set_reveal_child (self->guide_revealer, !g_settings_get_boolean (tie_settings_get (), "guide-dismissed"));
}

static void
dismiss_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  g_settings_set_boolean (tie_settings_get (), "guide-dismissed", TRUE);
  gtk_widget_grab_focus (widget);
}

static gboolean
tie_overview_page_grab_focus (GtkWidget *widget)
{
  TieOverviewPage *self = TIE_OVERVIEW_PAGE (widget);

  /* Enter does the next step of the guide. */
  if (gtk_revealer_get_reveal_child (self->guide_revealer) && gtk_widget_grab_focus (GTK_WIDGET (self->match_button)))
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}

static void
tie_overview_page_dispose (GObject *object)
{
  TieOverviewPage *self = TIE_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_overview_page_parent_class)->dispose (object);
}

static void
tie_overview_page_finalize (GObject *object)
{
  g_object_unref (TIE_OVERVIEW_PAGE (object)->gone);
  G_OBJECT_CLASS (tie_overview_page_parent_class)->finalize (object);
}

static void
tie_overview_page_class_init (TieOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_overview_page_dispose;
  object_class->finalize = tie_overview_page_finalize;
  widget_class->grab_focus = tie_overview_page_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, guide_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, match_done_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, match_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connection_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connection_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, customers_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, suppliers_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, customers_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, suppliers_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, backup_row);

  gtk_widget_class_install_action (widget_class, "overview.dismiss-guide", NULL, dismiss_action);
}

static void
tie_overview_page_init (TieOverviewPage *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_overview_page_new (TieSession *session)
{
  TieOverviewPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_OVERVIEW_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify", G_CALLBACK (show_connection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_settings_get (), "changed::guide-dismissed", G_CALLBACK (guide_changed_cb), self, G_CONNECT_SWAPPED);
  guide_changed_cb (self);
  show_connection (self);
  load (self);
  return GTK_WIDGET (self);
}
