/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-export.h"
#include "ui/tie-accounting-setup-private.h"
#include "ui/tie-file-dialogs.h"

typedef struct
{
  TieFileLayout *layout;
  TieExportKind kind;
  char *path;
} Sample;

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  tie_file_layout_unref (sample->layout);
  g_free (sample->path);
  g_free (sample);
}

static gboolean
sample_func (TieDb *db,
             gpointer data,
             GError **error)
{
  const Sample *sample = data;

  return tie_file_export_write_sample (db, sample->layout, sample->kind, sample->path, error);
}

static void
sample_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieAccountingSetup) self = user_data;
  g_autoptr (GError) error = NULL;
  const Sample *sample = tie_store_run_finish (TIE_STORE (source), result, &error);
  g_autofree char *name = sample != NULL ? g_path_get_basename (sample->path) : NULL;
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  if (sample == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_ ("“%s” is there to try"), name);
  tie_status_line_say (self->status_line, sentence, FALSE);
}

void
tie_accounting_setup_write_sample (TieAccountingSetup *self,
                                   TieExportKind kind,
                                   const char *path)
{
  Sample *sample;

  g_return_if_fail (TIE_IS_ACCOUNTING_SETUP (self));
  g_return_if_fail (self->layout != NULL);

  sample = g_new0 (Sample, 1);
  sample->layout = tie_file_layout_ref (self->layout);
  sample->kind = kind;
  sample->path = g_strdup (path);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, sample_func, sample, sample_free, NULL, sample_cb, g_object_ref (self));
}

typedef struct
{
  TieAccountingSetup *self; /* (owned) */
  TieExportKind kind;
} Asking;

static void
path_cb (const char *path,
         gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (TieAccountingSetup) self = asking->self;

  if (path != NULL && self->session != NULL)
    tie_accounting_setup_write_sample (self, asking->kind, path);
}

void
tie_accounting_setup_ask_sample (TieAccountingSetup *self,
                                 TieExportKind kind)
{
  gboolean is_customers = kind == TIE_EXPORT_CUSTOMERS;
  Asking *asking;
  g_autofree char *name = NULL;

  if (self->layout == NULL)
    return;
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->kind = kind;
  name = g_strdup_printf ("%s.%s", is_customers ? _ ("Tieout test customers") : _ ("Tieout test invoices"), self->layout->extension);
  tie_file_dialogs_save (GTK_WINDOW (self), _ ("Save Test File"), name, self->layout->label, g_intern_string (self->layout->extension), path_cb, asking);
}
