/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "sync/tie-company-private.h"
#include "sync/tie-practice-package.h"

G_DEFINE_FINAL_TYPE (TieCompany, tie_company, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_NAME,
  PROP_LAST_READ,
  PROP_KEYRING_WARNING,
  PROP_IS_READING,
  PROP_PROGRESS,
  PROP_WAITING,
  PROP_PACKAGE,
  N_PROPS
};

enum
{
  OPEN_URI,
  CHOOSE_COMPANY,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
tie_company_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  TieCompany *self = TIE_COMPANY (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LAST_READ:
      g_value_set_string (value, tie_company_get_last_read (self));
      break;
    case PROP_KEYRING_WARNING:
      g_value_set_string (value, self->keyring_warning);
      break;
    case PROP_IS_READING:
      g_value_set_boolean (value, self->is_reading);
      break;
    case PROP_PROGRESS:
      g_value_set_uint (value, self->progress);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_PACKAGE:
      g_value_set_pointer (value, (gpointer) self->package);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_company_finalize (GObject *object)
{
  TieCompany *self = TIE_COMPANY (object);

  g_clear_handle_id (&self->wait_tick, g_source_remove);
  g_clear_object (&self->new_ledger);
  g_clear_object (&self->new_sign_in);
  g_clear_pointer (&self->new_connection, tie_connection_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_free);
  g_clear_object (&self->ledger);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->connection, tie_connection_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->keyring_warning, g_free);

  tie_pacer_free (self->pacer);

  G_OBJECT_CLASS (tie_company_parent_class)->finalize (object);
}

static void
tie_company_class_init (TieCompanyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_company_get_property;
  object_class->finalize = tie_company_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, TIE_COMPANY_NOT_CONNECTED, TIE_COMPANY_SIGN_IN_EXPIRED, TIE_COMPANY_NOT_CONNECTED, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_LAST_READ] = g_param_spec_string ("last-read", NULL, NULL, NULL, flags);
  properties[PROP_KEYRING_WARNING] = g_param_spec_string ("keyring-warning", NULL, NULL, NULL, flags);
  properties[PROP_IS_READING] = g_param_spec_boolean ("is-reading", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_uint ("progress", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PACKAGE] = g_param_spec_pointer ("package", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN_URI] = g_signal_new ("open-uri", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHOOSE_COMPANY] = g_signal_new ("choose-company", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
tie_company_init (TieCompany *self)
{
  self->state = TIE_COMPANY_NOT_CONNECTED;
  self->backoff = tie_backoff_default;
  self->pacer = tie_pacer_new ();
  self->package = *tie_package_list ();
}

/* ---- another program connected or disconnected the same practice ---- */

static void
read_again_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TieCompany) self = TIE_COMPANY (source);
  g_autoptr (GError) error = NULL;

  if (!tie_company_load_finish (self, result, &error))
    g_warning ("The connection could not be read again: %s", error->message);
}

static void
store_changed_cb (TieStore *store,
                  guint areas,
                  TieCompany *self)
{
  /* Before the first load nobody knows a connection, and while connecting our own is about to follow. */
  if ((areas & (TIE_STORE_AREA_CONNECTION | TIE_STORE_AREA_SETTINGS)) && self->is_loaded && self->state != TIE_COMPANY_CONNECTING)
    tie_company_load_async (g_object_ref (self), NULL, read_again_cb, NULL);
}

TieCompany *
tie_company_new (TieStore *store)
{
  TieCompany *self;

  g_return_val_if_fail (TIE_IS_STORE (store), NULL);

  self = g_object_new (TIE_TYPE_COMPANY, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  return self;
}

TieCompany *
tie_company_new_with_ledger (TieStore *store,
                             TieLedger *ledger)
{
  TieCompany *self = tie_company_new (store);

  g_return_val_if_fail (TIE_IS_LEDGER (ledger), NULL);

  self->ledger = g_object_ref (ledger);
  self->has_fixed_ledger = TRUE;
  return self;
}

void
tie_company_set_state (TieCompany *self,
                       TieCompanyState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
tie_company_set_reading (TieCompany *self,
                         gboolean is_reading)
{
  if (self->is_reading == is_reading)
    return;
  self->is_reading = is_reading;
  tie_company_follow_wait (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READING]);
}

void
tie_company_set_progress (TieCompany *self,
                          guint progress)
{
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

void
tie_company_set_waiting (TieCompany *self,
                         guint seconds)
{
  if (self->waiting == seconds)
    return;
  self->waiting = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

char *
tie_company_dup_shown_name (const TieConnection *connection)
{
  if (connection->company_name == NULL)
    return NULL;
  if (g_strcmp0 (connection->environment, "production") == 0 || g_str_has_prefix (connection->company_name, "Sandbox: "))
    return g_strdup (connection->company_name);
  /* Translators: name of a company that is not a real one */
  return g_strdup_printf (_ ("Sandbox: %s"), connection->company_name);
}

static void
keyring_warning_cb (TieSignIn *sign_in,
                    GParamSpec *pspec,
                    TieCompany *self)
{
  g_autofree char *warning = NULL;

  g_object_get (sign_in, "keyring-warning", &warning, NULL);
  if (g_strcmp0 (warning, self->keyring_warning) == 0)
    return;
  g_free (self->keyring_warning);
  self->keyring_warning = g_steal_pointer (&warning);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_WARNING]);
}

static void
open_uri_cb (TieSignIn *sign_in,
             const char *uri,
             TieCompany *self)
{
  g_signal_emit (self, signals[OPEN_URI], 0, uri);
}

void
tie_company_ask_choice (TieCompany *self)
{
  g_signal_emit (self, signals[CHOOSE_COMPANY], 0, self->choices);
}

TieSignIn *
tie_company_make_sign_in (TieCompany *self,
                          const TieConnection *connection,
                          const char *redirect_uri)
{
  const TiePackage *package = tie_package_find (connection->package);
  TieSignInAddresses *addresses = package->dup_addresses (connection->environment, connection->base_uri);
  TieSignIn *sign_in;

  if (redirect_uri != NULL)
    {
      g_free (addresses->redirect_uri);
      addresses->redirect_uri = g_strdup (redirect_uri);
    }
  sign_in = tie_sign_in_new (connection->sign_in_id, tie_store_get_path (self->store), addresses);
  tie_sign_in_addresses_free (addresses);

  /* What a company on this computer gives out is made up: losing it costs nothing, and nobody needs to be asked. */
  if (self->allows_memory || g_strcmp0 (connection->environment, "local") == 0)
    tie_sign_in_allow_memory (sign_in);
  g_signal_connect_object (sign_in, "notify::keyring-warning", G_CALLBACK (keyring_warning_cb), self, 0);
  g_signal_connect_object (sign_in, "open-uri", G_CALLBACK (open_uri_cb), self, 0);
  return sign_in;
}

TieLedger *
tie_company_make_ledger (const TieConnection *connection,
                         TieSignIn *sign_in)
{
  return tie_package_find (connection->package)->new_ledger (connection->environment, connection->base_uri, connection->company_id, sign_in);
}

void
tie_company_update_package (TieCompany *self)
{
  const TiePackage *package = tie_practice_package_find (self->connection, self->chosen);

  if (package == self->package)
    return;
  self->package = package;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACKAGE]);
}

