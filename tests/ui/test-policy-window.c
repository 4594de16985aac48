/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-policy-window"
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "billing/tie-document-actions.h"
#include "model/tie-code.h"
#include "model/tie-policy.h"
#include "shell-fixture.h"
#include "store/tie-record-table.h"
#include "ui/tie-field-row.h"
#include "ui/tie-picker.h"
#include "ui/tie-policy-grid.h"
#include "ui/tie-policy-trial.h"
#include "ui/tie-policy-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

#define POLICY "standard-policy"

static gpointer
get_part (ShellFixture *fixture,
          const char *id)
{
  return gtk_widget_get_template_child (fixture->window, TIE_TYPE_POLICY_WINDOW, id);
}

/* An invoice of one line of work and one of another kind. */
static gboolean
add_records_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "review");
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", "2025-11-03");
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  TieRecord *line;

  tie_record_set_text (code, TIE_CODE_CODE, "REVIEW");
  g_assert_true (tie_record_table_save (db, code, error));
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
  line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  tie_record_set_text (line, TIE_LINE_TEXT, "Review");
  tie_record_set_text (line, TIE_LINE_WORK_CODE, "review");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
  return tie_document_save (db, sheet, NULL, error);
}

static void
set_up (ShellFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, add_records_cb, NULL, &error);
  g_assert_no_error (error);
  shell_fixture_open (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.policies", NULL));
  fixture->window = tie_windows_find (fixture->session, TIE_TYPE_POLICY_WINDOW);
  wait_until (tie_policy_window_get_policy (TIE_POLICY_WINDOW (fixture->window)) != NULL);
}

static gboolean
says (ShellFixture *fixture,
      const char *sentence)
{
  return g_strcmp0 (tie_status_line_get_sentence (get_part (fixture, "status_line")), sentence) == 0;
}

static guint
count_rows (ShellFixture *fixture)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (get_part (fixture, "list"), (int) n) != NULL)
    n++;
  return n;
}

typedef struct
{
  const char *policy;
  char *accounts; /* of work, in the file: "code taxed account; …" */
} Look;

static gboolean
look_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Look *look = data;
  g_autoptr (GPtrArray) rules = tie_record_table_list_where (db, TIE_TYPE_POLICY_RULE, TIE_POLICY_RULE_POLICY, look->policy, error);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const char *code = tie_record_get_text (rules->pdata[i], TIE_POLICY_RULE_WORK_CODE);

      if (g_str_equal (tie_record_get_text (rules->pdata[i], TIE_POLICY_RULE_CATEGORY), TIE_CATEGORY_WORK) && code != NULL)
        g_string_append_printf (text, "%s %s %s; ", code, tie_record_get_text (rules->pdata[i], TIE_POLICY_RULE_TAXED),
                                tie_record_get_text (rules->pdata[i], TIE_POLICY_RULE_ACCOUNT));
    }
  look->accounts = g_string_free (text, FALSE);
  return TRUE;
}

static gboolean
has_work (ShellFixture *fixture,
          const char *expected)
{
  Look look = { tie_policy_window_get_policy (TIE_POLICY_WINDOW (fixture->window)), NULL };
  gboolean is_same;

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, look_cb, &look, NULL));
  is_same = g_str_equal (look.accounts, expected);
  g_free (look.accounts);
  return is_same;
}

static gboolean
tries (ShellFixture *fixture,
       const char *expected)
{
  g_autofree char *text = tie_policy_trial_dup_text (get_part (fixture, "trial"));

  return g_str_equal (text, expected);
}

