/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-check-strip"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-check-strip.h"
#include "ui/tie-flow-layout.h"

struct _TieCheckStrip
{
  GtkWidget parent_instance;

  GtkLabel *labels[TIE_SYNC_N_PARTS]; /* (unowned): children; none for TIE_SYNC_PART_NONE */
};

G_DEFINE_FINAL_TYPE (TieCheckStrip, tie_check_strip, GTK_TYPE_WIDGET)

static const struct
{
  const char *sign;
  const char *word;
  const char *style;
} states[] = {
  [TIE_SYNC_PART_STATE_OK] = { "✓", N_ ("passed"), "success" },
  [TIE_SYNC_PART_STATE_FAILS] = { "✗", N_ ("not passed"), "error" },
  [TIE_SYNC_PART_STATE_NOT_ASKED] = { "–", N_ ("not asked for"), "dim-label" },
};

static void
tie_check_strip_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_check_strip_parent_class)->dispose (object);
}

static void
tie_check_strip_class_init (TieCheckStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_check_strip_dispose;
  gtk_widget_class_set_css_name (widget_class, "tie-check-strip");
  gtk_widget_class_set_layout_manager_type (widget_class, TIE_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tie_check_strip_init (TieCheckStrip *self)
{
  g_object_set (gtk_widget_get_layout_manager (GTK_WIDGET (self)), "spacing", 18, "line-spacing", 6, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Checks"), -1);
  for (TieSyncPart part = TIE_SYNC_PART_NONE + 1; part < TIE_SYNC_N_PARTS; part++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      self->labels[part] = GTK_LABEL (label);
      gtk_widget_set_parent (label, GTK_WIDGET (self));
    }
}

void
tie_check_strip_show (TieCheckStrip *self,
                      TieSyncRow *row)
{
  g_return_if_fail (TIE_IS_CHECK_STRIP (self));
  g_return_if_fail (row == NULL || TIE_IS_SYNC_ROW (row));

  for (TieSyncPart part = TIE_SYNC_PART_NONE + 1; part < TIE_SYNC_N_PARTS; part++)
    {
      TieSyncPartState state = row != NULL ? tie_sync_row_get_part (row, part) : TIE_SYNC_PART_STATE_NOT_ASKED;
      g_autofree char *text = g_strdup_printf ("%s %s", states[state].sign, tie_sync_part_get_label (part));
      g_autofree char *name = g_strdup_printf ("%s: %s", tie_sync_part_get_label (part), _ (states[state].word));
      const char *styles[] = { states[state].style, NULL };

      gtk_label_set_label (self->labels[part], text);
      gtk_widget_set_css_classes (GTK_WIDGET (self->labels[part]), styles);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->labels[part]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}
