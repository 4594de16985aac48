/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-row"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sync/tie-comparison-words.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-comparison-row.h"
#include "ui/tie-transfer-kind.h"

typedef struct
{
  const char *label;  /* N_() */
  const char *action;
  enum
  {
    TARGET_RECORD, /* page and id here */
    TARGET_PAIR,   /* id here, and there */
    TARGET_GROUP,  /* number of the TieSyncGroup and id here */
    TARGET_HERE,   /* id here */
    TARGET_THERE,  /* kind and id there */
    TARGET_EXPORT, /* the export window of its kind, and id here */
    TARGET_IMPORT, /* Payment Import, and id there */
    TARGET_REFUND, /* the help page about refunds */
  } target;
} NextStep;

static const NextStep export_step = { N_ ("Export…"), "win.open-transfer", TARGET_EXPORT };
static const NextStep import_step = { N_ ("Import…"), "win.open-transfer", TARGET_IMPORT };
static const NextStep import_now_step = { N_ ("Import"), "comparison.import", TARGET_THERE };
static const NextStep link_step = { N_ ("Link"), "comparison.link", TARGET_PAIR };
static const NextStep send_step = { N_ ("Send After All"), "comparison.send-after-all", TARGET_GROUP };
static const NextStep void_step = { N_ ("Void in {package}…"), "comparison.void-there", TARGET_HERE };
static const NextStep delete_step = { N_ ("Delete from {package}…"), "comparison.delete-there", TARGET_HERE };
static const NextStep help_step = { N_ ("Help"), "comparison.help", TARGET_REFUND };
static const NextStep open_step = { N_ ("Open"), "win.open-record", TARGET_RECORD };

/* The list that it stands in. */
static const TieBillingKind *
get_kind (TieKind what)
{
  switch (what)
    {
    case TIE_KIND_SALES_INVOICE:
      return &tie_billing_invoices;
    case TIE_KIND_SALES_CREDIT:
      return &tie_billing_credit_notes;
    case TIE_KIND_RECEIPT:
    case TIE_KIND_SUPPLIER_PAYMENT:
    case TIE_KIND_REFUND:
    case TIE_KIND_REFUND_RECEIPT:
      return &tie_billing_payments;
    default:
      return &tie_billing_supplier_invoices;
    }
}

/* Of what is void here: packages know no void of the others. */
static const NextStep *
find_removal (TieKind what)
{
  return what == TIE_KIND_SALES_INVOICE || what == TIE_KIND_RECEIPT || what == TIE_KIND_SUPPLIER_PAYMENT ? &void_step : &delete_step;
}

static const NextStep *
find_import (TieKind what)
{
  if (what == TIE_KIND_RECEIPT)
    return &import_step;
  return what == TIE_KIND_REFUND_RECEIPT ? &help_step : &import_now_step; /* a person replaces that one */
}

static const NextStep *
find_step (const TieDifference *difference)
{
  gboolean is_payment = tie_kind_is_payment (difference->what);

  switch (difference->kind)
    {
    case TIE_DIFFERENCE_NOT_EXPORTED:
      if (difference->is_not_sent)
        return &send_step;
      return &export_step;
    case TIE_DIFFERENCE_ONLY_THERE:
      return find_import (difference->what);
    case TIE_DIFFERENCE_NOT_LINKED:
      return is_payment ? &open_step : &link_step;
    case TIE_DIFFERENCE_CHANGED_HERE:
      return difference->is_void ? find_removal (difference->what) : &export_step;
    default:
      return &open_step;
    }
}

static GtkWidget *
make_button (const TieDifference *difference,
             const NextStep *step,
             const char *title,
             const char *package)
{
  g_autofree char *label = tie_text_name_package (_ (step->label), package);
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkActionable *actionable = GTK_ACTIONABLE (button);
  const TieBillingKind *kind = get_kind (difference->what);
  /* Translators: a button's label and the record that it is about */
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), label, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  switch (step->target)
    {
    case TARGET_RECORD:
      gtk_actionable_set_action_target (actionable, "(ss)", kind->page, difference->local_id);
      break;
    case TARGET_PAIR:
      gtk_actionable_set_action_target (actionable, "(ss)", difference->local_id, difference->remote_id);
      break;
    case TARGET_GROUP:
      gtk_actionable_set_action_target (actionable, "(us)", (guint) kind->group, difference->local_id);
      break;
    case TARGET_HERE:
      gtk_actionable_set_action_target (actionable, "s", difference->local_id);
      break;
    case TARGET_THERE:
      gtk_actionable_set_action_target (actionable, "(us)", (guint) difference->what, difference->remote_id);
      break;
    case TARGET_EXPORT:
      gtk_actionable_set_action_target (actionable, "(ss)", kind->transfer, difference->local_id);
      break;
    case TARGET_IMPORT:
      gtk_actionable_set_action_target (actionable, "(ss)", tie_transfer_payment_import.id, difference->remote_id);
      break;
    case TARGET_REFUND:
      gtk_actionable_set_action_target (actionable, "s", "payments");
      break;
    default:
      g_return_val_if_reached (button);
    }
  gtk_actionable_set_action_name (actionable, step->action);
  return button;
}

GtkWidget *
tie_comparison_row_new (const TieDifference *difference,
                        const char *package)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = tie_difference_dup_title (difference);
  g_autofree char *reason = tie_difference_dup_reason (difference, package);
  g_autofree char *date = tie_date_to_display (difference->date);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", reason, difference->party, date);
  g_autofree char *amount = tie_money_to_display (difference->here - difference->there);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", title, subtitle, amount);
  GtkWidget *label = gtk_label_new (amount);
  GtkWidget *button = make_button (difference, find_step (difference), title, package);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}
