/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-row"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "sync/tie-sync-row-private.h"

/* The words of a row lie in one block, one after the other: of 50 000 rows each string of its own would cost more than it
 * says. */
typedef struct
{
  char *block;          /* (owned): all that follow */
  const char *remote_id; /* (nullable), and so below */
  const char *local_id;
  const char *number;
  const char *date;
  const char *contact;
  const char *contact_id;
  const char *moment;
  const char *done;     /* "Exported … as …" */
} Words;

#define N_WORDS 8

typedef struct
{
  Words words;
  GPtrArray *findings; /* (owned) (nullable): none */
  gint64 amount;
  guint asked;
  TieSyncState state : 3;
  guint is_marked : 1;
  guint is_changed : 1;
  guint is_exported : 1;
} Content;

struct _TieSyncRow
{
  GObject parent_instance;

  char *id; /* (owned) */
  TieSyncGroup group;
  TieKind kind;
  gboolean is_theirs;
  Content content;
};

G_DEFINE_FINAL_TYPE (TieSyncRow, tie_sync_row, G_TYPE_OBJECT)

static void
content_clear (Content *content)
{
  g_clear_pointer (&content->words.block, g_free);
  g_clear_pointer (&content->findings, g_ptr_array_unref);
}

static void
tie_sync_row_finalize (GObject *object)
{
  TieSyncRow *self = TIE_SYNC_ROW (object);

  content_clear (&self->content);
  g_free (self->id);
  G_OBJECT_CLASS (tie_sync_row_parent_class)->finalize (object);
}

static void
tie_sync_row_class_init (TieSyncRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_sync_row_finalize;
}

static void
tie_sync_row_init (TieSyncRow *self)
{
}

/* ---- making one ---- */

static void
pack (Words *words,
      const char *const *texts)
{
  const char **places[N_WORDS] = { &words->remote_id, &words->local_id, &words->number, &words->date, &words->contact, &words->contact_id, &words->moment, &words->done };
  gsize length = 0;
  char *place;

  for (guint i = 0; i < N_WORDS; i++)
    length += texts[i] != NULL ? strlen (texts[i]) + 1 : 0;
  place = words->block = g_malloc (length + 1);
  for (guint i = 0; i < N_WORDS; i++)
    {
      if (texts[i] == NULL)
        continue;
      *places[i] = place;
      place = g_stpcpy (place, texts[i]) + 1;
    }
}

static char *
make_day (const char *moment)
{
  g_autoptr (GDateTime) utc = moment != NULL ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x") : g_strdup ("");
}

/* What is said of a record that is on both sides. */
static char *
describe_done (TieSyncGroup group,
               const TieSyncMoney *money,
               gboolean is_changed)
{
  g_autofree char *day = NULL;
  gboolean has_number = money->remote_number != NULL && *money->remote_number != '\0';

  if (is_changed)
    return g_strdup (_ ("Changed since export"));
  if (group == TIE_SYNC_PAYMENTS_IN && !money->is_from_there)
    return g_strdup (_ ("Sent from Tieout"));
  day = make_day (money->moment);
  if (group == TIE_SYNC_PAYMENTS_IN)
    /* Translators: the first %s is a day, the second the number of a payment */
    return has_number ? g_strdup_printf (_ ("Synced %s as %s"), day, money->remote_number) : g_strdup_printf (_ ("Synced %s"), day);
  /* Translators: the first %s is a day, the second the number of a document */
  return has_number ? g_strdup_printf (_ ("Exported %s as %s"), day, money->remote_number) : g_strdup_printf (_ ("Exported %s"), day);
}

static TieSyncState
find_state (const TieSyncRecord *record,
            gboolean is_exported)
{
  for (guint i = 0; i < record->findings->len; i++)
    {
      const TieSyncFinding *finding = record->findings->pdata[i];

      /* What was refused is worth another try only when somebody says so. */
      if (tie_sync_code_stops (finding->code) || finding->code == TIE_SYNC_REFUSED)
        return TIE_SYNC_STATE_BLOCKED;
    }
  return is_exported && !record->is_changed ? TIE_SYNC_STATE_EXPORTED : TIE_SYNC_STATE_READY;
}

TieSyncRow *
tie_sync_row_new (TieSyncGroup group,
                  const TieSyncRecord *record)
{
  TieSyncRow *self = g_object_new (TIE_TYPE_SYNC_ROW, NULL);
  const TieSyncMoney *money = record->money;
  const TieSyncContact *contact = record->contact;
  Content *content = &self->content;
  g_autofree char *done = NULL;

  self->group = group;
  if (money != NULL)
    {
      content->is_exported = money->remote_id != NULL;
      done = content->is_exported ? describe_done (group, money, record->is_changed) : NULL;
      self->id = g_strdup (money->id);
      self->kind = money->kind;
      self->is_theirs = group == TIE_SYNC_PAYMENTS_IN;
      content->amount = money->amount;
      content->is_marked = self->is_theirs || (!money->do_not_send && money->elsewhere == NULL);
      pack (&content->words, (const char *const[]) { money->remote_id, money->local_id, money->number, money->date, money->contact_name, money->contact, money->moment, done });
    }
  else
    {
      self->id = g_strdup (contact->id);
      self->kind = contact->kind;
      self->is_theirs = contact->is_theirs;
      content->is_marked = TRUE;
      pack (&content->words, (const char *const[]) { contact->remote_id, NULL, NULL, NULL, contact->name, contact->is_theirs ? NULL : contact->is_site ? contact->contact : contact->id, NULL, NULL });
    }
  content->is_changed = record->is_changed;
  content->asked = record->asked;
  content->state = find_state (record, content->is_exported);
  content->findings = record->findings->len > 0 ? g_ptr_array_ref (record->findings) : NULL;
  return self;
}

