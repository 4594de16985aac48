/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "model/tie-document.h"
#include "ui/tie-entry-rows.h"
#include "ui/tie-fee-paper.h"
#include "ui/tie-fee-verb.h"
#include "ui/tie-fee-window-private.h"
#include "ui/tie-help.h"
#include "ui/tie-record-place.h"

G_DEFINE_FINAL_TYPE (TieFeeWindow, tie_fee_window, ADW_TYPE_WINDOW)

#define WIDTH 600

/* To go on is what the window's own button does. */
#define ALL_WAYS (~(guint) TIE_FEE_WAY_CONTINUE)
#define INVOICE_WAYS (guint) (TIE_FEE_WAY_DATE | TIE_FEE_WAY_AMOUNT_ONLY | TIE_FEE_WAY_REPLACE_DRAFT)

static gboolean
can_apply (TieFeeWindow *self)
{
  return self->look != NULL && !self->is_reading && tie_fee_preview_can_import (self->look->preview) && (self->uses_last || tie_fee_look_get_delay (self->look) == NULL);
}

static void
show_error (TieFeeWindow *self,
            const GError *error)
{
  g_autofree char *sentence = error != NULL ? tie_error_get_sentence (error) : NULL;

  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

static void
show_title (TieFeeWindow *self)
{
  const TieFeePreview *preview = self->look->preview;
  const char *title = self->wish.with_invoice ? _ ("Create Invoice from Lacerte Amount") : _ ("Import Invoice Amount");
  g_autofree char *subtitle = g_strdup_printf (_ ("%s — %s"), preview->project_name, preview->contact_name);

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* Files that cannot be read matter where no row was found: it may stand in one of them. */
static void
show_findings (TieFeeWindow *self)
{
  const TieFeePreview *preview = self->look->preview;
  const TieFeeRefresh *refresh = self->look->refresh;
  const TieFeeFinding *delay = tie_fee_look_get_delay (self->look);
  guint ways = self->wish.with_invoice ? ALL_WAYS : ALL_WAYS & ~INVOICE_WAYS;

  if (!preview->can_replace)
    ways &= ~(guint) TIE_FEE_WAY_REPLACE_DRAFT;
  tie_fee_findings_clear (self->findings);
  for (guint i = 0; refresh != NULL && i < refresh->problems->len; i++)
    {
      const TieFeeFinding *problem = refresh->problems->pdata[i];

      if ((problem == delay && !self->uses_last) || (problem != delay && !preview->has_amount))
        tie_fee_findings_add (self->findings, problem, ways);
    }
  for (guint i = 0; i < preview->findings->len; i++)
    tie_fee_findings_add (self->findings, preview->findings->pdata[i], ways);
}

/* F1 tells of what stands in the way most. */
static void
show_help (TieFeeWindow *self)
{
  const TieFeeFinding *delay = tie_fee_look_get_delay (self->look);
  TieFeeCode code = delay != NULL && !self->uses_last ? delay->code : self->look->preview->code;
  g_autofree char *page = code != TIE_FEE_OK ? tie_fee_code_dup_help (code) : NULL;

  tie_help_set_page (GTK_WINDOW (self), page);
}

static void
show_entries (TieFeeWindow *self)
{
  const GPtrArray *entries = self->look->entries;
  guint n = entries != NULL ? entries->len : 0;
  const TieInvoicePreview *wip = self->look->preview->wip;
  g_autofree char *title = g_strdup_printf (ngettext ("%u entry to be billed", "%u entries to be billed", n), n);
  g_autofree char *result = NULL;

  if (n > 0)
    result = g_strdup_printf (ngettext ("%u entry will be marked billed on %s.", "All %u entries will be marked billed on %s.", n), n, wip->number);
  else
    result = g_strdup (_ ("There is no time to mark: the invoice has the total alone."));
  gtk_label_set_label (self->result_label, result);
  gtk_widget_set_visible (GTK_WIDGET (self->result_label), wip != NULL && self->look->preview->has_amount);
  gtk_expander_set_label (self->entries, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->entries), n > 0 && self->look->preview->has_amount);
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), n > 0 ? entries->pdata : NULL, n);
}

