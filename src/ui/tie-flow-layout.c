/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-flow-layout"
#include "config.h"

#include "ui/tie-flow-layout.h"

struct _TieFlowLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int line_spacing;
};

G_DEFINE_FINAL_TYPE (TieFlowLayout, tie_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_SPACING = 1,
  PROP_LINE_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager,
                  GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_natural_width (GtkWidget *child,
                   int width)
{
  int minimum;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

/* The first child behind the line that begins with the given one; how much of the width is left, and who may have it. */
static GtkWidget *
end_line (TieFlowLayout *self,
          GtkWidget *first,
          int width,
          int *left,
          int *n_expanding)
{
  GtkWidget *child = first;
  int used = 0;

  *n_expanding = 0;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = get_natural_width (child, width) + (used > 0 ? self->spacing : 0);
      if (used > 0 && used + wanted > width)
        break;
      used += wanted;
      *n_expanding += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
    }
  *left = MAX (width - used, 0);
  return child;
}

/* Lays the line out at y, or only measures it (y < 0); gives its height. */
static int
place_line (TieFlowLayout *self,
            GtkWidget *widget,
            GtkWidget *first,
            GtkWidget *end,
            int width,
            int left,
            int n_expanding,
            int y)
{
  int height = 0;
  int x = 0;

  for (guint pass = 0; pass < (y < 0 ? 1u : 2u); pass++)
    {
      int share = left;
      int sharers = n_expanding;

      x = 0;
      for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
        {
          GtkAllocation place = { 0 };
          int natural;

          if (!gtk_widget_should_layout (child))
            continue;
          place.width = get_natural_width (child, width);
          if (sharers > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
            {
              place.width += share / sharers;
              share -= share / sharers;
              sharers--;
            }
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, NULL, &natural, NULL, NULL);
          if (pass == 0)
            height = MAX (height, natural);
          else
            {
              gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

              place.x = is_mirrored ? width - x - place.width : x;
              place.y = y;
              place.height = height;
              gtk_widget_size_allocate (child, &place, -1);
            }
          x += place.width + self->spacing;
        }
    }
  return height;
}

static int
place (TieFlowLayout *self,
       GtkWidget *widget,
       int width,
       gboolean is_measuring)
{
  int height = 0;

  for (GtkWidget *first = gtk_widget_get_first_child (widget); first != NULL;)
    {
      int left;
      int n_expanding;
      GtkWidget *end = end_line (self, first, width, &left, &n_expanding);
      int top = height > 0 ? height + self->line_spacing : 0;
      int line = place_line (self, widget, first, end, width, left, n_expanding, is_measuring ? -1 : top);

      if (line > 0)
        height = top + line;
      first = end;
    }
  return height;
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  TieFlowLayout *self = TIE_FLOW_LAYOUT (manager);
  int widest = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      widest = MAX (widest, child_minimum);
      sum += child_natural + (sum > 0 ? self->spacing : 0);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, sum);
    }
  else
    *minimum = *natural = place (self, widget, for_size < 0 ? MAX (widest, sum) : MAX (for_size, widest), TRUE);
}

static void
allocate (GtkLayoutManager *manager,
          GtkWidget *widget,
          int width,
          int height,
          int baseline)
{
  place (TIE_FLOW_LAYOUT (manager), widget, width, FALSE);
}

static void
tie_flow_layout_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  TieFlowLayout *self = TIE_FLOW_LAYOUT (object);

  if (prop_id == PROP_SPACING)
    g_value_set_int (value, self->spacing);
  else if (prop_id == PROP_LINE_SPACING)
    g_value_set_int (value, self->line_spacing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_flow_layout_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  TieFlowLayout *self = TIE_FLOW_LAYOUT (object);

  if (prop_id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else if (prop_id == PROP_LINE_SPACING)
    self->line_spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
tie_flow_layout_class_init (TieFlowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = tie_flow_layout_get_property;
  object_class->set_property = tie_flow_layout_set_property;
  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, 1000, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_flow_layout_init (TieFlowLayout *self)
{
}
