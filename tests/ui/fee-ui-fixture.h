/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match-fixture.h"
#include "ui/tie-fee-window.h"
#include "ui/tie-status-line.h"

/* The page of a project with the windows of fees: a 1040 of 2025 for each of two clients (Carter, C1: project-0, with two hours at 100.00; Baker,
 * C2: project-1), and a folder for fee files. */
typedef struct
{
  MatchFixture base;
  TieSession *session;
  GtkWidget *window;
  GtkWidget *page;
  TieStatusLine *line;
  char *folder;
} FeeUiFixture;

#define HEAD "schema,client_number,module,tax_year,name,invoice_total\r\n"
#define CARTER "lacerte-fee/1,C1,I,2025,\"Carter, Joan\",450.00\r\n"
#define BAKER "lacerte-fee/1,C2,I,2025,\"Baker, Ann\",80.00\r\n"
#define STRANGER "lacerte-fee/1,X9,I,2025,\"Carter, Joan M\",77.00\r\n"

/* contents (nullable): of fees.csv in the folder, which is the source then. */
void fee_ui_set_up (FeeUiFixture *fixture, gconstpointer contents);
void fee_ui_tear_down (FeeUiFixture *fixture, gconstpointer data);
#define ADD(path, contents, func) g_test_add (path, FeeUiFixture, contents, fee_ui_set_up, func, fee_ui_tear_down)

void write_file (FeeUiFixture *fixture, const char *contents);

gpointer find_window (GType type);
gpointer find_widget (GtkWidget *root, GType type);
gpointer find_button (GtkWidget *root, const char *label);
/* Some label that is seen says so. */
gboolean shows (gpointer root, const char *words);
#define says(fixture, words) (tie_status_line_get_sentence ((fixture)->line) != NULL && strstr (tie_status_line_get_sentence ((fixture)->line), (words)) != NULL)

typedef struct
{
  const char *project;
  gint64 fee;
  guint n_open;     /* entries that are not billed */
  guint n_invoices;
  guint n_links;
} State;
State look (FeeUiFixture *fixture, const char *project);

void undo (FeeUiFixture *fixture);
/* Runs an action of the page once it was read. */
void start (FeeUiFixture *fixture, const char *action);
void take_way (TieFeeWindow *window, TieFeeWay way);
