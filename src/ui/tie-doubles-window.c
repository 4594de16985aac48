/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-doubles-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-caption.h"
#include "ui/tie-doubles-window.h"
#include "ui/tie-list-states.h"
#include "ui/tie-merge-grid.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-windows.h"

struct _TieDoublesWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget; /* template child */
  TieListStates *states;        /* template child */
  TieTable *table;              /* template child */
  GtkWidget *details;           /* template child */
  TieMergeGrid *grid;           /* template child */
  GtkWidget *bottom;            /* template child */
  GtkWidget *package_note;      /* template child */
  GtkWidget *merge_button;      /* template child */
  TieStatusLine *status_line;   /* template child */

  TieDoubles *doubles;           /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  guint position;                /* of the group that was changed last */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (TieDoublesWindow, tie_doubles_window, ADW_TYPE_WINDOW)

char *
tie_doubles_window_dup_sentence (TieDoubles *doubles,
                                 const TiePackage *package)
{
  guint n_rows = tie_doubles_get_n_rows (doubles);

  if (n_rows == 0)
    return NULL;
  if (tie_doubles_can_merge (doubles))
    return g_strdup_printf (ngettext ("%u contact looks like a double", "%u contacts look like doubles", n_rows), n_rows);
  return g_strdup_printf (ngettext ("%u record in %s looks like a double", "%u records in %s look like doubles", n_rows), n_rows, package->short_name);
}

static char *
get_names (gpointer item,
           gpointer data)
{
  return tie_double_group_dup_names (item);
}

static char *
get_score_text (gpointer item,
                gpointer data)
{
  return g_strdup_printf ("%u", tie_double_group_get_score (item));
}

static guint
get_score (gpointer item,
           gpointer data)
{
  return tie_double_group_get_score (item);
}

static char *
get_reason (gpointer item,
            gpointer data)
{
  return g_strdup (tie_double_group_get_reason (item));
}

static TieDoubleGroup *
get_group (TieDoublesWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
update (TieDoublesWindow *self)
{
  TieDoubleGroup *group = get_group (self);
  g_autofree char *sentence = tie_doubles_window_dup_sentence (self->doubles, tie_windows_get_package (GTK_WIDGET (self)));
  const char *title = sentence != NULL ? sentence : _ ("No Doubles");

  adw_window_title_set_title (self->title_widget, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  tie_merge_grid_set_group (self->grid, group, tie_doubles_can_merge (self->doubles));
  gtk_widget_set_visible (self->details, group != NULL);
  gtk_widget_set_visible (self->bottom, group != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doubles.merge", group != NULL && !self->is_busy && tie_doubles_can_merge (self->doubles));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doubles.refuse", group != NULL && !self->is_busy);
}

/* The focus stays in the list, on the group that comes after the one that is gone. */
static void
groups_changed_cb (TieDoublesWindow *self)
{
  guint n_groups = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  update (self);
  if (n_groups > 0 && (focus == NULL || !gtk_widget_get_mapped (focus)))
    tie_table_focus_row (self->table, MIN (self->position, n_groups - 1));
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieDoublesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_doubles_change_finish (TIE_DOUBLES (source), result, &error);

  self->is_busy = FALSE;
  if (self->doubles == NULL)
    return;
  if (sentence != NULL)
    tie_status_line_say (self->status_line, sentence, TRUE);
  else
    tie_status_line_say_error (self->status_line, error);
  update (self);
}

/* Merging. */

/* What the question was about: the group and what was chosen when it was asked. */
typedef struct
{
  TieDoublesWindow *window; /* (owned) */
  TieDoubleGroup *group;    /* (owned) */
  TieMergeChoice choice;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->window);
  g_object_unref (question->group);
  g_free (question);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char *response,
             Question *question)
{
  TieDoublesWindow *self = question->window;

  if (g_str_equal (response, "cancel") || self->is_busy || self->doubles == NULL)
    return;
  if (!g_str_equal (response, "merge"))
    question->choice.link = atoi (response);
  self->is_busy = TRUE;
  tie_doubles_merge_async (self->doubles, question->group, &question->choice, tie_undo_control_get_id (GTK_WIDGET (self)), NULL, changed_cb, g_object_ref (self));
  update (self);
}

static GtkWidget *
make_question (TieDoublesWindow *self,
               TieDoubleGroup *group,
               const TieMergeChoice *choice)
{
  const char *name = tie_record_get_name (tie_double_group_get_record (group, choice->stays));
  guint size = tie_double_group_get_size (group);
  /* Translators: how many contacts, and which one stays */
  g_autofree char *title = g_strdup_printf (ngettext ("Merge %u contact into “%s”?", "Merge %u contacts into “%s”?", size), size, name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title,
                                              _ ("Sites, links, documents and whatever else belongs to the others belongs to this one then. Undo brings them back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "merge", _ ("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "merge", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "merge");
  return dialog;
}

/* Two records of the package cannot be one contact's partner. */
static GtkWidget *
make_link_question (TieDoublesWindow *self,
                    TieDoubleGroup *group)
{
  g_autoptr (GString) body = g_string_new (NULL);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Which Link Stays?"), NULL);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  for (guint i = 0; i < tie_double_group_get_size (group); i++)
    {
      const char *partner = tie_double_group_get_partner (group, i);
      g_autofree char *response = g_strdup_printf ("%u", i);
      g_auto (GStrv) parts = partner != NULL ? g_strsplit (partner, "_", -1) : NULL;
      g_autofree char *label = partner != NULL ? g_strjoinv ("__", parts) : NULL; /* no mnemonic of theirs */

      if (partner == NULL)
        continue;
      /* Translators: names of a contact and its customer */
      g_string_append_printf (body, _ ("“%s” is linked to “%s”."), tie_record_get_name (tie_double_group_get_record (group, i)), partner);
      g_string_append_c (body, '\n');
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), response, label);
    }
  g_string_append (body, _ ("The other link is removed, and those of the sites that stand below it. You can also unlink one first."));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body->str);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

