/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-from-remote"
#include "config.h"

#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-site.h"
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