static GtkWidget *
find_button (GtkWidget *root,
             const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (ShellFixture *fixture,
       const char *tooltip)
{
  GtkWidget *button = find_button (fixture->window, tooltip);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* A code's own account is chosen, tried at once, and taken away again. */
static void
test_rules (ShellFixture *fixture,
            gconstpointer data)
{
  TiePolicyGrid *grid = get_part (fixture, "grid");
  GtkWidget *field = tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 0, FALSE);

  g_assert_null (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 1, FALSE));
  g_assert_cmpstr (tie_picker_get_id (TIE_PICKER (field)), ==, "account-4010");
  wait_until (tries (fixture, "Invoice total\t1100 Accounts receivable\t450.00\t\nLine 1\t4010 Tax preparation\t\t450.00\n= Balanced = Fully distributed"));

  press (fixture, "Add Work Code");
  tie_picker_set_id (TIE_PICKER (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 0, TRUE)), "review");
  g_assert_true (has_work (fixture, ""));
  tie_picker_set_id (TIE_PICKER (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 0, FALSE)), "account-4020");
  wait_until (has_work (fixture, "review  account-4020; "));
  wait_until (tries (fixture, "Invoice total\t1100 Accounts receivable\t450.00\t\nLine 1\t4020 Bookkeeping\t\t450.00\n= Balanced = Fully distributed"));
  g_assert_true (says (fixture, "Policy “Standard” changed"));

  /* A second line for the same is refused and does not stay. */
  press (fixture, "Add Work Code");
  tie_picker_set_id (TIE_PICKER (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 1, TRUE)), "review");
  tie_picker_set_id (TIE_PICKER (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 1, FALSE)), "account-4010");
  wait_until (says (fixture, "“Standard” has an account for this already."));
  wait_until (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 1, TRUE) == NULL);

  press (fixture, "Remove Line by work code 1");
  wait_until (has_work (fixture, ""));
  g_assert_true (gtk_widget_activate_action (fixture->window, "undo.undo", NULL));
  wait_until (has_work (fixture, "review  account-4020; "));
  wait_until (tie_policy_grid_get_field (grid, TIE_CATEGORY_WORK, 0, TRUE) != NULL);

  /* Without an account for it a part is not distributed. */
  tie_picker_set_id (TIE_PICKER (tie_policy_grid_get_field (grid, TIE_CATEGORY_TOTAL, 0, FALSE)), NULL);
  wait_until (tries (fixture, "Invoice total\tNo account\t450.00\t\nLine 1\t4020 Bookkeeping\t\t450.00\n= Balanced ! Not fully distributed"));
}

static void
type_name (ShellFixture *fixture,
           const char *name)
{
  GtkWidget *row = gtk_widget_get_focus_child (get_part (fixture, "name_group"));

  for (; row != NULL && !TIE_IS_FIELD_ROW (row); row = gtk_widget_get_focus_child (row))
    continue;
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (fixture->window))), name);
  tie_field_row_commit (TIE_FIELD_ROW (row));
}

static void
test_verbs (ShellFixture *fixture,
            gconstpointer data)
{
  GtkListBox *list = get_part (fixture, "list");
  TiePolicyWindow *window = TIE_POLICY_WINDOW (fixture->window);

  g_assert_cmpuint (count_rows (fixture), ==, 1);
  gtk_widget_activate_action (fixture->window, "policy.delete", NULL);
  wait_until (says (fixture, "“Standard” is used for new documents. Use another policy for them first."));

  /* A new one is named at once, and its name is its own. */
  gtk_widget_activate_action (fixture->window, "policy.copy", NULL);
  wait_until (count_rows (fixture) == 2 && g_strcmp0 (tie_policy_window_get_policy (window), POLICY) != 0);
  wait_until (gtk_widget_get_focus_child (get_part (fixture, "name_group")) != NULL);
  g_assert_cmpstr (tie_picker_get_id (TIE_PICKER (tie_policy_grid_get_field (get_part (fixture, "grid"), TIE_CATEGORY_WORK, 0, FALSE))), ==, "account-4010");
  type_name (fixture, "Standard");
  wait_until (tie_field_row_get_error (TIE_FIELD_ROW (gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (window)), TIE_TYPE_FIELD_ROW))) != NULL);
  type_name (fixture, "Audit");
  wait_until (says (fixture, "Policy “Audit” changed"));

  gtk_switch_set_active (get_part (fixture, "default_switch"), TRUE);
  wait_until (gtk_list_box_get_row_at_index (list, 1) != NULL && gtk_list_box_get_selected_row (list) == gtk_list_box_get_row_at_index (list, 0));
  gtk_switch_set_active (get_part (fixture, "approve_switch"), TRUE);

  /* The other one can go now, and comes back. */
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  g_assert_cmpstr (tie_policy_window_get_policy (window), ==, POLICY);
  g_assert_false (gtk_switch_get_active (get_part (fixture, "approve_switch")));
  wait_until (!gtk_switch_get_active (get_part (fixture, "default_switch")));
  gtk_widget_activate_action (fixture->window, "policy.delete", NULL);
  wait_until (count_rows (fixture) == 1);
  g_assert_true (gtk_switch_get_active (get_part (fixture, "approve_switch")));
  gtk_widget_activate_action (fixture->window, "undo.undo", NULL);
  wait_until (count_rows (fixture) == 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/policy-window/rules", ShellFixture, NULL, set_up, test_rules, shell_fixture_tear_down);
  g_test_add ("/ui/policy-window/verbs", ShellFixture, NULL, set_up, test_verbs, shell_fixture_tear_down);

  return g_test_run ();
}
