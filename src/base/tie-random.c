/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-random"
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/tie-random.h"

static void
fill (guchar *buffer,
      gsize size)
{
  gsize done = 0;

  while (done < size)
    {
      ssize_t got = getrandom (buffer + done, size - done, 0);

      if (got > 0)
        done += (gsize) got;
      else if (errno != EINTR)
        g_error ("The kernel gives no random numbers: %s", g_strerror (errno));
    }
}

char *
tie_random_token (gsize bytes)
{
  g_autofree guchar *raw = g_malloc (bytes);
  char *text;

  fill (raw, bytes);
  text = g_base64_encode (raw, bytes);
  text[strcspn (text, "=")] = '\0';
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  return text;
}

static char *
format_uuid (guchar *b,
             guint version)
{
  b[6] = (guchar) ((b[6] & 0x0f) | (version << 4)); /* RFC 9562 §4 */
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0],
                          b[1],
                          b[2],
                          b[3],
                          b[4],
                          b[5],
                          b[6],
                          b[7],
                          b[8],
                          b[9],
                          b[10],
                          b[11],
                          b[12],
                          b[13],
                          b[14],
                          b[15]);
}

char *
tie_random_uuid (void)
{
  guchar b[16];

  fill (b, sizeof b);
  return format_uuid (b, 4);
}

char *
tie_random_ordered_uuid (void)
{
  guint64 moment = (guint64) g_get_real_time () / 1000;
  guchar b[16];

  fill (b, sizeof b);
  for (guint i = 0; i < 6; i++)
    b[i] = (guchar) (moment >> (40 - 8 * i));
  return format_uuid (b, 7);
}
