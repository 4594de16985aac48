/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-time-reader"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-code.h"
#include "model/tie-project.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-time-reader.h"

struct _TieTimeReader
{
  GObject parent_instance;

  TiePickList *picks[TIE_TIME_N_WHATS]; /* (owned) */
  GArray *choices[TIE_TIME_N_WHATS];    /* (owned), element TieTimeChoice: the same as the parser wants them, alive as long as the lists */
  GPtrArray *keys;                      /* (owned): folded codes */
  char *typed;                          /* (owned) */
  TieTimeLine *line;                    /* (owned): as last read */
  char *chosen[TIE_TIME_N_WHATS];       /* (owned) (nullable): ids */
};

G_DEFINE_FINAL_TYPE (TieTimeReader, tie_time_reader, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GArray *
get_candidates (TieTimeReader *self,
                TieTimeWhat what)
{
  return what == TIE_TIME_PROJECT ? self->line->projects : self->line->codes;
}

static void
read_line (TieTimeReader *self)
{
  g_clear_pointer (&self->line, tie_time_line_free);
  self->line = tie_time_line_parse (self->typed,
                                    (const TieTimeChoice *) self->choices[TIE_TIME_PROJECT]->data, self->choices[TIE_TIME_PROJECT]->len,
                                    (const TieTimeChoice *) self->choices[TIE_TIME_CODE]->data, self->choices[TIE_TIME_CODE]->len);
}

static void
add_choice (const TiePickItem *item,
            gpointer user_data)
{
  TieTimeReader *self = user_data;
  gboolean is_project = item->type == TIE_TYPE_PROJECT;
  TieTimeChoice choice = { item->id, item->key };

  if (!is_project)
    {
      choice.key = tie_text_fold (item->code);
      g_ptr_array_add (self->keys, (char *) choice.key);
    }
  g_array_append_val (self->choices[is_project ? TIE_TIME_PROJECT : TIE_TIME_CODE], choice);
}

static void
read_lists (TieTimeReader *self)
{
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; i < TIE_TIME_N_WHATS; i++)
    {
      g_array_set_size (self->choices[i], 0);
      tie_pick_list_foreach (self->picks[i], add_choice, self);
    }
  read_line (self); /* the old one counts rows of the old lists */
}

static void
lists_changed_cb (TieTimeReader *self)
{
  read_lists (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_part (GString *sentence,
          const char *part)
{
  g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? " · " : "", part);
}

static void
add_what (TieTimeReader *self,
          GString *sentence,
          TieTimeWhat what)
{
  guint n = get_candidates (self, what)->len;
  const char *clear = tie_time_reader_get_clear (self, what);
  g_autofree char *part = NULL;

  if (clear != NULL)
    part = tie_time_reader_describe_candidate (self, what, clear);
  else if (n > 0 && what == TIE_TIME_PROJECT)
    part = g_strdup_printf (ngettext ("%u project fits", "%u projects fit", n), n);
  else if (n > 0)
    part = g_strdup_printf (ngettext ("%u work code fits", "%u work codes fit", n), n);
  else
    part = g_strdup (what == TIE_TIME_PROJECT ? _ ("client?") : _ ("the project's work code"));
  add_part (sentence, part);
}

static void
tie_time_reader_finalize (GObject *object)
{
  TieTimeReader *self = TIE_TIME_READER (object);

  for (guint i = 0; i < TIE_TIME_N_WHATS; i++)
    {
      g_clear_object (&self->picks[i]);
      g_array_unref (self->choices[i]);
      g_free (self->chosen[i]);
    }
  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->line, tie_time_line_free);
  g_free (self->typed);
  G_OBJECT_CLASS (tie_time_reader_parent_class)->finalize (object);
}

static void
tie_time_reader_class_init (TieTimeReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_time_reader_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_TIME_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_time_reader_init (TieTimeReader *self)
{
  self->typed = g_strdup ("");
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < TIE_TIME_N_WHATS; i++)
    self->choices[i] = g_array_new (FALSE, FALSE, sizeof (TieTimeChoice));
}

