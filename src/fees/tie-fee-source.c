/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-source"
#include "config.h"

#include <string.h>

#include "fees/tie-fee-reader.h"
#include "fees/tie-fee-source.h"
#include "store/tie-activity-table.h"
#include "store/tie-user-table.h"

#define TRIES 5
#define WAIT_MILLISECONDS 2000
#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," \
                   G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

static void
sleep_milliseconds (guint milliseconds)
{
  g_usleep (milliseconds * 1000);
}

static void (*wait_between) (guint milliseconds) = sleep_milliseconds;

void
tie_fee_source_set_wait_for_test (void (*wait) (guint milliseconds))
{
  wait_between = wait != NULL ? wait : sleep_milliseconds;
}

GFile *
tie_fee_source_get (TieDb *db,
                    GError **error)
{
  g_autofree char *uri = tie_setting_table_get (db, TIE_SETTING_FEE_SOURCE, error);

  return uri != NULL ? g_file_new_for_uri (uri) : NULL;
}

gboolean
tie_fee_source_set (TieDb *db,
                    GFile *source,
                    GError **error)
{
  g_autofree char *uri = source != NULL ? g_file_get_uri (source) : NULL;

  return tie_user_table_check (db, TIE_RIGHT_BILLING, error) && tie_setting_table_set (db, TIE_SETTING_FEE_SOURCE, uri, error);
}

void
tie_fee_candidate_free (TieFeeCandidate *candidate)
{
  g_object_unref (candidate->file);
  g_free (candidate->uri);
  g_free (candidate->label);
  g_free (candidate->stamp);
  g_free (candidate->modified);
  g_free (candidate);
}

/* What a file system says becomes what a person can do. */
static void
set_error (GError **error,
           const GError *cause,
           const char *label)
{
  TieFeeFacts facts = { .file = label };

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return;
    }
  g_debug ("%s: %s", label, cause->message);
  tie_fee_set_error (error, g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_BUSY) ? TIE_FEE_L12_BUSY : TIE_FEE_L11_UNREACHABLE, &facts);
}

static char *
make_stamp (GFileInfo *info)
{
  return g_strdup_printf ("%" G_GOFFSET_FORMAT ":%" G_GUINT64_FORMAT ".%06u",
                          g_file_info_get_size (info),
                          g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
                          g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC));
}

