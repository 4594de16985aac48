/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-week-grid"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-time-line.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-verb.h"
#include "ui/tie-week-grid.h"

#define CELL_CHARS 5
#define DAY_KEY "tie-day"
#define SHOWN_KEY "tie-shown" /* the text that the cell was given */

/* A line of the grid and its widgets. */
typedef struct
{
  TieListRow *row;                     /* (owned) */
  GtkWidget *cells[TIE_WEEK_DAYS];     /* (unowned): in the grid */
  GtkLabel *total;                     /* (unowned) */
} Line;

struct _TieWeekGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;                    /* (unowned): child */
  GtkLabel *days[TIE_WEEK_DAYS];    /* (unowned): heads */
  GtkLabel *totals[TIE_WEEK_DAYS];  /* (unowned) */
  GtkLabel *total;                  /* (unowned) */
  GPtrArray *heads;                 /* (owned), element GtkWidget (unowned): what stands there whatever the rows */

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

static guint
get_day (gpointer cell)
{
  return GPOINTER_TO_UINT (g_object_get_data (cell, DAY_KEY));
}

static Line *
find_line (TieWeekGrid *self,
           GtkWidget *cell,
           guint *position)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (line->cells[get_day (cell)] == cell)
        {
          if (position != NULL)
            *position = i;
          return line;
        }
    }
  return NULL;
}

static char *
format_cell (gint64 hours)
{
  return hours != 0 ? tie_list_columns_format_hours (hours) : g_strdup ("");
}

static gint64
get_hours (TieListRow *row,
           guint day)
{
  return tie_list_row_get_number (row, TIE_WEEK_ROW_HOURS + day);
}

static gboolean
is_locked (TieListRow *row,
           guint day)
{
  return tie_list_row_get_number (row, TIE_WEEK_ROW_BILLED + day) != 0;
}

static void
set_invalid (GtkWidget *cell,
             const char *sentence)
{
  gtk_widget_set_tooltip_text (cell, sentence);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (cell, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
      return;
    }
  gtk_widget_remove_css_class (cell, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static gboolean
is_typed (GtkWidget *cell)
{
  return gtk_widget_get_focus_child (cell) != NULL
         && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell)), g_object_get_data (G_OBJECT (cell), SHOWN_KEY)) != 0;
}

/* What is being typed is kept: the hours of the cell before may be saved meanwhile. */
static void
show_cell (TieListRow *row,
           GtkWidget *cell,
           guint day)
{
  g_autofree char *text = format_cell (get_hours (row, day));
  g_autofree char *billed = NULL;

  if (is_typed (cell))
    return;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (cell)), text))
    gtk_editable_set_text (GTK_EDITABLE (cell), text);
  g_object_set_data_full (G_OBJECT (cell), SHOWN_KEY, g_strdup (text), g_free);
  set_invalid (cell, NULL);
  gtk_editable_set_editable (GTK_EDITABLE (cell), !is_locked (row, day));
  if (!is_locked (row, day))
    {
      gtk_widget_remove_css_class (cell, "locked");
      return;
    }
  /* Translators: %s is a document's number */
  billed = g_strdup_printf (_ ("Billed on %s"), tie_list_row_get_text (row, TIE_WEEK_ROW_NUMBER + day));
  gtk_widget_add_css_class (cell, "locked");
  gtk_widget_set_tooltip_text (cell, billed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, billed, -1);
}

static void
show_line (Line *line)
{
  gint64 sum = 0;
  g_autofree char *text = NULL;

  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      show_cell (line->row, line->cells[day], day);
      sum += get_hours (line->row, day);
    }
  text = tie_list_columns_format_hours (sum);
  gtk_label_set_label (line->total, text);
}

static void
show_totals (TieWeekGrid *self)
{
  gint64 all = 0;
  g_autofree char *text = NULL;

  for (guint day = 0; day < TIE_WEEK_DAYS; day++)
    {
      gint64 sum = 0;
      g_autofree char *words = NULL;

      for (guint i = 0; i < self->lines->len; i++)
        sum += get_hours (((Line *) self->lines->pdata[i])->row, day);
      all += sum;
      words = sum != 0 ? tie_list_columns_format_hours (sum) : g_strdup ("-");
      gtk_label_set_label (self->totals[day], words);
    }
  text = tie_list_columns_format_hours (all);
  gtk_label_set_label (self->total, text);
}

