/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-status-line"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

struct _TieStatusLine
{
  GtkWidget parent_instance;

  GtkSpinner *spinner;      /* template child */
  GtkLabel *label;          /* template child */
  GtkButton *cancel_button; /* template child */
  GtkButton *undo_button;   /* template child */

  AdwToastOverlay *overlay;  /* (weak) (nullable) */
  AdwToast *toast;           /* (unowned) (nullable): until it is gone from the overlay */
  gboolean is_leaving;       /* the toast was dismissed, or is about to be */
  gboolean is_owed;          /* a toast for the sentence, once the one that leaves is gone */
  guint owed_source;
  char *sentence;            /* (owned): said last */
  gboolean can_undo;         /* of that sentence */
  char *progress;            /* (owned) (nullable): shown instead while work goes on */
  GCancellable *cancellable; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TieStatusLine, tie_status_line, GTK_TYPE_WIDGET)

#define ROOT_KEY "tie-status-line"

static void
update (TieStatusLine *self)
{
  const char *text = self->progress != NULL ? self->progress : self->sentence;

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), *text != '\0'); /* no empty strip below a window */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_spinner_set_spinning (self->spinner, self->progress != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->progress != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), self->progress != NULL && self->cancellable != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), self->progress == NULL && self->can_undo);
}

static void
cancel_clicked_cb (TieStatusLine *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
leaving_cb (TieStatusLine *self)
{
  self->is_leaving = TRUE;
}

static void show_toast (TieStatusLine *self);

static gboolean
show_owed_cb (gpointer user_data)
{
  TieStatusLine *self = user_data;

  self->owed_source = 0;
  if (self->is_owed && self->overlay != NULL && gtk_widget_get_root (GTK_WIDGET (self->overlay)) != NULL) /* else the overlay goes as well */
    show_toast (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the overlay is about to forget the toast, and until it has, the next one counts as its replacement. */
static void
toast_gone_cb (gpointer user_data,
               GObject *toast)
{
  TieStatusLine *self = user_data;

  self->toast = NULL;
  if (self->is_owed && self->owed_source == 0)
    self->owed_source = g_idle_add (show_owed_cb, self);
}

static void
create_toast (TieStatusLine *self)
{
  self->toast = adw_toast_new ("");
  self->is_leaving = FALSE;
  g_object_weak_ref (G_OBJECT (self->toast), toast_gone_cb, self);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (leaving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (leaving_cb), self, G_CONNECT_SWAPPED);
}

/* In libadwaita 1.2 a toast that is dismissed while it comes in is freed before that animation ends, which then writes to it:
 * so it comes in without one.  What the desktop asks for is left as it is. */
static void
add_toast (TieStatusLine *self)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  adw_toast_overlay_add_toast (self->overlay, self->toast);
  gtk_settings_reset_property (settings, "gtk-enable-animations");
}

/* There is one toast at a time: a newer sentence takes over the one that is there, whose [Undo] would now take back
 * something else, for the rest of its time, and waits for one that leaves. */
static void
show_toast (TieStatusLine *self)
{
  g_autofree char *markup = g_markup_escape_text (self->sentence, -1); /* a toast's title is markup */
  gboolean is_new;

  self->is_owed = self->owed_source != 0 || (self->toast != NULL && self->is_leaving);
  if (self->is_owed)
    return;
  is_new = self->toast == NULL;
  if (is_new)
    create_toast (self);
  adw_toast_set_title (self->toast, markup);
  adw_toast_set_button_label (self->toast, self->can_undo ? _ ("Undo") : NULL);
  adw_toast_set_action_name (self->toast, self->can_undo ? "undo.undo" : NULL);
  if (is_new)
    add_toast (self);
}

static void
tie_status_line_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_status_line_parent_class)->root (widget);
  g_object_set_data (G_OBJECT (gtk_widget_get_root (widget)), ROOT_KEY, widget);
}

static void
tie_status_line_unroot (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (gtk_widget_get_root (widget)), ROOT_KEY, NULL);
  GTK_WIDGET_CLASS (tie_status_line_parent_class)->unroot (widget);
}

