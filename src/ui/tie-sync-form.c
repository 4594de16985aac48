/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-form"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-states.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-remote-choices.h"
#include "ui/tie-sync-form-private.h"

G_DEFINE_FINAL_TYPE (TieSyncForm, tie_sync_form, G_TYPE_OBJECT)

enum
{
  CHANGED,
  REFUSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- what depends on what ---- */

static gboolean
has (TieSyncForm *self,
     TieSyncFormNeeds needs)
{
  switch (needs)
    {
    case NEEDS_INVOICES:
      return self->settings->invoices;
    case NEEDS_PAYMENTS:
      return self->settings->invoices && self->settings->payments;
    case NEEDS_CONTINUOUS:
      return self->settings->mode == TIE_SYNC_CONTINUOUS;
    case NEEDS_SUB_CUSTOMERS:
      return self->lack == NULL;
    case NEEDS_NOTHING:
    default:
      return TRUE;
    }
}

/* A missing State can only be filled where the practice has one to fill it with; where there are no States none is missing. */
static gboolean
lacks_state (TieSyncForm *self)
{
  const TieConnection *connection = tie_company_get_connection (self->company);

  return self->settings->use_default_state && self->settings->default_state == NULL && !tie_state_is_known (NULL, NULL, connection != NULL ? connection->country : NULL);
}

static void
show_default_state (TieSyncForm *self)
{
  AdwActionRow *row = self->switch_rows[SWITCH_DEFAULT_STATE];
  const char *state = self->settings->default_state;
  const char *name = state != NULL ? tie_state_get_name (state) : NULL;
  /* Translators: name of a state, such as Oregon */
  g_autofree char *text = state != NULL ? g_strdup_printf (_ ("Fills a missing State with %s"), name != NULL ? name : state) : g_strdup (_ ("Fills a missing State"));

  adw_action_row_set_subtitle (row, text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static const char *
get_subtitle (guint i)
{
  const char *subtitle = tie_sync_form_switches[i].subtitle;

  return subtitle != NULL ? _ (subtitle) : "";
}

/* What the package has not takes the place of what the row says else. */
static void
show_lack (TieSyncForm *self)
{
  g_free (self->lack);
  self->lack = tie_practice_package_dup_lack (tie_company_get_connection (self->company), TIE_LACKS_SUB_CUSTOMERS);
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      if (tie_sync_form_switches[i].needs == NEEDS_SUB_CUSTOMERS)
        adw_action_row_set_subtitle (self->switch_rows[i], self->lack != NULL ? self->lack : get_subtitle (i));
    }
}

static void
update (TieSyncForm *self)
{
  show_default_state (self);
  show_lack (self);
  for (guint i = 0; i < N_SWITCHES; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->switch_rows[i]), has (self, tie_sync_form_switches[i].needs));
  for (guint i = 0; i < N_COMBOS; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->combo_rows[i]), has (self, tie_sync_form_combos[i].needs));
  for (guint i = 0; i < N_CHOICES; i++)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->choice_rows[i]), has (self, tie_sync_form_choices[i].needs));
      tie_choice_row_set_error (self->choice_rows[i], NULL);
    }
}