static void
show_days (TieWeekGrid *self)
{
  for (int day = 0; day < TIE_WEEK_DAYS; day++)
    {
      g_autofree char *date = tie_typed_date_add_days (self->monday, day);
      g_autofree char *moment = g_strconcat (date, "T12:00:00", NULL);
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (moment, utc);
      /* Translators: the head of a day's column, "Mon 3"; see strftime */
      g_autofree char *head = when != NULL ? g_date_time_format (when, _ ("%a %-e")) : g_strdup (date);

      gtk_label_set_label (self->days[day], head);
    }
}

typedef struct
{
  char *project;
  char *code; /* (nullable) */
  char *employee; /* (nullable) */
  char *date;
  gint64 hours;
  GtkWidget *cell; /* (owned) */
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
    set_invalid (data->cell, sentence);
  return FALSE; /* the status line says it too */
}

static char *
dup_or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

void
tie_week_grid_commit (TieWeekGrid *self,
                      GtkWidget *cell)
{
  guint day = get_day (cell);
  Line *line = find_line (self, cell, NULL);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (cell));
  gint64 hours;
  CellData *data;

  if (line == NULL || self->is_showing || is_locked (line->row, day))
    return;
  if (!tie_time_line_parse_hours (typed, &hours))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("“%s” is no number of hours. Type 1.5, 1:30 or 90m."), typed);

      set_invalid (cell, sentence);
      return;
    }
  if (hours < 0 || hours > 24 * (gint64) TIE_SCALE)
    {
      set_invalid (cell, hours < 0 ? _ ("Hours cannot be negative.") : _ ("A day has 24 hours."));
      return;
    }
  set_invalid (cell, NULL);
  if (hours == get_hours (line->row, day))
    {
      g_autofree char *text = format_cell (hours);

      gtk_editable_set_text (GTK_EDITABLE (cell), text);
      show_cell (line->row, cell, day);
      return;
    }
  g_object_set_data_full (G_OBJECT (cell), SHOWN_KEY, g_strdup (typed), g_free); /* on its way: no longer being typed */
  data = g_new0 (CellData, 1);
  data->project = g_strdup (tie_list_row_get_text (line->row, TIE_WEEK_ROW_PROJECT));
  data->code = dup_or_null (tie_list_row_get_text (line->row, TIE_WEEK_ROW_CODE));
  data->employee = dup_or_null (self->employee);
  data->date = tie_typed_date_add_days (self->monday, (int) day);
  data->hours = hours;
  data->cell = g_object_ref (cell);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), set_day_func, data, (GDestroyNotify) cell_data_free, day_set_cb, self);
}

static void
left_cb (GtkEventControllerFocus *controller,
         TieWeekGrid *self)
{
  tie_week_grid_commit (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static gboolean
move (TieWeekGrid *self,
      GtkWidget *cell,
      int by)
{
  guint position = 0;
  gint64 next;

  if (find_line (self, cell, &position) == NULL)
    return FALSE;
  next = (gint64) position + by;
  if (next < 0 || next >= self->lines->len)
    {
      tie_week_grid_commit (self, cell);
      return FALSE;
    }
  return gtk_widget_grab_focus (((Line *) self->lines->pdata[next])->cells[get_day (cell)]);
}

static void
activate_cb (GtkWidget *cell,
             TieWeekGrid *self)
{
  move (self, cell, 1);
}

static gboolean
down_cb (GtkWidget *cell,
         GVariant *args,
         gpointer user_data)
{
  return move (user_data, cell, 1);
}

static gboolean
up_cb (GtkWidget *cell,
       GVariant *args,
       gpointer user_data)
{
  return move (user_data, cell, -1);
}

static gboolean
escape_cb (GtkWidget *cell,
           GVariant *args,
           gpointer user_data)
{
  TieWeekGrid *self = user_data;
  Line *line = find_line (self, cell, NULL);
  g_autofree char *text = line != NULL ? format_cell (get_hours (line->row, get_day (cell))) : NULL;

  if (line == NULL || g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (cell))))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (cell), text);
  show_cell (line->row, cell, get_day (cell));
  return TRUE;
}