static gboolean
words_equal (const Words *first,
             const Words *second)
{
  return g_strcmp0 (first->remote_id, second->remote_id) == 0 && g_strcmp0 (first->local_id, second->local_id) == 0 &&
         g_strcmp0 (first->number, second->number) == 0 && g_strcmp0 (first->date, second->date) == 0 &&
         g_strcmp0 (first->contact, second->contact) == 0 && g_strcmp0 (first->contact_id, second->contact_id) == 0 &&
         g_strcmp0 (first->moment, second->moment) == 0 && g_strcmp0 (first->done, second->done) == 0;
}

static gboolean
findings_equal (GPtrArray *first,
                GPtrArray *second)
{
  if (first == NULL || second == NULL)
    return first == second;
  if (first->len != second->len)
    return FALSE;
  for (guint i = 0; i < first->len; i++)
    {
      if (!tie_sync_finding_equal (first->pdata[i], second->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_sync_row_equal (TieSyncRow *self,
                    TieSyncRow *other)
{
  const Content *first = &self->content;
  const Content *second = &other->content;

  return g_str_equal (self->id, other->id) && first->amount == second->amount && first->asked == second->asked && first->state == second->state &&
         first->is_marked == second->is_marked && first->is_changed == second->is_changed && first->is_exported == second->is_exported &&
         words_equal (&first->words, &second->words) && findings_equal (first->findings, second->findings);
}

void
tie_sync_row_take (TieSyncRow *self,
                   TieSyncRow *other)
{
  Content content = self->content;

  g_return_if_fail (g_str_equal (self->id, other->id));

  self->content = other->content;
  other->content = content;
}

/* ---- reading one ---- */

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

const char *
tie_sync_row_get_id (TieSyncRow *self)
{
  return self->id;
}

gboolean
tie_sync_row_is_theirs (TieSyncRow *self)
{
  return self->is_theirs;
}

TieSyncGroup
tie_sync_row_get_group (TieSyncRow *self)
{
  return self->group;
}

TieKind
tie_sync_row_get_kind (TieSyncRow *self)
{
  return self->kind;
}

const char *
tie_sync_row_get_remote_id (TieSyncRow *self)
{
  return self->content.words.remote_id;
}

const char *
tie_sync_row_get_local_id (TieSyncRow *self)
{
  return self->is_theirs ? self->content.words.local_id : self->id;
}

const char *
tie_sync_row_get_number (TieSyncRow *self)
{
  return or_empty (self->content.words.number);
}

const char *
tie_sync_row_get_date (TieSyncRow *self)
{
  return or_empty (self->content.words.date);
}

const char *
tie_sync_row_get_contact (TieSyncRow *self)
{
  return or_empty (self->content.words.contact);
}

const char *
tie_sync_row_get_contact_id (TieSyncRow *self)
{
  return self->content.words.contact_id;
}

const char *
tie_sync_row_get_moment (TieSyncRow *self)
{
  return self->content.words.moment;
}

gint64
tie_sync_row_get_amount (TieSyncRow *self)
{
  return self->content.amount;
}

TieSyncState
tie_sync_row_get_state (TieSyncRow *self)
{
  return self->content.state;
}

gboolean
tie_sync_row_is_exported (TieSyncRow *self)
{
  return self->content.is_exported;
}

gboolean
tie_sync_row_is_changed (TieSyncRow *self)
{
  return self->content.is_changed;
}

gboolean
tie_sync_row_is_marked (TieSyncRow *self)
{
  return self->content.is_marked;
}

GPtrArray *
tie_sync_row_get_findings (TieSyncRow *self)
{
  static GPtrArray *none;

  if (g_once_init_enter (&none))
    g_once_init_leave (&none, g_ptr_array_new ());
  return self->content.findings != NULL ? self->content.findings : none;
}

TieSyncCode
tie_sync_row_get_code (TieSyncRow *self)
{
  return tie_sync_findings_get_code (tie_sync_row_get_findings (self));
}

gboolean
tie_sync_row_may_send (TieSyncRow *self)
{
  return (!self->content.is_exported || self->content.is_changed) && tie_sync_findings_may_send (tie_sync_row_get_findings (self));
}

const char *
tie_sync_row_get_sentence (TieSyncRow *self)
{
  if (self->content.findings != NULL)
    return ((TieSyncFinding *) self->content.findings->pdata[0])->sentence;
  return self->content.words.done != NULL ? self->content.words.done : _ ("Ready to sync");
}

char *
tie_sync_row_dup_tooltip (TieSyncRow *self)
{
  GPtrArray *findings = self->content.findings;
  GString *tooltip;

  if (findings == NULL)
    return g_strdup (tie_sync_row_get_sentence (self));
  tooltip = g_string_new (NULL);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (tooltip, "%s%s", i > 0 ? "\n" : "", ((TieSyncFinding *) findings->pdata[i])->sentence);
  return g_string_free (tooltip, FALSE);
}

TieSyncPartState
tie_sync_row_get_part (TieSyncRow *self,
                       TieSyncPart part)
{
  GPtrArray *findings = tie_sync_row_get_findings (self);

  for (guint i = 0; i < findings->len; i++)
    {
      if (tie_sync_code_get_part (((TieSyncFinding *) findings->pdata[i])->code) == part)
        return TIE_SYNC_PART_STATE_FAILS;
    }
  return (self->content.asked & 1 << part) != 0 ? TIE_SYNC_PART_STATE_OK : TIE_SYNC_PART_STATE_NOT_ASKED;
}
