/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-overview-page"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "store/tie-activity-table.h"
#include "ui/tie-attention.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-words.h"
#include "ui/tie-comparison-view.h"
#include "ui/tie-focus.h"
#include "ui/tie-overview-figures.h"
#include "ui/tie-overview-page.h"
#include "ui/tie-page.h"
#include "ui/tie-settings.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

/* What the guide leads through. */
enum
{
  STEP_MATCH = 1 << 0,
  STEP_EXPORT = 1 << 1,
  STEP_IMPORT = 1 << 2,
  STEP_COMPARE = 1 << 3,
};

/* Invoices that the guide checks: enough to see how it goes. */
#define N_TO_EXPORT 2
/* Above what is scrolled to. */
#define MARGIN 18

struct _TieOverviewPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;  /* template child */
  GtkRevealer *guide_revealer;  /* template child */
  GtkImage *match_done_image;   /* template child */
  GtkImage *export_done_image;  /* template child */
  GtkImage *import_done_image;  /* template child */
  GtkImage *compare_done_image; /* template child */
  GtkButton *match_button;      /* template child */
  GtkButton *export_button;     /* template child */
  GtkButton *import_button;     /* template child */
  GtkButton *compare_button;    /* template child */
  TieComparisonView *comparison; /* template child */
  AdwActionRow *match_row;      /* template child */
  AdwActionRow *import_row;     /* template child */
  GtkWidget *connection_group;  /* template child */
  AdwActionRow *connection_row; /* template child */
  GtkImage *connection_image;   /* template child */
  GtkButton *connect_button;    /* template child */
  AdwActionRow *customers_row;  /* template child */
  AdwActionRow *suppliers_row;  /* template child */
  GtkLabel *customers_label;    /* template child */
  GtkLabel *suppliers_label;    /* template child */
  GtkWidget *sync_group;        /* template child */
  AdwActionRow *ready_row;      /* template child */
  AdwActionRow *blocked_row;    /* template child */
  GtkLabel *ready_label;        /* template child */
  GtkLabel *blocked_label;      /* template child */
  AdwActionRow *wip_row;        /* template child */
  AdwActionRow *number_row;     /* template child */
  GtkLabel *wip_label;          /* template child */
  GtkLabel *number_label;       /* template child */
  AdwActionRow *backup_row;     /* template child */

  TieSession *session;     /* (owned) */
  TieAttention *attention; /* (owned) */
  GCancellable *gone;      /* (owned) */
  guint done;              /* STEP_…: of the guide */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TieOverviewPage, tie_overview_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, NULL))

