/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-window"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-record-table.h"
#include "ui/tie-field-row.h"
#include "ui/tie-policy-change.h"
#include "ui/tie-policy-grid.h"
#include "ui/tie-policy-trial.h"
#include "ui/tie-policy-window.h"
#include "ui/tie-status-line.h"

#define ID_KEY "tie-id"

struct _TiePolicyWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;          /* template child */
  GtkListBox *list;                 /* template child */
  GtkWidget *details;               /* template child */
  AdwPreferencesGroup *name_group;  /* template child */
  GtkSwitch *default_switch;        /* template child */
  GtkSwitch *approve_switch;        /* template child */
  TiePolicyGrid *grid;              /* template child */
  TiePolicyTrial *trial;            /* template child */
  TieStatusLine *status_line;       /* template child */
  TieFieldRow *name_row;            /* (unowned): of the group */

  TieSession *session; /* (owned) */
  GPtrArray *policies; /* (owned) (nullable), element TiePolicy: as last read */
  GPtrArray *rules;    /* (owned) (nullable), element TiePolicyRule: of all of them */
  char *chosen;        /* (owned) (nullable): id of the one that is shown, or is to be as soon as it was read */
  gboolean names_it;   /* the name of the chosen one is to be typed */
  gboolean is_showing; /* the widgets are being set, nobody has changed anything */
};

G_DEFINE_FINAL_TYPE (TiePolicyWindow, tie_policy_window, ADW_TYPE_WINDOW)

static TieRecord *
find_policy (TiePolicyWindow *self,
             const char *id)
{
  for (guint i = 0; self->policies != NULL && i < self->policies->len; i++)
    {
      if (g_strcmp0 (tie_record_get_id (self->policies->pdata[i]), id) == 0)
        return self->policies->pdata[i];
    }
  return NULL;
}

/* ---- showing ---- */

static void
update_actions (TiePolicyWindow *self)
{
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SET_UP);
  TieRecord *policy = find_policy (self, self->chosen);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.add", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.copy", may && policy != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.rename", may && policy != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.delete", may && policy != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_group), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->default_switch), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_switch), may);
  tie_policy_grid_set_editable (self->grid, may);
}

static void
show_policy (TiePolicyWindow *self)
{
  TieRecord *policy = find_policy (self, self->chosen);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  self->is_showing = TRUE;
  gtk_widget_set_visible (self->details, policy != NULL);
  if (policy != NULL)
    {
      for (guint i = 0; i < self->rules->len; i++)
        {
          if (g_str_equal (tie_record_get_text (self->rules->pdata[i], TIE_POLICY_RULE_POLICY), self->chosen))
            g_ptr_array_add (rules, self->rules->pdata[i]);
        }
      tie_field_row_set_text (self->name_row, tie_record_get_name (policy));
      gtk_switch_set_active (self->default_switch, tie_record_get_integer (policy, TIE_POLICY_IS_DEFAULT) != 0);
      gtk_switch_set_active (self->approve_switch, tie_record_get_integer (policy, TIE_POLICY_AUTO_APPROVE) != 0);
      tie_policy_grid_show (self->grid, self->chosen, rules);
    }
  tie_policy_trial_set_policy (self->trial, policy != NULL ? self->chosen : NULL);
  self->is_showing = FALSE;
  update_actions (self);
}

static GtkWidget *
create_row (TieRecord *policy)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (tie_record_get_name (policy));
  const char *note = tie_record_get_integer (policy, TIE_POLICY_IS_DEFAULT) ? _ ("For new documents") : tie_record_get_integer (policy, TIE_POLICY_ARCHIVED) ? _ ("Archived") : NULL;
  g_autofree char *name = note != NULL ? g_strjoin (", ", tie_record_get_name (policy), note, NULL) : g_strdup (tie_record_get_name (policy));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  if (note != NULL)
    {
      GtkWidget *caption = gtk_label_new (note);

      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_label_set_ellipsize (GTK_LABEL (caption), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (box), caption);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (tie_record_get_id (policy)), g_free);
  return row;
}

/* The chosen one, else the one of new documents, else the first. */
static void
choose_one (TiePolicyWindow *self)
{
  const char *id = NULL;

  if (find_policy (self, self->chosen) != NULL)
    return;
  for (guint i = 0; i < self->policies->len; i++)
    {
      if (id == NULL || tie_record_get_integer (self->policies->pdata[i], TIE_POLICY_IS_DEFAULT))
        id = tie_record_get_id (self->policies->pdata[i]);
    }
  g_free (self->chosen);
  self->chosen = g_strdup (id);
}

static void
show_list (TiePolicyWindow *self)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  GtkListBoxRow *row;

  self->is_showing = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->policies->len; i++)
    {
      GtkWidget *new_row = create_row (self->policies->pdata[i]);

      gtk_list_box_append (self->list, new_row);
      if (g_strcmp0 (tie_record_get_id (self->policies->pdata[i]), self->chosen) != 0)
        continue;
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (new_row));
      if (had_focus)
        gtk_widget_grab_focus (new_row);
    }
  self->is_showing = FALSE;
}

/* ---- reading ---- */