static void
show_verb (TieFeeWindow *self)
{
  const TieFeePreview *preview = self->look->preview;
  g_autofree char *money = tie_money_to_words (preview->new_fee);
  g_autofree char *verb = NULL;

  if (self->wish.with_invoice)
    /* Translators: %s is an amount of money */
    verb = preview->has_amount ? g_strdup_printf (_ ("Create Invoice for %s"), money) : g_strdup (_ ("Create Invoice"));
  else
    /* Translators: %s is an amount of money */
    verb = preview->has_amount ? g_strdup_printf (_ ("Import %s"), money) : g_strdup (_ ("Import"));
  gtk_button_set_label (GTK_BUTTON (self->apply_button), verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apply_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
}

void
tie_fee_window_update (TieFeeWindow *self)
{
  gtk_spinner_set_spinning (self->spinner, self->is_reading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fee.apply", can_apply (self));
  gtk_widget_set_visible (self->amount_row, self->wish.is_typed);
  gtk_widget_set_visible (self->date_row, self->wish.with_invoice);
  gtk_widget_set_visible (self->fields, self->wish.is_typed || self->wish.with_invoice);
  if (self->look == NULL)
    return;
  show_title (self);
  show_findings (self);
  show_help (self);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, -1); /* as high as what is in it */
  tie_fee_figures_show (self->figures, self->look);
  tie_fee_details_show (self->details, self->look->preview);
  show_entries (self);
  show_verb (self);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieFeeWindow) self = TIE_FEE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFeeLook) look = tie_fee_look_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  self->is_reading = FALSE;
  if (look == NULL)
    show_error (self, error);
  else if (look->preview != NULL)
    {
      if (look->refresh == NULL && self->look != NULL) /* what the source said stays true */
        look->refresh = g_steal_pointer (&self->look->refresh);
      g_clear_pointer (&self->look, tie_fee_look_free);
      self->look = g_steal_pointer (&look);
    }
  tie_fee_window_update (self);
}

void
tie_fee_window_load (TieFeeWindow *self,
                     gboolean with_source)
{
  self->is_reading = TRUE;
  tie_fee_window_update (self);
  tie_fee_look_async (tie_session_get_store (self->session), self->project, &self->wish, with_source, self->gone, looked_cb, g_object_ref (self));
}

static void
store_changed_cb (TieFeeWindow *self,
                  guint areas)
{
  if (self->look != NULL && !self->is_reading && (areas & (TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_FEES)) != 0)
    tie_fee_window_load (self, FALSE);
}

static void
date_changed_cb (TieFeeWindow *self)
{
  g_free (self->wish.date);
  self->wish.date = g_strdup (tie_date_entry_get_date (self->date));
  tie_fee_window_load (self, FALSE);
}

static void
amount_changed_cb (TieFeeWindow *self)
{
  g_clear_pointer (&self->wish.typed_from, g_free); /* another one than the paper's */
  self->wish.typed = tie_amount_entry_get_value (self->amount);
  tie_fee_window_load (self, FALSE);
}

static void
confirmed_cb (gint64 amount,
              const char *name,
              gpointer owner)
{
  TieFeeWindow *self = owner;

  if (g_cancellable_is_cancelled (self->gone))
    return;
  g_signal_handlers_block_by_func (self->amount, amount_changed_cb, self);
  tie_amount_entry_set_value (self->amount, amount);
  g_signal_handlers_unblock_by_func (self->amount, amount_changed_cb, self);
  g_free (self->wish.typed_from);
  self->wish.typed_from = g_strdup (name);
  self->wish.typed = amount;
  tie_fee_window_load (self, FALSE);
}

static void
paper_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  tie_fee_paper_choose (GTK_WINDOW (widget), confirmed_cb, widget);
}

/* One invoice is shown; another window may have been first, then this one shows what it did. */
static gboolean
applied_cb (gpointer data,
            const GError *error,
            gpointer owner)
{
  TieFeeWindow *self = owner;
  TieFeeVerb *verb = data;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;
  self->look = g_steal_pointer (&verb->look);
  if (error != NULL)
    {
      show_error (self, error);
      tie_fee_window_load (self, FALSE);
      return TRUE;
    }
  gtk_window_close (GTK_WINDOW (self));
  if (verb->invoice != NULL)
    gtk_widget_activate_action (parent, "win.open-record", "(ss)", tie_record_place_get_page (TIE_DOCUMENT_KIND_INVOICE), verb->invoice);
  return FALSE;
}

