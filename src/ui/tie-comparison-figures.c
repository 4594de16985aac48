/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-figures"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "sync/tie-comparison-words.h"
#include "ui/tie-comparison-figures.h"

/* Columns whose cells are as wide as the widest. */
enum
{
  COLUMN_HERE,
  COLUMN_THERE,
  COLUMN_DIFFERENCE,
  COLUMN_RESULT,
  N_COLUMNS
};

typedef struct
{
  GtkListBox *list;
  GtkSizeGroup *columns[N_COLUMNS]; /* their widgets keep them */
} Figures;

static GtkWidget *
add_cell (Figures *self,
          GtkWidget *box,
          guint column,
          const char *text,
          gboolean is_number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  if (is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_size_group_add_widget (self->columns[column], label);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* icon_name NULL: the heads. */
static void
add_row (Figures *self,
         const char *title,
         const char *here,
         const char *there,
         const char *difference,
         const char *result,
         const char *icon_name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = icon_name != NULL ? gtk_image_new_from_icon_name (icon_name) : NULL;
  g_autofree char *name = g_strdup_printf (_ ("%s: here %s, there %s, difference %s, %s"), title, here, there, difference, result);

  gtk_widget_add_css_class (box, "figures");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* what is compared is said in full also in large text */
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  add_cell (self, box, COLUMN_HERE, here, TRUE);
  add_cell (self, box, COLUMN_THERE, there, TRUE);
  add_cell (self, box, COLUMN_DIFFERENCE, difference, TRUE);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (state), icon);
  gtk_box_append (GTK_BOX (state), gtk_label_new (result));
  gtk_size_group_add_widget (self->columns[COLUMN_RESULT], state);
  gtk_box_append (GTK_BOX (box), state);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (icon_name == NULL)
    {
      gtk_widget_add_css_class (box, "dim-label");
      gtk_widget_set_focusable (row, FALSE);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

/* Invoices are counted, all else is summed. */
static void
add_line (Figures *self,
          const TieComparison *comparison,
          TieComparisonLine line)
{
  gboolean is_count = line == TIE_COMPARISON_INVOICES;
  gint64 here = is_count ? comparison->lines[line].n_here : comparison->lines[line].here;
  gint64 there = is_count ? comparison->lines[line].n_there : comparison->lines[line].there;
  g_autofree char *here_text = is_count ? tie_decimal_to_display (here, 0, 0) : tie_money_to_display (here);
  g_autofree char *there_text = is_count ? tie_decimal_to_display (there, 0, 0) : tie_money_to_display (there);
  g_autofree char *difference_text = is_count ? tie_decimal_to_display (here - there, 0, 0) : tie_money_to_display (here - there);
  g_autofree char *result = tie_comparison_dup_result (comparison, line);

  add_row (self, is_count ? _ ("Invoices (number)") : tie_comparison_line_get_label (line), here_text, there_text, difference_text, result,
                   comparison->lines[line].n_items > 0 ? "dialog-warning-symbolic" : "emblem-ok-symbolic");
}

void
tie_comparison_figures_clear (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

void
tie_comparison_figures_show (GtkListBox *list,
                             const TieComparison *comparison,
                             const char *package)
{
  Figures figures = { list };

  tie_comparison_figures_clear (list);
  for (guint i = 0; i < N_COLUMNS; i++)
    figures.columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  add_row (&figures, "", _ ("Here"), package, _ ("Difference"), "", NULL);
  for (guint line = 0; line < TIE_COMPARISON_N_LINES; line++)
    add_line (&figures, comparison, (TieComparisonLine) line);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_object_unref (figures.columns[i]);
}
