/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-suggestion-list"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-suggestion-list.h"

#define MOST_SUGGESTED 3
#define REMOTE_KEY "tie-remote"
/* Longer ids are told by their beginnings, so that there is room for the name. */
#define MOST_OF_ID 12
#define BEGINNING_OF_ID 8

struct _TieSuggestionList
{
  GtkWidget parent_instance;

  GtkGrid *grid;       /* (unowned): child */
  GtkLabel *none;      /* (unowned): child; also while the lists are being read */

  TieCrosswalk *crosswalk; /* (owned) (nullable) */
  char *id;                /* (owned) (nullable) */
  GtkWidget *first;        /* (unowned) (nullable): button of an exact suggestion */
};

G_DEFINE_FINAL_TYPE (TieSuggestionList, tie_suggestion_list, GTK_TYPE_WIDGET)

enum
{
  LINK,
  SHOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clear (TieSuggestionList *self)
{
  GtkWidget *child;

  self->first = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
link_clicked_cb (TieSuggestionList *self,
                 GtkWidget *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), REMOTE_KEY));

  g_signal_emit (self, signals[LINK], 0, id);
}

static void
add_word (TieSuggestionList *self,
          guint row,
          guint column,
          const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 1 || column == 2 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, column == 1);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->grid, label, (int) column, (int) row, 1, 1);
}

/* (transfer full) */
static char *
dup_short_id (const char *id)
{
  g_autofree char *beginning = g_utf8_strlen (id, -1) > MOST_OF_ID ? g_utf8_substring (id, 0, BEGINNING_OF_ID) : NULL;

  return beginning != NULL ? g_strconcat (beginning, "…", NULL) : g_strdup (id);
}

static void
add_suggestion (TieSuggestionList *self,
                guint row,
                const TieSuggestion *suggestion)
{
  const char *id = tie_pair_row_get_id (suggestion->row);
  const char *name = tie_pair_row_get_name (suggestion->row);
  TiePairRow *partner = tie_pair_row_get_partner (suggestion->row);
  GtkWidget *button = gtk_button_new_with_label (_ ("Link This"));
  /* Translators: the name of a customer in the package */
  g_autofree char *label = g_strdup_printf (_ ("Link This: %s"), name);
  g_autofree char *score = g_strdup_printf ("%u %s", suggestion->score, suggestion->word);
  g_autofree char *short_id = dup_short_id (id);
  /* Translators: the number of a record in the package */
  g_autofree char *number = g_strdup_printf (_ ("id %s"), short_id);

  add_word (self, row, 0, score, "numeric");
  add_word (self, row, 1, name, NULL);
  add_word (self, row, 2, tie_pair_row_get_detail (suggestion->row), "dim-label");
  add_word (self, row, 3, number, "dim-label");
  gtk_widget_set_tooltip_text (button, suggestion->reason);
  gtk_widget_set_sensitive (button, partner == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), REMOTE_KEY, g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (link_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, button, 4, (int) row, 1, 1);
  if (row == 0 && suggestion->is_exact && partner == NULL)
    {
      self->first = button;
      gtk_widget_add_css_class (button, "suggested-action");
    }
}

static void
update (TieSuggestionList *self)
{
  TiePairRow *row = tie_crosswalk_find_left (self->crosswalk, self->id);
  g_autoptr (GPtrArray) suggestions = row != NULL ? tie_crosswalk_suggest (self->crosswalk, row, MOST_SUGGESTED) : NULL;
  guint n = 0;

  clear (self);
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    {
      const TieSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      if (suggestion->band != TIE_MATCH_LEAVE)
        add_suggestion (self, n++, suggestion);
    }
  gtk_label_set_label (self->none, tie_crosswalk_get_kind (self->crosswalk) == TIE_KIND_VENDOR ? _ ("No similar supplier.") : _ ("No similar customer."));
  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), n > 0);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
set_crosswalk (TieSuggestionList *self,
               TieCrosswalk *crosswalk)
{
  if (self->crosswalk == crosswalk)
    return;
  if (self->crosswalk != NULL)
    g_signal_handlers_disconnect_by_data (self->crosswalk, self);
  g_set_object (&self->crosswalk, crosswalk);
  if (crosswalk == NULL)
    return;
  g_signal_connect_object (crosswalk, "loaded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "warmed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
tie_suggestion_list_dispose (GObject *object)
{
  TieSuggestionList *self = TIE_SUGGESTION_LIST (object);

  set_crosswalk (self, NULL);
  g_clear_pointer ((GtkWidget **) &self->grid, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->none, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_suggestion_list_parent_class)->dispose (object);
}

static void
tie_suggestion_list_finalize (GObject *object)
{
  g_free (TIE_SUGGESTION_LIST (object)->id);
  G_OBJECT_CLASS (tie_suggestion_list_parent_class)->finalize (object);
}

static void
tie_suggestion_list_class_init (TieSuggestionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_suggestion_list_dispose;
  object_class->finalize = tie_suggestion_list_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[LINK] = g_signal_new ("link", TIE_TYPE_SUGGESTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOWN] = g_signal_new ("shown", TIE_TYPE_SUGGESTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_suggestion_list_init (TieSuggestionList *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  self->none = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->none, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->none), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
}

void
tie_suggestion_list_show (TieSuggestionList *self,
                          TieCrosswalk *crosswalk,
                          const char *id)
{
  g_return_if_fail (TIE_IS_SUGGESTION_LIST (self));
  g_return_if_fail (crosswalk == NULL || TIE_IS_CROSSWALK (crosswalk));

  g_free (self->id);
  self->id = g_strdup (id);
  set_crosswalk (self, crosswalk);
  if (crosswalk != NULL && !tie_crosswalk_get_is_loading (crosswalk))
    update (self);
  else
    {
      clear (self);
      gtk_label_set_label (self->none, crosswalk != NULL ? _ ("Looking for similar names…") : NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->none), TRUE);
    }
}

GtkWidget *
tie_suggestion_list_get_default (TieSuggestionList *self)
{
  g_return_val_if_fail (TIE_IS_SUGGESTION_LIST (self), NULL);

  return self->first;
}
