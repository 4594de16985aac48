/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-removal-question"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "store/tie-outbox-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-removal.h"
#include "ui/tie-record-place.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-status-line.h"

/* So many are named; of the others it is said how many they are. */
#define MAX_NAMED 6

/* What is read before the question. */
typedef struct
{
  TieLedger *ledger;     /* (owned) */
  char *connection;
  char *run;             /* (nullable): whose records are asked about */
  char *verb;            /* (nullable): both are offered */
  GPtrArray *ids;        /* (owned) (element-type utf8) */
  GPtrArray *may_go;     /* (owned) (element-type TieRemoval) */
  GPtrArray *stay;       /* (owned) (element-type TieRemoval) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->ledger);
  g_free (look->connection);
  g_free (look->run);
  g_free (look->verb);
  g_ptr_array_unref (look->ids);
  g_ptr_array_unref (look->may_go);
  g_ptr_array_unref (look->stay);
  g_free (look);
}

/* Who asks, and who is told the answer. */
typedef struct
{
  GtkWidget *widget;   /* (owned) */
  TieSession *session; /* (owned) */
  char *verb;          /* (nullable): both are offered */
  GPtrArray *ids;      /* (owned) (nullable): that may go */
  char *blocker;       /* (nullable): what has to go first */
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->widget);
  g_object_unref (asking->session);
  g_clear_pointer (&asking->ids, g_ptr_array_unref);
  g_free (asking->verb);
  g_free (asking->blocker);
  g_free (asking);
}

static void
asking_free_closure (gpointer data,
                     GClosure *closure)
{
  asking_free (data);
}

/* ---- reading ---- */

static gboolean
has_verb (const TieRemoval *removal,
          const char *verb)
{
  return verb == NULL || (g_str_equal (verb, "void") ? removal->can_void : removal->can_delete);
}

static gboolean
is_asked_about (Look *look,
                const char *id)
{
  return id != NULL && g_ptr_array_find_with_equal_func (look->ids, id, g_str_equal, NULL);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Look *look = user_data;

  if (look->run != NULL)
    {
      g_ptr_array_unref (look->ids);
      look->ids = tie_outbox_table_list_created (db, look->connection, look->run, error);
      if (look->ids == NULL)
        {
          look->ids = g_ptr_array_new ();
          return FALSE;
        }
    }
  for (guint i = 0; i < look->ids->len; i++)
    {
      TieRemoval *removal = tie_removal_read (db, look->ledger, g_ptr_array_index (look->ids, i), error);

      if (removal == NULL)
        return FALSE;
      if (removal->refusal == NULL && !has_verb (removal, look->verb))
        removal->refusal = g_strdup_printf (_ ("%s cannot void %s. Delete it from there instead."), tie_practice_package_read_name (db), removal->label);
      /* A payment that goes along keeps nothing. */
      g_ptr_array_add (removal->refusal == NULL || is_asked_about (look, removal->blocker) ? look->may_go : look->stay, removal);
    }
  return TRUE;
}

/* ---- words ---- */

static char *
say_there (const TieRemoval *removal,
           const char *company)
{
  g_autofree char *amount = tie_money_to_display (removal->amount);
  g_autofree char *date = removal->date != NULL ? tie_date_to_display (removal->date) : NULL;

  if (date == NULL) /* sent, and not read since */
    return g_strdup_printf (_ ("%s has it."), company);
  if (removal->number == NULL)
    /* Translators: a company, an amount and a date */
    return g_strdup_printf (_ ("%s has it with the amount %s and the date %s."), company, amount, date);
  /* Translators: a company, a document's number there, an amount and a date */
  return g_strdup_printf (_ ("%s has it as number %s with the amount %s and the date %s."), company, removal->number, amount, date);
}

static char *
say_many (GPtrArray *removals)
{
  GString *lines = g_string_new (NULL);
  gint64 sum = 0;
  g_autofree char *total = NULL;

  for (guint i = 0; i < removals->len; i++)
    {
      const TieRemoval *removal = g_ptr_array_index (removals, i);
      g_autofree char *amount = tie_money_to_display (removal->amount);

      sum += removal->amount;
      if (i < MAX_NAMED)
        g_string_append_printf (lines, "%s · %s\n", removal->label, amount);
    }
  total = tie_money_to_display (sum);
  if (removals->len > MAX_NAMED)
    g_string_append_printf (lines, ngettext ("and %u more", "and %u more", removals->len - MAX_NAMED), removals->len - MAX_NAMED);
  if (removals->len > MAX_NAMED)
    g_string_append_c (lines, '\n');
  /* Translators: the sum of several amounts */
  g_string_append_printf (lines, _ ("%s in all."), total);
  return g_string_free (lines, FALSE);
}

