/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-invoice-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-invoice-now.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-invoice-window.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-record-place.h"
#include "ui/tie-verb.h"

struct _TieInvoiceWindow
{
  AdwWindow parent_instance;

  GtkLabel *client_label;       /* template child */
  GtkWidget *create_button;     /* template child */
  GtkLabel *error_label;        /* template child */
  GtkCheckButton *total_check;  /* template child */
  GtkCheckButton *wip_check;    /* template child */
  AdwBin *total_bin;            /* template child */
  GtkLabel *wip_label;          /* template child */
  AdwBin *date_bin;             /* template child */
  GtkWidget *client_row;        /* template child */
  GtkSwitch *client_switch;     /* template child */
  GtkWidget *figures;           /* template child */
  GtkLabel *sum_label;          /* template child */
  GtkLabel *entries_title;      /* template child */
  GtkLabel *worth_label;        /* template child */
  GtkLabel *entries_label;      /* template child */
  GtkLabel *adjustment_title;   /* template child */
  GtkLabel *adjustment_label;   /* template child */
  GtkLabel *realization_label;  /* template child */
  GtkLabel *result_label;       /* template child */
  GtkLabel *timers_label;       /* template child */

  TieAmountEntry *total; /* (unowned) */
  TieDateEntry *date;    /* (unowned) */

  TieSession *session;  /* (owned) */
  char **projects;      /* (owned) */
  GPtrArray *previews;  /* (owned) (nullable), element TieInvoicePreview: as last read */
  GCancellable *gone;   /* (owned) */
};

#define TIE_TYPE_INVOICE_WINDOW (tie_invoice_window_get_type ())
G_DECLARE_FINAL_TYPE (TieInvoiceWindow, tie_invoice_window, TIE, INVOICE_WINDOW, AdwWindow)
G_DEFINE_FINAL_TYPE (TieInvoiceWindow, tie_invoice_window, ADW_TYPE_WINDOW)

/* What several previews come to. */
typedef struct
{
  gint64 hours;
  gint64 wip;
  guint n_entries;
  guint n_time;
  guint n_expenses;
} Sums;

/* The button follows its action. */
static void
set_can_create (TieInvoiceWindow *self,
                gboolean can_create)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invoice.create", can_create);
}

static gboolean
is_single (TieInvoiceWindow *self)
{
  return self->projects[1] == NULL;
}

static TieInvoicePreview *
get_first (TieInvoiceWindow *self)
{
  return g_ptr_array_index (self->previews, 0);
}

static Sums
add_up (TieInvoiceWindow *self)
{
  Sums sums = { 0 };

  for (guint i = 0; i < self->previews->len; i++)
    {
      const TieInvoicePreview *preview = g_ptr_array_index (self->previews, i);

      sums.hours += preview->hours;
      sums.wip += preview->wip;
      sums.n_entries += preview->entries->len;
      sums.n_time += preview->n_time;
      sums.n_expenses += preview->n_expenses;
    }
  return sums;
}

static gboolean
is_fixed (TieInvoiceWindow *self)
{
  return is_single (self) && gtk_check_button_get_active (self->total_check);
}

static void
set_money (GtkLabel *label,
           gint64 amount)
{
  g_autofree char *text = tie_money_to_display (amount);

  gtk_label_set_label (label, text);
}

/* "6.25 h, 7 entries, 1 expense" */
static void
show_entries (TieInvoiceWindow *self,
              const Sums *sums)
{
  g_autofree char *hours = tie_list_columns_format_hours (sums->hours);
  g_autofree char *time = g_strdup_printf (ngettext ("%s h, %u entry", "%s h, %u entries", sums->n_time), hours, sums->n_time);
  g_autofree char *expenses = g_strdup_printf (ngettext ("%u expense", "%u expenses", sums->n_expenses), sums->n_expenses);
  g_autofree char *all = sums->n_expenses > 0 ? g_strdup_printf ("%s, %s", time, expenses) : g_strdup (time);

  gtk_label_set_label (self->entries_label, all);
}

static void
show_adjustment (TieInvoiceWindow *self,
                 gint64 total)
{
  gint64 adjustment = tie_invoice_preview_get_adjustment (get_first (self), total);
  gint64 percent = 0;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  gtk_label_set_label (self->adjustment_title, adjustment < 0 ? _ ("Write-down") : _ ("Write-up"));
  set_money (self->adjustment_label, adjustment);
  if (tie_invoice_preview_get_realization (get_first (self), total, &percent))
    {
      number = tie_decimal_to_display ((percent + TIE_SCALE / 2) / TIE_SCALE, 0, 0);
      /* Translators: which part of the work in progress is billed, in percent */
      words = g_strdup_printf (_ ("Realization %s %%"), number);
    }
  gtk_label_set_label (self->realization_label, words != NULL ? words : _ ("Realization n/a"));
}

