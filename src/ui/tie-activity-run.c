/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-run"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-activity-run.h"

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

typedef const char *(*GetText) (const TieActivity *activity);

static const char *
get_person (const TieActivity *activity)
{
  return activity->person;
}

static const char *
get_what (const TieActivity *activity)
{
  return activity->what;
}

static const char *
get_result (const TieActivity *activity)
{
  return activity->result;
}

/* The texts that occur, each once, in the order of the oldest; NULL where they are more than max. */
static char *
join (GPtrArray *parts,
      GetText get,
      guint max)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = parts->len; i > 0; i--)
    {
      const char *text = get (tie_activity_row_get_activity (parts->pdata[i - 1]));

      if (!tie_text_is_empty (text) && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, (gpointer) text);
      if (texts->len > max)
        return NULL;
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (" · ", (char **) texts->pdata);
}

static guint
count_records (GPtrArray *parts)
{
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < parts->len; i++)
    g_hash_table_add (records, (gpointer) or_empty (tie_activity_row_get_activity (parts->pdata[i])->record_id));
  return g_hash_table_size (records);
}

static char *
summarize (GPtrArray *parts)
{
  g_autofree char *same = join (parts, get_result, 1);
  g_autofree char *done = NULL;
  g_autofree char *refused = NULL;
  guint n_refused = 0;

  for (guint i = 0; i < parts->len; i++)
    n_refused += tie_activity_row_get_activity (parts->pdata[i])->is_refused;
  if (same != NULL)
    return g_steal_pointer (&same);
  if (n_refused == 0)
    return g_strdup (_ ("All done"));
  done = g_strdup_printf (_ ("%u done"), parts->len - n_refused);
  refused = g_strdup_printf (ngettext ("%u needs attention", "%u need attention", n_refused), n_refused);
  return n_refused == parts->len ? g_steal_pointer (&refused) : g_strdup_printf ("%s · %s", done, refused);
}

/* All of them, as one would copy them one by one. */
static char *
join_details (GPtrArray *parts)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const TieActivity *activity = tie_activity_row_get_activity (parts->pdata[i]);

      if (!tie_text_is_empty (activity->details))
        g_string_append_printf (all, "%s%s: %s\n%s", all->len > 0 ? "\n\n" : "", or_empty (activity->record), or_empty (activity->result), activity->details);
    }
  return all->len > 0 ? g_strdup (all->str) : NULL;
}

TieActivity *
tie_activity_run_describe (GPtrArray *parts)
{
  const TieActivity *newest;
  TieActivity *activity;
  guint n;

  g_return_val_if_fail (parts != NULL && parts->len > 0, NULL);

  newest = tie_activity_row_get_activity (parts->pdata[0]);
  n = count_records (parts);
  activity = g_new0 (TieActivity, 1);
  activity->id = newest->id; /* its place among the others */
  activity->when = g_strdup (newest->when);
  activity->person = join (parts, get_person, 3);
  activity->what = join (parts, get_what, 3);
  if (activity->what == NULL)
    activity->what = g_strdup (newest->what);
  activity->record = g_strdup_printf (ngettext ("%u record", "%u records", n), n);
  activity->result = summarize (parts);
  activity->details = join_details (parts);
  activity->run = g_strdup (newest->run);
  return activity;
}