void
tie_company_take_row (TieCompany *self,
                      TieConnection *connection)
{
  g_autofree char *last_read = g_strdup (tie_company_get_last_read (self));
  g_autofree char *name = connection != NULL ? tie_company_dup_shown_name (connection) : NULL;

  g_clear_pointer (&self->connection, tie_connection_free);
  self->connection = connection;
  tie_company_update_package (self);
  if (g_strcmp0 (name, self->name) != 0)
    {
      g_free (self->name);
      self->name = g_steal_pointer (&name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
    }
  if (g_strcmp0 (last_read, tie_company_get_last_read (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_READ]);
}

void
tie_company_set_connection (TieCompany *self,
                            TieConnection *connection,
                            TieSignIn *sign_in,
                            TieLedger *ledger)
{
  /* A later version of the program may know a package that this one does not. */
  gboolean is_connected = connection != NULL && connection->connected != NULL && (self->has_fixed_ledger || tie_package_find (connection->package) != NULL);
  gboolean is_other = g_strcmp0 (self->connection != NULL ? self->connection->id : NULL, connection != NULL ? connection->id : NULL) != 0;
  TieCompanyState state = is_connected ? TIE_COMPANY_CONNECTED : TIE_COMPANY_NOT_CONNECTED;

  if (is_other)
    {
      memset (self->list_read, 0, sizeof self->list_read);
      self->was_read = FALSE;
    }
  g_set_object (&self->sign_in, sign_in);
  if (!self->has_fixed_ledger)
    g_set_object (&self->ledger, ledger);
  g_clear_object (&sign_in);
  g_clear_object (&ledger);
  if (is_connected && self->ledger == NULL)
    {
      self->sign_in = tie_company_make_sign_in (self, connection, NULL);
      self->ledger = tie_company_make_ledger (connection, self->sign_in);
    }
  tie_company_take_row (self, connection);
  /* From one connected company to another the state is the same, and all that stands on it is not. */
  if (is_other && self->state == state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  else
    tie_company_set_state (self, state);
}

TieCompanyState
tie_company_get_state (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), TIE_COMPANY_NOT_CONNECTED);

  return self->state;
}

const TiePackage *
tie_company_get_package (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), *tie_package_list ());

  return self->package;
}