static void
add_key (GtkEventController *keys,
         guint key,
         GtkShortcutFunc func,
         TieWeekGrid *self)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (func, self, NULL)));
}

static GtkWidget *
create_cell (TieWeekGrid *self,
             TieListRow *row,
             guint day)
{
  GtkWidget *cell = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autofree char *name = g_strdup_printf ("%s, %s", tie_list_row_get_text (row, TIE_WEEK_ROW_LABEL), gtk_label_get_label (self->days[day]));

  gtk_editable_set_width_chars (GTK_EDITABLE (cell), CELL_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (cell), CELL_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (cell), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (cell), "-");
  gtk_widget_add_css_class (cell, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (cell), DAY_KEY, GUINT_TO_POINTER (day));
  g_signal_connect_object (cell, "activate", G_CALLBACK (activate_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, 0);
  gtk_widget_add_controller (cell, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Down, down_cb, self);
  add_key (keys, GDK_KEY_Up, up_cb, self);
  add_key (keys, GDK_KEY_Escape, escape_cb, self);
  gtk_widget_add_controller (cell, keys);
  return cell;
}

static GtkLabel *
create_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
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
      gtk_grid_attach (self->grid, line->cells[day], (int) day + 1, top, 1, 1);
    }
  line->total = create_number ();
  gtk_grid_attach (self->grid, GTK_WIDGET (line->total), TIE_WEEK_DAYS + 1, top, 1, 1);
  g_ptr_array_add (self->lines, line);
  show_line (line);
}

static void
move_totals (TieWeekGrid *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));

  for (guint i = 0; i < self->heads->len; i++)
    gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->heads->pdata[i])), (int) self->lines->len + 1);
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
static GtkWidget *
find_focus (TieWeekGrid *self,
            char **id,
            guint *day)
{
  GtkWidget *cell = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  Line *line = cell != NULL && GTK_IS_ENTRY (cell) ? find_line (self, cell, NULL) : NULL;

  if (line == NULL)
    return NULL;
  *id = g_strdup (tie_list_row_get_id (line->row));
  *day = get_day (cell);
  return cell;
}

static void
update (TieWeekGrid *self)
{
  g_autoptr (GPtrArray) rows = collect_rows (self);
  g_autofree char *focused = NULL;
  guint day = 0;
  GtkWidget *cell = find_focus (self, &focused, &day);

  self->is_showing = TRUE;
  if (!has_same_lines (self, rows))
    {
      clear_lines (self);
      for (guint i = 0; i < rows->len; i++)
        add_line (self, rows->pdata[i]);
      move_totals (self);
      cell = NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      Line *line = self->lines->pdata[i];

      g_set_object (&line->row, TIE_LIST_ROW (rows->pdata[i]));
      show_line (line);
      if (cell == NULL && g_strcmp0 (focused, tie_list_row_get_id (line->row)) == 0)
        gtk_widget_grab_focus (line->cells[day]);
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
  g_ptr_array_unref (self->heads);
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

static GtkLabel *
add_head (TieWeekGrid *self,
          const char *text,
          int column,
          int row)
{
  GtkLabel *label = create_number ();

  gtk_label_set_label (label, text);
  if (column == 0)
    gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), "heading");
  gtk_grid_attach (self->grid, GTK_WIDGET (label), column, row, 1, 1);
  if (row > 0)
    g_ptr_array_add (self->heads, label);
  return label;
}

static void
tie_week_grid_init (TieWeekGrid *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->heads = g_ptr_array_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  add_head (self, _ ("Project"), 0, 0);
  add_head (self, _ ("Total"), 0, 1);
  for (int day = 0; day < TIE_WEEK_DAYS; day++)
    {
      self->days[day] = add_head (self, "", day + 1, 0);
      self->totals[day] = add_head (self, "", day + 1, 1);
    }
  add_head (self, _ ("Total"), TIE_WEEK_DAYS + 1, 0);
  self->total = add_head (self, "", TIE_WEEK_DAYS + 1, 1);
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
  show_days (self);
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
  show_days (self);
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
        gtk_widget_grab_focus (line->cells[0]);
    }
}

guint
tie_week_grid_get_n_rows (TieWeekGrid *self)
{
  g_return_val_if_fail (TIE_IS_WEEK_GRID (self), 0);

  return self->lines->len;
}
