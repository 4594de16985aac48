/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-print-window"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "print/tie-letter-paper.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-mail.h"
#include "ui/tie-print-job.h"
#include "ui/tie-print-window-private.h"

G_DEFINE_FINAL_TYPE (TiePrintWindow, tie_print_window, ADW_TYPE_WINDOW)

static void
page_cb (TiePrintWindow *self)
{
  guint n_pages = tie_preview_get_n_pages (self->preview);
  guint page = tie_preview_get_page (self->preview);
  g_autofree char *text = g_strdup_printf (_ ("Page %u of %u"), page + 1, n_pages);

  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_visible (self->pages, n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.previous-page", page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.next-page", page + 1 < n_pages);
}

static void
update (TiePrintWindow *self)
{
  gboolean is_ready = self->paper != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.email", is_ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.print", is_ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->layout_row), is_ready);
  page_cb (self);
}

static void
take_paper (TiePrintWindow *self,
            TiePrintSubject *subject)
{
  gboolean is_letter = TIE_IS_LETTER_PAPER (subject->paper); /* with a layout, to somebody */
  g_autofree char *title = NULL;

  g_free (self->name);
  self->name = g_strdup (subject->name);
  self->is_sent = subject->is_sent;
  g_clear_object (&self->paper);
  self->paper = g_steal_pointer (&subject->paper);
  if (is_letter && self->layout == NULL)
    self->layout = tie_layout_copy (tie_letter_paper_get_letter (TIE_LETTER_PAPER (self->paper))->layout);
  if (is_letter)
    tie_letter_paper_set_layout (TIE_LETTER_PAPER (self->paper), self->layout);

  /* Translators: %s is the number of a document, the title of a statement, or a project's name */
  title = g_strdup_printf (_ ("Print %s"), self->name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->is_showing = TRUE;
  if (is_letter)
    adw_combo_row_set_selected (self->layout_row, self->layout->style);
  gtk_switch_set_active (self->sent_switch, self->is_sent);
  self->is_showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->layout_row), is_letter);
  gtk_widget_set_visible (self->sent_group, subject->is_invoice);
  tie_preview_set_printable (self->preview, self->paper);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TiePrintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  TiePrintSubject *subject = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  if (subject != NULL)
    take_paper (self, subject);
  else
    tie_status_line_say_error (self->status_line, error);
  update (self);
}

void
tie_print_window_load (TiePrintWindow *self)
{
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, tie_print_subject_read, tie_print_subject_new (self->kind, self->id),
                       tie_print_subject_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePrintWindow *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS)) != 0)
    tie_print_window_load (self);
}

static gboolean
sent_cb (TiePrintWindow *self,
         gboolean state)
{
  if (!self->is_showing)
    tie_print_window_set_sent (self, state);
  return FALSE;
}

static void
layout_cb (TiePrintWindow *self)
{
  if (self->is_showing || self->paper == NULL)
    return;
  self->layout->style = (TieLayoutStyle) adw_combo_row_get_selected (self->layout_row);
  tie_letter_paper_set_layout (TIE_LETTER_PAPER (self->paper), self->layout);
  tie_preview_set_printable (self->preview, self->paper);
  page_cb (self);
}

/* What no font here can draw would stand on paper as boxes: said before anything leaves. */
static void
warn_of_boxes (TiePrintWindow *self)
{
  guint missing = tie_printable_get_missing (self->paper);
  g_autofree char *text = NULL;

  if (missing == 0)
    return;
  text = g_strdup_printf (ngettext ("%u character has no font on this computer and will stand as a box. Install a font for its script.",
                                    "%u characters have no font on this computer and will stand as boxes. Install a font for their script.",
                                    missing),
                          missing);
  tie_banner_set_title (self->banner, text);
  tie_banner_set_revealed (self->banner, TRUE);
}

static gboolean
write_pdf (TiePrintWindow *self,
           const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (tie_printable_write_pdf (&self->paper, 1, file, NULL, &error))
    {
      warn_of_boxes (self);
      return TRUE;
    }
  tie_status_line_say_error (self->status_line, error);
  return FALSE;
}

static char *
make_file_name (TiePrintWindow *self)
{
  return g_strdelimit (g_strconcat (self->name, ".pdf", NULL), "/", '-');
}

static void
save_cb (const char *path,
         gpointer user_data)
{
  g_autoptr (TiePrintWindow) self = user_data;
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (path == NULL || self->paper == NULL || !write_pdf (self, path))
    return;
  name = g_filename_display_basename (path);
  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_ ("Saved as %s"), name);
  tie_status_line_say (self->status_line, sentence, FALSE);
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TiePrintWindow *self = TIE_PRINT_WINDOW (widget);
  g_autofree char *name = make_file_name (self);

  tie_file_dialogs_save (GTK_WINDOW (self), _ ("Save PDF"), name, _ ("PDF documents"), "pdf", save_cb, g_object_ref (self));
}

