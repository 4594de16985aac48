/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-layout"
#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "print/tie-layout.h"
#include "store/tie-activity-table.h"

/* A picture larger than this is drawn from a smaller copy: a logo is at most a few centimetres wide. */
#define MAX_PIXELS 1200

TieLayout *
tie_layout_new (void)
{
  return g_new0 (TieLayout, 1);
}

TieLayout *
tie_layout_copy (const TieLayout *self)
{
  TieLayout *copy = tie_layout_new ();

  *copy = *self;
  copy->logo = self->logo != NULL ? g_bytes_ref (self->logo) : NULL;
  copy->header = g_strdup (self->header);
  copy->footer = g_strdup (self->footer);
  return copy;
}

void
tie_layout_free (TieLayout *self)
{
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self->header);
  g_free (self->footer);
  g_free (self);
}

/* Each setting of the practice file that is a number, and where it stands here. */
typedef struct
{
  const char *name;
  goffset offset;
  int max;
} Number;

static const Number numbers[] = {
  { "layout-style", G_STRUCT_OFFSET (TieLayout, style), TIE_LAYOUT_ENVELOPE },
  { "layout-paper", G_STRUCT_OFFSET (TieLayout, paper), TIE_PAPER_A4 },
  { "layout-logo-size", G_STRUCT_OFFSET (TieLayout, logo_size), TIE_LOGO_LARGE },
  { "layout-hide-quantity", G_STRUCT_OFFSET (TieLayout, hide_quantity), TRUE },
  { "layout-hide-codes", G_STRUCT_OFFSET (TieLayout, hide_codes), TRUE },
  { "layout-slip", G_STRUCT_OFFSET (TieLayout, has_slip), TRUE },
};

/* Enumerations and booleans alike are as wide as an int. */
G_STATIC_ASSERT (sizeof (TieLayoutStyle) == sizeof (int));
G_STATIC_ASSERT (sizeof (TiePaper) == sizeof (int));

static int *
get_place (TieLayout *self,
           const Number *number)
{
  return G_STRUCT_MEMBER_P (self, number->offset);
}

static gboolean
load_text (TieDb *db,
           const char *name,
           char **text,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *text = tie_setting_table_get (db, name, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

TieLayout *
tie_layout_load (TieDb *db,
                 GError **error)
{
  g_autoptr (TieLayout) self = tie_layout_new ();
  g_autofree char *country = NULL;
  g_autofree char *logo = NULL;

  if (!load_text (db, "country", &country, error) || !load_text (db, "layout-logo", &logo, error) ||
      !load_text (db, "layout-header", &self->header, error) || !load_text (db, "layout-footer", &self->footer, error))
    return NULL;
  if (!tie_text_is_empty (country) && g_ascii_strcasecmp (country, "US") != 0 && g_ascii_strcasecmp (country, "CA") != 0)
    self->paper = TIE_PAPER_A4;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = NULL;

      if (!load_text (db, numbers[i].name, &text, error))
        return NULL;
      if (text != NULL)
        *get_place (self, &numbers[i]) = (int) CLAMP (g_ascii_strtoll (text, NULL, 10), 0, numbers[i].max);
    }
  if (!tie_text_is_empty (logo))
    {
      gsize length;
      guchar *bytes = g_base64_decode (logo, &length);

      self->logo = g_bytes_new_take (bytes, length);
    }
  return g_steal_pointer (&self);
}

gboolean
tie_layout_save (TieDb *db,
                 const TieLayout *self,
                 GError **error)
{
  g_autofree char *logo = self->logo != NULL ? g_base64_encode (g_bytes_get_data (self->logo, NULL), g_bytes_get_size (self->logo)) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", *get_place ((TieLayout *) self, &numbers[i]));

      if (!tie_setting_table_set (db, numbers[i].name, text, error))
        return FALSE;
    }
  return tie_setting_table_set (db, "layout-logo", logo, error) &&
         tie_setting_table_set (db, "layout-header", self->header != NULL ? self->header : "", error) &&
         tie_setting_table_set (db, "layout-footer", self->footer != NULL ? self->footer : "", error);
}

/* cairo wants one word a pixel, its colours multiplied by their opacity. */
static cairo_surface_t *
make_surface (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guchar *target = cairo_image_surface_get_data (surface);
  const guchar *source = gdk_pixbuf_read_pixels (pixbuf);

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guchar *from = source + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);
      guint32 *to = (guint32 *) (gpointer) (target + (gsize) y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++, from += channels)
        {
          guint32 alpha = channels == 4 ? from[3] : 255;

          to[x] = alpha << 24 | (from[0] * alpha + 127) / 255 << 16 | (from[1] * alpha + 127) / 255 << 8 | (from[2] * alpha + 127) / 255;
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

cairo_surface_t *
tie_layout_decode_logo (GBytes *logo,
                        GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (logo);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) local_error = NULL;

  if (g_bytes_get_size (logo) > TIE_LAYOUT_MAX_LOGO)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The logo is larger than %u MB. Save it smaller and choose it again."), TIE_LAYOUT_MAX_LOGO / 1024 / 1024);
      return NULL;
    }
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &local_error);
  if (pixbuf == NULL)
    {
      g_debug ("logo: %s", local_error->message);
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The logo is not a picture that can be read. Choose a PNG, JPEG or SVG file."));
      return NULL;
    }
  if (MAX (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf)) > MAX_PIXELS)
    {
      g_autoptr (GdkPixbuf) large = g_steal_pointer (&pixbuf);
      int width = gdk_pixbuf_get_width (large);
      int height = gdk_pixbuf_get_height (large);
      int longest = MAX (width, height);

      pixbuf = gdk_pixbuf_scale_simple (large, MAX (1, width * MAX_PIXELS / longest), MAX (1, height * MAX_PIXELS / longest), GDK_INTERP_BILINEAR);
    }
  return make_surface (pixbuf);
}
