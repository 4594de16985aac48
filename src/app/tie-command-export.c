/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-export"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-data.h"
#include "app/tie-command-session.h"
#include "app/tie-command-transfer.h"
#include "app/tie-main-job.h"

/* Each record that the company did not take on stderr; how many. */
static guint
name_problems (TieCrosswalk *crosswalk)
{
  GPtrArray *problems = tie_crosswalk_get_problems (crosswalk);

  for (guint i = 0; i < problems->len; i++)
    {
      const TieProblem *problem = g_ptr_array_index (problems, i);

      g_printerr ("%s: %s\n", problem->name, problem->sentence);
    }
  return problems->len;
}

int
tie_command_export (int argc,
                    char **argv)
{
  gboolean all = FALSE;
  gboolean ready = FALSE;
  const GOptionEntry entries[] = {
    { "ready", 0, 0, G_OPTION_ARG_NONE, &ready, N_ ("every invoice that is ready to sync"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("also those with a similar name in the company"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("invoices --ready|NUMBER…|contacts|data FOLDER --practice FILE"), _ ("Sends invoices, or creates contacts that are not linked in the company, each exactly once; or writes the whole practice as CSV files."), 1, G_MAXUINT);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  guint exported = 0;
  int status = TIE_EXIT_DONE;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (g_str_equal (session->rest[0], "invoices"))
    return tie_command_export_invoices (session, ready);
  if (session->rest[1] != NULL && session->rest[2] != NULL)
    {
      g_printerr ("tieout export: “%s”: %s\n", session->rest[2], _ ("This word is too many."));
      return TIE_EXIT_USAGE;
    }
  if (g_str_equal (session->rest[0], "data") && session->rest[1] != NULL)
    return tie_command_data_export (session, session->rest[1]);
  if (!tie_command_session_expect_contacts (session, argv[0]))
    return TIE_EXIT_USAGE;
  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (TieCrosswalk) crosswalk = tie_main_job_load (session->company, kinds[k]);
      g_autoptr (GError) error = NULL;

      if (!tie_main_job_export (session->company, crosswalk, all, &exported, left_out, &error))
        {
          /* What stops one kind stops the other: keyring, network, a program that is sending. */
          name_problems (crosswalk);
          status = tie_command_session_fail (session, NULL, error);
          break;
        }
      if (name_problems (crosswalk) > 0)
        status = TIE_EXIT_ATTENTION;
    }
  for (guint i = 0; i < left_out->len && status != TIE_EXIT_FAILED; i++)
    {
      /* Translators: %s is two names that look alike and a score */
      g_printerr (_ ("Not sent, a similar name exists: %s\n"), (char *) left_out->pdata[i]);
    }

  if (session->json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      json_builder_set_member_name (json, "exported");
      json_builder_add_int_value (json, exported);
      json_builder_set_member_name (json, "similar");
      json_builder_add_int_value (json, left_out->len);
      json_builder_end_object (json);
      tie_command_print_json (json);
    }
  else
    {
      g_print (ngettext ("%u contact exported\n", "%u contacts exported\n", exported), exported);
    }
  return status == TIE_EXIT_DONE && left_out->len > 0 ? TIE_EXIT_ATTENTION : status;
}