static void
composed_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TiePrintWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_mail_compose_finish (result, &error))
    {
      if (self->session != NULL)
        tie_print_window_set_sent (self, TRUE);
    }
  else if (self->session != NULL)
    tie_status_line_say_error (self->status_line, error);
}

/* The mail program reads the file when it pleases, so it stays until this program's folder is cleared. */
static void
email_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TiePrintWindow *self = TIE_PRINT_WINDOW (widget);
  g_autofree char *name = make_file_name (self);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "tieout", "mail", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *subject = NULL;
  const char *email;

  g_mkdir_with_parents (folder, 0700);
  if (!write_pdf (self, path))
    return;
  /* Translators: subject of a message: the document's title and the firm */
  subject = g_strdup_printf (_ ("%s from %s"), tie_printable_get_title (self->paper), tie_session_get_firm (self->session));
  email = TIE_IS_LETTER_PAPER (self->paper) ? tie_letter_paper_get_letter (TIE_LETTER_PAPER (self->paper))->email : NULL;
  tie_mail_compose_async (email != NULL ? email : "", subject, path, NULL, composed_cb, g_object_ref (self));
}

static void
printed_cb (TiePrintWindow *self,
            gboolean was_printed,
            const GError *error)
{
  AdwToast *toast;
  g_autofree char *question = NULL;

  if (self->session == NULL)
    return;
  if (error != NULL)
    tie_status_line_say_error (self->status_line, error);
  if (!was_printed)
    return;
  warn_of_boxes (self);
  if (self->is_sent || !gtk_widget_get_visible (self->sent_group))
    return;
  /* Translators: %s is the number of an invoice */
  question = g_strdup_printf (_ ("Mark %s as sent?"), self->name);
  toast = adw_toast_new (question);
  adw_toast_set_button_label (toast, _ ("Mark as Sent"));
  adw_toast_set_action_name (toast, "print.mark-sent");
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
print_done_cb (gboolean was_printed,
               const GError *error,
               gpointer user_data)
{
  g_autoptr (TiePrintWindow) self = user_data;

  printed_cb (self, was_printed, error);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TiePrintWindow *self = TIE_PRINT_WINDOW (widget);

  tie_print_job_run (GTK_WINDOW (self), self->paper, (guint) gtk_spin_button_get_value_as_int (self->copies), print_done_cb, g_object_ref (self));
}

static void
mark_sent_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  tie_print_window_set_sent (TIE_PRINT_WINDOW (widget), TRUE);
}

static void
previous_page_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  TiePreview *preview = TIE_PRINT_WINDOW (widget)->preview;

  tie_preview_set_page (preview, tie_preview_get_page (preview) - 1);
}

static void
next_page_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TiePreview *preview = TIE_PRINT_WINDOW (widget)->preview;

  tie_preview_set_page (preview, tie_preview_get_page (preview) + 1);
}

static void
tie_print_window_dispose (GObject *object)
{
  TiePrintWindow *self = TIE_PRINT_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->layout, tie_layout_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (tie_print_window_parent_class)->dispose (object);
}

static void
tie_print_window_class_init (TiePrintWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_print_window_dispose;

  g_type_ensure (TIE_TYPE_PREVIEW);
  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-print-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, page_label);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, layout_row);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, copies);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, sent_group);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, sent_switch);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, TiePrintWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);

  gtk_widget_class_install_action (widget_class, "print.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "print.email", NULL, email_action);
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "print.mark-sent", NULL, mark_sent_action);
  gtk_widget_class_install_action (widget_class, "print.previous-page", NULL, previous_page_action);
  gtk_widget_class_install_action (widget_class, "print.next-page", NULL, next_page_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "print.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "print.print", NULL);
}

static void
tie_print_window_init (TiePrintWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  update (self);
}

static GtkWidget *
make_window (TieSession *session,
             TiePrintKind kind,
             const char *id)
{
  TiePrintWindow *self = g_object_new (TIE_TYPE_PRINT_WINDOW, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  self->id = g_strdup (id);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  tie_print_window_load (self);
  return GTK_WIDGET (self);
}

GtkWidget *
tie_print_window_new (TieSession *session,
                      const char *document_id)
{
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  return make_window (session, TIE_PRINT_DOCUMENT, document_id);
}

GtkWidget *
tie_print_window_new_statement (TieSession *session,
                                const char *contact_id)
{
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  return make_window (session, TIE_PRINT_STATEMENT, contact_id);
}

GtkWidget *
tie_print_window_new_project (TieSession *session,
                              const char *project_id)
{
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  return make_window (session, TIE_PRINT_PROJECT, project_id);
}
