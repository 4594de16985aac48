/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-name-field"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/tie-contact.h"
#include "model/tie-name-field.h"

static const struct
{
  const char *name; /* in texts of the practice file */
  const char *label;
  guint of_contact;
  guint of_site; /* 0: it has none */
  gsize offset;  /* in TieRemote */
} fields[TIE_NAME_N_FIELDS] = {
  [TIE_NAME_FIELD_NAME] = { "name", N_ ("Name"), TIE_CONTACT_NAME, TIE_SITE_NAME, G_STRUCT_OFFSET (TieRemote, name) },
  [TIE_NAME_FIELD_EMAIL] = { "email", N_ ("Email"), TIE_CONTACT_EMAIL, 0, G_STRUCT_OFFSET (TieRemote, email) },
  [TIE_NAME_FIELD_PHONE] = { "phone", N_ ("Phone"), TIE_CONTACT_PHONE, 0, G_STRUCT_OFFSET (TieRemote, phone) },
  [TIE_NAME_FIELD_STREET] = { "street", N_ ("Street"), TIE_CONTACT_STREET, TIE_SITE_STREET, G_STRUCT_OFFSET (TieRemote, street) },
  [TIE_NAME_FIELD_CITY] = { "city", N_ ("City"), TIE_CONTACT_CITY, TIE_SITE_CITY, G_STRUCT_OFFSET (TieRemote, city) },
  [TIE_NAME_FIELD_STATE] = { "state", N_ ("State"), TIE_CONTACT_STATE, TIE_SITE_STATE, G_STRUCT_OFFSET (TieRemote, state) },
  [TIE_NAME_FIELD_POSTCODE] = { "postcode", N_ ("ZIP"), TIE_CONTACT_POSTCODE, TIE_SITE_POSTCODE, G_STRUCT_OFFSET (TieRemote, postcode) },
  [TIE_NAME_FIELD_COUNTRY] = { "country", N_ ("Country"), TIE_CONTACT_COUNTRY, TIE_SITE_COUNTRY, G_STRUCT_OFFSET (TieRemote, country) },
};

const char *
tie_name_field_get_label (TieNameField field)
{
  g_return_val_if_fail (field < TIE_NAME_N_FIELDS, "");

  return _ (fields[field].label);
}

gboolean
tie_name_field_is_address (TieNameField field)
{
  return field >= TIE_NAME_FIELD_STREET;
}

static guint
find_in (TieNameField field,
         TieRecord *record)
{
  return TIE_IS_SITE (record) ? fields[field].of_site : fields[field].of_contact;
}

const char *
tie_name_field_get (TieNameField field,
                    TieRecord *record)
{
  guint own;

  g_return_val_if_fail (field < TIE_NAME_N_FIELDS, "");
  g_return_val_if_fail (TIE_IS_CONTACT (record) || TIE_IS_SITE (record), "");

  own = find_in (field, record);
  return own != 0 ? tie_record_get_text (record, own) : "";
}

gboolean
tie_name_field_set (TieNameField field,
                    TieRecord *record,
                    const char *value)
{
  guint own;

  g_return_val_if_fail (field < TIE_NAME_N_FIELDS, FALSE);
  g_return_val_if_fail (TIE_IS_CONTACT (record) || TIE_IS_SITE (record), FALSE);

  own = find_in (field, record);
  if (own != 0)
    tie_record_set_text (record, own, value);
  return own != 0;
}

const char *
tie_name_field_get_remote (TieNameField field,
                           const TieRemote *remote)
{
  const char *value;

  g_return_val_if_fail (field < TIE_NAME_N_FIELDS, "");

  value = G_STRUCT_MEMBER (char *, remote, fields[field].offset);
  return value != NULL ? value : "";
}

char *
tie_name_fields_of_record (TieRecord *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      g_autofree char *value = g_strdup (tie_name_field_get ((TieNameField) i, record));

      /* A street may have several lines; nothing that is sent has this character. */
      g_string_append_printf (text, "%s=%s\n", fields[i].name, g_strdelimit (value, "\n", '\x1f'));
    }
  return g_string_free (text, FALSE);
}

char **
tie_name_fields_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  char **values = g_new0 (char *, TIE_NAME_N_FIELDS + 1);

  for (guint i = 0; i < TIE_NAME_N_FIELDS; i++)
    {
      gsize length = strlen (fields[i].name);

      for (guint k = 0; lines[k] != NULL && values[i] == NULL; k++)
        {
          if (strncmp (lines[k], fields[i].name, length) == 0 && lines[k][length] == '=')
            values[i] = g_strdelimit (g_strdup (lines[k] + length + 1), "\x1f", '\n');
        }
      if (values[i] == NULL)
        values[i] = g_strdup ("");
    }
  return values;
}
