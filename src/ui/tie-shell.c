/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-random.h"
#include "ui/tie-caption.h"
#include "ui/tie-company-words.h"
#include "ui/tie-go-to.h"
#include "ui/tie-lists-kind.h"
#include "ui/tie-lists-page.h"
#include "ui/tie-page-list.h"
#include "ui/tie-practice-menu.h"
#include "ui/tie-settings.h"
#include "ui/tie-shell-private.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-welcome-page.h"

G_DEFINE_FINAL_TYPE (TieShell, tie_shell, ADW_TYPE_APPLICATION_WINDOW)

static void
show_firm (TieShell *self)
{
  const char *firm = tie_session_get_firm (self->session);

  gtk_label_set_label (self->firm_label, firm);
  gtk_window_set_title (GTK_WINDOW (self), firm);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, firm, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->practice_button), GTK_ACCESSIBLE_PROPERTY_LABEL, firm, -1);
}

static void
show_package (TieShell *self)
{
  const TiePackage *package = tie_session_get_package (self->session);

  tie_page_list_set_package (self->page_list, package);
  tie_caption_set_item (self->setup_menu, "part", "package", "%s", package->name);
  tie_caption_set_item (self->sandbox_menu, "target", "edited", _ ("Edited in %s"), package->short_name);
}

static void
show_company (TieShell *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *word = tie_company_words_get_state (state);
  const char *name = tie_company_get_name (company);
  g_autofree char *expired = g_strdup_printf (_ ("%s sign-in has expired."), tie_company_get_package (company)->short_name);
  g_autofree char *label = g_strdup_printf ("%s%s%s", word, name != NULL ? ", " : "", name != NULL ? name : "");

  gtk_image_set_from_icon_name (self->connection_image, tie_company_words_get_icon_name (state));
  gtk_label_set_label (self->connection_label, word);
  gtk_label_set_label (self->company_label, name);
  gtk_widget_set_visible (GTK_WIDGET (self->company_label), name != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connection_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_package (self);
  tie_banner_set_title (self->banner, expired);
  tie_banner_set_revealed (self->banner, state == TIE_COMPANY_SIGN_IN_EXPIRED);
  tie_shell_update_actions (self);
}

/* What waits for somebody: the number in the sidebar, and the banner on every page but the one that lists it. */
static void
show_attention (TieShell *self)
{
  guint n = tie_attention_get_n (self->attention);
  g_autofree char *sentence = tie_attention_dup_sentence (self->attention);
  gboolean is_new = sentence != NULL && g_strcmp0 (sentence, self->dismissed) != 0;
  gboolean is_there = g_strcmp0 (tie_shell_get_page (self), "sync") == 0;

  tie_page_list_set_badge (self->page_list, "sync", n);
  if (is_new)
    tie_banner_set_title (self->attention_banner, sentence);
  tie_banner_set_revealed (self->attention_banner, is_new && !is_there && !tie_banner_get_revealed (self->banner));
}

static void
attention_dismissed_cb (TieShell *self)
{
  g_free (self->dismissed);
  self->dismissed = g_strdup (tie_banner_get_title (self->attention_banner));
}

static void
page_row_activated_cb (TieShell *self,
                       GtkListBoxRow *row)
{
  tie_shell_show_page (self, tie_page_info_of_row (row)->name);
}

static void
density_changed_cb (TieShell *self)
{
  g_autofree char *density = g_settings_get_string (tie_settings_get (), "density");

  if (g_str_equal (density, "compact"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
}

static void
recent_changed_cb (TieShell *self)
{
  g_autoptr (GMenuModel) menu = tie_practice_menu_new ();

  gtk_menu_button_set_menu_model (self->practice_button, menu);
}

/* The button that the menu hangs from keeps the keyboard otherwise. */
static void
setup_closed_cb (TieShell *self)
{
  if (self->before_setup != NULL && gtk_widget_get_mapped (self->before_setup))
    gtk_widget_grab_focus (self->before_setup);
  g_clear_weak_pointer (&self->before_setup);
}

static void
show_setup_menu (TieShell *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  g_menu_append_section (menu, NULL, self->setup_menu);
  if (tie_session_get_is_demo (self->session))
    {
      g_autoptr (GMenu) sandbox = g_menu_new ();

      g_menu_append_submenu (sandbox, _ ("Sandbox"), self->sandbox_menu);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (sandbox));
    }
  popover = gtk_popover_menu_new_from_model_full (G_MENU_MODEL (menu), GTK_POPOVER_MENU_NESTED);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (setup_closed_cb), self);
  gtk_menu_button_set_popover (self->setup_button, popover);
}

static void
remove_pages (TieShell *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->page_stack))) != NULL)
    gtk_stack_remove (self->page_stack, page);
}

