/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-refresh"
#include "config.h"

#include "fees/tie-fee-refresh.h"
#include "store/tie-fee-table.h"

/* That are told of changes; all others wait for their turn. */
#define MAX_FOLDERS 32

void
tie_fee_refresh_free (TieFeeRefresh *refresh)
{
  g_ptr_array_unref (refresh->problems);
  g_ptr_array_unref (refresh->folders);
  g_free (refresh);
}

/* One refresh: what the store said, what is there, and the file at hand. */
typedef struct
{
  TieStore *store;
  GBytes *tin_key;       /* (nullable) */
  GCancellable *cancellable;
  gboolean anew;
  TieFeeRefresh *refresh;
  GFile *source;         /* (owned) (nullable) */
  GPtrArray *known;      /* (owned) (element-type TieFeeFileInfo) */
  TieFeeFile *file;      /* (nullable) at hand */
  TieFeeFileInfo *info;  /* (nullable) of it */
} Job;

static gboolean
read_known_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  Job *job = data;
  g_autoptr (GError) local_error = NULL;

  job->source = tie_fee_source_get (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_pointer (&job->known, g_ptr_array_unref);
  job->known = tie_fee_table_list_files (db, error);
  return job->known != NULL;
}

static gboolean
recall_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_file_recall (data, db, error);
}

static gboolean
save_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Job *job = data;

  return tie_fee_table_save_file (db, job->info, job->file->rows, error);
}

static gboolean
remove_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_table_remove_file (db, data, error);
}

static TieFeeFileInfo *
find_known (Job *job,
            const char *uri)
{
  for (guint i = 0; i < job->known->len; i++)
    {
      TieFeeFileInfo *info = job->known->pdata[i];

      if (g_str_equal (info->uri, uri))
        return info;
    }
  return NULL;
}

static gboolean
is_listed (GPtrArray *candidates,
           const char *uri)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      if (g_str_equal (((TieFeeCandidate *) candidates->pdata[i])->uri, uri))
        return TRUE;
    }
  return FALSE;
}

static void
add_problem (Job *job,
             TieFeeCode code,
             const char *sentence)
{
  TieFeeFinding *finding = g_new0 (TieFeeFinding, 1);

  finding->code = code;
  finding->sentence = g_strdup (sentence);
  g_ptr_array_add (job->refresh->problems, finding);
}

static TieFeeFileInfo *
make_info (const TieFeeFile *file,
           const TieFeeCandidate *candidate)
{
  TieFeeFileInfo *info = g_new0 (TieFeeFileInfo, 1);

  info->uri = g_strdup (candidate->uri);
  info->label = g_strdup (candidate->label);
  info->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  info->as_of = g_strdup (file->as_of);
  info->format = g_strdup (file->layout.format != 0 ? tie_fee_format_get_name (file->layout.format) : "");
  info->stamp = g_strdup (candidate->stamp);
  info->n_rows = file->rows != NULL ? tie_fee_rows_get_n (file->rows) : 0;
  info->n_bad = file->n_bad;
  info->code = file->code;
  info->problem = g_strdup (file->problem);
  return info;
}

TieFeeFile *
tie_fee_refresh_open (TieStore *store,
                      TieFeeCandidate *candidate,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GBytes) bytes = tie_fee_source_load (candidate, cancellable, error);
  g_autoptr (TieFeeFile) file = bytes != NULL ? tie_fee_file_new (bytes, candidate->uri, candidate->label, candidate->modified) : NULL;

  return file != NULL && tie_store_run (store, TIE_STORE_READ, recall_cb, file, error) ? g_steal_pointer (&file) : NULL;
}

/* With when the file, or the last of the source, was read before. */
static void
add_unavailable (Job *job,
                 TieFeeCode code,
                 const char *name,
                 const TieFeeFileInfo *last)
{
  TieFeeFacts facts = { .file = name, .when = last != NULL ? last->read_at : NULL };

  g_ptr_array_add (job->refresh->problems, tie_fee_finding_new (code, &facts));
}

