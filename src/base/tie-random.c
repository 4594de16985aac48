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

/* The moment in 4096ths of a millisecond (RFC 9562 §6.2, method 3), later than any that this program had before: also where
 * the clock stands or was set back. */
static guint64
get_later_moment (void)
{
  static GMutex mutex;
  static guint64 last;
  gint64 now = g_get_real_time ();
  guint64 moment = ((guint64) (now / 1000) << 12) | (guint64) (now % 1000 * 4096 / 1000);

  g_mutex_lock (&mutex);
  moment = last = MAX (moment, last + 1);
  g_mutex_unlock (&mutex);
  return moment;
}

char *
tie_random_ordered_uuid (void)
{
  guint64 moment = get_later_moment ();
  guchar b[16];

  fill (b, sizeof b);
  for (guint i = 0; i < 6; i++)
    b[i] = (guchar) (moment >> (52 - 8 * i));
  b[6] = (guchar) (moment >> 8 & 0x0f);
  b[7] = (guchar) moment;
  return format_uuid (b, 7);
}
