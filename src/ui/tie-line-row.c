/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-line-row"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-document-totals.h"
#include "model/tie-code.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-line-row.h"
#include "ui/tie-picker.h"
#include "ui/tie-text-entry.h"

struct _TieLineRow
{
  GtkWidget parent_instance;

  GtkBox *box;                        /* (unowned): child */
  GtkLabel *error_label;              /* (unowned): child */
  GtkWidget *cells[TIE_LINE_N_CELLS]; /* (unowned): in the box */
  TieLine *line;                      /* (owned) (nullable) */
  gboolean is_showing;                /* the fields are being filled: what they say is no change */
};

G_DEFINE_FINAL_TYPE (TieLineRow, tie_line_row, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  PICKED,
  NEXT,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static TieRecord *
get_record (TieLineRow *self)
{
  return TIE_RECORD (self->line);
}

static void
show_amount (TieLineRow *self)
{
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_AMOUNT]), tie_record_get_integer (get_record (self), TIE_LINE_AMOUNT));
}

static void
code_changed_cb (TieLineRow *self)
{
  const TiePickItem *item = tie_picker_get_item (TIE_PICKER (self->cells[TIE_LINE_CELL_CODE]));
  gboolean is_expense = item != NULL && item->type == TIE_TYPE_EXPENSE_CODE;

  if (self->is_showing)
    return;
  tie_record_set_text (get_record (self), TIE_LINE_WORK_CODE, item != NULL && !is_expense ? item->id : NULL);
  tie_record_set_text (get_record (self), TIE_LINE_EXPENSE_CODE, is_expense ? item->id : NULL);
  if (item != NULL)
    g_signal_emit (self, signals[PICKED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
text_changed_cb (TieLineRow *self)
{
  if (self->is_showing)
    return;
  tie_record_set_text (get_record (self), TIE_LINE_TEXT, tie_text_entry_get_text (TIE_TEXT_ENTRY (self->cells[TIE_LINE_CELL_TEXT])));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was multiplied replaces the amount; a product that is too large is the rate's fault. */
static void
factor_changed_cb (TieLineRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (self), TIE_LINE_QUANTITY, tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_QUANTITY])));
  tie_record_set_integer (get_record (self), TIE_LINE_RATE, tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_RATE])));
  if (!tie_line_compute_amount (self->line, &error))
    tie_line_row_set_error (self, TIE_LINE_CELL_RATE, error->message);
  self->is_showing = TRUE;
  show_amount (self);
  self->is_showing = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
amount_changed_cb (TieLineRow *self)
{
  if (self->is_showing)
    return;
  tie_record_set_integer (get_record (self), TIE_LINE_AMOUNT, tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_AMOUNT])));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tax_changed_cb (TieLineRow *self)
{
  if (self->is_showing)
    return;
  tie_record_set_text (get_record (self), TIE_LINE_TAX_CODE, tie_picker_get_id (TIE_PICKER (self->cells[TIE_LINE_CELL_TAX])));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Enter goes to the right, and from the last field on. */
static void
activate_cb (GtkWidget *field,
             TieLineRow *self)
{
  TieLineCell cell = TIE_LINE_CELL_CODE;

  while (self->cells[cell] != field)
    cell++;
  if (cell == TIE_LINE_CELL_TAX)
    g_signal_emit (self, signals[NEXT], 0);
  else
    tie_line_row_focus_cell (self, cell + 1);
}

static void
remove_cb (TieLineRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
remove_key_cb (GtkWidget *widget,
               GVariant *args,
               gpointer user_data)
{
  if (!gtk_widget_get_sensitive (TIE_LINE_ROW (widget)->cells[TIE_LINE_CELL_REMOVE]))
    return FALSE;
  remove_cb (TIE_LINE_ROW (widget));
  return TRUE;
}

static void
tie_line_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_line_row_parent_class)->dispose (object);
}

static void
tie_line_row_finalize (GObject *object)
{
  g_clear_object (&TIE_LINE_ROW (object)->line);
  G_OBJECT_CLASS (tie_line_row_parent_class)->finalize (object);
}

static void
tie_line_row_class_init (TieLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_line_row_dispose;
  object_class->finalize = tie_line_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", TIE_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", TIE_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", TIE_TYPE_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, remove_key_cb, NULL);
}

static void
tie_line_row_init (TieLineRow *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, TIE_LINE_SPACING));
  self->error_label = GTK_LABEL (label);
  gtk_label_set_xalign (self->error_label, 0);
  gtk_label_set_ellipsize (self->error_label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, FALSE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_set_parent (label, GTK_WIDGET (self));
}

static void
add_cell (TieLineRow *self,
          TieLineCell cell,
          GtkWidget *field,
          const char *notify,
          GCallback changed,
          GtkSizeGroup *const *columns)
{
  self->cells[cell] = field;
  gtk_widget_set_hexpand (field, cell == TIE_LINE_CELL_TEXT);
  gtk_box_append (self->box, field);
  gtk_size_group_add_widget (columns[cell], field);
  if (notify == NULL)
    return;
  tie_typed_entry_set_error_label (TIE_TYPED_ENTRY (field), self->error_label);
  g_signal_connect_swapped (field, notify, changed, self);
  g_signal_connect (field, "activate", G_CALLBACK (activate_cb), self);
}

static GtkWidget *
create_amount (const char *name,
               guint decimals,
               guint min_decimals)
{
  GtkWidget *field = tie_amount_entry_new (name, decimals, min_decimals);

  g_object_set (field, "blank-zero", TRUE, NULL);
  return field;
}

