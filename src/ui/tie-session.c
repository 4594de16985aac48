/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-session"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "store/tie-activity-table.h"
#include "store/tie-currency.h"
#include "store/tie-user-table.h"
#include "ui/tie-export-undo.h"
#include "ui/tie-session.h"

struct _TieSession
{
  GObject parent_instance;

  TieStore *store;     /* (owned) */
  TieCompany *company; /* (owned) */
  TieContinuous *continuous; /* (owned) */
  GHashTable *pairs;   /* (owned): TieKind to TieCrosswalk */
  TieSyncList *sync_lists[TIE_SYNC_N_GROUPS]; /* (owned) (nullable) */
  TieSyncJob *sync_job;  /* (owned) (nullable) */
  TieDoubles *doubles;   /* (owned) (nullable) */
  TieContactPush *push;  /* (owned) */
  GHashTable *pick_lists; /* (owned): names of kinds to TiePickList */
  GCancellable *gone;  /* (owned): cancelled on dispose */
  char *firm;          /* (owned) */
  TieUser *user;       /* (owned) (nullable): not among the practice's users, or not read yet */
  char *administrator; /* (owned) (nullable) */
  char *currency;      /* (owned) (nullable): of the books, an ISO code */
  gboolean is_read;    /* the two above are */
  char *company_uri;   /* (owned) (nullable) */
  gboolean is_demo;
};

G_DEFINE_FINAL_TYPE (TieSession, tie_session, G_TYPE_OBJECT)

enum
{
  PROP_FIRM = 1,
  PROP_IS_DEMO,
  PROP_USER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What is asked of the practice at once, and again when its settings change. */
typedef struct
{
  char *firm;
  TieUser *user;
  char *administrator;
  char *currency;
} FirmData;

static void
firm_data_free (FirmData *data)
{
  g_free (data->firm);
  g_clear_object (&data->user);
  g_free (data->administrator);
  g_free (data->currency);
  g_free (data);
}

static gboolean
read_firm (TieDb *db,
           gpointer user_data,
           GError **error)
{
  FirmData *data = user_data;
  GError *local_error = NULL;

  data->firm = tie_setting_table_get (db, "firm", &local_error);
  if (local_error == NULL)
    data->user = tie_user_table_find (db, &local_error);
  if (local_error == NULL)
    data->administrator = tie_user_table_get_administrator (db, &local_error);
  if (local_error == NULL)
    data->currency = tie_currency_read (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return TRUE;
}

static char *
dup_file_name (TieSession *self)
{
  g_autofree char *base = g_path_get_basename (tie_store_get_path (self->store));

  if (g_str_has_suffix (base, ".tieout"))
    base[strlen (base) - strlen (".tieout")] = '\0';
  return g_filename_display_name (base);
}

static void
take_firm (TieSession *self,
           const char *name)
{
  g_autofree char *firm = tie_text_is_empty (name) ? dup_file_name (self) : g_strdup (name);

  if (g_strcmp0 (firm, self->firm) == 0)
    return;
  g_free (self->firm);
  self->firm = g_steal_pointer (&firm);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRM]);
}

static void
take_user (TieSession *self,
           TieUser *user,
           const char *administrator)
{
  gboolean is_same = self->is_read && g_strcmp0 (administrator, self->administrator) == 0 &&
                     (user == NULL || self->user == NULL ? user == self->user : tie_record_equal (TIE_RECORD (user), TIE_RECORD (self->user)));

  if (is_same)
    return;
  g_set_object (&self->user, user);
  g_free (self->administrator);
  self->administrator = g_strdup (administrator);
  self->is_read = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER]);
}

static void
firm_read_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieSession) self = TIE_SESSION (user_data);
  g_autoptr (GError) error = NULL;
  const FirmData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (data != NULL)
    {
      take_firm (self, data->firm);
      g_free (self->currency);
      self->currency = g_strdup (data->currency);
      tie_session_use_currency (self);
      take_user (self, data->user, data->administrator);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The practice's settings could not be read: %s", error->message);
}

static void
load_firm (TieSession *self)
{
  tie_store_run_async (self->store, TIE_STORE_READ, read_firm, g_new0 (FirmData, 1), (GDestroyNotify) firm_data_free,
                       self->gone, firm_read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieSession *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION))
    load_firm (self);
}

static void
company_loaded_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!tie_company_load_finish (TIE_COMPANY (source), result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The connection could not be read: %s", error->message);
}

