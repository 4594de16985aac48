/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-error"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"

G_DEFINE_QUARK (tie-error-quark, tie_error)

typedef struct
{
  TieError code;
  const char *text;
} ErrorText;

/* {package} is filled in.  NULL: the reason is in the message, which is then a whole sentence. */
static const ErrorText texts[] = {
  { TIE_ERROR_FAILED, NULL },
  { TIE_ERROR_INVALID, NULL },
  { TIE_ERROR_NOT_FOUND, NULL },
  { TIE_ERROR_CHANGED, N_ ("This record was changed by someone else meanwhile. Look at it again.") },
  { TIE_ERROR_IN_USE, NULL },
  { TIE_ERROR_ALREADY_LINKED, NULL },
  { TIE_ERROR_FILE_MISSING, N_ ("The practice file is not there any more. Open it from where it was moved to, or restore a backup.") },
  { TIE_ERROR_FILE_NOT_PRACTICE, N_ ("This file is not a Tieout practice.") },
  { TIE_ERROR_FILE_DAMAGED, N_ ("The practice file is damaged. Nothing was changed in it. Restore a backup.") },
  { TIE_ERROR_FILE_NEWER, N_ ("This practice was last used with a newer Tieout. Update Tieout to open it.") },
  { TIE_ERROR_FILE_READ_ONLY, N_ ("The practice cannot be written here. Choose a folder that you may write to.") },
  { TIE_ERROR_FILE_LOCKED, N_ ("Another program is using the practice file. Try again in a moment.") },
  { TIE_ERROR_FILE_NETWORK, N_ ("A practice cannot be used safely on a network folder. Keep a copy on this computer.") },
  { TIE_ERROR_DISK_FULL, N_ ("The disk is full. Nothing was saved; make room and try again.") },
  { TIE_ERROR_BUSY_RUN, N_ ("Another program is sending for this practice. Try again when it is done.") },
  { TIE_ERROR_SIGN_IN_CANCELLED, N_ ("You closed the sign-in.") },
  { TIE_ERROR_SIGN_IN_STATE, N_ ("This browser answered for another request. Try again.") },
  { TIE_ERROR_SIGN_IN_EXPIRED, N_ ("{package} sign-in has expired.") },
  { TIE_ERROR_APP_KEYS, N_ ("{package} does not accept the app keys. Check Client ID and Client secret.") },
  { TIE_ERROR_COUNTRY, NULL },
  { TIE_ERROR_OTHER_COMPANY, NULL },
  { TIE_ERROR_KEYRING_LOCKED, N_ ("The keyring is locked.") },
  { TIE_ERROR_KEYRING_ABSENT, N_ ("No keyring is available. Tokens will be kept only until Tieout closes.") },
  { TIE_ERROR_KEYRING_REFUSED, N_ ("The keyring did not store the sign-in. It is kept only until Tieout closes.") },
  { TIE_ERROR_NOT_CONNECTED, N_ ("Not connected. Connect to {package} first.") },
  { TIE_ERROR_NETWORK, N_ ("No connection.") },
  { TIE_ERROR_TOKEN, N_ ("{package} sign-in has expired.") },
  { TIE_ERROR_RIGHTS, N_ ("The {package} user who connected may not do this. An administrator must reconnect.") },
  { TIE_ERROR_THROTTLED, N_ ("{package} is busy. Try again in a minute.") },
  { TIE_ERROR_SERVER, N_ ("{package} is not answering. Try again in a minute.") },
  { TIE_ERROR_STALE, N_ ("The record was changed in {package}. Read it again.") },
  { TIE_ERROR_DUPLICATE, NULL },
  { TIE_ERROR_CLOSED_PERIOD, NULL },
  { TIE_ERROR_MAPPING, NULL },
  { TIE_ERROR_DATA, NULL },
  { TIE_ERROR_GONE, N_ ("The record was deleted or made inactive in {package}.") },
  { TIE_ERROR_BUG, N_ ("{package} sent an answer that Tieout does not understand. Copy the details for support.") },
  { TIE_ERROR_NOT_ALLOWED, NULL },
  { TIE_ERROR_PLAN, NULL },
  { TIE_ERROR_FROZEN, NULL },
  { TIE_ERROR_SUBSCRIPTION, N_ ("The {package} subscription is not active.") },
  { TIE_ERROR_RESET, N_ ("The company was reset in {package}. Nothing is sent until its links were checked.") },
  { TIE_ERROR_SHUT_OUT, N_ ("{package} no longer lets Tieout into this company. Reconnect, or ask whoever administers it.") },
  { TIE_ERROR_DAY_LIMIT, NULL },
  { TIE_ERROR_BACKGROUND, N_ ("The system did not allow it. Syncing runs while Tieout is open.") },
  { TIE_ERROR_OPEN, NULL },
};

/* (transfer full) A name may stand at the beginning of a sentence. */
static char *
fill_package (const char *text,
              const char *package)
{
  g_autofree char *named = tie_text_name_package (text, package);
  g_autofree char *first = g_utf8_substring (named, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return *text == '{' ? g_strconcat (upper, g_utf8_next_char (named), NULL) : g_steal_pointer (&named);
}

char *
tie_error_get_sentence (const GError *error)
{
  /* Translators: in place of a package's name where that is not known: "Accounting package is busy." */
  return tie_error_get_sentence_for (error, _ ("accounting package"));
}

char *
tie_error_get_sentence_for (const GError *error,
                            const char *package)
{
  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (error->domain == TIE_ERROR)
    {
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          if (texts[i].code == (TieError) error->code && texts[i].text != NULL)
            return fill_package (_ (texts[i].text), package);
        }
    }

  return g_strdup (error->message);
}

gboolean
tie_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
