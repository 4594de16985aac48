/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A Background portal on the test's own session bus. */
typedef enum
{
  PORTAL_ALLOWS = 1,
  PORTAL_REFUSES,      /* the person said no */
  PORTAL_FORBIDS,      /* the request went well; its result is no */
  PORTAL_WAITS,        /* for portal_fixture_answer() */
} PortalManner;

typedef struct
{
  GDBusConnection *bus; /* (owned): not the one that the program uses */
  guint name;
  guint object;
  guint n_asked;
  char *reason;         /* (owned) (nullable): of the last question, and so below */
  char *request;        /* (owned) (nullable): its path */
  char *caller;         /* (owned) (nullable) */
  gboolean autostart;
  PortalManner manner;
} PortalFixture;

PortalFixture *portal_fixture_new (PortalManner manner);
void portal_fixture_free (PortalFixture *portal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalFixture, portal_fixture_free)

void portal_fixture_answer (PortalFixture *portal, guint response, gboolean background);