static void
show_start_page (TieShell *self)
{
  g_autofree char *start = g_settings_get_string (tie_settings_get (), "start-page");

  tie_shell_show_page (self, tie_page_info_find (start) != NULL ? start : "overview");
}

static gboolean
tie_shell_close_request (GtkWindow *window)
{
  return tie_shell_holds (TIE_SHELL (window)) || GTK_WINDOW_CLASS (tie_shell_parent_class)->close_request (window);
}

static void
tie_shell_dispose (GObject *object)
{
  TieShell *self = TIE_SHELL (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->company);
  g_clear_weak_pointer (&self->before_setup);
  g_clear_object (&self->attention);
  tie_undo_control_detach (GTK_WINDOW (self));
  if (self->page_stack != NULL)
    remove_pages (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_shell_parent_class)->dispose (object);
}

static void
tie_shell_finalize (GObject *object)
{
  g_free (TIE_SHELL (object)->undo_id);
  g_free (TIE_SHELL (object)->dismissed);
  G_OBJECT_CLASS (tie_shell_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TieShell, new_button);
  gtk_widget_class_bind_template_child (widget_class, TieShell, root_stack);
  gtk_widget_class_bind_template_child (widget_class, TieShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, TieShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, TieShell, content);
  gtk_widget_class_bind_template_child (widget_class, TieShell, practice_button);
  gtk_widget_class_bind_template_child (widget_class, TieShell, firm_label);
  gtk_widget_class_bind_template_child (widget_class, TieShell, page_list);
  gtk_widget_class_bind_template_child (widget_class, TieShell, connection_button);
  gtk_widget_class_bind_template_child (widget_class, TieShell, connection_image);
  gtk_widget_class_bind_template_child (widget_class, TieShell, connection_label);
  gtk_widget_class_bind_template_child (widget_class, TieShell, company_label);
  gtk_widget_class_bind_template_child (widget_class, TieShell, page_title);
  gtk_widget_class_bind_template_child (widget_class, TieShell, setup_button);
  gtk_widget_class_bind_template_child (widget_class, TieShell, banner);
  gtk_widget_class_bind_template_child (widget_class, TieShell, attention_banner);
  gtk_widget_class_bind_template_child (widget_class, TieShell, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieShell, page_stack);
  gtk_widget_class_bind_template_child (widget_class, TieShell, status_line);
  gtk_widget_class_bind_template_child (widget_class, TieShell, new_menu);
  gtk_widget_class_bind_template_child (widget_class, TieShell, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, TieShell, setup_menu);
  gtk_widget_class_bind_template_child (widget_class, TieShell, sandbox_menu);
  gtk_widget_class_bind_template_callback (widget_class, page_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, attention_dismissed_cb);
}

static void
tie_shell_class_init (TieShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_shell_dispose;
  object_class->finalize = tie_shell_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tie_shell_close_request;

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  g_type_ensure (TIE_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-shell.ui");
  bind_children (widget_class);
  tie_shell_install_actions (widget_class);
}

static void
is_active_cb (TieShell *self)
{
  if (self->session != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    tie_session_use_currency (self->session);
}

static void
tie_shell_init (TieShell *self)
{
  GSettings *settings = tie_settings_get ();

  self->undo_id = tie_random_uuid ();
  self->reading = g_cancellable_new ();
  self->company = g_signal_group_new (TIE_TYPE_COMPANY);
  g_signal_group_connect_swapped (self->company, "notify", G_CALLBACK (show_company), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The half of a split button that opens its menu is a part that no .ui file can name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (self->new_button))), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New…"), -1);
  gtk_window_set_icon_name (GTK_WINDOW (self), APP_ID);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"), g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tieout"), -1);
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  tie_page_list_fill (self->page_list);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
  g_signal_connect_object (settings, "changed::density", G_CALLBACK (density_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::recent-practices", G_CALLBACK (recent_changed_cb), self, G_CONNECT_SWAPPED);
  density_changed_cb (self);
  recent_changed_cb (self);
  tie_shell_update_actions (self);
}

TieShell *
tie_shell_new (GtkApplication *application)
{
  return g_object_new (TIE_TYPE_SHELL, "application", application, NULL);
}

TieSession *
tie_shell_get_session (TieShell *self)
{
  g_return_val_if_fail (TIE_IS_SHELL (self), NULL);

  return self->session;
}

void
tie_shell_set_session (TieShell *self,
                       TieSession *session)
{
  g_return_if_fail (TIE_IS_SHELL (self));
  g_return_if_fail (session == NULL || TIE_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->session, show_firm, self);
      g_signal_handlers_disconnect_by_func (self->session, tie_shell_update_actions, self);
      g_signal_group_set_target (self->company, NULL);
      tie_undo_control_detach (GTK_WINDOW (self));
      g_clear_object (&self->attention);
      remove_pages (self);
    }
  g_set_object (&self->session, session);
  gtk_stack_set_visible_child_name (self->root_stack, session != NULL ? "practice" : "welcome");
  if (session == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Tieout"));
      tie_shell_update_actions (self);
      return;
    }

  tie_undo_control_attach (GTK_WINDOW (self), tie_session_get_store (session), self->undo_id);
  g_signal_connect_swapped (session, "notify::firm", G_CALLBACK (show_firm), self);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (tie_shell_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->company, tie_session_get_company (session));
  tie_status_line_say (self->status_line, NULL, FALSE);
  show_firm (self);
  show_setup_menu (self);
  show_start_page (self);
  show_company (self);
  self->attention = tie_attention_new (session);
  g_signal_connect_object (self->attention, "changed", G_CALLBACK (show_attention), self, G_CONNECT_SWAPPED);
  show_attention (self);
}

