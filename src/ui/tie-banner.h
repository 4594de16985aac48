/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A message across a page with at most one button.  The shape of AdwBanner (libadwaita 1.3), to be swapped for it.
 * Properties "title", "button-label" (NULL hides the button), "revealed", "dismissible" (a cross that hides it);
 * GtkActionable; signals "button-clicked", "dismissed". */
#define TIE_TYPE_BANNER (tie_banner_get_type ())
G_DECLARE_FINAL_TYPE (TieBanner, tie_banner, TIE, BANNER, GtkWidget)

GtkWidget *tie_banner_new (const char *title);
const char *tie_banner_get_title (TieBanner *self);
void tie_banner_set_title (TieBanner *self, const char *title);
const char *tie_banner_get_button_label (TieBanner *self);
void tie_banner_set_button_label (TieBanner *self, const char *label);
gboolean tie_banner_get_revealed (TieBanner *self);
void tie_banner_set_revealed (TieBanner *self, gboolean revealed);

G_END_DECLS
