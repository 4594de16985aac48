/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-match-page-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

/* More than these are not looked at one by one before the question. */
#define MOST_LOOKED_AT 200
/* So many names stand in a question. */
#define MOST_NAMED 5

/* Rows that are to get a partner made for them at the other side. */
typedef struct
{
  TieMatchPage *page;     /* (owned) */
  GtkWindow *parent;      /* (owned): of the questions */
  GPtrArray *rows;        /* (owned) TiePairRow */
  GPtrArray *without;     /* (owned) the rows among them that have no similar name at the other side */
  TieSuggestion *similar; /* (owned) (nullable): of a single row */
  gboolean at_right;      /* Export; else Import */
} Creation;

static void
creation_free (Creation *self)
{
  g_object_unref (self->page);
  g_object_unref (self->parent);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->without);
  g_clear_pointer (&self->similar, tie_suggestion_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Creation, creation_free)

static TieSuggestion *
find_similar (Creation *self,
              TiePairRow *row)
{
  TieCrosswalk *crosswalk = tie_match_page_get_crosswalk (self->page);
  g_autoptr (GPtrArray) found = NULL;

  if (self->at_right)
    return tie_crosswalk_find_similar (crosswalk, row);
  found = tie_crosswalk_suggest (crosswalk, row, 1);
  if (found == NULL || found->len == 0 || ((TieSuggestion *) g_ptr_array_index (found, 0))->band == TIE_MATCH_LEAVE)
    return NULL;
  return g_ptr_array_steal_index (found, 0);
}

/* What could not be done, by name. */
static void
show_problems (TieMatchPage *page,
               GtkWindow *parent)
{
  GPtrArray *problems = tie_crosswalk_get_problems (tie_match_page_get_crosswalk (page));
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (problems == NULL || problems->len == 0)
    return;
  for (guint i = 0; i < MIN (problems->len, MOST_NAMED); i++)
    {
      const TieProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (body, "%s%s: %s", i > 0 ? "\n\n" : "", problem->name, problem->sentence);
    }
  if (problems->len > MOST_NAMED)
    {
      guint n = problems->len - MOST_NAMED;

      g_string_append (body, "\n\n");
      g_string_append_printf (body, ngettext ("and %u more, see Activity", "and %u more, see Activity", n), n);
    }
  heading = g_strdup_printf (ngettext ("%u record needs attention", "%u records need attention", problems->len), problems->len);
  dialog = adw_message_dialog_new (parent, heading, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
created_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Creation) self = user_data;
  TieMatchPage *page = self->page;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (page));
  TiePairRow *last = g_ptr_array_index (self->rows, self->rows->len - 1);
  TiePairRow *next;

  if (line != NULL)
    tie_status_line_set_progress (line, NULL, NULL);
  g_clear_object (&page->cancellable);
  /* What reached the package is never taken back silently, so there is no undo for an export. */
  tie_match_page_finish_change (page, result, !self->at_right);
  if (gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;
  next = tie_match_pane_find_next (self->at_right ? page->left : page->right, last);
  if (self->at_right)
    tie_match_page_go_on (page, last);
  else if (next != NULL)
    tie_match_pane_select (page->right, next, TRUE);
  else
    tie_match_page_go_on (page, NULL);
  tie_match_page_update_actions (page);
  show_problems (page, self->parent);
}

static void
start (Creation *self /* (transfer full) */)
{
  TieMatchPage *page = self->page;
  TieCrosswalk *crosswalk = tie_match_page_get_crosswalk (page);
  const char *window = tie_undo_control_get_id (GTK_WIDGET (page));

  page->is_busy = TRUE;
  g_clear_object (&page->cancellable);
  page->cancellable = g_cancellable_new ();
  if (self->at_right)
    tie_crosswalk_export_async (crosswalk, self->rows, window, page->cancellable, created_cb, self);
  else
    tie_crosswalk_import_async (crosswalk, self->rows, window, page->cancellable, created_cb, self);
}

static Creation *
creation_copy (Creation *self,
               GPtrArray *rows)
{
  Creation *copy = g_new0 (Creation, 1);

  copy->page = g_object_ref (self->page);
  copy->parent = g_object_ref (self->parent);
  copy->rows = g_ptr_array_ref (rows);
  copy->without = g_ptr_array_ref (self->without);
  copy->at_right = self->at_right;
  return copy;
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char *response,
             Creation *self)
{
  TiePairRow *row = g_ptr_array_index (self->rows, 0);

  if (self->page->is_busy)
    return;
  if (g_str_equal (response, "create"))
    start (creation_copy (self, self->rows));
  else if (g_str_equal (response, "others"))
    start (creation_copy (self, self->without));
  else if (g_str_equal (response, "automatch"))
    gtk_widget_activate_action (GTK_WIDGET (self->page), "match.automatch", NULL);
  else if (g_str_equal (response, "link") && self->at_right)
    tie_match_page_link (self->page, row, self->similar->row);
  else if (g_str_equal (response, "link"))
    tie_match_page_link (self->page, self->similar->row, row);
}

