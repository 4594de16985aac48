/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-distribution-pane"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-distribution.h"
#include "model/tie-account.h"
#include "model/tie-policy.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-distribution-labels.h"
#include "ui/tie-distribution-pane.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-picker.h"
#include "ui/tie-status-line.h"

#define ACCOUNT_CHARS 24 /* "1100 Accounts receivable" is to be read whole */
#define ROW_KEY "tie-distribution"

enum
{
  COLUMN_PART,
  COLUMN_CATEGORY,
  COLUMN_ACCOUNT,
  COLUMN_DEBIT,
  COLUMN_CREDIT,
  COLUMN_SPLIT,
};

struct _TieDistributionPane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;           /* template child */
  TiePicker *policy_picker;      /* template child */
  GtkWidget *apply_button;       /* template child */
  GtkGrid *grid;                 /* template child */
  GtkLabel *undistributed_label; /* template child */
  GtkLabel *balanced_label;      /* template child */
  GtkLabel *distributed_label;   /* template child */

  TieSession *session;     /* (owned) (nullable) */
  TieDocumentSheet *sheet; /* (unowned) (nullable) */
  GCancellable *gone;      /* (owned) */
  gboolean is_editable;
  gboolean is_showing;     /* fields are being filled: what they say is no change */
};

G_DEFINE_FINAL_TYPE (TieDistributionPane, tie_distribution_pane, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_state (TieDistributionPane *self)
{
  TieDistributionState state;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  tie_distribution_get_state (self->sheet, &state);
  amount = tie_money_to_display (state.undistributed);
  /* Translators: %s is an amount */
  text = g_strdup_printf (_ ("Undistributed %s"), amount);
  gtk_label_set_label (self->undistributed_label, text);
  tie_distribution_labels_show (self->balanced_label, self->distributed_label, &state);
}

static void
changed (TieDistributionPane *self)
{
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static TieRecord *
get_record (gpointer field)
{
  return g_object_get_data (field, ROW_KEY);
}

static void
account_changed_cb (TieDistributionPane *self,
                    GParamSpec *pspec,
                    TiePicker *picker)
{
  if (self->is_showing)
    return;
  tie_record_set_text (get_record (picker), TIE_DISTRIBUTION_ACCOUNT, tie_picker_get_id (picker));
  changed (self);
}

static void
debit_changed_cb (TieDistributionPane *self,
                  GParamSpec *pspec,
                  TieAmountEntry *entry)
{
  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (entry), TIE_DISTRIBUTION_DEBIT, tie_amount_entry_get_value (entry));
  changed (self);
}

static void
credit_changed_cb (TieDistributionPane *self,
                   GParamSpec *pspec,
                   TieAmountEntry *entry)
{
  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (entry), TIE_DISTRIBUTION_CREDIT, tie_amount_entry_get_value (entry));
  changed (self);
}

static void
activate_cb (TieDistributionPane *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);
}

/* The position of the row that has the keyboard focus, or whose button was pressed; G_MAXUINT for none. */
static guint
find_row (TieDistributionPane *self,
          GtkWidget *widget)
{
  TieRecord *record = NULL;
  guint position = G_MAXUINT;

  for (; widget != NULL && widget != GTK_WIDGET (self->grid) && record == NULL; widget = gtk_widget_get_parent (widget))
    record = get_record (widget);
  if (record != NULL)
    g_ptr_array_find (self->sheet->distributions, record, &position);
  return position;
}

static void show_rows (TieDistributionPane *self);

/* Another row of the same part, to be given an account and what is left of the amount. */
static void
split_row (TieDistributionPane *self,
           guint position)
{
  TieRecord *row = g_ptr_array_index (self->sheet->distributions, position);
  TieRecord *copy = TIE_RECORD (tie_distribution_new (NULL));

  tie_record_set_text (copy, TIE_DISTRIBUTION_DOCUMENT, tie_record_get_text (row, TIE_DISTRIBUTION_DOCUMENT));
  tie_record_set_text (copy, TIE_DISTRIBUTION_LINE, tie_record_get_text (row, TIE_DISTRIBUTION_LINE));
  tie_record_set_text (copy, TIE_DISTRIBUTION_CATEGORY, tie_record_get_text (row, TIE_DISTRIBUTION_CATEGORY));
  g_ptr_array_insert (self->sheet->distributions, (int) position + 1, copy);
  show_rows (self);
  gtk_widget_grab_focus (tie_distribution_pane_get_field (self, position + 1, COLUMN_ACCOUNT));
  changed (self);
}

