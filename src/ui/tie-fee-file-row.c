/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-file-row"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "fees/tie-fee-code.h"
#include "ui/tie-fee-file-row.h"

static char *
describe_file (const TieFeeFileInfo *file)
{
  g_autofree char *when = tie_date_to_display (file->as_of);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", file->n_rows), file->n_rows);
  g_autofree char *bad = NULL;

  if (file->code != TIE_FEE_OK)
    return g_strdup (file->problem);
  if (file->n_bad == 0)
    /* Translators: how many rows, and when the file was written */
    return g_strdup_printf (_ ("%s, written %s"), rows, when != NULL ? when : "—");
  bad = g_strdup_printf (ngettext ("%u of them cannot be used", "%u of them cannot be used", file->n_bad), file->n_bad);
  /* Translators: how many rows, how many of them are bad, and when the file was written */
  return g_strdup_printf (_ ("%s, %s, written %s"), rows, bad, when != NULL ? when : "—");
}

static gboolean
has_columns (const TieFeeFileInfo *file)
{
  return (file->code == TIE_FEE_OK || file->code == TIE_FEE_L13_LAYOUT) && *file->format != '\0' && !g_str_equal (file->format, "pdf");
}

GtkWidget *
tie_fee_file_row_new (const TieFeeFileInfo *file,
                      GtkWidget **columns_button)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe_file (file);
  g_autofree char *name = g_strdup_printf (_ ("Columns of %s"), file->label);

  *columns_button = NULL;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_focusable (row, FALSE);
  if (file->code != TIE_FEE_OK)
    {
      GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  if (has_columns (file))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Columns…"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      *columns_button = button;
    }
  return row;
}
