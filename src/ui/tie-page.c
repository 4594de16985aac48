/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-page"
#include "config.h"

#include "ui/tie-page.h"

G_DEFINE_INTERFACE (TiePage, tie_page, GTK_TYPE_WIDGET)

static void
tie_page_default_init (TiePageInterface *iface)
{
}

gboolean
tie_page_can_create (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), FALSE);

  return TIE_PAGE_GET_IFACE (self)->create != NULL;
}

void
tie_page_create (TiePage *self)
{
  g_return_if_fail (tie_page_can_create (self));

  TIE_PAGE_GET_IFACE (self)->create (self);
}

gboolean
tie_page_can_search (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), FALSE);

  return TIE_PAGE_GET_IFACE (self)->search != NULL;
}

void
tie_page_search (TiePage *self)
{
  g_return_if_fail (tie_page_can_search (self));

  TIE_PAGE_GET_IFACE (self)->search (self);
}

gboolean
tie_page_go_back (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), FALSE);

  return TIE_PAGE_GET_IFACE (self)->go_back != NULL && TIE_PAGE_GET_IFACE (self)->go_back (self);
}

gboolean
tie_page_can_open (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), FALSE);

  return TIE_PAGE_GET_IFACE (self)->open != NULL;
}

void
tie_page_open (TiePage *self,
               const char *id)
{
  g_return_if_fail (tie_page_can_open (self));

  TIE_PAGE_GET_IFACE (self)->open (self, id);
}

gboolean
tie_page_can_create_from (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), FALSE);

  return TIE_PAGE_GET_IFACE (self)->create_from != NULL;
}

void
tie_page_create_from (TiePage *self,
                      const char *id)
{
  g_return_if_fail (tie_page_can_create_from (self));

  TIE_PAGE_GET_IFACE (self)->create_from (self, id);
}

TieEditor *
tie_page_get_editor (TiePage *self)
{
  g_return_val_if_fail (TIE_IS_PAGE (self), NULL);

  return TIE_PAGE_GET_IFACE (self)->get_editor != NULL ? TIE_PAGE_GET_IFACE (self)->get_editor (self) : NULL;
}