static gboolean
is_same_part (TieRecord *one,
              TieRecord *other)
{
  return g_strcmp0 (tie_record_get_text (one, TIE_DISTRIBUTION_LINE), tie_record_get_text (other, TIE_DISTRIBUTION_LINE)) == 0
         && g_str_equal (tie_record_get_text (one, TIE_DISTRIBUTION_CATEGORY), tie_record_get_text (other, TIE_DISTRIBUTION_CATEGORY));
}

/* The last row of a part stays. */
static void
remove_row (TieDistributionPane *self,
            guint position)
{
  TieRecord *row = g_ptr_array_index (self->sheet->distributions, position);
  guint n_rows = 0;

  for (guint i = 0; i < self->sheet->distributions->len; i++)
    n_rows += is_same_part (row, g_ptr_array_index (self->sheet->distributions, i));
  if (n_rows < 2)
    return;
  g_ptr_array_remove_index (self->sheet->distributions, position);
  show_rows (self);
  gtk_widget_grab_focus (tie_distribution_pane_get_field (self, MIN (position, self->sheet->distributions->len - 1), COLUMN_ACCOUNT));
  changed (self);
}

static void
split_clicked_cb (TieDistributionPane *self,
                  GtkWidget *button)
{
  guint position = find_row (self, button);

  if (position != G_MAXUINT)
    split_row (self, position);
}

static gboolean
row_key_cb (GtkWidget *widget,
            GVariant *args,
            gpointer user_data)
{
  TieDistributionPane *self = TIE_DISTRIBUTION_PANE (widget);
  guint position = find_row (self, gtk_root_get_focus (gtk_widget_get_root (widget)));

  if (position == G_MAXUINT || !self->is_editable)
    return FALSE;
  if (g_variant_get_boolean (args))
    split_row (self, position);
  else
    remove_row (self, position);
  return TRUE;
}

static GtkWidget *
add_label (TieDistributionPane *self,
           const char *text,
           int column,
           int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column >= COLUMN_DEBIT ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), column == COLUMN_PART ? 11 : column == COLUMN_CATEGORY ? 17 : -1);
  if (row == 0)
    {
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
add_field (TieDistributionPane *self,
           GtkWidget *field,
           TieRecord *record,
           int column,
           int row,
           const char *notify,
           GCallback func)
{
  g_object_set_data_full (G_OBJECT (field), ROW_KEY, g_object_ref (record), g_object_unref);
  gtk_widget_set_hexpand (field, column == COLUMN_ACCOUNT);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (field), self->is_editable);
  g_signal_connect_swapped (field, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_object (field, notify, func, self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, field, column, row, 1, 1);
}

static GtkWidget *
create_amount (const char *part,
               const char *title,
               gint64 value)
{
  g_autofree char *name = g_strjoin (", ", part, title, NULL);
  GtkWidget *entry = tie_amount_entry_new (name, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);

  g_object_set (entry, "blank-zero", TRUE, NULL);
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (entry), value);
  return entry;
}

