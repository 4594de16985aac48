/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-trial"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-distribution.h"
#include "model/tie-account.h"
#include "store/tie-document-list.h"
#include "store/tie-record-table.h"
#include "ui/tie-distribution-labels.h"
#include "ui/tie-picker.h"
#include "ui/tie-policy-trial.h"
#include "ui/tie-status-line.h"

enum
{
  COLUMN_PART,
  COLUMN_ACCOUNT,
  COLUMN_DEBIT,
  COLUMN_CREDIT,
};

struct _TiePolicyTrial
{
  GtkWidget parent_instance;

  GtkWidget *box;              /* template child */
  TiePicker *document_picker;  /* template child */
  GtkGrid *grid;               /* template child */
  GtkLabel *balanced_label;    /* template child */
  GtkLabel *distributed_label; /* template child */

  TieSession *session;   /* (owned) (nullable) */
  TiePickList *invoices; /* (owned) (nullable) */
  char *policy;          /* (owned) (nullable): id */
  char *document;        /* (owned) (nullable): id */
  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TiePolicyTrial, tie_policy_trial, GTK_TYPE_WIDGET)

/* ---- the invoices to choose from ---- */

typedef struct
{
  TiePickFunc func;
  gpointer user_data;
} Picking;

static void
pick_document (const TieDocumentListRow *row,
               gpointer user_data)
{
  const Picking *picking = user_data;
  TiePickRow pick = { .id = row->id, .code = row->number, .detail = row->contact_name, .owner = "", .also = "" };

  picking->func (&pick, picking->user_data);
}

static gboolean
read_invoices (TieDb *db,
               gconstpointer data,
               TiePickFunc func,
               gpointer user_data,
               GError **error)
{
  Picking picking = { func, user_data };

  return tie_document_list_read (db, TIE_DOCUMENT_KIND_INVOICE, NULL, NULL, TIE_DOCUMENT_LIST_ALL, pick_document, &picking, error);
}

/* ---- trying ---- */

typedef struct
{
  char *policy;
  char *document;          /* (nullable): the last one */
  TieDocumentSheet *sheet; /* (nullable): there is no invoice */
  GHashTable *accounts;    /* id → what it is called */
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_clear_pointer (&trial->sheet, tie_document_sheet_free);
  g_clear_pointer (&trial->accounts, g_hash_table_unref);
  g_free (trial->policy);
  g_free (trial->document);
  g_free (trial);
}

static void
take_id (const TieDocumentListRow *row,
         gpointer user_data)
{
  Trial *trial = user_data;

  trial->document = g_strdup (row->id);
}

static gboolean
read_accounts (TieDb *db,
               Trial *trial,
               GError **error)
{
  g_autoptr (GPtrArray) accounts = tie_record_table_list (db, TIE_TYPE_ACCOUNT, error);

  trial->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const char *number = tie_record_get_text (accounts->pdata[i], TIE_ACCOUNT_NUMBER);
      const char *name = tie_record_get_name (accounts->pdata[i]);

      g_hash_table_insert (trial->accounts, g_strdup (tie_record_get_id (accounts->pdata[i])),
                           *number != '\0' ? g_strdup_printf ("%s %s", number, name) : g_strdup (name));
    }
  return accounts != NULL;
}

static gboolean
try_func (TieDb *db,
          gpointer data,
          GError **error)
{
  Trial *trial = data;
  g_autoptr (TiePolicyRules) rules = tie_policy_rules_read (db, trial->policy, error);

  if (rules == NULL || !read_accounts (db, trial, error) ||
      (trial->document == NULL && !tie_document_list_read (db, TIE_DOCUMENT_KIND_INVOICE, NULL, NULL, 1, take_id, trial, error)))
    return FALSE;
  if (trial->document == NULL)
    return TRUE;
  trial->sheet = tie_document_sheet_read (db, trial->document, error);
  if (trial->sheet == NULL)
    return FALSE;
  tie_distribution_apply (trial->sheet, rules);
  return TRUE;
}

static void
add_cell (TiePolicyTrial *self,
          const char *text,
          int column,
          int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column >= COLUMN_DEBIT ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == COLUMN_ACCOUNT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, column == COLUMN_ACCOUNT);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "numeric");
  if (row == 0 || column == COLUMN_PART)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_amount (TiePolicyTrial *self,
            gint64 amount,
            int column,
            int row)
{
  g_autofree char *text = amount != 0 ? tie_money_to_display (amount) : g_strdup ("");

  add_cell (self, text, column, row);
}

