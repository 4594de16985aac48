/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-lookup"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "exchange/tie-import-lookup.h"
#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-project.h"
#include "model/tie-site.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "store/tie-record-table.h"

typedef struct
{
  GType (*get_type) (void);
  guint short_field; /* looked at before the name: a number, initials; 0: none */
  guint owner_field; /* whose it is; 0: nobody's */
  const char *missing; /* N_() phrases with the cell's text */
  const char *several;
} Target;

static const Target targets[] = {
  { tie_contact_get_type, TIE_CONTACT_NUMBER, 0, N_ ("No contact is called “%s”"), N_ ("Several contacts are called “%s”; give the client number") },
  { tie_contact_type_get_type, 0, 0, N_ ("“%s” is not a contact type"), N_ ("“%s” is not a contact type") },
  { tie_site_get_type, 0, TIE_SITE_CONTACT, N_ ("No site is called “%s”"), N_ ("Several sites are called “%s”") },
  { tie_employee_get_type, TIE_EMPLOYEE_INITIALS, 0, N_ ("No employee is called “%s”"), N_ ("Several employees are called “%s”") },
  { tie_work_code_get_type, 0, 0, N_ ("There is no work code “%s”"), N_ ("Several work codes are called “%s”") },
  { tie_expense_code_get_type, 0, 0, N_ ("There is no expense code “%s”"), N_ ("Several expense codes are called “%s”") },
  { tie_tax_code_get_type, 0, 0, N_ ("There is no tax code “%s”"), N_ ("Several tax codes are called “%s”") },
  { tie_term_get_type, 0, 0, N_ ("There are no terms “%s”"), N_ ("Several terms are called “%s”") },
  { tie_account_get_type, TIE_ACCOUNT_NUMBER, 0, N_ ("No account is called “%s”"), N_ ("Several accounts are called “%s”") },
  { tie_project_get_type, 0, TIE_PROJECT_CONTACT, N_ ("No project is called “%s”"), N_ ("Several projects are called “%s”; give the client too") },
};

/* By folded text: the record's id, NULL where several have it. */
typedef struct
{
  GHashTable *by_short; /* (owned) */
  GHashTable *by_name;  /* (owned) */
  GHashTable *by_owner; /* (owned): owner's id, "/", name */
} Index;

struct _TieImportLookup
{
  TieDb *db;
  GStringChunk *strings;
  Index indexes[G_N_ELEMENTS (targets)]; /* empty until asked for */
};

TieImportLookup *
tie_import_lookup_new (TieDb *db)
{
  TieImportLookup *self = g_new0 (TieImportLookup, 1);

  self->db = db;
  self->strings = g_string_chunk_new (4096);
  return self;
}

void
tie_import_lookup_free (TieImportLookup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_clear_pointer (&self->indexes[i].by_short, g_hash_table_unref);
      g_clear_pointer (&self->indexes[i].by_name, g_hash_table_unref);
      g_clear_pointer (&self->indexes[i].by_owner, g_hash_table_unref);
    }
  g_string_chunk_free (self->strings);
  g_free (self);
}

static void
add_key (GHashTable *index,
         char *key, /* (transfer full) */
         const char *id)
{
  if (*key == '\0')
    g_free (key);
  else
    g_hash_table_insert (index, key, (gpointer) (g_hash_table_contains (index, key) ? NULL : id));
}

static gboolean
load (TieImportLookup *self,
      const Target *target,
      Index *index,
      GError **error)
{
  g_autoptr (GPtrArray) records = tie_record_table_list (self->db, target->get_type (), error);

  if (records == NULL)
    return FALSE;
  index->by_short = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->by_owner = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      TieRecord *record = records->pdata[i];
      const char *id = g_string_chunk_insert (self->strings, tie_record_get_id (record));
      g_autofree char *name = tie_text_fold (tie_record_get_name (record));

      if (target->short_field != 0)
        add_key (index->by_short, tie_text_fold (tie_record_get_text (record, target->short_field)), id);
      if (target->owner_field != 0)
        add_key (index->by_owner, g_strconcat (tie_record_get_text (record, target->owner_field), "/", name, NULL), id);
      add_key (index->by_name, g_steal_pointer (&name), id);
    }
  return TRUE;
}

static const Target *
find_target (const TieField *field,
             guint *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      *place = i;
      if (targets[i].get_type == field->target)
        return &targets[i];
    }
  g_return_val_if_reached (NULL);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* each phrase of a target takes one text */
static char *
make_reason (const char *phrase,
             const char *text)
{
  return g_strdup_printf (_ (phrase), text);
}
#pragma GCC diagnostic pop

gboolean
tie_import_lookup_find (TieImportLookup *self,
                        const TieField *field,
                        const char *text,
                        const char *owner,
                        const char **id,
                        char **reason,
                        GError **error)
{
  static const TieField owner_field = { .target = tie_contact_get_type };
  guint place;
  const Target *target = find_target (field, &place);
  Index *index = &self->indexes[place];
  g_autofree char *key = tie_text_fold (text);
  GHashTable *searched;
  gpointer found = NULL;
  const char *owner_id = NULL;

  *id = NULL;
  *reason = NULL;
  if (index->by_name == NULL && !load (self, target, index, error))
    return FALSE;
  if (target->short_field != 0)
    found = g_hash_table_lookup (index->by_short, key);
  if (found != NULL)
    {
      *id = found;
      return TRUE;
    }

  searched = index->by_name;
  if (target->owner_field != 0 && !tie_text_is_empty (owner))
    {
      g_autofree char *name = g_steal_pointer (&key);

      if (!tie_import_lookup_find (self, &owner_field, owner, NULL, &owner_id, reason, error))
        return FALSE;
      if (owner_id == NULL)
        return TRUE;
      key = g_strconcat (owner_id, "/", name, NULL);
      searched = index->by_owner;
    }
  if (!g_hash_table_lookup_extended (searched, key, NULL, &found))
    *reason = make_reason (target->missing, text);
  else if (found == NULL)
    *reason = make_reason (target->several, text);
  *id = found;
  return TRUE;
}
