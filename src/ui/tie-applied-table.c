/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-applied-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-applied-table.h"

#define DOCUMENT_KEY "tie-document"

struct _TieAppliedTable
{
  GtkWidget parent_instance;

  GtkGrid *grid;       /* (unowned): child of the scrolled window */
  GtkLabel *nothing;   /* (unowned): child, seen while nothing is open */
  GPtrArray *entries;  /* (owned), element TieAmountEntry, (unowned): in the grid */
  gboolean is_editable;
  gboolean is_showing; /* amounts are being filled in: that is no change */
};

G_DEFINE_FINAL_TYPE (TieAppliedTable, tie_applied_table, GTK_TYPE_WIDGET)

enum
{
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
value_changed_cb (TieAmountEntry *entry,
                  GParamSpec *pspec,
                  TieAppliedTable *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[APPLIED], 0, g_object_get_data (G_OBJECT (entry), DOCUMENT_KEY), tie_amount_entry_get_value (entry));
}

/* Enter goes down, and stays in the last row. */
static void
activate_cb (TieAmountEntry *entry,
             TieAppliedTable *self)
{
  guint position = 0;

  if (g_ptr_array_find (self->entries, entry, &position) && position + 1 < self->entries->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->entries, position + 1));
}

static GtkWidget *
add_label (TieAppliedTable *self,
           const char *text,
           int column,
           int row,
           gboolean is_number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_widget_set_hexpand (label, column == 0);
  if (row == 0)
    {
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "dim-label");
    }
  else if (is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
add_heads (TieAppliedTable *self)
{
  static const struct
  {
    const char *title;
    gboolean is_number;
  } heads[] = { { N_ ("Number"), FALSE }, { N_ ("Date"), FALSE }, { N_ ("Due"), FALSE }, { N_ ("Total"), TRUE }, { N_ ("Open"), TRUE }, { N_ ("Applied"), TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    add_label (self, _ (heads[i].title), (int) i, 0, heads[i].is_number);
}

static void
add_item (TieAppliedTable *self,
          const TieDueItem *item,
          int row)
{
  g_autofree char *date = tie_date_to_display (item->date);
  g_autofree char *due = tie_date_to_display (item->due);
  g_autofree char *total = tie_money_to_display (item->total);
  g_autofree char *open = tie_money_to_display (item->open);
  /* Translators: %s is a document's number */
  g_autofree char *name = g_strdup_printf (_ ("Applied to %s"), item->number);
  GtkWidget *entry = tie_amount_entry_new (name, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);

  add_label (self, item->number, 0, row, FALSE);
  add_label (self, date, 1, row, FALSE);
  add_label (self, due, 2, row, FALSE);
  add_label (self, total, 3, row, TRUE);
  add_label (self, open, 4, row, TRUE);
  gtk_widget_set_hexpand (entry, FALSE);
  g_object_set (entry, "blank-zero", TRUE, NULL);
  g_object_set_data_full (G_OBJECT (entry), DOCUMENT_KEY, g_strdup (item->id), g_free);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (entry), self->is_editable);
  g_signal_connect (entry, "notify::value", G_CALLBACK (value_changed_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_grid_attach (self->grid, entry, 5, row, 1, 1);
  g_ptr_array_add (self->entries, entry);
}

static void
tie_applied_table_dispose (GObject *object)
{
  TieAppliedTable *self = TIE_APPLIED_TABLE (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_applied_table_parent_class)->dispose (object);
}

static void
tie_applied_table_finalize (GObject *object)
{
  g_ptr_array_unref (TIE_APPLIED_TABLE (object)->entries);
  G_OBJECT_CLASS (tie_applied_table_parent_class)->finalize (object);
}

static void
tie_applied_table_class_init (TieAppliedTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_applied_table_dispose;
  object_class->finalize = tie_applied_table_finalize;
  signals[APPLIED] = g_signal_new ("applied", TIE_TYPE_APPLIED_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
tie_applied_table_init (TieAppliedTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *nothing = gtk_label_new (_ ("Nothing is open."));

  self->grid = GTK_GRID (grid);
  self->nothing = GTK_LABEL (nothing);
  self->entries = g_ptr_array_new ();
  self->is_editable = TRUE;
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_label_set_xalign (self->nothing, 0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  gtk_widget_set_parent (nothing, GTK_WIDGET (self));
}

void
tie_applied_table_set_items (TieAppliedTable *self,
                             GPtrArray *items,
                             TieAppliedFunc applied,
                             gpointer user_data)
{
  GtkWidget *child;

  g_return_if_fail (TIE_IS_APPLIED_TABLE (self));

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  if (items->len > 0)
    add_heads (self);
  for (guint i = 0; i < items->len; i++)
    add_item (self, g_ptr_array_index (items, i), (int) i + 1);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), items->len == 0);
  tie_applied_table_show (self, applied, user_data);
}

void
tie_applied_table_show (TieAppliedTable *self,
                        TieAppliedFunc applied,
                        gpointer user_data)
{
  g_return_if_fail (TIE_IS_APPLIED_TABLE (self));

  self->is_showing = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GObject *entry = g_ptr_array_index (self->entries, i);

      tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (entry), applied (g_object_get_data (entry, DOCUMENT_KEY), user_data));
    }
  self->is_showing = FALSE;
}

void
tie_applied_table_set_editable (TieAppliedTable *self,
                                gboolean is_editable)
{
  g_return_if_fail (TIE_IS_APPLIED_TABLE (self));

  self->is_editable = is_editable;
  for (guint i = 0; i < self->entries->len; i++)
    tie_typed_entry_set_editable (g_ptr_array_index (self->entries, i), is_editable);
}

gboolean
tie_applied_table_commit (TieAppliedTable *self)
{
  g_return_val_if_fail (TIE_IS_APPLIED_TABLE (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (tie_typed_entry_commit (g_ptr_array_index (self->entries, i)))
        continue;
      gtk_widget_grab_focus (g_ptr_array_index (self->entries, i));
      return FALSE;
    }
  return TRUE;
}

guint
tie_applied_table_get_n_items (TieAppliedTable *self)
{
  g_return_val_if_fail (TIE_IS_APPLIED_TABLE (self), 0);

  return self->entries->len;
}

GtkWidget *
tie_applied_table_get_entry (TieAppliedTable *self,
                             guint position)
{
  g_return_val_if_fail (TIE_IS_APPLIED_TABLE (self), NULL);

  return position < self->entries->len ? g_ptr_array_index (self->entries, position) : NULL;
}
