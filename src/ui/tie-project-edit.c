/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-project-page-private.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-saying.h"
#include "ui/tie-undo-control.h"

static TieStore *
get_store (TieProjectPage *self)
{
  return tie_session_get_store (self->session);
}

/* A change on its way.  It is never cancelled: what was typed last is saved also when the page closes with it. */
typedef struct
{
  TieProjectPage *page; /* (owned) */
  TieSaying *saying;    /* (owned) */
  guint field;          /* 0: of no single field */
} Change;

static Change *
change_new (TieProjectPage *self,
            guint field,
            char *sentence)
{
  Change *change = g_new0 (Change, 1);

  change->page = g_object_ref (self);
  change->field = field;
  change->saying = tie_saying_new (GTK_WIDGET (self), sentence);
  return change;
}

static TieRecordForm *
find_form (TieProjectPage *self,
           guint field)
{
  TieRecordForm *forms[] = { self->start, self->end };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (tie_record_form_get_widget (forms[i], field) != NULL)
        return forms[i];
    }
  return NULL;
}

static void save_rest (TieProjectPage *self);

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (TieProjectPage) self = change->page;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  gboolean is_gone = g_cancellable_is_cancelled (self->gone);
  TieRecordForm *form = is_gone ? NULL : find_form (self, change->field);

  if (self->is_adding)
    {
      self->is_adding = FALSE;
      if (is_done)
        {
          self->id = g_strdup (tie_record_get_id (self->project));
          tie_listing_set_argument (self->entries, self->id);
        }
    }
  if (form != NULL && g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    tie_record_form_set_error (form, change->field, error->message);
  tie_saying_end (change->saying, error);
  g_free (change);
  if (!is_done || is_gone)
    return;
  if (self->is_stale)
    save_rest (self);
  else
    tie_project_page_load (self);
}

static void
add_project (TieProjectPage *self)
{
  Change *change;

  if (self->is_adding || tie_text_is_empty (tie_record_get_name (self->project)) || tie_record_get_text (self->project, TIE_PROJECT_CONTACT) == NULL)
    return;
  self->is_adding = TRUE;
  /* Translators: %s is a project's name */
  change = change_new (self, 0, g_strdup_printf (_ ("%s added"), tie_record_get_name (self->project)));
  tie_record_edit_save_async (get_store (self), self->project, tie_saying_get_sentence (change->saying), tie_undo_control_get_id (GTK_WIDGET (self)), NULL,
                              changed_cb, change);
}

/* What was filled while the project was being added. */
static void
save_rest (TieProjectPage *self)
{
  Change *change = change_new (self, 0, g_strdup_printf (_ ("%s changed"), tie_record_get_name (self->project)));

  self->is_stale = FALSE;
  tie_record_edit_save_async (get_store (self), self->project, tie_saying_get_sentence (change->saying), tie_undo_control_get_id (GTK_WIDGET (self)), NULL,
                              changed_cb, change);
}

static void
set_field (TieProjectPage *self,
           guint field,
           const char *text)
{
  const TieField *info = tie_record_get_field (self->project, field);
  Change *change;

  if (self->id == NULL)
    {
      tie_record_edit_take (self->project, field, text);
      self->is_stale = self->is_adding;
      tie_record_form_set_owner (self->start, TIE_PROJECT_SITE, tie_record_get_text (self->project, TIE_PROJECT_CONTACT));
      add_project (self);
      return;
    }
  /* Translators: the first %s is the name of a field, the second of a record */
  change = change_new (self, field, g_strdup_printf (_ ("%s of %s changed"), _ (info->label), tie_record_get_name (self->project)));
  tie_record_edit_set_async (get_store (self), TIE_TYPE_PROJECT, self->id, field, text, tie_saying_get_sentence (change->saying),
                             tie_undo_control_get_id (GTK_WIDGET (self)), NULL, changed_cb, change);
}

void
tie_project_page_commit_cb (TieProjectPage *self,
                            guint field,
                            const char *text)
{
  set_field (self, field, text);
}

void
tie_project_page_set_archived_action (GtkWidget *widget,
                                      const char *action_name,
                                      GVariant *parameter)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);
  gboolean is_archive = g_str_equal (action_name, "project.archive");
  const char *name = tie_record_get_name (self->project);
  Change *change = change_new (self, 0, is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));

  tie_record_edit_set_async (get_store (self), TIE_TYPE_PROJECT, self->id, TIE_PROJECT_ARCHIVED, is_archive ? "1" : "",
                             tie_saying_get_sentence (change->saying), tie_undo_control_get_id (widget), NULL, changed_cb, change);
}

/* Gone, the page leaves by itself: reading it anew finds nothing. */
void
tie_project_page_delete_action (GtkWidget *widget,
                                const char *action_name,
                                GVariant *parameter)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);
  TieSaying *saying = tie_saying_new (widget, g_strdup_printf (_ ("%s deleted"), tie_record_get_name (self->project)));

  tie_record_edit_delete_async (get_store (self), TIE_TYPE_PROJECT, self->id, tie_saying_get_sentence (saying), tie_undo_control_get_id (widget), NULL,
                                tie_saying_edited_cb, saying);
}