static void
show_trial (TiePolicyTrial *self,
            const Trial *trial)
{
  static const char *const heads[] = { N_ ("Part"), N_ ("Account"), N_ ("Debit"), N_ ("Credit") };
  TieDocumentSheet *sheet = trial->sheet;
  TieDistributionState state;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_widget_set_visible (self->box, sheet != NULL);
  if (sheet == NULL)
    return;
  tie_picker_set_id (self->document_picker, trial->document);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    add_cell (self, _ (heads[i]), (int) i, 0);
  for (guint i = 0; i < sheet->distributions->len; i++)
    {
      TieRecord *row = sheet->distributions->pdata[i];
      const char *account = tie_record_get_text (row, TIE_DISTRIBUTION_ACCOUNT);
      g_autofree char *part = tie_distribution_get_part_name (sheet, sheet->distributions->pdata[i]);

      add_cell (self, part, COLUMN_PART, (int) i + 1);
      add_cell (self, account != NULL ? g_hash_table_lookup (trial->accounts, account) : _ ("No account"), COLUMN_ACCOUNT, (int) i + 1);
      add_amount (self, tie_record_get_integer (row, TIE_DISTRIBUTION_DEBIT), COLUMN_DEBIT, (int) i + 1);
      add_amount (self, tie_record_get_integer (row, TIE_DISTRIBUTION_CREDIT), COLUMN_CREDIT, (int) i + 1);
    }
  tie_distribution_get_state (sheet, &state);
  tie_distribution_labels_show (self->balanced_label, self->distributed_label, &state);
}

static void
tried_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TiePolicyTrial) self = user_data;
  g_autoptr (GError) error = NULL;
  const Trial *trial = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (trial != NULL && g_strcmp0 (trial->policy, self->policy) == 0)
    show_trial (self, trial);
  else if (trial == NULL && line != NULL)
    tie_status_line_say_error (line, error);
}

static void
try_again (TiePolicyTrial *self)
{
  Trial *trial;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->policy == NULL)
    {
      gtk_widget_set_visible (self->box, FALSE);
      return;
    }
  trial = g_new0 (Trial, 1);
  trial->policy = g_strdup (self->policy);
  trial->document = g_strdup (self->document);
  self->reading = g_cancellable_new ();
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, try_func, trial, trial_free, self->reading, tried_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePolicyTrial *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_LISTS | TIE_STORE_AREA_DOCUMENTS)) != 0)
    try_again (self);
}

static void
picked_cb (TiePolicyTrial *self)
{
  tie_policy_trial_set_document (self, tie_picker_get_id (self->document_picker));
}

static void
tie_policy_trial_dispose (GObject *object)
{
  TiePolicyTrial *self = TIE_POLICY_TRIAL (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->invoices);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_policy_trial_parent_class)->dispose (object);
}

static void
tie_policy_trial_finalize (GObject *object)
{
  TiePolicyTrial *self = TIE_POLICY_TRIAL (object);

  g_free (self->policy);
  g_free (self->document);
  G_OBJECT_CLASS (tie_policy_trial_parent_class)->finalize (object);
}

static void
tie_policy_trial_class_init (TiePolicyTrialClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_policy_trial_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_policy_trial_finalize;
  g_type_ensure (TIE_TYPE_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-policy-trial.ui");
  gtk_widget_class_bind_template_child (widget_class, TiePolicyTrial, box);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyTrial, document_picker);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyTrial, grid);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyTrial, balanced_label);
  gtk_widget_class_bind_template_child (widget_class, TiePolicyTrial, distributed_label);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
tie_policy_trial_init (TiePolicyTrial *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->document_picker), _ ("Try on"));
  tie_picker_set_required (self->document_picker, _ ("Choose an invoice."));
}

void
tie_policy_trial_set_session (TiePolicyTrial *self,
                              TieSession *session)
{
  TieStore *store;

  g_return_if_fail (TIE_IS_POLICY_TRIAL (self));
  g_return_if_fail (self->session == NULL);

  store = tie_session_get_store (session);
  self->session = g_object_ref (session);
  self->invoices = tie_pick_list_new_for (store, TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS, read_invoices, NULL, NULL);
  tie_picker_set_list (self->document_picker, self->invoices);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

void
tie_policy_trial_set_policy (TiePolicyTrial *self,
                             const char *policy)
{
  g_return_if_fail (TIE_IS_POLICY_TRIAL (self));
  g_return_if_fail (self->session != NULL);

  if (g_strcmp0 (policy, self->policy) == 0)
    return;
  g_free (self->policy);
  self->policy = g_strdup (policy);
  try_again (self);
}

void
tie_policy_trial_set_document (TiePolicyTrial *self,
                               const char *document)
{
  g_return_if_fail (TIE_IS_POLICY_TRIAL (self));
  g_return_if_fail (self->session != NULL);

  if (g_strcmp0 (document, self->document) == 0)
    return;
  g_free (self->document);
  self->document = g_strdup (document);
  try_again (self);
}

char *
tie_policy_trial_dup_text (TiePolicyTrial *self)
{
  GString *text = g_string_new (NULL);
  GtkWidget *cell;

  g_return_val_if_fail (TIE_IS_POLICY_TRIAL (self), NULL);

  for (int row = 1; gtk_grid_get_child_at (self->grid, COLUMN_PART, row) != NULL; row++)
    {
      for (int column = COLUMN_PART; column <= COLUMN_CREDIT; column++)
        {
          cell = gtk_grid_get_child_at (self->grid, column, row);
          g_string_append_printf (text, "%s%s", gtk_label_get_label (GTK_LABEL (cell)), column < COLUMN_CREDIT ? "\t" : "\n");
        }
    }
  g_string_append_printf (text, "%s %s", gtk_label_get_label (self->balanced_label), gtk_label_get_label (self->distributed_label));
  return g_string_free (text, FALSE);
}
