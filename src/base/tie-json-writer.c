/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-json-writer"
#include "config.h"

#include "base/tie-json-writer.h"
#include "base/tie-money.h"

struct _TieJsonWriter
{
  GString *out;       /* (owned) */
  gboolean has_value; /* in the container that is open */
};

TieJsonWriter *
tie_json_writer_new (void)
{
  TieJsonWriter *self = g_new0 (TieJsonWriter, 1);

  self->out = g_string_new (NULL);
  return self;
}

void
tie_json_writer_free (TieJsonWriter *self)
{
  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_free (self);
}

static void
append_quoted (GString *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      switch (*p)
        {
        case '"':
          g_string_append (out, "\\\"");
          break;
        case '\\':
          g_string_append (out, "\\\\");
          break;
        case '\n':
          g_string_append (out, "\\n");
          break;
        case '\t':
          g_string_append (out, "\\t");
          break;
        default:
          if (*p < 0x20 || *p == 0x7f)
            g_string_append_printf (out, "\\u%04x", *p);
          else
            g_string_append_c (out, (char) *p);
        }
    }
  g_string_append_c (out, '"');
}

static void
begin_value (TieJsonWriter *self,
             const char *name)
{
  if (self->has_value)
    g_string_append_c (self->out, ',');
  if (name != NULL)
    {
      append_quoted (self->out, name);
      g_string_append_c (self->out, ':');
    }
  self->has_value = TRUE;
}

static void
begin_container (TieJsonWriter *self,
                 const char *name,
                 char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->out, bracket);
  self->has_value = FALSE;
}

static void
end_container (TieJsonWriter *self,
               char bracket)
{
  g_string_append_c (self->out, bracket);
  self->has_value = TRUE;
}

void
tie_json_writer_begin_object (TieJsonWriter *self,
                              const char *name)
{
  begin_container (self, name, '{');
}

void
tie_json_writer_end_object (TieJsonWriter *self)
{
  end_container (self, '}');
}

void
tie_json_writer_begin_array (TieJsonWriter *self,
                             const char *name)
{
  begin_container (self, name, '[');
}

void
tie_json_writer_end_array (TieJsonWriter *self)
{
  end_container (self, ']');
}

void
tie_json_writer_add_string (TieJsonWriter *self,
                            const char *name,
                            const char *value)
{
  begin_value (self, name);
  append_quoted (self->out, value != NULL ? value : "");
}

void
tie_json_writer_add_string_if_set (TieJsonWriter *self,
                                   const char *name,
                                   const char *value)
{
  if (value != NULL && *value != '\0')
    tie_json_writer_add_string (self, name, value);
}

void
tie_json_writer_add_boolean (TieJsonWriter *self,
                             const char *name,
                             gboolean value)
{
  tie_json_writer_add_raw (self, name, value ? "true" : "false");
}

void
tie_json_writer_add_integer (TieJsonWriter *self,
                             const char *name,
                             gint64 value)
{
  tie_json_writer_add_decimal (self, name, value, 0);
}

void
tie_json_writer_add_decimal (TieJsonWriter *self,
                             const char *name,
                             gint64 value,
                             guint decimals)
{
  g_autofree char *number = tie_decimal_format (value, decimals, 0);

  tie_json_writer_add_raw (self, name, number);
}

void
tie_json_writer_add_raw (TieJsonWriter *self,
                         const char *name,
                         const char *json)
{
  begin_value (self, name);
  g_string_append (self->out, json);
}

char *
tie_json_writer_finish (TieJsonWriter *self)
{
  char *text = g_string_free (self->out, FALSE);

  self->out = g_string_new (NULL);
  self->has_value = FALSE;
  return text;
}
