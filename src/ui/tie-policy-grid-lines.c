/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-grid"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "ui/tie-picker.h"
#include "ui/tie-policy-grid-private.h"

#define RULE_KEY "tie-rule"
/* As wide as the first at least, and as the second where there is room: large text must not make the window scroll sideways. */
static const int code_chars[] = { 6, 12 };
static const int account_chars[] = { 9, 18 };
#define TAXED_CHARS 6

enum
{
  COLUMN_NAME, /* of the category, or the code */
  COLUMN_TAXED,
  COLUMN_ACCOUNT,
  COLUMN_BUTTON,
};

/* What stands for each category; single lines only where documents have several parts of it. */
typedef struct
{
  const char *category;
  const char *all;  /* N_() (nullable): the line for every code, where there are lines for single ones */
  const char *add;  /* N_() (nullable): name of the button that adds one */
  GType (*get_code_type) (void);
  guint code_field;
  gboolean is_taxed_apart;
} Section;

static const Section sections[] = {
  { .category = TIE_CATEGORY_TOTAL },
  { TIE_CATEGORY_WORK, N_ ("All other work"), N_ ("Add Work Code"), tie_work_code_get_type, TIE_POLICY_RULE_WORK_CODE, TRUE },
  { TIE_CATEGORY_EXPENSE, N_ ("All other expenses"), N_ ("Add Expense Code"), tie_expense_code_get_type, TIE_POLICY_RULE_EXPENSE_CODE, TRUE },
  { .category = TIE_CATEGORY_TAX },
  { .category = TIE_CATEGORY_FREIGHT },
  { .category = TIE_CATEGORY_DISCOUNT },
  { .category = TIE_CATEGORY_ROUNDING },
  { .category = TIE_CATEGORY_PAYABLE },
  { .category = TIE_CATEGORY_COST },
};

static TieRecord *
get_rule (gpointer widget)
{
  return g_object_get_data (widget, RULE_KEY);
}

static gboolean
is_of (TieRecord *rule,
       const Section *section)
{
  return g_str_equal (tie_record_get_text (rule, TIE_POLICY_RULE_CATEGORY), section->category);
}

/* For every part of the category, taxed or not. */
static gboolean
is_general (TieRecord *rule)
{
  return tie_record_get_text (rule, TIE_POLICY_RULE_WORK_CODE) == NULL && tie_record_get_text (rule, TIE_POLICY_RULE_EXPENSE_CODE) == NULL &&
         *tie_record_get_text (rule, TIE_POLICY_RULE_TAXED) == '\0';
}

static void
set_text (TiePolicyGrid *self,
          gpointer widget,
          guint field,
          const char *text)
{
  TieRecord *rule = get_rule (widget);

  if (self->is_showing || g_strcmp0 (tie_record_get_text (rule, field), text) == 0)
    return;
  tie_record_set_text (rule, field, text);
  tie_policy_grid_commit (self, rule);
}

static void
account_cb (TiePolicyGrid *self,
            GParamSpec *pspec,
            TiePicker *picker)
{
  set_text (self, picker, TIE_POLICY_RULE_ACCOUNT, tie_picker_get_id (picker));
}

static void
work_code_cb (TiePolicyGrid *self,
              GParamSpec *pspec,
              TiePicker *picker)
{
  set_text (self, picker, TIE_POLICY_RULE_WORK_CODE, tie_picker_get_id (picker));
}

static void
expense_code_cb (TiePolicyGrid *self,
                 GParamSpec *pspec,
                 TiePicker *picker)
{
  set_text (self, picker, TIE_POLICY_RULE_EXPENSE_CODE, tie_picker_get_id (picker));
}

static void
taxed_cb (TiePolicyGrid *self,
          GParamSpec *pspec,
          GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  set_text (self, drop_down, TIE_POLICY_RULE_TAXED, selected == 0 ? "" : tie_taxed_choices[selected - 1].token);
}

static void
remove_cb (TiePolicyGrid *self,
           GtkWidget *button)
{
  g_autoptr (TieRecord) rule = g_object_ref (get_rule (button));

  g_ptr_array_remove (self->rules, rule);
  tie_record_set_text (rule, TIE_POLICY_RULE_ACCOUNT, NULL);
  tie_policy_grid_show_rules (self);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  tie_policy_grid_commit (self, rule);
}

