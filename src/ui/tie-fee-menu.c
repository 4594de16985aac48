/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-menu"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-menu.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-start.h"

struct _TieFeeMenu
{
  GObject parent_instance;

  GtkWidget *page;             /* (unowned) */
  TieAmountEntry *entry;       /* (unowned) */
  GtkWidget *button;           /* (unowned) */
  TieSession *session;         /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  char *project;               /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TieFeeMenu, tie_fee_menu, G_TYPE_OBJECT)

/* What is being typed in the field is saved first: the import must know of it. */
static void
import_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  TieFeeMenu *self = user_data;

  if (self->project != NULL && tie_typed_entry_commit (TIE_TYPED_ENTRY (self->entry)))
    tie_fee_start (self->page, self->session, self->project, g_str_equal (g_action_get_name (G_ACTION (action)), "import-invoice"));
}

static void
source_cb (GSimpleAction *action,
           GVariant *parameter,
           gpointer user_data)
{
  TieFeeMenu *self = user_data;

  tie_fee_source_window_open (GTK_WINDOW (gtk_widget_get_root (self->page)), self->session);
}

static const GActionEntry entries[] = {
  { "import", import_cb },
  { "import-invoice", import_cb },
  { "source", source_cb },
};

static void
update (TieFeeMenu *self)
{
  gboolean may_bill = tie_session_may (self->session, TIE_RIGHT_BILLING);
  g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), entries[i].name)), may_bill && self->project != NULL);
  gtk_widget_set_sensitive (self->button, self->project != NULL);
  gtk_widget_set_tooltip_text (self->button, may_bill ? _ ("Lacerte Fee") : refusal);
}

static void
add_item (GMenu *menu,
          const char *label,
          const char *action,
          const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (keys != NULL)
    g_menu_item_set_attribute (item, "accel", "s", keys);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) imports = g_menu_new ();
  g_autoptr (GMenu) source = g_menu_new ();

  add_item (imports, _ ("Import Invoice Amount"), "fee.import", "<Control>i");
  add_item (imports, _ ("Import Amount/Create Invoice…"), "fee.import-invoice", "<Control><Alt>i");
  add_item (source, _ ("Fee Source…"), "fee.source", NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (imports));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (source));
  return G_MENU_MODEL (menu);
}

static void
add_key (GtkShortcutController *keys,
         guint key,
         GdkModifierType modifiers,
         const char *action)
{
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

static void
tie_fee_menu_finalize (GObject *object)
{
  TieFeeMenu *self = TIE_FEE_MENU (object);

  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_free (self->project);
  G_OBJECT_CLASS (tie_fee_menu_parent_class)->finalize (object);
}

static void
tie_fee_menu_class_init (TieFeeMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_fee_menu_finalize;
}

static void
tie_fee_menu_init (TieFeeMenu *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

TieFeeMenu *
tie_fee_menu_new (GtkWidget *page,
                  TieAmountEntry *entry,
                  TieSession *session)
{
  TieFeeMenu *self;
  g_autoptr (GMenuModel) menu = create_menu ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEntry *text;

  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (TIE_IS_AMOUNT_ENTRY (entry), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_FEE_MENU, NULL);
  self->page = page;
  self->entry = entry;
  self->session = g_object_ref (session);
  gtk_widget_insert_action_group (page, "fee", G_ACTION_GROUP (self->actions));
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_i, GDK_CONTROL_MASK, "fee.import");
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_i, GDK_CONTROL_MASK | GDK_ALT_MASK, "fee.import-invoice");
  gtk_widget_add_controller (page, keys);

  text = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry));
  gtk_entry_set_extra_menu (text, menu);
  gtk_entry_set_input_hints (text, gtk_entry_get_input_hints (text) | GTK_INPUT_HINT_NO_EMOJI);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Lacerte Fee"), -1);
  tie_typed_entry_add_suffix (TIE_TYPED_ENTRY (entry), self->button);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

void
tie_fee_menu_set_project (TieFeeMenu *self,
                          const char *project)
{
  g_return_if_fail (TIE_IS_FEE_MENU (self));

  if (g_strcmp0 (self->project, project) == 0)
    return;
  g_free (self->project);
  self->project = g_strdup (project);
  update (self);
}
