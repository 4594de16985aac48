/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-details"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "fees/tie-fee-code.h"
#include "ui/tie-fee-details.h"
#include "ui/tie-windows.h"

#define SENTENCE_CHARS 36 /* of a line */

enum
{
  FACT_NAME,
  FACT_RETURN,
  FACT_FILE,
  FACT_INVOICE,
  FACT_TERMS,
  FACT_COMPANY,
  N_FACTS
};

struct _TieFeeDetails
{
  GtkWidget parent_instance;

  GtkWidget *grid;           /* (owned): the only child */
  GtkLabel *titles[N_FACTS]; /* (unowned), as those below */
  GtkLabel *facts[N_FACTS];
};

G_DEFINE_FINAL_TYPE (TieFeeDetails, tie_fee_details, GTK_TYPE_WIDGET)

static void
show_fact (TieFeeDetails *self,
           guint fact,
           const char *text)
{
  gtk_label_set_label (self->facts[fact], text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts[fact]), text);
  gtk_widget_set_visible (GTK_WIDGET (self->facts[fact]), text != NULL && *text != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->titles[fact]), text != NULL && *text != '\0');
}

/* What the invoice is beside its total. */
static void
show_invoice (TieFeeDetails *self,
              const TieFeePreview *preview)
{
  g_autofree char *day = tie_date_to_display (preview->date);
  g_autofree char *due = *preview->due != '\0' ? tie_date_to_display (preview->due) : NULL;
  /* Translators: an invoice's number, and its date */
  g_autofree char *invoice = g_strdup_printf (_ ("%s, %s"), preview->wip->number, day);
  g_autofree char *terms = NULL;
  g_autofree char *company = NULL;

  if (due != NULL)
    /* Translators: the name of terms ("Net 30"), and a date */
    terms = g_strdup_printf (_ ("%s, due %s"), preview->terms, due);
  else
    terms = g_strdup (_ ("None"));
  if (preview->company == NULL)
    company = g_strdup (_ ("Not connected"));
  else if (preview->is_linked)
    /* Translators: %s is the name of a company */
    company = g_strdup_printf (_ ("Goes to %s with Sync once it is approved"), preview->company);
  else
    /* Translators: the names of a client and of a company */
    company = g_strdup_printf (_ ("Waits in Sync until %s is linked to a customer of %s"), preview->contact_name, preview->company);
  show_fact (self, FACT_INVOICE, invoice);
  show_fact (self, FACT_TERMS, terms);
  show_fact (self, FACT_COMPANY, company);
}

void
tie_fee_details_show (TieFeeDetails *self,
                    const TieFeePreview *preview)
{
  const TieFeeRow *row = preview->row;
  const char *form = tie_fee_module_get_form (preview->module);
  g_autofree char *when = row != NULL ? tie_date_to_display (row->as_of) : NULL;
  g_autofree char *file = NULL;
  g_autofree char *tax_return = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), preview->has_amount);
  if (preview->tax_year > 0)
    /* Translators: a return's form ("1040") and its tax year */
    tax_return = g_strdup_printf (_ ("%s, %u"), *form != '\0' ? form : "—", preview->tax_year);
  if (row != NULL)
    /* Translators: a file's name, and when it was written */
    file = g_strdup_printf (_ ("%s, written %s"), row->label, when != NULL ? when : "—");
  gtk_label_set_label (self->titles[FACT_COMPANY], tie_windows_get_package (GTK_WIDGET (self))->short_name);
  for (guint i = 0; i < N_FACTS; i++)
    show_fact (self, i, NULL);
  if (preview->wip != NULL)
    show_invoice (self, preview);
  show_fact (self, FACT_NAME, row != NULL ? row->name : NULL);
  show_fact (self, FACT_RETURN, tax_return);
  show_fact (self, FACT_FILE, file);
}

static void
tie_fee_details_dispose (GObject *object)
{
  g_clear_pointer (&TIE_FEE_DETAILS (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_fee_details_parent_class)->dispose (object);
}

static void
tie_fee_details_class_init (TieFeeDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_fee_details_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
tie_fee_details_init (TieFeeDetails *self)
{
  const char *const titles[N_FACTS] = { _ ("Name in Lacerte"), _ ("Return"), _ ("File"), _ ("Invoice"), _ ("Terms"), NULL };

  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < N_FACTS; i++)
    {
      GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", titles[i], "xalign", 0.0, "valign", GTK_ALIGN_BASELINE, NULL);
      GtkWidget *fact = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "valign", GTK_ALIGN_BASELINE, "hexpand", TRUE, NULL);

      gtk_widget_add_css_class (title, "dim-label");
      gtk_grid_attach (GTK_GRID (self->grid), title, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), fact, 1, (int) i, 1, 1);
      self->titles[i] = GTK_LABEL (title);
      self->facts[i] = GTK_LABEL (fact);
      if (i == FACT_COMPANY)
        {
          gtk_label_set_wrap (self->facts[i], TRUE);
          gtk_label_set_width_chars (self->facts[i], SENTENCE_CHARS);
        }
      else
        gtk_label_set_ellipsize (self->facts[i], PANGO_ELLIPSIZE_MIDDLE);
    }
}