void
tie_shell_show_page (TieShell *self,
                     const char *name)
{
  const TiePageInfo *info;
  const TieListsKind *list;
  GtkWidget *page;

  g_return_if_fail (TIE_IS_SHELL (self));

  info = tie_page_info_find (name);
  list = tie_lists_kind_find (name);
  page = gtk_stack_get_child_by_name (self->page_stack, name);
  /* A page is made when first asked for, as it reads its rows then.  The lists of Setup have no row in the sidebar. */
  if (page == NULL && self->session != NULL && (info != NULL || list != NULL))
    {
      page = info != NULL ? info->create (self->session) : tie_lists_page_new (self->session, name);
      gtk_stack_add_named (self->page_stack, page, name);
    }
  if (page == NULL)
    return;
  gtk_stack_set_visible_child (self->page_stack, page);
  tie_page_list_select (self->page_list, info);
  adw_window_title_set_title (self->page_title, info != NULL ? _ (info->title) : _ (list->title));
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  tie_shell_update_actions (self);
  if (self->attention != NULL)
    show_attention (self);
  tie_shell_focus_page (self);
}

void
tie_shell_focus_page (TieShell *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  /* A list that is being read has no row yet to take it: then the first field, unless it is in the page already. */
  if (page != NULL && !gtk_widget_grab_focus (page) && gtk_widget_get_focus_child (page) == NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

const char *
tie_shell_get_page (TieShell *self)
{
  g_return_val_if_fail (TIE_IS_SHELL (self), NULL);

  return gtk_stack_get_visible_child_name (self->page_stack);
}

void
tie_shell_say (TieShell *self,
               const char *sentence)
{
  g_return_if_fail (TIE_IS_SHELL (self));

  tie_status_line_say (self->status_line, sentence, FALSE);
}

void
tie_shell_say_error (TieShell *self,
                     const GError *error)
{
  g_return_if_fail (TIE_IS_SHELL (self));

  tie_status_line_say_error (self->status_line, error);
}

TiePage *
tie_shell_get_visible_page (TieShell *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  return self->session != NULL && page != NULL ? TIE_PAGE (page) : NULL;
}

void
tie_shell_go_to (TieShell *self)
{
  g_autoptr (GMenu) page_menu = tie_page_list_make_menu ();
  g_autoptr (GMenu) new_menu = g_menu_new ();
  GMenuModel *const menus[] = { G_MENU_MODEL (page_menu), G_MENU_MODEL (new_menu), self->setup_menu, self->primary_menu, NULL };

  g_menu_append_submenu (new_menu, _ ("New"), self->new_menu);
  tie_go_to_open (GTK_WINDOW (self), self->session, menus);
}

void
tie_shell_open_setup (TieShell *self)
{
  g_set_weak_pointer (&self->before_setup, gtk_window_get_focus (GTK_WINDOW (self)));
  gtk_menu_button_popup (self->setup_button);
}

GCancellable *
tie_shell_begin_reading (TieShell *self)
{
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  return self->reading;
}

void
tie_shell_set_quits (TieShell *self)
{
  g_return_if_fail (TIE_IS_SHELL (self));

  self->quits = TRUE;
}

gboolean
tie_shell_get_quits (TieShell *self)
{
  g_return_val_if_fail (TIE_IS_SHELL (self), FALSE);

  return self->quits;
}
