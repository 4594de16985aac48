/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review-window"
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "fees/tie-fee-watch.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-fee-review-import.h"
#include "ui/tie-fee-review-table.h"
#include "ui/tie-fee-review-window.h"
#include "ui/tie-fee-rows-show.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-help.h"
#include "ui/tie-list-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-text-filter.h"

/* That can be chosen, this one and those before. */
#define N_YEARS 5

struct _TieFeeReviewWindow
{
  AdwWindow parent_instance;

  GtkSpinner *spinner;           /* template child */
  GtkDropDown *year_drop_down;   /* template child */
  GtkSearchEntry *search_entry;  /* template child */
  GtkDropDown *show_drop_down;   /* template child */
  TieFeeFindings *findings;      /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */
  GtkLabel *words_label;         /* template child */
  GtkLabel *found_label;         /* template child */
  GtkWidget *import_button;      /* template child */
  TieStatusLine *status_line;    /* template child */

  TieSession *session;         /* (owned) */
  TieFeeReviewView *view;      /* (owned) (nullable): as last read; NULL while it is being imported */
  GListStore *rows;            /* (owned) */
  GtkFilterListModel *shown;   /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  TieTextFilter *text;         /* (owned) */
  GtkCustomFilter *shows;      /* (owned) */
  GCancellable *gone;          /* (owned) */
  TieFeeWatch *watch;          /* (owned) */
  guint this_year;
  gboolean is_reading;
  gboolean is_stale;           /* the source is to be read once more when this reading is through */
  gboolean has_asked;          /* for a source */
};

G_DEFINE_FINAL_TYPE (TieFeeReviewWindow, tie_fee_review_window, ADW_TYPE_WINDOW)

static void load (TieFeeReviewWindow *self, gboolean with_source);

static gboolean
shows_row (gpointer item,
           gpointer user_data)
{
  TieFeeReviewWindow *self = user_data;

  return tie_fee_review_is_shown (item, gtk_drop_down_get_selected (self->show_drop_down));
}

static guint
get_year (TieFeeReviewWindow *self)
{
  return self->this_year - gtk_drop_down_get_selected (self->year_drop_down);
}

