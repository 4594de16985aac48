/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-csv"
#include "config.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"

struct _TieCsvReader
{
  struct csv_parser parser;
  char separator;
  TieCsvRowFunc func;
  gpointer user_data;
  GString *text;      /* (owned) fields of the open row, each with its NUL */
  GArray *offsets;    /* (owned) of gsize, where each field begins in text */
  GPtrArray *fields;  /* (owned) pointers into text, made when the row is whole */
  guint line;         /* being read */
  guint row_line;     /* on which the open row began */
  gboolean in_line;   /* something of this line was fed */
  gboolean row_ended; /* by the piece just fed */
  gboolean after_cr;  /* an LF that comes next belongs to it */
  gboolean stopped;
  GError *error; /* (owned) (nullable) of the row function */
};

TieCsvReader *
tie_csv_reader_new (char separator,
                    TieCsvRowFunc func,
                    gpointer user_data)
{
  TieCsvReader *self = g_new0 (TieCsvReader, 1);

  /* Each line is fed with one LF, so every LF that libcsv reports outside quotes is the end of a line: rows know where
   * they started, and a line that ends without a report lies inside quotes. */
  csv_init (&self->parser, CSV_REPALL_NL);
  csv_set_delim (&self->parser, (unsigned char) separator);
  self->separator = separator;
  self->func = func;
  self->user_data = user_data;
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->fields = g_ptr_array_new ();
  self->line = 1;
  self->row_line = 1;
  return self;
}

void
tie_csv_reader_free (TieCsvReader *self)
{
  csv_free (&self->parser);
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_ptr_array_unref (self->fields);
  g_clear_error (&self->error);
  g_free (self);
}

static void
field_cb (void *data,
          size_t length,
          void *user_data)
{
  TieCsvReader *self = user_data;
  gsize offset = self->text->len;

  g_array_append_val (self->offsets, offset);
  g_string_append_len (self->text, data, (gssize) length);
  g_string_append_c (self->text, '\0');
}

/* Hands over the open row. */
static void
hand_over (TieCsvReader *self)
{
  if (self->offsets->len > 0 && !self->stopped)
    {
      g_ptr_array_set_size (self->fields, 0);
      for (guint i = 0; i < self->offsets->len; i++)
        g_ptr_array_add (self->fields, self->text->str + g_array_index (self->offsets, gsize, i));
      g_ptr_array_add (self->fields, NULL);
      self->stopped = !self->func ((const char *const *) self->fields->pdata, self->offsets->len, self->row_line, self->user_data, &self->error);
    }
  g_string_truncate (self->text, 0);
  g_array_set_size (self->offsets, 0);
}

static void
row_cb (int terminator,
        void *user_data)
{
  TieCsvReader *self = user_data;

  self->row_ended = TRUE;
  hand_over (self);
}

static gboolean
is_blank (const TieCsvReader *self,
          char c)
{
  return (c == ' ' || c == '\t') && c != self->separator;
}

/* Takes the field that begins at text and returns where the next one begins, beyond the end when there is none; NULL when
 * its quotation marks are not simply round it. */
static const char *
take_plain_field (TieCsvReader *self,
                  const char *text,
                  const char *end)
{
  const char *stop, *next;
  gsize offset = self->text->len;

  while (text < end && is_blank (self, *text))
    text++;
  if (text < end && *text == '"')
    {
      text++;
      stop = memchr (text, '"', (gsize) (end - text));
      if (stop == NULL)
        return NULL;
      for (next = stop + 1; next < end && is_blank (self, *next); next++)
        ;
      if (next < end && *next != self->separator)
        return NULL;
    }
  else
    {
      next = memchr (text, self->separator, (gsize) (end - text));
      next = next != NULL ? next : end;
      for (stop = next; stop > text && is_blank (self, stop[-1]); stop--)
        ;
      if (memchr (text, '"', (gsize) (stop - text)) != NULL)
        return NULL;
    }
  g_array_append_val (self->offsets, offset);
  g_string_append_len (self->text, text, stop - text);
  g_string_append_c (self->text, '\0');
  return next + 1;
}

/* A whole row whose quotation marks, if any, are round its fields, as nearly all are, is cut at its separators; libcsv looks
 * at each byte in turn and takes four times as long.  The fields are the same.  FALSE, with nothing done, for any other. */
static gboolean
take_plain_row (TieCsvReader *self,
                const char *line,
                gsize length)
{
  const char *end = line + length;

  while (line < end && is_blank (self, *line))
    line++;
  for (const char *field = line; line < end && field <= end;)
    {
      field = take_plain_field (self, field, end);
      if (field == NULL)
        {
          g_string_truncate (self->text, 0);
          g_array_set_size (self->offsets, 0);
          return FALSE;
        }
    }
  hand_over (self);
  self->line++;
  self->row_line = self->line;
  return TRUE;
}

