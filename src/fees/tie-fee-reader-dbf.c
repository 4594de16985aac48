/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-reader"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-reader-private.h"

/* dBase tables.  A table whose structure is right but whose contents are encrypted reads as garbage without any error in
 * most libraries; here its first records have to look like text. */

#define HEADER_SIZE 32
#define FIELD_SIZE 32
#define END_OF_FIELDS 0x0d
#define LIVE 0x20
#define DELETED 0x2a
#define PROBE_RECORDS 200
#define ENCRYPTED_FLAG 15
#define CODE_PAGE 29

typedef struct
{
  char name[12];
  char type;
  guint offset;
  guint length;
} Field;

typedef struct
{
  const guint8 *data;
  gsize size;
  guint32 n_records;
  guint header_length;
  guint record_length;
  GArray *fields; /* (owned) (element-type Field) */
} Table;

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->fields, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static guint
read_16 (const guint8 *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

gboolean
tie_fee_reader_is_dbf (GBytes *bytes)
{
  static const guint8 versions[] = { 0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8c, 0xcb, 0xf5, 0xfb };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < HEADER_SIZE || memchr (versions, data[0], sizeof versions) == NULL)
    return FALSE;
  return data[2] >= 1 && data[2] <= 12 && data[3] >= 1 && data[3] <= 31 && memchr (data + 4, 0, HEADER_SIZE - 4) != NULL;
}

/* FALSE: the header does not hold together. */
static gboolean
read_header (Table *table)
{
  const guint8 *data = table->data;
  guint length = 1; /* the flag */

  if (table->size < HEADER_SIZE + 1)
    return FALSE;
  table->n_records = (guint32) read_16 (data + 4) | (guint32) read_16 (data + 6) << 16;
  table->header_length = read_16 (data + 8);
  table->record_length = read_16 (data + 10);
  if (table->header_length < HEADER_SIZE + 1 || table->header_length > table->size || table->record_length < 2)
    return FALSE;
  for (gsize at = HEADER_SIZE; at + FIELD_SIZE < table->header_length && data[at] != END_OF_FIELDS; at += FIELD_SIZE)
    {
      Field field = { .type = (char) data[at + 11], .offset = length, .length = data[at + 16] };

      memcpy (field.name, data + at, 11);
      if (field.length == 0 || field.name[0] == '\0' || table->fields->len >= TIE_FEE_MAX_COLUMNS)
        return FALSE;
      length += field.length;
      g_array_append_val (table->fields, field);
    }
  return table->fields->len > 0 && length == table->record_length &&
         (guint64) table->header_length + (guint64) table->n_records * table->record_length <= (guint64) table->size + 1;
}

static const guint8 *
get_record (const Table *table,
            guint32 i)
{
  return table->data + table->header_length + (gsize) i * table->record_length;
}

/* What is behind the last byte is not there: a file may lack the last byte of its last record. */
static gboolean
has_record (const Table *table,
            guint32 i)
{
  return (gsize) table->header_length + ((gsize) i + 1) * table->record_length <= table->size;
}

static gboolean
looks_like_text (const Table *table)
{
  gsize characters = 0, controls = 0;

  for (guint32 i = 0; i < MIN (table->n_records, PROBE_RECORDS) && has_record (table, i); i++)
    {
      const guint8 *record = get_record (table, i);

      if (record[0] != LIVE && record[0] != DELETED)
        return FALSE;
      for (guint f = 0; f < table->fields->len; f++)
        {
          const Field *field = &g_array_index (table->fields, Field, f);

          if (strchr ("CNFDL", field->type) == NULL)
            continue;
          for (guint at = 0; at < field->length; at++)
            {
              guint8 byte = record[field->offset + at];
              /* digits and signs are all that numbers, dates and switches have */
              gboolean is_odd = field->type == 'C' ? byte < 0x20 && byte != 0 : byte >= 0x7f || (byte < 0x20 && byte != 0);

              characters++;
              controls += is_odd;
            }
        }
    }
  return controls * 20 <= characters;
}

static void
add_cell (const Table *table,
          const guint8 *record,
          const Field *field,
          GStrvBuilder *cells)
{
  const char *text = (const char *) record + field->offset;
  gsize length = strnlen (text, field->length);
  guint8 page = table->data[CODE_PAGE];
  g_autofree char *utf8 = NULL;

  if (strchr ("CNFDL", field->type) == NULL) /* a memo has the number of a block here, others are binary */
    {
      g_strv_builder_add (cells, "");
      return;
    }
  while (length > 0 && text[length - 1] == ' ')
    length--;
  while (length > 0 && *text == ' ')
    {
      text++;
      length--;
    }
  if (page == 0x01 || page == 0x02)
    utf8 = g_convert (text, (gssize) length, "UTF-8", page == 0x01 ? "CP437" : "CP850", NULL, NULL, NULL);
  if (utf8 == NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, length);
      g_autoptr (GBytes) decoded = tie_csv_decode (bytes, tie_csv_guess_encoding (bytes));
      gsize size;
      const char *data = g_bytes_get_data (decoded, &size);

      utf8 = g_strndup (size > 0 ? data : "", size);
    }
  if (field->type == 'D' && strlen (utf8) == 8)
    {
      g_autofree char *date = g_strdup_printf ("%.4s-%.2s-%.2s", utf8, utf8 + 4, utf8 + 6);

      g_strv_builder_add (cells, date);
    }
  else
    g_strv_builder_add (cells, utf8);
}

static gboolean
hand_over (const Table *table,
           const guint8 *record,
           guint line,
           TieCsvRowFunc func,
           gpointer user_data,
           GError **error)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_auto (GStrv) row = NULL;

  for (guint i = 0; i < table->fields->len; i++)
    {
      const Field *field = &g_array_index (table->fields, Field, i);

      if (record != NULL)
        add_cell (table, record, field, cells);
      else if (g_utf8_validate (field->name, -1, NULL))
        g_strv_builder_add (cells, field->name);
      else
        g_strv_builder_add (cells, "?");
    }
  row = g_strv_builder_end (cells);
  return func ((const char *const *) row, table->fields->len, line, user_data, error);
}

gboolean
tie_fee_reader_read_dbf (GBytes *bytes,
                         const char *name,
                         TieCsvRowFunc func,
                         gpointer user_data,
                         GError **error)
{
  g_auto (Table) table = { 0 };
  g_autoptr (GError) row_error = NULL;
  gboolean goes_on;

  table.data = g_bytes_get_data (bytes, &table.size);
  table.fields = g_array_new (FALSE, FALSE, sizeof (Field));
  if (!read_header (&table))
    {
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("The table is damaged or cut off."));
      return FALSE;
    }
  if (table.data[ENCRYPTED_FLAG] != 0 || !looks_like_text (&table))
    {
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("The table is encrypted; Lacerte has protected its tables since about 2017."));
      return FALSE;
    }
  goes_on = hand_over (&table, NULL, 1, func, user_data, &row_error);
  for (guint32 i = 0; goes_on && i < table.n_records && has_record (&table, i); i++)
    {
      const guint8 *record = get_record (&table, i);

      if (record[0] == LIVE)
        goes_on = hand_over (&table, record, i + 2, func, user_data, &row_error);
    }
  if (row_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&row_error));
  return FALSE;
}
