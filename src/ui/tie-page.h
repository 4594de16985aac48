/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-editor.h"

G_BEGIN_DECLS

/* A page of the sidebar, as the shell's header and keys see it.  An absent method means that the page has no such thing,
 * and the shell's button or key is insensitive there. */
#define TIE_TYPE_PAGE (tie_page_get_type ())
G_DECLARE_INTERFACE (TiePage, tie_page, TIE, PAGE, GtkWidget)

struct _TiePageInterface
{
  GTypeInterface parent_iface;

  void (*create) (TiePage *self);       /* "+ New" */
  void (*search) (TiePage *self);       /* Ctrl+F */
  gboolean (*go_back) (TiePage *self);  /* from a record to its list; FALSE: already there */
  void (*open) (TiePage *self, const char *id);        /* one of the records that it lists */
  void (*create_from) (TiePage *self, const char *id); /* one made out of another page's record: an invoice's credit note */
  TieEditor *(*get_editor) (TiePage *self);            /* what is being edited as a whole; NULL: nothing */
};

gboolean tie_page_can_create (TiePage *self);
void tie_page_create (TiePage *self);
gboolean tie_page_can_search (TiePage *self);
void tie_page_search (TiePage *self);
gboolean tie_page_go_back (TiePage *self);
gboolean tie_page_can_open (TiePage *self);
void tie_page_open (TiePage *self, const char *id);
gboolean tie_page_can_create_from (TiePage *self);
void tie_page_create_from (TiePage *self, const char *id);
TieEditor *tie_page_get_editor (TiePage *self);

G_END_DECLS
