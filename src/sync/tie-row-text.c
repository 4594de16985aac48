/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-row-text"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sync/tie-row-text.h"

/* Offsets of 16 bits are enough because no field takes more than this; what is longer is cut for the lists only. */
#define MAX_FIELD 4000

struct _TieRowText
{
  guint16 offsets[TIE_ROW_TEXT_N_FIELDS];
  guint16 length;
  guint8 is_absent;
  char text[]; /* the fields one after the other, each ended by a NUL */
};

G_STATIC_ASSERT (TIE_ROW_TEXT_N_FIELDS *(MAX_FIELD + 1) < G_MAXUINT16);

static gsize
measure (const char *text)
{
  gsize length = strlen (text);

  if (length <= MAX_FIELD)
    return length;
  return (gsize) (g_utf8_find_prev_char (text, text + MAX_FIELD + 1) - text);
}

TieRowText *
tie_row_text_new (const char *const fields[TIE_ROW_TEXT_N_FIELDS],
                  gboolean is_absent)
{
  const char *values[TIE_ROW_TEXT_N_FIELDS];
  gsize lengths[TIE_ROW_TEXT_N_FIELDS];
  g_autofree char *key = NULL;
  gsize total = 0;
  TieRowText *self;

  g_return_val_if_fail (fields[TIE_ROW_TEXT_ID] != NULL && fields[TIE_ROW_TEXT_NAME] != NULL, NULL);

  memcpy (values, fields, sizeof values);
  if (values[TIE_ROW_TEXT_KEY] == NULL)
    values[TIE_ROW_TEXT_KEY] = key = tie_text_fold (values[TIE_ROW_TEXT_NAME]);
  if (values[TIE_ROW_TEXT_SHORT_NAME] == NULL)
    values[TIE_ROW_TEXT_SHORT_NAME] = values[TIE_ROW_TEXT_NAME];

  /* Equal neighbours and empty fields share their place: most names have no parent's part. */
  for (guint i = 0; i < TIE_ROW_TEXT_N_FIELDS; i++)
    {
      values[i] = values[i] != NULL ? values[i] : "";
      lengths[i] = measure (values[i]);
      if (lengths[i] > 0 && !(i == TIE_ROW_TEXT_SHORT_NAME && values[i] == values[TIE_ROW_TEXT_NAME]))
        total += lengths[i] + 1;
    }
  total += 1;

  self = g_atomic_rc_box_alloc (sizeof *self + total);
  self->is_absent = !!is_absent;
  self->length = (guint16) total;
  self->text[0] = '\0'; /* the place of every empty field */
  total = 1;
  for (guint i = 0; i < TIE_ROW_TEXT_N_FIELDS; i++)
    {
      if (lengths[i] == 0)
        self->offsets[i] = 0;
      else if (i == TIE_ROW_TEXT_SHORT_NAME && values[i] == values[TIE_ROW_TEXT_NAME])
        self->offsets[i] = self->offsets[TIE_ROW_TEXT_NAME];
      else
        {
          self->offsets[i] = (guint16) total;
          memcpy (self->text + total, values[i], lengths[i]);
          self->text[total + lengths[i]] = '\0';
          total += lengths[i] + 1;
        }
    }
  return self;
}

TieRowText *
tie_row_text_ref (TieRowText *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
tie_row_text_unref (TieRowText *self)
{
  g_atomic_rc_box_release (self);
}

const char *
tie_row_text_get (const TieRowText *self,
                  TieRowTextField field)
{
  g_return_val_if_fail (field < TIE_ROW_TEXT_N_FIELDS, "");

  return self->text + self->offsets[field];
}

gboolean
tie_row_text_is_absent (const TieRowText *self)
{
  return self->is_absent;
}

gboolean
tie_row_text_is_child (const TieRowText *self)
{
  return self->offsets[TIE_ROW_TEXT_PARENT] != 0;
}

gboolean
tie_row_text_equal (const TieRowText *self,
                    const TieRowText *other)
{
  return self->length == other->length && self->is_absent == other->is_absent &&
         memcmp (self->offsets, other->offsets, sizeof self->offsets) == 0 &&
         memcmp (self->text, other->text, self->length) == 0;
}

int
tie_row_text_compare (const TieRowText *self,
                      const TieRowText *other)
{
  int result = strcmp (tie_row_text_get (self, TIE_ROW_TEXT_KEY), tie_row_text_get (other, TIE_ROW_TEXT_KEY));

  return result != 0 ? result : strcmp (tie_row_text_get (self, TIE_ROW_TEXT_ID), tie_row_text_get (other, TIE_ROW_TEXT_ID));
}

void
tie_row_text_fill_match_row (const TieRowText *self,
                             TieMatchRow *row)
{
  row->id = tie_row_text_get (self, TIE_ROW_TEXT_ID);
  row->name = tie_row_text_get (self, TIE_ROW_TEXT_SHORT_NAME);
  row->company = tie_row_text_get (self, TIE_ROW_TEXT_COMPANY);
  row->email = tie_row_text_get (self, TIE_ROW_TEXT_EMAIL);
  row->phone = tie_row_text_get (self, TIE_ROW_TEXT_PHONE);
  row->address = tie_row_text_get (self, TIE_ROW_TEXT_STREET);
  row->city = tie_row_text_get (self, TIE_ROW_TEXT_CITY);
  row->region = tie_row_text_get (self, TIE_ROW_TEXT_REGION);
  row->postcode = tie_row_text_get (self, TIE_ROW_TEXT_POSTCODE);
  row->account = tie_row_text_get (self, TIE_ROW_TEXT_ACCOUNT);
}
