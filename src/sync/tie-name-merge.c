/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-name-merge"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "model/tie-site.h"
#include "store/tie-record-table.h"
#include "store/tie-synced-table.h"
#include "store/tie-undo.h"
#include "sync/tie-name-merge.h"
#include "sync/tie-practice-package.h"

/* A package writes what it got its own way: "(503) 555-0199" is "503 555 0199". */
static gboolean
is_alike (const char *one,
          const char *other)
{
  g_autofree char *first = tie_text_fold (one);
  g_autofree char *second = tie_text_fold (other);
  const char *a = first;
  const char *b = second;

  for (;;)
    {
      while (*a != '\0' && !g_unichar_isalnum (g_utf8_get_char (a)))
        a = g_utf8_next_char (a);
      while (*b != '\0' && !g_unichar_isalnum (g_utf8_get_char (b)))
        b = g_utf8_next_char (b);
      if (g_utf8_get_char (a) != g_utf8_get_char (b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
}

TieNameChange
tie_name_state_get_change (const TieNameState *self,
                           TieNameField field)
{
  gboolean is_here = !g_str_equal (self->here[field], self->old_here[field]);
  gboolean is_there = !g_str_equal (self->there[field], self->old_there[field]);

  if ((!is_here && !is_there) || is_alike (self->here[field], self->there[field]))
    return TIE_NAME_SAME;
  if (is_here && is_there)
    return TIE_NAME_CHANGED_BOTH;
  return is_here ? TIE_NAME_CHANGED_HERE : TIE_NAME_CHANGED_THERE;
}

static gboolean
has_change (const TieNameState *self,
            TieNameChange change)
{
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      if (tie_name_state_get_change (self, (TieNameField) i) == change)
        return TRUE;
    }
  return FALSE;
}

gboolean
tie_name_state_is_conflict (const TieNameState *self)
{
  return has_change (self, TIE_NAME_CHANGED_BOTH);
}

gboolean
tie_name_state_is_changed_here (const TieNameState *self)
{
  return has_change (self, TIE_NAME_CHANGED_HERE);
}

static void
set_text (char **texts,
          TieNameField field,
          const char *text)
{
  char *copy = g_strdup (text);

  g_free (texts[field]);
  texts[field] = copy;
}

/* Remembers what a field has on both sides now. */
static void
settle (TieNameState *state,
        TieNameField field)
{
  set_text (state->old_here, field, state->here[field]);
  set_text (state->old_there, field, state->there[field]);
}

/* Writes the package's values into our record; FALSE with TIE_ERROR_INVALID when one cannot be kept here. */
static gboolean
take_theirs (TieDb *db,
             TieNameState *state,
             const gboolean *theirs,
             GError **error)
{
  g_autoptr (TieRecord) record = tie_record_table_get (db, state->is_site ? TIE_TYPE_SITE : TIE_TYPE_CONTACT, state->local_id, error);

  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      if (theirs[i])
        tie_name_field_set ((TieNameField) i, record, state->there[i]);
    }
  if (!tie_record_validate (record, error) || !tie_record_table_save (db, record, error))
    return FALSE;
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      if (!theirs[i])
        continue;
      set_text (state->here, (TieNameField) i, tie_name_field_get ((TieNameField) i, record)); /* cleaned */
      settle (state, (TieNameField) i);
    }
  return TRUE;
}

/* What was sent last follows: what was taken over is not to be sent back, and what was kept may go, for somebody has seen what
 * is there now. */
static gboolean
note_sent (TieDb *db,
           const char *connection,
           const TieNameState *state,
           const gboolean *theirs,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieSynced) synced = tie_synced_table_get (db, connection, state->kind, state->local_id, &local_error);
  g_autoptr (TieRecord) sent = NULL;
  g_auto (GStrv) values = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (synced == NULL)
    return TRUE;
  values = tie_name_fields_parse (synced->fields);
  sent = tie_record_new (state->is_site ? TIE_TYPE_SITE : TIE_TYPE_CONTACT, state->local_id);
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    tie_name_field_set ((TieNameField) i, sent, theirs[i] ? state->here[i] : values[i]);
  g_free (synced->fields);
  synced->fields = tie_name_fields_of_record (sent);
  g_free (synced->version);
  synced->version = g_strdup (state->version);
  return tie_synced_table_save (db, connection, synced, error);
}