static void
show_step_done (GtkImage *image,
                GtkButton *button,
                gboolean is_done)
{
  gtk_image_set_from_icon_name (image, is_done ? "emblem-ok-symbolic" : "radio-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, is_done ? _ ("Done") : _ ("Not done yet"), -1);
  gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
}

/* The next step is the first that is not done; it stands out. */
static GtkButton *
find_next_step (TieOverviewPage *self)
{
  GtkButton *const buttons[] = { self->match_button, self->export_button, self->import_button, self->compare_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (!(self->done & (1u << i)))
        return buttons[i];
    }
  return NULL;
}

/* Whoever comes back from a step goes on with Enter.  Not while another window is in front: a screen reader would follow. */
static void
go_on (TieOverviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkButton *next = find_next_step (self);

  if (next == NULL || focus == NULL || !gtk_window_is_active (GTK_WINDOW (root)))
    return;
  if (focus == GTK_WIDGET (self->match_button) || focus == GTK_WIDGET (self->export_button) || focus == GTK_WIDGET (self->import_button))
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
show_steps (TieOverviewPage *self)
{
  GtkButton *next = find_next_step (self);

  show_step_done (self->match_done_image, self->match_button, (self->done & STEP_MATCH) != 0);
  show_step_done (self->export_done_image, self->export_button, (self->done & STEP_EXPORT) != 0);
  show_step_done (self->import_done_image, self->import_button, (self->done & STEP_IMPORT) != 0);
  show_step_done (self->compare_done_image, self->compare_button, (self->done & STEP_COMPARE) != 0);
  if (next != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (next), "suggested-action");
  go_on (self);
}

static void
show_value (AdwActionRow *row,
            GtkLabel *label,
            const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text);

  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_count (AdwActionRow *row,
            GtkLabel *label,
            gint64 linked,
            gint64 all)
{
  /* Translators: how many of how many, "8 of 39" */
  g_autofree char *text = g_strdup_printf (_ ("%d of %d"), (int) linked, (int) all);

  show_value (row, label, text);
}

/* What is sent and kept back is known once the lists were read; who may not sync is told nothing of it. */
static void
show_attention (TieOverviewPage *self)
{
  gboolean is_known = tie_attention_get_is_read (self->attention);
  g_autofree char *ready = g_strdup_printf ("%u", tie_attention_get_n_ready (self->attention));
  g_autofree char *blocked = g_strdup_printf ("%u", tie_attention_get_n (self->attention));

  gtk_widget_set_visible (self->sync_group, is_known && tie_session_may (self->session, TIE_RIGHT_SYNC));
  show_value (self->ready_row, self->ready_label, ready);
  show_value (self->blocked_row, self->blocked_label, blocked);
}

static void
show_figures (TieOverviewPage *self,
              const TieOverviewFigures *figures)
{
  g_autofree char *wip = tie_money_to_display (figures->wip);
  g_autofree char *backup = figures->backup != NULL ? tie_date_to_display (figures->backup) : g_strdup (_ ("No backup yet"));

  self->done &= STEP_COMPARE;
  if (figures->has_compared)
    self->done |= STEP_COMPARE;
  if (figures->has_matched)
    self->done |= STEP_MATCH;
  if (figures->has_exported)
    self->done |= STEP_EXPORT;
  if (figures->has_imported)
    self->done |= STEP_IMPORT;
  show_steps (self);
  show_count (self->customers_row, self->customers_label, figures->linked_customers, figures->customers);
  show_count (self->suppliers_row, self->suppliers_label, figures->linked_suppliers, figures->suppliers);
  show_value (self->wip_row, self->wip_label, wip);
  show_value (self->number_row, self->number_label, figures->next_number);
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
  if (areas & (TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION | TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS))
    load (self);
}

static void
show_connection (TieOverviewPage *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *name = tie_company_get_name (company);
  const char *read = tie_company_get_last_read (company);
  const TiePackage *package = tie_company_get_package (company);
  g_autofree char *pair = g_strdup_printf (_ ("Pair contacts with customers in %s. Similar names are found."), package->short_name);
  g_autofree char *bring = g_strdup_printf (_ ("Bring what customers paid in %s to the invoices here."), package->short_name);
  g_autofree char *moment = read != NULL ? tie_date_to_display (read) : NULL;
  g_autofree char *subtitle = NULL;

  if (name != NULL && moment != NULL)
    /* Translators: the first %s is a company, the second a date and time */
    subtitle = g_strdup_printf (_ ("%s, read %s"), name, moment);
  else
    subtitle = g_strdup (name != NULL ? name : _ ("Connect to compare."));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->connection_row), tie_company_words_get_state (state));
  adw_action_row_set_subtitle (self->connection_row, subtitle);
  gtk_image_set_from_icon_name (self->connection_image, tie_company_words_get_icon_name (state));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->connection_group), package->name);
  adw_action_row_set_subtitle (self->match_row, pair);
  adw_action_row_set_subtitle (self->import_row, bring);
  if (state == TIE_COMPANY_SIGN_IN_EXPIRED)
    tie_caption_set (GTK_WIDGET (self->connect_button), "%s", _ ("Reconnect…"));
  else
    tie_caption_set (GTK_WIDGET (self->connect_button), _ ("Connect to %s"), package->short_name);
  gtk_widget_set_visible (GTK_WIDGET (self->connect_button), state == TIE_COMPANY_NOT_CONNECTED || state == TIE_COMPANY_SIGN_IN_EXPIRED);
  gtk_widget_set_visible (self->connection_group, state != TIE_COMPANY_CONNECTED && state != TIE_COMPANY_OFFLINE);
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

