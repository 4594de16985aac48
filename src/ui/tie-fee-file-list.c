/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-file-list"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "fees/tie-fee-code.h"
#include "ui/tie-fee-file-list.h"

#define FILE_KEY "tie-file"

struct _TieFeeFileList
{
  GtkWidget parent_instance;

  GtkWidget *group; /* (owned) (nullable): the only child */
  char *shown;      /* (owned) what is shown, to know it again */
};

G_DEFINE_FINAL_TYPE (TieFeeFileList, tie_fee_file_list, GTK_TYPE_WIDGET)

enum
{
  COLUMNS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pressed_cb (TieFeeFileList *self,
            GtkButton *button)
{
  g_signal_emit (self, signals[COLUMNS], 0, g_object_get_data (G_OBJECT (button), FILE_KEY));
}

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

static GtkWidget *
create_row (TieFeeFileList *self,
            const TieFeeFileInfo *file)
{
  GtkWidget *row = adw_action_row_new ();
  const char *slash = strrchr (file->label, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (file->label, (gsize) (slash - file->label)) : NULL;
  g_autofree char *words = describe_file (file);
  g_autofree char *below = folder != NULL ? g_strdup_printf ("%s\n%s", folder, words) : g_strdup (words);
  g_autofree char *name = g_strdup_printf (_ ("Columns of %s"), file->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), slash != NULL ? slash + 1 : file->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
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
      g_object_set_data_full (G_OBJECT (button), FILE_KEY, g_strdup (file->uri), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
    }
  return row;
}

static char *
describe_files (const GPtrArray *files)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const TieFeeFileInfo *file = files->pdata[i];
      g_autofree char *words = describe_file (file);

      g_string_append_printf (text, "%s\x1f%s\x1f%u\x1f%s\x1e", file->uri, file->format, file->code, words);
    }
  return g_string_free (text, FALSE);
}

void
tie_fee_file_list_show (TieFeeFileList *self,
                        GPtrArray *files)
{
  g_autofree char *text = NULL;
  gboolean has_focus;

  g_return_if_fail (TIE_IS_FEE_FILE_LIST (self));

  text = describe_files (files);
  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_clear_pointer (&self->group, gtk_widget_unparent);
  gtk_widget_set_visible (GTK_WIDGET (self), files->len > 0);
  if (files->len == 0)
    return;
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Files"));
  for (guint i = 0; i < files->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), create_row (self, files->pdata[i]));
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  if (has_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
tie_fee_file_list_dispose (GObject *object)
{
  g_clear_pointer (&TIE_FEE_FILE_LIST (object)->group, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_fee_file_list_parent_class)->dispose (object);
}

static void
tie_fee_file_list_finalize (GObject *object)
{
  g_free (TIE_FEE_FILE_LIST (object)->shown);
  G_OBJECT_CLASS (tie_fee_file_list_parent_class)->finalize (object);
}

static void
tie_fee_file_list_class_init (TieFeeFileListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_fee_file_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_fee_file_list_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[COLUMNS] = g_signal_new ("columns", TIE_TYPE_FEE_FILE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_fee_file_list_init (TieFeeFileList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