static TieFeeCandidate *
make_candidate (GFile *file,
                GFileInfo *info,
                const char *label)
{
  TieFeeCandidate *candidate = g_new0 (TieFeeCandidate, 1);
  g_autoptr (GDateTime) modified = g_date_time_new_from_unix_utc ((gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED));

  candidate->file = g_object_ref (file);
  candidate->uri = g_file_get_uri (file);
  candidate->label = g_strdup (label);
  candidate->stamp = make_stamp (info);
  candidate->changed_at = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  candidate->modified = modified != NULL ? g_date_time_format (modified, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
  return candidate;
}

/* DATA1I24.DBF to DATA8B24.DBF: Lacerte's own tables, encrypted for years. */
static gboolean
is_own_table (const char *name)
{
  return strlen (name) == strlen ("DATA1I24.DBF") && g_ascii_strncasecmp (name, "data", 4) == 0 && g_ascii_isdigit (name[4]) && g_ascii_isalpha (name[5]) &&
         g_ascii_isdigit (name[6]) && g_ascii_isdigit (name[7]);
}

static gboolean
may_hold_fees (const char *name)
{
  static const char *const endings[] = { ".csv", ".txt", ".tsv", ".tab", ".xlsx", ".dbf", ".xls" };
  const char *dot = strrchr (name, '.');

  if (dot == NULL || *name == '.' || *name == '~' || is_own_table (name))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_ascii_strcasecmp (dot, endings[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean list_folder (GFile *folder, const char *prefix, guint depth, GPtrArray *found, GCancellable *cancellable, GError **error);

static gboolean
take_child (GFile *child,
            GFileInfo *info,
            const char *prefix,
            guint depth,
            GPtrArray *found,
            GCancellable *cancellable,
            GError **error)
{
  const char *name = g_file_info_get_name (info);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *label = *prefix != '\0' ? g_strconcat (prefix, "/", shown, NULL) : g_strdup (shown);
  GFileType type = g_file_info_get_file_type (info);

  if (type == G_FILE_TYPE_DIRECTORY && depth < TIE_FEE_MAX_DEPTH && *name != '.')
    return list_folder (child, label, depth + 1, found, cancellable, error);
  if (type == G_FILE_TYPE_REGULAR && may_hold_fees (name) && found->len < TIE_FEE_MAX_FILES)
    g_ptr_array_add (found, make_candidate (child, info, label));
  return TRUE;
}

static gboolean
list_folder (GFile *folder,
             const char *prefix,
             guint depth,
             GPtrArray *found,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  g_autoptr (GError) local_error = NULL;
  GFileInfo *next;

  if (children == NULL)
    return FALSE;
  while ((next = g_file_enumerator_next_file (children, cancellable, &local_error)) != NULL)
    {
      g_autoptr (GFileInfo) info = next;
      g_autoptr (GFile) child = g_file_get_child (folder, g_file_info_get_name (info));

      if (!take_child (child, info, prefix, depth, found, cancellable, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(const TieFeeCandidate *const *) a)->label, (*(const TieFeeCandidate *const *) b)->label);
}

GPtrArray *
tie_fee_source_list (GFile *source,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_candidate_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (source, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &local_error);
  g_autofree char *name = g_file_get_basename (source);
  g_autofree char *label = g_filename_display_name (name != NULL ? name : "");

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    list_folder (source, "", 0, found, cancellable, &local_error);
  else if (info != NULL)
    g_ptr_array_add (found, make_candidate (source, info, label));
  if (local_error != NULL)
    {
      set_error (error, local_error, label);
      return NULL;
    }
  g_ptr_array_sort (found, compare_labels);
  return g_steal_pointer (&found);
}

/* At most so many bytes: what grows while it is read does not fill the memory. */
static GBytes *
read_all (GFile *file,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (TIE_FEE_MAX_CELL);
  gssize n = 0;

  if (stream == NULL)
    return NULL;
  while (all->len <= TIE_FEE_MAX_BYTES && (n = g_input_stream_read (G_INPUT_STREAM (stream), block, TIE_FEE_MAX_CELL, cancellable, error)) > 0)
    g_byte_array_append (all, block, (guint) n);
  return n >= 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}

/* The bytes if the file was the same before and after; else NULL without error. */
static GBytes *
try_load (TieFeeCandidate *candidate,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GBytes) bytes = read_all (candidate->file, cancellable, error);
  g_autoptr (GFileInfo) info = bytes != NULL ? g_file_query_info (candidate->file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, error) : NULL;
  g_autofree char *stamp = info != NULL ? make_stamp (info) : NULL;
  gboolean is_quiet;

  if (stamp == NULL)
    return NULL;
  is_quiet = g_str_equal (stamp, candidate->stamp) &&
             ((goffset) g_bytes_get_size (bytes) == g_file_info_get_size (info) || g_bytes_get_size (bytes) > TIE_FEE_MAX_BYTES);
  g_free (candidate->stamp);
  candidate->stamp = g_steal_pointer (&stamp);
  return is_quiet ? g_steal_pointer (&bytes) : NULL;
}

/* Written this moment, or by a clock that is ahead: whoever writes may only be pausing. */
static gboolean
is_young (const TieFeeCandidate *candidate)
{
  return g_get_real_time () - candidate->changed_at < WAIT_MILLISECONDS * (gint64) 1000;
}

GBytes *
tie_fee_source_load (TieFeeCandidate *candidate,
                     GCancellable *cancellable,
                     GError **error)
{
  TieFeeFacts facts = { .file = candidate->label };

  if (is_young (candidate))
    wait_between (WAIT_MILLISECONDS);
  for (guint i = 0; i < TRIES; i++)
    {
      g_autoptr (GError) local_error = NULL;
      GBytes *bytes = try_load (candidate, cancellable, &local_error);

      if (bytes != NULL)
        return bytes;
      if (local_error != NULL && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          set_error (error, local_error, candidate->label);
          return NULL;
        }
      if (i + 1 < TRIES)
        wait_between (WAIT_MILLISECONDS);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  tie_fee_set_error (error, TIE_FEE_L12_BUSY, &facts);
  return NULL;
}
