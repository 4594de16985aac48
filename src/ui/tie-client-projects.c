/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-client-projects"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "ui/tie-client-projects.h"
#include "ui/tie-project-rows.h"

struct _TieClientProjects
{
  AdwPreferencesGroup parent_instance;

  GtkButton *add;      /* (unowned) */
  TieSession *session; /* (owned) */
  TieListing *rows;    /* (owned) (nullable): NULL until a client is set */
  GPtrArray *shown;    /* (owned), element GtkWidget (unowned) */
  char *contact;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TieClientProjects, tie_client_projects, ADW_TYPE_PREFERENCES_GROUP)

/* "In progress · due 04/15/26 · WIP 826.50" */
static char *
describe (TieListRow *row)
{
  g_autoptr (GString) words = g_string_new (tie_list_row_get_text (row, TIE_PROJECT_ROW_STATUS));
  const char *due = tie_list_row_get_text (row, TIE_PROJECT_ROW_DUE);
  gint64 wip = tie_list_row_get_number (row, TIE_PROJECT_ROW_WIP);
  g_autofree char *date = *due != '\0' ? tie_date_to_display (due) : NULL;
  g_autofree char *money = wip != 0 ? tie_money_to_display (wip) : NULL;

  if (date != NULL)
    {
      /* Translators: %s is a date */
      g_autofree char *part = g_strdup_printf (_ ("due %s"), date);

      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
    }
  if (money != NULL)
    {
      /* Translators: %s is an amount of unbilled work */
      g_autofree char *part = g_strdup_printf (_ ("WIP %s"), money);

      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
    }
  return g_strdup (words->str);
}

static void
add_row (TieClientProjects *self,
         TieListRow *project)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (tie_list_row_get_text (project, TIE_PROJECT_ROW_NAME), -1);
  g_autofree char *words = describe (project);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", tie_list_row_get_id (project));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-project");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, tie_list_row_get_text (project, TIE_PROJECT_ROW_NAME), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->shown, row);
}

static void
rows_changed_cb (TieClientProjects *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->shown->pdata[i]);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (tie_list_row_get_number (row, TIE_PROJECT_ROW_IS_ARCHIVED) == 0)
        add_row (self, row);
    }
}

static void
tie_client_projects_dispose (GObject *object)
{
  TieClientProjects *self = TIE_CLIENT_PROJECTS (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_client_projects_parent_class)->dispose (object);
}

static void
tie_client_projects_finalize (GObject *object)
{
  TieClientProjects *self = TIE_CLIENT_PROJECTS (object);

  g_ptr_array_unref (self->shown);
  g_free (self->contact);
  G_OBJECT_CLASS (tie_client_projects_parent_class)->finalize (object);
}

static void
tie_client_projects_class_init (TieClientProjectsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_client_projects_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_client_projects_finalize;
}

static void
tie_client_projects_init (TieClientProjects *self)
{
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Project"));

  self->shown = g_ptr_array_new ();
  self->add = GTK_BUTTON (add);
  gtk_widget_add_css_class (add, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add Project"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Projects"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), add);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
tie_client_projects_new (TieSession *session)
{
  TieClientProjects *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_CLIENT_PROJECTS, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
tie_client_projects_set_client (TieClientProjects *self,
                                const char *contact)
{
  g_return_if_fail (TIE_IS_CLIENT_PROJECTS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), contact != NULL);
  if (contact == NULL || g_strcmp0 (self->contact, contact) == 0)
    return;
  g_free (self->contact);
  self->contact = g_strdup (contact);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add), "s", contact);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "win.new-project"); /* after its target, which it asks for */
  if (self->rows != NULL)
    {
      tie_listing_set_argument (self->rows, contact);
      return;
    }
  self->rows = tie_project_rows_new (tie_session_get_store (self->session), contact);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  rows_changed_cb (self);
}
