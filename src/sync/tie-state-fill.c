/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-state-fill"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-states.h"
#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "sync/tie-state-fill.h"

static gboolean
refuse (const TieSyncContext *context,
        TieRecord *record,
        GError **error)
{
  g_autoptr (TieSyncFinding) finding = tie_sync_finding_new (TIE_SYNC_CONTACTS, TIE_IS_SITE (record) ? TIE_SYNC_SITE_STATE : TIE_SYNC_UNKNOWN_STATE, context->package);
  const char *country = TIE_IS_CONTACT (record) ? tie_record_get_text (record, TIE_CONTACT_COUNTRY) : "";

  if (!context->settings->is_enabled)
    return TRUE;
  if (tie_text_is_empty (country))
    country = !tie_text_is_empty (context->country) ? context->country : "US";
  tie_sync_finding_say (finding, "country", country, "name", tie_record_get_name (record), NULL);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_DATA, finding->sentence);
  return FALSE;
}

static gboolean
fill_site (const TieSyncContext *context,
           TieRecord *site,
           TieRecord *client,
           GError **error)
{
  if (!context->settings->use_client_state || client == NULL || tie_text_is_empty (tie_record_get_text (client, TIE_CONTACT_STATE)))
    return refuse (context, site, error);
  if (!tie_text_is_empty (tie_record_get_text (site, TIE_SITE_STATE)))
    return TRUE;
  tie_record_set_text (site, TIE_SITE_STATE, tie_record_get_text (client, TIE_CONTACT_STATE));
  if (tie_text_is_empty (tie_record_get_text (site, TIE_SITE_COUNTRY)))
    tie_record_set_text (site, TIE_SITE_COUNTRY, tie_record_get_text (client, TIE_CONTACT_COUNTRY));
  return TRUE;
}

gboolean
tie_state_fill (const TieSyncContext *context,
                TieRecord *record,
                TieRecord *client,
                gboolean is_theirs,
                GError **error)
{
  gboolean is_site = TIE_IS_SITE (record);
  guint state = is_site ? (guint) TIE_SITE_STATE : (guint) TIE_CONTACT_STATE;
  guint country = is_site ? (guint) TIE_SITE_COUNTRY : (guint) TIE_CONTACT_COUNTRY;

  g_return_val_if_fail (is_site || TIE_IS_CONTACT (record), FALSE);

  if (tie_state_is_known (tie_record_get_text (record, state), tie_record_get_text (record, country), context->country))
    return TRUE;
  if (is_site)
    return fill_site (context, record, client, error);
  if (context->settings->use_default_state && context->settings->default_state != NULL)
    {
      if (tie_text_is_empty (tie_record_get_text (record, TIE_CONTACT_STATE)))
        tie_record_set_text (record, TIE_CONTACT_STATE, context->settings->default_state);
      return TRUE;
    }
  return !is_theirs || refuse (context, record, error);
}
