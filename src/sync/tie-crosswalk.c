/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk"
#include "config.h"

#include "model/tie-code.h"
#include "sync/tie-crosswalk-private.h"

G_DEFINE_FINAL_TYPE (TieCrosswalk, tie_crosswalk, G_TYPE_OBJECT)

enum
{
  PROP_LEFT = 1,
  PROP_RIGHT,
  PROP_N_LINKED,
  PROP_IS_LOADING,
  PROP_EXPORT_PROGRESS,
  PROP_AUTOMATCH_PROGRESS,
  N_PROPS
};

enum
{
  LOADED,
  WARMED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
tie_crosswalk_set_is_loading (TieCrosswalk *self,
                              gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

char *
tie_crosswalk_make_pair_key (const char *left_id,
                             const char *right_id)
{
  return g_strdup_printf ("%s\n%s", left_id, right_id);
}

/* The refusals as they are in the file now; (transfer full). */
void
tie_crosswalk_take_refusals (TieCrosswalk *self,
                             GHashTable *refused)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->refused);
  GHashTable *sets[] = { before, refused };

  self->refused = refused;
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, sets[i]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          g_auto (GStrv) ids = g_hash_table_contains (sets[1 - i], key) ? NULL : g_strsplit (key, "\n", 2);

          if (ids != NULL)
            tie_crosswalk_follow_refusal (self, ids[0], sets[i] == refused);
        }
    }
}

gboolean
tie_crosswalk_is_refused (TieCrosswalk *self,
                          const char *left_id,
                          const char *right_id)
{
  g_autofree char *key = tie_crosswalk_make_pair_key (left_id, right_id);

  return g_hash_table_contains (self->refused, key);
}

void
tie_crosswalk_count_links (TieCrosswalk *self)
{
  guint n_linked = 0;

  for (guint i = 0; i < tie_row_list_get_length (self->left); i++)
    n_linked += tie_pair_row_is_decided (tie_row_list_get (self->left, i)) ? 1 : 0;
  if (self->n_linked == n_linked)
    return;
  self->n_linked = n_linked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LINKED]);
}

static void
store_changed_cb (TieStore *store,
                  guint areas,
                  TieCrosswalk *self)
{
  TieSnapshotParts parts = 0;

  gboolean is_of_contacts = self->kind == TIE_KIND_CUSTOMER || self->kind == TIE_KIND_VENDOR;

  if (areas & (is_of_contacts ? TIE_STORE_AREA_CONTACTS : TIE_STORE_AREA_LISTS))
    parts |= TIE_SNAPSHOT_LEFT;
  if (areas & TIE_STORE_AREA_REMOTES)
    parts |= TIE_SNAPSHOT_RIGHT;
  if (areas & TIE_STORE_AREA_LINKS)
    parts |= TIE_SNAPSHOT_LINKS;
  if (parts != 0)
    tie_crosswalk_read_again (self, parts);
}

static void
company_changed_cb (TieCrosswalk *self)
{
  if (g_strcmp0 (self->connection, tie_crosswalk_get_connection_id (self)) != 0)
    tie_crosswalk_read_again (self, TIE_SNAPSHOT_ALL);
}

static void
tie_crosswalk_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  TieCrosswalk *self = TIE_CROSSWALK (object);

  switch (prop_id)
    {
    case PROP_LEFT:
      g_value_set_object (value, self->left);
      break;
    case PROP_RIGHT:
      g_value_set_object (value, self->right);
      break;
    case PROP_N_LINKED:
      g_value_set_uint (value, self->n_linked);
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_EXPORT_PROGRESS:
      g_value_set_string (value, self->export_progress);
      break;
    case PROP_AUTOMATCH_PROGRESS:
      g_value_set_uint (value, self->automatch_progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_crosswalk_dispose (GObject *object)
{
  TieCrosswalk *self = TIE_CROSSWALK (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  tie_crosswalk_follow_clear (self);

  G_OBJECT_CLASS (tie_crosswalk_parent_class)->dispose (object);
}

static void
tie_crosswalk_finalize (GObject *object)
{
  TieCrosswalk *self = TIE_CROSSWALK (object);

  g_clear_pointer (&self->right_index, tie_match_index_free);
  g_clear_pointer (&self->left_index, tie_match_index_free);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_hash_table_unref (self->waiting_left);
  g_hash_table_unref (self->waiting_right);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_object (&self->left);
  g_clear_object (&self->right);
  g_clear_object (&self->company);
  g_clear_pointer (&self->connection, g_free);
  g_clear_pointer (&self->export_progress, g_free);

  G_OBJECT_CLASS (tie_crosswalk_parent_class)->finalize (object);
}

static void
tie_crosswalk_class_init (TieCrosswalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_crosswalk_get_property;
  object_class->dispose = tie_crosswalk_dispose;
  object_class->finalize = tie_crosswalk_finalize;

  properties[PROP_LEFT] = g_param_spec_object ("left", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_RIGHT] = g_param_spec_object ("right", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_N_LINKED] = g_param_spec_uint ("n-linked", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_EXPORT_PROGRESS] = g_param_spec_string ("export-progress", NULL, NULL, NULL, flags);
  properties[PROP_AUTOMATCH_PROGRESS] = g_param_spec_uint ("automatch-progress", NULL, NULL, 0, 1000, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WARMED] = g_signal_new ("warmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tie_crosswalk_init (TieCrosswalk *self)
{
  self->left = tie_row_list_new ();
  self->right = tie_row_list_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting_left = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->waiting_right = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->stale = TIE_SNAPSHOT_ALL;
}

static TieCrosswalk *
make (TieCompany *company,
      TieKind kind,
      GType local)
{
  TieCrosswalk *self = g_object_new (TIE_TYPE_CROSSWALK, NULL);

  self->company = g_object_ref (company);
  self->kind = kind;
  self->local = local;
  tie_crosswalk_clear_problems (self);
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (company_changed_cb), self, G_CONNECT_SWAPPED);
  tie_crosswalk_read (self);
  return self;
}

TieCrosswalk *
tie_crosswalk_new (TieCompany *company,
                   TieKind kind)
{
  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);
  g_return_val_if_fail (kind == TIE_KIND_CUSTOMER || kind == TIE_KIND_VENDOR || kind == TIE_KIND_EMPLOYEE, NULL);

  return make (company, kind, G_TYPE_INVALID);
}

TieCrosswalk *
tie_crosswalk_new_for_codes (TieCompany *company,
                             GType type)
{
  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);
  g_return_val_if_fail (type == TIE_TYPE_WORK_CODE || type == TIE_TYPE_EXPENSE_CODE, NULL);

  return make (company, TIE_KIND_ITEM, type);
}

const char *
tie_crosswalk_get_connection_id (TieCrosswalk *self)
{
  const TieConnection *connection = tie_company_get_connection (self->company);

  return connection != NULL ? connection->id : "";
}

GListModel *
tie_crosswalk_get_left (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return G_LIST_MODEL (self->left);
}

GListModel *
tie_crosswalk_get_right (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return G_LIST_MODEL (self->right);
}

guint
tie_crosswalk_get_n_linked (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), 0);

  return self->n_linked;
}

