/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-view"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "print/tie-paper-data.h"
#include "store/tie-connection-table.h"
#include "sync/tie-comparison-words.h"
#include "ui/tie-caption.h"
#include "ui/tie-comparison-figures.h"
#include "ui/tie-comparison-row.h"
#include "ui/tie-comparison-view-private.h"
#include "ui/tie-status-line.h"

/* Rows of differences that stand on the page; there are more only before a firm has exported anything. */
#define MAX_ROWS 50

/* What changes any figure. */
#define AREAS (TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_CONNECTION)

enum
{
  PROP_IS_EVEN = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TieComparisonView, tie_comparison_view, GTK_TYPE_WIDGET)

/* ---- reading ---- */

typedef struct
{
  TiePeriod period;
  char *from;                /* (owned) (nullable) */
  char *until;               /* (owned) */
  TieConnection *connection; /* (owned) (nullable) out */
  TieComparison *comparison; /* (owned) (nullable) out: NULL while there was never a company */
  TieLetter *letter;         /* (owned) out */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->connection, tie_connection_free);
  g_clear_pointer (&request->comparison, tie_comparison_free);
  g_clear_pointer (&request->letter, tie_letter_free);
  g_free (request->from);
  g_free (request->until);
  g_free (request);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Request *request = user_data;
  GError *local_error = NULL;

  request->connection = tie_connection_table_get_active (db, &local_error);
  if (local_error == NULL && request->connection != NULL)
    request->comparison = tie_comparison_table_read (db, request->connection->id, request->from, request->until, &local_error);
  if (local_error == NULL)
    request->letter = tie_letter_load (db, NULL, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- showing ---- */

static void
show_differences (TieComparisonView *self,
                  const TieComparison *comparison)
{
  guint n = comparison->differences->len;

  tie_comparison_figures_clear (self->differences_list);
  for (guint i = 0; i < MIN (n, MAX_ROWS); i++)
    gtk_list_box_append (self->differences_list, tie_comparison_row_new (comparison->differences->pdata[i], tie_session_get_package (self->session)->short_name));
  if (n > MAX_ROWS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", n - MAX_ROWS), n - MAX_ROWS);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), more);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("The Sync page lists what can be sent; the printed Tie-Out names them all."));
      gtk_list_box_append (self->differences_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->differences_label), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->differences_list), n > 0);
}

/* What another company of the practice has. */
static void
show_elsewhere (TieComparisonView *self,
                const TieComparison *comparison)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < comparison->elsewhere->len; i++)
    {
      g_autofree char *line = tie_elsewhere_dup_text (comparison->elsewhere->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_label (self->elsewhere_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere_label), text->len > 0);
}

static void
set_is_even (TieComparisonView *self,
             gboolean is_even)
{
  if (self->is_even == is_even)
    return;
  self->is_even = is_even;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EVEN]);
}

static void
show_comparison (TieComparisonView *self,
                 const TieComparison *comparison)
{
  gboolean is_even = comparison->last_read != NULL && tie_comparison_is_even (comparison);
  g_autofree char *read = comparison->last_read != NULL ? tie_date_to_display (comparison->last_read) : NULL;
  /* Translators: when the company's books were read last */
  g_autofree char *as_of = read != NULL ? g_strdup_printf (_ ("as of %s"), read) : NULL;

  tie_comparison_figures_show (self->figures_list, comparison, tie_session_get_package (self->session)->short_name);
  show_differences (self, comparison);
  show_elsewhere (self, comparison);
  gtk_widget_set_visible (GTK_WIDGET (self->even_row), is_even);
  adw_action_row_set_subtitle (self->even_row, as_of);
  set_is_even (self, is_even);
}

/* Old figures are dimmed: they say what was, not what is. */
static void
show_company (TieComparisonView *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *name = tie_company_get_name (company);
  const char *last_read = tie_company_get_last_read (company);
  g_autofree char *read = last_read != NULL ? tie_date_to_display (last_read) : NULL;
  gboolean is_old = state != TIE_COMPANY_CONNECTED && state != TIE_COMPANY_CONNECTING;
  g_autofree char *text = NULL;

  if (name != NULL && read != NULL)
    /* Translators: a company, date and time */
    text = g_strdup_printf (is_old ? _ ("%s · as of %s") : _ ("%s · read %s"), name, read);
  gtk_label_set_label (self->company_label, text != NULL ? text : name != NULL ? name : "");
  if (is_old)
    gtk_widget_add_css_class (GTK_WIDGET (self->figures_list), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->figures_list), "dim-label");
}

