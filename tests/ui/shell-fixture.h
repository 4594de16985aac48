/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match-fixture.h"
#include "ui/tie-shell.h"

G_BEGIN_DECLS

/* The same practice in a window, and one that was opened from it. */
typedef struct
{
  MatchFixture base;
  TieSession *session; /* (owned) (nullable): NULL until opened */
  TieShell *shell;     /* (unowned) (nullable) */
  gpointer window;     /* (unowned) (nullable): a GtkWindow, closed before the shell */
} ShellFixture;

/* Opens the shell, and waits until the session knows its user. */
void shell_fixture_open (ShellFixture *fixture);
/* Closes what is open: all of it has to go. */
void shell_fixture_tear_down (ShellFixture *fixture, gconstpointer data);

G_END_DECLS
