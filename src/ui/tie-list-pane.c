/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-pane"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-banner.h"
#include "ui/tie-filter-list.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-list-states.h"
#include "ui/tie-text-filter.h"

struct _TieListPane
{
  GtkWidget parent_instance;

  GtkWidget *box;                /* template child */
  TieBanner *banner;             /* template child */
  GtkSearchEntry *search_entry;  /* template child */
  GtkDropDown *filter_drop_down; /* template child */
  GtkMenuButton *view_button;    /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */

  TieListing *listing;      /* (owned) (nullable): NULL until set */
  TieTextFilter *text;      /* (owned) (nullable) */
  GtkCustomFilter *shown;   /* (owned) (nullable) */
  TieFilterList *all;       /* (owned) (nullable): what shown leaves */
  TieFilterList *found;     /* (owned) (nullable): what text leaves of that */
  GtkSingleSelection *rows; /* (owned) (nullable) */
  TieListPaneShows shows;
  gpointer shows_data;
  char *nothing_found; /* (owned) (nullable): format with one %s */
  char *nothing_shown; /* (owned) (nullable) */
  gboolean is_focus_owed; /* to the rows, which come yet */
};

G_DEFINE_FINAL_TYPE (TieListPane, tie_list_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_SEARCH_LABEL = 1,
  PROP_NOTHING_FOUND,
  PROP_NOTHING_SHOWN,
  PROP_FILTER_MODEL,
  PROP_ROW_MENU,
  PROP_ICON_NAME, /* this and what follows: of the states */
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_EMPTY_WIDGET,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ROW_ACTIVATED,
  ROW_CHECK,
  ROW_MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
row_key (gpointer item)
{
  return tie_list_row_get_key (item);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  TieListPane *self = user_data;

  return self->shows == NULL || self->shows (item, tie_list_pane_get_filter (self), self->shows_data);
}

/* In the sentence of a translator the typed text takes the place of %s; no format is made of it. */
static char *
fill_in (const char *sentence,
         const char *text)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (text, parts);
}

static void
search_changed_cb (TieListPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *sentence = NULL;

  sentence = *text != '\0' && self->nothing_found != NULL ? fill_in (self->nothing_found, text) : g_strdup (self->nothing_shown);
  tie_list_states_set_nothing_found (self->states, sentence);
  if (self->text != NULL)
    tie_text_filter_set_text (self->text, text);
}

static void
pending_cb (TieListPane *self)
{
  tie_list_states_set_is_filtering (self->states, tie_filter_list_get_pending (self->all) > 0 || tie_filter_list_get_pending (self->found) > 0);
}

static gboolean
is_search_untouched (TieListPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_entry)) && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0';
}