static char *
make_heading (const Look *look,
              const char *verb,
              const char *package)
{
  const TieRemoval *first = g_ptr_array_index (look->may_go, 0);
  guint n = look->may_go->len;

  if (verb == NULL && n == 1)
    return g_strdup_printf (_ ("%s Was Exported to %s"), first->label, package);
  if (verb == NULL)
    return g_strdup_printf (ngettext ("%u Record Was Exported to %s", "%u Records Were Exported to %s", n), n, package);
  if (n == 1)
    /* Translators: the number of a document or payment, and the package */
    return g_strdup_printf (g_str_equal (verb, "void") ? _ ("Void %s in %s?") : _ ("Delete %s from %s?"), first->label, package);
  return g_strdup_printf (g_str_equal (verb, "void") ? ngettext ("Void %u record in %s?", "Void %u records in %s?", n)
                                                     : ngettext ("Delete %u record from %s?", "Delete %u records from %s?", n),
                          n, package);
}

static char *
make_body (const Look *look,
           const char *verb,
           const char *company,
           const char *package,
           gboolean can_void,
           gboolean can_delete)
{
  g_autofree char *there = look->may_go->len == 1 ? say_there (g_ptr_array_index (look->may_go, 0), company) : say_many (look->may_go);
  GString *body = g_string_new (there);

  if (verb == NULL)
    {
      g_string_append (body, "\n\n");
      g_string_append_printf (body, _ ("What reached %s is not taken back by itself."), package);
    }
  if (can_delete)
    g_string_append_printf (body, "\n\n%s", _ ("What is deleted there stays here as if it had never been exported, and can be exported again."));
  if (can_void)
    g_string_append_printf (body, "\n\n%s", _ ("What is voided stays on both sides with its number, and nothing of it is open any more."));
  if (look->stay->len > 0)
    {
      const TieRemoval *first = g_ptr_array_index (look->stay, 0);

      g_string_append_printf (body, "\n\n%s", first->refusal);
    }
  return g_string_free (body, FALSE);
}

/* ---- the question ---- */

static void
say (GtkWidget *widget,
     const char *sentence)
{
  TieStatusLine *line = tie_status_line_for (widget);

  if (line != NULL)
    tie_status_line_say (line, sentence, FALSE);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char *response,
             Asking *asking)
{
  TieSyncJob *job = tie_session_get_sync_job (asking->session);

  if (gtk_widget_get_root (asking->widget) == NULL) /* closed meanwhile */
    return;
  if (g_str_equal (response, "open"))
    tie_record_place_open (asking->widget, tie_session_get_store (asking->session), asking->blocker);
  else if (!g_str_equal (response, "delete") && !g_str_equal (response, "void"))
    return;
  else if (tie_sync_job_get_is_running (job))
    say (asking->widget, _ ("A sync is under way. Try again when it is done."));
  else
    tie_sync_job_remove (job, asking->widget, asking->ids, response);
}

static void
present (Asking *asking, /* (transfer full) */
         const char *heading,
         const char *body,
         const char *const *responses, /* pairs of name and label, NULL at the end */
         const char *way_out)          /* of them */
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (asking->widget)), heading, body);

  for (guint i = 0; responses[i] != NULL; i += 2)
    {
      gboolean is_destructive = g_str_equal (responses[i], "delete") || g_str_equal (responses[i], "void");

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), responses[i], _ (responses[i + 1]));
      if (is_destructive)
        adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), responses[i], ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), way_out);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), way_out);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), asking, asking_free_closure, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Nothing of it can go now: why, and what comes first. */
static void
present_refusal (Asking *asking, /* (transfer full) */
                 const TieRemoval *removal)
{
  const char *const responses[] = { "close", N_ ("_Close"), "open", N_ ("_Open Payment"), NULL };
  const char *const only_close[] = { "close", N_ ("_Close"), NULL };
  g_autofree char *heading = g_strdup_printf (_ ("%s Stays in %s"), removal->label, tie_session_get_package (asking->session)->short_name);

  asking->blocker = g_strdup (removal->blocker);
  present (asking, heading, removal->refusal, removal->blocker != NULL ? responses : only_close, "close");
}

static void
add_response (const char **responses,
              const char *name,
              const char *label)
{
  guint n = 0;

  while (responses[n] != NULL)
    n++;
  responses[n] = name;
  responses[n + 1] = label;
}

