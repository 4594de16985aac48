/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-invoice"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"
#include "print/tie-document-paper.h"
#include "store/tie-record-table.h"

typedef struct
{
  const char *number;
  TiePrintable *paper; /* (owned) out */
} Search;

/* Numbers are unique within a kind; an invoice is meant before a credit note of the same number. */
static TieRecord *
find_document (TieDb *db,
               const char *number,
               GError **error)
{
  static const char *const kinds[] = { "invoice", "credit", "supplier" };
  g_autoptr (GPtrArray) documents = tie_record_table_list_where (db, TIE_TYPE_DOCUMENT, TIE_DOCUMENT_NUMBER, number, error);

  if (documents == NULL)
    return NULL;
  for (guint kind = 0; *number != '\0' && kind < G_N_ELEMENTS (kinds); kind++)
    {
      for (guint i = 0; i < documents->len; i++)
        {
          if (g_str_equal (tie_record_get_text (documents->pdata[i], TIE_DOCUMENT_KIND), kinds[kind]))
            return g_object_ref (documents->pdata[i]);
        }
    }
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is no document with the number “%s”."), number);
  return NULL;
}

static gboolean
load_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Search *search = data;
  g_autoptr (TieRecord) document = find_document (db, search->number, error);
  TieDocumentData *paper;

  if (document == NULL)
    return FALSE;
  paper = tie_document_data_load (db, tie_record_get_id (document), error);
  if (paper == NULL)
    return FALSE;
  search->paper = tie_document_paper_new (paper);
  return TRUE;
}

static int
write_one (TieStore *store,
           const char *number,
           const char *path)
{
  g_autoptr (TiePrintable) paper = NULL;
  g_autoptr (GError) error = NULL;
  Search search = { number };

  if (!tie_store_run (store, TIE_STORE_READ, load_cb, &search, &error))
    return tie_command_fail (number, error);
  paper = search.paper;
  return tie_command_write_pdf (paper, number, path);
}

/* Numbers are what a person typed: a file's name has no slash. */
static char *
make_path (const char *folder,
           const char *number)
{
  g_autofree char *name = g_strdelimit (g_strconcat (number, ".pdf", NULL), "/", '-');

  return g_build_filename (folder, name, NULL);
}

int
tie_command_invoice (int argc,
                     char **argv)
{
  g_autofree char *pdf = NULL;
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, N_ ("the PDF file, or the folder for several"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("NUMBER… --pdf FILE"), _ ("Writes invoices and credit notes as PDF."), 1, G_MAXUINT);
  int status = TIE_EXIT_DONE;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (pdf == NULL)
    {
      g_printerr ("tieout: %s\n", _ ("Say where to: --pdf FILE"));
      return TIE_EXIT_USAGE;
    }
  if (!tie_command_session_require (session, TIE_RIGHT_BILLING))
    return session->status;

  for (guint i = 0; session->rest[i] != NULL; i++)
    {
      gboolean is_folder = g_file_test (pdf, G_FILE_TEST_IS_DIR) || g_strv_length (session->rest) > 1;
      g_autofree char *path = is_folder ? make_path (pdf, session->rest[i]) : g_strdup (pdf);
      int result = write_one (session->store, session->rest[i], path);

      status = MAX (status, result);
    }
  return status;
}