static void
add_row (TieDistributionPane *self,
         TieDistribution *distribution,
         int row)
{
  TieRecord *record = TIE_RECORD (distribution);
  const TieField *category = tie_record_get_field (record, TIE_DISTRIBUTION_CATEGORY);
  g_autofree char *part = tie_distribution_get_part_name (self->sheet, distribution);
  g_autofree char *account_name = g_strjoin (", ", part, _ ("Account"), NULL);
  g_autofree char *split_name = g_strdup_printf (_ ("Split %s"), part);
  GtkWidget *account = tie_picker_new (account_name, tie_session_get_pick_list (self->session, TIE_TYPE_ACCOUNT, G_TYPE_INVALID));
  GtkWidget *split = gtk_button_new_from_icon_name ("list-add-symbolic");

  add_label (self, part, COLUMN_PART, row);
  add_label (self, tie_field_get_choice_label (category, tie_record_get_text (record, TIE_DISTRIBUTION_CATEGORY)), COLUMN_CATEGORY, row);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (account))), 16);
  tie_picker_set_id (TIE_PICKER (account), tie_record_get_text (record, TIE_DISTRIBUTION_ACCOUNT));
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (account))), ACCOUNT_CHARS);
  add_field (self, account, record, COLUMN_ACCOUNT, row, "notify::id", G_CALLBACK (account_changed_cb));
  add_field (self, create_amount (part, _ ("Debit"), tie_record_get_integer (record, TIE_DISTRIBUTION_DEBIT)), record, COLUMN_DEBIT, row,
             "notify::value", G_CALLBACK (debit_changed_cb));
  add_field (self, create_amount (part, _ ("Credit"), tie_record_get_integer (record, TIE_DISTRIBUTION_CREDIT)), record, COLUMN_CREDIT, row,
             "notify::value", G_CALLBACK (credit_changed_cb));
  g_object_set_data_full (G_OBJECT (split), ROW_KEY, g_object_ref (record), g_object_unref);
  gtk_widget_add_css_class (split, "flat");
  gtk_widget_set_valign (split, GTK_ALIGN_START);
  gtk_widget_set_sensitive (split, self->is_editable);
  gtk_widget_set_can_focus (split, FALSE); /* keys have Ctrl+Insert, and Tab goes from field to field */
  gtk_widget_set_tooltip_text (split, _ ("Split (Ctrl+Insert)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (split), GTK_ACCESSIBLE_PROPERTY_LABEL, split_name, -1);
  g_signal_connect_swapped (split, "clicked", G_CALLBACK (split_clicked_cb), self);
  gtk_grid_attach (self->grid, split, COLUMN_SPLIT, row, 1, 1);
}

static void
show_rows (TieDistributionPane *self)
{
  static const char *const heads[] = { N_ ("Part"), N_ ("Category"), N_ ("Account"), N_ ("Debit"), N_ ("Credit") };
  GtkWidget *child;

  self->is_showing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    add_label (self, _ (heads[i]), (int) i, 0);
  for (guint i = 0; i < self->sheet->distributions->len; i++)
    add_row (self, g_ptr_array_index (self->sheet->distributions, i), (int) i + 1);
  self->is_showing = FALSE;
  show_state (self);
}

typedef struct
{
  char *policy; /* (owned) (nullable) */
  TiePolicyRules *rules; /* (owned) (nullable) */
} ReadData;

static void
read_data_free (ReadData *data)
{
  g_free (data->policy);
  g_clear_pointer (&data->rules, tie_policy_rules_free);
  g_free (data);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  ReadData *data = user_data;
  GError *local_error = NULL;

  data->rules = tie_policy_rules_read (db, data->policy, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static void
rules_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TieDistributionPane) self = TIE_DISTRIBUTION_PANE (user_data);
  g_autoptr (GError) error = NULL;
  const ReadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone) || self->sheet == NULL)
    return;
  if (data == NULL && line != NULL)
    tie_status_line_say_error (line, error);
  if (data == NULL)
    return;
  tie_distribution_apply (self->sheet, data->rules);
  show_rows (self);
  changed (self);
}

static void
apply_clicked_cb (TieDistributionPane *self)
{
  ReadData *data;

  if (!tie_typed_entry_commit (TIE_TYPED_ENTRY (self->policy_picker)))
    return;
  data = g_new0 (ReadData, 1);
  data->policy = g_strdup (tie_picker_get_id (self->policy_picker));
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, data, (GDestroyNotify) read_data_free,
                       self->gone, rules_read_cb, g_object_ref (self));
}

static gboolean
tie_distribution_pane_grab_focus (GtkWidget *widget)
{
  TieDistributionPane *self = TIE_DISTRIBUTION_PANE (widget);
  GtkWidget *first = tie_distribution_pane_get_field (self, 0, COLUMN_ACCOUNT);

  /* GTK asks for this, too, when Shift+Tab is about to leave. */
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (first != NULL ? first : GTK_WIDGET (self->policy_picker));
}

static void
tie_distribution_pane_dispose (GObject *object)
{
  TieDistributionPane *self = TIE_DISTRIBUTION_PANE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_distribution_pane_parent_class)->dispose (object);
}

static void
tie_distribution_pane_finalize (GObject *object)
{
  g_object_unref (TIE_DISTRIBUTION_PANE (object)->gone);
  G_OBJECT_CLASS (tie_distribution_pane_parent_class)->finalize (object);
}

