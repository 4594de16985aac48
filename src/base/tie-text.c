/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-text"
#include "config.h"

#include "base/tie-text.h"

/* Clean already, as most names are: five times as quick to find out. */
static gboolean
is_plain_ascii (const char *text)
{
  gboolean after_blank = TRUE;

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean is_blank = *p == ' ';

      if ((guchar) *p >= 0x80 || (guchar) *p < 0x20 || *p == 0x7f || (is_blank && (after_blank || p[1] == '\0')))
        return FALSE;
      after_blank = is_blank;
    }
  return TRUE;
}

static char *
clean (const char *text,
       gboolean keep_lines)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  GString *out;
  gboolean blank = FALSE;
  guint breaks = 0;

  if (text == NULL || is_plain_ascii (text))
    return g_strdup (text != NULL ? text : "");

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  out = g_string_sized_new (32);
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (keep_lines && c == '\n')
        breaks++;
      else if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        blank = TRUE;
      else
        {
          if (out->len > 0 && breaks > 0)
            g_string_append (out, breaks > 1 ? "\n\n" : "\n");
          else if (out->len > 0 && blank)
            g_string_append_c (out, ' ');
          blank = FALSE;
          breaks = 0;
          g_string_append_unichar (out, c);
        }
    }

  return g_string_free (out, FALSE);
}

char *
tie_text_clean (const char *text)
{
  return clean (text, FALSE);
}

char *
tie_text_clean_lines (const char *text)
{
  return clean (text, TRUE);
}

char *
tie_text_fold (const char *text)
{
  g_autofree char *cleaned = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;
  GString *out;

  if (text == NULL)
    return g_strdup ("");
  if (is_plain_ascii (text))
    return g_ascii_strdown (text, -1);

  cleaned = tie_text_clean (text);
  folded = g_utf8_casefold (cleaned, -1);
  decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  out = g_string_sized_new (32);
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

gboolean
tie_text_is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

char *
tie_text_truncate (const char *text,
                   gsize characters)
{
  g_return_val_if_fail (text != NULL, NULL);

  if ((gsize) g_utf8_strlen (text, -1) <= characters)
    return g_strdup (text);
  return g_utf8_substring (text, 0, (glong) characters);
}

char *
tie_text_name_package (const char *text,
                       const char *package)
{
  GString *named = g_string_new (text);

  g_string_replace (named, "{package}", package, 0);
  return g_string_free (named, FALSE);
}
