/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-findings"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-findings.h"
#include "ui/tie-flow-layout.h"

#define WAY_KEY "tie-way"
#define CODE_KEY "tie-code"
#define MIN_CHARS 36 /* of a sentence's line */

struct _TieFeeFindings
{
  GtkWidget parent_instance;

  GtkListBox *list; /* (owned): the only child */
};

G_DEFINE_FINAL_TYPE (TieFeeFindings, tie_fee_findings, GTK_TYPE_WIDGET)

enum
{
  WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pressed_cb (TieFeeFindings *self,
            GtkButton *button)
{
  g_signal_emit (self, signals[WAY], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), WAY_KEY)),
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), CODE_KEY)));
}

static GtkWidget *
create_button (TieFeeFindings *self,
               TieFeeCode code,
               TieFeeWay way)
{
  const char *label = tie_fee_way_get_label (way);
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), WAY_KEY, GUINT_TO_POINTER (way));
  g_object_set_data (G_OBJECT (button), CODE_KEY, GUINT_TO_POINTER (code));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_icon (TieFeeSeverity severity)
{
  static const struct
  {
    const char *icon;
    const char *style; /* class */
  } looks[] = {
    [TIE_FEE_STOP] = { "dialog-error-symbolic", "error" },
    [TIE_FEE_NO_INVOICE] = { "dialog-error-symbolic", "error" },
    [TIE_FEE_ASK] = { "dialog-warning-symbolic", "warning" },
    [TIE_FEE_NOTE] = { "dialog-information-symbolic", "dim-label" },
  };
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", looks[severity].icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, looks[severity].style);
  return icon;
}

static GtkWidget *
create_label (const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_ways (TieFeeFindings *self,
          GtkBox *words,
          TieFeeCode code,
          guint ways)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (buttons, g_object_new (TIE_TYPE_FLOW_LAYOUT, "spacing", 6, "line-spacing", 6, NULL));
  gtk_widget_set_margin_top (buttons, 6);
  for (guint way = 1; way <= ways; way <<= 1)
    {
      if ((ways & way) != 0)
        gtk_box_append (GTK_BOX (buttons), create_button (self, code, way));
    }
  gtk_box_append (words, buttons);
}

void
tie_fee_findings_add (TieFeeFindings *self,
                      const TieFeeFinding *finding,
                      guint ways)
{
  GtkWidget *box;
  GtkWidget *words;
  GtkWidget *row;

  g_return_if_fail (TIE_IS_FEE_FINDINGS (self));

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_add_css_class (box, "fee-finding");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), create_icon (tie_fee_code_get_severity (finding->code)));
  gtk_box_append (GTK_BOX (words), create_label (tie_fee_code_get_title (finding->code), "heading"));
  gtk_box_append (GTK_BOX (words), create_label (finding->sentence, NULL));
  ways &= tie_fee_code_get_ways (finding->code);
  if (ways != 0)
    add_ways (self, GTK_BOX (words), finding->code, ways);
  gtk_box_append (GTK_BOX (box), words);
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, finding->sentence, -1);
  gtk_list_box_append (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
tie_fee_findings_add_refusal (TieFeeFindings *self,
                              TieSession *session)
{
  g_autofree char *refusal = tie_session_dup_refusal (session, TIE_RIGHT_BILLING);
  const TieFeeFacts facts = { .text = refusal };
  TieFeeFinding *finding = tie_fee_finding_new (TIE_FEE_L20_NO_RIGHT, &facts);

  tie_fee_findings_add (self, finding, 0);
  tie_fee_finding_free (finding);
}

void
tie_fee_findings_clear (TieFeeFindings *self)
{
  GtkWidget *row;

  g_return_if_fail (TIE_IS_FEE_FINDINGS (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
tie_fee_findings_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &TIE_FEE_FINDINGS (object)->list, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_fee_findings_parent_class)->dispose (object);
}

static void
tie_fee_findings_class_init (TieFeeFindingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_findings_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[WAY] = g_signal_new ("way", TIE_TYPE_FEE_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
tie_fee_findings_init (TieFeeFindings *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What should be known"), -1);
  gtk_widget_set_parent (list, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
