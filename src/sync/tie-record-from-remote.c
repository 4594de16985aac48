/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-from-remote"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-site.h"
#include "store/tie-record-table.h"
#include "sync/tie-record-from-remote.h"

TieRecord *
tie_record_from_remote_contact (const TieRemote *remote,
                                const char *type_id)
{
  TieRecord *contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

  tie_record_set_text (contact, TIE_CONTACT_NAME, remote->name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, type_id);
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, remote->email);
  tie_record_set_text (contact, TIE_CONTACT_PHONE, remote->phone);
  tie_record_set_text (contact, TIE_CONTACT_STREET, remote->street);
  tie_record_set_text (contact, TIE_CONTACT_CITY, remote->city);
  tie_record_set_text (contact, TIE_CONTACT_STATE, remote->state);
  tie_record_set_text (contact, TIE_CONTACT_POSTCODE, remote->postcode);
  tie_record_set_text (contact, TIE_CONTACT_COUNTRY, remote->country);
  return contact;
}

TieRecord *
tie_record_from_remote_site (const TieRemote *remote,
                             const char *contact_id)
{
  TieRecord *site = tie_record_new (TIE_TYPE_SITE, NULL);

  tie_record_set_text (site, TIE_SITE_CONTACT, contact_id);
  tie_record_set_text (site, TIE_SITE_NAME, remote->name);
  tie_record_set_text (site, TIE_SITE_STREET, remote->street);
  tie_record_set_text (site, TIE_SITE_CITY, remote->city);
  tie_record_set_text (site, TIE_SITE_STATE, remote->state);
  tie_record_set_text (site, TIE_SITE_POSTCODE, remote->postcode);
  tie_record_set_text (site, TIE_SITE_COUNTRY, remote->country);
  return site;
}

TieRecord *
tie_record_from_remote_employee (const TieRemote *remote)
{
  TieRecord *employee = tie_record_new (TIE_TYPE_EMPLOYEE, NULL);

  tie_record_set_text (employee, TIE_EMPLOYEE_NAME, remote->name);
  tie_record_set_text (employee, TIE_EMPLOYEE_EMAIL, remote->email);
  tie_record_set_text (employee, TIE_EMPLOYEE_PHONE, remote->phone);
  return employee;
}

TieRecord *
tie_record_from_remote_item (const TieRemote *remote,
                             GType type)
{
  TieRecord *code = tie_record_new (type, NULL);

  tie_record_set_text (code, TIE_CODE_CODE, remote->name);
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, remote->company); /* where an item's description is kept */
  tie_record_set_integer (code, TIE_CODE_RATE, remote->rate);
  return code;
}

char *
tie_record_from_remote_find_type (TieDb *db,
                                  TieKind kind,
                                  GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);
  g_autoptr (TieContactType) type = NULL;

  if (types == NULL)
    return NULL;
  for (guint i = 0; i < types->len; i++)
    {
      if ((tie_record_get_integer (types->pdata[i], TIE_CONTACT_TYPE_IS_SUPPLIER) != 0) == (kind == TIE_KIND_VENDOR))
        return g_strdup (tie_record_get_id (types->pdata[i]));
    }

  type = tie_record_new (TIE_TYPE_CONTACT_TYPE, NULL);
  tie_record_set_text (TIE_RECORD (type), TIE_CONTACT_TYPE_NAME, kind == TIE_KIND_VENDOR ? _ ("Supplier") : _ ("Client"));
  tie_record_set_integer (TIE_RECORD (type), TIE_CONTACT_TYPE_IS_SUPPLIER, kind == TIE_KIND_VENDOR);
  if (!tie_record_table_save (db, TIE_RECORD (type), error))
    return NULL;
  return g_strdup (tie_record_get_id (TIE_RECORD (type)));
}