static void
tie_status_line_dispose (GObject *object)
{
  TieStatusLine *self = TIE_STATUS_LINE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_handle_id (&self->owed_source, g_source_remove);
  g_clear_weak_pointer (&self->overlay);
  if (self->toast != NULL)
    g_object_weak_unref (G_OBJECT (self->toast), toast_gone_cb, self);
  self->toast = NULL;
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (tie_status_line_parent_class)->dispose (object);
}

static void
tie_status_line_finalize (GObject *object)
{
  TieStatusLine *self = TIE_STATUS_LINE (object);

  g_free (self->sentence);
  g_free (self->progress);
  G_OBJECT_CLASS (tie_status_line_parent_class)->finalize (object);
}

static void
tie_status_line_class_init (TieStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_status_line_dispose;
  object_class->finalize = tie_status_line_finalize;
  widget_class->root = tie_status_line_root;
  widget_class->unroot = tie_status_line_unroot;

  gtk_widget_class_set_css_name (widget_class, "tie-status-line");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-status-line.ui");
  gtk_widget_class_bind_template_child (widget_class, TieStatusLine, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieStatusLine, label);
  gtk_widget_class_bind_template_child (widget_class, TieStatusLine, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TieStatusLine, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
tie_status_line_init (TieStatusLine *self)
{
  self->sentence = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
tie_status_line_new (void)
{
  return g_object_new (TIE_TYPE_STATUS_LINE, NULL);
}

TieStatusLine *
tie_status_line_for (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  while (root != NULL)
    {
      gpointer line = g_object_get_data (G_OBJECT (root), ROOT_KEY);

      if (line != NULL)
        return line;
      root = GTK_IS_WINDOW (root) ? (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
    }
  return NULL;
}

/* A toast takes the first Escape for itself, which in a window that Escape closes looks as if the key were dead for as long
 * as the toast is there. */
static gboolean
escape_cb (GtkWidget *overlay,
           GVariant *args,
           gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (overlay);

  if (!GTK_IS_WINDOW (root) || GTK_IS_APPLICATION_WINDOW (root))
    return FALSE;
  if (!gtk_widget_activate_action (GTK_WIDGET (root), "window.escape", NULL)) /* of one that first stops what runs */
    gtk_window_close (GTK_WINDOW (root));
  return TRUE;
}

void
tie_status_line_set_toast_overlay (TieStatusLine *self,
                                   AdwToastOverlay *overlay)
{
  GtkEventController *keys;

  g_return_if_fail (TIE_IS_STATUS_LINE (self));
  g_return_if_fail (overlay == NULL || ADW_IS_TOAST_OVERLAY (overlay));

  g_set_weak_pointer (&self->overlay, overlay);
  if (overlay == NULL)
    return;
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (overlay), keys);
}

void
tie_status_line_say (TieStatusLine *self,
                     const char *sentence,
                     gboolean can_undo)
{
  g_return_if_fail (TIE_IS_STATUS_LINE (self));

  g_free (self->sentence);
  self->sentence = g_strdup (sentence != NULL ? sentence : "");
  self->can_undo = can_undo;
  update (self);

  if (self->overlay != NULL && *self->sentence != '\0')
    show_toast (self);
  else
    {
      self->is_owed = FALSE;
      if (self->toast != NULL)
        adw_toast_dismiss (self->toast);
    }
}

void
tie_status_line_say_error (TieStatusLine *self,
                           const GError *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (TIE_IS_STATUS_LINE (self));
  g_return_if_fail (error != NULL);

  if (tie_error_is_cancelled (error))
    return;
  sentence = tie_error_get_sentence_for (error, tie_windows_get_package (GTK_WIDGET (self))->short_name);
  tie_status_line_say (self, sentence, FALSE);
}

const char *
tie_status_line_get_sentence (TieStatusLine *self)
{
  g_return_val_if_fail (TIE_IS_STATUS_LINE (self), NULL);

  return self->sentence;
}

void
tie_status_line_set_progress (TieStatusLine *self,
                              const char *sentence,
                              GCancellable *cancellable)
{
  g_return_if_fail (TIE_IS_STATUS_LINE (self));

  g_free (self->progress);
  self->progress = g_strdup (sentence);
  if (sentence == NULL)
    cancellable = NULL;
  g_set_object (&self->cancellable, cancellable);
  update (self);
}
