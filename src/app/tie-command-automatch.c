/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-automatch"
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/tie-command-session.h"
#include "app/tie-match-file.h"
#include "match/tie-match-share.h"

#define PART 512 /* pairs a thread finds words for at a time, */
#define PARTS 64 /* so often before they are written */

static void
append_field (GString *out,
              const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (out, field);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static gboolean
flush (GString *out)
{
  gboolean is_written = fwrite (out->str, 1, out->len, stdout) == out->len;

  g_string_truncate (out, 0);
  return is_written;
}

static void
append_pair (GString *out,
             const char *left,
             const char *right,
             double score,
             const char *band,
             const char *why)
{
  guint millionths = (guint) rint (score * 1e6);

  append_field (out, left);
  g_string_append_c (out, ',');
  append_field (out, right);
  g_string_append_printf (out, ",%u.%06u,%s,", millionths / 1000000, millionths % 1000000, band);
  append_field (out, why);
  g_string_append_c (out, '\n');
}

typedef struct
{
  guint links;
  guint reviews;
} Counts;

/* Pairs on their way out: several threads find the words for them. */
typedef struct
{
  const TieMatchRow *left;
  const TieMatchRow *right;
  const TieMatchResult *result;
  const TieMatchProposal *proposals; /* the next ones */
  GString *out[PARTS];               /* (owned) */
} Sheet;

static void
write_part (gsize start,
            gsize end,
            guint thread,
            gpointer data)
{
  Sheet *self = data;
  GString *out = self->out[start / PART];

  for (gsize i = start; i < end; i++)
    {
      const TieMatchProposal *proposal = &self->proposals[i];
      g_autofree char *why = NULL;

      if (proposal->band == TIE_MATCH_LEAVE)
        continue;
      why = tie_match_result_explain (self->result, proposal->left, proposal->right);
      append_pair (out, self->left[proposal->left].id, self->right[proposal->right].id, proposal->score,
                   proposal->band == TIE_MATCH_LINK ? "link" : "review", why);
    }
}

static gboolean
write_proposals (const TieMatchFile *left,
                 const TieMatchFile *right,
                 const TieMatchResult *result,
                 guint threads)
{
  Sheet sheet = { (const TieMatchRow *) left->rows->data, (const TieMatchRow *) right->rows->data, result };
  gboolean is_written = TRUE;
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (guint i = 0; i < PARTS; i++)
    sheet.out[i] = g_string_new (NULL);
  for (gsize at = 0; at < n && is_written; at += PART * PARTS)
    {
      sheet.proposals = proposals + at;
      tie_match_share (threads, MIN (n - at, PART * PARTS), PART, write_part, &sheet);
      for (guint i = 0; i < PARTS && is_written; i++)
        is_written = flush (sheet.out[i]);
    }
  for (guint i = 0; i < PARTS; i++)
    g_string_free (sheet.out[i], TRUE);
  return is_written;
}

static gboolean
write_links (const TieMatchFile *left,
             const TieMatchFile *right,
             const GArray *known,
             const TieMatchResult *result,
             guint threads)
{
  g_autoptr (GString) out = g_string_new ("left_id,right_id,score,band,why\n");

  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const TieMatchPair *pair = &g_array_index (known, TieMatchPair, i);

      append_pair (out, g_array_index (left->rows, TieMatchRow, pair->left).id, g_array_index (right->rows, TieMatchRow, pair->right).id, 1, "link", _ ("already linked"));
    }
  return flush (out) && write_proposals (left, right, result, threads) && fflush (stdout) == 0;
}

static Counts
count_links (const GArray *known,
             const TieMatchResult *result)
{
  Counts counts = { known != NULL ? known->len : 0, 0 };
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (gsize i = 0; i < n; i++)
    {
      counts.links += proposals[i].band == TIE_MATCH_LINK;
      counts.reviews += proposals[i].band == TIE_MATCH_REVIEW;
    }
  return counts;
}

/* The two lists while they are read, each by a thread of its own. */
typedef struct
{
  const char *path;
  TieMatchFile *file; /* (owned) (nullable) */
  GError *error;      /* (owned) (nullable) */
} Source;

static void
read_source (gsize start,
             gsize end,
             guint thread,
             gpointer data)
{
  Source *source = (Source *) data + start;

  source->file = tie_match_file_read (source->path, &source->error);
}

