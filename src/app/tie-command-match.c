/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-match"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "app/tie-main-job.h"

static void
add_proposal (JsonBuilder *json,
              TieProposal *proposal)
{
  static const char *const bands[] = { "leave", "review", "link" };

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "contact");
  json_builder_add_string_value (json, tie_pair_row_get_name (tie_proposal_get_left (proposal)));
  json_builder_set_member_name (json, "partner");
  json_builder_add_string_value (json, tie_pair_row_get_name (tie_proposal_get_right (proposal)));
  json_builder_set_member_name (json, "partner_id");
  json_builder_add_string_value (json, tie_pair_row_get_id (tie_proposal_get_right (proposal)));
  json_builder_set_member_name (json, "score");
  json_builder_add_int_value (json, tie_proposal_get_score (proposal));
  json_builder_set_member_name (json, "band");
  json_builder_add_string_value (json, bands[tie_proposal_get_band (proposal)]);
  json_builder_end_object (json);
}

static void
print_proposals (GListModel *proposals)
{
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);
      g_autofree char *reason = NULL;
      g_autofree char *score = NULL;

      g_object_get (proposal, "reason", &reason, "score-text", &score, NULL);
      g_print ("%c %-14s %s = %s (%s)\n",
               tie_proposal_get_is_checked (proposal) ? '+' : '?',
               score,
               tie_pair_row_get_name (tie_proposal_get_left (proposal)),
               tie_pair_row_get_name (tie_proposal_get_right (proposal)),
               reason);
    }
}

/* The pairs that wait for a person, each named on stderr; how many. */
static guint
name_undecided (GListModel *proposals)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      if (tie_proposal_get_is_checked (proposal) || tie_proposal_get_band (proposal) != TIE_MATCH_REVIEW)
        continue;
      n++;
      /* Translators: two names that may be the same */
      g_printerr (_ ("“%s” may be “%s”; look at it in the Automatch window.\n"),
                  tie_pair_row_get_name (tie_proposal_get_left (proposal)),
                  tie_pair_row_get_name (tie_proposal_get_right (proposal)));
    }
  return n;
}

int
tie_command_match (int argc,
                   char **argv)
{
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("only show the proposals"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, "contacts --practice FILE", _ ("Links contacts with customers and vendors where the match is certain."), 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint linked = 0;
  guint undecided = 0;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (!tie_command_session_expect_contacts (session, argv[0]))
    return TIE_EXIT_USAGE;
  if ((!dry_run && !tie_command_session_require (session, TIE_RIGHT_SYNC)) || !tie_command_session_open_company (session))
    return session->status;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "proposals");
  json_builder_begin_array (json);
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (TieCrosswalk) crosswalk = tie_main_job_load (session->company, kinds[k]);
      g_autoptr (GListModel) proposals = tie_main_job_propose (crosswalk, &error);

      if (proposals == NULL)
        return tie_command_session_fail (session, NULL, error);
      for (guint i = 0; session->json && i < g_list_model_get_n_items (proposals); i++)
        {
          g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

          add_proposal (json, proposal);
        }
      if (!session->json && dry_run)
        print_proposals (proposals);
      undecided += name_undecided (proposals);
      if (!dry_run && !tie_main_job_apply (session->company, crosswalk, proposals, &linked, &error))
        return tie_command_session_fail (session, NULL, error);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "linked");
  json_builder_add_int_value (json, linked);
  json_builder_set_member_name (json, "undecided");
  json_builder_add_int_value (json, undecided);
  json_builder_end_object (json);

  if (session->json)
    tie_command_print_json (json);
  else if (!dry_run)
    g_print (ngettext ("%u link made\n", "%u links made\n", linked), linked);
  return undecided > 0 ? TIE_EXIT_ATTENTION : TIE_EXIT_DONE;
}