/* One function says what is checked, and what the button would do. */
static void
count (TieFeeReviewWindow *self)
{
  TieFeeReviewCount n;
  g_autofree char *money = NULL;
  g_autofree char *verb = NULL;
  g_autofree char *found = NULL;

  tie_fee_review_count (G_LIST_MODEL (self->rows), &n);
  tie_table_set_head (self->table, n.n_checked, n.n_possible);
  verb = g_strdup_printf (ngettext ("Import %u Fee", "Import %u Fees", n.n_checked), n.n_checked);
  gtk_button_set_label (GTK_BUTTON (self->import_button), verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->import_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.import", n.n_checked > 0 && self->view != NULL && self->view->tax_year == get_year (self) && tie_session_may (self->session, TIE_RIGHT_BILLING));
  if (self->view == NULL)
    return;
  money = tie_money_to_display (n.sum);
  /* Translators: how many of how many projects have an amount, how many of them the same as now, the sum of those that are checked */
  found = g_strdup_printf (_ ("%u of %u projects found, %u the same already; %s checked"), self->view->review->n_found, n.n_rows, self->view->review->n_same, money);
  gtk_label_set_label (self->found_label, found);
}

static void
filter_cb (TieFeeReviewWindow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *nothing = NULL;

  if (self->shows == NULL) /* while it is built */
    return;
  tie_text_filter_set_text (self->text, typed);
  gtk_filter_changed (GTK_FILTER (self->shows), GTK_FILTER_CHANGE_DIFFERENT);
  /* Translators: %s is what was typed */
  nothing = *typed != '\0' ? g_strdup_printf (_ ("No projects match “%s”"), typed) : g_strdup (_ ("No Such Projects"));
  tie_list_states_set_nothing_found (self->states, nothing);
}

static void
source_closed_cb (TieFeeReviewWindow *self)
{
  self->has_asked = TRUE;
  load (self, TRUE);
}

static void
open_source (TieFeeReviewWindow *self)
{
  GtkWidget *window = tie_fee_source_window_open (GTK_WINDOW (self), self->session);

  g_signal_connect_object (window, "destroy", G_CALLBACK (source_closed_cb), self, G_CONNECT_SWAPPED);
}

/* The whole sentence about the row that is looked at, and where F1 tells more. */
static void
show_selected (TieFeeReviewWindow *self)
{
  TieListRow *row = gtk_single_selection_get_selected_item (self->selection);
  TieFeeCode code = row != NULL ? (TieFeeCode) tie_list_row_get_number (row, TIE_FEE_REVIEW_CODE) : TIE_FEE_OK;
  g_autofree char *page = code != TIE_FEE_OK ? tie_fee_code_dup_help (code) : NULL;

  gtk_label_set_label (self->words_label, row != NULL ? tie_list_row_get_text (row, TIE_FEE_REVIEW_WORDS) : "");
  tie_help_set_page (GTK_WINDOW (self), page);
}

static void
show_view (TieFeeReviewWindow *self)
{
  const TieFeeReviewView *view = self->view;

  tie_fee_findings_clear (self->findings);
  if (!tie_session_may (self->session, TIE_RIGHT_BILLING))
    tie_fee_findings_add_refusal (self->findings, self->session);
  for (guint i = 0; view->refresh != NULL && i < view->refresh->problems->len; i++)
    tie_fee_findings_add (self->findings, view->refresh->problems->pdata[i], TIE_FEE_WAY_TRY_AGAIN | TIE_FEE_WAY_SOURCE | TIE_FEE_WAY_COLUMNS);
  tie_fee_rows_show (self->rows, view->items);
  gtk_filter_changed (GTK_FILTER (self->shows), GTK_FILTER_CHANGE_DIFFERENT); /* a row may say something else now */
  show_selected (self);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeReviewWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFeeReviewView) view = tie_fee_review_load_finish (TIE_STORE (source), result, &error);
  gboolean is_first = self->view == NULL;

  if (g_cancellable_is_cancelled (self->gone) || (view != NULL && view->tax_year != get_year (self))) /* another year is on its way */
    return;
  self->is_reading = FALSE;
  gtk_spinner_stop (self->spinner);
  tie_list_states_set_is_loading (self->states, FALSE);
  if (view == NULL)
    tie_status_line_say_error (self->status_line, error);
  else
    {
      if (view->refresh != NULL)
        tie_fee_watch_follow (self->watch, view->refresh);
      else if (self->view != NULL) /* what the source said stays true */
        view->refresh = g_steal_pointer (&self->view->refresh);
      g_clear_pointer (&self->view, tie_fee_review_view_free);
      self->view = g_steal_pointer (&view);
      show_view (self);
    }
  count (self);
  if (is_first && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    tie_table_focus_row (self->table, 0);
  if (self->view != NULL && self->view->refresh != NULL && !self->view->refresh->has_source && !self->has_asked)
    open_source (self);
  else if (self->is_stale)
    load (self, TRUE);
}

static void
load (TieFeeReviewWindow *self,
      gboolean with_source)
{
  self->is_reading = TRUE;
  self->is_stale = FALSE;
  gtk_spinner_start (self->spinner);
  tie_list_states_set_is_loading (self->states, TRUE);
  tie_fee_review_load_async (tie_session_get_store (self->session), get_year (self), with_source, self->gone, loaded_cb, g_object_ref (self));
}

/* A file may have come or changed; not while the fees are being imported. */
static void
look_cb (TieFeeReviewWindow *self)
{
  if (self->is_reading)
    self->is_stale = TRUE;
  else if (self->view != NULL)
    load (self, TRUE);
}

static void
year_cb (TieFeeReviewWindow *self)
{
  if (self->session != NULL)
    load (self, FALSE);
}

static void
way_cb (TieFeeReviewWindow *self,
        guint way)
{
  if (way == TIE_FEE_WAY_TRY_AGAIN)
    load (self, TRUE);
  else
    open_source (self);
}

static void
check_cb (TieFeeReviewWindow *self,
          TieListRow *row)
{
  if (tie_fee_review_can_import (row, NULL))
    tie_list_row_set_is_checked (row, !tie_list_row_get_is_checked (row));
  count (self);
}

/* Those that are shown: a person who presses it has them before the eyes. */
static void
check_all_cb (TieFeeReviewWindow *self,
              gboolean check)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (tie_fee_review_can_import (row, NULL))
        tie_list_row_set_is_checked (row, check);
    }
  count (self);
}