static void
tie_session_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  TieSession *self = TIE_SESSION (object);

  switch (prop_id)
    {
    case PROP_FIRM:
      g_value_set_string (value, self->firm);
      break;
    case PROP_IS_DEMO:
      g_value_set_boolean (value, self->is_demo);
      break;
    case PROP_USER:
      g_value_set_object (value, self->user);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_session_dispose (GObject *object)
{
  TieSession *self = TIE_SESSION (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->continuous);
  g_clear_object (&self->doubles);
  for (guint i = 0; i < TIE_SYNC_N_GROUPS; i++)
    g_clear_object (&self->sync_lists[i]);
  g_clear_object (&self->sync_job);
  g_clear_object (&self->push);
  g_hash_table_remove_all (self->pairs);
  g_hash_table_remove_all (self->pick_lists);
  g_clear_object (&self->company);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (tie_session_parent_class)->dispose (object);
}

static void
tie_session_finalize (GObject *object)
{
  TieSession *self = TIE_SESSION (object);

  g_hash_table_unref (self->pairs);
  g_hash_table_unref (self->pick_lists);
  g_object_unref (self->gone);
  g_clear_object (&self->user);
  g_free (self->administrator);
  g_free (self->currency);
  g_free (self->firm);
  g_free (self->company_uri);
  G_OBJECT_CLASS (tie_session_parent_class)->finalize (object);
}

static void
tie_session_class_init (TieSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tie_session_get_property;
  object_class->dispose = tie_session_dispose;
  object_class->finalize = tie_session_finalize;

  properties[PROP_FIRM] = g_param_spec_string ("firm", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_DEMO] = g_param_spec_boolean ("is-demo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_USER] = g_param_spec_object ("user", NULL, NULL, TIE_TYPE_USER, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_session_init (TieSession *self)
{
  self->gone = g_cancellable_new ();
  self->pairs = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->pick_lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

TieSession *
tie_session_new (TieStore *store,
                 gboolean is_demo,
                 const char *company_uri)
{
  g_autoptr (TieCompany) company = NULL;

  g_return_val_if_fail (TIE_IS_STORE (store), NULL);

  company = tie_company_new (store);
  return tie_session_new_with_company (company, is_demo, company_uri);
}

TieSession *
tie_session_new_with_company (TieCompany *company,
                              gboolean is_demo,
                              const char *company_uri)
{
  TieStore *store;
  TieSession *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  store = tie_company_get_store (company);
  self = g_object_new (TIE_TYPE_SESSION, NULL);
  self->store = g_object_ref (store);
  self->company = g_object_ref (company);
  self->is_demo = is_demo;
  self->company_uri = g_strdup (company_uri);
  self->firm = dup_file_name (self);
  self->push = tie_contact_push_new (company);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load_firm (self);
  self->continuous = tie_continuous_new (company);
  tie_continuous_start (self->continuous);
  tie_company_load_async (self->company, self->gone, company_loaded_cb, NULL);
  return self;
}

TieStore *
tie_session_get_store (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->store;
}

TieCompany *
tie_session_get_company (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->company;
}

const TiePackage *
tie_session_get_package (TieSession *self)
{
  return self != NULL ? tie_company_get_package (self->company) : *tie_package_list ();
}

TieContinuous *
tie_session_get_continuous (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->continuous;
}

const char *
tie_session_get_path (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return tie_store_get_path (self->store);
}

const char *
tie_session_get_firm (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->firm;
}

gboolean
tie_session_get_is_demo (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), FALSE);

  return self->is_demo;
}

const char *
tie_session_get_company_uri (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->company_uri;
}

TieUser *
tie_session_get_user (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->user;
}

gboolean
tie_session_get_is_read (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), FALSE);

  return self->is_read;
}

gboolean
tie_session_may (TieSession *self,
                 TieRight right)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), FALSE);

  return !self->is_read || tie_user_may (self->user, right);
}

char *
tie_session_dup_refusal (TieSession *self,
                         TieRight right)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return tie_right_dup_refusal (right, self->administrator);
}

TieContactPush *
tie_session_get_push (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  return self->push;
}

TieDoubles *
tie_session_get_doubles (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  if (self->doubles == NULL)
    self->doubles = tie_doubles_new (self->company, 0);
  return self->doubles;
}

TieSyncList *
tie_session_get_sync_list (TieSession *self,
                           TieSyncGroup group)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);
  g_return_val_if_fail (group > 0 && group < TIE_SYNC_N_GROUPS, NULL);

  if (self->sync_lists[group] == NULL)
    self->sync_lists[group] = tie_sync_list_new (self->company, group);
  return self->sync_lists[group];
}

TieSyncJob *
tie_session_get_sync_job (TieSession *self)
{
  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  if (self->sync_job == NULL)
    {
      self->sync_job = tie_sync_job_new (self->company);
      tie_export_undo_watch (self, self->sync_job);
    }
  return self->sync_job;
}

TieCrosswalk *
tie_session_get_crosswalk (TieSession *self,
                           TieKind kind)
{
  TieCrosswalk *pairs;

  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  pairs = g_hash_table_lookup (self->pairs, GINT_TO_POINTER (kind));
  if (pairs == NULL)
    {
      pairs = tie_crosswalk_new (self->company, kind);
      g_hash_table_insert (self->pairs, GINT_TO_POINTER (kind), pairs);
    }
  return pairs;
}

TieCrosswalk *
tie_session_get_code_crosswalk (TieSession *self,
                                GType type)
{
  TieCrosswalk *pairs;

  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  pairs = g_hash_table_lookup (self->pairs, GSIZE_TO_POINTER (type)); /* a type's number is an address, no small one as a kind's */
  if (pairs == NULL)
    {
      pairs = tie_crosswalk_new_for_codes (self->company, type);
      g_hash_table_insert (self->pairs, GSIZE_TO_POINTER (type), pairs);
    }
  return pairs;
}

TiePickList *
tie_session_get_pick_list (TieSession *self,
                           GType type,
                           GType also)
{
  g_autofree char *key = NULL;
  TiePickList *list;

  g_return_val_if_fail (TIE_IS_SESSION (self), NULL);

  key = g_strdup_printf ("%s %s", g_type_name (type), also != G_TYPE_INVALID ? g_type_name (also) : "");
  list = g_hash_table_lookup (self->pick_lists, key);
  if (list == NULL)
    {
      list = tie_pick_list_new (self->store, type, also);
      g_hash_table_insert (self->pick_lists, g_steal_pointer (&key), list);
    }
  return list;
}

void
tie_session_use_currency (TieSession *self)
{
  g_return_if_fail (TIE_IS_SESSION (self));

  tie_money_set_currency (self->currency);
}
