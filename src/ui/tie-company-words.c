/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-words"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-company-words.h"

static const struct
{
  TieCompanyState state;
  const char *word;
  const char *icon_name;
} states[] = {
  { TIE_COMPANY_NOT_CONNECTED, N_ ("Not Connected"), "network-offline-symbolic" },
  { TIE_COMPANY_CONNECTING, N_ ("Connecting…"), "network-transmit-receive-symbolic" },
  { TIE_COMPANY_CONNECTED, N_ ("Connected"), "emblem-ok-symbolic" },
  { TIE_COMPANY_OFFLINE, N_ ("Offline"), "network-error-symbolic" },
  { TIE_COMPANY_SIGN_IN_EXPIRED, N_ ("Sign-in expired"), "dialog-warning-symbolic" },
};

const char *
tie_company_words_get_state (TieCompanyState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (states[i].state == state)
        return _ (states[i].word);
    }
  g_return_val_if_reached ("");
}

const char *
tie_company_words_get_icon_name (TieCompanyState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (states[i].state == state)
        return states[i].icon_name;
    }
  g_return_val_if_reached ("");
}
