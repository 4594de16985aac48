/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-chart-view"
#include "config.h"

#include <glib/gi18n.h>

#include "print/tie-chart.h"
#include "ui/tie-chart-view.h"

#define MARGIN 12
#define LEAST_WIDTH 260
#define HEIGHT 200

struct _TieChartView
{
  GtkWidget parent_instance;

  TieReport *report; /* (owned) (nullable) */
  int selected;      /* bar, -1 for none */
};

G_DEFINE_FINAL_TYPE (TieChartView, tie_chart_view, GTK_TYPE_WIDGET)

enum
{
  BAR_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Says the marked bar, where there is one, after the sentence for the whole. */
static void
update_name (TieChartView *self)
{
  const char *sentence = self->report != NULL ? tie_report_get_sentence (self->report) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *name = NULL;

  if (sentence == NULL)
    sentence = _ ("Chart");
  if (self->selected < 0)
    name = g_strdup (sentence);
  else
    {
      value = tie_report_dup_bar_display (self->report, (guint) self->selected);
      name = g_strdup_printf ("%s. %s: %s", sentence, tie_report_get_bar_label (self->report, (guint) self->selected), value);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
select_bar (TieChartView *self,
            int bar)
{
  int n = self->report != NULL ? (int) tie_report_get_n_bars (self->report) : 0;

  if (bar < 0 || bar >= n || bar == self->selected)
    return;
  self->selected = bar;
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
move_by (GtkWidget *widget,
         GVariant *by,
         gpointer unused)
{
  TieChartView *self = TIE_CHART_VIEW (widget);
  int step = g_variant_get_int32 (by);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    step = -step;
  select_bar (self, self->selected < 0 ? 0 : self->selected + step);
  return GDK_EVENT_STOP;
}

static gboolean
activate_bar (GtkWidget *widget,
              GVariant *unused,
              gpointer data)
{
  TieChartView *self = TIE_CHART_VIEW (widget);

  if (self->selected < 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[BAR_ACTIVATED], 0, (guint) self->selected);
  return GDK_EVENT_STOP;
}

static void
released_cb (TieChartView *self,
             int n_press,
             double x,
             double y)
{
  int bar;

  if (self->report == NULL)
    return;
  bar = tie_chart_find_bar (self->report, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, x - MARGIN);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  select_bar (self, bar);
  if (bar >= 0)
    g_signal_emit (self, signals[BAR_ACTIVATED], 0, (guint) bar);
}

static void
tie_chart_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static TieChartColour
convert (const GdkRGBA *colour)
{
  return (TieChartColour){ (double) colour->red, (double) colour->green, (double) colour->blue };
}

/* As large as the widget's own text, which follows the desktop's text size. */
static double
get_text_size (GtkWidget *widget)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double size = pango_units_to_double (pango_font_description_get_size (font));

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget)) / 72;
  return MAX (size * 0.9, 8);
}

static void
tie_chart_view_snapshot (GtkWidget *widget,
                         GtkSnapshot *snapshot)
{
  TieChartView *self = TIE_CHART_VIEW (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  float width = (float) gtk_widget_get_width (widget) - 2 * MARGIN;
  float height = (float) gtk_widget_get_height (widget) - 2 * MARGIN;
  TieChartStyle style = { .selected = gtk_widget_has_focus (widget) ? self->selected : -1 };
  GdkRGBA text;
  GdkRGBA accent;
  cairo_t *cr;

  if (self->report == NULL || width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (context, &text);
  if (!gtk_style_context_lookup_color (context, "accent_color", &accent))
    accent = text;
  style.text_size = get_text_size (widget);
  style.text = convert (&text);
  style.accent = convert (&accent);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width + 2 * MARGIN, height + 2 * MARGIN));
  cairo_translate (cr, MARGIN, MARGIN);
  tie_chart_draw (self->report, &style, cr, (double) width, (double) height);
  cairo_destroy (cr);
}

static void
tie_chart_view_dispose (GObject *object)
{
  g_clear_object (&TIE_CHART_VIEW (object)->report);

  G_OBJECT_CLASS (tie_chart_view_parent_class)->dispose (object);
}

static void
tie_chart_view_class_init (TieChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_chart_view_dispose;
  widget_class->measure = tie_chart_view_measure;
  widget_class->snapshot = tie_chart_view_snapshot;

  signals[BAR_ACTIVATED] = g_signal_new ("bar-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_by, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_by, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_bar, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_bar, NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
}

static void
tie_chart_view_init (TieChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->selected = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self);
  update_name (self);
}

void
tie_chart_view_set_report (TieChartView *self,
                           TieReport *report)
{
  g_set_object (&self->report, report);
  if (report == NULL || self->selected >= (int) tie_report_get_n_bars (report))
    self->selected = -1;
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