static void
tie_distribution_pane_class_init (TieDistributionPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_distribution_pane_dispose;
  object_class->finalize = tie_distribution_pane_finalize;
  widget_class->grab_focus = tie_distribution_pane_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_DISTRIBUTION_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-distribution-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, policy_picker);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, apply_button);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, grid);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, undistributed_label);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, balanced_label);
  gtk_widget_class_bind_template_child (widget_class, TieDistributionPane, distributed_label);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, row_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, row_key_cb, "b", FALSE);
}

static void
tie_distribution_pane_init (TieDistributionPane *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->policy_picker), _ ("Policy"));
}

void
tie_distribution_pane_set_session (TieDistributionPane *self,
                                   TieSession *session)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  g_set_object (&self->session, session);
  tie_picker_set_list (self->policy_picker, tie_session_get_pick_list (session, TIE_TYPE_POLICY, G_TYPE_INVALID));
}

/* Whether the grid has these rows already: a field that is being typed in is not to be torn away. */
static gboolean
shows_these (TieDistributionPane *self)
{
  for (guint i = 0; i < self->sheet->distributions->len; i++)
    {
      GtkWidget *field = tie_distribution_pane_get_field (self, i, COLUMN_DEBIT);
      TieRecord *row = g_ptr_array_index (self->sheet->distributions, i);

      if (field == NULL || get_record (field) != row
          || tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (field)) != tie_record_get_integer (row, TIE_DISTRIBUTION_DEBIT)
          || tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (tie_distribution_pane_get_field (self, i, COLUMN_CREDIT)))
                 != tie_record_get_integer (row, TIE_DISTRIBUTION_CREDIT))
        return FALSE;
    }
  return tie_distribution_pane_get_field (self, self->sheet->distributions->len, COLUMN_DEBIT) == NULL;
}

void
tie_distribution_pane_set_sheet (TieDistributionPane *self,
                                 TieDocumentSheet *sheet)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  self->sheet = sheet;
  if (shows_these (self))
    show_state (self);
  else
    show_rows (self);
}

void
tie_distribution_pane_set_default_policy (TieDistributionPane *self,
                                          const char *policy)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->policy_picker)), policy != NULL ? policy : _ ("No policy for new documents"));
}

void
tie_distribution_pane_set_editable (TieDistributionPane *self,
                                    gboolean is_editable)
{
  g_return_if_fail (TIE_IS_DISTRIBUTION_PANE (self));

  self->is_editable = is_editable;
  gtk_widget_set_sensitive (self->apply_button, is_editable);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->policy_picker), is_editable);
  for (guint i = 0; self->sheet != NULL && i < self->sheet->distributions->len; i++)
    {
      for (int column = COLUMN_ACCOUNT; column <= COLUMN_CREDIT; column++)
        {
          GtkWidget *field = tie_distribution_pane_get_field (self, i, column);

          if (field != NULL)
            tie_typed_entry_set_editable (TIE_TYPED_ENTRY (field), is_editable);
        }
      if (tie_distribution_pane_get_field (self, i, COLUMN_SPLIT) != NULL)
        gtk_widget_set_sensitive (tie_distribution_pane_get_field (self, i, COLUMN_SPLIT), is_editable);
    }
}

gboolean
tie_distribution_pane_commit (TieDistributionPane *self)
{
  g_return_val_if_fail (TIE_IS_DISTRIBUTION_PANE (self), FALSE);

  for (guint i = 0; self->sheet != NULL && i < self->sheet->distributions->len; i++)
    {
      for (int column = COLUMN_ACCOUNT; column <= COLUMN_CREDIT; column++)
        {
          GtkWidget *field = tie_distribution_pane_get_field (self, i, column);

          if (field == NULL || tie_typed_entry_commit (TIE_TYPED_ENTRY (field)))
            continue;
          gtk_widget_grab_focus (field);
          return FALSE;
        }
    }
  return TRUE;
}

GtkWidget *
tie_distribution_pane_get_field (TieDistributionPane *self,
                                 guint row,
                                 int column)
{
  g_return_val_if_fail (TIE_IS_DISTRIBUTION_PANE (self), NULL);

  return gtk_grid_get_child_at (self->grid, column, (int) row + 1);
}
