/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-defaults-page"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "ui/tie-banner.h"
#include "ui/tie-caption.h"
#include "ui/tie-choice-row.h"
#include "ui/tie-defaults-page.h"
#include "ui/tie-focus.h"
#include "ui/tie-mapping-group.h"
#include "ui/tie-remote-choices.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-options.h"
#include "ui/tie-undo-control.h"

struct _TieDefaultsPage
{
  GtkWidget parent_instance;

  TieBanner *banner;                            /* (unowned): not connected */
  GtkWidget *choices;                           /* (unowned): the page with the rows */
  TieChoiceRow *accounts[TIE_SYNC_N_ACCOUNTS];  /* (unowned) */
  TieChoiceRow *items[TIE_SYNC_N_ITEMS];        /* (unowned) */
  TieMappingGroup *tax_codes;                   /* (unowned) */

  TieCompany *company;     /* (owned) */
  TieSyncOptions *options; /* (owned) */
  char *connection;        /* (owned) (nullable): of the rows' lists */
  char *refusal;           /* (owned) (nullable) */
  gboolean wants_focus;    /* it was asked for before there was something to choose */
};

G_DEFINE_FINAL_TYPE (TieDefaultsPage, tie_defaults_page, GTK_TYPE_WIDGET)

#define WHICH_KEY "tie-which"

static void
say (TieDefaultsPage *self,
     const char *sentence)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && sentence != NULL)
    tie_status_line_say (line, sentence, TRUE);
}

static void
say_error (TieDefaultsPage *self,
           const GError *error)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL)
    tie_status_line_say_error (line, error);
}

/* ---- the rows ---- */

/* "" is what the package does of its own where money is deposited; in the settings that is no choice at all. */
static const char *
to_shown (gboolean is_item,
          guint which,
          const char *id)
{
  return id == NULL && !is_item && which == TIE_SYNC_ACCOUNT_DEPOSIT ? "" : id;
}

static void
chosen_cb (TieDefaultsPage *self,
           const char *id,
           TieChoiceRow *row)
{
  guint which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), WHICH_KEY));
  gboolean is_item = which >= TIE_SYNC_N_ACCOUNTS;

  tie_sync_options_choose (self->options, is_item, is_item ? which - TIE_SYNC_N_ACCOUNTS : which, id != NULL && *id != '\0' ? id : NULL, tie_undo_control_get_id (GTK_WIDGET (self)));
}

static void
show_row (TieDefaultsPage *self,
          TieChoiceRow *row,
          gboolean is_item,
          guint which,
          const char *id)
{
  tie_choice_row_set_id (row, to_shown (is_item, which, id));
  /* What was never chosen is missed where something is to be sent, not here. */
  tie_choice_row_set_error (row, id != NULL ? tie_sync_options_get_problem (self->options, is_item, which) : NULL);
}

static void
set_lists (TieDefaultsPage *self,
           const char *connection)
{
  TieStore *store = tie_company_get_store (self->company);
  g_autoptr (TiePickList) items = NULL;

  if (g_strcmp0 (connection, self->connection) == 0)
    return;
  g_free (self->connection);
  self->connection = g_strdup (connection);
  items = connection != NULL ? tie_remote_choices_new (store, connection, TIE_KIND_ITEM) : NULL;
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    {
      g_autoptr (TiePickList) accounts = connection != NULL ? tie_remote_choices_new_accounts (store, connection, i) : NULL;

      tie_choice_row_set_list (self->accounts[i], accounts);
    }
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    tie_choice_row_set_list (self->items[i], items);
}

static void
update (TieDefaultsPage *self)
{
  const TieSyncSettings *settings = tie_sync_options_get (self->options);
  TieCompanyState state = tie_company_get_state (self->company);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  const TieLedgerCapabilities *capabilities = ledger != NULL ? tie_ledger_get_capabilities (ledger) : NULL;

  /* Where the package finds the tax by itself, or there is none, no code of ours has to be known there. */
  tie_mapping_group_set_is_wanted (self->tax_codes, capabilities == NULL || capabilities->tax_model == TIE_TAX_GLOBAL || capabilities->tax_model == TIE_TAX_US);
  tie_banner_set_revealed (self->banner, state != TIE_COMPANY_CONNECTED && state != TIE_COMPANY_CONNECTING);
  gtk_widget_set_sensitive (self->choices, settings != NULL && self->refusal == NULL);
  gtk_widget_set_tooltip_text (self->choices, self->refusal);
  set_lists (self, settings != NULL ? settings->connection : NULL);
  for (guint i = 0; settings != NULL && i < TIE_SYNC_N_ACCOUNTS; i++)
    show_row (self, self->accounts[i], FALSE, i, settings->accounts[i]);
  for (guint i = 0; settings != NULL && i < TIE_SYNC_N_ITEMS; i++)
    show_row (self, self->items[i], TRUE, i, settings->items[i]);
  if (self->wants_focus && settings != NULL)
    self->wants_focus = !gtk_widget_grab_focus (GTK_WIDGET (self->accounts[0]));
}

