/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-pane"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-match-pane-private.h"

/* Filtering more rows than these is spread over several frames.  The list is empty for a moment then and the selection
 * goes, so it is not done where nobody would notice the time. */
#define MANY_ROWS 20000

/* Heads are bolder than the cells that a column is measured by, and bear the arrow of the order. */
#define HEAD_EXTRA 24

G_DEFINE_FINAL_TYPE (TieMatchPane, tie_match_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_HIDE_LINKED = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  ROW_ACTIVATED,
  SELECTION_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

gboolean
tie_match_pane_is_linked (TiePairRow *row)
{
  TieRowState state = tie_pair_row_get_state (row);

  return state == TIE_ROW_LINKED || state == TIE_ROW_GONE;
}

gboolean
tie_match_pane_is_free (TiePairRow *row)
{
  return !tie_match_pane_is_linked (row) && tie_pair_row_get_state (row) != TIE_ROW_TAKEN;
}

gboolean
tie_match_pane_passes_links (TieMatchPane *self,
                             TiePairRow *row)
{
  return !self->hide_linked || tie_match_pane_is_free (row);
}

static gboolean
link_filter_cb (gpointer item,
                gpointer user_data)
{
  return tie_match_pane_passes_links (user_data, item);
}

static const char *
get_key (gpointer item)
{
  return tie_pair_row_get_key (item);
}

static char *
get_name (gpointer item,
          gpointer data)
{
  return g_strdup (tie_pair_row_get_name (item));
}

/* Turning "incremental" off in the midst of filtering leaves GTK 4.8's model with rows that it told nobody of, so what is
 * still pending is dropped first. */
static void
filter_at_once (TieMatchPane *self)
{
  gboolean is_pending = gtk_filter_list_model_get_pending (self->shown) > 0;

  if (is_pending)
    gtk_filter_list_model_set_filter (self->shown, NULL);
  gtk_filter_list_model_set_incremental (self->shown, FALSE);
  if (is_pending)
    gtk_filter_list_model_set_filter (self->shown, self->both_filters);
}

static void
filter_in_pieces (TieMatchPane *self)
{
  GListModel *rows = gtk_filter_list_model_get_model (self->shown);

  if (rows != NULL && g_list_model_get_n_items (rows) > MANY_ROWS)
    gtk_filter_list_model_set_incremental (self->shown, TRUE);
  else
    filter_at_once (self);
}

static void
search_changed_cb (TieMatchPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *nothing = g_strdup_printf (_ ("No names match “%s”"), text);

  tie_list_states_set_nothing_found (self->states, *text != '\0' ? nothing : NULL);
  filter_in_pieces (self);
  tie_text_filter_set_text (self->text_filter, text);
}

static void
clear_filter (TieMatchPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self); /* now, not after the entry's delay */
}

void
tie_match_pane_clear_filter_at_once (TieMatchPane *self)
{
  clear_filter (self);
  filter_at_once (self); /* not some frames later */
}

static void
clear_search_cb (TieMatchPane *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    tie_match_pane_set_hide_linked (self, FALSE);
  clear_filter (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
row_activated_cb (TieMatchPane *self,
                  TiePairRow *row)
{
  g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
}

static void
selection_changed_cb (TieMatchPane *self)
{
  if (!self->is_quiet)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
tie_match_pane_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_LINKED:
      g_value_set_boolean (value, TIE_MATCH_PANE (object)->hide_linked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_match_pane_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_LINKED:
      tie_match_pane_set_hide_linked (TIE_MATCH_PANE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_match_pane_dispose (GObject *object)
{
  TieMatchPane *self = TIE_MATCH_PANE (object);
  GtkWidget *child;

  if (self->table != NULL)
    tie_table_set_model (self->table, NULL);
  /* Its callback looks at this pane. */
  if (self->shown != NULL)
    gtk_filter_list_model_set_filter (self->shown, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->both_filters);
  g_clear_object (&self->link_filter);
  g_clear_object (&self->text_filter);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_match_pane_parent_class)->dispose (object);
}

static void
tie_match_pane_class_init (TieMatchPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_match_pane_dispose;
  object_class->get_property = tie_match_pane_get_property;
  object_class->set_property = tie_match_pane_set_property;

  properties[PROP_HIDE_LINKED] = g_param_spec_boolean ("hide-linked", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", TIE_TYPE_MATCH_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TIE_TYPE_PAIR_ROW);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", TIE_TYPE_MATCH_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_css_name (widget_class, "tie-match-pane");
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-match-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TieMatchPane, header);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPane, entry);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPane, states);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPane, table);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
}

static void
tie_match_pane_init (TieMatchPane *self)
{
  GtkMultiFilter *both = GTK_MULTI_FILTER (gtk_every_filter_new ());

  gtk_widget_init_template (GTK_WIDGET (self));

  /* Each of the two says whether it got stricter or laxer, and the pair hands that on. */
  self->text_filter = tie_text_filter_new (get_key);
  self->link_filter = GTK_FILTER (gtk_custom_filter_new (link_filter_cb, self, NULL));
  gtk_multi_filter_append (both, g_object_ref (GTK_FILTER (self->link_filter)));
  gtk_multi_filter_append (both, g_object_ref (GTK_FILTER (self->text_filter)));
  self->both_filters = GTK_FILTER (both);
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (self->both_filters));

  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->shown))))));
  tie_table_set_model (self->table, self->selection);
  tie_table_set_search_entry (self->table, self->entry);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