gboolean
tie_crosswalk_get_is_loading (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), FALSE);

  return self->is_loading;
}

gboolean
tie_crosswalk_get_is_stale (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), FALSE);

  return self->is_loading || self->reload_source != 0 || self->stale != 0;
}

TieKind
tie_crosswalk_get_kind (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), 0);

  return self->kind;
}

GType
tie_crosswalk_get_code_type (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), G_TYPE_INVALID);

  return self->local;
}

TieCompany *
tie_crosswalk_get_company (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return self->company;
}

TiePairRow *
tie_crosswalk_find_left (TieCrosswalk *self,
                         const char *id)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return tie_row_list_find (self->left, id);
}

TiePairRow *
tie_crosswalk_find_right (TieCrosswalk *self,
                          const char *id)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return tie_row_list_find (self->right, id);
}

void
tie_crosswalk_show_link (TieCrosswalk *self,
                         const char *left_id,
                         const char *right_id)
{
  tie_crosswalk_pair (tie_row_list_find (self->left, left_id), tie_row_list_find (self->right, right_id));
}

void
tie_crosswalk_show_unlink (TieCrosswalk *self,
                           const char *left_id)
{
  TiePairRow *left = tie_row_list_find (self->left, left_id);
  TiePairRow *right = left != NULL ? tie_pair_row_get_partner (left) : NULL;

  if (left != NULL)
    tie_pair_row_set_partner (left, TIE_ROW_NOT_LINKED, NULL);
  if (right != NULL)
    tie_pair_row_set_partner (right, TIE_ROW_NOT_LINKED, NULL);
}

void
tie_crosswalk_show_refusal (TieCrosswalk *self,
                            const char *left_id,
                            const char *right_id)
{
  g_hash_table_add (self->refused, tie_crosswalk_make_pair_key (left_id, right_id));
  tie_crosswalk_follow_refusal (self, left_id, TRUE);
}

gboolean
tie_crosswalk_can_pair (TieCrosswalk *self,
                        TiePairRow *left,
                        TiePairRow *right)
{
  TieRowText *site = tie_pair_row_get_text (left);
  TiePairRow *contact;
  TiePairRow *partner;

  if (!tie_row_text_is_child (site))
    return TRUE;
  contact = tie_row_list_find (self->left, tie_row_text_get (site, TIE_ROW_TEXT_PARENT));
  partner = contact != NULL ? tie_pair_row_get_partner (contact) : NULL;
  return partner != NULL && g_str_equal (tie_row_text_get (tie_pair_row_get_text (right), TIE_ROW_TEXT_PARENT), tie_pair_row_get_id (partner));
}

GPtrArray *
tie_crosswalk_get_problems (TieCrosswalk *self)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);

  return self->problems;
}

void
tie_crosswalk_clear_problems (TieCrosswalk *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
}

void
tie_crosswalk_set_export_progress (TieCrosswalk *self,
                                   const char *sentence)
{
  if (g_strcmp0 (self->export_progress, sentence) == 0)
    return;
  g_free (self->export_progress);
  self->export_progress = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPORT_PROGRESS]);
}

void
tie_crosswalk_announce_loaded (TieCrosswalk *self)
{
  g_signal_emit (self, signals[LOADED], 0);
}

void
tie_crosswalk_announce_failed (TieCrosswalk *self,
                               const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

void
tie_crosswalk_announce_warmed (TieCrosswalk *self)
{
  g_signal_emit (self, signals[WARMED], 0);
}

void
tie_crosswalk_set_automatch_progress (TieCrosswalk *self,
                                      guint progress)
{
  if (self->automatch_progress == progress)
    return;
  self->automatch_progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATCH_PROGRESS]);
}
