/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-import"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-data.h"
#include "app/tie-command-session.h"
#include "app/tie-command-transfer.h"
#include "exchange/tie-import.h"

/* Each problem row on stderr with its line; how many. */
static guint
name_problems (TieImport *import,
               const char *file)
{
  GListModel *rows = tie_import_get_rows (import);
  guint problems = tie_import_count (import, TIE_IMPORT_ROW_PROBLEM);

  for (guint i = 0, left = problems; left > 0 && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieImportRow) row = g_list_model_get_item (rows, i);

      if (tie_import_row_get_result (row) != TIE_IMPORT_ROW_PROBLEM)
        continue;
      /* Translators: file name, line number, reason */
      g_printerr (_ ("%s: Line %u: %s\n"), file, tie_import_row_get_line (row), tie_import_row_get_reason (row));
      left--;
    }
  return problems;
}

static char *
list_kinds (void)
{
  GString *list = g_string_new (NULL);

  for (guint kind = TIE_IMPORT_CONTACTS; kind < TIE_IMPORT_N_KINDS; kind++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", tie_import_kind_to_string (kind));
  return g_string_free (list, FALSE);
}

int
tie_command_import (int argc,
                    char **argv)
{
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, NULL, _ ("payments|documents|KIND FILE|data FOLDER --practice FILE"), _ ("Brings payments, or documents that are only there, over from the company, or reads a CSV file into the practice: all rows without a problem, or none."), 1, 2);
  g_autoptr (TieImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *sentence = NULL;
  const char *file;
  gsize length = 0;
  TieImportKind kind;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (session->rest[1] == NULL && g_str_equal (session->rest[0], "payments"))
    return tie_command_import_payments (session);
  if (session->rest[1] == NULL && g_str_equal (session->rest[0], "documents"))
    return tie_command_import_documents (session);
  if (session->rest[1] == NULL)
    {
      g_printerr ("%s\n", _ ("tieout import: Say which file."));
      return TIE_EXIT_USAGE;
    }
  if (g_str_equal (session->rest[0], "data"))
    return tie_command_data_import (session, session->rest[1]);
  kind = tie_import_kind_from_string (session->rest[0]);
  if (kind == 0)
    {
      g_autofree char *kinds = list_kinds ();

      /* Translators: %s is a list of words as they are typed, "contacts, sites, …" */
      g_printerr (_ ("tieout import: “%s”: Import one of %s.\n"), session->rest[0], kinds);
      return TIE_EXIT_USAGE;
    }
  file = session->rest[1];
  if (!g_file_get_contents (file, &text, &length, &error))
    return tie_command_fail (NULL, error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  if (!tie_command_session_require (session, TIE_RIGHT_BILLING))
    return session->status;

  import = tie_import_new (kind, bytes);
  if (!tie_import_recall (import, session->store, &error))
    return tie_command_fail (file, error);
  if (tie_import_get_problem (import) != NULL)
    {
      g_printerr ("%s: %s\n", file, tie_import_get_problem (import));
      return TIE_EXIT_FAILED;
    }
  if (!tie_import_review (import, session->store, &error))
    return tie_command_fail (file, error);

  summary = tie_import_dup_summary (import);
  if (tie_import_count_checked (import) > 0)
    {
      sentence = tie_import_apply (import, session->store, NULL, &error);
      if (sentence == NULL)
        return tie_command_fail (file, error);
    }
  g_print ("%s\n", summary);
  if (sentence != NULL)
    g_print ("%s\n", sentence);
  return name_problems (import, file) > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}
