/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-form"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-sync-form-private.h"

const TieSyncFormSwitchInfo tie_sync_form_switches[N_SWITCHES] = {
  [SWITCH_DEFAULT_STATE] = { N_ ("Use default state"), NULL, G_STRUCT_OFFSET (TieSyncSettings, use_default_state), GROUP_CLIENTS },
  [SWITCH_SITES_FROM] = { N_ ("Create sites from {package} sub-customers during onboarding"), N_ ("First sync only"), G_STRUCT_OFFSET (TieSyncSettings, sites_from_package), GROUP_SITES, NEEDS_SUB_CUSTOMERS },
  [SWITCH_SITES_TO] = { N_ ("Create {package} sub-customers from sites during onboarding"), N_ ("First sync only"), G_STRUCT_OFFSET (TieSyncSettings, sites_to_package), GROUP_SITES, NEEDS_SUB_CUSTOMERS },
  [SWITCH_CLIENT_STATE] = { N_ ("Use client state/country when creating client sites"), NULL, G_STRUCT_OFFSET (TieSyncSettings, use_client_state), GROUP_SITES, NEEDS_SUB_CUSTOMERS },
  [SWITCH_INVOICES] = { N_ ("Invoices"), N_ ("To {package}"), G_STRUCT_OFFSET (TieSyncSettings, invoices), GROUP_INVOICES },
  [SWITCH_CREATE_ITEMS] = { N_ ("Create or update products and services"), NULL, G_STRUCT_OFFSET (TieSyncSettings, create_items), GROUP_INVOICES, NEEDS_INVOICES },
  [SWITCH_REQUIRE_SENT] = { N_ ("Require sent"), NULL, G_STRUCT_OFFSET (TieSyncSettings, require_sent), GROUP_INVOICES, NEEDS_INVOICES },
  [SWITCH_REQUIRE_APPROVAL] = { N_ ("Require approval"), NULL, G_STRUCT_OFFSET (TieSyncSettings, require_approval), GROUP_INVOICES, NEEDS_INVOICES },
  [SWITCH_POST] = { N_ ("Post after successful export"), N_ ("Posted documents can no longer be changed"), G_STRUCT_OFFSET (TieSyncSettings, post_after_export), GROUP_INVOICES, NEEDS_INVOICES },
  [SWITCH_PAYMENTS] = { N_ ("Payments"), N_ ("Needs Invoices"), G_STRUCT_OFFSET (TieSyncSettings, payments), GROUP_PAYMENTS, NEEDS_INVOICES },
  [SWITCH_BACKGROUND] = { N_ ("Keep syncing in the background"), NULL, G_STRUCT_OFFSET (TieSyncSettings, in_background), GROUP_AUTOMATIC, NEEDS_CONTINUOUS },
};

/* Values of the settings, in the order of the choices; 0 ends. */
static const int directions[] = { TIE_SYNC_SEND, TIE_SYNC_BRING, TIE_SYNC_BOTH, 0 };
static const int modes[] = { TIE_SYNC_MANUAL, TIE_SYNC_PUSH, TIE_SYNC_CONTINUOUS, 0 };
static const int intervals[] = { 5, 10, 15, 30, 60, 0 };
static const char *const direction_names[] = { N_ ("Send"), N_ ("Bring"), N_ ("Both"), NULL };
static const char *const mode_names[] = { N_ ("Manual"), N_ ("Push on edit"), N_ ("Continuous"), NULL };
static const char *const interval_names[] = { N_ ("5 min"), N_ ("10 min"), N_ ("15 min"), N_ ("30 min"), N_ ("60 min"), NULL };

