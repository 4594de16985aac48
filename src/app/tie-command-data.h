/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-command-session.h"

G_BEGIN_DECLS

/* "export data FOLDER" and "import data FOLDER": the whole practice as readable files.  Give the exit status. */
int tie_command_data_export (TieCommandSession *session, const char *folder);
int tie_command_data_import (TieCommandSession *session, const char *folder);

G_END_DECLS