static gboolean
imported_cb (gpointer data,
             const GError *error,
             gpointer owner)
{
  TieFeeReviewWindow *self = owner;
  TieFeeReviewImport *import = data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;
  if (error != NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      load (self, FALSE);
      return TRUE;
    }
  tie_fee_review_import_show_left (parent, import);
  gtk_window_close (GTK_WINDOW (self));
  return FALSE;
}

static void
import_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieFeeReviewWindow *self = TIE_FEE_REVIEW_WINDOW (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->view == NULL)
    return;
  tie_fee_review_import_run (parent != NULL ? GTK_WIDGET (parent) : widget, self->session, g_steal_pointer (&self->view), imported_cb, self);
  count (self);
}

static gboolean
close_request_cb (TieFeeReviewWindow *self)
{
  g_cancellable_cancel (self->gone);
  return FALSE;
}

static void
tie_fee_review_window_dispose (GObject *object)
{
  TieFeeReviewWindow *self = TIE_FEE_REVIEW_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);
  g_clear_object (&self->shows);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_FEE_REVIEW_WINDOW);
  G_OBJECT_CLASS (tie_fee_review_window_parent_class)->dispose (object);
}

static void
tie_fee_review_window_finalize (GObject *object)
{
  TieFeeReviewWindow *self = TIE_FEE_REVIEW_WINDOW (object);

  g_clear_pointer (&self->view, tie_fee_review_view_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->rows);
  g_clear_object (&self->text);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_fee_review_window_parent_class)->finalize (object);
}

static void
tie_fee_review_window_class_init (TieFeeReviewWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_review_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_review_window_finalize;
  g_type_ensure (TIE_TYPE_FEE_FINDINGS);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-review-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, year_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, findings);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, words_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, found_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, TieFeeReviewWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "review.import", NULL, import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "review.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
build_model (TieFeeReviewWindow *self)
{
  GtkEveryFilter *every = gtk_every_filter_new ();

  self->rows = g_list_store_new (TIE_TYPE_LIST_ROW);
  self->text = tie_text_filter_new ((TieTextFilterKey) tie_list_row_get_key);
  self->shows = gtk_custom_filter_new (shows_row, self, NULL);
  gtk_multi_filter_append (GTK_MULTI_FILTER (every), g_object_ref (GTK_FILTER (self->text)));
  gtk_multi_filter_append (GTK_MULTI_FILTER (every), g_object_ref (GTK_FILTER (self->shows)));
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), GTK_FILTER (every));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->shown)))));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_list_states_set_models (self->states, G_LIST_MODEL (self->rows), G_LIST_MODEL (self->shown));
}

static void
tie_fee_review_window_init (TieFeeReviewWindow *self)
{
  g_autoptr (GtkStringList) years = gtk_string_list_new (NULL);
  g_autofree char *today = tie_typed_date_get_today ();

  self->gone = g_cancellable_new ();
  self->watch = tie_fee_watch_new (TIE_FEE_WATCH_SECONDS);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->this_year = (guint) atoi (today);
  for (guint i = 0; i < N_YEARS; i++)
    {
      g_autofree char *year = g_strdup_printf ("%u", self->this_year - i);

      gtk_string_list_append (years, year);
    }
  gtk_drop_down_set_model (self->year_drop_down, G_LIST_MODEL (years));
  gtk_drop_down_set_selected (self->year_drop_down, 1);
  tie_fee_review_table_add_columns (self->table);
  build_model (self);
}

GtkWidget *
tie_fee_review_window_open (GtkWindow *parent,
                            TieSession *session,
                            guint tax_year)
{
  TieFeeReviewWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_FEE_REVIEW_WINDOW, "transient-for", parent, NULL);
  if (tax_year > self->this_year - N_YEARS && tax_year <= self->this_year)
    gtk_drop_down_set_selected (self->year_drop_down, self->this_year - tax_year);
  self->session = g_object_ref (session);
  g_signal_connect_object (self->watch, "look", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  load (self, TRUE);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