static void
show_result (TieComparisonView *self,
             const Request *request)
{
  gboolean has_company = request->comparison != NULL;

  g_clear_object (&self->report);
  if (has_company)
    {
      self->report = tie_comparison_make_report (request->comparison, request->connection->company_name != NULL ? request->connection->company_name : "", tie_session_get_package (self->session)->short_name, request->period);
      g_free (self->firm);
      self->firm = g_strdup (request->letter->firm);
      self->paper = request->letter->layout->paper;
      show_comparison (self, request->comparison);
    }
  else
    set_is_even (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), has_company);
  tie_comparison_view_update_actions (self);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieComparisonView) self = user_data;
  g_autoptr (GError) error = NULL;
  const Request *request = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL || tie_error_is_cancelled (error))
    return;
  if (request != NULL)
    show_result (self, request);
  else
    tie_status_line_say_error (tie_status_line_for (GTK_WIDGET (self)), error);
}

static void
load (TieComparisonView *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  Request *request;

  if (self->session == NULL)
    return;
  self->is_stale = FALSE;
  g_cancellable_cancel (self->gone);
  g_object_unref (self->gone);
  self->gone = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->period = (TiePeriod) gtk_drop_down_get_selected (self->period_drop_down);
  tie_period_get_days (request->period, today, &request->from, &request->until);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, request, request_free, self->gone, read_cb, g_object_ref (self));
}

static void
period_cb (TieComparisonView *self)
{
  load (self);
}

static void
store_changed_cb (TieComparisonView *self,
                  guint areas)
{
  if ((areas & AREAS) == 0)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || !gtk_widget_get_visible (GTK_WIDGET (self)))
    load (self);
  else
    self->is_stale = TRUE;
}

/* ---- object ---- */

static void
tie_comparison_view_map (GtkWidget *widget)
{
  TieComparisonView *self = TIE_COMPARISON_VIEW (widget);

  GTK_WIDGET_CLASS (tie_comparison_view_parent_class)->map (widget);
  if (self->is_stale)
    load (self);
}

static void
tie_comparison_view_get_property (GObject *object,
                                  guint prop_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_EVEN:
      g_value_set_boolean (value, TIE_COMPARISON_VIEW (object)->is_even);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_comparison_view_dispose (GObject *object)
{
  TieComparisonView *self = TIE_COMPARISON_VIEW (object);

  if (self->gone != NULL)
    g_cancellable_cancel (self->gone);
  g_clear_object (&self->gone);
  g_clear_object (&self->session);
  g_clear_object (&self->report);
  g_clear_pointer (&self->firm, g_free);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tie_comparison_view_parent_class)->dispose (object);
}

static void
tie_comparison_view_class_init (TieComparisonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tie_comparison_view_get_property;
  object_class->dispose = tie_comparison_view_dispose;
  widget_class->map = tie_comparison_view_map;

  properties[PROP_IS_EVEN] = g_param_spec_boolean ("is-even", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-comparison-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, box);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, period_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, company_label);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, elsewhere_label);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, journal_label);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, figures_list);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, even_row);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, differences_label);
  gtk_widget_class_bind_template_child (widget_class, TieComparisonView, differences_list);
  gtk_widget_class_bind_template_callback (widget_class, period_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  tie_comparison_view_install_actions (widget_class);
}

static void
tie_comparison_view_init (TieComparisonView *self)
{
  g_autoptr (GtkStringList) periods = gtk_string_list_new (NULL);

  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < TIE_N_PERIODS; i++)
    gtk_string_list_append (periods, tie_period_get_label ((TiePeriod) i));
  gtk_drop_down_set_model (self->period_drop_down, G_LIST_MODEL (periods));
  gtk_drop_down_set_selected (self->period_drop_down, TIE_PERIOD_THIS_QUARTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show_package (TieComparisonView *self)
{
  const char *package = tie_session_get_package (self->session)->short_name;
  g_autofree char *note = g_strdup_printf (_ ("Journal entries are not read: what somebody books on the receivables with one in %s is a difference to its own reports, and none of these."), package);

  gtk_label_set_label (self->journal_label, note);
  tie_caption_set_tooltip (self->refresh_button, _ ("Read from %s (F5)"), package);
}

void
tie_comparison_view_set_session (TieComparisonView *self,
                                 TieSession *session)
{
  g_return_if_fail (TIE_IS_COMPARISON_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify", G_CALLBACK (show_company), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (tie_comparison_view_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
  show_package (self);
  show_company (self);
  tie_comparison_view_update_actions (self);
  load (self);
}
