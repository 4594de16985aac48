/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-lists-record"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "store/tie-record-table.h"
#include "ui/tie-banner.h"
#include "ui/tie-focus.h"
#include "ui/tie-lists-record.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-form.h"
#include "ui/tie-saying.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieListsRecord
{
  GtkWidget parent_instance;

  GtkWidget *box;                 /* template child */
  GtkWidget *back_button;         /* template child */
  AdwButtonContent *back_content; /* template child */
  GtkLabel *title_label;          /* template child */
  GtkWidget *menu_button;         /* template child */
  TieBanner *banner;              /* template child */
  TieBanner *refusal_banner;      /* template child */
  GtkBox *content;                /* template child */

  TieRecordForm *form;      /* (unowned) */
  TieSession *session;      /* (owned) */
  const TieListsKind *kind;
  TieRecord *record;        /* (owned): as read, or the new one */
  char *id;                 /* (owned) (nullable): NULL while new */
  guint archived;           /* field; 0: cannot be */
  GCancellable *gone;       /* (owned) */
  gboolean is_adding;
};

G_DEFINE_FINAL_TYPE (TieListsRecord, tie_lists_record, GTK_TYPE_WIDGET)

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static TieStore *
get_store (TieListsRecord *self)
{
  return tie_session_get_store (self->session);
}

static void
show_rights (TieListsRecord *self)
{
  gboolean is_archived = self->archived != 0 && tie_record_get_integer (self->record, self->archived) != 0;
  g_autofree char *refusal = NULL;
  gboolean may;

  if (self->session == NULL) /* closed meanwhile, kept by a change that is on its way */
    return;
  may = tie_session_may (self->session, self->kind->right);
  refusal = tie_session_dup_refusal (self->session, self->kind->right);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), may);
  tie_banner_set_title (self->refusal_banner, refusal);
  tie_banner_set_revealed (self->refusal_banner, !may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.archive", may && self->archived != 0 && !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.unarchive", may && is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", may && !self->kind->is_fixed);
}

static void
show_record (TieListsRecord *self)
{
  const char *title = self->id != NULL ? tie_record_get_name (self->record) : _ (self->kind->new_title);

  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  tie_record_form_show (self->form, self->record);
  tie_banner_set_revealed (self->banner, self->archived != 0 && tie_record_get_integer (self->record, self->archived) != 0);
  gtk_widget_set_visible (self->menu_button, self->id != NULL && !self->kind->is_fixed);
  show_rights (self);
}

typedef struct
{
  const TieListsKind *kind;
  char *id;
  TieRecord *record;
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->id);
  g_clear_object (&reading->record);
  g_free (reading);
}

static gboolean
read_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;

  reading->record = tie_record_table_get (db, reading->kind->get_type (), reading->id, error);
  return reading->record != NULL;
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieListsRecord) self = TIE_LISTS_RECORD (user_data);
  g_autoptr (GError) error = NULL;
  Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (reading != NULL)
    {
      g_set_object (&self->record, reading->record);
      show_record (self);
    }
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND)) /* deleted, or its making undone */
    g_signal_emit (self, signals[BACK], 0);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
load (TieListsRecord *self)
{
  Reading *reading;

  if (self->id == NULL || self->session == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->kind = self->kind;
  reading->id = g_strdup (self->id);
  tie_store_run_async (get_store (self), TIE_STORE_READ, read_func, reading, (GDestroyNotify) reading_free, self->gone, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieListsRecord *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_LISTS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_SETTINGS)) != 0)
    load (self);
}

/* A change on its way.  It is never cancelled: what was typed last is saved also when the page closes with it. */
typedef struct
{
  TieListsRecord *page; /* (owned) */
  TieSaying *saying;    /* (owned) */
  guint field;          /* 0: of no single field */
} Change;

