/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "portal-fixture.h"

static const char xml[] =
  "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
  "<arg type='s' name='parent_window' direction='in'/><arg type='a{sv}' name='options' direction='in'/><arg type='o' name='handle' direction='out'/>"
  "</method></interface></node>";

void
portal_fixture_answer (PortalFixture *portal,
                       guint response,
                       gboolean background)
{
  g_autoptr (GError) error = NULL;
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (background));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_emit_signal (portal->bus, portal->caller, portal->request, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", response, &results), &error);
  g_assert_no_error (error);
}

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface_name,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  PortalFixture *portal = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_variant_lookup (options, "handle_token", "&s", &token);
  g_assert_nonnull (token);
  g_clear_pointer (&portal->reason, g_free);
  g_variant_lookup (options, "reason", "s", &portal->reason);
  g_variant_lookup (options, "autostart", "b", &portal->autostart);
  g_free (portal->caller);
  portal->caller = g_strdup (sender);
  g_free (portal->request);
  portal->request = g_strconcat ("/org/freedesktop/portal/desktop/request/", name, "/", token, NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", portal->request));
  portal->n_asked++;
  if (portal->manner != PORTAL_WAITS)
    portal_fixture_answer (portal, portal->manner == PORTAL_REFUSES, portal->manner == PORTAL_ALLOWS);
}

static void
acquired_cb (GDBusConnection *bus,
             const char *name,
             gpointer is_acquired)
{
  *(gboolean *) is_acquired = TRUE;
}

PortalFixture *
portal_fixture_new (PortalManner manner)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  PortalFixture *portal = g_new0 (PortalFixture, 1);
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  gboolean is_acquired = FALSE;

  g_assert_no_error (error);
  portal->manner = manner;
  portal->bus = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  portal->object = g_dbus_connection_register_object (portal->bus, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, portal, NULL, &error);
  g_assert_no_error (error);
  portal->name = g_bus_own_name_on_connection (portal->bus, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, acquired_cb, NULL, &is_acquired, NULL);
  while (!is_acquired)
    g_main_context_iteration (NULL, TRUE);
  return portal;
}

void
portal_fixture_free (PortalFixture *portal)
{
  g_bus_unown_name (portal->name);
  g_dbus_connection_unregister_object (portal->bus, portal->object);
  g_dbus_connection_close_sync (portal->bus, NULL, NULL);
  g_object_unref (portal->bus);
  g_free (portal->reason);
  g_free (portal->request);
  g_free (portal->caller);
  g_free (portal);
}
