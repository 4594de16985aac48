/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-view"
#include "config.h"

#include <glib/gi18n.h>

#include "print/tie-report-paper.h"
#include "store/tie-sync-table.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-comparison-view-private.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-report-verbs.h"
#include "ui/tie-status-line.h"
#include "ui/tie-verb.h"

/* ---- next steps ---- */

typedef struct
{
  char *connection; /* (owned) */
  char *local_id;   /* (owned) */
  char *remote_id;  /* (owned) (nullable) */
  TieSyncGroup group;
} StepData;

static void
step_data_free (gpointer data)
{
  StepData *step = data;

  g_free (step->connection);
  g_free (step->local_id);
  g_free (step->remote_id);
  g_free (step);
}

static gboolean
link_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  const StepData *pair = data;

  return tie_sync_action_link_same (db, pair->connection, pair->local_id, pair->remote_id, step, error);
}

static gboolean
send_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  const StepData *one = data;

  return tie_sync_action_set_do_not_send (db, one->group, one->local_id, FALSE, step, error);
}

static void
run_step (TieComparisonView *self,
          TieVerbFunc func,
          StepData *data)
{
  const TieConnection *connection = tie_company_get_connection (tie_session_get_company (self->session));

  data->connection = g_strdup (connection != NULL ? connection->id : "");
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), func, data, step_data_free, NULL, NULL);
}

static void
link_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  StepData *data = g_new0 (StepData, 1);

  g_variant_get (parameter, "(ss)", &data->local_id, &data->remote_id);
  run_step (TIE_COMPARISON_VIEW (widget), link_func, data);
}

static void
send_after_all_action (GtkWidget *widget,
                       const char *action_name,
                       GVariant *parameter)
{
  StepData *data = g_new0 (StepData, 1);
  guint group;

  g_variant_get (parameter, "(us)", &group, &data->local_id);
  data->group = (TieSyncGroup) group;
  run_step (TIE_COMPARISON_VIEW (widget), send_func, data);
}

/* At once: it can be undone. */
static void
import_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieSyncJob *job = tie_session_get_sync_job (TIE_COMPARISON_VIEW (widget)->session);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint kind = 0;
  const char *id = NULL;

  g_variant_get (parameter, "(u&s)", &kind, &id);
  g_ptr_array_add (ids, tie_kind_is_payment (kind) ? tie_sync_table_name_payment ((TieKind) kind, id) : g_strdup (id));
  if (tie_sync_job_get_is_running (job))
    tie_status_line_say (tie_status_line_for (widget), _ ("A sync is under way. Try again when it is done."), FALSE);
  else if (tie_kind_is_payment (kind))
    tie_sync_job_import_payments (job, widget, ids);
  else
    tie_sync_job_import_documents (job, widget, (TieKind) kind, ids);
}

static void
take_back (TieComparisonView *self,
           GVariant *parameter,
           const char *verb)
{
  const char *const ids[] = { g_variant_get_string (parameter, NULL), NULL };

  tie_removal_question_ask (GTK_WIDGET (self), self->session, ids, verb);
}

static void
void_there_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  take_back (TIE_COMPARISON_VIEW (widget), parameter, "void");
}

static void
delete_there_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  take_back (TIE_COMPARISON_VIEW (widget), parameter, "delete");
}

/* ---- paper ---- */

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieComparisonView *self = TIE_COMPARISON_VIEW (widget);
  g_autoptr (TiePrintable) paper = tie_report_paper_new (self->report, self->firm, self->paper);

  tie_report_verbs_print (widget, paper);
}

static void
save_pdf_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  TieComparisonView *self = TIE_COMPARISON_VIEW (widget);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "tie-out %Y-%m-%d.pdf");
  g_autoptr (TiePrintable) paper = tie_report_paper_new (self->report, self->firm, self->paper);

  tie_report_verbs_save_pdf (widget, paper, name);
}

static void
help_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  g_autofree char *uri = g_strconcat ("help:tieout/", g_variant_get_string (parameter, NULL), NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

void
tie_comparison_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "comparison.link", "(ss)", link_action);
  gtk_widget_class_install_action (widget_class, "comparison.send-after-all", "(us)", send_after_all_action);
  gtk_widget_class_install_action (widget_class, "comparison.import", "(us)", import_action);
  gtk_widget_class_install_action (widget_class, "comparison.void-there", "s", void_there_action);
  gtk_widget_class_install_action (widget_class, "comparison.delete-there", "s", delete_there_action);
  gtk_widget_class_install_action (widget_class, "comparison.help", "s", help_action);
  gtk_widget_class_install_action (widget_class, "comparison.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "comparison.save-pdf", NULL, save_pdf_action);
}

void
tie_comparison_view_update_actions (TieComparisonView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.link", tie_session_may (self->session, TIE_RIGHT_SYNC));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.import", tie_session_may (self->session, TIE_RIGHT_SYNC));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.void-there", tie_session_may (self->session, TIE_RIGHT_SYNC));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.delete-there", tie_session_may (self->session, TIE_RIGHT_SYNC));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.send-after-all", tie_session_may (self->session, TIE_RIGHT_BILLING));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.print", self->report != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "comparison.save-pdf", self->report != NULL);
}
