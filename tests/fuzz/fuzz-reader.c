/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/tie-match-file.h"
#include "fuzz.h"

/* Two files as the command reads them, one after the other with a line of "====" between; matched, explained and thrown
 * away.  Whatever the bytes are: an error that names the file, or pairs that keep the promises of the interface. */

static const char border[] = "\n====\n";

static void
check_result (const TieMatchFile *left,
              const TieMatchFile *right,
              const TieMatchResult *result)
{
  g_autofree gboolean *is_left_taken = g_new0 (gboolean, left->rows->len + 1);
  g_autofree gboolean *is_right_taken = g_new0 (gboolean, right->rows->len + 1);
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (gsize i = 0; i < n; i++)
    {
      const TieMatchProposal *proposal = &proposals[i];
      g_autofree char *why = tie_match_result_explain (result, proposal->left, proposal->right);

      g_assert_cmpuint (proposal->left, <, left->rows->len);
      g_assert_cmpuint (proposal->right, <, right->rows->len);
      g_assert_true (proposal->score >= 0 && proposal->score <= 1);
      g_assert_true (i == 0 || proposal->score <= proposals[i - 1].score);
      g_assert_true (g_utf8_validate (why, -1, NULL));
      g_assert_false (is_left_taken[proposal->left] || is_right_taken[proposal->right]);
      is_left_taken[proposal->left] = is_right_taken[proposal->right] = TRUE;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  const char *text = data != NULL ? (const char *) data : ""; /* nothing at all comes without a place */
  const char *end = memmem (text, size, border, strlen (border));
  gsize length = end != NULL ? (gsize) (end - text) : size / 2;
  gsize start = end != NULL ? length + strlen (border) : length;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieMatchFile) left = tie_match_file_read_text ("left.csv", text, length, &error);
  g_autoptr (TieMatchFile) right = left != NULL ? tie_match_file_read_text ("right.csv", text + start, size - start, &error) : NULL;
  g_autoptr (TieMatchResult) result = NULL;
  TieMatchOptions options = { .kind = size % 4, .threads = 1 };

  if (right == NULL)
    {
      g_assert_nonnull (strstr (error->message, left == NULL ? "left.csv" : "right.csv"));
      return 0;
    }
  result = tie_match_run ((const TieMatchRow *) left->rows->data, left->rows->len, (const TieMatchRow *) right->rows->data, right->rows->len, &options, &error);
  g_assert_no_error (error);
  check_result (left, right, result);
  return 0;
}
