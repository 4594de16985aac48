/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "app/tie-commands.h"
#include "model/tie-user.h"
#include "print/tie-printable.h"
#include "store/tie-store.h"
#include "sync/tie-company.h"

G_BEGIN_DECLS

/* What a command works with: its options, the practice, the company, and waiting for an answer. */
typedef struct
{
  char *practice;      /* --practice */
  gboolean json;       /* --json */
  char **rest;         /* what is left after the options, NULL-terminated */
  TieStore *store;     /* (nullable) */
  TieCompany *company; /* (nullable) */
  TieExit status;      /* with which to leave after something here gave FALSE */
} TieCommandSession;

void tie_command_session_free (TieCommandSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieCommandSession, tie_command_session_free)

/* Reads the common options and the command's own.  arguments: what follows the options in the usage line.  NULL when the
 * words are off (said on stderr; exit with TIE_EXIT_USAGE). */
TieCommandSession *tie_command_session_parse (int argc, char **argv, const GOptionEntry *entries, const char *arguments, const char *summary, guint min_rest, guint max_rest);

/* Opens the practice, unless the store is there already, and the company with its connection row.  FALSE when that failed: said on stderr, see status. */
gboolean tie_command_session_open (TieCommandSession *self);
gboolean tie_command_session_open_company (TieCommandSession *self);

/* Opens the practice where it is not open yet.  FALSE when the person's role does not allow it: said on stderr, see status. */
gboolean tie_command_session_require (TieCommandSession *self, TieRight right);

/* The first word after the command must be "contacts". */
gboolean tie_command_session_expect_contacts (TieCommandSession *self, const char *command);

/* Connects to a sandbox company on this computer.  client_id NULL: with the keys that the company itself tells.  A company
 * that does not consent by itself is opened in the browser by the person, who is told the address.  TIE_ERROR_OPEN: see tie_company_leave_open(). */
gboolean tie_command_session_connect (TieCommandSession *self, const char *base_uri, const char *client_id, const char *client_secret, GError **error);

gboolean tie_command_session_pull (TieCommandSession *self, guint *read, GError **error);

/* Runs the main loop until the callback came; a GAsyncReadyCallback with its user_data. */
typedef struct
{
  GAsyncResult *result; /* (owned) */
} TieCommandWait;
void tie_command_wait_cb (GObject *source, GAsyncResult *result, gpointer wait);
GAsyncResult *tie_command_wait (TieCommandWait *wait); /* (transfer none) until tie_command_wait_clear() */
void tie_command_wait_clear (TieCommandWait *wait);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieCommandWait, tie_command_wait_clear)

/* "tieout: " + what (a record's or file's name, may be NULL) + the sentence for people, on stderr; gives the exit
 * status that fits. */
int tie_command_fail (const char *what, const GError *error);
/* The same of what may have come from the company. */
int tie_command_session_fail (TieCommandSession *self, const char *what, const GError *error);

/* The same of going on with another company: what waits for the one in use can be sent first, or left. */
int tie_command_session_fail_to_leave (TieCommandSession *self, const char *what, const GError *error);

/* Writes the PDF and says where; what: whose paper it is.  Gives the exit status that fits, TIE_EXIT_ATTENTION where
 * characters stand as boxes. */
int tie_command_write_pdf (TiePrintable *paper, const char *what, const char *path);

/* One line of JSON on standard output. */
void tie_command_print_json (JsonBuilder *builder);

G_END_DECLS
