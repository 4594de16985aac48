/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-import-columns.h"
#include "ui/tie-import-file.h"
#include "ui/tie-import-review.h"
#include "ui/tie-import-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieImportWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;      /* template child */
  AdwToastOverlay *toasts;    /* template child */
  GtkStack *stack;            /* template child */
  TieImportFile *file;        /* template child */
  TieImportColumns *columns;  /* template child */
  TieImportReview *review;    /* template child */
  GtkWidget *problems_button; /* template child */
  GtkWidget *back_button;     /* template child */
  GtkButton *next_button;     /* template child */
  TieStatusLine *status_line; /* template child */

  TieSession *session;           /* (owned) */
  TieImport *reviewed;           /* (owned) (nullable): whose rows are on the last page */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned) */
  guint step;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (TieImportWindow, tie_import_window, ADW_TYPE_WINDOW)

enum
{
  STEP_FILE,
  STEP_COLUMNS,
  STEP_REVIEW,
  N_STEPS
};
static const char *const step_names[] = { "file", "columns", "review" };
static const char *const step_titles[] = { N_ ("Step 1 of 3: File"), N_ ("Step 2 of 3: Columns"), N_ ("Step 3 of 3: Review") };

static char *
make_next_label (TieImportWindow *self)
{
  guint n;

  if (self->step != STEP_REVIEW || self->reviewed == NULL)
    return g_strdup (_ ("Next"));
  n = tie_import_count_checked (self->reviewed);
  return g_strdup_printf (ngettext ("Import %'u Row", "Import %'u Rows", n), n);
}

static gboolean
can_go_on (TieImportWindow *self)
{
  TieImport *import = tie_import_file_get_import (self->file);

  if (self->is_busy || import == NULL || tie_import_get_problem (import) != NULL)
    return FALSE;
  return self->step != STEP_REVIEW || tie_import_count_checked (import) > 0;
}

/* One function decides what may be pressed and what it is called. */
static void
update (TieImportWindow *self)
{
  g_autofree char *label = make_next_label (self);
  const char *title = _ (step_titles[self->step]);
  TieImport *import = tie_import_file_get_import (self->file);

  adw_window_title_set_subtitle (self->title, title);
  gtk_button_set_label (self->next_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", can_go_on (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.back", self->step > STEP_FILE && !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-problems",
                                 self->step == STEP_REVIEW && import != NULL && tie_import_count (import, TIE_IMPORT_ROW_PROBLEM) > 0);
  gtk_widget_set_visible (self->problems_button, self->step == STEP_REVIEW && import != NULL && tie_import_count (import, TIE_IMPORT_ROW_PROBLEM) > 0);
  gtk_widget_set_visible (self->back_button, self->step > STEP_FILE);
}

static void
go_to (TieImportWindow *self,
       guint step)
{
  GtkWidget *page;

  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, step_names[step]);
  page = gtk_stack_get_visible_child (self->stack);
  update (self);
  gtk_widget_grab_focus (page);
}

static void
set_busy (TieImportWindow *self,
          const char *sentence)
{
  self->is_busy = sentence != NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), sentence == NULL);
  tie_status_line_set_progress (self->status_line, sentence, NULL);
  update (self);
}

static void
recalled_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  tie_import_recall_finish (TIE_IMPORT (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, NULL);
  if (error != NULL)
    tie_status_line_say_error (self->status_line, error);
  tie_import_columns_set_import (self->columns, TIE_IMPORT (source));
  go_to (self, STEP_COLUMNS);
}

static void
reviewed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  tie_import_review_finish (TIE_IMPORT (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, NULL);
  if (error != NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  if (g_set_object (&self->reviewed, TIE_IMPORT (source)))
    g_signal_connect_object (tie_import_get_rows (self->reviewed), "notify::n-checked", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  tie_import_review_set_import (self->review, self->reviewed);
  go_to (self, STEP_REVIEW);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_import_apply_finish (TIE_IMPORT (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  TieStatusLine *line = parent != NULL ? tie_status_line_for (GTK_WIDGET (parent)) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, NULL);
  if (sentence == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  if (line != NULL)
    tie_status_line_say (line, sentence, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
next_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieImportWindow *self = TIE_IMPORT_WINDOW (widget);
  TieImport *import = tie_import_file_get_import (self->file);
  TieStore *store = tie_session_get_store (self->session);

  if (!can_go_on (self))
    return;
  switch (self->step)
    {
    case STEP_FILE:
      set_busy (self, _ ("Looking at the columns…"));
      tie_import_recall_async (import, store, self->cancellable, recalled_cb, g_object_ref (self));
      break;
    case STEP_COLUMNS:
      set_busy (self, _ ("Comparing with the practice…"));
      tie_import_review_async (import, store, self->cancellable, reviewed_cb, g_object_ref (self));
      break;
    default:
      set_busy (self, _ ("Importing…"));
      tie_import_apply_async (import, store, tie_undo_control_get_id (widget), self->cancellable, applied_cb, g_object_ref (self));
      break;
    }
}

static void
back_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieImportWindow *self = TIE_IMPORT_WINDOW (widget);

  if (self->step > STEP_FILE && !self->is_busy)
    go_to (self, self->step - 1);
}

static void
problems_written_cb (GObject *source,
                     GAsyncResult *result,
                     gpointer user_data)
{
  g_autoptr (TieImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    tie_status_line_say (self->status_line, _ ("Problem rows saved"), FALSE);
  else
    tie_status_line_say_error (self->status_line, error);
}

static void
problems_chosen_cb (TieImportWindow *self,
                    int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autoptr (GBytes) bytes = tie_import_write_problems (self->reviewed);

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable, problems_written_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
save_problems_action (GtkWidget *widget,
                      const char *action,
                      GVariant *parameter)
{
  TieImportWindow *self = TIE_IMPORT_WINDOW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save Problems as CSV"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("problems.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (problems_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Not before: a window whose focus is set while it is made gets no role for a screen reader in GTK 4.8. */
static void
map_cb (TieImportWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->file));
}

static gboolean
close_request_cb (TieImportWindow *self)
{
  /* An import that has begun ends as one transaction; what was only looked at is dropped. */
  g_cancellable_cancel (self->cancellable);
  return FALSE;
}

static void
tie_import_window_dispose (GObject *object)
{
  TieImportWindow *self = TIE_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->reviewed);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_IMPORT_WINDOW);
  G_OBJECT_CLASS (tie_import_window_parent_class)->dispose (object);
}

static void
tie_import_window_finalize (GObject *object)
{
  g_object_unref (TIE_IMPORT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (tie_import_window_parent_class)->finalize (object);
}

static void
tie_import_window_class_init (TieImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_import_window_finalize;

  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.save-problems", NULL, save_problems_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "import.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "import.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (TIE_TYPE_IMPORT_FILE);
  g_type_ensure (TIE_TYPE_IMPORT_COLUMNS);
  g_type_ensure (TIE_TYPE_IMPORT_REVIEW);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, file);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, review);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, problems_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, TieImportWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
tie_import_window_init (TieImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  update (self);
}

GtkWidget *
tie_import_window_new (TieSession *session,
                       GFile *file)
{
  TieImportWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_IMPORT_WINDOW, NULL);
  self->session = g_object_ref (session);
  if (file != NULL)
    tie_import_file_open (self->file, file);
  return GTK_WIDGET (self);
}
