/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-figures"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "ui/tie-fee-figures.h"
#include "ui/tie-list-columns.h"

#define MIN_CHARS 18

enum
{
  ROW_TOTAL,
  ROW_OLD_FEE,
  ROW_WIP,
  ROW_ADJUSTMENT,
  N_ROWS
};

struct _TieFeeFigures
{
  GtkWidget parent_instance;

  GtkWidget *grid;          /* (owned): the only child */
  GtkLabel *titles[N_ROWS]; /* (unowned), as all below */
  GtkLabel *amounts[N_ROWS];
  GtkLabel *notes[N_ROWS];
};

G_DEFINE_FINAL_TYPE (TieFeeFigures, tie_fee_figures, GTK_TYPE_WIDGET)

static void
show_row (TieFeeFigures *self,
          guint row,
          const char *title,
          gint64 amount,
          const char *note)
{
  g_autofree char *money = tie_money_to_display (amount);

  gtk_label_set_label (self->titles[row], title);
  gtk_label_set_label (self->amounts[row], money);
  gtk_label_set_label (self->notes[row], note);
  gtk_widget_set_visible (GTK_WIDGET (self->titles[row]), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->amounts[row]), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->notes[row]), *note != '\0');
}

static void
show_total (TieFeeFigures *self,
            const TieFeeLook *look)
{
  const TieFeePreview *preview = look->preview;
  g_autofree char *note = NULL;

  if (preview->row == NULL && *preview->source != '\0')
    /* Translators: %s is the name of a PDF document */
    note = g_strdup_printf (_ ("confirmed from %s"), preview->source);
  else if (preview->row == NULL)
    note = g_strdup (_ ("typed by hand"));
  else if (tie_fee_look_get_delay (look) == NULL)
    /* Translators: %s is a client's number in Lacerte */
    note = g_strdup_printf (_ ("return %s, read today"), preview->row->client_number);
  else
    note = g_strdup_printf (_ ("return %s, as it was read last"), preview->row->client_number);
  show_row (self, ROW_TOTAL, _ ("Lacerte invoice total"), preview->new_fee, note);
}

/* "6.25 h, 7 entries, 1 expense" */
static char *
describe_work (const TieInvoicePreview *wip)
{
  g_autofree char *hours = tie_list_columns_format_hours (wip->hours);
  g_autofree char *time = g_strdup_printf (ngettext ("%s h, %u entry", "%s h, %u entries", wip->n_time), hours, wip->n_time);
  g_autofree char *expenses = g_strdup_printf (ngettext ("%u expense", "%u expenses", wip->n_expenses), wip->n_expenses);

  return wip->n_expenses > 0 ? g_strdup_printf ("%s, %s", time, expenses) : g_steal_pointer (&time);
}

static char *
describe_until (const char *date)
{
  g_autofree char *today = tie_typed_date_get_today ();
  g_autofree char *day = tie_date_to_display (date);

  if (g_str_equal (today, date))
    return g_strdup (_ ("WIP on this project until today"));
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("WIP on this project until %s"), day);
}

static void
show_adjustment (TieFeeFigures *self,
                 TieInvoicePreview *wip,
                 gint64 total)
{
  gint64 adjustment = tie_invoice_preview_get_adjustment (wip, total);
  gint64 percent = 0;
  gint64 whole = 100 * TIE_SCALE;
  g_autofree char *part = NULL;
  g_autofree char *billed = NULL;
  g_autofree char *note = NULL;

  if (tie_invoice_preview_get_realization (wip, total, &percent))
    {
      part = tie_decimal_to_display ((ABS (whole - percent) + TIE_SCALE / 2) / TIE_SCALE, 0, 0);
      billed = tie_decimal_to_display ((percent + TIE_SCALE / 2) / TIE_SCALE, 0, 0);
      /* Translators: by which part the work in progress is written down or up, and which part of it is billed, in percent */
      note = g_strdup_printf (_ ("%s %%, realization %s %%"), part, billed);
    }
  show_row (self, ROW_ADJUSTMENT, adjustment < 0 ? _ ("Write-down") : _ ("Write-up"), adjustment, note != NULL ? note : _ ("realization n/a"));
}

void
tie_fee_figures_show (TieFeeFigures *self,
                      const TieFeeLook *look)
{
  const TieFeePreview *preview;
  g_autofree char *work = NULL;
  g_autofree char *until = NULL;

  g_return_if_fail (TIE_IS_FEE_FIGURES (self));
  g_return_if_fail (look->preview != NULL);

  preview = look->preview;
  for (guint i = 0; i < N_ROWS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->titles[i]), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->amounts[i]), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->notes[i]), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), preview->has_amount);
  if (!preview->has_amount)
    return;
  show_total (self, look);
  show_row (self, ROW_OLD_FEE, _ ("Estimated fee until now"), preview->old_fee, "");
  if (preview->wip != NULL)
    {
      work = describe_work (preview->wip);
      until = describe_until (preview->date);
      show_row (self, ROW_WIP, until, preview->wip->wip, work);
      show_adjustment (self, preview->wip, preview->new_fee);
    }
}

static GtkLabel *
add_label (GtkGrid *grid,
           int column,
           int row,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

/* Not narrower than so many characters: a scrolled window asks for the height at the least width. */
static void
set_wrap (GtkLabel *label)
{
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_width_chars (label, MIN_CHARS);
}

static void
tie_fee_figures_dispose (GObject *object)
{
  g_clear_pointer (&TIE_FEE_FIGURES (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_fee_figures_parent_class)->dispose (object);
}

static void
tie_fee_figures_class_init (TieFeeFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_fee_figures_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tie_fee_figures_init (TieFeeFigures *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->titles[i] = add_label (GTK_GRID (self->grid), 0, (int) i, NULL);
      self->amounts[i] = add_label (GTK_GRID (self->grid), 1, (int) i, "numeric");
      self->notes[i] = add_label (GTK_GRID (self->grid), 2, (int) i, "dim-label");
      gtk_label_set_xalign (self->amounts[i], 1);
      set_wrap (self->titles[i]);
      set_wrap (self->notes[i]);
      gtk_widget_set_hexpand (GTK_WIDGET (self->notes[i]), TRUE);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->amounts[ROW_TOTAL]), "heading");
}