static guint
count_linked (TieDoubleGroup *group)
{
  guint n_linked = 0;

  for (guint i = 0; i < tie_double_group_get_size (group); i++)
    n_linked += tie_double_group_get_partner (group, i) != NULL ? 1 : 0;
  return n_linked;
}

static void
merge_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieDoublesWindow *self = TIE_DOUBLES_WINDOW (widget);
  TieDoubleGroup *group = get_group (self);
  Question *question;
  GtkWidget *dialog;

  if (group == NULL || self->is_busy)
    return;
  self->position = gtk_single_selection_get_selected (self->selection);
  question = g_new0 (Question, 1);
  question->window = g_object_ref (self);
  question->group = g_object_ref (group);
  question->choice = *tie_merge_grid_get_choice (self->grid);
  if (question->choice.link < 0 && count_linked (group) > 1)
    dialog = make_link_question (self, group);
  else
    dialog = make_question (self, group, &question->choice);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
refuse_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieDoublesWindow *self = TIE_DOUBLES_WINDOW (widget);
  TieDoubleGroup *group = get_group (self);

  if (group == NULL || self->is_busy)
    return;
  self->position = gtk_single_selection_get_selected (self->selection);
  self->is_busy = TRUE;
  tie_doubles_refuse_async (self->doubles, group, tie_undo_control_get_id (widget), NULL, changed_cb, g_object_ref (self));
  update (self);
}

static void
tie_doubles_window_dispose (GObject *object)
{
  TieDoublesWindow *self = TIE_DOUBLES_WINDOW (object);

  if (self->doubles != NULL)
    g_signal_handlers_disconnect_by_data (self->doubles, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->doubles);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_DOUBLES_WINDOW);
  G_OBJECT_CLASS (tie_doubles_window_parent_class)->dispose (object);
}

static void
tie_doubles_window_map (GtkWidget *widget)
{
  TieDoublesWindow *self = TIE_DOUBLES_WINDOW (widget);

  GTK_WIDGET_CLASS (tie_doubles_window_parent_class)->map (widget);
  if (get_group (self) != NULL)
    tie_table_focus_row (self->table, 0);
}

static void
tie_doubles_window_class_init (TieDoublesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_doubles_window_dispose;
  widget_class->map = tie_doubles_window_map;

  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  g_type_ensure (TIE_TYPE_MERGE_GRID);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-doubles-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, details);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, bottom);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, package_note);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, merge_button);
  gtk_widget_class_bind_template_child (widget_class, TieDoublesWindow, status_line);
  gtk_widget_class_install_action (widget_class, "doubles.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "doubles.refuse", NULL, refuse_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "doubles.merge", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_doubles_window_init (TieDoublesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
build_table (TieDoublesWindow *self)
{
  GListModel *groups = tie_doubles_get_groups (self->doubles);
  GtkColumnViewColumn *column;

  column = tie_table_add_text_column (self->table, "names", _ ("Names"), get_names, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_bar_column (self->table, "score", _ ("Score"), get_score_text, get_score, NULL);
  tie_table_fit_column (self->table, column, "100", 56); /* and the bar */
  column = tie_table_add_text_column (self->table, "why", _ ("Why"), get_reason, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_set_accessible_name (self->table, _ ("Doubles"));

  self->selection = gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (groups))));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  tie_list_states_set_models (self->states, groups, groups);
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (gtk_widget_child_focus), self->grid, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_doubles_window_new (GtkWindow *parent,
                        TieDoubles *doubles)
{
  TieDoublesWindow *self;
  gboolean can_merge;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_DOUBLES (doubles), NULL);

  self = g_object_new (TIE_TYPE_DOUBLES_WINDOW, "transient-for", parent, NULL);
  self->doubles = g_object_ref (doubles);
  can_merge = tie_doubles_can_merge (doubles);
  gtk_widget_set_visible (self->merge_button, can_merge);
  gtk_widget_set_visible (self->package_note, !can_merge);
  tie_caption_set (self->package_note, _ ("Merge them in %s; Refresh takes it over."), tie_windows_get_package (GTK_WIDGET (self))->short_name);
  build_table (self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (doubles, "notify::n-rows", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (parent != NULL && tie_undo_control_get_id (GTK_WIDGET (parent)) != NULL)
    tie_undo_control_attach (GTK_WINDOW (self), tie_doubles_get_store (doubles), tie_undo_control_get_id (GTK_WIDGET (parent)));
  update (self);
  return GTK_WIDGET (self);
}

TieTable *
tie_doubles_window_get_table (TieDoublesWindow *self)
{
  g_return_val_if_fail (TIE_IS_DOUBLES_WINDOW (self), NULL);

  return self->table;
}
