/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-type"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact-type.h"

static const TieField fields[] = {
  [TIE_CONTACT_TYPE_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_CONTACT_TYPE_IS_SUPPLIER] = { "is_supplier", N_ ("Supplier"), TIE_FIELD_BOOLEAN },
  [TIE_CONTACT_TYPE_PUSH] = { "push", N_ ("Send when edited"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieContactType, tie_contact_type, "contact_type", fields)
