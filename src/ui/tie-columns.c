/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-columns"
#include "config.h"

#include "ui/tie-columns.h"

/* Widths in pixels; a column is wider when what stands in it needs more, as with large text. */
#define COLUMN_MINIMUM 300
#define COLUMN_MAXIMUM 560
#define SPACING 24

struct _TieColumns
{
  GtkWidget parent_instance;

  GtkWidget *start; /* (unowned): child */
  GtkWidget *end;   /* (unowned): child */
};

G_DEFINE_FINAL_TYPE (TieColumns, tie_columns, GTK_TYPE_WIDGET)

static int
get_column_minimum (TieColumns *self)
{
  int start;
  int end;

  gtk_widget_measure (self->start, GTK_ORIENTATION_HORIZONTAL, -1, &start, NULL, NULL, NULL);
  gtk_widget_measure (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end, NULL, NULL, NULL);
  return MAX (start, end);
}

static gboolean
is_wide (TieColumns *self,
         int width)
{
  return width >= 2 * MAX (get_column_minimum (self), COLUMN_MINIMUM) + SPACING;
}

static int
get_column_width (TieColumns *self,
                  int width)
{
  int column = is_wide (self, width) ? (width - SPACING) / 2 : width;

  return MAX (MIN (column, COLUMN_MAXIMUM), get_column_minimum (self));
}

static GtkSizeRequestMode
tie_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tie_columns_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  TieColumns *self = TIE_COLUMNS (widget);
  int column;
  int start;
  int end;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_column_minimum (self);
      *natural = 2 * MAX (*minimum, COLUMN_MINIMUM) + SPACING;
      return;
    }

  if (for_size < 0)
    for_size = get_column_minimum (self);
  column = get_column_width (self, for_size);
  gtk_widget_measure (self->start, GTK_ORIENTATION_VERTICAL, column, &start, NULL, NULL, NULL);
  gtk_widget_measure (self->end, GTK_ORIENTATION_VERTICAL, column, &end, NULL, NULL, NULL);
  *minimum = *natural = is_wide (self, for_size) ? MAX (start, end) : start + SPACING + end;
}

static void
tie_columns_size_allocate (GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  TieColumns *self = TIE_COLUMNS (widget);
  gboolean wide = is_wide (self, width);
  int column = get_column_width (self, width);
  int used = wide ? 2 * column + SPACING : column;
  int left = MAX (0, (width - used) / 2);
  GtkAllocation place = { left, 0, column, 0 };

  gtk_widget_measure (self->start, GTK_ORIENTATION_VERTICAL, column, &place.height, NULL, NULL, NULL);
  if (wide && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    place.x = left + column + SPACING;
  gtk_widget_size_allocate (self->start, &place, -1);

  if (wide)
    place.x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? left : left + column + SPACING;
  else
    place.y = place.height + SPACING;
  gtk_widget_measure (self->end, GTK_ORIENTATION_VERTICAL, column, &place.height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->end, &place, -1);
}

static void
tie_columns_dispose (GObject *object)
{
  TieColumns *self = TIE_COLUMNS (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_columns_parent_class)->dispose (object);
}

static void
tie_columns_class_init (TieColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_columns_dispose;
  widget_class->get_request_mode = tie_columns_get_request_mode;
  widget_class->measure = tie_columns_measure;
  widget_class->size_allocate = tie_columns_size_allocate;
}

static void
tie_columns_init (TieColumns *self)
{
}

GtkWidget *
tie_columns_new (GtkWidget *start,
                 GtkWidget *end)
{
  TieColumns *self;

  g_return_val_if_fail (GTK_IS_WIDGET (start), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (end), NULL);

  self = g_object_new (TIE_TYPE_COLUMNS, NULL);
  self->start = start;
  self->end = end;
  gtk_widget_set_parent (start, GTK_WIDGET (self));
  gtk_widget_set_parent (end, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
