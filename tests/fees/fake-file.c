/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fake-file"
#include "config.h"

#include <string.h>

#include "fake-file.h"

/* A stream over bytes that may break off. */

#define FAKE_TYPE_STREAM (fake_stream_get_type ())
G_DECLARE_FINAL_TYPE (FakeStream, fake_stream, FAKE, STREAM, GFileInputStream)

struct _FakeStream
{
  GFileInputStream parent_instance;

  const char *contents;
  gsize at;
  gboolean breaks_off;
};

G_DEFINE_FINAL_TYPE (FakeStream, fake_stream, G_TYPE_FILE_INPUT_STREAM)

static gssize
fake_stream_read (GInputStream *stream,
                  void *buffer,
                  gsize count,
                  GCancellable *cancellable,
                  GError **error)
{
  FakeStream *self = FAKE_STREAM (stream);
  gsize left = strlen (self->contents) - self->at;
  gsize n = MIN (count, self->breaks_off ? left / 2 : left);

  if (self->breaks_off && self->at > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, "the share is gone");
      return -1;
    }
  memcpy (buffer, self->contents + self->at, n);
  self->at += n;
  return (gssize) n;
}

static void
fake_stream_class_init (FakeStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = fake_stream_read;
}

static void
fake_stream_init (FakeStream *self)
{
}

struct _FakeFile
{
  GObject parent_instance;

  const char *contents;
  const int *moods;
  guint n_reads;
  guint64 written_at; /* seconds since 1970 */
  guint grown;
};

static void fake_file_iface_init (GFileIface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FakeFile, fake_file, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_FILE, fake_file_iface_init))

static int
get_mood (FakeFile *self)
{
  guint i = 0;

  while (i < self->n_reads && self->moods[i + 1] != -1)
    i++;
  return self->moods[i];
}

static gboolean
fail (FakeFile *self,
      GError **error)
{
  switch (get_mood (self))
    {
    case FAKE_BUSY:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "sharing violation");
      return TRUE;
    case FAKE_GONE:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such file");
      return TRUE;
    case FAKE_FORBIDDEN:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "access denied");
      return TRUE;
    default:
      return FALSE;
    }
}

static GFileInputStream *
fake_file_read (GFile *file,
                GCancellable *cancellable,
                GError **error)
{
  FakeFile *self = FAKE_FILE (file);
  FakeStream *stream;

  if (fail (self, error))
    {
      self->n_reads++;
      return NULL;
    }
  stream = g_object_new (FAKE_TYPE_STREAM, NULL);
  stream->contents = self->contents;
  stream->breaks_off = get_mood (self) == FAKE_CUT;
  if (get_mood (self) == FAKE_GROWING)
    self->grown++;
  self->n_reads++;
  return G_FILE_INPUT_STREAM (stream);
}

static GFileInfo *
fake_file_query_info (GFile *file,
                      const char *attributes,
                      GFileQueryInfoFlags flags,
                      GCancellable *cancellable,
                      GError **error)
{
  FakeFile *self = FAKE_FILE (file);
  GFileInfo *info;

  if (get_mood (self) == FAKE_GONE)
    {
      fail (self, error);
      return NULL;
    }
  info = g_file_info_new ();
  g_file_info_set_name (info, "fees.csv");
  g_file_info_set_file_type (info, G_FILE_TYPE_REGULAR);
  g_file_info_set_size (info, (goffset) strlen (self->contents));
  g_file_info_set_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED, self->written_at + self->grown);
  g_file_info_set_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC, 0);
  return info;
}

static char *
fake_file_get_uri (GFile *file)
{
  return g_strdup ("fake:///fees.csv");
}

static char *
fake_file_get_basename (GFile *file)
{
  return g_strdup ("fees.csv");
}

static gboolean
fake_file_equal (GFile *file,
                 GFile *other)
{
  return file == other;
}

static GFile *
fake_file_get_parent (GFile *file)
{
  return NULL;
}

static void
fake_file_iface_init (GFileIface *iface)
{
  iface->equal = fake_file_equal;
  iface->get_parent = fake_file_get_parent;
  iface->get_parse_name = fake_file_get_uri;
  iface->read_fn = fake_file_read;
  iface->query_info = fake_file_query_info;
  iface->get_uri = fake_file_get_uri;
  iface->get_basename = fake_file_get_basename;
}

static void
fake_file_class_init (FakeFileClass *klass)
{
}

static void
fake_file_init (FakeFile *self)
{
}

FakeFile *
fake_file_new (const char *contents,
               const int *moods)
{
  FakeFile *self = g_object_new (FAKE_TYPE_FILE, NULL);

  self->contents = contents;
  self->moods = moods;
  self->written_at = moods[0] == FAKE_YOUNG ? (guint64) g_get_real_time () / G_USEC_PER_SEC + 3600 : 1741975331; /* by a clock that is ahead */
  return self;
}

void
fake_file_grow (FakeFile *self)
{
  self->grown++;
}

guint
fake_file_get_n_reads (FakeFile *self)
{
  return self->n_reads;
}
