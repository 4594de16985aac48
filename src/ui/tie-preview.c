/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-preview"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-preview.h"

#define MARGIN 12
#define LEAST_WIDTH 240
#define NATURAL_WIDTH 420

struct _TiePreview
{
  GtkWidget parent_instance;

  TiePrintable *printable; /* (owned) (nullable) */
  guint page;
};

G_DEFINE_FINAL_TYPE (TiePreview, tie_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_PAGE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static TiePaperSize
get_size (TiePreview *self)
{
  return tie_paper_get_size (self->printable != NULL ? tie_printable_get_paper (self->printable) : TIE_PAPER_LETTER);
}

static void
update_name (TiePreview *self)
{
  const char *title = self->printable != NULL ? tie_printable_get_title (self->printable) : NULL;
  /* Translators: the title of a document, the page shown and how many pages it has */
  g_autofree char *name = title != NULL ? g_strdup_printf (_ ("%s, page %u of %u"), title, self->page + 1, tie_preview_get_n_pages (self)) : g_strdup (_ ("Preview"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
tie_preview_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  TiePaperSize size = get_size (TIE_PREVIEW (widget));
  double ratio = orientation == GTK_ORIENTATION_HORIZONTAL ? 1 : size.height / size.width;

  *minimum = (int) (LEAST_WIDTH * ratio) + 2 * MARGIN;
  *natural = (int) (NATURAL_WIDTH * ratio) + 2 * MARGIN;
  *minimum_baseline = *natural_baseline = -1;
}

static void
tie_preview_snapshot (GtkWidget *widget,
                      GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  TiePreview *self = TIE_PREVIEW (widget);
  TiePaperSize size = get_size (self);
  float width = gtk_widget_get_width (widget) - 2 * MARGIN;
  float height = gtk_widget_get_height (widget) - 2 * MARGIN;
  float scale = MIN (width / (float) size.width, height / (float) size.height);
  graphene_rect_t sheet;
  GskRoundedRect outline;

  if (scale <= 0)
    return;
  graphene_rect_init (&sheet,
                      MARGIN + (width - scale * (float) size.width) / 2,
                      MARGIN + (height - scale * (float) size.height) / 2,
                      scale * (float) size.width,
                      scale * (float) size.height);
  gsk_rounded_rect_init_from_rect (&outline, &sheet, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.35F }, 0, 1, 0, 4);
  gtk_snapshot_append_color (snapshot, &white, &sheet);
  if (self->printable != NULL)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &sheet);

      cairo_translate (cr, sheet.origin.x, sheet.origin.y);
      cairo_scale (cr, scale, scale);
      tie_printable_draw (self->printable, cr, self->page);
      cairo_destroy (cr);
    }
}

static gboolean
turn_page (GtkWidget *widget,
           GVariant *by,
           gpointer unused)
{
  TiePreview *self = TIE_PREVIEW (widget);
  int page = (int) self->page + g_variant_get_int32 (by);

  if (page < 0 || page >= (int) tie_preview_get_n_pages (self))
    return GDK_EVENT_PROPAGATE;
  tie_preview_set_page (self, (guint) page);
  return GDK_EVENT_STOP;
}

static void
tie_preview_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  if (prop_id == PROP_PAGE)
    g_value_set_uint (value, TIE_PREVIEW (object)->page);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_preview_dispose (GObject *object)
{
  g_clear_object (&TIE_PREVIEW (object)->printable);

  G_OBJECT_CLASS (tie_preview_parent_class)->dispose (object);
}

static void
tie_preview_class_init (TiePreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tie_preview_get_property;
  object_class->dispose = tie_preview_dispose;
  widget_class->measure = tie_preview_measure;
  widget_class->snapshot = tie_preview_snapshot;

  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, turn_page, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, turn_page, "i", -1);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
tie_preview_init (TiePreview *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  update_name (self);
}

void
tie_preview_set_printable (TiePreview *self,
                           TiePrintable *printable)
{
  guint before = self->page;

  g_set_object (&self->printable, printable);
  self->page = MIN (self->page, tie_preview_get_n_pages (self) - 1);
  update_name (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->page != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

guint
tie_preview_get_n_pages (TiePreview *self)
{
  return self->printable != NULL ? tie_printable_get_n_pages (self->printable) : 1;
}

guint
tie_preview_get_page (TiePreview *self)
{
  return self->page;
}

void
tie_preview_set_page (TiePreview *self,
                      guint page)
{
  page = MIN (page, tie_preview_get_n_pages (self) - 1);
  if (page == self->page)
    return;
  self->page = page;
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}