static void
apply_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieFeeWindow *self = TIE_FEE_WINDOW (widget);

  if (!tie_typed_entry_commit (TIE_TYPED_ENTRY (self->date)) || (self->wish.is_typed && !tie_typed_entry_commit (TIE_TYPED_ENTRY (self->amount))) || !can_apply (self))
    return;
  show_error (self, NULL);
  tie_fee_verb_run (widget, self->session, g_steal_pointer (&self->look), applied_cb, self);
  tie_fee_window_update (self);
}

/* Cancel is what Enter does where there is something to be read first. */
static void
map_cb (TieFeeWindow *self)
{
  gboolean is_plain = self->look != NULL && self->look->preview->findings->len == 0 && can_apply (self);

  gtk_widget_grab_focus (is_plain ? self->apply_button : self->cancel_button);
}

static gboolean
close_request_cb (TieFeeWindow *self)
{
  if (self->look != NULL && !self->is_reading && !tie_fee_preview_can_import (self->look->preview))
    tie_fee_verb_log_refusal (self->session, g_steal_pointer (&self->look));
  g_cancellable_cancel (self->gone);
  return FALSE;
}

static void
tie_fee_window_dispose (GObject *object)
{
  TieFeeWindow *self = TIE_FEE_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_FEE_WINDOW);
  G_OBJECT_CLASS (tie_fee_window_parent_class)->dispose (object);
}

static void
tie_fee_window_finalize (GObject *object)
{
  TieFeeWindow *self = TIE_FEE_WINDOW (object);

  g_clear_pointer (&self->look, tie_fee_look_free);
  tie_fee_wish_clear (&self->wish);
  g_clear_object (&self->rows);
  g_object_unref (self->gone);
  g_free (self->project);
  G_OBJECT_CLASS (tie_fee_window_parent_class)->finalize (object);
}

static void
tie_fee_window_class_init (TieFeeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_fee_window_dispose;
  object_class->finalize = tie_fee_window_finalize;
  g_type_ensure (TIE_TYPE_FEE_DETAILS);
  g_type_ensure (TIE_TYPE_FEE_FIGURES);
  g_type_ensure (TIE_TYPE_FEE_FINDINGS);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-fee-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, figures);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, details);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, amount_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, amount_bin);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, date_row);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, date_bin);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, entries);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, result_label);
  gtk_widget_class_bind_template_child (widget_class, TieFeeWindow, findings);
  gtk_widget_class_bind_template_callback (widget_class, tie_fee_window_take_way);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "fee.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "fee.paper", NULL, paper_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "fee.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_fee_window_init (TieFeeWindow *self)
{
  GtkWidget *amount = tie_amount_entry_new (_ ("Amount"), TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
  GtkWidget *date = tie_date_entry_new (_ ("Invoice date"));
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->gone = g_cancellable_new ();
  self->rows = g_list_store_new (TIE_TYPE_LIST_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->amount = TIE_AMOUNT_ENTRY (amount);
  self->date = TIE_DATE_ENTRY (date);
  adw_bin_set_child (self->amount_bin, amount);
  adw_bin_set_child (self->date_bin, date);
  tie_date_entry_set_required (self->date, TRUE);
  tie_entry_rows_add_columns (self->table);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->rows))))));
  tie_table_set_model (self->table, selection);
}

void
tie_fee_window_open (GtkWindow *parent,
                     TieSession *session,
                     const TieFeeWish *wish,
                     TieFeeLook *look)
{
  TieFeeWindow *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (look != NULL && look->preview != NULL);

  self = g_object_new (TIE_TYPE_FEE_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->project = g_strdup (look->preview->project);
  self->wish = *wish;
  self->wish.file = g_strdup (wish->file);
  self->wish.date = g_strdup (look->preview->date);
  self->look = look;
  tie_date_entry_set_date (self->date, look->preview->date);
  tie_amount_entry_set_value (self->amount, look->preview->old_fee);
  g_signal_connect_object (self->date, "notify::date", G_CALLBACK (date_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->amount, "notify::value", G_CALLBACK (amount_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  tie_fee_window_update (self);
  gtk_window_present (GTK_WINDOW (self));
}