TieTimeReader *
tie_time_reader_new (TieSession *session)
{
  const GType types[TIE_TIME_N_WHATS] = { TIE_TYPE_PROJECT, TIE_TYPE_WORK_CODE };
  TieTimeReader *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_TIME_READER, NULL);
  for (guint i = 0; i < TIE_TIME_N_WHATS; i++)
    {
      self->picks[i] = g_object_ref (tie_session_get_pick_list (session, types[i], G_TYPE_INVALID));
      g_signal_connect_object (self->picks[i], "changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
    }
  read_lists (self);
  return self;
}

void
tie_time_reader_read (TieTimeReader *self,
                      const char *typed)
{
  g_return_if_fail (TIE_IS_TIME_READER (self));
  g_return_if_fail (typed != NULL);

  g_free (self->typed);
  self->typed = g_strdup (typed);
  read_line (self);
}

const TieTimeLine *
tie_time_reader_get_line (TieTimeReader *self)
{
  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);

  return self->line;
}

guint
tie_time_reader_get_n_candidates (TieTimeReader *self,
                                  TieTimeWhat what)
{
  g_return_val_if_fail (TIE_IS_TIME_READER (self), 0);

  return get_candidates (self, what)->len;
}

const char *
tie_time_reader_get_candidate (TieTimeReader *self,
                               TieTimeWhat what,
                               guint i)
{
  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);
  g_return_val_if_fail (i < get_candidates (self, what)->len, NULL);

  return g_array_index (self->choices[what], TieTimeChoice, g_array_index (get_candidates (self, what), guint, i)).id;
}

void
tie_time_reader_choose (TieTimeReader *self,
                        TieTimeWhat what,
                        const char *id)
{
  g_return_if_fail (TIE_IS_TIME_READER (self));

  g_free (self->chosen[what]);
  self->chosen[what] = g_strdup (id);
}

void
tie_time_reader_forget_choices (TieTimeReader *self)
{
  g_return_if_fail (TIE_IS_TIME_READER (self));

  for (guint i = 0; i < TIE_TIME_N_WHATS; i++)
    g_clear_pointer (&self->chosen[i], g_free);
}

const char *
tie_time_reader_get_clear (TieTimeReader *self,
                           TieTimeWhat what)
{
  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);

  if (self->chosen[what] != NULL)
    return self->chosen[what];
  return get_candidates (self, what)->len == 1 ? tie_time_reader_get_candidate (self, what, 0) : NULL;
}

char *
tie_time_reader_describe_candidate (TieTimeReader *self,
                                    TieTimeWhat what,
                                    const char *id)
{
  const TiePickItem *item;

  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);

  item = tie_pick_list_find (self->picks[what], id);
  if (item == NULL)
    return g_strdup ("");
  if (what == TIE_TIME_PROJECT)
    /* Translators: a project's client and its name */
    return g_strdup_printf (_ ("%s: %s"), item->detail, item->code);
  return g_strdup (item->code);
}

char *
tie_time_reader_describe_hours (TieTimeReader *self)
{
  g_autofree char *hours = NULL;

  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);

  switch (self->line->hours_state)
    {
    case TIE_TIME_LINE_GIVEN:
      hours = tie_list_columns_format_hours (self->line->hours);
      /* Translators: %s is a number of hours */
      return g_strdup_printf (_ ("%s h"), hours);
    case TIE_TIME_LINE_NEGATIVE:
      return g_strdup (_ ("hours cannot be negative"));
    case TIE_TIME_LINE_TOO_MANY:
      return g_strdup (_ ("a day has 24 hours"));
    case TIE_TIME_LINE_NONE:
    default:
      return g_strdup (_ ("hours?"));
    }
}

char *
tie_time_reader_describe (TieTimeReader *self)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autofree char *hours = NULL;

  g_return_val_if_fail (TIE_IS_TIME_READER (self), NULL);

  add_what (self, sentence, TIE_TIME_PROJECT);
  add_what (self, sentence, TIE_TIME_CODE);
  hours = tie_time_reader_describe_hours (self);
  add_part (sentence, hours);
  if (*self->line->text != '\0')
    add_part (sentence, self->line->text);
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}
