/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-fields"
#include "config.h"

#include <string.h>

#include "model/tie-contact.h"
#include "sync/tie-contact-fields.h"

static const struct
{
  const char *name;
  guint field;
  gsize offset; /* in TieRemote */
} sent_fields[TIE_CONTACT_SENT_N_FIELDS] = {
  [TIE_CONTACT_SENT_NAME] = { "name", TIE_CONTACT_NAME, G_STRUCT_OFFSET (TieRemote, name) },
  [TIE_CONTACT_SENT_EMAIL] = { "email", TIE_CONTACT_EMAIL, G_STRUCT_OFFSET (TieRemote, email) },
  [TIE_CONTACT_SENT_PHONE] = { "phone", TIE_CONTACT_PHONE, G_STRUCT_OFFSET (TieRemote, phone) },
  [TIE_CONTACT_SENT_STREET] = { "street", TIE_CONTACT_STREET, G_STRUCT_OFFSET (TieRemote, street) },
  [TIE_CONTACT_SENT_CITY] = { "city", TIE_CONTACT_CITY, G_STRUCT_OFFSET (TieRemote, city) },
  [TIE_CONTACT_SENT_STATE] = { "state", TIE_CONTACT_STATE, G_STRUCT_OFFSET (TieRemote, state) },
  [TIE_CONTACT_SENT_POSTCODE] = { "postcode", TIE_CONTACT_POSTCODE, G_STRUCT_OFFSET (TieRemote, postcode) },
  [TIE_CONTACT_SENT_COUNTRY] = { "country", TIE_CONTACT_COUNTRY, G_STRUCT_OFFSET (TieRemote, country) },
};

guint
tie_contact_sent_get_field (TieContactSent sent)
{
  g_return_val_if_fail (sent < TIE_CONTACT_SENT_N_FIELDS, 0);

  return sent_fields[sent].field;
}

gboolean
tie_contact_sent_is_address (TieContactSent sent)
{
  return sent >= TIE_CONTACT_SENT_STREET;
}

char *
tie_contact_fields_of_record (TieRecord *contact)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < TIE_CONTACT_SENT_N_FIELDS; i++)
    {
      g_autofree char *value = g_strdup (tie_record_get_text (contact, sent_fields[i].field));

      /* A street may have several lines; nothing that is sent has this character. */
      g_string_append_printf (text, "%s=%s\n", sent_fields[i].name, g_strdelimit (value, "\n", '\x1f'));
    }
  return g_string_free (text, FALSE);
}

char **
tie_contact_fields_parse (const char *fields)
{
  g_auto (GStrv) lines = g_strsplit (fields != NULL ? fields : "", "\n", -1);
  char **values = g_new0 (char *, TIE_CONTACT_SENT_N_FIELDS + 1);

  for (guint i = 0; i < TIE_CONTACT_SENT_N_FIELDS; i++)
    {
      gsize length = strlen (sent_fields[i].name);

      for (guint k = 0; lines[k] != NULL && values[i] == NULL; k++)
        {
          if (strncmp (lines[k], sent_fields[i].name, length) == 0 && lines[k][length] == '=')
            values[i] = g_strdelimit (g_strdup (lines[k] + length + 1), "\x1f", '\n');
        }
      if (values[i] == NULL)
        values[i] = g_strdup ("");
    }
  return values;
}

const char *
tie_contact_fields_of_remote (const TieRemote *remote,
                              TieContactSent sent)
{
  const char *value = G_STRUCT_MEMBER (char *, remote, sent_fields[sent].offset);

  return value != NULL ? value : "";
}
