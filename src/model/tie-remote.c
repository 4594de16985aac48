/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-remote"
#include "config.h"

#include "model/tie-remote.h"

G_DEFINE_BOXED_TYPE (TieRemote, tie_remote, tie_remote_copy, tie_remote_free)

static const char *const kinds[] = {
  [TIE_KIND_CUSTOMER] = "customer",
  [TIE_KIND_VENDOR] = "vendor",
  [TIE_KIND_EMPLOYEE] = "employee",
  [TIE_KIND_ITEM] = "item",
  [TIE_KIND_ACCOUNT] = "account",
  [TIE_KIND_TAX_CODE] = "tax-code",
  [TIE_KIND_TERM] = "term",
  [TIE_KIND_SALES_INVOICE] = "sales-invoice",
  [TIE_KIND_SALES_CREDIT] = "sales-credit",
  [TIE_KIND_SUPPLIER_INVOICE] = "supplier-invoice",
  [TIE_KIND_SUPPLIER_CREDIT] = "supplier-credit",
  [TIE_KIND_RECEIPT] = "receipt",
  [TIE_KIND_SUPPLIER_PAYMENT] = "supplier-payment",
};

/* Where the strings are, so that copying and freeing forget none. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (TieRemote, id),
  G_STRUCT_OFFSET (TieRemote, parent_id),
  G_STRUCT_OFFSET (TieRemote, name),
  G_STRUCT_OFFSET (TieRemote, full_name),
  G_STRUCT_OFFSET (TieRemote, company),
  G_STRUCT_OFFSET (TieRemote, email),
  G_STRUCT_OFFSET (TieRemote, phone),
  G_STRUCT_OFFSET (TieRemote, street),
  G_STRUCT_OFFSET (TieRemote, city),
  G_STRUCT_OFFSET (TieRemote, state),
  G_STRUCT_OFFSET (TieRemote, postcode),
  G_STRUCT_OFFSET (TieRemote, country),
  G_STRUCT_OFFSET (TieRemote, account),
  G_STRUCT_OFFSET (TieRemote, version),
  G_STRUCT_OFFSET (TieRemote, updated),
  G_STRUCT_OFFSET (TieRemote, raw),
};

TieRemote *
tie_remote_new (TieKind kind,
                const char *id)
{
  TieRemote *self = g_new0 (TieRemote, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->is_active = TRUE;
  return self;
}

TieRemote *
tie_remote_copy (const TieRemote *self)
{
  TieRemote *copy = g_new (TieRemote, 1);

  *copy = *self;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char **text = G_STRUCT_MEMBER_P (copy, texts[i]);

      *text = g_strdup (*text);
    }
  return copy;
}

void
tie_remote_free (TieRemote *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i]));
  g_free (self);
}

const char *
tie_kind_to_string (TieKind kind)
{
  g_return_val_if_fail (kind > 0 && kind < G_N_ELEMENTS (kinds), "");

  return kinds[kind];
}

TieKind
tie_kind_from_string (const char *text)
{
  for (guint i = TIE_KIND_CUSTOMER; text != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i], text))
        return (TieKind) i;
    }
  return 0;
}
