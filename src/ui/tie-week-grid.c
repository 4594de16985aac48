/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-week-grid"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-verb.h"
#include "ui/tie-week-cell.h"
#include "ui/tie-week-frame.h"
#include "ui/tie-week-grid.h"

/* A line of the grid and its widgets. */
typedef struct
{
  TieListRow *row;                   /* (owned) */
  TieWeekCell *cells[TIE_WEEK_DAYS]; /* (unowned): in the grid */
  GtkLabel *total;                   /* (unowned) */
} Line;

struct _TieWeekGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;        /* (unowned): child */
  TieWeekFrame *frame;  /* (owned): in the grid round the rows */

  TieSession *session;  /* (owned) */
  TieListing *rows;     /* (owned) */
  GPtrArray *lines;     /* (owned), element Line */
  GPtrArray *added;     /* (owned), element TieListRow: typed in by hand, without hours as yet */
  char *employee;       /* (owned) */
  char *monday;         /* (owned) */
  gboolean is_showing;  /* the cells are being filled */
};

G_DEFINE_FINAL_TYPE (TieWeekGrid, tie_week_grid, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
line_free (Line *line)
{
  g_object_unref (line->row);
  g_free (line);
}

static Line *
find_line (TieWeekGrid *self,
           TieWeekCell *cell,
           guint *position)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (line->cells[tie_week_cell_get_day (cell)] == cell)
        {
          if (position != NULL)
            *position = i;
          return line;
        }
    }
  return NULL;
}

static gint64
get_hours (TieListRow *row,
           guint day)
{
  return tie_list_row_get_number (row, TIE_WEEK_ROW_HOURS + day);
}

static void
show_line (Line *line)
{
  gint64 sum = 0;
  g_autofree char *text = NULL;

  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      gint64 hours = get_hours (line->row, day);
      gboolean is_billed = tie_list_row_get_number (line->row, TIE_WEEK_ROW_BILLED + day) != 0;

      tie_week_cell_show (line->cells[day], hours, is_billed ? tie_list_row_get_text (line->row, TIE_WEEK_ROW_NUMBER + day) : NULL);
      sum += hours;
    }
  text = tie_list_columns_format_hours (sum);
  gtk_label_set_label (line->total, text);
}

static void
show_totals (TieWeekGrid *self)
{
  gint64 totals[TIE_WEEK_DAYS] = { 0 };

  for (guint i = 0; i < self->lines->len; i++)
    {
      for (guint day = 0; day < TIE_WEEK_DAYS; day++)
        totals[day] += get_hours (((Line *) self->lines->pdata[i])->row, day);
    }
  tie_week_frame_set_totals (self->frame, totals);
}

typedef struct
{
  char *project;
  char *code; /* (nullable) */
  char *employee; /* (nullable) */
  char *date;
  gint64 hours;
  TieWeekCell *cell; /* (owned) */
} CellData;

static void
cell_data_free (CellData *data)
{
  g_free (data->project);
  g_free (data->code);
  g_free (data->employee);
  g_free (data->date);
  g_object_unref (data->cell);
  g_free (data);
}

static gboolean
set_day_func (TieDb *db,
              gpointer user_data,
              TieBillingStep *step,
              GError **error)
{
  CellData *data = user_data;

  return tie_entry_set_day (db, data->project, data->code, data->employee, data->date, data->hours, step, error);
}

static gboolean
day_set_cb (gpointer user_data,
            const GError *error,
            gpointer owner)
{
  CellData *data = user_data;
  TieWeekGrid *self = owner;
  Line *line = error != NULL && self->session != NULL ? find_line (self, data->cell, NULL) : NULL;
  g_autofree char *sentence = error != NULL ? tie_error_get_sentence (error) : NULL;

  if (line != NULL)
    tie_week_cell_set_error (data->cell, sentence);
  return FALSE; /* the status line says it too */
}

static char *
dup_or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

static void
entered_cb (TieWeekCell *cell,
            gint64 hours,
            TieWeekGrid *self)
{
  Line *line = find_line (self, cell, NULL);
  CellData *data;

  if (line == NULL || self->is_showing)
    return;
  data = g_new0 (CellData, 1);
  data->project = g_strdup (tie_list_row_get_text (line->row, TIE_WEEK_ROW_PROJECT));
  data->code = dup_or_null (tie_list_row_get_text (line->row, TIE_WEEK_ROW_CODE));
  data->employee = dup_or_null (self->employee);
  data->date = tie_typed_date_add_days (self->monday, (int) tie_week_cell_get_day (cell));
  data->hours = hours;
  data->cell = g_object_ref (cell);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), set_day_func, data, (GDestroyNotify) cell_data_free, day_set_cb, self);
}