/* A file that cannot be had now is a problem; a store that fails is an error. */
static gboolean
read_file (Job *job,
           TieFeeCandidate *candidate,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieFeeFile) file = tie_fee_refresh_open (job->store, candidate, job->cancellable, &local_error);
  g_autoptr (TieFeeFileInfo) info = NULL;

  if (file == NULL)
    {
      if (local_error->domain != TIE_FEE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      add_unavailable (job, (TieFeeCode) local_error->code, candidate->label, find_known (job, candidate->uri));
      return TRUE;
    }
  tie_fee_file_read (file, job->tin_key);
  info = make_info (file, candidate);
  job->file = file;
  job->info = info;
  job->refresh->n_read++;
  return tie_store_run (job->store, TIE_STORE_WRITE, save_cb, job, error);
}

static gboolean
read_changed (Job *job,
              GPtrArray *candidates,
              GError **error)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      TieFeeCandidate *candidate = candidates->pdata[i];
      TieFeeFileInfo *known = find_known (job, candidate->uri);

      if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
        return FALSE;
      if ((known == NULL || job->anew || !g_str_equal (known->stamp, candidate->stamp)) && !read_file (job, candidate, error))
        return FALSE;
    }
  for (guint i = 0; i < job->known->len; i++)
    {
      TieFeeFileInfo *info = job->known->pdata[i];

      if (!is_listed (candidates, info->uri) && !tie_store_run (job->store, TIE_STORE_WRITE, remove_cb, info->id, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether one before it has the same contents: a file that was copied counts once. */
static gboolean
is_copy (Job *job,
         guint place)
{
  const TieFeeFileInfo *info = job->known->pdata[place];

  for (guint i = 0; i < place; i++)
    {
      if (g_str_equal (((TieFeeFileInfo *) job->known->pdata[i])->sha256, info->sha256))
        return TRUE;
    }
  return FALSE;
}

static void
sum_up (Job *job)
{
  for (guint i = 0; i < job->known->len; i++)
    {
      TieFeeFileInfo *info = job->known->pdata[i];

      if (is_copy (job, i))
        continue;
      if (info->code != TIE_FEE_OK)
        add_problem (job, info->code, info->problem);
      else
        {
          job->refresh->n_files++;
          job->refresh->n_rows += info->n_rows;
          job->refresh->n_bad += info->n_bad;
        }
    }
}

static void
add_folder (Job *job,
            GFile *folder)
{
  GPtrArray *folders = job->refresh->folders;

  if (folder != NULL && folders->len < MAX_FOLDERS && !g_ptr_array_find_with_equal_func (folders, folder, (GEqualFunc) g_file_equal, NULL))
    g_ptr_array_add (folders, g_object_ref (folder));
}

static void
list_folders (Job *job,
              GPtrArray *candidates)
{
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      g_autoptr (GFile) folder = g_file_get_parent (((TieFeeCandidate *) candidates->pdata[i])->file);

      add_folder (job, folder);
    }
}

static gboolean
run (Job *job,
     GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!tie_store_run (job->store, TIE_STORE_READ, read_known_cb, job, error))
    return FALSE;
  job->refresh->has_source = job->source != NULL;
  if (job->source == NULL)
    return TRUE;
  add_folder (job, job->source);
  candidates = tie_fee_source_list (job->source, job->cancellable, &local_error);
  list_folders (job, candidates);
  if (candidates == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (job->source);

      if (local_error->domain != TIE_FEE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      add_unavailable (job, (TieFeeCode) local_error->code, name, job->known->len > 0 ? job->known->pdata[0] : NULL);
    }
  else
    {
      if (!read_changed (job, candidates, error))
        return FALSE;
      g_clear_object (&job->source);
      if (!tie_store_run (job->store, TIE_STORE_READ, read_known_cb, job, error))
        return FALSE;
    }
  sum_up (job);
  return TRUE;
}

TieFeeRefresh *
tie_fee_refresh (TieStore *store,
                 GBytes *tin_key,
                 gboolean anew,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (TieFeeRefresh) refresh = g_new0 (TieFeeRefresh, 1);
  Job job = { store, tin_key, cancellable, anew, refresh };
  gboolean is_done;

  refresh->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_finding_free);
  refresh->folders = g_ptr_array_new_with_free_func (g_object_unref);
  is_done = run (&job, error);
  g_clear_object (&job.source);
  g_clear_pointer (&job.known, g_ptr_array_unref);
  return is_done ? g_steal_pointer (&refresh) : NULL;
}