static TieRecord *
add_rule (TiePolicyGrid *self,
          const Section *section)
{
  TieRecord *rule = TIE_RECORD (tie_policy_rule_new (NULL));

  tie_record_set_text (rule, TIE_POLICY_RULE_POLICY, self->policy);
  tie_record_set_text (rule, TIE_POLICY_RULE_CATEGORY, section->category);
  g_ptr_array_add (self->rules, rule);
  return rule;
}

/* A new line has no code yet and is told from the general one by that it is to have one. */
#define IS_SINGLE_KEY "tie-is-single"

gboolean
tie_policy_grid_is_single (TieRecord *rule)
{
  return !is_general (rule) || g_object_get_data (G_OBJECT (rule), IS_SINGLE_KEY) != NULL;
}

static void
add_cb (TiePolicyGrid *self,
        GtkWidget *button)
{
  const Section *section = g_object_get_data (G_OBJECT (button), "tie-section");
  guint n = 0;

  g_object_set_data (G_OBJECT (add_rule (self, section)), IS_SINGLE_KEY, GINT_TO_POINTER (TRUE));
  tie_policy_grid_show_rules (self);
  while (tie_policy_grid_get_field (self, section->category, n + 1, TRUE) != NULL)
    n++;
  gtk_widget_grab_focus (tie_policy_grid_get_field (self, section->category, n, TRUE));
}

static void
attach (TiePolicyGrid *self,
        GtkWidget *field,
        TieRecord *rule,
        int column,
        int row)
{
  g_object_set_data_full (G_OBJECT (field), RULE_KEY, g_object_ref (rule), g_object_unref);
  gtk_widget_set_hexpand (field, column == COLUMN_ACCOUNT);
  gtk_widget_set_valign (field, GTK_ALIGN_START);
  gtk_grid_attach (self->grid, field, column, row, 1, 1);
}

static void
add_picker (TiePolicyGrid *self,
            TieRecord *rule,
            const char *name,
            GType type,
            guint field,
            GCallback func,
            int column,
            int row)
{
  GtkWidget *picker = tie_picker_new (name, tie_session_get_pick_list (self->session, type, G_TYPE_INVALID));
  GtkEntry *entry = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (picker));
  const int *chars = column == COLUMN_ACCOUNT ? account_chars : code_chars;

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars[0]);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), chars[1]);
  gtk_entry_set_placeholder_text (entry, column == COLUMN_ACCOUNT ? _ ("None") : _ ("All"));
  tie_picker_set_id (TIE_PICKER (picker), tie_record_get_text (rule, field));
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (picker), self->is_editable);
  g_signal_connect_object (picker, "notify::id", func, self, G_CONNECT_SWAPPED);
  attach (self, picker, rule, column, row);
}

static void
add_label (TiePolicyGrid *self,
           const char *text,
           gboolean is_heading,
           int row,
           int n_columns)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (is_heading)
    {
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_margin_top (label, 12);
    }
  gtk_grid_attach (self->grid, label, COLUMN_NAME, row, n_columns, 1);
}

/* A drop-down's own label is never narrower than its longest words. */
static void
setup_word_cb (GtkSignalListItemFactory *factory,
               GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), TAXED_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
bind_word_cb (GtkSignalListItemFactory *factory,
              GtkListItem *item)
{
  GtkStringObject *word = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (word));
}

