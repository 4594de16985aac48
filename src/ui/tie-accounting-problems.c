/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-problems"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-accounting-problems.h"

/* More than anybody settles one by one; the rest is counted. */
#define MOST_ROWS 100
#define ID_KEY "tie-id"
#define WAY_KEY "tie-way"

struct _TieAccountingProblems
{
  AdwWindow parent_instance;

  GtkListBox *list;             /* template child */
  GtkLabel *more_label;         /* template child */
  GtkCheckButton *again_check;  /* template child */
  GtkLabel *count_label;        /* template child */
  GtkButton *write_button;      /* template child */

  TieSession *session; /* (owned) */
  guint n_records;     /* that can be written as they are */
  guint n_asked;
};

G_DEFINE_FINAL_TYPE (TieAccountingProblems, tie_accounting_problems, ADW_TYPE_WINDOW)

enum
{
  CHECK,
  WRITE,
  WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  TieFileWay way;
  const char *label;
  TieRight right;
} ways[] = {
  { TIE_FILE_WAY_DISTRIBUTE, N_ ("Distribute"), TIE_RIGHT_APPROVE },
  { TIE_FILE_WAY_APPROVE, N_ ("Approve"), TIE_RIGHT_APPROVE },
  { TIE_FILE_WAY_NUMBERS, N_ ("Give Numbers"), TIE_RIGHT_BILLING },
  { TIE_FILE_WAY_NAMES, N_ ("Set Up…"), TIE_RIGHT_SET_UP },
  { TIE_FILE_WAY_OPEN, N_ ("Open"), 0 },
  { TIE_FILE_WAY_HELP, N_ ("Help"), 0 },
};

static void
way_cb (TieAccountingProblems *self,
        GtkButton *button)
{
  g_signal_emit (self, signals[WAY], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), WAY_KEY)), g_object_get_data (G_OBJECT (button), ID_KEY));
}

static void
add_ways (TieAccountingProblems *self,
          AdwActionRow *row,
          const TieFileProblem *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gboolean may = ways[i].right == 0 || tie_session_may (self->session, ways[i].right);
      g_autofree char *name = NULL;
      GtkWidget *button;

      if ((tie_file_code_get_ways (problem->code) & ways[i].way) == 0 || (problem->id == NULL && ways[i].way == TIE_FILE_WAY_OPEN))
        continue;
      button = gtk_button_new_with_label (_ (ways[i].label));
      name = g_strjoin (", ", _ (ways[i].label), problem->record, NULL);
      g_object_set_data (G_OBJECT (button), WAY_KEY, GUINT_TO_POINTER (ways[i].way));
      g_object_set_data_full (G_OBJECT (button), ID_KEY, g_strdup (problem->id), g_free);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_sensitive (button, may);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (way_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (row, button);
    }
}

static void
add_problem (TieAccountingProblems *self,
             const TieFileProblem *problem)
{
  static const char *const icons[] = {
    [TIE_FILE_STOP] = "dialog-error-symbolic",
    [TIE_FILE_ASK] = "dialog-question-symbolic",
    [TIE_FILE_NOTE] = "dialog-information-symbolic",
  };
  GtkWidget *row = adw_action_row_new ();
  /* Translators: the code of a problem and what it is called */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s: %s"), tie_file_code_get_name (problem->code), tie_file_code_get_title (problem->code));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem->sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icons[tie_file_code_get_severity (problem->code)]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, problem->sentence, -1);
  add_ways (self, ADW_ACTION_ROW (row), problem);
  gtk_list_box_append (self->list, row);
}

static void
update (TieAccountingProblems *self)
{
  guint n = self->n_records + (gtk_check_button_get_active (self->again_check) ? self->n_asked : 0);
  g_autofree char *label = g_strdup_printf (_ ("Export %u"), n);

  gtk_button_set_label (self->write_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->write_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "problems.write", n > 0);
}

static void
check_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  g_signal_emit (widget, signals[CHECK], 0);
}

static void
write_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  g_signal_emit (widget, signals[WRITE], 0, gtk_check_button_get_active (TIE_ACCOUNTING_PROBLEMS (widget)->again_check));
}

static void
tie_accounting_problems_dispose (GObject *object)
{
  TieAccountingProblems *self = TIE_ACCOUNTING_PROBLEMS (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_ACCOUNTING_PROBLEMS);
  G_OBJECT_CLASS (tie_accounting_problems_parent_class)->dispose (object);
}

static void
tie_accounting_problems_class_init (TieAccountingProblemsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_accounting_problems_dispose;
  signals[CHECK] = g_signal_new ("check", TIE_TYPE_ACCOUNTING_PROBLEMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WRITE] = g_signal_new ("write", TIE_TYPE_ACCOUNTING_PROBLEMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[WAY] = g_signal_new ("way", TIE_TYPE_ACCOUNTING_PROBLEMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-accounting-problems.ui");
  gtk_widget_class_bind_template_child (widget_class, TieAccountingProblems, list);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingProblems, more_label);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingProblems, again_check);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingProblems, count_label);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingProblems, write_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "problems.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "problems.write", NULL, write_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "problems.check", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "problems.write", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_accounting_problems_init (TieAccountingProblems *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_accounting_problems_new (TieSession *session)
{
  TieAccountingProblems *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_ACCOUNTING_PROBLEMS, NULL);
  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/* What has to be settled, or left out, of how many. */
static char *
make_count (const TieFileExport *found)
{
  if (found->n_stopped > 0)
    return g_strdup_printf (ngettext ("%u record stays out until it is settled", "%u records stay out until they are settled", found->n_stopped), found->n_stopped);
  return g_strdup (_ ("Nothing keeps it back"));
}

void
tie_accounting_problems_show (TieAccountingProblems *self,
                              const TieFileExport *found)
{
  g_autofree char *count = make_count (found);
  g_autofree char *again = NULL;
  g_autofree char *more = NULL;
  GtkWidget *row;

  g_return_if_fail (TIE_IS_ACCOUNTING_PROBLEMS (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (found->problems->len, MOST_ROWS); i++)
    add_problem (self, found->problems->pdata[i]);
  if (found->problems->len > MOST_ROWS)
    more = g_strdup_printf (ngettext ("And %u more", "And %u more", found->problems->len - MOST_ROWS), found->problems->len - MOST_ROWS);
  gtk_label_set_label (self->more_label, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), more != NULL);
  gtk_label_set_label (self->count_label, count);
  again = g_strdup_printf (ngettext ("Export %u that was exported before once more", "Export %u that were exported before once more", found->n_asked), found->n_asked);
  gtk_check_button_set_label (self->again_check, again);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->again_check), GTK_ACCESSIBLE_PROPERTY_LABEL, again, -1);
  gtk_check_button_set_active (self->again_check, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->again_check), found->n_asked > 0);
  self->n_records = found->n_records;
  self->n_asked = found->n_asked;
  update (self);
}