static Change *
change_new (TieListsRecord *self,
            guint field,
            char *sentence)
{
  Change *change = g_new0 (Change, 1);

  change->page = g_object_ref (self);
  change->field = field;
  change->saying = tie_saying_new (GTK_WIDGET (self), sentence);
  return change;
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (TieListsRecord) self = change->page;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  gboolean is_gone = g_cancellable_is_cancelled (self->gone);

  if (self->is_adding && is_done)
    self->id = g_strdup (tie_record_get_id (self->record));
  self->is_adding = FALSE;
  if (!is_gone && change->field != 0 && g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    tie_record_form_set_error (self->form, change->field, error->message);
  tie_saying_end (change->saying, error);
  g_free (change);
  if (!is_gone) /* what was refused is shown as it is */
    load (self);
}

static gboolean
has_all_needed (TieListsRecord *self)
{
  for (const guint *field = self->kind->needed; *field != 0; field++)
    {
      if (tie_text_is_empty (tie_record_get_text (self->record, *field)))
        return FALSE;
    }
  return TRUE;
}

static void
set_in_record (TieListsRecord *self,
               guint field,
               const char *text)
{
  Change *change;

  tie_record_edit_take (self->record, field, text);
  if (self->is_adding || !has_all_needed (self))
    return;
  self->is_adding = TRUE;
  /* Translators: %s is a record's name */
  change = change_new (self, 0, g_strdup_printf (_ ("%s added"), tie_record_get_name (self->record)));
  tie_record_edit_save_async (get_store (self), self->record, tie_saying_get_sentence (change->saying), tie_undo_control_get_id (GTK_WIDGET (self)), NULL,
                              changed_cb, change);
}

static void
commit_cb (TieListsRecord *self,
           guint field,
           const char *text)
{
  Change *change;

  if (self->id == NULL)
    {
      set_in_record (self, field, text);
      return;
    }
  /* Translators: the first %s is the name of a field, the second of a record */
  change = change_new (self, field, g_strdup_printf (_ ("%s of %s changed"), _ (tie_record_get_field (self->record, field)->label), tie_record_get_name (self->record)));
  tie_record_edit_set_async (get_store (self), self->kind->get_type (), self->id, field, text, tie_saying_get_sentence (change->saying),
                             tie_undo_control_get_id (GTK_WIDGET (self)), NULL, changed_cb, change);
}

static void
set_archived_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieListsRecord *self = TIE_LISTS_RECORD (widget);
  gboolean is_archive = g_str_equal (action_name, "record.archive");
  const char *name = tie_record_get_name (self->record);
  Change *change = change_new (self, 0, is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));

  tie_record_edit_set_async (get_store (self), self->kind->get_type (), self->id, self->archived, is_archive ? "1" : "",
                             tie_saying_get_sentence (change->saying), tie_undo_control_get_id (widget), NULL, changed_cb, change);
}

/* Gone, the page leaves by itself: reading it anew finds nothing. */
static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieListsRecord *self = TIE_LISTS_RECORD (widget);
  TieSaying *saying = tie_saying_new (widget, g_strdup_printf (_ ("%s deleted"), tie_record_get_name (self->record)));

  tie_record_edit_delete_async (get_store (self), self->kind->get_type (), self->id, tie_saying_get_sentence (saying), tie_undo_control_get_id (widget), NULL,
                                tie_saying_edited_cb, saying);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
tie_lists_record_dispose (GObject *object)
{
  TieListsRecord *self = TIE_LISTS_RECORD (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_lists_record_parent_class)->dispose (object);
}

/* Into the first field; who may not change it comes to the verbs. */
static gboolean
tie_lists_record_grab_focus (GtkWidget *widget)
{
  TieListsRecord *self = TIE_LISTS_RECORD (widget);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->form)) != NULL) /* it would go on to the next one */
    return TRUE;
  return gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD) || gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

static void
tie_lists_record_finalize (GObject *object)
{
  TieListsRecord *self = TIE_LISTS_RECORD (object);

  g_clear_object (&self->record);
  g_object_unref (self->gone);
  g_free (self->id);
  G_OBJECT_CLASS (tie_lists_record_parent_class)->finalize (object);
}

static void
tie_lists_record_class_init (TieListsRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_lists_record_dispose;
  object_class->finalize = tie_lists_record_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_lists_record_grab_focus;
  signals[BACK] = g_signal_new ("back", TIE_TYPE_LISTS_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_BANNER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-lists-record.ui");
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, box);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, back_button);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, back_content);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, title_label);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, banner);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, refusal_banner);
  gtk_widget_class_bind_template_child (widget_class, TieListsRecord, content);

  gtk_widget_class_install_action (widget_class, "record.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "record.archive", NULL, set_archived_action);
  gtk_widget_class_install_action (widget_class, "record.unarchive", NULL, set_archived_action);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action);
}

static void
tie_lists_record_init (TieListsRecord *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_lists_record_new (TieSession *session,
                      const TieListsKind *kind,
                      const char *id)
{
  TieListsRecord *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_LISTS_RECORD, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->id = g_strdup (id);
  self->archived = tie_lists_kind_get_archived (kind);
  self->record = tie_record_new (kind->get_type (), id);
  self->form = TIE_RECORD_FORM (tie_record_form_new (session, kind->get_type (), kind->fields));
  g_signal_connect_object (self->form, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->content, GTK_WIDGET (self->form));
  adw_button_content_set_label (self->back_content, _ (kind->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->title), -1);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (show_rights), self, G_CONNECT_SWAPPED);
  if (id == NULL)
    tie_lists_kind_prepare (kind, self->record);
  show_record (self);
  load (self);
  return GTK_WIDGET (self);
}

const char *
tie_lists_record_get_id (TieListsRecord *self)
{
  g_return_val_if_fail (TIE_IS_LISTS_RECORD (self), NULL);

  return self->id;
}
