/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-week-rows"
#include "config.h"

#include <string.h>

#include "base/tie-typed-date.h"
#include "store/tie-time-table.h"
#include "ui/tie-week-rows.h"

/* Between employee and Monday in the listing's argument; no id has one. */
#define SEPARATOR "|"

typedef struct
{
  GPtrArray *rows;   /* (owned), element TieListRow */
  GHashTable *by_id; /* (owned): id to row of rows */
  char *days[TIE_WEEK_DAYS]; /* (owned): dates */
} Reading;

char *
tie_week_rows_make_id (const char *project,
                       const char *code)
{
  return g_strconcat (project, SEPARATOR, code != NULL ? code : "", NULL);
}

char *
tie_week_rows_find_monday (const char *date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_parse (&day, date);
  if (!g_date_valid (&day))
    return g_strdup (date);
  return tie_typed_date_add_days (date, -(int) (g_date_get_weekday (&day) - G_DATE_MONDAY));
}

static TieListRow *
get_row (Reading *reading,
         const TieTimeFigures *entry)
{
  g_autofree char *id = tie_week_rows_make_id (entry->project, entry->code_id);
  TieListRow *row = g_hash_table_lookup (reading->by_id, id);
  g_autofree char *label = NULL;

  if (row != NULL)
    return row;
  label = *entry->code != '\0' ? g_strdup_printf ("%s · %s", entry->client, entry->code) : g_strdup (entry->client);
  row = tie_list_row_new (id, TIE_WEEK_ROW_N_TEXTS, TIE_WEEK_ROW_N_NUMBERS);
  tie_list_row_set_text (row, TIE_WEEK_ROW_LABEL, label);
  tie_list_row_set_text (row, TIE_WEEK_ROW_NAME, entry->name);
  tie_list_row_set_text (row, TIE_WEEK_ROW_PROJECT, entry->project);
  tie_list_row_set_text (row, TIE_WEEK_ROW_CODE, entry->code_id);
  g_ptr_array_add (reading->rows, row);
  g_hash_table_insert (reading->by_id, (gpointer) tie_list_row_get_id (row), row);
  return row;
}

static void
add_hours (TieListRow *row,
           guint number,
           gint64 hours)
{
  tie_list_row_set_number (row, number, tie_list_row_get_number (row, number) + hours);
}

static void
add_entry (const TieTimeFigures *entry,
           gpointer user_data)
{
  Reading *reading = user_data;
  TieListRow *row = get_row (reading, entry);

  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      if (!g_str_equal (reading->days[day], entry->date))
        continue;
      add_hours (row, TIE_WEEK_ROW_HOURS + day, entry->quantity);
      if (*entry->document != '\0')
        {
          add_hours (row, TIE_WEEK_ROW_BILLED + day, entry->quantity);
          tie_list_row_set_text (row, TIE_WEEK_ROW_NUMBER + day, entry->number);
        }
    }
}

static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           GError **error)
{
  g_auto (GStrv) parts = g_strsplit (argument, SEPARATOR, 2);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { rows, by_id, { NULL } };
  gboolean is_read;

  for (int day = 0; day < TIE_WEEK_DAYS; day++)
    reading.days[day] = tie_typed_date_add_days (parts[1], day);
  is_read = tie_time_table_read_days (db, parts[0], reading.days[0], reading.days[TIE_WEEK_DAYS - 1], add_entry, &reading, error);
  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    g_free (reading.days[day]);
  return is_read ? g_steal_pointer (&rows) : NULL;
}

TieListing *
tie_week_rows_new (TieStore *store,
                   const char *employee,
                   const char *monday)
{
  g_autofree char *argument = g_strconcat (employee, SEPARATOR, monday, NULL);

  return tie_listing_new (store, TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_LISTS | TIE_STORE_AREA_CONTACTS, read_rows, argument);
}

void
tie_week_rows_set (TieListing *rows,
                   const char *employee,
                   const char *monday)
{
  g_autofree char *argument = g_strconcat (employee, SEPARATOR, monday, NULL);

  tie_listing_set_argument (rows, argument);
}
