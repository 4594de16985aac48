/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-statement"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "base/tie-typed-date.h"
#include "model/tie-contact.h"
#include "print/tie-statement-paper.h"
#include "store/tie-pick-table.h"

/* A contact as it is looked for: by its number, by its name, by its name however it is written. */
typedef struct
{
  const char *words;
  const char *folded;
  char *id;   /* (owned) (nullable): of the best one */
  guint rank; /* how well it answers */
  guint n;    /* how many answer as well as that */
} Finder;

typedef struct
{
  const char *contact;
  const char *as_of;
  TiePrintable *paper; /* (owned) out */
} Request;

static guint
rank_row (const Finder *finder,
          const TiePickRow *row)
{
  g_autofree char *folded = NULL;

  if (*finder->folded == '\0')
    return 0;
  if (g_str_equal (row->also, finder->words))
    return 3;
  if (g_str_equal (row->code, finder->words))
    return 2;
  folded = tie_text_fold (row->code);
  return g_str_equal (folded, finder->folded) ? 1 : 0;
}

static void
pick_cb (const TiePickRow *row,
         gpointer user_data)
{
  Finder *finder = user_data;
  guint rank = rank_row (finder, row);

  if (rank == 0 || rank < finder->rank)
    return;
  if (rank > finder->rank)
    {
      g_free (finder->id);
      finder->id = g_strdup (row->id);
      finder->rank = rank;
      finder->n = 0;
    }
  finder->n++;
}

static char *
find_contact (TieDb *db,
              const char *words,
              GError **error)
{
  g_autofree char *folded = tie_text_fold (words);
  g_autofree char *id = NULL;
  Finder finder = { .words = words, .folded = folded };
  gboolean was_read = tie_pick_table_read (db, TIE_TYPE_CONTACT, pick_cb, &finder, error);

  id = finder.id;
  if (!was_read)
    return NULL;
  if (finder.n == 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is no contact with that name or number."));
  else if (finder.n > 1)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, ngettext ("%u contact is called that. Give its number.", "%u contacts are called that. Give a number.", finder.n), finder.n);
  return finder.n == 1 ? g_steal_pointer (&id) : NULL;
}

static gboolean
load_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Request *request = data;
  g_autofree char *id = find_contact (db, request->contact, error);
  TieStatementData *statement = id != NULL ? tie_statement_data_load (db, id, request->as_of, error) : NULL;

  if (statement == NULL)
    return FALSE;
  request->paper = tie_statement_paper_new (statement);
  return TRUE;
}

int
tie_command_statement (int argc,
                       char **argv)
{
  g_autofree char *pdf = NULL;
  g_autofree char *as_of = NULL;
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, N_ ("the PDF file"), N_ ("FILE") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("last day; today without it"), N_ ("YYYY-MM-DD") },
    { NULL },
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("CONTACT --pdf FILE"), _ ("Writes what a contact owes as PDF."), 1, 1);
  g_autoptr (TiePrintable) paper = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (pdf == NULL)
    {
      g_printerr ("tieout: %s\n", _ ("Say where to: --pdf FILE"));
      return TIE_EXIT_USAGE;
    }
  if (!tie_command_session_require (session, TIE_RIGHT_BILLING))
    return session->status;

  if (as_of == NULL)
    as_of = tie_typed_date_get_today ();
  request.contact = session->rest[0];
  request.as_of = as_of;
  if (!tie_store_run (session->store, TIE_STORE_READ, load_cb, &request, &error))
    return tie_command_fail (session->rest[0], error);
  paper = request.paper;
  return tie_command_write_pdf (paper, session->rest[0], pdf);
}