GtkWidget *
tie_line_row_new (TiePickList *codes,
                  TiePickList *taxes,
                  GtkSizeGroup *const *columns)
{
  TieLineRow *self = g_object_new (TIE_TYPE_LINE_ROW, NULL);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *code = tie_picker_new (_ ("Work/expense code"), codes);
  GtkWidget *text = tie_text_entry_new (_ ("Text"));
  GtkWidget *quantity = create_amount (_ ("Quantity"), 4, 0);
  GtkWidget *tax = tie_picker_new (_ ("Tax"), taxes);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (code))), 10);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (text))), 20);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (quantity))), 5);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (tax))), 8);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove Line (Ctrl+Delete)"));
  gtk_widget_set_can_focus (remove, FALSE); /* keys have Ctrl+Delete, and Tab goes from field to field */
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);

  add_cell (self, TIE_LINE_CELL_NUMBER, number, NULL, NULL, columns);
  add_cell (self, TIE_LINE_CELL_CODE, code, "notify::id", G_CALLBACK (code_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_TEXT, text, "notify::text", G_CALLBACK (text_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_QUANTITY, quantity, "notify::value", G_CALLBACK (factor_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_RATE, create_amount (_ ("Rate"), 4, 2), "notify::value", G_CALLBACK (factor_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_AMOUNT, create_amount (_ ("Amount"), TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS), "notify::value", G_CALLBACK (amount_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_TAX, tax, "notify::id", G_CALLBACK (tax_changed_cb), columns);
  add_cell (self, TIE_LINE_CELL_REMOVE, remove, NULL, NULL, columns);
  return GTK_WIDGET (self);
}

void
tie_line_row_set_line (TieLineRow *self,
                       TieLine *line,
                       guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  /* Translators: %u is a line's number in an invoice */
  g_autofree char *name = g_strdup_printf (_ ("Remove line %u"), number);

  g_return_if_fail (TIE_IS_LINE_ROW (self));
  g_return_if_fail (TIE_IS_LINE (line));

  g_set_object (&self->line, line);
  gtk_label_set_label (GTK_LABEL (self->cells[TIE_LINE_CELL_NUMBER]), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[TIE_LINE_CELL_REMOVE]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  tie_line_row_show (self);
}

TieLine *
tie_line_row_get_line (TieLineRow *self)
{
  g_return_val_if_fail (TIE_IS_LINE_ROW (self), NULL);

  return self->line;
}

void
tie_line_row_show (TieLineRow *self)
{
  TieRecord *line;
  const char *work_code;

  g_return_if_fail (TIE_IS_LINE_ROW (self));

  line = get_record (self);
  work_code = tie_record_get_text (line, TIE_LINE_WORK_CODE);
  self->is_showing = TRUE;
  tie_picker_set_id (TIE_PICKER (self->cells[TIE_LINE_CELL_CODE]), work_code != NULL ? work_code : tie_record_get_text (line, TIE_LINE_EXPENSE_CODE));
  tie_text_entry_set_text (TIE_TEXT_ENTRY (self->cells[TIE_LINE_CELL_TEXT]), tie_record_get_text (line, TIE_LINE_TEXT));
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_QUANTITY]), tie_record_get_integer (line, TIE_LINE_QUANTITY));
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (self->cells[TIE_LINE_CELL_RATE]), tie_record_get_integer (line, TIE_LINE_RATE));
  show_amount (self);
  tie_picker_set_id (TIE_PICKER (self->cells[TIE_LINE_CELL_TAX]), tie_record_get_text (line, TIE_LINE_TAX_CODE));
  self->is_showing = FALSE;
}

void
tie_line_row_set_editable (TieLineRow *self,
                           gboolean is_editable)
{
  g_return_if_fail (TIE_IS_LINE_ROW (self));

  for (TieLineCell cell = TIE_LINE_CELL_CODE; cell <= TIE_LINE_CELL_TAX; cell++)
    tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->cells[cell]), is_editable);
  gtk_widget_set_sensitive (self->cells[TIE_LINE_CELL_REMOVE], is_editable);
}

gboolean
tie_line_row_commit (TieLineRow *self)
{
  g_return_val_if_fail (TIE_IS_LINE_ROW (self), FALSE);

  for (TieLineCell cell = TIE_LINE_CELL_CODE; cell <= TIE_LINE_CELL_TAX; cell++)
    {
      if (tie_typed_entry_commit (TIE_TYPED_ENTRY (self->cells[cell])))
        continue;
      gtk_widget_grab_focus (self->cells[cell]);
      return FALSE;
    }
  return TRUE;
}

void
tie_line_row_focus_cell (TieLineRow *self,
                         TieLineCell cell)
{
  g_return_if_fail (TIE_IS_LINE_ROW (self));

  gtk_widget_grab_focus (self->cells[cell]);
}

void
tie_line_row_set_error (TieLineRow *self,
                        TieLineCell cell,
                        const char *sentence)
{
  g_return_if_fail (TIE_IS_LINE_ROW (self));

  tie_typed_entry_set_error (TIE_TYPED_ENTRY (self->cells[cell]), sentence);
}

GtkWidget *
tie_line_row_get_cell (TieLineRow *self,
                       TieLineCell cell)
{
  g_return_val_if_fail (TIE_IS_LINE_ROW (self), NULL);

  return self->cells[cell];
}
