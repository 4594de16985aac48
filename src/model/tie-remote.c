/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-remote"
#include "config.h"

#include "base/tie-money.h"
#include "model/tie-remote.h"

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

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
  [TIE_KIND_REFUND] = "refund",
  [TIE_KIND_REFUND_RECEIPT] = "refund-receipt",
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
  G_STRUCT_OFFSET (TieRemote, type),
  G_STRUCT_OFFSET (TieRemote, sub_type),
  G_STRUCT_OFFSET (TieRemote, currency),
  G_STRUCT_OFFSET (TieRemote, version),
  G_STRUCT_OFFSET (TieRemote, updated),
  G_STRUCT_OFFSET (TieRemote, raw),
};

static const gsize money_texts[] = {
  G_STRUCT_OFFSET (TieRemoteMoney, number),
  G_STRUCT_OFFSET (TieRemoteMoney, date),
  G_STRUCT_OFFSET (TieRemoteMoney, due),
  G_STRUCT_OFFSET (TieRemoteMoney, party_id),
  G_STRUCT_OFFSET (TieRemoteMoney, account_id),
  G_STRUCT_OFFSET (TieRemoteMoney, reference),
  G_STRUCT_OFFSET (TieRemoteMoney, memo),
  G_STRUCT_OFFSET (TieRemoteMoney, currency),
};

static void
copy_texts (gpointer copy,
            const gsize *offsets,
            guint n)
{
  for (guint i = 0; i < n; i++)
    {
      char **text = G_STRUCT_MEMBER_P (copy, offsets[i]);

      *text = g_strdup (*text);
    }
}

static void
applied_free (gpointer data)
{
  TieRemoteApplied *applied = data;

  g_free (applied->id);
  g_free (applied);
}

static GPtrArray *
copy_applied (GPtrArray *applied)
{
  GPtrArray *copy = g_ptr_array_new_full (applied->len, applied_free);

  for (guint i = 0; i < applied->len; i++)
    {
      TieRemoteApplied *one = g_memdup2 (applied->pdata[i], sizeof *one);

      one->id = g_strdup (one->id);
      g_ptr_array_add (copy, one);
    }
  return copy;
}

static TieRemoteMoney *
copy_money (const TieRemoteMoney *money)
{
  TieRemoteMoney *copy = g_memdup2 (money, sizeof *money);

  copy_texts (copy, money_texts, G_N_ELEMENTS (money_texts));
  copy->applied = money->applied != NULL ? copy_applied (money->applied) : NULL;
  return copy;
}

static void
free_money (TieRemoteMoney *money)
{
  for (guint i = 0; i < G_N_ELEMENTS (money_texts); i++)
    g_free (G_STRUCT_MEMBER (char *, money, money_texts[i]));
  g_clear_pointer (&money->applied, g_ptr_array_unref);
  g_free (money);
}

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
  copy_texts (copy, texts, G_N_ELEMENTS (texts));
  copy->money = self->money != NULL ? copy_money (self->money) : NULL;
  return copy;
}

void
tie_remote_free (TieRemote *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i]));
  g_clear_pointer (&self->money, free_money);
  g_free (self);
}

TieRemoteMoney *
tie_remote_need_money (TieRemote *self)
{
  if (self->money == NULL)
    self->money = g_new0 (TieRemoteMoney, 1);
  return self->money;
}

void
tie_remote_add_applied (TieRemote *self,
                        TieKind kind,
                        const char *id,
                        gint64 amount)
{
  TieRemoteMoney *money = tie_remote_need_money (self);
  TieRemoteApplied *applied = g_new (TieRemoteApplied, 1);

  applied->kind = kind;
  applied->id = g_strdup (id);
  applied->amount = amount;
  if (money->applied == NULL)
    money->applied = g_ptr_array_new_with_free_func (applied_free);
  g_ptr_array_add (money->applied, applied);
}

gboolean
tie_kind_is_money (TieKind kind)
{
  return kind >= TIE_KIND_SALES_INVOICE && kind <= TIE_KIND_LAST;
}

gboolean
tie_kind_is_payment (TieKind kind)
{
  return kind == TIE_KIND_RECEIPT || kind == TIE_KIND_SUPPLIER_PAYMENT || kind == TIE_KIND_REFUND;
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

/* ---- the taxes of a code ---- */

static void
tax_part_clear (gpointer data)
{
  g_free (((TieTaxPart *) data)->id);
}

GArray *
tie_remote_list_tax_parts (const char *sub_type,
                           gboolean is_sale)
{
  g_auto (GStrv) sides = g_strsplit (sub_type != NULL ? sub_type : "", "|", 2);
  g_auto (GStrv) rates = NULL;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (TieTaxPart));

  g_array_set_clear_func (parts, tax_part_clear);
  if (g_strv_length (sides) != 2)
    return NULL;
  rates = g_strsplit (sides[is_sale ? 0 : 1], " ", -1);
  for (guint i = 0; rates[i] != NULL && *rates[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (rates[i], ":", 2);
      char *end = NULL;
      TieTaxPart part = { NULL, g_strv_length (pair) == 2 ? g_ascii_strtoll (pair[1], &end, 10) : -1, 0 };

      if (part.percent < 0 || part.percent > G_MAXINT32 || end == pair[1] || (*end != '\0' && end[1] != '\0'))
        return NULL;
      part.base = *end;
      part.id = g_strdup (pair[0]);
      g_array_append_val (parts, part);
    }
  return g_steal_pointer (&parts);
}

gint64
tie_tax_part_get_base (const TieTaxPart *self,
                       gint64 amount,
                       gint64 before)
{
  return self->base == '+' ? amount + before : self->base == '*' ? before : amount;
}

gint64
tie_tax_parts_compute (GArray *parts,
                       gint64 net)
{
  gint64 sum = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const TieTaxPart *part = &g_array_index (parts, TieTaxPart, i);
      __int128 product = (__int128) tie_tax_part_get_base (part, net, sum) * part->percent;

      sum += (gint64) ((product + (product < 0 ? -WHOLE / 2 : WHOLE / 2)) / WHOLE);
    }
  return sum;
}
