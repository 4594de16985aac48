/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-printable"
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "print/tie-printable.h"

typedef struct
{
  TiePaper paper;
  char *title;   /* (owned) (nullable) */
  guint n_pages; /* 0: not laid out */
  guint missing;
} TiePrintablePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TiePrintable, tie_printable, G_TYPE_OBJECT)

TiePaperSize
tie_paper_get_size (TiePaper paper)
{
  static const TiePaperSize sizes[] = {
    [TIE_PAPER_LETTER] = { 612, 792 },
    [TIE_PAPER_A4] = { 595.276, 841.89 },
  };

  return sizes[paper == TIE_PAPER_A4 ? TIE_PAPER_A4 : TIE_PAPER_LETTER];
}

static TiePrintablePrivate *
get_private (TiePrintable *self)
{
  return tie_printable_get_instance_private (self);
}

static void
tie_printable_finalize (GObject *object)
{
  g_free (get_private (TIE_PRINTABLE (object))->title);

  G_OBJECT_CLASS (tie_printable_parent_class)->finalize (object);
}

static void
tie_printable_class_init (TiePrintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_printable_finalize;
}

static void
tie_printable_init (TiePrintable *self)
{
}

TiePaper
tie_printable_get_paper (TiePrintable *self)
{
  return get_private (self)->paper;
}

void
tie_printable_set_paper (TiePrintable *self,
                         TiePaper paper)
{
  get_private (self)->paper = paper;
  tie_printable_invalidate (self);
}

const char *
tie_printable_get_title (TiePrintable *self)
{
  return get_private (self)->title;
}

void
tie_printable_set_title (TiePrintable *self,
                         const char *title)
{
  g_free (get_private (self)->title);
  get_private (self)->title = g_strdup (title);
}

void
tie_printable_invalidate (TiePrintable *self)
{
  get_private (self)->n_pages = 0;
}

guint
tie_printable_get_n_pages (TiePrintable *self)
{
  TiePrintablePrivate *priv = get_private (self);

  if (priv->n_pages == 0)
    {
      g_autoptr (TiePen) pen = tie_pen_new (NULL);

      priv->n_pages = TIE_PRINTABLE_GET_CLASS (self)->paginate (self, pen);
    }
  return priv->n_pages;
}

void
tie_printable_draw (TiePrintable *self,
                    cairo_t *cr,
                    guint page)
{
  g_autoptr (TiePen) pen = tie_pen_new (cr);

  g_return_if_fail (page < tie_printable_get_n_pages (self));

  TIE_PRINTABLE_GET_CLASS (self)->draw (self, pen, page);
  get_private (self)->missing += tie_pen_get_missing (pen);
}

guint
tie_printable_get_missing (TiePrintable *self)
{
  return get_private (self)->missing;
}

/* Where cairo's bytes go, and the first thing that went wrong on the way. */
typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error; /* (owned) */
} Sink;

static cairo_status_t
write_cb (void *closure,
          const unsigned char *data,
          unsigned int length)
{
  Sink *sink = closure;

  if (sink->error != NULL || !g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable, &sink->error))
    return CAIRO_STATUS_WRITE_ERROR;
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
draw_all (TiePrintable *const *printables,
          gsize n,
          cairo_surface_t *surface,
          Sink *sink)
{
  for (gsize i = 0; i < n; i++)
    {
      TiePaperSize size = tie_paper_get_size (tie_printable_get_paper (printables[i]));

      cairo_pdf_surface_set_size (surface, size.width, size.height);
      for (guint page = 0; page < tie_printable_get_n_pages (printables[i]); page++)
        {
          cairo_t *cr = cairo_create (surface);

          tie_printable_draw (printables[i], cr, page);
          cairo_show_page (cr);
          cairo_destroy (cr);
          if (sink->error != NULL || g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
tie_printable_write_pdf (TiePrintable *const *printables,
                         gsize n,
                         GFile *file,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  g_autoptr (GCancellable) drop = g_cancellable_new ();
  Sink sink = { NULL, cancellable, NULL };
  cairo_surface_t *surface;
  cairo_status_t status;
  gboolean ok;

  if (stream == NULL)
    return FALSE;
  sink.stream = G_OUTPUT_STREAM (stream);
  surface = cairo_pdf_surface_create_for_stream (write_cb, &sink, 1, 1);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  if (n == 1 && tie_printable_get_title (printables[0]) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, tie_printable_get_title (printables[0]));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Tieout " PACKAGE_VERSION);
  ok = draw_all (printables, n, surface, &sink);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (ok && sink.error == NULL && status == CAIRO_STATUS_SUCCESS && g_output_stream_close (sink.stream, cancellable, error))
    return TRUE;
  /* Closing with a cancelled cancellable drops the half-written file and leaves the old one. */
  g_cancellable_cancel (drop);
  g_output_stream_close (sink.stream, drop, NULL);
  if (sink.error != NULL)
    {
      g_clear_error (error);
      g_propagate_error (error, sink.error);
    }
  else if (error != NULL && *error == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, _ ("The PDF could not be made: %s"), cairo_status_to_string (status));
  return FALSE;
}