/* Beyond the first and the last row there is nowhere to go: what is typed is saved all the same. */
static gboolean
move_cb (TieWeekCell *cell,
         int by,
         TieWeekGrid *self)
{
  guint position = 0;
  gint64 next;

  if (find_line (self, cell, &position) == NULL)
    return FALSE;
  next = (gint64) position + by;
  if (next < 0 || next >= self->lines->len)
    {
      tie_week_cell_commit (cell);
      return FALSE;
    }
  return gtk_widget_grab_focus (GTK_WIDGET (((Line *) self->lines->pdata[next])->cells[tie_week_cell_get_day (cell)]));
}

static TieWeekCell *
create_cell (TieWeekGrid *self,
             TieListRow *row,
             guint day)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", tie_list_row_get_text (row, TIE_WEEK_ROW_LABEL), tie_week_frame_get_day (self->frame, day));
  GtkWidget *cell = tie_week_cell_new (day, name);

  g_signal_connect_object (cell, "entered", G_CALLBACK (entered_cb), self, 0);
  g_signal_connect_object (cell, "move", G_CALLBACK (move_cb), self, 0);
  return TIE_WEEK_CELL (cell);
}

/* Row 0 holds the heads; the totals follow the last line. */
static void
add_line (TieWeekGrid *self,
          TieListRow *row)
{
  Line *line = g_new0 (Line, 1);
  int top = (int) self->lines->len + 1;
  GtkWidget *label = gtk_label_new (tie_list_row_get_text (row, TIE_WEEK_ROW_LABEL));

  line->row = g_object_ref (row);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, tie_list_row_get_text (row, TIE_WEEK_ROW_NAME));
  gtk_grid_attach (self->grid, label, 0, top, 1, 1);
  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      line->cells[day] = create_cell (self, row, day);
      gtk_grid_attach (self->grid, GTK_WIDGET (line->cells[day]), (int) day + 1, top, 1, 1);
    }
  line->total = tie_week_frame_create_number ();
  gtk_grid_attach (self->grid, GTK_WIDGET (line->total), TIE_WEEK_DAYS + 1, top, 1, 1);
  g_ptr_array_add (self->lines, line);
  show_line (line);
}

static void
clear_lines (TieWeekGrid *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    gtk_grid_remove_row (self->grid, 1);
  g_ptr_array_set_size (self->lines, 0);
}

/* The same rows at the same places only take other hours; the one that is being typed in is left alone. */
static gboolean
has_same_lines (TieWeekGrid *self,
                GPtrArray *rows)
{
  if (rows->len != self->lines->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const Line *line = self->lines->pdata[i];

      if (line->row != rows->pdata[i] && !g_str_equal (tie_list_row_get_id (line->row), tie_list_row_get_id (rows->pdata[i])))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
collect_rows (TieWeekGrid *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (self->rows), i));
  for (guint i = 0; i < self->added->len; i++)
    {
      if (tie_listing_find (self->rows, tie_list_row_get_id (self->added->pdata[i])) == NULL)
        g_ptr_array_add (rows, g_object_ref (self->added->pdata[i]));
    }
  return rows;
}

/* Which cell has the keyboard, so that it has it again among new ones. */
static TieWeekCell *
find_focus (TieWeekGrid *self,
            char **id,
            guint *day)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  TieWeekCell *cell = TIE_IS_WEEK_CELL (child) ? TIE_WEEK_CELL (child) : NULL;
  Line *line = cell != NULL ? find_line (self, cell, NULL) : NULL;

  if (line == NULL)
    return NULL;
  *id = g_strdup (tie_list_row_get_id (line->row));
  *day = tie_week_cell_get_day (cell);
  return cell;
}

