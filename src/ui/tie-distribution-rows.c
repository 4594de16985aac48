/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-distribution-pane"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-distribution.h"
#include "model/tie-account.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-distribution-pane-private.h"

#define ACCOUNT_CHARS 24 /* "1100 Accounts receivable" is to be read whole */
#define ROW_KEY "tie-distribution"

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
  tie_distribution_pane_changed (self);
}

static void
debit_changed_cb (TieDistributionPane *self,
                  GParamSpec *pspec,
                  TieAmountEntry *entry)
{
  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (entry), TIE_DISTRIBUTION_DEBIT, tie_amount_entry_get_value (entry));
  tie_distribution_pane_changed (self);
}

static void
credit_changed_cb (TieDistributionPane *self,
                   GParamSpec *pspec,
                   TieAmountEntry *entry)
{
  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (entry), TIE_DISTRIBUTION_CREDIT, tie_amount_entry_get_value (entry));
  tie_distribution_pane_changed (self);
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
  tie_distribution_pane_show_rows (self);
  gtk_widget_grab_focus (tie_distribution_pane_get_field (self, position + 1, TIE_DISTRIBUTION_COLUMN_ACCOUNT));
  tie_distribution_pane_changed (self);
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
  tie_distribution_pane_show_rows (self);
  gtk_widget_grab_focus (tie_distribution_pane_get_field (self, MIN (position, self->sheet->distributions->len - 1), TIE_DISTRIBUTION_COLUMN_ACCOUNT));
  tie_distribution_pane_changed (self);
}

static void
split_clicked_cb (TieDistributionPane *self,
                  GtkWidget *button)
{
  guint position = find_row (self, button);

  if (position != G_MAXUINT)
    split_row (self, position);
}

gboolean
tie_distribution_pane_row_key_cb (GtkWidget *widget,
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

  gtk_label_set_xalign (GTK_LABEL (label), column >= TIE_DISTRIBUTION_COLUMN_DEBIT ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), column == TIE_DISTRIBUTION_COLUMN_PART ? 11 : column == TIE_DISTRIBUTION_COLUMN_CATEGORY ? 17 : -1);
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
  gtk_widget_set_hexpand (field, column == TIE_DISTRIBUTION_COLUMN_ACCOUNT);
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

  add_label (self, part, TIE_DISTRIBUTION_COLUMN_PART, row);
  add_label (self, tie_field_get_choice_label (category, tie_record_get_text (record, TIE_DISTRIBUTION_CATEGORY)), TIE_DISTRIBUTION_COLUMN_CATEGORY, row);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (account))), 16);
  tie_picker_set_id (TIE_PICKER (account), tie_record_get_text (record, TIE_DISTRIBUTION_ACCOUNT));
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (account))), ACCOUNT_CHARS);
  add_field (self, account, record, TIE_DISTRIBUTION_COLUMN_ACCOUNT, row, "notify::id", G_CALLBACK (account_changed_cb));
  add_field (self, create_amount (part, _ ("Debit"), tie_record_get_integer (record, TIE_DISTRIBUTION_DEBIT)), record, TIE_DISTRIBUTION_COLUMN_DEBIT, row,
             "notify::value", G_CALLBACK (debit_changed_cb));
  add_field (self, create_amount (part, _ ("Credit"), tie_record_get_integer (record, TIE_DISTRIBUTION_CREDIT)), record, TIE_DISTRIBUTION_COLUMN_CREDIT, row,
             "notify::value", G_CALLBACK (credit_changed_cb));
  g_object_set_data_full (G_OBJECT (split), ROW_KEY, g_object_ref (record), g_object_unref);
  gtk_widget_add_css_class (split, "flat");
  gtk_widget_set_valign (split, GTK_ALIGN_START);
  gtk_widget_set_sensitive (split, self->is_editable);
  gtk_widget_set_can_focus (split, FALSE); /* keys have Ctrl+Insert, and Tab goes from field to field */
  gtk_widget_set_tooltip_text (split, _ ("Split (Ctrl+Insert)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (split), GTK_ACCESSIBLE_PROPERTY_LABEL, split_name, -1);
  g_signal_connect_swapped (split, "clicked", G_CALLBACK (split_clicked_cb), self);
  gtk_grid_attach (self->grid, split, TIE_DISTRIBUTION_COLUMN_SPLIT, row, 1, 1);
}

void
tie_distribution_pane_show_rows (TieDistributionPane *self)
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
  tie_distribution_pane_show_state (self);
}

gboolean
tie_distribution_pane_shows_these (TieDistributionPane *self)
{
  for (guint i = 0; i < self->sheet->distributions->len; i++)
    {
      GtkWidget *field = tie_distribution_pane_get_field (self, i, TIE_DISTRIBUTION_COLUMN_DEBIT);
      TieRecord *row = g_ptr_array_index (self->sheet->distributions, i);

      if (field == NULL || get_record (field) != row
          || tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (field)) != tie_record_get_integer (row, TIE_DISTRIBUTION_DEBIT)
          || tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (tie_distribution_pane_get_field (self, i, TIE_DISTRIBUTION_COLUMN_CREDIT)))
                 != tie_record_get_integer (row, TIE_DISTRIBUTION_CREDIT))
        return FALSE;
    }
  return tie_distribution_pane_get_field (self, self->sheet->distributions->len, TIE_DISTRIBUTION_COLUMN_DEBIT) == NULL;
}
