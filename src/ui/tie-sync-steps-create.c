/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-steps"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-match-page.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-steps-private.h"
#include "ui/tie-undo-control.h"

/* A contact that is made in the package, or brought over from there, by the same crosswalk that the match page uses. */
typedef struct
{
  TieSyncStep *step;       /* (owned) */
  TieCrosswalk *crosswalk; /* (owned) */
  TiePairRow *row;         /* (owned) (nullable): NULL until the lists are read */
  TiePairRow *similar;     /* (owned) (nullable) */
  gulong loaded;           /* handler: waits for the lists, 0: does not */
  gboolean at_package;
} Creation;

static void
creation_free (Creation *self)
{
  g_clear_signal_handler (&self->loaded, self->crosswalk);
  tie_sync_step_free (self->step);
  g_object_unref (self->crosswalk);
  g_clear_object (&self->row);
  g_clear_object (&self->similar);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Creation, creation_free)

static void
created_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Creation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  GPtrArray *problems = tie_crosswalk_get_problems (TIE_CROSSWALK (source));
  TieStatusLine *line = tie_status_line_for (self->step->widget);

  if (line == NULL)
    return;
  tie_status_line_set_progress (line, NULL, NULL);
  if (error != NULL)
    tie_status_line_say_error (line, error);
  else if (problems != NULL && problems->len > 0)
    {
      const TieProblem *problem = g_ptr_array_index (problems, 0);
      g_autofree char *text = g_strdup_printf ("%s: %s", problem->name, problem->sentence);

      tie_status_line_say (line, text, FALSE);
    }
  else
    tie_status_line_say (line, sentence, !self->at_package); /* what reached the package is not taken back silently */
}

static void
start (Creation *self /* (transfer full) */)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const char *window = tie_undo_control_get_id (self->step->widget);
  TieStatusLine *line = tie_status_line_for (self->step->widget);
  g_autofree char *progress = self->at_package ? g_strdup_printf (_ ("Creating it in %s…"), tie_session_get_package (self->step->session)->short_name) : g_strdup (_ ("Bringing it over…"));

  g_ptr_array_add (rows, g_object_ref (self->row));
  if (line != NULL)
    tie_status_line_set_progress (line, progress, NULL);
  if (self->at_package)
    tie_crosswalk_export_async (self->crosswalk, rows, window, NULL, created_cb, self);
  else
    tie_crosswalk_import_async (self->crosswalk, rows, window, NULL, created_cb, self);
}

static void
creation_gone_cb (gpointer data,
                  GClosure *closure)
{
  creation_free (data);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char *response,
             Creation *self)
{
  if (g_str_equal (response, "link"))
    tie_sync_steps_take (self->step->widget, self->step->session, self->step->row, self->step->finding, TIE_SYNC_ACTION_LINK_THIS,
                         tie_pair_row_get_id (self->similar), self->step->done, self->step->owner);
  else if (g_str_equal (response, "create"))
    {
      Creation *copy = g_new0 (Creation, 1);

      copy->step = tie_sync_step_copy (self->step);
      copy->crosswalk = g_object_ref (self->crosswalk);
      copy->row = g_object_ref (self->row);
      copy->at_package = self->at_package;
      start (copy);
    }
}

/* The same question as in Contact Match. */
static void
ask (Creation *self, /* (transfer full) */
     const TieSuggestion *similar)
{
  const TieMatchList *list = tie_crosswalk_get_kind (self->crosswalk) == TIE_KIND_VENDOR ? &tie_match_list_vendors : &tie_match_list_customers;
  g_autofree char *question = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;
  gboolean is_free = tie_pair_row_get_partner (similar->row) == NULL;

  question = tie_text_name_package (_ (list->create_right), tie_session_get_package (self->step->session)->short_name);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the table of lists, checked there by translators' tools */
  heading = g_strdup_printf (question, tie_pair_row_get_name (self->row));
  body = g_strdup_printf (_ (list->similar_right), tie_pair_row_get_name (similar->row), similar->score);
#pragma GCC diagnostic pop
  self->similar = g_object_ref (similar->row);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->step->widget)), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  if (is_free)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "link", _ ("_Link to Existing"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "create", _ ("C_reate"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), is_free ? "link" : "cancel");
  if (is_free)
    adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "link", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, creation_gone_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
begin (Creation *self /* (transfer full) */)
{
  const TieSyncFinding *finding = self->step->finding;
  TiePairRow *row;
  g_autoptr (TieSuggestion) similar = NULL;

  if (self->at_package)
    row = tie_crosswalk_find_left (self->crosswalk, finding->record_id != NULL ? finding->record_id : self->step->id);
  else
    row = tie_crosswalk_find_right (self->crosswalk, finding->remote_id != NULL ? finding->remote_id : self->step->id);
  if (row == NULL) /* gone meanwhile: the list of the Sync page will say so */
    {
      creation_free (self);
      return;
    }
  self->row = g_object_ref (row);
  if (self->at_package)
    similar = tie_crosswalk_find_similar (self->crosswalk, row);
  if (similar != NULL)
    ask (self, similar);
  else
    start (self);
}

static void
loaded_cb (TieCrosswalk *crosswalk,
           Creation *self)
{
  g_clear_signal_handler (&self->loaded, self->crosswalk);
  begin (self);
}

void
tie_sync_step_create (const TieSyncStep *step,
                      gboolean at_package)
{
  Creation *self = g_new0 (Creation, 1);

  self->step = tie_sync_step_copy (step);
  self->crosswalk = g_object_ref (tie_session_get_crosswalk (step->session, step->finding->kind == TIE_KIND_VENDOR ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER));
  self->at_package = at_package;
  if (tie_crosswalk_get_is_loading (self->crosswalk)) /* opened for the first time */
    self->loaded = g_signal_connect (self->crosswalk, "loaded", G_CALLBACK (loaded_cb), self);
  else
    begin (self);
}
