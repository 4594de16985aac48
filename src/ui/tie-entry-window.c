/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"
#include "ui/tie-banner.h"
#include "ui/tie-entry-window.h"
#include "ui/tie-field-row.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-form.h"
#include "ui/tie-typed-entry.h"
#include "ui/tie-verb.h"

struct _TieEntryWindow
{
  AdwWindow parent_instance;

  TieBanner *banner;         /* template child */
  AdwBin *form_bin;          /* template child */
  GtkLabel *error_label;     /* template child */
  GtkWidget *delete_button;  /* template child */
  GtkWidget *save_button;    /* template child */
  GtkWidget *cancel_button;  /* template child */

  TieSession *session; /* (owned) */
  TieRecordForm *form; /* (unowned) */
  TieEntry *original;  /* (owned) (nullable): as read; NULL for a new one */
  TieEntry *entry;     /* (owned): as it is being edited */
  GCancellable *gone;  /* (owned) */
};

#define TIE_TYPE_ENTRY_WINDOW (tie_entry_window_get_type ())
G_DECLARE_FINAL_TYPE (TieEntryWindow, tie_entry_window, TIE, ENTRY_WINDOW, AdwWindow)
G_DEFINE_FINAL_TYPE (TieEntryWindow, tie_entry_window, ADW_TYPE_WINDOW)

static const guint time_fields[] = { TIE_ENTRY_DATE, TIE_ENTRY_PROJECT, TIE_ENTRY_EMPLOYEE, TIE_ENTRY_WORK_CODE, TIE_ENTRY_QUANTITY, TIE_ENTRY_RATE, TIE_ENTRY_TEXT, TIE_ENTRY_NOT_BILLABLE, 0 };
static const guint expense_fields[] = { TIE_ENTRY_DATE, TIE_ENTRY_PROJECT, TIE_ENTRY_EMPLOYEE, TIE_ENTRY_EXPENSE_CODE, TIE_ENTRY_QUANTITY, TIE_ENTRY_RATE, TIE_ENTRY_TEXT, TIE_ENTRY_NOT_BILLABLE, 0 };

static gboolean
is_time (TieEntryWindow *self)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (self->entry), TIE_ENTRY_KIND), TIE_ENTRY_KIND_TIME);
}

