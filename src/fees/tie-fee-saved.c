/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-saved"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-saved.h"
#include "store/tie-import-profile-table.h"
#include "store/tie-user-table.h"

#define KIND "fee" /* in the table of profiles */

/* A saved layout is a key file of one group. */
#define GROUP "profile"
#define NAME "name"
#define TITLES "titles"
#define COLUMNS "columns" /* "client_number;;module;" */

void
tie_fee_saved_free (TieFeeSaved *self)
{
  g_free (self->fingerprint);
  g_free (self->name);
  g_strfreev (self->titles);
  g_strfreev (self->fields);
  g_free (self);
}

/* NULL for what is no layout. */
static TieFeeSaved *
parse (const char *fingerprint,
       const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) fields = NULL;
  TieFeeSaved *self;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return NULL;
  fields = g_key_file_get_string_list (file, GROUP, COLUMNS, NULL, NULL);
  if (fields == NULL)
    return NULL;
  self = g_new0 (TieFeeSaved, 1);
  self->fingerprint = g_strdup (fingerprint);
  self->name = g_key_file_get_string (file, GROUP, NAME, NULL);
  if (self->name == NULL)
    self->name = g_strdup ("");
  self->titles = g_key_file_get_string_list (file, GROUP, TITLES, NULL, NULL);
  if (self->titles != NULL && g_strv_length (self->titles) != g_strv_length (fields))
    g_clear_pointer (&self->titles, g_strfreev);
  self->fields = g_steal_pointer (&fields);
  return self;
}

static gboolean
write_saved (TieDb *db,
             const char *fingerprint,
             const char *name,
             const char *const *titles,
             const char *const *fields,
             GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  if (!tie_user_table_check (db, TIE_RIGHT_BILLING, error))
    return FALSE;
  g_key_file_set_string (file, GROUP, NAME, name);
  g_key_file_set_string_list (file, GROUP, COLUMNS, fields, g_strv_length ((char **) fields));
  if (titles != NULL)
    g_key_file_set_string_list (file, GROUP, TITLES, titles, g_strv_length ((char **) titles));
  text = g_key_file_to_data (file, NULL, NULL);
  return tie_import_profile_table_set (db, KIND, fingerprint, text, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const TieFeeSaved *one = *(const TieFeeSaved *const *) a;
  const TieFeeSaved *other = *(const TieFeeSaved *const *) b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->fingerprint, other->fingerprint);
}

GPtrArray *
tie_fee_saved_list (TieDb *db,
                    GError **error)
{
  g_autoptr (GPtrArray) profiles = tie_import_profile_table_list (db, KIND, error);
  GPtrArray *list;

  if (profiles == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_saved_free);
  for (guint i = 0; i < profiles->len; i++)
    {
      const TieImportProfile *profile = profiles->pdata[i];
      TieFeeSaved *saved = parse (profile->fingerprint, profile->mapping);

      if (saved != NULL)
        g_ptr_array_add (list, saved);
    }
  g_ptr_array_sort (list, compare_names);
  return list;
}

/* NULL without error: nothing was saved for the headings. */
static TieFeeSaved *
find (TieDb *db,
      const char *fingerprint,
      GError **error)
{
  g_autofree char *text = tie_import_profile_table_get (db, KIND, fingerprint, error);

  return text != NULL ? parse (fingerprint, text) : NULL;
}

gboolean
tie_fee_saved_rename (TieDb *db,
                      const char *fingerprint,
                      const char *name,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TieFeeSaved *saved = find (db, fingerprint, &local_error);
  gboolean is_written;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (saved == NULL) /* deleted meanwhile */
    return TRUE;
  is_written = write_saved (db, fingerprint, name, (const char *const *) saved->titles, (const char *const *) saved->fields, error);
  tie_fee_saved_free (saved);
  return is_written;
}

gboolean
tie_fee_saved_delete (TieDb *db,
                      const char *fingerprint,
                      GError **error)
{
  return tie_user_table_check (db, TIE_RIGHT_BILLING, error) && tie_import_profile_table_remove (db, KIND, fingerprint, error);
}

const char *
tie_fee_saved_get_title (const TieFeeSaved *self)
{
  return *self->name != '\0' ? self->name : _ ("Without a name");
}

char *
tie_fee_saved_dup_words (const TieFeeSaved *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      if (*self->fields[i] != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", tie_fee_field_find_label (self->fields[i]));
    }
  return g_string_free (words, FALSE);
}

static TieFeeField
find_field (const TieFeeSaved *self,
            const char *title)
{
  for (guint i = 0; self->titles != NULL && self->titles[i] != NULL; i++)
    {
      if (*title != '\0' && g_str_equal (self->titles[i], title))
        return tie_fee_field_find (self->fields[i]);
    }
  return TIE_FEE_FIELD_NONE;
}

void
tie_fee_saved_apply (const TieFeeSaved *self,
                     TieFeeProfile *profile)
{
  for (guint i = 0; i < profile->n_columns; i++)
    profile->map[i] = TIE_FEE_FIELD_NONE;
  for (guint i = 0; i < profile->n_columns; i++)
    tie_fee_profile_set_column (profile, i, find_field (self, profile->titles[i]));
  profile->asks_total = FALSE;
}

gboolean
tie_fee_profile_recall (TieFeeProfile *self,
                        TieDb *db,
                        GError **error)
{
  g_autofree char *fingerprint = tie_fee_profile_dup_fingerprint (self);
  g_autoptr (GError) local_error = NULL;
  TieFeeSaved *saved = find (db, fingerprint, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (saved != NULL && !self->is_strict && g_strv_length (saved->fields) == self->n_columns)
    {
      for (guint i = 0; i < self->n_columns; i++)
        self->map[i] = tie_fee_field_find (saved->fields[i]);
      self->asks_total = FALSE;
      g_free (self->name);
      self->name = g_steal_pointer (&saved->name);
    }
  g_clear_pointer (&saved, tie_fee_saved_free);
  return TRUE;
}

gboolean
tie_fee_profile_save (const TieFeeProfile *self,
                      TieDb *db,
                      GError **error)
{
  g_autofree char *fingerprint = tie_fee_profile_dup_fingerprint (self);
  g_autofree const char **fields = g_new0 (const char *, self->n_columns + 1);
  g_auto (GStrv) titles = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    {
      fields[i] = tie_fee_field_get_name (self->map[i]);
      titles[i] = g_utf8_make_valid (self->titles[i], -1);
    }
  return write_saved (db, fingerprint, self->name, (const char *const *) titles, fields, error);
}