static void
parse (TieCsvReader *self,
       const char *piece,
       gsize length)
{
  if (csv_parse (&self->parser, piece, length, field_cb, row_cb, self) != length)
    g_error ("libcsv: %s", csv_strerror (csv_error (&self->parser))); /* only for want of memory, as GLib does */
}

static void
end_line (TieCsvReader *self)
{
  self->row_ended = FALSE;
  parse (self, "\n", 1);
  self->line++;
  self->in_line = FALSE;
  if (self->row_ended)
    self->row_line = self->line;
}

static gboolean
report (TieCsvReader *self,
        GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* The first byte of that kind, or the end.  known is where the one before was, or is, found: a file that has none is
 * searched once and not from each of its lines. */
static const char *
find_next (const char *text,
           const char *end,
           char c,
           const char *known)
{
  const char *found;

  if (known != NULL && known >= text)
    return known;
  found = memchr (text, c, (gsize) (end - text));
  return found != NULL ? found : end;
}

gboolean
tie_csv_reader_feed (TieCsvReader *self,
                     const char *text,
                     gssize length,
                     GError **error)
{
  const char *p = text;
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *feed = NULL, *carriage = NULL; /* the next ones */

  while (p < end && !self->stopped)
    {
      const char *stop;

      if (self->after_cr && *p == '\n')
        {
          self->after_cr = FALSE;
          p++;
          continue;
        }
      self->after_cr = FALSE;
      feed = find_next (p, end, '\n', feed);
      carriage = find_next (p, end, '\r', carriage);
      stop = MIN (feed, carriage);
      if (stop < end && !self->in_line && self->row_line == self->line && take_plain_row (self, p, (gsize) (stop - p)))
        {
          self->after_cr = *stop == '\r';
          p = stop + 1;
          continue;
        }
      if (stop > p)
        {
          parse (self, p, (gsize) (stop - p));
          self->in_line = TRUE;
        }
      if (stop < end)
        {
          self->after_cr = *stop == '\r';
          end_line (self);
          stop++;
        }
      p = stop;
    }

  return report (self, error);
}

gboolean
tie_csv_reader_finish (TieCsvReader *self,
                       GError **error)
{
  if (!self->stopped && self->in_line)
    end_line (self);
  if (!self->stopped && self->row_line != self->line)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID,
                   /* Translators: %u is a line number of a file */
                   _ ("Line %u: a quotation mark is opened and never closed."),
                   self->row_line);
      return FALSE;
    }

  return report (self, error);
}

gboolean
tie_csv_read (GBytes *text,
              char separator,
              TieCsvRowFunc func,
              gpointer user_data,
              GError **error)
{
  g_autoptr (TieCsvReader) reader = tie_csv_reader_new (separator, func, user_data);
  gsize length = 0;
  const char *data = g_bytes_get_data (text, &length);

  return (length == 0 || tie_csv_reader_feed (reader, data, (gssize) length, error)) && tie_csv_reader_finish (reader, error);
}

struct _TieCsvWriter
{
  GString *out;    /* (owned) */
  gsize row_start; /* in out */
  guint n_fields;  /* in the row that is open */
  char special[6]; /* what must be quoted */
};

TieCsvWriter *
tie_csv_writer_new (char separator)
{
  TieCsvWriter *self = g_new0 (TieCsvWriter, 1);

  self->out = g_string_new (NULL);
  self->special[0] = separator;
  memcpy (self->special + 1, "\"\r\n", 4);
  return self;
}

void
tie_csv_writer_free (TieCsvWriter *self)
{
  g_string_free (self->out, TRUE);
  g_free (self);
}

static void
append_quoted (GString *out,
               const char *field,
               gsize length)
{
  gsize offset = out->len;
  gsize needed = csv_write (NULL, 0, field, length);

  g_string_set_size (out, offset + needed);
  csv_write (out->str + offset, needed, field, length);
}

void
tie_csv_writer_add (TieCsvWriter *self,
                    const char *field)
{
  const char *text = field != NULL ? field : "";
  gsize length = strlen (text);

  if (self->n_fields++ > 0)
    g_string_append_c (self->out, self->special[0]);
  if (strpbrk (text, self->special) != NULL || (length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1]))))
    append_quoted (self->out, text, length);
  else
    g_string_append_len (self->out, text, (gssize) length);
}

void
tie_csv_writer_end_row (TieCsvWriter *self)
{
  if (self->n_fields == 1 && self->out->len == self->row_start)
    g_string_append (self->out, "\"\""); /* a blank line would be no row */
  g_string_append (self->out, "\r\n");
  self->row_start = self->out->len;
  self->n_fields = 0;
}

GBytes *
tie_csv_writer_finish (TieCsvWriter *self)
{
  GBytes *bytes = g_string_free_to_bytes (self->out);

  self->out = g_string_new (NULL);
  self->row_start = 0;
  self->n_fields = 0;
  return bytes;
}