/* Each of the first three steps has all ready, so that one key more does it. */

static void
match_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  tie_windows_open_automatch (GTK_WINDOW (gtk_widget_get_root (widget)), TIE_OVERVIEW_PAGE (widget)->session);
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  tie_windows_open_transfer_ready (GTK_WINDOW (gtk_widget_get_root (widget)), TIE_OVERVIEW_PAGE (widget)->session, "invoice-export", N_TO_EXPORT);
}

static void
import_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  tie_windows_open_transfer_ready (GTK_WINDOW (gtk_widget_get_root (widget)), TIE_OVERVIEW_PAGE (widget)->session, "payment-import", G_MAXUINT);
}

/* Scrolls so that the widget begins at the top. */
static void
show_from (TieOverviewPage *self,
           GtkWidget *widget)
{
  GtkWidget *content = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (self->scrolled)));
  double y;

  if (gtk_widget_translate_coordinates (widget, content, 0, 0, NULL, &y))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), y - MARGIN);
}

static gboolean
note_compared (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_COMPARED, "1", error);
}

/* The last step is done by looking. */
static void
show_tie_out_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieOverviewPage *self = TIE_OVERVIEW_PAGE (widget);

  if ((self->done & STEP_COMPARE) == 0)
    tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, note_compared, NULL, NULL, NULL, NULL, NULL);
  self->done |= STEP_COMPARE;
  show_steps (self);
  gtk_widget_child_focus (GTK_WIDGET (self->comparison), GTK_DIR_TAB_FORWARD);
  show_from (self, GTK_WIDGET (self->comparison)); /* its first button may be on the screen while its figures are not */
}

static gboolean
tie_overview_page_grab_focus (GtkWidget *widget)
{
  TieOverviewPage *self = TIE_OVERVIEW_PAGE (widget);

  GtkButton *next = find_next_step (self);

  /* Enter does the next step of the guide. */
  if (next != NULL && gtk_revealer_get_reveal_child (self->guide_revealer) && gtk_widget_grab_focus (GTK_WIDGET (next)))
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}

static void
tie_overview_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_overview_page_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (go_on), widget, G_CONNECT_SWAPPED);
}

static void
tie_overview_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), go_on, widget);
  GTK_WIDGET_CLASS (tie_overview_page_parent_class)->unroot (widget);
}

static void
tie_overview_page_dispose (GObject *object)
{
  TieOverviewPage *self = TIE_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->attention);
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
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_overview_page_grab_focus;
  widget_class->root = tie_overview_page_root;
  widget_class->unroot = tie_overview_page_unroot;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (TIE_TYPE_COMPARISON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, guide_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, match_done_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, match_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, export_done_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, import_done_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, compare_done_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, compare_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, sync_group);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, ready_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, blocked_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, ready_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, blocked_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, wip_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, wip_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connection_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connection_image);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connect_button);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, connection_group);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, match_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, import_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, customers_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, suppliers_row);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, customers_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, suppliers_label);
  gtk_widget_class_bind_template_child (widget_class, TieOverviewPage, backup_row);

  gtk_widget_class_install_action (widget_class, "overview.match", NULL, match_action);
  gtk_widget_class_install_action (widget_class, "overview.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "overview.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "overview.dismiss-guide", NULL, dismiss_action);
  gtk_widget_class_install_action (widget_class, "overview.show-tie-out", NULL, show_tie_out_action);
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
  self->attention = tie_attention_new (session);
  g_signal_connect_object (self->attention, "changed", G_CALLBACK (show_attention), self, G_CONNECT_SWAPPED);
  tie_comparison_view_set_session (self->comparison, session);
  guide_changed_cb (self);
  show_connection (self);
  load (self);
  return GTK_WIDGET (self);
}