char *
tie_company_dup_obstacle (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  if (self->connection == NULL || self->connection->connected == NULL || self->has_fixed_ledger || tie_package_find (self->connection->package) != NULL)
    return NULL;
  /* Translators: the name of a company, then of an accounting package */
  return g_strdup_printf (_ ("%s is a company of “%s”, which this version of Tieout does not know. A newer version connected it."), self->name, self->connection->package);
}

const char *
tie_company_get_name (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->name;
}

const char *
tie_company_get_last_read (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->connection != NULL ? self->connection->last_read : NULL;
}

gboolean
tie_company_was_read (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), FALSE);

  return self->was_read;
}

gboolean
tie_company_get_is_reading (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), FALSE);

  return self->is_reading;
}

const TieConnection *
tie_company_get_connection (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->connection;
}

TieStore *
tie_company_get_store (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->store;
}

TieLedger *
tie_company_get_ledger (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->connection != NULL && self->connection->connected != NULL ? self->ledger : NULL;
}

void
tie_company_set_backoff (TieCompany *self,
                         const TieBackoff *backoff)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  self->backoff = *backoff;
}

const TieBackoff *
tie_company_get_backoff (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), &tie_backoff_default);

  return &self->backoff;
}

TiePacer *
tie_company_get_pacer (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), NULL);

  return self->pacer;
}

void
tie_company_note (TieCompany *self,
                  const GError *error)
{
  g_return_if_fail (TIE_IS_COMPANY (self));

  if (self->connection == NULL || self->connection->connected == NULL || self->state == TIE_COMPANY_CONNECTING)
    return;
  if (error == NULL)
    tie_company_set_state (self, TIE_COMPANY_CONNECTED);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NETWORK))
    tie_company_set_state (self, TIE_COMPANY_OFFLINE);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED) || g_error_matches (error, TIE_ERROR, TIE_ERROR_TOKEN) || g_error_matches (error, TIE_ERROR, TIE_ERROR_SHUT_OUT))
    tie_company_set_state (self, TIE_COMPANY_SIGN_IN_EXPIRED);
  else if (error->domain == TIE_ERROR && self->state == TIE_COMPANY_OFFLINE) /* an answer, if no good one */
    tie_company_set_state (self, TIE_COMPANY_CONNECTED);
}
