/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-grid"
#include "config.h"

#include "ui/tie-policy-grid-private.h"

#define WAS_SAVED_KEY "tie-was-saved" /* on a rule: the file has it */

G_DEFINE_FINAL_TYPE (TiePolicyGrid, tie_policy_grid, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
tie_policy_grid_commit (TiePolicyGrid *self,
                        TieRecord *rule)
{
  if (tie_record_get_text (rule, TIE_POLICY_RULE_ACCOUNT) != NULL || g_object_get_data (G_OBJECT (rule), WAS_SAVED_KEY) != NULL)
    g_signal_emit (self, signals[CHANGED], 0, rule);
}

static void
tie_policy_grid_dispose (GObject *object)
{
  TiePolicyGrid *self = TIE_POLICY_GRID (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_policy_grid_parent_class)->dispose (object);
}

static void
tie_policy_grid_finalize (GObject *object)
{
  TiePolicyGrid *self = TIE_POLICY_GRID (object);

  g_free (self->policy);
  g_ptr_array_unref (self->rules);
  G_OBJECT_CLASS (tie_policy_grid_parent_class)->finalize (object);
}

static void
tie_policy_grid_class_init (TiePolicyGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_policy_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_policy_grid_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_POLICY_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TIE_TYPE_POLICY_RULE);
}

static void
tie_policy_grid_init (TiePolicyGrid *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->rules = g_ptr_array_new_with_free_func (g_object_unref);
  self->grid = GTK_GRID (grid);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
}

void
tie_policy_grid_set_session (TiePolicyGrid *self,
                             TieSession *session)
{
  g_return_if_fail (TIE_IS_POLICY_GRID (self));

  g_set_object (&self->session, session);
}

/* Whether the lines show these rules already: a field that is being typed in is not to be torn away. */
static gboolean
shows_these (TiePolicyGrid *self,
             GPtrArray *rules)
{
  guint n = 0;

  for (guint i = 0; i < self->rules->len; i++)
    {
      TieRecord *shown = self->rules->pdata[i];
      gboolean is_there = FALSE;

      if (tie_record_get_text (shown, TIE_POLICY_RULE_ACCOUNT) == NULL)
        continue;
      for (guint j = 0; j < rules->len && !is_there; j++)
        is_there = g_str_equal (tie_record_get_id (rules->pdata[j]), tie_record_get_id (shown)) && tie_record_equal (rules->pdata[j], shown);
      if (!is_there)
        return FALSE;
      g_object_set_data (G_OBJECT (shown), WAS_SAVED_KEY, shown);
      n++;
    }
  return n == rules->len;
}

void
tie_policy_grid_show (TiePolicyGrid *self,
                      const char *policy,
                      GPtrArray *rules)
{
  gboolean is_same = g_strcmp0 (policy, self->policy) == 0;

  g_return_if_fail (TIE_IS_POLICY_GRID (self));
  g_return_if_fail (self->session != NULL);

  if (is_same && shows_these (self, rules))
    return;
  g_free (self->policy);
  self->policy = g_strdup (policy);
  for (guint i = self->rules->len; i > 0; i--)
    {
      TieRecord *rule = self->rules->pdata[i - 1];
      gboolean is_waiting = tie_policy_grid_is_single (rule) && tie_record_get_text (rule, TIE_POLICY_RULE_ACCOUNT) == NULL && g_object_get_data (G_OBJECT (rule), WAS_SAVED_KEY) == NULL;

      if (!is_same || !is_waiting)
        g_ptr_array_remove_index (self->rules, i - 1);
    }
  for (guint i = 0; i < rules->len; i++)
    {
      TieRecord *copy = tie_record_copy (rules->pdata[i]);

      g_object_set_data (G_OBJECT (copy), WAS_SAVED_KEY, copy);
      g_ptr_array_insert (self->rules, (int) i, copy);
    }
  tie_policy_grid_show_rules (self);
}

void
tie_policy_grid_set_editable (TiePolicyGrid *self,
                              gboolean is_editable)
{
  g_return_if_fail (TIE_IS_POLICY_GRID (self));

  if (self->is_editable == is_editable)
    return;
  self->is_editable = is_editable;
  tie_policy_grid_show_rules (self);
}