static void
answer_gone_cb (gpointer data,
                GClosure *closure)
{
  creation_free (data);
}

static AdwMessageDialog *
ask (Creation *self, /* (transfer full) */
     const char *heading,
     const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (self->parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self, answer_gone_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return ADW_MESSAGE_DIALOG (dialog);
}

static const char *
get_place (const Creation *self)
{
  return self->at_right ? tie_company_get_package (self->page->company)->short_name : _ ("Tieout");
}

static void
ask_about_one (Creation *self)
{
  const TieMatchList *list = tie_match_page_get_list (self->page);
  const char *name = tie_pair_row_get_name (g_ptr_array_index (self->rows, 0));
  g_autofree char *question = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;
  gboolean is_free = tie_pair_row_get_partner (self->similar->row) == NULL;

  question = tie_text_name_package (_ (self->at_right ? list->create_right : list->create_left), tie_company_get_package (self->page->company)->short_name);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the table of lists, checked there by translators' tools */
  heading = g_strdup_printf (question, name);
  body = g_strdup_printf (_ (self->at_right ? list->similar_right : list->similar_left), tie_pair_row_get_name (self->similar->row), self->similar->score);
#pragma GCC diagnostic pop
  dialog = ask (self, heading, body);
  if (is_free)
    adw_message_dialog_add_response (dialog, "link", _ ("_Link to Existing"));
  adw_message_dialog_add_response (dialog, "create", _ ("C_reate"));
  if (is_free)
    {
      adw_message_dialog_set_response_appearance (dialog, "link", ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (dialog, "link");
    }
}

static void
ask_about_several (Creation *self,
                   GString *pairs,
                   guint n_similar)
{
  guint n = self->rows->len;
  /* Translators: a number, and the program in which they are created */
  g_autofree char *heading = g_strdup_printf (ngettext ("Create %u record in %s?", "Create %u records in %s?", n), n, get_place (self));
  g_autofree char *body = g_strdup_printf (ngettext ("%u of them has a similar name on the other side:\n%s", "%u of them have a similar name on the other side:\n%s", n_similar),
                                           n_similar, pairs->str);
  g_autofree char *others = g_strdup_printf (ngettext ("Create the _Other %u", "Create the _Other %u", self->without->len), self->without->len);
  g_autofree char *all = g_strdup_printf (_ ("C_reate All %u"), n);
  gboolean has_others = self->without->len > 0;
  AdwMessageDialog *dialog = ask (self, heading, body);

  if (has_others)
    {
      adw_message_dialog_add_response (dialog, "others", others);
      adw_message_dialog_set_response_appearance (dialog, "others", ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (dialog, "others");
    }
  adw_message_dialog_add_response (dialog, "create", all);
}

static void
ask_about_many (Creation *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("Create %'u records in %s?"), self->rows->len, get_place (self));
  g_autofree char *verb = g_strdup_printf (_ ("C_reate %'u"), self->rows->len);
  AdwMessageDialog *dialog = ask (self, heading, _ ("Some may stand on the other side already, written in another way. Automatch finds them."));

  adw_message_dialog_add_responses (dialog, "automatch", _ ("_Automatch…"), "create", verb, NULL);
  adw_message_dialog_set_response_appearance (dialog, "automatch", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "automatch");
}

void
tie_match_page_create (TieMatchPage *page,
                       GtkWindow *parent,
                       GPtrArray *rows,
                       gboolean at_right)
{
  g_autoptr (Creation) self = g_new0 (Creation, 1);
  g_autoptr (GString) pairs = g_string_new (NULL);
  guint n_similar = 0;

  self->page = g_object_ref (page);
  self->parent = g_object_ref (parent);
  self->rows = g_ptr_array_ref (rows);
  self->without = g_ptr_array_new_with_free_func (g_object_unref);
  self->at_right = at_right;
  if (rows->len > MOST_LOOKED_AT)
    {
      ask_about_many (g_steal_pointer (&self));
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      TiePairRow *row = g_ptr_array_index (rows, i);
      TieSuggestion *similar = find_similar (self, row);

      if (similar == NULL)
        {
          g_ptr_array_add (self->without, g_object_ref (row));
          continue;
        }
      n_similar++;
      if (n_similar <= MOST_NAMED)
        g_string_append_printf (pairs, "\n%s – %s (%u)", tie_pair_row_get_name (row), tie_pair_row_get_name (similar->row), similar->score);
      else if (n_similar == MOST_NAMED + 1)
        g_string_append (pairs, "\n…");
      g_clear_pointer (&self->similar, tie_suggestion_free);
      self->similar = similar;
    }

  if (n_similar == 0)
    start (g_steal_pointer (&self));
  else if (rows->len == 1)
    ask_about_one (g_steal_pointer (&self));
  else
    ask_about_several (g_steal_pointer (&self), pairs, n_similar);
}
