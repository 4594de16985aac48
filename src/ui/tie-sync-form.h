/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/tie-sync-settings.h"
#include "ui/tie-sync-options.h"

G_BEGIN_DECLS

/* The rows of Sync Settings: what stands in them is a TieSyncSettings of its own until somebody saves it.
 * Signals:
 *   "changed"           a person changed something
 *   "refused" (GError *) what a person chose is not possible, and was set back */
#define TIE_TYPE_SYNC_FORM (tie_sync_form_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncForm, tie_sync_form, TIE, SYNC_FORM, GObject)

/* Adds its groups to the page, and lives as long as somebody holds it. */
TieSyncForm *tie_sync_form_new (AdwPreferencesPage *page, TieCompany *company);

/* Copied; NULL empties it. */
void tie_sync_form_show (TieSyncForm *self, const TieSyncSettings *settings);
const TieSyncSettings *tie_sync_form_get (TieSyncForm *self); /* NULL: nothing was shown yet */
/* A person changed something since it was shown. */
gboolean tie_sync_form_is_changed (TieSyncForm *self);

/* Whether it may be enabled; else the first row that stands in the way says so and takes the focus.  options: what is known
 * of choices that are gone. */
gboolean tie_sync_form_check (TieSyncForm *self, TieSyncOptions *options);
void tie_sync_form_set_sensitive (TieSyncForm *self, gboolean is_sensitive);
void tie_sync_form_grab_focus (TieSyncForm *self);

G_END_DECLS
