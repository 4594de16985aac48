/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-sink"
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "base/tie-csv-text.h"
#include "base/tie-error.h"
#include "exchange/tie-file-draft.h"
#include "exchange/tie-file-sink.h"

#define BEGINNING (16 * 1024)
#define PIECE (64 * 1024)

struct _TieFileSink
{
  char *path;      /* (owned) (nullable) */
  TieFileDraft *draft; /* (owned) (nullable): without a path there is none */
  GString *waiting; /* (owned) not written yet */
  GString *beginning; /* (owned) */
  gboolean is_begun;  /* the beginning is complete */
  GChecksum *sum;  /* (owned) */
};

static gboolean
fail (TieFileSink *self,
      int number,
      GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DISK_FULL, "%s: %s", name, g_strerror (number));
  else
    /* Translators: the first %s is a file, the second the reason of the operating system */
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” cannot be written: %s. Choose another folder; nothing was changed here."), name, g_strerror (number));
  return FALSE;
}

TieFileSink *
tie_file_sink_new (const char *path,
                   GError **error)
{
  g_autoptr (TieFileSink) self = g_new0 (TieFileSink, 1);

  self->waiting = g_string_new (NULL);
  self->beginning = g_string_new (NULL);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  if (path == NULL)
    return g_steal_pointer (&self);

  self->path = g_strdup (path);
  self->draft = tie_file_draft_new (path);
  if (self->draft == NULL)
    {
      fail (self, errno, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
tie_file_sink_free (TieFileSink *self)
{
  g_clear_pointer (&self->draft, tie_file_draft_free);
  g_free (self->path);
  g_string_free (self->waiting, TRUE);
  g_string_free (self->beginning, TRUE);
  g_checksum_free (self->sum);
  g_free (self);
}

static gboolean
flush (TieFileSink *self,
       GError **error)
{
  const char *p = self->waiting->str;
  gsize left = self->waiting->len;

  if (left > 0)
    g_checksum_update (self->sum, (const guchar *) p, (gssize) left);
  while (self->draft != NULL && left > 0)
    {
      const gssize n = write (tie_file_draft_get_fd (self->draft), p, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self, errno, error);
      p += n;
      left -= (gsize) n;
    }
  g_string_truncate (self->waiting, 0);
  return TRUE;
}

static void
keep_beginning (TieFileSink *self,
                const GString *text)
{
  const char *last;

  if (self->is_begun)
    return;
  g_string_append_len (self->beginning, text->str, (gssize) text->len);
  if (self->beginning->len < BEGINNING)
    return;
  g_string_truncate (self->beginning, BEGINNING);
  last = strrchr (self->beginning->str, '\n');
  g_string_truncate (self->beginning, last != NULL ? (gsize) (last + 1 - self->beginning->str) : 0);
  self->is_begun = TRUE;
}

gboolean
tie_file_sink_write (TieFileSink *self,
                     const GString *text,
                     TieFileEncoding encoding,
                     GError **error)
{
  keep_beginning (self, text);
  if (encoding != TIE_FILE_ENCODING_WINDOWS_1252)
    g_string_append_len (self->waiting, text->str, (gssize) text->len);
  for (const char *p = text->str; encoding == TIE_FILE_ENCODING_WINDOWS_1252 && *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (self->waiting, (char) tie_csv_encode_windows_1252 (g_utf8_get_char (p)));
  return self->waiting->len < PIECE || flush (self, error);
}

gboolean
tie_file_sink_finish (TieFileSink *self,
                      GError **error)
{
  if (!flush (self, error))
    return FALSE;
  return self->draft == NULL || tie_file_draft_finish (self->draft) || fail (self, errno, error);
}

const char *
tie_file_sink_get_sha256 (TieFileSink *self,
                          GError **error)
{
  return flush (self, error) ? g_checksum_get_string (self->sum) : NULL;
}

const char *
tie_file_sink_get_beginning (TieFileSink *self)
{
  return self->beginning->str;
}
