/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-merge-grid"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-merge-grid.h"

#define VALUE_CHARS 18

/* Rows of the grid that are no field of a contact. */
enum
{
  ROW_STAYS = 0,
  ROW_LINK = TIE_CONTACT_N_FIELDS,
};

struct _TieMergeGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid;       /* (owned) (nullable) */
  TieDoubleGroup *group; /* (owned) (nullable) */
  TieMergeChoice choice;
  gboolean can_choose;
};

G_DEFINE_FINAL_TYPE (TieMergeGrid, tie_merge_grid, GTK_TYPE_WIDGET)

static void fill (TieMergeGrid *self);

static const char *
get_text (TieMergeGrid *self,
          guint record,
          guint row)
{
  const char *partner;

  if (row == ROW_STAYS)
    return tie_record_get_name (tie_double_group_get_record (self->group, record));
  if (row != ROW_LINK)
    return tie_double_group_get_text (self->group, record, row);
  partner = tie_double_group_get_partner (self->group, record);
  return partner != NULL ? partner : "";
}

/* How many different values there are, not counting none. */
static guint
count_values (TieMergeGrid *self,
              guint row)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tie_double_group_get_size (self->group); i++)
    {
      const char *text = get_text (self, i, row);

      if (*text != '\0')
        g_hash_table_add (values, (char *) text);
    }
  return g_hash_table_size (values);
}

static gboolean
is_chosen (TieMergeGrid *self,
           guint record,
           guint row)
{
  if (row == ROW_STAYS)
    return self->choice.stays == record;
  if (row == ROW_LINK)
    return self->choice.link == (int) record;
  return self->choice.from[row] == record;
}

static GtkWidget *
make_value (const char *text,
            gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (*text != '\0' ? text : "—");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), VALUE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), VALUE_CHARS * 2);
  if (is_dim || *text == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static const char *
get_title (guint row)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (TIE_TYPE_CONTACT);

  if (row == ROW_STAYS)
    return _ ("Stays");
  return row == ROW_LINK ? _ ("Linked to") : _ (TIE_RECORD_CLASS (klass)->fields[row].label);
}

static gboolean
refill_cb (gpointer user_data)
{
  TieMergeGrid *self = user_data;

  if (self->group != NULL)
    fill (self);
  return G_SOURCE_REMOVE;
}

static void
toggled_cb (GtkCheckButton *button,
            TieMergeGrid *self)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tie-row"));
  guint record = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tie-record"));

  if (!gtk_check_button_get_active (button) || is_chosen (self, record, row))
    return;
  if (row == ROW_LINK)
    self->choice.link = (int) record;
  else if (row != ROW_STAYS)
    self->choice.from[row] = record;
  else
    {
      /* Other fields are filled then; not while the button that is pressed is still being handled. */
      tie_merge_choice_init (&self->choice, self->group, record);
      g_idle_add_full (G_PRIORITY_DEFAULT, refill_cb, g_object_ref (self), g_object_unref);
    }
}

static GtkWidget *
make_choice (TieMergeGrid *self,
             guint record,
             guint row,
             GtkWidget *leader)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *value = make_value (get_text (self, record, row), FALSE);
  /* Translators: a field, its value and whose it is: "Email: hello@example.com (Bright Horizon Yoga)" */
  g_autofree char *name = row == ROW_STAYS ? g_strdup_printf ("%s: %s", get_title (row), get_text (self, record, row))
                                           : g_strdup_printf (_ ("%s: %s (%s)"), get_title (row), get_text (self, record, row), get_text (self, record, ROW_STAYS));

  if (row == ROW_STAYS)
    gtk_widget_add_css_class (value, "heading");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), value);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (leader));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), is_chosen (self, record, row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "tie-row", GUINT_TO_POINTER (row));
  g_object_set_data (G_OBJECT (button), "tie-record", GUINT_TO_POINTER (record));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, 0);
  return button;
}

static void
add_row (TieMergeGrid *self,
         guint row,
         int position)
{
  guint size = tie_double_group_get_size (self->group);
  gboolean is_choice = self->can_choose && (row == ROW_STAYS || count_values (self, row) > 1);
  GtkWidget *title = gtk_label_new (row == ROW_STAYS && !self->can_choose ? "" : get_title (row));
  GtkWidget *leader = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 1);
  gtk_widget_set_valign (title, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_grid_attach (GTK_GRID (self->grid), title, 0, position, 1, 1);
  for (guint i = 0; i < size; i++)
    {
      gboolean has_button = is_choice && (row == ROW_STAYS || *get_text (self, i, row) != '\0');
      GtkWidget *cell = has_button ? make_choice (self, i, row, leader) : make_value (get_text (self, i, row), FALSE);

      if (has_button && leader == NULL)
        leader = cell;
      if (!has_button && row == ROW_STAYS)
        gtk_widget_add_css_class (cell, "heading");
      if (!has_button && self->can_choose)
        gtk_widget_set_margin_start (cell, 28); /* under the values that have a button */
      gtk_widget_set_hexpand (cell, TRUE);
      gtk_widget_set_valign (cell, GTK_ALIGN_BASELINE);
      gtk_grid_attach (GTK_GRID (self->grid), cell, (int) i + 1, position, 1, 1);
    }
}

/* A box that was chosen keeps the focus when all are made anew. */
static int
find_focused_record (TieMergeGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || self->grid == NULL || !gtk_widget_is_ancestor (focus, self->grid))
    return -1;
  return (int) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (focus), "tie-record"));
}

static void
fill (TieMergeGrid *self)
{
  int focused = find_focused_record (self);
  int position = 0;

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  if (self->group == NULL)
    return;
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));

  for (guint row = ROW_STAYS; row <= ROW_LINK; row++)
    {
      if (count_values (self, row) == 0 || (row == TIE_CONTACT_TYPE_ID && count_values (self, row) == 1))
        continue;
      if (row == TIE_CONTACT_NAME && (!self->can_choose || count_values (self, row) == 1))
        continue; /* stands in the heads */
      add_row (self, row, position++);
    }
  if (focused >= 0)
    gtk_widget_grab_focus (gtk_grid_get_child_at (GTK_GRID (self->grid), focused + 1, 0));
}

static void
tie_merge_grid_dispose (GObject *object)
{
  TieMergeGrid *self = TIE_MERGE_GRID (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_object (&self->group);
  G_OBJECT_CLASS (tie_merge_grid_parent_class)->dispose (object);
}

static void
tie_merge_grid_class_init (TieMergeGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_merge_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tie-merge-grid");
}

static void
tie_merge_grid_init (TieMergeGrid *self)
{
}

void
tie_merge_grid_set_group (TieMergeGrid *self,
                          TieDoubleGroup *group,
                          gboolean can_choose)
{
  g_return_if_fail (TIE_IS_MERGE_GRID (self));
  g_return_if_fail (group == NULL || TIE_IS_DOUBLE_GROUP (group));

  if (!g_set_object (&self->group, group))
    return;
  self->can_choose = can_choose;
  if (group != NULL)
    tie_merge_choice_init (&self->choice, group, 0);
  fill (self);
}

const TieMergeChoice *
tie_merge_grid_get_choice (TieMergeGrid *self)
{
  g_return_val_if_fail (TIE_IS_MERGE_GRID (self), NULL);

  return &self->choice;
}