static void
show_result (TieInvoiceWindow *self,
             const Sums *sums,
             gint64 total)
{
  const TieInvoicePreview *first = get_first (self);
  g_autofree char *money = tie_money_to_display (total);
  g_autofree char *result = NULL;
  g_autofree char *verb = NULL;

  if (sums->n_entries == 0)
    {
      result = g_strdup (is_fixed (self) ? _ ("There is no time to mark: the invoice has the total alone.") : _ ("There is nothing to bill until then."));
      verb = g_strdup_printf (_ ("Create Invoice for %s"), money);
    }
  else if (is_single (self))
    {
      result = g_strdup_printf (ngettext ("%u entry will be marked billed on %s.", "All %u entries will be marked billed on %s.", sums->n_entries), sums->n_entries,
                                first->number);
      verb = g_strdup_printf (_ ("Create Invoice for %s"), money);
    }
  else
    {
      result = g_strdup_printf (ngettext ("%u entry will be marked billed, from %s on.", "All %u entries will be marked billed, from %s on.", sums->n_entries),
                                sums->n_entries, first->number);
      verb = g_strdup_printf (_ ("Create Invoices for %s"), money);
    }
  gtk_label_set_label (self->result_label, result);
  gtk_button_set_label (GTK_BUTTON (self->create_button), verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->create_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
}

static void
show_timers (TieInvoiceWindow *self)
{
  guint n = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->previews->len; i++)
    n += ((TieInvoicePreview *) self->previews->pdata[i])->timers->len;
  words = g_strdup_printf (ngettext ("%u person still has an unsaved timer on this work.", "%u people still have unsaved timers on this work.", n), n);
  gtk_label_set_label (self->timers_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->timers_label), n > 0);
}

static void
update_cb (TieInvoiceWindow *self)
{
  Sums sums;
  gint64 total;

  gtk_widget_set_sensitive (GTK_WIDGET (self->total_bin), is_fixed (self));
  if (self->previews == NULL)
    return;
  sums = add_up (self);
  total = is_fixed (self) ? tie_amount_entry_get_value (self->total) : sums.wip;
  set_money (self->wip_label, sums.wip);
  set_money (self->sum_label, total);
  set_money (self->worth_label, sums.wip);
  show_entries (self, &sums);
  if (is_single (self))
    show_adjustment (self, total);
  show_result (self, &sums, total);
  show_timers (self);
  set_can_create (self, total > 0 || (sums.n_entries > 0 && total == 0));
}

static void
show_error (TieInvoiceWindow *self,
            const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);

  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}

typedef struct
{
  char **projects;     /* (owned) */
  char *date;          /* (owned) */
  GPtrArray *previews; /* (owned), element TieInvoicePreview */
  GPtrArray *invoices; /* (owned) (nullable), element utf8: ids of what was made of them */
  gint64 total;
  gboolean is_fixed;
  gboolean for_each_client;
} InvoiceData;

static void
invoice_data_free (InvoiceData *data)
{
  g_strfreev (data->projects);
  g_free (data->date);
  g_clear_pointer (&data->previews, g_ptr_array_unref);
  g_clear_pointer (&data->invoices, g_ptr_array_unref);
  g_free (data);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  InvoiceData *data = user_data;

  data->previews = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_invoice_preview_free);
  for (char **project = data->projects; *project != NULL; project++)
    {
      TieInvoicePreview *preview = tie_invoice_preview_read (db, *project, data->date, error);

      if (preview == NULL)
        return FALSE;
      g_ptr_array_add (data->previews, preview);
    }
  return TRUE;
}

static void
show_client (TieInvoiceWindow *self)
{
  g_autofree char *words = NULL;

  if (is_single (self))
    words = g_strdup_printf (_ ("%s — %s"), get_first (self)->project_name, get_first (self)->contact_name);
  else
    words = g_strdup_printf (ngettext ("%u project", "%u projects", self->previews->len), self->previews->len);
  gtk_label_set_label (self->client_label, words);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieInvoiceWindow) self = TIE_INVOICE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  InvoiceData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  gboolean is_first = self->previews == NULL;

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (data == NULL)
    {
      set_can_create (self, FALSE);
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  self->previews = g_steal_pointer (&data->previews);
  show_client (self);
  if (is_first && is_single (self))
    {
      tie_amount_entry_set_value (self->total, get_first (self)->estimated_fee);
      gtk_check_button_set_active (get_first (self)->estimated_fee > 0 ? self->total_check : self->wip_check, TRUE);
    }
  update_cb (self);
  if (is_first)
    gtk_widget_grab_focus (is_fixed (self) ? GTK_WIDGET (self->total) : self->create_button);
}

static InvoiceData *
make_data (TieInvoiceWindow *self)
{
  InvoiceData *data = g_new0 (InvoiceData, 1);

  data->projects = g_strdupv (self->projects);
  data->date = g_strdup (tie_date_entry_get_date (self->date));
  return data;
}

static void
load (TieInvoiceWindow *self)
{
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, make_data (self), (GDestroyNotify) invoice_data_free, self->gone,
                       read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieInvoiceWindow *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_PROJECTS) != 0)
    load (self);
}