static void
add_taxed (TiePolicyGrid *self,
           TieRecord *rule,
           const char *name,
           int row)
{
  const char *const words[] = { _ ("Taxable or not"), _ (tie_taxed_choices[0].label), _ (tie_taxed_choices[1].label), NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (words);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  const char *taxed = tie_record_get_text (rule, TIE_POLICY_RULE_TAXED);
  g_autofree char *full_name = g_strjoin (", ", name, _ ("Tax"), NULL);
  guint selected = *taxed == '\0' ? 0 : g_str_equal (taxed, TIE_TAXED) ? 1 : 2;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_word_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_word_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_widget_set_sensitive (drop_down, self->is_editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, full_name, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (taxed_cb), self, G_CONNECT_SWAPPED);
  attach (self, drop_down, rule, COLUMN_TAXED, row);
}

static GtkWidget *
create_button (TiePolicyGrid *self,
               const char *icon,
               const char *name,
               void (*func) (TiePolicyGrid *, GtkWidget *))
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_sensitive (button, self->is_editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (func), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_account (TiePolicyGrid *self,
             TieRecord *rule,
             const char *name,
             int row)
{
  g_autofree char *full_name = g_strjoin (", ", name, _ ("Account"), NULL);

  add_picker (self, rule, full_name, TIE_TYPE_ACCOUNT, TIE_POLICY_RULE_ACCOUNT, G_CALLBACK (account_cb), COLUMN_ACCOUNT, row);
}

/* For one code, or for what is taxed alone. */
static void
add_single (TiePolicyGrid *self,
            const Section *section,
            TieRecord *rule,
            const char *title,
            guint number,
            int row)
{
  /* Translators: the first is such as “Line by work code”, the second the number of a line below it */
  g_autofree char *name = g_strdup_printf (_ ("%s %u"), title, number);
  g_autofree char *code_name = g_strjoin (", ", name, _ ("Code"), NULL);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);

  add_picker (self, rule, code_name, section->get_code_type (), section->code_field,
              section->code_field == TIE_POLICY_RULE_WORK_CODE ? G_CALLBACK (work_code_cb) : G_CALLBACK (expense_code_cb), COLUMN_NAME, row);
  add_taxed (self, rule, name, row);
  add_account (self, rule, name, row);
  attach (self, create_button (self, "list-remove-symbolic", remove, remove_cb), rule, COLUMN_BUTTON, row);
}

/* (transfer none) The rule for all of the category, made where there is none. */
static TieRecord *
find_general (TiePolicyGrid *self,
              const Section *section)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      if (is_of (self->rules->pdata[i], section) && !tie_policy_grid_is_single (self->rules->pdata[i]))
        return self->rules->pdata[i];
    }
  return add_rule (self, section);
}

static int
add_section (TiePolicyGrid *self,
             const Section *section,
             int row)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (TIE_TYPE_POLICY_RULE);
  const char *title = tie_field_get_choice_label (&TIE_RECORD_CLASS (klass)->fields[TIE_POLICY_RULE_CATEGORY], section->category);
  TieRecord *general = find_general (self, section);
  guint n_singles = 0;

  if (section->add != NULL)
    {
      GtkWidget *add = create_button (self, "list-add-symbolic", _ (section->add), add_cb);

      g_object_set_data (G_OBJECT (add), "tie-section", (gpointer) section);
      add_label (self, title, TRUE, row, 2);
      gtk_widget_set_margin_top (add, 9);
      gtk_grid_attach (self->grid, add, COLUMN_BUTTON, row++, 1, 1);
      for (guint i = 0; i < self->rules->len; i++)
        {
          if (is_of (self->rules->pdata[i], section) && tie_policy_grid_is_single (self->rules->pdata[i]))
            add_single (self, section, self->rules->pdata[i], title, ++n_singles, row++);
        }
    }
  add_label (self, section->all != NULL ? _ (section->all) : title, FALSE, row, 2);
  add_account (self, general, title, row);
  return row + 1;
}

void
tie_policy_grid_show_rules (TiePolicyGrid *self)
{
  GtkWidget *child;
  int row = 0;

  self->is_showing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; self->policy != NULL && i < G_N_ELEMENTS (sections); i++)
    row = add_section (self, &sections[i], row);
  self->is_showing = FALSE;
}

GtkWidget *
tie_policy_grid_get_field (TiePolicyGrid *self,
                           const char *category,
                           guint line,
                           gboolean is_code)
{
  int column = is_code ? COLUMN_NAME : COLUMN_ACCOUNT;
  GtkWidget *account;

  g_return_val_if_fail (TIE_IS_POLICY_GRID (self), NULL);

  for (int row = 0; row < 1000; row++)
    {
      account = gtk_grid_get_child_at (self->grid, COLUMN_ACCOUNT, row);
      if (account == NULL || !g_str_equal (tie_record_get_text (get_rule (account), TIE_POLICY_RULE_CATEGORY), category))
        continue;
      if (line-- == 0)
        {
          GtkWidget *field = gtk_grid_get_child_at (self->grid, column, row);

          return TIE_IS_PICKER (field) ? field : NULL;
        }
    }
  return NULL;
}