const TieSyncFormComboInfo tie_sync_form_combos[N_COMBOS] = {
  [COMBO_DIRECTION] = { N_ ("Direction"), direction_names, directions, G_STRUCT_OFFSET (TieSyncSettings, direction), GROUP_PAYMENTS, NEEDS_PAYMENTS },
  [COMBO_MODE] = { N_ ("Automatic Mode"), mode_names, modes, G_STRUCT_OFFSET (TieSyncSettings, mode), GROUP_AUTOMATIC },
  [COMBO_INTERVAL] = { N_ ("Every"), interval_names, intervals, G_STRUCT_OFFSET (TieSyncSettings, interval), GROUP_AUTOMATIC, NEEDS_CONTINUOUS },
};

const TieSyncFormChoiceInfo tie_sync_form_choices[N_CHOICES] = {
  { TIE_SYNC_ACCOUNT_INCOME, N_ ("Use this Income Account"), GROUP_INVOICES, NEEDS_INVOICES },
  { TIE_SYNC_ACCOUNT_EXPENSE, N_ ("Use this Expense Account"), GROUP_INVOICES, NEEDS_INVOICES },
  { TIE_SYNC_ACCOUNT_DEPOSIT, N_ ("Deposit payments to this account"), GROUP_PAYMENTS, NEEDS_PAYMENTS },
};

static void
add_switch (TieSyncForm *self,
            TieSyncFormSwitch which,
            const char *package)
{
  const char *subtitle = tie_sync_form_switches[which].subtitle;
  g_autofree char *title = tie_text_name_package (_ (tie_sync_form_switches[which].title), package);
  g_autofree char *below = subtitle != NULL ? tie_text_name_package (_ (subtitle), package) : NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (below != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (tie_sync_form_toggled_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->groups[tie_sync_form_switches[which].group], row);
  self->switch_rows[which] = ADW_ACTION_ROW (row);
  self->toggles[which] = GTK_SWITCH (toggle);
}

static void
add_combo (TieSyncForm *self,
           TieSyncFormCombo which)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; tie_sync_form_combos[which].names[i] != NULL; i++)
    gtk_string_list_append (names, _ (tie_sync_form_combos[which].names[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (tie_sync_form_combos[which].title));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (tie_sync_form_combos[which].title), -1);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (tie_sync_form_selected_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->groups[tie_sync_form_combos[which].group], row);
  self->combo_rows[which] = ADW_COMBO_ROW (row);
}

static void
add_choice (TieSyncForm *self,
            guint which)
{
  GtkWidget *row = tie_choice_row_new (_ (tie_sync_form_choices[which].title));

  g_signal_connect_object (row, "chosen", G_CALLBACK (tie_sync_form_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->groups[tie_sync_form_choices[which].group], row);
  self->choice_rows[which] = TIE_CHOICE_ROW (row);
}

static void
add_clients (TieSyncForm *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Clients"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Always on; documents need a matched client. Two ways."));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("emblem-ok-symbolic"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clients"), -1);
  adw_preferences_group_add (self->groups[GROUP_CLIENTS], row);
}

void
tie_sync_form_fill (TieSyncForm *self,
                    AdwPreferencesPage *page,
                    const char *package)
{
  const char *const titles[N_GROUPS] = { _ ("Clients"), _ ("Sites"), _ ("Invoices"), _ ("Payments"), _ ("Automatic Mode") };

  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (self->groups[i], titles[i]);
      adw_preferences_page_add (page, self->groups[i]);
    }
  add_clients (self);
  for (TieSyncFormSwitch i = SWITCH_DEFAULT_STATE; i <= SWITCH_INVOICES; i++)
    add_switch (self, i, package);
  add_choice (self, 0);
  add_choice (self, 1);
  for (TieSyncFormSwitch i = SWITCH_CREATE_ITEMS; i <= SWITCH_PAYMENTS; i++)
    add_switch (self, i, package);
  add_combo (self, COMBO_DIRECTION);
  add_choice (self, 2);
  add_combo (self, COMBO_MODE);
  add_combo (self, COMBO_INTERVAL);
  add_switch (self, SWITCH_BACKGROUND, package);
}
