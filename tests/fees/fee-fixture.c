/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fee-fixture"
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <cairo-pdf.h>
#include <string.h>

#include "fee-fixture.h"

static la_ssize_t
write_cb (struct archive *archive,
          void *data,
          const void *bytes,
          size_t length)
{
  g_byte_array_append (data, bytes, (guint) length);
  return (la_ssize_t) length;
}

static void
add_part (struct archive *archive,
          const char *name,
          const char *text)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (text);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) length);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, (la_ssize_t) length);
  archive_entry_free (entry);
}

GBytes *
make_workbook (const char *name,
               ...)
{
  struct archive *archive = archive_write_new ();
  GByteArray *bytes = g_byte_array_new ();
  va_list rest;

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_per_block (archive, 0);
  g_assert_cmpint (archive_write_open (archive, bytes, NULL, write_cb, NULL), ==, ARCHIVE_OK);
  va_start (rest, name);
  for (; name != NULL; name = va_arg (rest, const char *))
    add_part (archive, name, va_arg (rest, const char *));
  va_end (rest);
  archive_write_close (archive);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
make_sheet (const char *rows,
            const char *strings,
            const char *styles)
{
  g_autofree char *sheet = g_strconcat ("<worksheet><sheetData>", rows, "</sheetData></worksheet>", NULL);
  g_autofree char *shared = g_strconcat ("<sst>", strings, "</sst>", NULL);
  g_autofree char *formats = g_strconcat ("<styleSheet>", styles, "</styleSheet>", NULL);

  return make_workbook ("xl/workbook.xml", "<workbook xmlns:r='x'><sheets><sheet name='Fees' r:id='rId3'/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='rId3' Target='worksheets/other.xml'/></Relationships>",
                        "xl/worksheets/other.xml", sheet,
                        "xl/sharedStrings.xml", shared,
                        "xl/styles.xml", formats,
                        NULL);
}

static void
put_16 (guint8 *at,
        guint value)
{
  at[0] = (guint8) (value & 0xff);
  at[1] = (guint8) (value >> 8);
}

GByteArray *
make_table (const DbfField *fields,
            ...)
{
  GByteArray *table = g_byte_array_new ();
  guint8 header[32] = { 0x03, 125, 3, 14 };
  guint record = 1, n_fields = 0, n_records = 0;
  const char *text;
  va_list rest;

  g_byte_array_append (table, header, sizeof header);
  for (; fields[n_fields].name != NULL; n_fields++)
    {
      guint8 field[32] = { 0 };

      memcpy (field, fields[n_fields].name, MIN (strlen (fields[n_fields].name), 10));
      field[11] = (guint8) fields[n_fields].type;
      field[16] = (guint8) fields[n_fields].length;
      record += fields[n_fields].length;
      g_byte_array_append (table, field, sizeof field);
    }
  g_byte_array_append (table, (const guint8 *) "\r", 1);
  va_start (rest, fields);
  while ((text = va_arg (rest, const char *)) != NULL)
    {
      g_assert_cmpuint (strlen (text), ==, record);
      g_byte_array_append (table, (const guint8 *) text, record);
      n_records++;
    }
  va_end (rest);
  put_16 (table->data + 4, n_records);
  put_16 (table->data + 8, 32 + 32 * n_fields + 1);
  put_16 (table->data + 10, record);
  table->data[29] = 0x03;
  return table;
}

static cairo_status_t
append_cb (void *data,
           const unsigned char *bytes,
           unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
make_pdf (const char *const *lines)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 612, 792);
  cairo_t *cr = cairo_create (surface);

  cairo_select_font_face (cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 11);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      cairo_move_to (cr, 72, 72 + 20 * i);
      cairo_show_text (cr, lines[i]);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
dump_cb (const char *const *cells,
         guint n_cells,
         guint line,
         gpointer user_data,
         GError **error)
{
  g_autofree char *joined = g_strjoinv ("|", (char **) cells);

  g_string_append_printf (user_data, "%s\n", joined);
  return TRUE;
}

char *
dump_rows (GBytes *bytes,
           GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  TieFeeLayout layout;

  if (!tie_fee_reader_detect (bytes, "file", &layout, error) || !tie_fee_reader_read (bytes, "file", &layout, dump_cb, out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
