/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-merge"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "model/tie-contact-type.h"
#include "store/tie-contact-merge.h"
#include "store/tie-db.h"
#include "store/tie-dependents.h"
#include "store/tie-link-table.h"
#include "store/tie-not-double-table.h"
#include "store/tie-record-table.h"

static const guint address_fields[] = { TIE_CONTACT_STREET, TIE_CONTACT_CITY, TIE_CONTACT_STATE, TIE_CONTACT_POSTCODE, TIE_CONTACT_COUNTRY };

static gboolean
is_address (guint field)
{
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    {
      if (address_fields[i] == field)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_text (TieRecord *record,
         guint field)
{
  return tie_record_get_field (record, field)->type <= TIE_FIELD_REFERENCE;
}

static const char *
get_text (TieRecord *record,
          guint field)
{
  const char *text = tie_record_get_text (record, field);

  return text != NULL ? text : "";
}

static gboolean
do_addresses_agree (TieRecord *stays,
                    TieRecord *goes)
{
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    {
      const char *here = get_text (stays, address_fields[i]);
      const char *there = get_text (goes, address_fields[i]);

      if (*here != '\0' && *there != '\0' && !g_str_equal (here, there))
        return FALSE;
    }
  return TRUE;
}

guint64
tie_contact_merge_get_fills (TieRecord *stays,
                             TieRecord *goes)
{
  gboolean fills_address = do_addresses_agree (stays, goes);
  guint64 fills = 0;

  for (guint i = 1; i < TIE_RECORD_GET_CLASS (stays)->n_fields; i++)
    {
      if (!is_text (stays, i) || (is_address (i) && !fills_address))
        continue;
      if (*get_text (stays, i) == '\0' && *get_text (goes, i) != '\0')
        fills |= TIE_MERGE_FIELD (i);
    }
  return fills;
}

/* What stands in the way. */

static gboolean
check_not_sending (TieDb *db,
                   const char *contact,
                   GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT c.name, o.label FROM contact c JOIN outbox o"
                                                     " ON o.local_id = c.id OR o.local_id IN (SELECT id FROM site WHERE contact = c.id)"
                                                     " WHERE c.id = ? AND o.state IN (1, 2) LIMIT 1",
                                          "s",
                                          contact);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  if (step == TIE_STEP_ROW)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("“%s” is being sent as “%s”."), tie_db_column_text (statement, 0), tie_db_column_text (statement, 1));
      sqlite3_reset (statement);
    }
  return step == TIE_STEP_DONE;
}

static gboolean
check_types (TieDb *db,
             TieRecord *stays,
             TieRecord *goes,
             GError **error)
{
  g_autoptr (TieRecord) type = tie_record_table_get (db, TIE_TYPE_CONTACT_TYPE, tie_record_get_text (stays, TIE_CONTACT_TYPE_ID), error);
  g_autoptr (TieRecord) other_type = type != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT_TYPE, tie_record_get_text (goes, TIE_CONTACT_TYPE_ID), error) : NULL;
  gboolean is_supplier;

  if (other_type == NULL)
    return FALSE;
  is_supplier = tie_record_get_integer (type, TIE_CONTACT_TYPE_IS_SUPPLIER) != 0;
  if (is_supplier == (tie_record_get_integer (other_type, TIE_CONTACT_TYPE_IS_SUPPLIER) != 0))
    return TRUE;
  /* Translators: names of two contacts */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” is a supplier and “%s” is not, so they stay apart."),
               tie_record_get_name (is_supplier ? stays : goes), tie_record_get_name (is_supplier ? goes : stays));
  return FALSE;
}

/* Links.  A row of the log is put back at its place by its id, so a link that changes hands is deleted and made anew: were
 * it only changed, undo could not bring back the other while this one still stood in its place. */

typedef struct
{
  char *connection;
  TieKind kind;
  char *remote_id;
  char *remote_name;
  char *other_id;   /* (nullable): what the staying one is linked to there */
  char *other_name; /* (nullable) */
} Held;

static void
held_free (gpointer data)
{
  Held *held = data;

  g_free (held->connection);
  g_free (held->remote_id);
  g_free (held->remote_name);
  g_free (held->other_id);
  g_free (held->other_name);
  g_free (held);
}

static GPtrArray *
list_held (TieDb *db,
           const char *stays,
           const char *goes,
           GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (held_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT g.connection, g.kind, g.remote_id, coalesce (gr.name, g.remote_id), s.remote_id, coalesce (sr.name, s.remote_id)"
                                                     " FROM link g LEFT JOIN link s ON s.connection = g.connection AND s.kind = g.kind AND s.local_id = ?"
                                                     " LEFT JOIN remote gr ON gr.connection = g.connection AND gr.kind = g.kind AND gr.id = g.remote_id"
                                                     " LEFT JOIN remote sr ON sr.connection = g.connection AND sr.kind = g.kind AND sr.id = s.remote_id"
                                                     " WHERE g.local_id = ? ORDER BY g.connection, g.kind",
                                          "ss",
                                          stays,
                                          goes);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      Held *held = g_new0 (Held, 1);

      held->connection = tie_db_dup_column (statement, 0);
      held->kind = (TieKind) sqlite3_column_int64 (statement, 1);
      held->remote_id = tie_db_dup_column (statement, 2);
      held->remote_name = tie_db_dup_column (statement, 3);
      held->other_id = tie_db_dup_column (statement, 4);
      held->other_name = tie_db_dup_column (statement, 5);
      g_ptr_array_add (links, held);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&links) : NULL;
}

