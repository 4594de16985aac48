/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks"
#include "config.h"

#include "ledger/quickbooks/tie-quickbooks-entity.h"

const TieQuickbooksEntity tie_quickbooks_entities[] = {
  { TIE_KIND_CUSTOMER, "Customer", "customer", "BillAddr", NULL },
  { TIE_KIND_VENDOR, "Vendor", "vendor", "BillAddr", "AcctNum" },
  { TIE_KIND_EMPLOYEE, "Employee", "employee", "PrimaryAddr", "EmployeeNumber" },
  { 0, NULL, NULL, NULL, NULL },
};

const TieQuickbooksEntity *
tie_quickbooks_entity_for_kind (TieKind kind)
{
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      if (entity->kind == kind)
        return entity;
    }
  return NULL;
}