/* ---- after reading ---- */

static gboolean
follow_one (TieDb *db,
            const char *connection,
            TieNameState *state,
            TieNameMerge *merge,
            GError **error)
{
  g_autoptr (GError) refused = NULL;
  gboolean theirs[TIE_NAME_N_FIELDS];
  gboolean is_taking = FALSE;
  gboolean is_conflict = tie_name_state_is_conflict (state);

  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      TieNameChange change = tie_name_state_get_change (state, (TieNameField) i);

      theirs[i] = change == TIE_NAME_CHANGED_THERE;
      is_taking = is_taking || theirs[i];
      if (change == TIE_NAME_SAME)
        settle (state, (TieNameField) i);
    }
  if (is_taking && !is_conflict)
    {
      if (take_theirs (db, state, theirs, &refused))
        {
          merge->n_changed++;
          if (!note_sent (db, connection, state, theirs, error))
            return FALSE;
        }
      else if (g_error_matches (refused, TIE_ERROR, TIE_ERROR_INVALID))
        is_conflict = TRUE;
      else
        {
          g_propagate_error (error, g_steal_pointer (&refused));
          return FALSE;
        }
    }
  merge->n_conflicts += is_conflict ? 1 : 0;
  return (is_conflict ? tie_conflict_table_add (db, connection, state, error)
                      : tie_conflict_table_remove (db, connection, state->kind, state->local_id, error)) &&
         tie_name_state_table_save (db, connection, state, error);
}

static gboolean
follow_kind (TieDb *db,
             const char *connection,
             TieKind kind,
             TieNameMerge *merge,
             GError **error)
{
  g_autoptr (GPtrArray) states = NULL;

  if (!tie_name_state_table_learn (db, connection, kind, error))
    return FALSE;
  states = tie_name_state_table_list_changed (db, connection, kind, error);
  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      if (!follow_one (db, connection, states->pdata[i], merge, error))
        return FALSE;
    }
  return states != NULL;
}

gboolean
tie_name_merge_follow (TieDb *db,
                       const char *connection,
                       TieNameMerge *merge,
                       GError **error)
{
  TieBillingStep step = { 0 };
  gboolean is_own;
  gboolean is_good;

  *merge = (TieNameMerge){ 0 };
  is_good = tie_billing_step_begin (db, &is_own, error) &&
            follow_kind (db, connection, TIE_KIND_CUSTOMER, merge, error) &&
            follow_kind (db, connection, TIE_KIND_VENDOR, merge, error) &&
            tie_billing_step_end (db, is_own, &step,
                                  g_strdup_printf (ngettext ("%u contact updated from %s", "%u contacts updated from %s", merge->n_changed), merge->n_changed, tie_practice_package_read_name (db)), error);
  tie_billing_step_clear (&step);
  return is_good;
}

/* ---- a person's choice ---- */

static gboolean
is_same (const TieNameState *one,
         const TieNameState *other)
{
  return one != NULL && g_strv_equal ((const char *const *) one->here, (const char *const *) other->here) &&
         g_strv_equal ((const char *const *) one->there, (const char *const *) other->there);
}

gboolean
tie_name_merge_resolve (TieDb *db,
                        const char *connection,
                        const TieNameState *shown,
                        const gboolean *theirs,
                        TieBillingStep *step,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieNameState) state = tie_name_state_table_get (db, connection, shown->kind, shown->local_id, &local_error);
  gboolean is_own;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!is_same (state, shown))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "Contact %s is not what was shown", shown->local_id);
      return FALSE;
    }
  if (!tie_billing_step_begin (db, &is_own, error) || !take_theirs (db, state, theirs, error))
    return FALSE;
  /* What is kept has won over what is there now: only ours counts as changed. */
  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      TieNameChange change = tie_name_state_get_change (state, (TieNameField) i);

      if (change == TIE_NAME_SAME)
        continue;
      set_text (state->old_there, (TieNameField) i, state->there[i]);
      if (change == TIE_NAME_CHANGED_THERE)
        set_text (state->old_here, (TieNameField) i, state->there[i]);
    }
  return note_sent (db, connection, state, theirs, error) &&
         tie_name_state_table_save (db, connection, state, error) &&
         tie_conflict_table_remove (db, connection, state->kind, state->local_id, error) &&
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Changes of %s reviewed"), state->name), error);
}