static gboolean
drop_link (TieDb *db,
           const Held *held,
           const char *contact,
           GError **error)
{
  return tie_db_run (db, error, "DELETE FROM link WHERE connection = ? AND kind = ? AND local_id IN (SELECT id FROM site WHERE contact = ?)", "sis", held->connection, (gint64) held->kind, contact) &&
         tie_link_table_remove (db, held->connection, held->kind, contact, error);
}

static gboolean
move_links (TieDb *db,
            TieRecord *stays,
            TieRecord *goes,
            TieMergeLink link,
            GError **error)
{
  const char *stays_id = tie_record_get_id (stays);
  const char *goes_id = tie_record_get_id (goes);
  g_autoptr (GPtrArray) links = list_held (db, stays_id, goes_id, error);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const Held *held = g_ptr_array_index (links, i);

      if (held->other_id != NULL && link == TIE_MERGE_LINK_ASK)
        {
          /* Translators: names of a contact, its customer, another contact, its customer */
          g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("“%s” is linked to “%s” and “%s” to “%s”. Choose which link stays, or unlink one first."),
                       tie_record_get_name (stays), held->other_name, tie_record_get_name (goes), held->remote_name);
          return FALSE;
        }
      if (held->other_id != NULL && link == TIE_MERGE_LINK_OF_STAYING)
        {
          if (!drop_link (db, held, goes_id, error))
            return FALSE;
          continue;
        }
      if (held->other_id != NULL && !drop_link (db, held, stays_id, error))
        return FALSE;
      if (!tie_link_table_remove (db, held->connection, held->kind, goes_id, error) ||
          !tie_link_table_add (db, held->connection, held->kind, stays_id, held->remote_id, error))
        return FALSE;
    }
  return links != NULL;
}

/* What was refused for the one is refused for both, but not what the two are linked to now. */
static gboolean
move_refusals (TieDb *db,
               const char *stays,
               const char *goes,
               GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  return tie_db_run (db, error, "DELETE FROM refusal WHERE local_id = ?2 AND EXISTS (SELECT 1 FROM refusal s WHERE s.local_id = ?1"
                                " AND s.connection = refusal.connection AND s.kind = refusal.kind AND s.remote_id = refusal.remote_id)",
                     "ss", stays, goes) &&
         tie_db_run (db, error, "UPDATE refusal SET local_id = ? WHERE local_id = ?", "ss", stays, goes) &&
         tie_db_run (db, error, "DELETE FROM refusal WHERE local_id = ? AND EXISTS (SELECT 1 FROM link l WHERE l.local_id = refusal.local_id"
                                " AND l.connection = refusal.connection AND l.kind = refusal.kind AND l.remote_id = refusal.remote_id)",
                     "s", stays);
}

static void
take_fields (TieRecord *stays,
             TieRecord *goes,
             guint64 taken)
{
  for (guint i = 1; i < TIE_RECORD_GET_CLASS (stays)->n_fields; i++)
    {
      if (!(taken & TIE_MERGE_FIELD (i)))
        continue;
      if (!is_text (stays, i))
        tie_record_set_integer (stays, i, tie_record_get_integer (goes, i));
      else if (g_strcmp0 (tie_record_get_text (goes, i), tie_record_get_id (stays)) != 0) /* no contact refers to itself */
        tie_record_set_text (stays, i, tie_record_get_text (goes, i));
    }
}

gboolean
tie_contact_merge (TieDb *db,
                   const char *stays,
                   const char *goes,
                   guint64 taken,
                   TieMergeLink link,
                   GError **error)
{
  g_autoptr (TieRecord) staying = tie_record_table_get (db, TIE_TYPE_CONTACT, stays, error);
  g_autoptr (TieRecord) going = staying != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, goes, error) : NULL;

  g_return_val_if_fail (!g_str_equal (stays, goes), FALSE);

  if (going == NULL ||
      !check_types (db, staying, going, error) ||
      !check_not_sending (db, stays, error) ||
      !check_not_sending (db, goes, error))
    return FALSE;

  take_fields (staying, going, taken);
  return move_links (db, staying, going, link, error) &&
         move_refusals (db, stays, goes, error) &&
         tie_not_double_table_move (db, goes, stays, error) &&
         tie_record_table_save (db, staying, error) &&
         tie_dependents_replace (db, TIE_TYPE_CONTACT, goes, stays, error) &&
         tie_record_table_delete (db, TIE_TYPE_CONTACT, goes, error);
}
