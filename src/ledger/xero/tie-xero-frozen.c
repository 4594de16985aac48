/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <string.h>

#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"

#define ALLOCATIONS "/Allocations"

GBytes *
tie_xero_freeze (const char *method,
                 const char *resource,
                 const char *version,
                 TieJsonWriter *writer)
{
  g_autofree char *element = NULL;
  char *text = NULL;

  tie_json_writer_end_object (writer);
  element = tie_json_writer_finish (writer);
  text = g_strconcat (method, " ", resource, version != NULL ? " " : "", version != NULL ? version : "", "\n", element, NULL);
  return g_bytes_new_take (text, strlen (text));
}

TieXeroFrozen *
tie_xero_frozen_parse (GBytes *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  char *element = strchr (text, '\n');
  g_auto (GStrv) words = NULL;
  TieXeroFrozen *self = NULL;

  if (element == NULL)
    return NULL;
  *element = '\0';
  words = g_strsplit (text, " ", 3);
  if (g_strv_length (words) < 2 || element[1] != '{')
    return NULL;
  self = g_new0 (TieXeroFrozen, 1);
  self->method = g_strdup (words[0]);
  self->resource = g_strdup (words[1]);
  self->version = g_strdup (words[2]);
  self->element = g_strdup (element + 1);
  return self;
}

void
tie_xero_frozen_free (TieXeroFrozen *self)
{
  g_free (self->method);
  g_free (self->resource);
  g_free (self->version);
  g_free (self->element);
  g_free (self);
}

char *
tie_xero_frozen_dup_credit (const TieXeroFrozen *self)
{
  gsize start = strlen (TIE_XERO_CREDIT_PREFIX);

  if (!g_str_has_prefix (self->resource, TIE_XERO_CREDIT_PREFIX) || !g_str_has_suffix (self->resource, ALLOCATIONS))
    return NULL;
  return g_strndup (self->resource + start, strlen (self->resource) - start - strlen (ALLOCATIONS));
}