typedef struct
{
  GPtrArray *policies;
  GPtrArray *rules;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->policies, g_ptr_array_unref);
  g_clear_pointer (&reading->rules, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;

  reading->policies = tie_record_table_list (db, TIE_TYPE_POLICY, error);
  reading->rules = reading->policies != NULL ? tie_record_table_list (db, TIE_TYPE_POLICY_RULE, error) : NULL;
  return reading->rules != NULL;
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TiePolicyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  if (reading == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->policies = g_steal_pointer (&reading->policies);
  self->rules = g_steal_pointer (&reading->rules);
  choose_one (self);
  show_list (self);
  show_policy (self);
  if (self->names_it && find_policy (self, self->chosen) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "policy.rename", NULL);
  self->names_it = FALSE;
}

static void
load (TiePolicyWindow *self)
{
  if (self->session != NULL)
    tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, g_new0 (Reading, 1), reading_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePolicyWindow *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_LISTS) != 0)
    load (self);
}

/* ---- verbs ---- */

/* What was refused is shown as the file has it. */
static gboolean
changed_cb (gpointer data,
            const GError *error,
            gpointer user_data)
{
  TiePolicyWindow *self = user_data;
  TiePolicyChange *change = data;

  if (self->session == NULL)
    return FALSE;
  if (error != NULL && change->name != NULL)
    {
      tie_field_row_set_error (self->name_row, error->message, NULL);
      return TRUE;
    }
  if (error == NULL && change->added != NULL)
    {
      g_free (self->chosen);
      self->chosen = g_steal_pointer (&change->added);
      self->names_it = TRUE;
    }
  load (self);
  return FALSE;
}

static void
run (TiePolicyWindow *self,
     TieVerbFunc func,
     TiePolicyChange *change)
{
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), func, change, tie_policy_change_free, changed_cb, self);
}

static void
name_cb (TiePolicyWindow *self,
         const char *name)
{
  TiePolicyChange *change;

  if (*name == '\0')
    {
      tie_field_row_set_error (self->name_row, _ ("Name is missing."), NULL);
      return;
    }
  tie_field_row_set_error (self->name_row, NULL, NULL);
  change = tie_policy_change_new (self->chosen);
  change->name = g_strdup (name);
  run (self, tie_policy_change_rename, change);
}

static void
switch_cb (TiePolicyWindow *self,
           GParamSpec *pspec,
           GtkSwitch *widget)
{
  TiePolicyChange *change;

  if (self->is_showing || self->chosen == NULL)
    return;
  change = tie_policy_change_new (self->chosen);
  change->is_on = gtk_switch_get_active (widget);
  run (self, widget == self->default_switch ? tie_policy_change_set_default : tie_policy_change_set_auto_approve, change);
}

static void
rule_cb (TiePolicyWindow *self,
         TiePolicyRule *rule)
{
  TiePolicyChange *change = tie_policy_change_new (NULL);

  change->rule = tie_record_copy (TIE_RECORD (rule));
  run (self, tie_policy_change_set_rule, change);
}

static void
row_selected_cb (TiePolicyWindow *self,
                 GtkListBoxRow *row)
{
  if (self->is_showing || row == NULL)
    return;
  tie_field_row_commit (self->name_row);
  tie_field_row_set_error (self->name_row, NULL, NULL);
  g_free (self->chosen);
  self->chosen = g_strdup (g_object_get_data (G_OBJECT (row), ID_KEY));
  show_policy (self);
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  TiePolicyWindow *self = TIE_POLICY_WINDOW (widget);

  run (self, tie_policy_change_add, tie_policy_change_new (g_str_equal (action_name, "policy.copy") ? self->chosen : NULL));
}

static void
rename_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (TIE_POLICY_WINDOW (widget)->name_row), GTK_DIR_TAB_FORWARD);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TiePolicyWindow *self = TIE_POLICY_WINDOW (widget);

  run (self, tie_policy_change_delete, tie_policy_change_new (self->chosen));
}

/* Delete in the list, not in a field that is being typed in. */
static void
bind_keys (TiePolicyWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0), gtk_named_action_new ("policy.delete")));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
tie_policy_window_dispose (GObject *object)
{
  TiePolicyWindow *self = TIE_POLICY_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_POLICY_WINDOW);
  G_OBJECT_CLASS (tie_policy_window_parent_class)->dispose (object);
}

static void
tie_policy_window_class_init (TiePolicyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_policy_window_dispose;
  g_type_ensure (TIE_TYPE_POLICY_GRID);
  g_type_ensure (TIE_TYPE_POLICY_TRIAL);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-policy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, list);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, details);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, name_group);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, default_switch);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, approve_switch);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, trial);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, switch_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_install_action (widget_class, "policy.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "policy.copy", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "policy.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "policy.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "policy.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "policy.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_policy_window_init (TiePolicyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  self->name_row = TIE_FIELD_ROW (tie_field_row_new (_ ("Name"), FALSE));
  adw_preferences_group_add (self->name_group, GTK_WIDGET (self->name_row));
  g_signal_connect_object (self->name_row, "commit", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  bind_keys (self);
}

GtkWidget *
tie_policy_window_new (TieSession *session)
{
  TiePolicyWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_POLICY_WINDOW, NULL);
  self->session = g_object_ref (session);
  tie_policy_grid_set_session (self->grid, session);
  tie_policy_trial_set_session (self->trial, session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
  load (self);
  return GTK_WIDGET (self);
}

const char *
tie_policy_window_get_policy (TiePolicyWindow *self)
{
  g_return_val_if_fail (TIE_IS_POLICY_WINDOW (self), NULL);

  return self->policies != NULL ? self->chosen : NULL;
}
