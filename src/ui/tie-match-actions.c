/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-automatch-window.h"
#include "ui/tie-match-page-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

gboolean
tie_match_page_finish_change (TieMatchPage *self,
                              GAsyncResult *result,
                              gboolean can_undo)
{
  g_autoptr (TieCrosswalk) crosswalk = TIE_CROSSWALK (g_async_result_get_source_object (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  self->is_busy = FALSE;
  if (line != NULL && sentence != NULL)
    tie_status_line_say (line, sentence, can_undo);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
  return sentence != NULL;
}

static void
link_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  TiePairRow *left = tie_match_pane_get_single (self->left);
  TiePairRow *right = tie_match_pane_get_single (self->right);

  if (left != NULL && right != NULL)
    tie_match_page_link (self, left, right);
}

/* Unlinking. */

typedef struct
{
  TieMatchPage *page; /* (owned) */
  TieMatchPane *pane; /* (owned) */
  TiePairRow *row;    /* (owned): where the focus goes */
} Return;

static void
return_free (Return *back)
{
  g_object_unref (back->page);
  g_object_unref (back->pane);
  g_object_unref (back->row);
  g_free (back);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Return, return_free)

static void
unlinked_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (Return) back = user_data;

  if (tie_match_page_finish_change (back->page, result, TRUE))
    {
      tie_match_pane_unselect (back->pane == back->page->left ? back->page->right : back->page->left);
      tie_match_pane_select (back->pane, back->row, TRUE);
      tie_match_page_look_up (back->page);
    }
  tie_match_page_update_actions (back->page);
}

static void
unlink_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  g_autoptr (GPtrArray) rows = tie_match_pane_get_selected (self->active, TIE_ROW_LINKED);
  Return *back;

  if (rows->len == 0 || self->is_busy)
    return;
  back = g_new0 (Return, 1);
  back->page = g_object_ref (self);
  back->pane = g_object_ref (self->active);
  back->row = g_object_ref (g_ptr_array_index (rows, 0));
  self->is_busy = TRUE;
  tie_crosswalk_unlink_async (tie_match_page_get_crosswalk (self), rows, tie_undo_control_get_id (GTK_WIDGET (self)), NULL, unlinked_cb, back);
}

/* Clearing. */

static void
cleared_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieMatchPage) self = user_data;

  if (tie_match_page_finish_change (self, result, TRUE))
    tie_match_page_go_on (self, NULL);
}

static void
clear_answered_cb (AdwMessageDialog *dialog,
                   const char *response,
                   TieMatchPage *self)
{
  if (!g_str_equal (response, "clear") || self->is_busy)
    return;
  self->is_busy = TRUE;
  tie_crosswalk_clear_async (tie_match_page_get_crosswalk (self), tie_undo_control_get_id (GTK_WIDGET (self)), NULL, cleared_cb, g_object_ref (self));
}

static void
clear_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  guint n = tie_crosswalk_get_n_linked (tie_match_page_get_crosswalk (self));
  g_autofree char *question = g_strdup_printf (ngettext ("Clear %u link?", "Clear %u links?", n), n);
  g_autofree char *verb = g_strdup_printf (ngettext ("C_lear %u Link", "C_lear %u Links", n), n);
  g_autofree char *body = g_strdup_printf (_ ("Names stay on both sides. Documents already exported keep their %s numbers."), tie_company_get_package (self->company)->short_name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), question, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "clear", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "clear", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (clear_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The rest. */

static void
automatch_export_cb (TieMatchPage *self,
                     GPtrArray *rows,
                     GtkWindow *window)
{
  if (!self->is_busy)
    tie_match_page_create (self, window, rows, TRUE);
}

static void
automatch_applied_cb (TieMatchPage *self)
{
  tie_match_page_go_on (self, NULL);
}

static void
automatch_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  GtkWidget *window = tie_automatch_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), tie_match_page_get_crosswalk (self),
                                                G_LIST_MODEL (tie_table_get_model (tie_match_pane_get_table (self->left))), tie_match_page_is_connected (self));

  g_signal_connect_object (window, "export-rows", G_CALLBACK (automatch_export_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "applied", G_CALLBACK (automatch_applied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
export_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  g_autoptr (GPtrArray) rows = tie_match_pane_get_selected (self->left, TIE_ROW_NOT_LINKED);

  if (rows->len > 0 && !self->is_busy)
    tie_match_page_create (self, GTK_WINDOW (gtk_widget_get_root (widget)), rows, TRUE);
}

static void
import_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  g_autoptr (GPtrArray) rows = tie_match_pane_get_selected (self->right, TIE_ROW_NOT_LINKED);

  if (rows->len > 0 && !self->is_busy)
    tie_match_page_create (self, GTK_WINDOW (gtk_widget_get_root (widget)), rows, FALSE);
}

static gboolean
is_inside (GtkWidget *widget,
           GtkWidget *ancestor)
{
  return widget != NULL && (widget == ancestor || gtk_widget_is_ancestor (widget, ancestor));
}

/* F6: left list → buttons → right list, and round. */
static void
pane_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);
  GtkWidget *stops[] = { GTK_WIDGET (self->left), self->buttons, GTK_WIDGET (self->right) };
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  int step = g_str_equal (action, "match.next-pane") ? 1 : -1;
  int now = step > 0 ? -1 : 0;

  for (int i = 0; i < (int) G_N_ELEMENTS (stops); i++)
    {
      if (is_inside (focus, stops[i]))
        now = i;
    }
  now = (now + step + (int) G_N_ELEMENTS (stops)) % (int) G_N_ELEMENTS (stops);
  if (stops[now] == self->buttons)
    gtk_widget_child_focus (self->buttons, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (tie_match_pane_get_table (TIE_MATCH_PANE (stops[now]))));
}