void
tie_sync_form_changed (TieSyncForm *self)
{
  self->is_changed = TRUE;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- what a person does ---- */

void
tie_sync_form_toggled_cb (TieSyncForm *self,
                          GParamSpec *pspec,
                          GtkSwitch *toggle)
{
  guint i = 0;

  if (self->is_showing || self->settings == NULL)
    return;
  while (self->toggles[i] != toggle)
    i++;
  if (i == SWITCH_BACKGROUND)
    {
      tie_sync_form_ask_background (self, gtk_switch_get_active (toggle));
      return;
    }
  G_STRUCT_MEMBER (gboolean, self->settings, tie_sync_form_switches[i].offset) = gtk_switch_get_active (toggle);
  tie_sync_form_changed (self);
}

void
tie_sync_form_selected_cb (TieSyncForm *self,
                           GParamSpec *pspec,
                           AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  guint i = 0;

  if (self->is_showing || self->settings == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  while (self->combo_rows[i] != row)
    i++;
  G_STRUCT_MEMBER (int, self->settings, tie_sync_form_combos[i].offset) = tie_sync_form_combos[i].values[selected];
  tie_sync_form_changed (self);
}

void
tie_sync_form_chosen_cb (TieSyncForm *self,
                         const char *id,
                         TieChoiceRow *row)
{
  char **account;
  guint i = 0;

  if (self->settings == NULL)
    return;
  while (self->choice_rows[i] != row)
    i++;
  account = &self->settings->accounts[tie_sync_form_choices[i].account];
  g_free (*account);
  *account = id != NULL && *id != '\0' ? g_strdup (id) : NULL;
  tie_sync_form_changed (self);
}

static void
tie_sync_form_finalize (GObject *object)
{
  TieSyncForm *self = TIE_SYNC_FORM (object);

  g_clear_pointer (&self->settings, tie_sync_settings_free);
  g_clear_object (&self->company);
  g_free (self->connection);
  g_free (self->lack);
  G_OBJECT_CLASS (tie_sync_form_parent_class)->finalize (object);
}

static void
tie_sync_form_class_init (TieSyncFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_sync_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_SYNC_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", TIE_TYPE_SYNC_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tie_sync_form_init (TieSyncForm *self)
{
}

TieSyncForm *
tie_sync_form_new (AdwPreferencesPage *page,
                   TieCompany *company)
{
  TieSyncForm *self;

  g_return_val_if_fail (ADW_IS_PREFERENCES_PAGE (page), NULL);
  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_SYNC_FORM, NULL);
  self->company = g_object_ref (company);
  tie_sync_form_fill (self, page, tie_company_get_package (company)->short_name);
  return self;
}

/* ---- showing ---- */

static void
set_lists (TieSyncForm *self)
{
  if (g_strcmp0 (self->settings->connection, self->connection) == 0)
    return;
  g_free (self->connection);
  self->connection = g_strdup (self->settings->connection);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      g_autoptr (TiePickList) list = self->connection != NULL ? tie_remote_choices_new_accounts (tie_company_get_store (self->company), self->connection, tie_sync_form_choices[i].account) : NULL;

      tie_choice_row_set_list (self->choice_rows[i], list);
    }
}

static guint
find_value (TieSyncFormCombo which,
            int value)
{
  guint found = 0;

  for (guint i = 0; tie_sync_form_combos[which].values[i] != 0; i++)
    found = tie_sync_form_combos[which].values[i] <= value ? i : found;
  return found;
}

void
tie_sync_form_show (TieSyncForm *self,
                    const TieSyncSettings *settings)
{
  g_return_if_fail (TIE_IS_SYNC_FORM (self));

  g_clear_pointer (&self->settings, tie_sync_settings_free);
  self->is_changed = FALSE;
  tie_sync_form_forget_background (self);
  if (settings == NULL)
    return;
  self->settings = tie_sync_settings_copy (settings);
  self->is_showing = TRUE;
  set_lists (self);
  for (guint i = 0; i < N_SWITCHES; i++)
    gtk_switch_set_active (self->toggles[i], G_STRUCT_MEMBER (gboolean, self->settings, tie_sync_form_switches[i].offset));
  for (guint i = 0; i < N_COMBOS; i++)
    adw_combo_row_set_selected (self->combo_rows[i], find_value (i, G_STRUCT_MEMBER (int, self->settings, tie_sync_form_combos[i].offset)));
  for (guint i = 0; i < N_CHOICES; i++)
    {
      const char *id = self->settings->accounts[tie_sync_form_choices[i].account];

      tie_choice_row_set_id (self->choice_rows[i], id == NULL && tie_sync_form_choices[i].account == TIE_SYNC_ACCOUNT_DEPOSIT ? "" : id);
    }
  self->is_showing = FALSE;
  update (self);
}

const TieSyncSettings *
tie_sync_form_get (TieSyncForm *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_FORM (self), NULL);

  return self->settings;
}