void
tie_match_pane_set_name (TieMatchPane *self,
                         const char *name)
{
  g_autofree char *filter = NULL;

  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  gtk_column_view_column_set_title (self->name_column, name);
  tie_table_set_column_need (self->table, self->name_column, name, HEAD_EXTRA);
  tie_table_set_accessible_name (self->table, name);
  /* Translators: name of a list, "Filter Tieout Contacts" */
  filter = g_strdup_printf (_ ("Filter %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, filter, -1);
}

void
tie_match_pane_set_columns (TieMatchPane *self,
                            TieCompany *company,
                            const char *name,
                            const TieMatchColumn *columns)
{
  guint n = 0;

  g_return_if_fail (TIE_IS_MATCH_PANE (self));
  g_return_if_fail (self->name_column == NULL);

  self->name_column = tie_table_add_text_column (self->table, "name", name, get_name, NULL);
  gtk_column_view_column_set_expand (self->name_column, TRUE);
  for (guint i = 0; columns[i].id != NULL; i++)
    {
      GtkColumnViewColumn *column = columns[i].is_number ? tie_table_add_number_column (self->table, columns[i].id, _ (columns[i].title), columns[i].text, company)
                                                         : tie_table_add_text_column (self->table, columns[i].id, _ (columns[i].title), columns[i].text, company);

      if (!columns[i].expands)
        tie_table_fit_column (self->table, column, _ (columns[i].widest), 0);
      else
        {
          tie_table_set_column_need (self->table, column, _ (columns[i].widest), 0);
          if (i <= 1) /* what it is, beside what it is called */
            tie_table_set_column_tooltip (self->table, self->name_column, columns[i].text);
          gtk_column_view_column_set_expand (column, TRUE);
        }
      n = i + 1;
    }
  tie_match_pane_set_name (self, name);
  for (; n > 0; n--) /* the last one leaves first */
    {
      if (columns[n - 1].yields)
        tie_table_let_yield (self->table, columns[n - 1].id);
    }
}

void
tie_match_pane_set_start_widget (TieMatchPane *self,
                                 GtkWidget *widget)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  gtk_box_prepend (GTK_BOX (self->header), widget);
}

void
tie_match_pane_set_rows (TieMatchPane *self,
                         GListModel *rows)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  gtk_filter_list_model_set_model (self->shown, rows);
  tie_list_states_set_models (self->states, rows, G_LIST_MODEL (self->shown));
}

void
tie_match_pane_set_is_loading (TieMatchPane *self,
                               gboolean is_loading)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  tie_list_states_set_is_loading (self->states, is_loading);
}

TieListStates *
tie_match_pane_get_states (TieMatchPane *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), NULL);

  return self->states;
}

TieTable *
tie_match_pane_get_table (TieMatchPane *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), NULL);

  return self->table;
}

GtkSearchEntry *
tie_match_pane_get_entry (TieMatchPane *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), NULL);

  return self->entry;
}

gboolean
tie_match_pane_get_hide_linked (TieMatchPane *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), FALSE);

  return self->hide_linked;
}

void
tie_match_pane_set_hide_linked (TieMatchPane *self,
                                gboolean hide_linked)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  hide_linked = !!hide_linked;
  if (self->hide_linked == hide_linked)
    return;
  self->hide_linked = hide_linked;
  filter_in_pieces (self);
  gtk_filter_changed (self->link_filter, hide_linked ? GTK_FILTER_CHANGE_MORE_STRICT : GTK_FILTER_CHANGE_LESS_STRICT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIDE_LINKED]);
}

void
tie_match_pane_links_changed (TieMatchPane *self,
                              GtkFilterChange change)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  if (!self->hide_linked)
    return;
  filter_at_once (self); /* other rows stay selected and focused */
  gtk_filter_changed (self->link_filter, change);
}
