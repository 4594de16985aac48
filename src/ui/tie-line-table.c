/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-line-table"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-document-totals.h"
#include "model/tie-code.h"
#include "model/tie-tax-code.h"
#include "ui/tie-line-table.h"

/* Inside a field, in pixels; as the style has it. */
#define FIELD_PADDING 6

struct _TieLineTable
{
  GtkWidget parent_instance;

  GtkBox *box;         /* (unowned): heads and rows */
  GtkWidget *add;      /* (unowned): button under the rows */
  GtkSizeGroup *columns[TIE_LINE_N_CELLS]; /* (owned) */
  GPtrArray *rows;     /* (owned), element TieLineRow, (unowned): children of the box */

  TiePickList *codes;      /* (owned) (nullable) */
  TiePickList *taxes;      /* (owned) (nullable) */
  TieDocumentSheet *sheet; /* (unowned) (nullable) */
  GHashTable *records;     /* (unowned) (nullable): codes by id */
  gboolean is_editable;
};

G_DEFINE_FINAL_TYPE (TieLineTable, tie_line_table, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (TieLineTable *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What the code says goes where nothing was entered yet. */
static void
picked_cb (TieLineTable *self,
           TieLineRow *row)
{
  TieRecord *line = TIE_RECORD (tie_line_row_get_line (row));
  const char *work_code = tie_record_get_text (line, TIE_LINE_WORK_CODE);
  const char *id = work_code != NULL ? work_code : tie_record_get_text (line, TIE_LINE_EXPENSE_CODE);
  TieRecord *code = self->records != NULL && id != NULL ? g_hash_table_lookup (self->records, id) : NULL;
  g_autoptr (GError) error = NULL;

  if (code == NULL)
    return;
  if (*tie_record_get_text (line, TIE_LINE_TEXT) == '\0')
    {
      const char *text = tie_record_get_text (code, TIE_CODE_DESCRIPTION);

      tie_record_set_text (line, TIE_LINE_TEXT, *text != '\0' ? text : tie_record_get_text (code, TIE_CODE_CODE));
    }
  if (tie_record_get_integer (line, TIE_LINE_QUANTITY) == 0 && tie_record_get_integer (line, TIE_LINE_AMOUNT) == 0)
    {
      tie_record_set_integer (line, TIE_LINE_QUANTITY, 10000);
      tie_record_set_integer (line, TIE_LINE_RATE, tie_record_get_integer (code, TIE_CODE_RATE));
      if (!tie_line_compute_amount (TIE_LINE (line), &error))
        tie_line_row_set_error (row, TIE_LINE_CELL_RATE, error->message);
    }
  if (tie_record_get_text (line, TIE_LINE_TAX_CODE) == NULL)
    tie_record_set_text (line, TIE_LINE_TAX_CODE, tie_record_get_text (code, TIE_CODE_TAX_CODE));
  tie_line_row_show (row);
}

static guint
find_row (TieLineTable *self,
          TieLineRow *row)
{
  guint position = 0;

  g_ptr_array_find (self->rows, row, &position);
  return position;
}

static void
next_cb (TieLineTable *self,
         TieLineRow *row)
{
  guint position = find_row (self, row);

  if (position + 1 < self->rows->len)
    tie_line_row_focus_cell (g_ptr_array_index (self->rows, position + 1), TIE_LINE_CELL_CODE);
  else if (self->is_editable)
    tie_line_table_add_line (self);
}

static void
number_rows (TieLineTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    tie_line_row_set_line (g_ptr_array_index (self->rows, i), g_ptr_array_index (self->sheet->lines, i), i + 1);
}

static void append_row (TieLineTable *self, TieLine *line);

/* The last line that goes leaves an empty one to begin with. */
static void
remove_cb (TieLineTable *self,
           TieLineRow *row)
{
  guint position = find_row (self, row);

  if (self->rows->len == 1)
    append_row (self, tie_document_sheet_add_line (self->sheet));
  tie_line_row_focus_cell (g_ptr_array_index (self->rows, position + 1 < self->rows->len ? position + 1 : position - 1), TIE_LINE_CELL_CODE);
  g_ptr_array_remove_index (self->sheet->lines, position);
  g_ptr_array_remove_index (self->rows, position);
  gtk_box_remove (self->box, GTK_WIDGET (row));
  number_rows (self);
  changed_cb (self);
}

static void
append_row (TieLineTable *self,
            TieLine *line)
{
  GtkWidget *row = tie_line_row_new (self->codes, self->taxes, self->columns);

  gtk_box_append (self->box, row);
  g_ptr_array_add (self->rows, row);
  tie_line_row_set_line (TIE_LINE_ROW (row), line, self->rows->len);
  tie_line_row_set_editable (TIE_LINE_ROW (row), self->is_editable);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (row, "picked", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (row, "next", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (row, "remove", G_CALLBACK (remove_cb), self);
}

static void
add_heads (TieLineTable *self)
{
  static const char *const titles[TIE_LINE_N_CELLS] = { "#", N_ ("Work/expense code"), N_ ("Text"), N_ ("Qty"), N_ ("Rate"), N_ ("Amount"), N_ ("Tax"), "" };
  GtkWidget *heads = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, TIE_LINE_SPACING);

  for (guint i = 0; i < TIE_LINE_N_CELLS; i++)
    {
      GtkWidget *head = gtk_label_new (*titles[i] != '\0' ? _ (titles[i]) : "");

      gtk_label_set_xalign (GTK_LABEL (head), i >= TIE_LINE_CELL_QUANTITY && i <= TIE_LINE_CELL_AMOUNT ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (head), i == TIE_LINE_CELL_TEXT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_widget_set_hexpand (head, i == TIE_LINE_CELL_TEXT);
      gtk_widget_set_margin_end (head, i >= TIE_LINE_CELL_QUANTITY && i <= TIE_LINE_CELL_AMOUNT ? FIELD_PADDING : 0); /* where the numbers end */
      gtk_widget_add_css_class (head, "caption-heading");
      gtk_widget_add_css_class (head, "dim-label");
      gtk_size_group_add_widget (self->columns[i], head);
      gtk_box_append (GTK_BOX (heads), head);
    }
  gtk_box_append (self->box, heads);
}

static void
tie_line_table_dispose (GObject *object)
{
  TieLineTable *self = TIE_LINE_TABLE (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->codes);
  g_clear_object (&self->taxes);
  G_OBJECT_CLASS (tie_line_table_parent_class)->dispose (object);
}

static void
tie_line_table_finalize (GObject *object)
{
  TieLineTable *self = TIE_LINE_TABLE (object);

  for (guint i = 0; i < TIE_LINE_N_CELLS; i++)
    g_object_unref (self->columns[i]);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (tie_line_table_parent_class)->finalize (object);
}

static void
tie_line_table_class_init (TieLineTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_line_table_dispose;
  object_class->finalize = tie_line_table_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_LINE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "tie-line-table");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
tie_line_table_init (TieLineTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->box = GTK_BOX (box);
  self->rows = g_ptr_array_new ();
  self->is_editable = TRUE;
  for (guint i = 0; i < TIE_LINE_N_CELLS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  add_heads (self);

  /* Very large text: the columns may need more than the window has. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_hexpand (scrolled, TRUE);

  self->add = gtk_button_new_with_label (_ ("Add Line"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add Line"), -1);
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->add, 6);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (tie_line_table_add_line), self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

void
tie_line_table_set_session (TieLineTable *self,
                            TieSession *session,
                            const char *document)
{
  gboolean is_supplier = g_str_equal (document, TIE_DOCUMENT_KIND_SUPPLIER);

  g_return_if_fail (TIE_IS_LINE_TABLE (self));

  g_set_object (&self->codes, tie_session_get_pick_list (session,
                                                         is_supplier ? TIE_TYPE_EXPENSE_CODE : TIE_TYPE_WORK_CODE,
                                                         is_supplier ? TIE_TYPE_WORK_CODE : TIE_TYPE_EXPENSE_CODE));
  g_set_object (&self->taxes, tie_session_get_pick_list (session, TIE_TYPE_TAX_CODE, G_TYPE_INVALID));
}

void
tie_line_table_set_sheet (TieLineTable *self,
                          TieDocumentSheet *sheet,
                          GHashTable *codes)
{
  g_return_if_fail (TIE_IS_LINE_TABLE (self));

  self->sheet = sheet;
  self->records = codes;
  if (sheet->lines->len == 0)
    tie_document_sheet_add_line (sheet);
  while (self->rows->len > sheet->lines->len)
    {
      gtk_box_remove (self->box, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  number_rows (self);
  while (self->rows->len < sheet->lines->len)
    append_row (self, g_ptr_array_index (sheet->lines, self->rows->len));
}

void
tie_line_table_set_editable (TieLineTable *self,
                             gboolean is_editable)
{
  g_return_if_fail (TIE_IS_LINE_TABLE (self));

  self->is_editable = is_editable;
  gtk_widget_set_visible (self->add, is_editable);
  for (guint i = 0; i < self->rows->len; i++)
    tie_line_row_set_editable (g_ptr_array_index (self->rows, i), is_editable);
}

void
tie_line_table_add_line (TieLineTable *self)
{
  g_return_if_fail (TIE_IS_LINE_TABLE (self));
  g_return_if_fail (self->sheet != NULL);

  append_row (self, tie_document_sheet_add_line (self->sheet));
  tie_line_row_focus_cell (g_ptr_array_index (self->rows, self->rows->len - 1), TIE_LINE_CELL_CODE);
  changed_cb (self);
}

gboolean
tie_line_table_commit (TieLineTable *self)
{
  g_return_val_if_fail (TIE_IS_LINE_TABLE (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (!tie_line_row_commit (g_ptr_array_index (self->rows, i)))
        return FALSE;
    }
  return TRUE;
}

void
tie_line_table_show_problem (TieLineTable *self,
                             guint line,
                             const char *sentence)
{
  g_return_if_fail (TIE_IS_LINE_TABLE (self));

  if (line == 0 || line > self->rows->len)
    return;
  tie_line_row_focus_cell (g_ptr_array_index (self->rows, line - 1), TIE_LINE_CELL_TEXT);
  tie_line_row_set_error (g_ptr_array_index (self->rows, line - 1), TIE_LINE_CELL_TEXT, sentence);
}

guint
tie_line_table_get_n_lines (TieLineTable *self)
{
  g_return_val_if_fail (TIE_IS_LINE_TABLE (self), 0);

  return self->rows->len;
}

TieLineRow *
tie_line_table_get_row (TieLineTable *self,
                        guint position)
{
  g_return_val_if_fail (TIE_IS_LINE_TABLE (self), NULL);

  return position < self->rows->len ? g_ptr_array_index (self->rows, position) : NULL;
}