gboolean
tie_sync_form_is_changed (TieSyncForm *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_FORM (self), FALSE);

  return self->is_changed;
}

/* What is wrong with that choice; NULL for nothing. */
static const char *
find_problem (TieSyncForm *self,
              TieSyncOptions *options,
              guint which)
{
  const TieSyncSettings *saved = tie_sync_options_get (options);
  const TieConnection *connection = tie_company_get_connection (self->company);
  const char *id = self->settings->accounts[tie_sync_form_choices[which].account];

  if (!has (self, tie_sync_form_choices[which].needs))
    return NULL;
  if (id == NULL)
    return tie_sync_settings_find_missing (self->settings, connection != NULL ? connection->lacks : 0, tie_sync_form_choices[which].account);
  if (saved == NULL || g_strcmp0 (saved->accounts[tie_sync_form_choices[which].account], id) != 0)
    return NULL; /* just chosen from what there is */
  return tie_sync_options_get_problem (options, FALSE, tie_sync_form_choices[which].account);
}

/* The focus brings the field into sight, not the sentence that has come under it. */
static gboolean
reveal_cb (gpointer user_data)
{
  GtkWidget *row = gtk_widget_get_ancestor (user_data, GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *scrolled = gtk_widget_get_ancestor (user_data, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment;

  if (row == NULL || scrolled == NULL || !gtk_widget_compute_bounds (row, scrolled, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_adjustment_clamp_page (adjustment, gtk_adjustment_get_value (adjustment) + bounds.origin.y, gtk_adjustment_get_value (adjustment) + bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

gboolean
tie_sync_form_check (TieSyncForm *self,
                     TieSyncOptions *options)
{
  GtkWidget *first = NULL;

  g_return_val_if_fail (TIE_IS_SYNC_FORM (self), FALSE);
  g_return_val_if_fail (TIE_IS_SYNC_OPTIONS (options), FALSE);

  if (self->settings == NULL)
    return FALSE;
  if (lacks_state (self))
    {
      adw_action_row_set_subtitle (self->switch_rows[SWITCH_DEFAULT_STATE], _ ("This practice has no Default State. Give it one in Information & Settings, or turn this off."));
      gtk_widget_add_css_class (GTK_WIDGET (self->switch_rows[SWITCH_DEFAULT_STATE]), "error");
      first = GTK_WIDGET (self->toggles[SWITCH_DEFAULT_STATE]);
    }
  for (guint i = 0; i < N_CHOICES; i++)
    {
      const char *problem = find_problem (self, options, i);

      tie_choice_row_set_error (self->choice_rows[i], problem);
      if (problem != NULL && first == NULL)
        first = GTK_WIDGET (self->choice_rows[i]);
    }
  if (first == NULL && self->is_asking) /* without the answer it is not known what to save */
    first = GTK_WIDGET (self->toggles[SWITCH_BACKGROUND]);
  if (first != NULL)
    {
      gtk_widget_grab_focus (first);
      g_idle_add_full (G_PRIORITY_LOW, reveal_cb, g_object_ref (first), g_object_unref);
    }
  return first == NULL;
}

void
tie_sync_form_set_sensitive (TieSyncForm *self,
                             gboolean is_sensitive)
{
  g_return_if_fail (TIE_IS_SYNC_FORM (self));

  for (guint i = 0; i < N_GROUPS; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->groups[i]), is_sensitive);
}

void
tie_sync_form_grab_focus (TieSyncForm *self)
{
  g_return_if_fail (TIE_IS_SYNC_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->toggles[SWITCH_DEFAULT_STATE]));
}