static GPtrArray *
create_invoice (TieDb *db,
                InvoiceData *data,
                TieBillingStep *step,
                GError **error)
{
  TieDocumentSheet *invoice = tie_invoice_now (db, data->previews->pdata[0], data->date, data->is_fixed ? &data->total : NULL, step, error);
  GPtrArray *ids;

  if (invoice == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (ids, g_strdup (tie_record_get_id (TIE_RECORD (invoice->document))));
  tie_document_sheet_free (invoice);
  return ids;
}

/* Bills exactly what was shown: entries that came or were billed since make it fail, and the window shows them. */
static gboolean
create_func (TieDb *db,
             gpointer user_data,
             TieBillingStep *step,
             GError **error)
{
  InvoiceData *data = user_data;

  if (data->previews->len == 1)
    data->invoices = create_invoice (db, data, step, error);
  else
    data->invoices = tie_invoice_now_all (db, data->previews, data->date, data->for_each_client, step, error);
  return data->invoices != NULL;
}

/* One invoice is shown; of several nobody wants to see one in particular. */
static gboolean
created_cb (gpointer user_data,
            const GError *error,
            gpointer owner)
{
  TieInvoiceWindow *self = owner;
  const InvoiceData *data = user_data;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;
  if (error != NULL)
    {
      show_error (self, error);
      load (self);
      return TRUE;
    }
  gtk_window_close (GTK_WINDOW (self));
  if (data->invoices->len == 1)
    gtk_widget_activate_action (parent, "win.open-record", "(ss)", tie_record_place_get_page (TIE_DOCUMENT_KIND_INVOICE), data->invoices->pdata[0]);
  return FALSE;
}

static void
create_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieInvoiceWindow *self = TIE_INVOICE_WINDOW (widget);
  InvoiceData *data;

  if (!tie_typed_entry_commit (TIE_TYPED_ENTRY (self->date)) || (is_fixed (self) && !tie_typed_entry_commit (TIE_TYPED_ENTRY (self->total))))
    return;
  data = make_data (self);
  data->previews = g_steal_pointer (&self->previews);
  data->is_fixed = is_fixed (self);
  data->total = tie_amount_entry_get_value (self->total);
  data->for_each_client = gtk_switch_get_active (self->client_switch);
  set_can_create (self, FALSE);
  tie_verb_run (widget, tie_session_get_store (self->session), create_func, data, (GDestroyNotify) invoice_data_free, created_cb, self);
}

static void
tie_invoice_window_dispose (GObject *object)
{
  TieInvoiceWindow *self = TIE_INVOICE_WINDOW (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_invoice_window_parent_class)->dispose (object);
}

static void
tie_invoice_window_finalize (GObject *object)
{
  TieInvoiceWindow *self = TIE_INVOICE_WINDOW (object);

  g_clear_pointer (&self->previews, g_ptr_array_unref);
  g_strfreev (self->projects);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_invoice_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, client_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, create_button);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, total_check);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, wip_check);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, total_bin);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, wip_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, date_bin);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, client_row);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, client_switch);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, figures);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, sum_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, entries_title);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, worth_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, entries_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, adjustment_title);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, adjustment_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, realization_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, result_label);
  gtk_widget_class_bind_template_child (widget_class, TieInvoiceWindow, timers_label);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
tie_invoice_window_class_init (TieInvoiceWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_invoice_window_dispose;
  object_class->finalize = tie_invoice_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-invoice-window.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "invoice.create", NULL, create_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "invoice.create", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_invoice_window_init (TieInvoiceWindow *self)
{
  g_autofree char *today = tie_typed_date_get_today ();
  GtkWidget *total = tie_amount_entry_new (_ ("Fixed total"), TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
  GtkWidget *date = tie_date_entry_new (_ ("Invoice date"));

  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_can_create (self, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Invoice Now"), -1);
  self->total = TIE_AMOUNT_ENTRY (total);
  self->date = TIE_DATE_ENTRY (date);
  adw_bin_set_child (self->total_bin, total);
  adw_bin_set_child (self->date_bin, date);
  tie_date_entry_set_required (self->date, TRUE);
  tie_date_entry_set_date (self->date, today);
  g_signal_connect_object (total, "notify::value", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
}

void
tie_invoice_window_open_selected (GtkWindow *parent,
                                  TieSession *session,
                                  const char *const *projects)
{
  TieInvoiceWindow *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (projects != NULL && projects[0] != NULL);

  self = g_object_new (TIE_TYPE_INVOICE_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->projects = g_strdupv ((char **) projects);
  if (!is_single (self))
    {
      gtk_check_button_set_active (self->wip_check, TRUE);
      gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->total_check), ADW_TYPE_ACTION_ROW), FALSE);
      gtk_widget_set_visible (self->client_row, TRUE);
      gtk_label_set_label (self->entries_title, _ ("WIP on these projects until then"));
    }
  g_signal_connect_object (self->date, "notify::date", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
tie_invoice_window_open (GtkWindow *parent,
                         TieSession *session,
                         const char *project)
{
  const char *const projects[] = { project, NULL };

  tie_invoice_window_open_selected (parent, session, projects);
}
