/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "ui/tie-comparison-row.h"

/* The rows of the Tie-Out: each has the step that mends it, at the right place. */

static GtkWidget *
find_button (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  TieDifferenceKind kind;
  TieKind what;
  enum
  {
    PLAIN = 0,
    NOT_SENT,
    VOID,
  } flag;
  const char *label;
  const char *action; /* with its target, as g_action_print_detailed_name() writes it */
} StepCase;

static const StepCase steps[] = {
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_SALES_INVOICE, PLAIN, "Export…", "win.open-transfer(('invoice-export', 'here'))" },
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_SALES_CREDIT, PLAIN, "Export…", "win.open-transfer(('credit-export', 'here'))" },
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_SUPPLIER_INVOICE, PLAIN, "Export…", "win.open-transfer(('supplier-export', 'here'))" },
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_SUPPLIER_CREDIT, PLAIN, "Export…", "win.open-transfer(('supplier-export', 'here'))" },
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_RECEIPT, PLAIN, "Export…", "win.open-transfer(('payment-export', 'here'))" },
  { TIE_DIFFERENCE_NOT_EXPORTED, TIE_KIND_SALES_INVOICE, NOT_SENT, "Send After All", "comparison.send-after-all((uint32 1, 'here'))" },
  { TIE_DIFFERENCE_CHANGED_HERE, TIE_KIND_SALES_CREDIT, PLAIN, "Export…", "win.open-transfer(('credit-export', 'here'))" },
  { TIE_DIFFERENCE_CHANGED_HERE, TIE_KIND_SUPPLIER_PAYMENT, PLAIN, "Export…", "win.open-transfer(('payment-export', 'here'))" },
  { TIE_DIFFERENCE_CHANGED_HERE, TIE_KIND_RECEIPT, VOID, "Void in QuickBooks…", "comparison.void-there::here" },
  { TIE_DIFFERENCE_CHANGED_HERE, TIE_KIND_SALES_CREDIT, VOID, "Delete from QuickBooks…", "comparison.delete-there::here" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_RECEIPT, PLAIN, "Import…", "win.open-transfer(('payment-import', 'there'))" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_SUPPLIER_PAYMENT, PLAIN, "Import", "comparison.import((uint32 13, 'there'))" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_REFUND_RECEIPT, PLAIN, "Help", "comparison.help::payments" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_SUPPLIER_INVOICE, PLAIN, "Import", "comparison.import((uint32 10, 'there'))" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_SUPPLIER_CREDIT, PLAIN, "Import", "comparison.import((uint32 11, 'there'))" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_SALES_INVOICE, PLAIN, "Import", "comparison.import((uint32 8, 'there'))" },
  { TIE_DIFFERENCE_ONLY_THERE, TIE_KIND_SALES_CREDIT, PLAIN, "Import", "comparison.import((uint32 9, 'there'))" },
  { TIE_DIFFERENCE_NOT_LINKED, TIE_KIND_SALES_INVOICE, PLAIN, "Link", "comparison.link(('here', 'there'))" },
  { TIE_DIFFERENCE_AMOUNT, TIE_KIND_SUPPLIER_INVOICE, PLAIN, "Open", "win.open-record(('supplier-invoices', 'here'))" },
  { TIE_DIFFERENCE_CHANGED_THERE, TIE_KIND_RECEIPT, PLAIN, "Open", "win.open-record(('payments', 'here'))" },
};

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const StepCase *one = &steps[i];
      TieDifference difference = {
        .kind = one->kind, .what = one->what, .is_not_sent = one->flag == NOT_SENT, .is_void = one->flag == VOID, .local_id = (char *) "here", .remote_id = (char *) "there",
        .number = (char *) "88", .party = (char *) "Abacus", .date = (char *) "2025-11-03", .here = 12500,
      };
      GtkWidget *row = g_object_ref_sink (tie_comparison_row_new (&difference, "QuickBooks"));
      GtkWidget *button = find_button (row);
      g_autofree char *action = NULL;

      g_assert_nonnull (button);
      action = g_action_print_detailed_name (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)));
      g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, one->label);
      g_assert_cmpstr (action, ==, one->action);
      g_object_unref (row);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/comparison/steps", test_steps);
  return g_test_run ();
}
