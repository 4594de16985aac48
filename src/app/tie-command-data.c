/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-data"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-data.h"
#include "store/tie-practice-data.h"

typedef struct
{
  const char *folder;
  gint64 n_rows;
} Data;

static gboolean
export_func (TieDb *db,
             gpointer user_data,
             GError **error)
{
  Data *data = user_data;

  return tie_practice_data_export (db, data->folder, NULL, &data->n_rows, error);
}

static gboolean
import_func (TieDb *db,
             gpointer user_data,
             GError **error)
{
  Data *data = user_data;

  return tie_practice_data_import (db, data->folder, NULL, &data->n_rows, error);
}

static int
run (TieCommandSession *session,
     TieRight right,
     TieStoreMode mode,
     TieStoreFunc func,
     const char *folder)
{
  Data data = { folder, 0 };
  g_autoptr (GError) error = NULL;

  if (!tie_command_session_require (session, right))
    return session->status;
  if (!tie_store_run (session->store, mode, func, &data, &error))
    return tie_command_fail (folder, error);
  g_print (ngettext ("%lu row\n", "%lu rows\n", (gulong) data.n_rows), (gulong) data.n_rows);
  return TIE_EXIT_DONE;
}

int
tie_command_data_export (TieCommandSession *session,
                         const char *folder)
{
  return run (session, TIE_RIGHT_BILLING, TIE_STORE_READ, export_func, folder);
}

int
tie_command_data_import (TieCommandSession *session,
                         const char *folder)
{
  return run (session, TIE_RIGHT_SET_UP, TIE_STORE_WRITE, import_func, folder);
}
