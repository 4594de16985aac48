/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-distribution-labels"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-distribution-labels.h"

static void
show_condition (GtkLabel *label,
                gboolean is_met,
                const char *met,
                const char *unmet)
{
  gtk_label_set_label (label, is_met ? met : unmet);
  gtk_widget_remove_css_class (GTK_WIDGET (label), is_met ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (label), is_met ? "success" : "error");
}

void
tie_distribution_labels_show (GtkLabel *balanced,
                              GtkLabel *distributed,
                              const TieDistributionState *state)
{
  show_condition (balanced, state->is_balanced, _ ("= Balanced"), _ ("! Not balanced"));
  show_condition (distributed, state->is_distributed, _ ("= Fully distributed"), _ ("! Not fully distributed"));
}