/* What is read is the caller's, of both or of one alone. */
static gboolean
read_sources (const char *left_path,
              const char *right_path,
              guint threads,
              TieMatchFile **left,
              TieMatchFile **right,
              GError **error)
{
  Source sources[2] = { { left_path }, { right_path } };

  tie_match_share (threads, 2, 1, read_source, sources);
  *left = sources[0].file;
  *right = sources[1].file;
  if (sources[0].error != NULL)
    {
      g_propagate_error (error, sources[0].error);
      g_clear_error (&sources[1].error);
      return FALSE;
    }
  if (sources[1].error != NULL)
    g_propagate_error (error, sources[1].error);
  return sources[1].error == NULL;
}

/* Contacts unless told: lists of people only, and codes with their groups, are recognised by themselves. */
static gboolean
read_kind (const char *text,
           TieMatchKind *kind)
{
  static const char *const names[] = {
    [TIE_MATCH_PEOPLE_AND_FIRMS] = "contacts",
    [TIE_MATCH_EMPLOYEES] = "employees",
    [TIE_MATCH_CODES] = "codes",
    [TIE_MATCH_CLIENTS] = "clients",
  };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return text == NULL;
}

static int
fail (const GError *error)
{
  g_printerr ("tieout: %s\n", error->message);
  return TIE_EXIT_FAILED;
}

int
tie_command_automatch (int argc,
                       char **argv)
{
  g_autofree char *known_path = NULL;
  g_autofree char *never_path = NULL;
  g_autofree char *kind = NULL;
  int threads = 0;
  double precision = 0;
  const GOptionEntry entries[] = {
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, N_ ("how many to use; as many as there are processors"), "N" },
    { "known", 0, 0, G_OPTION_ARG_FILENAME, &known_path, N_ ("links that are made already"), "PAIRS.csv" },
    { "never", 0, 0, G_OPTION_ARG_FILENAME, &never_path, N_ ("pairs that were refused"), "PAIRS.csv" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_ ("what the lists hold: contacts, employees, codes or clients"), "KIND" },
    { "precision", 0, 0, G_OPTION_ARG_DOUBLE, &precision, N_ ("share of the links that has to be right"), "0.998" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("LEFT.csv RIGHT.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (TieMatchFile) left = NULL;
  g_autoptr (TieMatchFile) right = NULL;
  g_autoptr (GArray) known = NULL;
  g_autoptr (GArray) never = NULL;
  g_autoptr (TieMatchResult) result = NULL;
  TieMatchOptions options = { 0 };
  Counts counts;
  guint n_threads;
  gint64 start = g_get_monotonic_time ();
  char wrong[G_ASCII_DTOSTR_BUF_SIZE], seconds[G_ASCII_DTOSTR_BUF_SIZE];

  g_option_context_set_summary (context, _ ("Pairs two lists of names, and writes the links to standard output."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("tieout: %s\n", error->message);
      return TIE_EXIT_USAGE;
    }
  if (argc != 3 || threads < 0 || precision < 0 || precision >= 1 || !read_kind (kind, &options.kind))
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      return TIE_EXIT_USAGE;
    }

  n_threads = tie_match_count_threads (threads);
  if (!read_sources (argv[1], argv[2], n_threads, &left, &right, &error))
    return fail (error);
  if (known_path != NULL && (known = tie_match_file_read_pairs (known_path, left, right, TRUE, &error)) == NULL)
    return fail (error);
  if (never_path != NULL && (never = tie_match_file_read_pairs (never_path, left, right, FALSE, &error)) == NULL)
    return fail (error);
  tie_match_file_forget_ids (left);
  tie_match_file_forget_ids (right);

  options.threads = threads;
  options.precision = precision;
  if (known != NULL)
    {
      options.known = (const TieMatchPair *) known->data;
      options.n_known = known->len;
    }
  if (never != NULL)
    {
      options.never = (const TieMatchPair *) never->data;
      options.n_never = never->len;
    }
  result = tie_match_run ((const TieMatchRow *) left->rows->data, left->rows->len, (const TieMatchRow *) right->rows->data, right->rows->len, &options, &error);
  if (result == NULL)
    return fail (error);
  if (!write_links (left, right, known, result, n_threads))
    {
      g_printerr ("tieout: %s\n", g_strerror (errno));
      return TIE_EXIT_FAILED;
    }

  counts = count_links (known, result);
  g_printerr ("{\"left\":%u,\"right\":%u,\"link\":%u,\"review\":%u,\"expected_wrong\":%s,\"seconds\":%s}\n",
              left->rows->len, right->rows->len, counts.links, counts.reviews,
              g_ascii_formatd (wrong, sizeof wrong, "%.2f", tie_match_result_get_expected_wrong (result)),
              g_ascii_formatd (seconds, sizeof seconds, "%.3f", (g_get_monotonic_time () - start) / 1e6));
  return TIE_EXIT_DONE;
}
