/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-switch"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-switch.h"

static const char *const kind_names[] = {
  "none", "refuse", "401", "403", "429", "429-retry-after", "500", "502", "503", "504", "html", "text", "fault200", "slow",
  "cut-before", "cut-after", "truncated", "malformed", "token-5xx", "rotation-lost", "expired", "revoked", "edited", "taken", "closed",
  "429-minute", "429-day", "429-concurrent", "archived", "disconnected", "long-lists", "odd-numbers", "odd-members",
  "500-after", "summarized", "key-used", "code",
};

typedef struct
{
  TieSandboxFaultKind kind;
  guint64 after;  /* so many matching requests pass first */
  guint64 count;  /* then so many meet the fault; 0: all */
  guint64 every;  /* of those only each so many-th; 0: each */
  guint64 chance; /* in per cent */
  guint64 delay;  /* in milliseconds */
  guint64 code;   /* of TIE_SANDBOX_FAULT_CODE */
  char *path;     /* (owned) (nullable): text in the path */
  char *method;   /* (owned) (nullable) */
  char *body;     /* (owned) (nullable): text in the body */
  guint64 seen;
  guint64 met;
} Switch;

struct _TieSandboxSwitches
{
  GPtrArray *switches; /* (owned) */
  GRand *dice;         /* (owned) */
};

static void
switch_free (gpointer data)
{
  Switch *self = data;

  g_free (self->path);
  g_free (self->method);
  g_free (self->body);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Switch, switch_free)

const char *
tie_sandbox_fault_kind_get_name (TieSandboxFaultKind kind)
{
  return kind_names[kind];
}

static gboolean
set_kind (Switch *self,
          const char *name)
{
  if (g_str_has_prefix (name, "code-"))
    {
      self->kind = TIE_SANDBOX_FAULT_CODE;
      return g_ascii_string_to_unsigned (name + strlen ("code-"), 10, 1, 99999, &self->code, NULL);
    }
  for (guint i = 0; i < TIE_SANDBOX_FAULT_CODE; i++)
    {
      if (!g_str_equal (kind_names[i], name))
        continue;
      self->kind = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_option (Switch *self,
            const char *name,
            const char *value)
{
  struct { const char *name; guint64 *number; } const numbers[] = {
    { "after", &self->after }, { "count", &self->count }, { "every", &self->every }, { "chance", &self->chance }, { "delay", &self->delay },
  };
  struct { const char *name; char **text; } const texts[] = { { "path", &self->path }, { "method", &self->method }, { "body", &self->body } };

  if (g_str_equal (name, "kind"))
    return set_kind (self, value);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!g_str_equal (texts[i].name, name))
        continue;
      g_free (*texts[i].text);
      *texts[i].text = g_strdup (value);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (g_str_equal (numbers[i].name, name))
        return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, numbers[i].number, NULL);
    }
  return FALSE;
}

static gboolean
parse_one (const char *spec,
           Switch *self,
           GError **error)
{
  g_auto (GStrv) parts = g_strsplit (spec, ",", -1);

  self->chance = 100;
  self->delay = 2000;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]);
      char *equals = strchr (part, '=');
      gboolean understood;

      if (equals != NULL)
        *equals = '\0';
      understood = equals != NULL ? set_option (self, part, equals + 1) : set_kind (self, part);
      if (understood)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" in the fault \"%s\" is not understood", part, spec);
      return FALSE;
    }
  /* To end all sign-ins again and again would leave no way to work. */
  if ((self->kind == TIE_SANDBOX_FAULT_EXPIRED || self->kind == TIE_SANDBOX_FAULT_REVOKED || self->kind == TIE_SANDBOX_FAULT_DISCONNECTED) && self->count == 0)
    self->count = 1;
  return TRUE;
}

TieSandboxSwitches *
tie_sandbox_switches_new (const char *spec,
                          guint32 seed,
                          GError **error)
{
  g_autoptr (TieSandboxSwitches) self = g_new0 (TieSandboxSwitches, 1);
  g_auto (GStrv) specs = g_strsplit (spec != NULL ? spec : "", ";", -1);

  self->switches = g_ptr_array_new_with_free_func (switch_free);
  self->dice = g_rand_new_with_seed (seed);
  for (guint i = 0; specs[i] != NULL; i++)
    {
      g_autoptr (Switch) one = g_new0 (Switch, 1);

      if (*g_strstrip (specs[i]) == '\0')
        continue;
      if (!parse_one (specs[i], one, error))
        return NULL;
      g_ptr_array_add (self->switches, g_steal_pointer (&one));
    }
  return g_steal_pointer (&self);
}

void
tie_sandbox_switches_free (TieSandboxSwitches *self)
{
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  g_clear_pointer (&self->dice, g_rand_free);
  g_free (self);
}

/* More than one thing with all that is known of it. */
static gboolean
is_long_list (const TieSandboxRequest *request)
{
  return g_str_equal (request->method, "GET") && g_strcmp0 (g_hash_table_lookup (request->query, "attributes"), "all") == 0
         && g_strcmp0 (g_hash_table_lookup (request->query, "items_per_page"), "1") != 0;
}

/* Unless a path is named, sign-in stays whole and only the API fails. */
static gboolean
concerns (const Switch *self,
          const TieSandboxRequest *request)
{
  if (self->kind == TIE_SANDBOX_FAULT_NONE || (self->method != NULL && g_ascii_strcasecmp (self->method, request->method) != 0))
    return FALSE;
  if (self->body != NULL && strstr (request->body, self->body) == NULL)
    return FALSE;
  if (self->kind == TIE_SANDBOX_FAULT_TOKEN_5XX || self->kind == TIE_SANDBOX_FAULT_ROTATION_LOST)
    return request->is_token;
  if (self->kind == TIE_SANDBOX_FAULT_LONG_LISTS && !is_long_list (request))
    return FALSE;
  if (self->path != NULL)
    return strstr (request->path, self->path) != NULL;
  return self->kind == TIE_SANDBOX_FAULT_REFUSE || request->is_api;
}

TieSandboxFaultKind
tie_sandbox_switches_next (TieSandboxSwitches *self,
                           const TieSandboxRequest *request,
                           guint *delay_milliseconds,
                           guint *code)
{
  for (guint i = 0; i < self->switches->len; i++)
    {
      Switch *one = g_ptr_array_index (self->switches, i);
      guint64 position;

      if (!concerns (one, request))
        continue;
      position = one->seen++;
      if (position < one->after || (one->count > 0 && one->met >= one->count)
          || (one->every > 1 && (position - one->after) % one->every != 0)
          || (one->chance < 100 && (guint64) g_rand_int_range (self->dice, 0, 100) >= one->chance))
        continue;
      one->met++;
      *delay_milliseconds = (guint) one->delay;
      *code = (guint) one->code;
      return one->kind;
    }
  return TIE_SANDBOX_FAULT_NONE;
}