/* The focus waited in the search entry, unless a person did something meanwhile. */
static void
give_owed_focus (TieListPane *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;

  if (!self->is_focus_owed || (is_empty && tie_listing_get_is_loading (self->listing)))
    return;
  self->is_focus_owed = FALSE;
  if (!is_search_untouched (self))
    return;
  if (is_empty)
    gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
clear_search_cb (TieListPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  tie_list_pane_set_filter (self, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
row_activated_cb (TieListPane *self,
                  TieListRow *row)
{
  g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
}

static void
row_check_cb (TieListPane *self,
              TieListRow *row)
{
  g_signal_emit (self, signals[ROW_CHECK], 0, row);
}

static void
row_menu_cb (TieListPane *self,
             TieListRow *row)
{
  g_signal_emit (self, signals[ROW_MENU], 0, row);
}

static void
listing_changed_cb (TieListPane *self)
{
  const char *problem = tie_listing_get_problem (self->listing);
  g_autofree char *title = NULL;

  tie_list_states_set_is_loading (self->states, tie_listing_get_is_loading (self->listing));
  /* Translators: %s is a sentence that says why */
  title = problem != NULL ? g_strdup_printf (_ ("The practice file could not be read: %s"), problem) : NULL;
  if (title != NULL)
    tie_banner_set_title (self->banner, title);
  tie_banner_set_revealed (self->banner, title != NULL);
  give_owed_focus (self);
}

static void
set_search_label (TieListPane *self,
                  const char *label)
{
  g_object_set (self->search_entry, "placeholder-text", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
tie_list_pane_set_property (GObject *object,
                            guint prop_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  TieListPane *self = TIE_LIST_PANE (object);

  switch (prop_id)
    {
    case PROP_SEARCH_LABEL:
      set_search_label (self, g_value_get_string (value));
      break;
    case PROP_NOTHING_FOUND:
      g_free (self->nothing_found);
      self->nothing_found = g_value_dup_string (value);
      break;
    case PROP_NOTHING_SHOWN:
      g_free (self->nothing_shown);
      self->nothing_shown = g_value_dup_string (value);
      search_changed_cb (self);
      break;
    case PROP_FILTER_MODEL:
      gtk_drop_down_set_model (self->filter_drop_down, g_value_get_object (value));
      gtk_widget_set_visible (GTK_WIDGET (self->filter_drop_down), g_value_get_object (value) != NULL);
      break;
    case PROP_ROW_MENU:
      tie_table_set_row_menu (self->table, g_value_get_object (value));
      break;
    default:
      g_object_set_property (G_OBJECT (self->states), pspec->name, value);
    }
}

static gboolean
tie_list_pane_grab_focus (GtkWidget *widget)
{
  TieListPane *self = TIE_LIST_PANE (widget);

  /* GTK asks for this, too, when Shift+Tab has come to the first of the children and is about to leave. */
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (self->rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->table));
  self->is_focus_owed = self->listing == NULL || tie_listing_get_is_loading (self->listing);
  if (self->is_focus_owed)
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static void
tie_list_pane_dispose (GObject *object)
{
  TieListPane *self = TIE_LIST_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  g_clear_object (&self->shown);
  g_clear_object (&self->text);
  g_clear_object (&self->listing);
  G_OBJECT_CLASS (tie_list_pane_parent_class)->dispose (object);
}

static void
tie_list_pane_finalize (GObject *object)
{
  TieListPane *self = TIE_LIST_PANE (object);

  g_free (self->nothing_found);
  g_free (self->nothing_shown);
  G_OBJECT_CLASS (tie_list_pane_parent_class)->finalize (object);
}

static guint
new_row_signal (const char *name)
{
  return g_signal_new (name, TIE_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TIE_TYPE_LIST_ROW);
}

static void
tie_list_pane_class_init (TieListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tie_list_pane_dispose;
  object_class->finalize = tie_list_pane_finalize;
  object_class->set_property = tie_list_pane_set_property;
  widget_class->grab_focus = tie_list_pane_grab_focus;

  properties[PROP_SEARCH_LABEL] = g_param_spec_string ("search-label", NULL, NULL, NULL, flags);
  properties[PROP_NOTHING_FOUND] = g_param_spec_string ("nothing-found", NULL, NULL, NULL, flags);
  properties[PROP_NOTHING_SHOWN] = g_param_spec_string ("nothing-shown", NULL, NULL, NULL, flags);
  properties[PROP_FILTER_MODEL] = g_param_spec_object ("filter-model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_ROW_MENU] = g_param_spec_object ("row-menu", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_DESCRIPTION] = g_param_spec_string ("empty-description", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_WIDGET] = g_param_spec_object ("empty-widget", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ROW_ACTIVATED] = new_row_signal ("row-activated");
  signals[ROW_CHECK] = new_row_signal ("row-check");
  signals[ROW_MENU] = new_row_signal ("row-menu");

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TieListPane, box);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, banner);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, filter_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, view_button);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, states);
  gtk_widget_class_bind_template_child (widget_class, TieListPane, table);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, tie_list_pane_refilter);
}

static void
tie_list_pane_init (TieListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TieTable *
tie_list_pane_get_table (TieListPane *self)
{
  g_return_val_if_fail (TIE_IS_LIST_PANE (self), NULL);

  return self->table;
}

/* listing → what the drop-down shows → what was typed → the clicked column's order. */
void
tie_list_pane_set_listing (TieListPane *self,
                           const char *name,
                           TieListing *listing,
                           TieListPaneShows shows,
                           gpointer data)
{
  g_return_if_fail (TIE_IS_LIST_PANE (self));
  g_return_if_fail (TIE_IS_LISTING (listing));
  g_return_if_fail (self->listing == NULL);

  self->listing = g_object_ref (listing);
  self->shows = shows;
  self->shows_data = data;
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_table_keep_columns (self->table, name);
  tie_table_set_view_button (self->table, self->view_button);

  self->shown = gtk_custom_filter_new (is_shown, self, NULL);
  self->text = tie_text_filter_new (row_key);
  self->all = tie_filter_list_new (G_LIST_MODEL (listing), GTK_FILTER (self->shown));
  self->found = tie_filter_list_new (G_LIST_MODEL (self->all), GTK_FILTER (self->text));
  g_signal_connect_object (self->all, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
  self->rows = gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, G_LIST_MODEL (g_object_ref (self->found)))));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->rows));
  tie_list_states_set_models (self->states, G_LIST_MODEL (listing), G_LIST_MODEL (self->rows));
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (give_owed_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (listing, "notify", G_CALLBACK (listing_changed_cb), self, G_CONNECT_SWAPPED);
  listing_changed_cb (self);
  search_changed_cb (self);
}

TieListing *
tie_list_pane_get_listing (TieListPane *self)
{
  g_return_val_if_fail (TIE_IS_LIST_PANE (self), NULL);

  return self->listing;
}

GListModel *
tie_list_pane_get_rows (TieListPane *self)
{
  g_return_val_if_fail (TIE_IS_LIST_PANE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

TieListRow *
tie_list_pane_get_current (TieListPane *self)
{
  g_return_val_if_fail (TIE_IS_LIST_PANE (self), NULL);

  return tie_table_get_current (self->table);
}

guint
tie_list_pane_get_filter (TieListPane *self)
{
  guint selected;

  g_return_val_if_fail (TIE_IS_LIST_PANE (self), 0);

  selected = gtk_drop_down_get_selected (self->filter_drop_down);
  return selected != GTK_INVALID_LIST_POSITION ? selected : 0;
}

void
tie_list_pane_set_filter (TieListPane *self,
                          guint filter)
{
  g_return_if_fail (TIE_IS_LIST_PANE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->filter_drop_down)))
    gtk_drop_down_set_selected (self->filter_drop_down, filter);
}

void
tie_list_pane_refilter (TieListPane *self)
{
  g_return_if_fail (TIE_IS_LIST_PANE (self));

  if (self->shown != NULL)
    gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

void
tie_list_pane_focus_search (TieListPane *self)
{
  g_return_if_fail (TIE_IS_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
tie_list_pane_focus_row (TieListPane *self,
                         const char *id)
{
  guint n_rows;

  g_return_if_fail (TIE_IS_LIST_PANE (self));

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  for (guint i = 0; id != NULL && i < n_rows; i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_str_equal (tie_list_row_get_id (row), id))
        {
          tie_table_focus_row (self->table, i);
          return;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

const char *
tie_list_pane_get_state (TieListPane *self)
{
  g_return_val_if_fail (TIE_IS_LIST_PANE (self), NULL);

  return tie_list_states_get_state (self->states);
}
