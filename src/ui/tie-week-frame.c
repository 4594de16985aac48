/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-week-frame"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-week-frame.h"

struct _TieWeekFrame
{
  GtkGrid *grid;                   /* (unowned) */
  GtkLabel *days[TIE_WEEK_DAYS];   /* (unowned): in the grid, as the others */
  GtkLabel *totals[TIE_WEEK_DAYS]; /* (unowned) */
  GtkLabel *total;                 /* (unowned) */
  GPtrArray *below;                /* (owned), element GtkWidget (unowned): the row of totals */
};

static GtkLabel *
add_head (TieWeekFrame *self,
          const char *text,
          int column,
          int row)
{
  GtkLabel *label = tie_week_frame_create_number ();

  gtk_label_set_label (label, text);
  if (column == 0)
    gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), "heading");
  gtk_grid_attach (self->grid, GTK_WIDGET (label), column, row, 1, 1);
  if (row > 0)
    g_ptr_array_add (self->below, label);
  return label;
}

TieWeekFrame *
tie_week_frame_new (GtkGrid *grid)
{
  TieWeekFrame *self = g_new0 (TieWeekFrame, 1);

  self->grid = grid;
  self->below = g_ptr_array_new ();
  add_head (self, _ ("Project"), 0, 0);
  add_head (self, _ ("Total"), 0, 1);
  for (int day = 0; day < TIE_WEEK_DAYS; day++)
    {
      self->days[day] = add_head (self, "", day + 1, 0);
      self->totals[day] = add_head (self, "", day + 1, 1);
    }
  add_head (self, _ ("Total"), TIE_WEEK_DAYS + 1, 0);
  self->total = add_head (self, "", TIE_WEEK_DAYS + 1, 1);
  return self;
}

void
tie_week_frame_free (TieWeekFrame *self)
{
  g_ptr_array_unref (self->below);
  g_free (self);
}

void
tie_week_frame_set_monday (TieWeekFrame *self,
                           const char *monday)
{
  for (int day = 0; day < TIE_WEEK_DAYS; day++)
    {
      g_autofree char *date = tie_typed_date_add_days (monday, day);
      g_autofree char *moment = g_strconcat (date, "T12:00:00", NULL);
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (moment, utc);
      /* Translators: the head of a day's column, "Mon 3"; see strftime */
      g_autofree char *head = when != NULL ? g_date_time_format (when, _ ("%a %-e")) : g_strdup (date);

      gtk_label_set_label (self->days[day], head);
    }
}

const char *
tie_week_frame_get_day (TieWeekFrame *self,
                        guint day)
{
  return gtk_label_get_label (self->days[day]);
}

void
tie_week_frame_set_totals (TieWeekFrame *self,
                           const gint64 totals[TIE_WEEK_DAYS])
{
  gint64 all = 0;
  g_autofree char *text = NULL;

  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      g_autofree char *words = totals[day] != 0 ? tie_list_columns_format_hours (totals[day]) : g_strdup ("-");

      all += totals[day];
      gtk_label_set_label (self->totals[day], words);
    }
  text = tie_list_columns_format_hours (all);
  gtk_label_set_label (self->total, text);
}

void
tie_week_frame_set_n_rows (TieWeekFrame *self,
                           guint n_rows)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));

  for (guint i = 0; i < self->below->len; i++)
    gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->below->pdata[i])), (int) n_rows + 1);
}

GtkLabel *
tie_week_frame_create_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
}
