/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-text-filter"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ui/tie-text-filter.h"

struct _TieTextFilter
{
  GtkFilter parent_instance;

  TieTextFilterKey key;
  char *folded; /* (owned) */
  char **words; /* (owned): of folded */
};

G_DEFINE_FINAL_TYPE (TieTextFilter, tie_text_filter, GTK_TYPE_FILTER)

static gboolean
tie_text_filter_match (GtkFilter *filter,
                       gpointer item)
{
  TieTextFilter *self = TIE_TEXT_FILTER (filter);
  const char *key = self->key (item);

  for (guint i = 0; self->words[i] != NULL; i++)
    {
      if (strstr (key, self->words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static GtkFilterMatch
tie_text_filter_get_strictness (GtkFilter *filter)
{
  return tie_text_filter_is_empty (TIE_TEXT_FILTER (filter)) ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
tie_text_filter_finalize (GObject *object)
{
  TieTextFilter *self = TIE_TEXT_FILTER (object);

  g_free (self->folded);
  g_strfreev (self->words);
  G_OBJECT_CLASS (tie_text_filter_parent_class)->finalize (object);
}

static void
tie_text_filter_class_init (TieTextFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  object_class->finalize = tie_text_filter_finalize;
  filter_class->match = tie_text_filter_match;
  filter_class->get_strictness = tie_text_filter_get_strictness;
}

static void
tie_text_filter_init (TieTextFilter *self)
{
  self->folded = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

TieTextFilter *
tie_text_filter_new (TieTextFilterKey key)
{
  TieTextFilter *self;

  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (TIE_TYPE_TEXT_FILTER, NULL);
  self->key = key;
  return self;
}

void
tie_text_filter_set_text (TieTextFilter *self,
                          const char *text)
{
  g_autofree char *folded = tie_text_fold (text);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  g_return_if_fail (TIE_IS_TEXT_FILTER (self));

  if (g_str_equal (folded, self->folded))
    return;

  /* Longer text with the shorter one at its head has the same words or words that hold them. */
  if (g_str_has_prefix (folded, self->folded))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (g_str_has_prefix (self->folded, folded))
    change = GTK_FILTER_CHANGE_LESS_STRICT;

  g_strfreev (self->words);
  self->words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  g_free (self->folded);
  self->folded = g_steal_pointer (&folded);
  gtk_filter_changed (GTK_FILTER (self), change);
}

gboolean
tie_text_filter_is_empty (TieTextFilter *self)
{
  g_return_val_if_fail (TIE_IS_TEXT_FILTER (self), TRUE);

  return self->words[0] == NULL;
}
