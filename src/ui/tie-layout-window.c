/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-layout-window"
#include "config.h"

#include <glib/gi18n.h>

#include "print/tie-document-paper.h"
#include "print/tie-sample.h"
#include "store/tie-undo.h"
#include "ui/tie-layout-window.h"
#include "ui/tie-preview.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieLayoutWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;     /* template child */
  TiePreview *preview;         /* template child */
  AdwComboRow *layout_row;     /* template child */
  AdwComboRow *paper_row;      /* template child */
  AdwActionRow *logo_row;      /* template child */
  AdwComboRow *size_row;       /* template child */
  GtkTextView *header_view;    /* template child */
  GtkTextView *footer_view;    /* template child */
  GtkSwitch *codes_switch;     /* template child */
  GtkSwitch *quantity_switch;  /* template child */
  GtkSwitch *slip_switch;      /* template child */
  TieStatusLine *status_line;  /* template child */

  TieSession *session;  /* (owned) */
  TieLayout *layout;    /* (owned) (nullable): as the file has it, with what was changed here since */
  TiePrintable *paper;  /* (owned) (nullable) */
  gboolean is_showing;  /* the widgets are being set, nobody has chosen anything */
};

G_DEFINE_FINAL_TYPE (TieLayoutWindow, tie_layout_window, ADW_TYPE_WINDOW)

typedef struct
{
  char *window;
  TieLayout *layout;     /* to be written */
  TieDocumentData *data; /* read */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->data, tie_document_data_free);
  g_clear_pointer (&request->layout, tie_layout_free);
  g_free (request->window);
  g_free (request);
}

static gboolean
read_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Request *request = user_data;

  request->data = tie_sample_load (db, error);
  return request->data != NULL;
}

static gboolean
write_func (TieDb *db,
            gpointer user_data,
            GError **error)
{
  Request *request = user_data;

  return tie_undo_begin (db, error) &&
         tie_layout_save (db, request->layout, error) &&
         tie_undo_end (db, _ ("Invoice layout changed"), request->window, NULL, error);
}

static void
set_text (GtkTextView *view,
          const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

/* (transfer full) */
static char *
get_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_layout (TieLayoutWindow *self)
{
  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->layout_row, self->layout->style);
  adw_combo_row_set_selected (self->paper_row, self->layout->paper);
  adw_combo_row_set_selected (self->size_row, self->layout->logo_size);
  adw_action_row_set_subtitle (self->logo_row, self->layout->logo != NULL ? "" : _ ("None"));
  gtk_switch_set_active (self->codes_switch, !self->layout->hide_codes);
  gtk_switch_set_active (self->quantity_switch, !self->layout->hide_quantity);
  gtk_switch_set_active (self->slip_switch, self->layout->has_slip);
  if (!gtk_widget_has_focus (GTK_WIDGET (self->header_view)))
    set_text (self->header_view, self->layout->header);
  if (!gtk_widget_has_focus (GTK_WIDGET (self->footer_view)))
    set_text (self->footer_view, self->layout->footer);
  self->is_showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.remove-logo", self->layout->logo != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->size_row), self->layout->logo != NULL);
}

static void
show_preview (TieLayoutWindow *self)
{
  tie_letter_paper_set_layout (TIE_LETTER_PAPER (self->paper), self->layout);
  tie_preview_set_printable (self->preview, self->paper);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieLayoutWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Request *request = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  if (request == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  g_clear_pointer (&self->layout, tie_layout_free);
  self->layout = tie_layout_copy (request->data->letter->layout);
  g_clear_object (&self->paper);
  self->paper = tie_document_paper_new (g_steal_pointer (&request->data));
  show_layout (self);
  show_preview (self);
}

static void
load (TieLayoutWindow *self)
{
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, g_new0 (Request, 1), request_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieLayoutWindow *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_SETTINGS) != 0)
    load (self);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieLayoutWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL && self->session != NULL)
    tie_status_line_say_error (self->status_line, error);
}

static void
save (TieLayoutWindow *self)
{
  Request *request = g_new0 (Request, 1);

  request->layout = tie_layout_copy (self->layout);
  request->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, write_func, request, request_free, NULL, written_cb, g_object_ref (self));
  show_preview (self);
}

static void
changed_cb (TieLayoutWindow *self)
{
  if (self->is_showing || self->layout == NULL)
    return;
  self->layout->style = (TieLayoutStyle) adw_combo_row_get_selected (self->layout_row);
  self->layout->paper = (TiePaper) adw_combo_row_get_selected (self->paper_row);
  self->layout->logo_size = (TieLogoSize) adw_combo_row_get_selected (self->size_row);
  self->layout->hide_codes = !gtk_switch_get_active (self->codes_switch);
  self->layout->hide_quantity = !gtk_switch_get_active (self->quantity_switch);
  self->layout->has_slip = gtk_switch_get_active (self->slip_switch);
  save (self);
}

/* Texts are shown as they are typed and saved when the field is left. */
static void
text_changed_cb (TieLayoutWindow *self)
{
  if (self->is_showing || self->layout == NULL)
    return;
  g_free (self->layout->header);
  g_free (self->layout->footer);
  self->layout->header = get_text (self->header_view);
  self->layout->footer = get_text (self->footer_view);
  show_preview (self);
}

static void
text_left_cb (TieLayoutWindow *self)
{
  if (self->layout != NULL && self->session != NULL)
    save (self);
}

static void
follow_text (TieLayoutWindow *self,
             GtkTextView *view)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (text_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
}

static void
use_logo (TieLayoutWindow *self,
          const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = NULL;
  cairo_surface_t *picture;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  logo = g_bytes_new_take (contents, length);
  picture = tie_layout_decode_logo (logo, &error);
  if (picture == NULL)
    {
      tie_status_line_say_error (self->status_line, error);
      return;
    }
  cairo_surface_destroy (picture);
  g_clear_pointer (&self->layout->logo, g_bytes_unref);
  self->layout->logo = g_bytes_ref (logo);
  save (self);
  show_layout (self);
}

static void
logo_chosen_cb (GtkNativeDialog *dialog,
                int response,
                gpointer user_data)
{
  g_autoptr (TieLayoutWindow) self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (path != NULL && self->layout != NULL)
    use_logo (self, path);
}

static void
choose_logo_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Choose Logo"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (logo_chosen_cb), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
remove_logo_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieLayoutWindow *self = TIE_LAYOUT_WINDOW (widget);

  g_clear_pointer (&self->layout->logo, g_bytes_unref);
  save (self);
  show_layout (self);
}

static void
tie_layout_window_dispose (GObject *object)
{
  TieLayoutWindow *self = TIE_LAYOUT_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->layout, tie_layout_free);

  G_OBJECT_CLASS (tie_layout_window_parent_class)->dispose (object);
}

static void
tie_layout_window_class_init (TieLayoutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_layout_window_dispose;

  g_type_ensure (TIE_TYPE_PREVIEW);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-layout-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, layout_row);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, paper_row);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, logo_row);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, size_row);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, header_view);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, footer_view);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, codes_switch);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, quantity_switch);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, slip_switch);
  gtk_widget_class_bind_template_child (widget_class, TieLayoutWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "layout.choose-logo", NULL, choose_logo_action);
  gtk_widget_class_install_action (widget_class, "layout.remove-logo", NULL, remove_logo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_layout_window_init (TieLayoutWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  follow_text (self, self->header_view);
  follow_text (self, self->footer_view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.remove-logo", FALSE);
}

GtkWidget *
tie_layout_window_new (TieSession *session)
{
  TieLayoutWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_LAYOUT_WINDOW, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
