/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-queries"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-json-writer.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-queries.h"

GBytes *
tie_quickbooks_make_queries (const char *const *names,
                             const char *what,
                             const char *end)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, "BatchItemRequest");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *query = g_strdup_printf ("SELECT %s FROM %s WHERE Active IN (true, false)%s", what, names[i], end);

      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "bId", names[i]);
      tie_json_writer_add_string (writer, "Query", query);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

JsonObject *
tie_quickbooks_find_answer (JsonObject *root,
                            const char *name,
                            GError **error)
{
  JsonArray *items = tie_json_get_array (root, "BatchItemResponse");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = tie_json_get_element_object (items, i);

      if (g_strcmp0 (tie_json_get_string (item, "bId"), name) == 0)
        return tie_quickbooks_fault_to_error (200, item, error) ? NULL : item;
    }
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The query for %s was not answered", name);
  return NULL;
}