static void
update (TieWeekGrid *self)
{
  g_autoptr (GPtrArray) rows = collect_rows (self);
  g_autofree char *focused = NULL;
  guint day = 0;
  TieWeekCell *cell = find_focus (self, &focused, &day);

  self->is_showing = TRUE;
  if (!has_same_lines (self, rows))
    {
      clear_lines (self);
      for (guint i = 0; i < rows->len; i++)
        add_line (self, rows->pdata[i]);
      tie_week_frame_set_n_rows (self->frame, self->lines->len);
      cell = NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      Line *line = self->lines->pdata[i];

      g_set_object (&line->row, TIE_LIST_ROW (rows->pdata[i]));
      show_line (line);
      if (cell == NULL && g_strcmp0 (focused, tie_list_row_get_id (line->row)) == 0)
        gtk_widget_grab_focus (GTK_WIDGET (line->cells[day]));
    }
  self->is_showing = FALSE;
  show_totals (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rows_changed_cb (TieWeekGrid *self)
{
  if (!self->is_showing)
    update (self);
}

static void
tie_week_grid_dispose (GObject *object)
{
  TieWeekGrid *self = TIE_WEEK_GRID (object);

  self->is_showing = TRUE;
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer ((GtkWidget **) &self->grid, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_week_grid_parent_class)->dispose (object);
}

static void
tie_week_grid_finalize (GObject *object)
{
  TieWeekGrid *self = TIE_WEEK_GRID (object);

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->added);
  tie_week_frame_free (self->frame);
  g_free (self->employee);
  g_free (self->monday);
  G_OBJECT_CLASS (tie_week_grid_parent_class)->finalize (object);
}

static void
tie_week_grid_class_init (TieWeekGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_week_grid_dispose;
  object_class->finalize = tie_week_grid_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_WEEK_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tie-week-grid");
}

static void
tie_week_grid_init (TieWeekGrid *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  self->frame = tie_week_frame_new (self->grid);
}

GtkWidget *
tie_week_grid_new (TieSession *session)
{
  TieWeekGrid *self;
  g_autofree char *today = tie_typed_date_get_today ();

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_WEEK_GRID, NULL);
  self->session = g_object_ref (session);
  self->employee = g_strdup ("");
  self->monday = tie_week_rows_find_monday (today);
  self->rows = tie_week_rows_new (tie_session_get_store (session), self->employee, self->monday);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  tie_week_frame_set_monday (self->frame, self->monday);
  update (self);
  return GTK_WIDGET (self);
}

void
tie_week_grid_set_week (TieWeekGrid *self,
                        const char *employee,
                        const char *monday)
{
  g_return_if_fail (TIE_IS_WEEK_GRID (self));

  if (g_str_equal (self->employee, employee) && g_str_equal (self->monday, monday))
    return;
  g_free (self->employee);
  g_free (self->monday);
  self->employee = g_strdup (employee);
  self->monday = g_strdup (monday);
  g_ptr_array_set_size (self->added, 0);
  tie_week_frame_set_monday (self->frame, self->monday);
  tie_week_rows_set (self->rows, employee, monday);
}

TieListing *
tie_week_grid_get_rows (TieWeekGrid *self)
{
  g_return_val_if_fail (TIE_IS_WEEK_GRID (self), NULL);

  return self->rows;
}

void
tie_week_grid_add_row (TieWeekGrid *self,
                       const char *project,
                       const char *code,
                       const char *label,
                       const char *name)
{
  g_autofree char *id = tie_week_rows_make_id (project, code);
  g_autoptr (TieListRow) row = NULL;

  g_return_if_fail (TIE_IS_WEEK_GRID (self));

  row = tie_list_row_new (id, TIE_WEEK_ROW_N_TEXTS, TIE_WEEK_ROW_N_NUMBERS);
  tie_list_row_set_text (row, TIE_WEEK_ROW_LABEL, label);
  tie_list_row_set_text (row, TIE_WEEK_ROW_NAME, name);
  tie_list_row_set_text (row, TIE_WEEK_ROW_PROJECT, project);
  tie_list_row_set_text (row, TIE_WEEK_ROW_CODE, code);
  g_ptr_array_add (self->added, g_object_ref (row));
  update (self);
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (g_str_equal (tie_list_row_get_id (line->row), id))
        gtk_widget_grab_focus (GTK_WIDGET (line->cells[0]));
    }
}

guint
tie_week_grid_get_n_rows (TieWeekGrid *self)
{
  g_return_val_if_fail (TIE_IS_WEEK_GRID (self), 0);

  return self->lines->len;
}
