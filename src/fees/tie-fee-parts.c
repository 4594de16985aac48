/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-parts"
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-parts.h"
#include "fees/tie-fee-reader-private.h"

#define BLOCK (64 * 1024)
#define MAX_ENTRIES 10000

typedef struct archive Archive;

static void
archive_free_reader (Archive *archive)
{
  archive_read_free (archive);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_free_reader)

static gboolean
set_damaged (GError **error,
             const char *name)
{
  tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("The workbook is damaged or protected."));
  return FALSE;
}

static gboolean
hand_over (Archive *archive,
           const char *name,
           TieFeePartFunc func,
           gpointer user_data,
           GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  gsize total = 0;
  la_ssize_t n;

  while ((n = archive_read_data (archive, block, BLOCK)) > 0)
    {
      g_autoptr (GError) part_error = NULL;

      total += (gsize) n;
      if (total > TIE_FEE_MAX_BYTES)
        {
          tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("It unpacks to more than 64 MiB."));
          return FALSE;
        }
      if (!func (block, (gsize) n, user_data, &part_error))
        {
          if (part_error == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&part_error));
          return FALSE;
        }
    }
  return n == 0 ? func ("", 0, user_data, error) : set_damaged (error, name);
}

gboolean
tie_fee_parts_read (GBytes *bytes,
                    const char *name,
                    const char *part,
                    TieFeePartFunc func,
                    gpointer user_data,
                    gboolean *is_there,
                    GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  struct archive_entry *entry;
  int status = ARCHIVE_OK;

  *is_there = FALSE;
  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return set_damaged (error, name);
  for (guint i = 0; i < MAX_ENTRIES && (status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK; i++)
    {
      const char *path = archive_entry_pathname (entry);

      if (path == NULL || g_ascii_strcasecmp (*path == '/' ? path + 1 : path, part) != 0)
        continue;
      *is_there = TRUE;
      if (archive_entry_is_encrypted (entry))
        return set_damaged (error, name);
      return hand_over (archive, name, func, user_data, error);
    }
  return status == ARCHIVE_EOF || status == ARCHIVE_OK ? TRUE : set_damaged (error, name);
}
