/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-line"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-caption.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-job.h"
#include "ui/tie-sync-line.h"

struct _TieSyncLine
{
  AdwActionRow parent_instance;

  GtkButton *button;   /* (unowned) */
  TieSession *session; /* (owned) */
  TieSyncList *list;   /* (owned) (nullable): asked for when there is a company */
  TieSyncGroup group;
  char *id;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TieSyncLine, tie_sync_line, ADW_TYPE_ACTION_ROW)

/* "Not ready: 2 of 8", of the parts that the Actions window shows. */
static char *
make_title (TieSyncRow *row)
{
  guint n = 0;

  if (tie_sync_row_get_state (row) != TIE_SYNC_STATE_BLOCKED)
    return g_strdup (tie_sync_row_get_sentence (row));
  for (TieSyncPart part = TIE_SYNC_PART_NONE + 1; part < TIE_SYNC_N_PARTS; part++)
    n += tie_sync_row_get_part (row, part) == TIE_SYNC_PART_STATE_FAILS;
  if (n == 0)
    return g_strdup (_ ("Not ready"));
  /* Translators: so many checks of so many fail */
  return g_strdup_printf (_ ("Not ready: %u of %u"), n, TIE_SYNC_N_PARTS - TIE_SYNC_PART_NONE - 1);
}

/* Where the next step leads, or what it does at once. */
static void
show_button (TieSyncLine *self,
             TieSyncRow *row)
{
  gboolean is_update = tie_sync_row_is_exported (row) && tie_sync_row_is_changed (row) && tie_sync_row_may_send (row);

  if (is_update)
    tie_caption_set (GTK_WIDGET (self->button), _ ("Update in %s"), tie_session_get_package (self->session)->short_name);
  else
    tie_caption_set (GTK_WIDGET (self->button), "%s", _ ("Go to Sync"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL); /* each asks for another target */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), is_update ? NULL : g_variant_new ("(us)", self->group, self->id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), is_update ? "sync-line.update" : "win.open-sync");
  gtk_widget_set_visible (GTK_WIDGET (self->button), tie_sync_row_get_state (row) != TIE_SYNC_STATE_EXPORTED || tie_sync_row_is_changed (row));
}

static void
show_row (TieSyncLine *self,
          TieSyncRow *row)
{
  gboolean is_blocked = tie_sync_row_get_state (row) == TIE_SYNC_STATE_BLOCKED;
  g_autofree char *title = make_title (row);
  const char *subtitle = is_blocked ? tie_sync_row_get_sentence (row) : "";
  g_autofree char *name = g_strjoin (", ", title, is_blocked ? subtitle : NULL, NULL);
  g_autofree char *tooltip = tie_sync_row_dup_tooltip (row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  show_button (self, row);
}

/* What it came to is said by the status line. */
static void
update_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieSyncLine *self = TIE_SYNC_LINE (widget);
  TieSyncJob *job = tie_session_get_sync_job (self->session);
  TieStatusLine *line = tie_status_line_for (widget);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, self->id);
  if (!tie_sync_job_get_is_running (job))
    tie_sync_job_export (job, widget, ids, 0);
  else if (line != NULL)
    tie_status_line_say (line, _ ("Other documents are being sent. Try again when that is over."), FALSE);
}

static void
show (TieSyncLine *self)
{
  TieSyncRow *row = self->list != NULL && self->id != NULL ? tie_sync_list_find (self->list, self->id) : NULL;
  gboolean is_shown = row != NULL && tie_sync_row_is_marked (row);

  if (is_shown)
    show_row (self, row);
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

/* The lists of a large practice take their time: they are asked for only where they can say something. */
static void
follow (TieSyncLine *self)
{
  TieCompanyState state = tie_company_get_state (tie_session_get_company (self->session));
  gboolean is_wanted = state != TIE_COMPANY_NOT_CONNECTED && state != TIE_COMPANY_CONNECTING && tie_session_may (self->session, TIE_RIGHT_SYNC);

  if (is_wanted && self->list == NULL)
    {
      self->list = g_object_ref (tie_session_get_sync_list (self->session, self->group));
      g_signal_connect_object (self->list, "loaded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    }
  else if (!is_wanted && self->list != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->list, show, self);
      g_clear_object (&self->list);
    }
  show (self);
}

static void
tie_sync_line_dispose (GObject *object)
{
  TieSyncLine *self = TIE_SYNC_LINE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_sync_line_parent_class)->dispose (object);
}

static void
tie_sync_line_finalize (GObject *object)
{
  g_free (TIE_SYNC_LINE (object)->id);
  G_OBJECT_CLASS (tie_sync_line_parent_class)->finalize (object);
}

static void
tie_sync_line_class_init (TieSyncLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_sync_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_sync_line_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sync-line.update", NULL, update_action);
}

static void
tie_sync_line_init (TieSyncLine *self)
{
  self->button = GTK_BUTTON (gtk_button_new_with_label (_ ("Go to Sync")));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Go to Sync"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(us)", 0, "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.open-sync");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 4);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
tie_sync_line_set_session (TieSyncLine *self,
                           TieSession *session,
                           TieSyncGroup group)
{
  g_return_if_fail (TIE_IS_SYNC_LINE (self));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (group > 0 && group < TIE_SYNC_N_GROUPS);

  self->session = g_object_ref (session);
  self->group = group;
  g_signal_connect_object (session, "notify::user", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify::state", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}

void
tie_sync_line_set_id (TieSyncLine *self,
                      const char *id)
{
  g_return_if_fail (TIE_IS_SYNC_LINE (self));

  if (g_strcmp0 (self->id, id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  show (self);
}

gboolean
tie_sync_line_get_is_exported (TieSyncLine *self)
{
  TieSyncRow *row;

  g_return_val_if_fail (TIE_IS_SYNC_LINE (self), FALSE);

  row = self->list != NULL && self->id != NULL ? tie_sync_list_find (self->list, self->id) : NULL;
  return row != NULL && tie_sync_row_is_exported (row);
}