static void
commit_cb (TieEntryWindow *self,
           guint field,
           const char *text)
{
  TieRecord *record = TIE_RECORD (self->entry);

  tie_record_edit_take (record, field, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
}

typedef struct
{
  TieEntry *entry;    /* (owned) */
  TieEntry *original; /* (owned) (nullable) */
} SaveData;

static void
save_data_free (SaveData *data)
{
  g_clear_object (&data->entry);
  g_clear_object (&data->original);
  g_free (data);
}

static gboolean
save_func (TieDb *db,
           gpointer user_data,
           TieBillingStep *step,
           GError **error)
{
  SaveData *data = user_data;

  return tie_entry_save (db, data->entry, data->original, step, error);
}

static gboolean
delete_func (TieDb *db,
             gpointer user_data,
             TieBillingStep *step,
             GError **error)
{
  SaveData *data = user_data;
  const char *ids[] = { tie_record_get_id (TIE_RECORD (data->entry)), NULL };

  return tie_entry_delete (db, ids, step, error);
}

/* What cannot be saved is said in the window, which stays open with what was typed. */
static gboolean
done_cb (gpointer data,
         const GError *error,
         gpointer user_data)
{
  TieEntryWindow *self = user_data;
  g_autofree char *sentence = NULL;

  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.save", TRUE);
  if (error == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return FALSE;
    }
  sentence = tie_error_get_sentence (error);
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  return TRUE;
}

static void
run (TieEntryWindow *self,
     TieVerbFunc func)
{
  SaveData *data = g_new0 (SaveData, 1);

  data->entry = tie_record_copy (TIE_RECORD (self->entry)); /* the worker's own */
  data->original = self->original != NULL ? tie_record_copy (TIE_RECORD (self->original)) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.save", FALSE);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), func, data, (GDestroyNotify) save_data_free, done_cb, self);
}

/* A field that cannot be read keeps the focus and its reason. */
static gboolean
commit_fields (TieEntryWindow *self)
{
  for (guint i = 1; i < TIE_ENTRY_N_FIELDS; i++)
    {
      GtkWidget *widget = tie_record_form_get_widget (self->form, i);

      if (TIE_IS_FIELD_ROW (widget))
        tie_field_row_commit (TIE_FIELD_ROW (widget));
      else if (TIE_IS_TYPED_ENTRY (widget) && !tie_typed_entry_commit (TIE_TYPED_ENTRY (widget)))
        {
          gtk_widget_grab_focus (widget);
          return FALSE;
        }
    }
  return TRUE;
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieEntryWindow *self = TIE_ENTRY_WINDOW (widget);

  if (self->form != NULL && gtk_widget_get_visible (self->save_button) && commit_fields (self))
    run (self, save_func);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  run (TIE_ENTRY_WINDOW (widget), delete_func);
}

static void
tie_entry_window_dispose (GObject *object)
{
  TieEntryWindow *self = TIE_ENTRY_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  g_clear_object (&self->entry);
  g_clear_object (&self->original);
  G_OBJECT_CLASS (tie_entry_window_parent_class)->dispose (object);
}

static void
tie_entry_window_finalize (GObject *object)
{
  g_object_unref (TIE_ENTRY_WINDOW (object)->gone);
  G_OBJECT_CLASS (tie_entry_window_parent_class)->finalize (object);
}

static void
tie_entry_window_class_init (TieEntryWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_entry_window_dispose;
  object_class->finalize = tie_entry_window_finalize;
  g_type_ensure (TIE_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-entry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, form_bin);
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, delete_button);
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, TieEntryWindow, cancel_button);
  gtk_widget_class_install_action (widget_class, "entry.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "entry.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "entry.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_entry_window_init (TieEntryWindow *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

typedef struct
{
  char *id;       /* (owned) (nullable): of the entry */
  char *kind;     /* (owned) */
  char *project;  /* (owned) (nullable) */
  TieEntry *entry; /* (owned) */
  char *locked;   /* (owned) (nullable): why it may not be changed */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_free (data->id);
  g_free (data->kind);
  g_free (data->project);
  g_free (data->locked);
  g_clear_object (&data->entry);
  g_free (data);
}

/* A new one is dated today, by whoever works here, with the project's own work code. */
static gboolean
make_entry (TieDb *db,
            LoadData *data,
            GError **error)
{
  GError *local_error = NULL;
  g_autoptr (TieUser) user = tie_user_table_find (db, &local_error);
  g_autoptr (TieRecord) project = local_error == NULL && data->project != NULL ? tie_record_table_get (db, TIE_TYPE_PROJECT, data->project, &local_error) : NULL;
  g_autofree char *today = tie_typed_date_get_today ();
  TieRecord *record;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  data->entry = tie_entry_new (NULL);
  record = TIE_RECORD (data->entry);
  tie_record_set_text (record, TIE_ENTRY_DATE, today);
  tie_record_set_text (record, TIE_ENTRY_KIND, data->kind);
  tie_record_set_text (record, TIE_ENTRY_PROJECT, data->project);
  if (user != NULL)
    tie_record_set_text (record, TIE_ENTRY_EMPLOYEE, tie_record_get_text (TIE_RECORD (user), TIE_USER_EMPLOYEE));
  if (project != NULL && g_str_equal (data->kind, TIE_ENTRY_KIND_TIME))
    tie_record_set_text (record, TIE_ENTRY_WORK_CODE, tie_record_get_text (project, TIE_PROJECT_WORK_CODE));
  if (!g_str_equal (data->kind, TIE_ENTRY_KIND_TIME))
    tie_record_set_integer (record, TIE_ENTRY_QUANTITY, TIE_SCALE);
  return TRUE;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  g_autoptr (GError) locked = NULL;

  if (data->id == NULL)
    return make_entry (db, data, error);
  data->entry = tie_record_table_get (db, TIE_TYPE_ENTRY, data->id, error);
  if (data->entry == NULL)
    return FALSE;
  if (tie_entry_check_editable (db, data->entry, &locked))
    return TRUE;
  if (!g_error_matches (locked, TIE_ERROR, TIE_ERROR_IN_USE))
    {
      g_propagate_error (error, g_steal_pointer (&locked));
      return FALSE;
    }
  data->locked = tie_error_get_sentence (locked);
  return TRUE;
}

static void
show_entry (TieEntryWindow *self,
            const char *locked)
{
  const char *title;

  if (self->original != NULL)
    title = is_time (self) ? _ ("Time") : _ ("Expense");
  else
    title = is_time (self) ? _ ("New Time") : _ ("New Expense");
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->form = TIE_RECORD_FORM (tie_record_form_new (self->session, TIE_TYPE_ENTRY, is_time (self) ? time_fields : expense_fields));
  if (!is_time (self))
    tie_record_form_set_label (self->form, TIE_ENTRY_QUANTITY, _ ("Quantity"));
  tie_record_form_show (self->form, TIE_RECORD (self->entry));
  g_signal_connect_object (self->form, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  gtk_widget_set_visible (self->delete_button, self->original != NULL && locked == NULL);
  gtk_widget_set_visible (self->save_button, locked == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), locked == NULL);
  if (locked != NULL)
    tie_banner_set_title (self->banner, locked);
  tie_banner_set_revealed (self->banner, locked != NULL);
  gtk_window_present (GTK_WINDOW (self)); /* only now: it takes the height of what it shows */
  if (locked != NULL)
    gtk_widget_grab_focus (self->cancel_button);
  else if (tie_record_get_text (TIE_RECORD (self->entry), TIE_ENTRY_PROJECT) == NULL)
    tie_record_form_focus (self->form, TIE_ENTRY_PROJECT);
  else
    tie_record_form_focus (self->form, is_time (self) ? TIE_ENTRY_QUANTITY : TIE_ENTRY_EXPENSE_CODE);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieEntryWindow) self = TIE_ENTRY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  LoadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (data == NULL)
    {
      done_cb (NULL, error, self);
      gtk_widget_set_visible (self->save_button, FALSE);
      gtk_window_present (GTK_WINDOW (self));
      return;
    }
  self->entry = g_object_ref (data->entry);
  self->original = data->id != NULL ? tie_record_copy (TIE_RECORD (data->entry)) : NULL;
  show_entry (self, data->locked);
}

void
tie_entry_window_open (GtkWindow *parent,
                       TieSession *session,
                       const char *entry,
                       const char *kind,
                       const char *project)
{
  TieEntryWindow *self;
  LoadData *data;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  self = g_object_new (TIE_TYPE_ENTRY_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  data = g_new0 (LoadData, 1);
  data->id = g_strdup (entry);
  data->kind = g_strdup (kind);
  data->project = g_strdup (project);
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, self->gone, loaded_cb,
                       g_object_ref (self));
}