/* ---- building ---- */

static TieChoiceRow *
add_row (TieDefaultsPage *self,
         GtkWidget *group,
         const char *title,
         guint which)
{
  GtkWidget *row = tie_choice_row_new (title);

  g_object_set_data (G_OBJECT (row), WHICH_KEY, GUINT_TO_POINTER (which));
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return TIE_CHOICE_ROW (row);
}

static GtkWidget *
make_reload_button (const char *package)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Reload Lists"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "integration.refresh");
  tie_caption_set_tooltip (button, _ ("Read accounts, products, tax codes and terms from %s (F5)"), package);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reload Lists"), -1);
  return button;
}

static GtkWidget *
add_group (TieDefaultsPage *self,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->choices), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_mapping (TieDefaultsPage *self,
             GtkWidget *group)
{
  g_signal_connect_object (group, "saved", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (group, "failed", G_CALLBACK (say_error), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->choices), ADW_PREFERENCES_GROUP (group));
}

static void
fill (TieDefaultsPage *self)
{
  const char *package = tie_company_get_package (self->company)->short_name;
  g_autofree char *booked = g_strdup_printf (_ ("Where documents and payments are booked in %s."), package);
  g_autofree char *tax_codes = g_strdup_printf (_ ("What each tax code is in %s."), package);
  g_autofree char *terms = g_strdup_printf (_ ("What each of the terms of payment is in %s."), package);
  GtkWidget *accounts = add_group (self, _ ("Account Settings"), booked);
  GtkWidget *items = add_group (self, _ ("Invoice Line Item Settings"), _ ("The product or service of lines whose code has none of its own."));

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (accounts), make_reload_button (package));
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    self->accounts[i] = add_row (self, accounts, tie_sync_account_get_label (i), i);
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    self->items[i] = add_row (self, items, tie_sync_item_get_label (i), TIE_SYNC_N_ACCOUNTS + i);
  self->tax_codes = TIE_MAPPING_GROUP (tie_mapping_group_new (self->company, TIE_TYPE_TAX_CODE, TIE_KIND_TAX_CODE, _ ("Tax Codes"), tax_codes));
  add_mapping (self, GTK_WIDGET (self->tax_codes));
  add_mapping (self, tie_mapping_group_new (self->company, TIE_TYPE_TERM, TIE_KIND_TERM, _ ("Terms"), terms));
}

static gboolean
tie_defaults_page_grab_focus (GtkWidget *widget)
{
  TieDefaultsPage *self = TIE_DEFAULTS_PAGE (widget);

  self->wants_focus = !gtk_widget_grab_focus (GTK_WIDGET (self->accounts[0]));
  return TRUE;
}

static void
tie_defaults_page_dispose (GObject *object)
{
  TieDefaultsPage *self = TIE_DEFAULTS_PAGE (object);
  GtkWidget *child;

  if (self->options != NULL)
    g_signal_handlers_disconnect_by_data (self->options, self);
  g_clear_object (&self->options);
  g_clear_object (&self->company);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_defaults_page_parent_class)->dispose (object);
}

static void
tie_defaults_page_finalize (GObject *object)
{
  TieDefaultsPage *self = TIE_DEFAULTS_PAGE (object);

  g_free (self->connection);
  g_free (self->refusal);
  G_OBJECT_CLASS (tie_defaults_page_parent_class)->finalize (object);
}

static void
tie_defaults_page_class_init (TieDefaultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_defaults_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_defaults_page_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_defaults_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
tie_defaults_page_init (TieDefaultsPage *self)
{
  GtkWidget *banner = tie_banner_new ("");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->banner = TIE_BANNER (banner);
  tie_banner_set_title (self->banner, _ ("Not connected. The lists are as they were last read."));
  gtk_widget_set_parent (banner, GTK_WIDGET (self));
  self->choices = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->choices, TRUE);
  gtk_widget_set_parent (self->choices, GTK_WIDGET (self));
}

GtkWidget *
tie_defaults_page_new (TieCompany *company)
{
  TieDefaultsPage *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_DEFAULTS_PAGE, NULL);
  self->company = g_object_ref (company);
  self->options = tie_sync_options_new (company);
  fill (self);
  g_signal_connect_object (self->options, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "saved", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "failed", G_CALLBACK (say_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
tie_defaults_page_set_refusal (TieDefaultsPage *self,
                               const char *refusal)
{
  g_return_if_fail (TIE_IS_DEFAULTS_PAGE (self));

  if (g_strcmp0 (refusal, self->refusal) == 0)
    return;
  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
  update (self);
}
