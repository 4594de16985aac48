/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-choice"
#include "config.h"

#include "ledger/tie-package.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-choice.h"

#define COMPANY_KEY "tie-company-id"

struct _TieCompanyChoice
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (owned) (element-type GtkWidget): unowned ones */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TieCompanyChoice, tie_company_choice, ADW_TYPE_PREFERENCES_GROUP)

static void
activated_cb (TieCompanyChoice *self,
              GtkWidget *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), COMPANY_KEY)); /* goes with the row */

  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
add_row (TieCompanyChoice *self,
         const TiePackageCompany *company)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  tie_caption_set (row, "%s", company->name != NULL ? company->name : company->id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), COMPANY_KEY, g_strdup (company->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
tie_company_choice_finalize (GObject *object)
{
  g_ptr_array_unref (TIE_COMPANY_CHOICE (object)->rows);
  G_OBJECT_CLASS (tie_company_choice_parent_class)->finalize (object);
}

static void
tie_company_choice_class_init (TieCompanyChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_company_choice_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_company_choice_init (TieCompanyChoice *self)
{
  self->rows = g_ptr_array_new ();
}

void
tie_company_choice_offer (TieCompanyChoice *self,
                          GPtrArray *companies)
{
  g_return_if_fail (TIE_IS_COMPANY_CHOICE (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < companies->len; i++)
    add_row (self, g_ptr_array_index (companies, i));
  if (companies->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}