static void
set_verb (GtkButton *button,
          GtkLabel *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* (transfer full) Why rows of this kind are not made at the package; NULL: they are. */
static char *
get_export_refusal (TieMatchPage *self)
{
  TieKind kind = tie_crosswalk_get_kind (tie_match_page_get_crosswalk (self));
  TieLedger *ledger = tie_company_get_ledger (self->company);
  const TieLedgerCapabilities *capabilities = ledger != NULL ? tie_ledger_get_capabilities (ledger) : NULL;

  if (kind != TIE_KIND_EMPLOYEE || capabilities == NULL || !capabilities->has_payroll)
    return NULL;
  /* Translators: %s is an accounting package */
  return g_strdup_printf (_ ("%s Payroll keeps the employees. Add or change them there."), tie_company_get_package (self->company)->short_name);
}

static void
update_verbs (TieMatchPage *self,
              guint n_export,
              guint n_import)
{
  const char *code = tie_company_get_package (self->company)->code;
  /* Translators: a number, and an accounting package in few letters */
  g_autofree char *export = n_export > 1 ? g_strdup_printf (_ ("Export %u to %s"), n_export, code) : g_strdup_printf (_ ("Export to %s"), code);
  g_autofree char *import = n_import > 1 ? g_strdup_printf (_ ("Import %u from %s"), n_import, code) : g_strdup_printf (_ ("Import from %s"), code);

  set_verb (self->export_button, self->export_label, export);
  set_verb (self->import_button, self->import_label, import);
}

void
tie_match_page_update_actions (TieMatchPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_connected = tie_match_page_is_connected (self);
  gboolean may = self->refusal == NULL;
  TieCrosswalk *crosswalk;
  TiePairRow *left, *right;
  g_autofree char *export_refusal = NULL;
  guint n_linked, left_linked, right_linked, to_export, to_import;

  if (self->crosswalks->len == 0)
    return;
  crosswalk = tie_match_page_get_crosswalk (self);
  n_linked = tie_crosswalk_get_n_linked (crosswalk);
  left = tie_match_pane_get_single (self->left);
  right = tie_match_pane_get_single (self->right);
  tie_match_pane_count_selected (self->left, &left_linked, &to_export);
  tie_match_pane_count_selected (self->right, &right_linked, &to_import);

  gtk_widget_action_set_enabled (widget, "match.link", may && left != NULL && right != NULL && tie_pair_row_get_partner (left) != right);
  gtk_widget_action_set_enabled (widget, "match.unlink", may && (self->active == self->left ? left_linked : right_linked) > 0);
  gtk_widget_action_set_enabled (widget, "match.automatch",
                                 may && g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk)) > n_linked && g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk)) > 0);
  export_refusal = get_export_refusal (self);
  if (may)
    tie_match_page_show_refusal (self->export_button, export_refusal);
  gtk_widget_action_set_enabled (widget, "match.export", may && is_connected && export_refusal == NULL && to_export > 0);
  gtk_widget_action_set_enabled (widget, "match.import", may && is_connected && to_import > 0);
  gtk_widget_action_set_enabled (widget, "match.clear", self->clear_refusal == NULL && n_linked > 0);
  update_verbs (self, to_export, to_import);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc func; /* NULL: of a property */
  guint key;                        /* 0: none of its own */
  GdkModifierType modifiers;
} verbs[] = {
  { "match.link", link_action, GDK_KEY_l, GDK_CONTROL_MASK },
  { "match.unlink", unlink_action, GDK_KEY_u, GDK_CONTROL_MASK },
  { "match.automatch", automatch_action, GDK_KEY_m, GDK_CONTROL_MASK },
  { "match.export", export_action, 0, 0 },
  { "match.import", import_action, 0, 0 },
  { "match.clear", clear_action, 0, 0 },
  { "match.hide-linked", NULL, GDK_KEY_h, GDK_CONTROL_MASK },
  { "match.next-pane", pane_action, GDK_KEY_F6, 0 },
  { "match.previous-pane", pane_action, GDK_KEY_F6, GDK_SHIFT_MASK },
};

void
tie_match_page_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (verbs[i].func != NULL)
        gtk_widget_class_install_action (widget_class, verbs[i].name, NULL, verbs[i].func);
    }
}

void
tie_match_page_add_keys (TieMatchPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  /* Wherever in the window the focus is (see tie_match_page_map()), so that no key is dead after a click on its header. */
  self->keys = GTK_SHORTCUT_CONTROLLER (keys);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (verbs[i].key != 0)
        gtk_shortcut_controller_add_shortcut (self->keys,
                                              gtk_shortcut_new (gtk_keyval_trigger_new (verbs[i].key, verbs[i].modifiers), gtk_named_action_new (verbs[i].name)));
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
