/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-onboard"
#include "config.h"

#include "sync/tie-crosswalk-private.h"

/* Nobody over there who could be meant: one that could is a person's to decide, or both sides would have it twice. */
static gboolean
is_alone (TieCrosswalk *self,
          TiePairRow *row)
{
  g_autoptr (GPtrArray) found = tie_crosswalk_suggest (self, row, 1);

  return found->len == 0 || ((TieSuggestion *) g_ptr_array_index (found, 0))->band == TIE_MATCH_LEAVE;
}

GPtrArray *
tie_crosswalk_list_lone_children (TieCrosswalk *self,
                                  gboolean at_right)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  TieRowList *list;

  g_return_val_if_fail (TIE_IS_CROSSWALK (self), rows);

  list = at_right ? self->right : self->left;
  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TiePairRow *row = tie_row_list_get (list, i);
      TieRowText *text = tie_pair_row_get_text (row);
      TiePairRow *parent;

      if (!tie_row_text_is_child (text) || tie_row_text_is_absent (text) || tie_pair_row_is_decided (row))
        continue;
      parent = tie_row_list_find (list, tie_row_text_get (text, TIE_ROW_TEXT_PARENT));
      if (parent != NULL && tie_pair_row_get_partner (parent) != NULL && is_alone (self, row))
        g_ptr_array_add (rows, g_object_ref (row));
    }
  return rows;
}