static void
present_question (Asking *asking, /* (transfer full) */
                  const Look *look)
{
  const char *company = tie_company_get_name (tie_session_get_company (asking->session));
  const char *package = tie_session_get_package (asking->session)->short_name;
  g_autofree char *delete = g_strdup_printf (_ ("_Delete from %s"), package);
  g_autofree char *void_ = g_strdup_printf (_ ("_Void in %s"), package);
  const char *responses[8] = { NULL };
  gboolean can_void = asking->verb == NULL || g_str_equal (asking->verb, "void");
  gboolean can_delete = asking->verb == NULL || g_str_equal (asking->verb, "delete");
  g_autofree char *heading = make_heading (look, asking->verb, package);
  g_autofree char *body = NULL;

  asking->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < look->may_go->len; i++)
    {
      const TieRemoval *removal = g_ptr_array_index (look->may_go, i);

      g_ptr_array_add (asking->ids, g_strdup (removal->id));
      can_void = can_void && removal->can_void;
      can_delete = can_delete && removal->can_delete;
    }
  body = make_body (look, asking->verb, company != NULL ? company : package, package, can_void, can_delete);
  /* Three stand one above the other, the last one on top and with the focus: Return must not delete. */
  if (!can_void || !can_delete)
    add_response (responses, "cancel", N_ ("_Cancel"));
  if (can_delete)
    add_response (responses, "delete", delete);
  if (can_void)
    add_response (responses, "void", void_);
  if (can_void && can_delete)
    add_response (responses, "cancel", N_ ("_Cancel"));
  present (asking, heading, body, responses, "cancel");
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Asking *asking = user_data;
  g_autoptr (GError) error = NULL;
  const Look *look = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (asking->widget);

  if (gtk_widget_get_root (asking->widget) == NULL)
    asking_free (asking);
  else if (look == NULL)
    {
      if (line != NULL)
        tie_status_line_say_error (line, error);
      asking_free (asking);
    }
  else if (look->may_go->len > 0)
    present_question (asking, look);
  else if (look->stay->len > 0)
    present_refusal (asking, g_ptr_array_index (look->stay, 0));
  else
    {
      g_autofree char *sentence = g_strdup_printf (_ ("Nothing of it is in %s any more."), tie_session_get_package (asking->session)->short_name);

      say (asking->widget, sentence);
      asking_free (asking);
    }
}

static void
ask (GtkWidget *widget,
     TieSession *session,
     const char *const *ids,
     const char *run,
     const char *verb)
{
  TieCompany *company = tie_session_get_company (session);
  g_autofree char *refusal = tie_session_may (session, TIE_RIGHT_SYNC) ? NULL : tie_session_dup_refusal (session, TIE_RIGHT_SYNC);
  Look *look;
  Asking *asking;

  if (refusal != NULL || tie_company_get_ledger (company) == NULL)
    {
      say (widget, refusal != NULL ? refusal : _ ("Not connected."));
      return;
    }
  asking = g_new0 (Asking, 1);
  asking->widget = g_object_ref (widget);
  asking->session = g_object_ref (session);
  asking->verb = g_strdup (verb);
  look = g_new0 (Look, 1);
  look->ledger = g_object_ref (tie_company_get_ledger (company));
  look->connection = g_strdup (tie_company_get_connection (company)->id);
  look->run = g_strdup (run);
  look->verb = g_strdup (verb);
  look->ids = g_ptr_array_new_with_free_func (g_free);
  look->may_go = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_removal_free);
  look->stay = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_removal_free);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (look->ids, g_strdup (ids[i]));
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, read_func, look, (GDestroyNotify) look_free, NULL, read_cb, asking);
}

void
tie_removal_question_ask (GtkWidget *widget,
                          TieSession *session,
                          const char *const *ids,
                          const char *verb)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (ids != NULL);

  ask (widget, session, ids, NULL, verb);
}

void
tie_removal_question_ask_run (GtkWidget *widget,
                              TieSession *session,
                              const char *run)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (run != NULL);

  ask (widget, session, NULL, run, NULL);
}

gboolean
tie_removal_question_may (TieSession *session,
                          TieKind kind,
                          const char *verb)
{
  TieLedger *ledger;

  g_return_val_if_fail (TIE_IS_SESSION (session), FALSE);

  ledger = tie_company_get_ledger (tie_session_get_company (session));
  return kind != 0 && ledger != NULL && tie_session_may (session, TIE_RIGHT_SYNC) && tie_ledger_has_verb (ledger, kind, verb);
}
