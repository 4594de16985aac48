/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-paper-data"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "print/tie-paper-data.h"
#include "store/tie-activity-table.h"
#include "store/tie-record-table.h"

void
tie_letter_free (TieLetter *self)
{
  g_clear_pointer (&self->layout, tie_layout_free);
  g_free (self->firm);
  g_free (self->firm_address);
  g_free (self->addressee);
  g_free (self->email);
  g_free (self);
}

static void
append_line (GString *lines,
             const char *text)
{
  if (tie_text_is_empty (text))
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, text);
}

/* As envelopes have it in the US: "Portland, OR 97201". */
static void
append_place (GString *lines,
              const char *city,
              const char *state,
              const char *postcode)
{
  g_autoptr (GString) place = g_string_new (city);

  if (!tie_text_is_empty (state))
    g_string_append_printf (place, "%s%s", place->len > 0 ? ", " : "", state);
  if (!tie_text_is_empty (postcode))
    g_string_append_printf (place, "%s%s", place->len > 0 ? " " : "", postcode);
  append_line (lines, place->str);
}

static gboolean
load_firm (TieDb *db,
           TieLetter *letter,
           char **country,
           GError **error)
{
  static const char *const names[] = { "firm", "street", "city", "state", "postcode", "country", "default-state" };
  char *values[G_N_ELEMENTS (names)] = { NULL };
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && local_error == NULL; i++)
    values[i] = tie_setting_table_get (db, names[i], &local_error);
  if (local_error == NULL)
    {
      letter->firm = g_strdup (values[0] != NULL ? values[0] : "");
      append_line (lines, values[1]);
      append_place (lines, values[2], tie_text_is_empty (values[3]) ? values[6] : values[3], values[4]);
      letter->firm_address = g_strdup (lines->str);
      *country = g_strdup (values[5]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (values[i]);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Name and address of who gets the letter: of who cares for them, where there is somebody. */
static gboolean
load_addressee (TieDb *db,
                TieLetter *letter,
                const char *contact_id,
                const char *own_country,
                GError **error)
{
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, contact_id, error);
  g_autoptr (TieRecord) care_of = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  TieRecord *address = contact;

  if (contact == NULL)
    return FALSE;
  append_line (lines, tie_record_get_name (contact));
  if (tie_record_get_text (contact, TIE_CONTACT_CARE_OF) != NULL)
    {
      g_autofree char *line = NULL;

      care_of = tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (contact, TIE_CONTACT_CARE_OF), error);
      if (care_of == NULL)
        return FALSE;
      line = g_strconcat ("c/o ", tie_record_get_name (care_of), NULL);
      append_line (lines, line);
      address = care_of;
    }
  append_line (lines, tie_record_get_text (address, TIE_CONTACT_STREET));
  append_place (lines,
                tie_record_get_text (address, TIE_CONTACT_CITY),
                tie_record_get_text (address, TIE_CONTACT_STATE),
                tie_record_get_text (address, TIE_CONTACT_POSTCODE));
  /* The country only where the post leaves it. */
  if (g_ascii_strcasecmp (tie_record_get_text (address, TIE_CONTACT_COUNTRY), own_country != NULL ? own_country : "") != 0)
    append_line (lines, tie_record_get_text (address, TIE_CONTACT_COUNTRY));
  letter->addressee = g_strdup (lines->str);
  letter->email = g_strdup (tie_record_get_text (address, TIE_CONTACT_EMAIL));
  return TRUE;
}

TieLetter *
tie_letter_load (TieDb *db,
                 const char *contact_id,
                 GError **error)
{
  g_autoptr (TieLetter) self = g_new0 (TieLetter, 1);
  g_autofree char *country = NULL;

  if (!load_firm (db, self, &country, error))
    return NULL;
  self->layout = tie_layout_load (db, error);
  if (self->layout == NULL)
    return NULL;
  if (contact_id != NULL && !load_addressee (db, self, contact_id, country, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tie_document_data_free (TieDocumentData *self)
{
  g_clear_pointer (&self->letter, tie_letter_free);
  g_clear_object (&self->document);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->project);
  g_free (self);
}

static gboolean
add_name (TieDb *db,
          TieDocumentData *self,
          GType type,
          const char *id,
          GError **error)
{
  g_autoptr (TieRecord) record = NULL;

  if (id == NULL || g_hash_table_contains (self->names, id))
    return TRUE;
  record = tie_record_table_get (db, type, id, error);
  if (record == NULL)
    return FALSE;
  g_hash_table_insert (self->names, g_strdup (id), g_strdup (tie_record_get_name (record)));
  return TRUE;
}

static gboolean
add_names (TieDb *db,
           TieDocumentData *self,
           GError **error)
{
  if (!add_name (db, self, TIE_TYPE_TERM, tie_record_get_text (TIE_RECORD (self->document), TIE_DOCUMENT_TERMS), error))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      TieRecord *line = self->lines->pdata[i];

      if (!add_name (db, self, TIE_TYPE_WORK_CODE, tie_record_get_text (line, TIE_LINE_WORK_CODE), error) ||
          !add_name (db, self, TIE_TYPE_EXPENSE_CODE, tie_record_get_text (line, TIE_LINE_EXPENSE_CODE), error) ||
          !add_name (db, self, TIE_TYPE_TAX_CODE, tie_record_get_text (line, TIE_LINE_TAX_CODE), error))
        return FALSE;
    }
  return TRUE;
}

/* A credit note is used up by what it pays itself. */
static gboolean
sum_paid (TieDb *db,
          TieDocumentData *self,
          GError **error)
{
  TieRecord *document = TIE_RECORD (self->document);
  gboolean is_credit = g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_KIND), "credit");
  g_autoptr (GPtrArray) allocations = tie_record_table_list_where (db,
                                                                   TIE_TYPE_ALLOCATION,
                                                                   is_credit ? TIE_ALLOCATION_CREDIT : TIE_ALLOCATION_DOCUMENT,
                                                                   tie_record_get_id (document),
                                                                   error);

  if (allocations == NULL)
    return FALSE;
  for (guint i = 0; i < allocations->len; i++)
    self->paid += tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
  return TRUE;
}

TieDocumentData *
tie_document_data_load (TieDb *db,
                        const char *document_id,
                        GError **error)
{
  g_autoptr (TieDocumentData) self = g_new0 (TieDocumentData, 1);
  TieRecord *document;

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, document_id, error);
  if (self->document == NULL)
    return NULL;
  document = TIE_RECORD (self->document);
  self->lines = tie_record_table_list_where (db, TIE_TYPE_LINE, TIE_LINE_DOCUMENT, document_id, error);
  self->letter = tie_letter_load (db, tie_record_get_text (document, TIE_DOCUMENT_CONTACT), error);
  if (self->lines == NULL || self->letter == NULL || !add_names (db, self, error) || !sum_paid (db, self, error))
    return NULL;
  if (tie_record_get_text (document, TIE_DOCUMENT_PROJECT) != NULL)
    {
      g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, tie_record_get_text (document, TIE_DOCUMENT_PROJECT), error);

      if (project == NULL)
        return NULL;
      self->project = g_strdup (tie_record_get_name (project));
    }
  return g_steal_pointer (&self);
}
