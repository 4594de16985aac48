/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-go-to"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-project.h"
#include "store/tie-find-table.h"
#include "ui/tie-go-to-menus.h"
#include "ui/tie-go-to.h"

/* Of each sort. */
#define MAX_FOUND 6

struct _TieGoTo
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry; /* template child */
  GtkListBox *list;      /* template child */

  TieSession *session;    /* (owned) */
  GPtrArray *commands;    /* (owned), element TieMenuCommand */
  GCancellable *gone;     /* (owned) */
  GCancellable *reading;  /* (owned) (nullable): of numbers */
  char *shown;            /* (owned) (nullable): what was typed when the list was made */
  gboolean finding;       /* numbers are still looked for */
  gboolean chosen;        /* Enter was pressed meanwhile */
};

#define TIE_TYPE_GO_TO (tie_go_to_get_type ())
G_DECLARE_FINAL_TYPE (TieGoTo, tie_go_to, TIE, GO_TO, AdwWindow)
G_DEFINE_FINAL_TYPE (TieGoTo, tie_go_to, ADW_TYPE_WINDOW)

/* What a row does: an action of the parent window and its target. */
#define ACTION_KEY "tie-action"
#define TARGET_KEY "tie-target"

static void
add_row (TieGoTo *self,
         const char *words,
         const char *sort,
         const char *action,
         GVariant *target)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *dim = gtk_label_new (sort);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = g_strdup_printf ("%s, %s", words, sort);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (dim, "dim-label");
  gtk_widget_add_css_class (dim, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), dim);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), ACTION_KEY, g_strdup (action), g_free);
  if (target != NULL)
    g_object_set_data_full (G_OBJECT (row), TARGET_KEY, g_variant_ref_sink (target), (GDestroyNotify) g_variant_unref);
  gtk_list_box_append (self->list, row);
}

static void
add_records (TieGoTo *self,
             const char *typed,
             GType type,
             const char *sort,
             const char *action)
{
  TiePickList *list = tie_session_get_pick_list (self->session, type, G_TYPE_INVALID);
  g_autoptr (GPtrArray) found = tie_pick_list_search (list, typed, NULL, MAX_FOUND);

  for (guint i = 0; i < found->len; i++)
    {
      const TiePickItem *item = found->pdata[i];
      g_autofree char *words = type == TIE_TYPE_PROJECT ? g_strdup_printf (_ ("%s — %s"), item->code, item->detail) : g_strdup (item->code);

      add_row (self, words, sort, action, g_variant_new_string (item->id));
    }
}

static gboolean
has_all_words (const char *key,
               char **words)
{
  for (; *words != NULL; words++)
    {
      if (strstr (key, *words) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
add_commands (TieGoTo *self,
              const char *typed)
{
  g_autofree char *folded = tie_text_fold (typed);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = 0;

  for (guint i = 0; i < self->commands->len && (n < MAX_FOUND || *folded == '\0'); i++)
    {
      const TieMenuCommand *command = self->commands->pdata[i];

      if (!has_all_words (command->key, words))
        continue;
      add_row (self, command->label, _ ("Command"), command->action, command->target);
      n++;
    }
}

typedef struct
{
  char *typed;     /* (owned) */
  GPtrArray *rows; /* (owned), element FoundRow */
} FindData;

typedef struct
{
  char *id;
  char *kind;
  char *words;
} FoundRow;

static void
found_row_free (FoundRow *row)
{
  g_free (row->id);
  g_free (row->kind);
  g_free (row->words);
  g_free (row);
}

static void
find_data_free (FindData *data)
{
  g_free (data->typed);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

static void
take_document (const TieFoundDocument *document,
               gpointer user_data)
{
  FoundRow *row = g_new0 (FoundRow, 1);

  row->id = g_strdup (document->id);
  row->kind = g_strdup (document->kind);
  row->words = g_strdup_printf ("%s  %s", document->number, document->contact);
  g_ptr_array_add (user_data, row);
}

static gboolean
find_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  FindData *data = user_data;

  return tie_find_table_documents (db, data->typed, MAX_FOUND, take_document, data->rows, error);
}

static const struct
{
  const char *kind;
  const char *page;
  const char *sort;
} documents[] = {
  { TIE_DOCUMENT_KIND_INVOICE, "invoices", N_ ("Invoice") },
  { TIE_DOCUMENT_KIND_CREDIT, "credit-notes", N_ ("Credit note") },
  { TIE_DOCUMENT_KIND_SUPPLIER, "supplier-invoices", N_ ("Supplier invoice") },
  { TIE_FOUND_PAYMENT, "payments", N_ ("Payment") },
};

static void
select_first (TieGoTo *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL && gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, first);
}

static void activate_cb (TieGoTo *self);

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieGoTo) self = TIE_GO_TO (user_data);
  g_autoptr (GError) error = NULL;
  const FindData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  /* What was typed since asks anew. */
  if (data == NULL || g_cancellable_is_cancelled (self->gone) || !g_str_equal (data->typed, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return;
  self->finding = FALSE;
  for (guint i = 0; i < data->rows->len; i++)
    {
      const FoundRow *row = data->rows->pdata[i];

      for (guint j = 0; j < G_N_ELEMENTS (documents); j++)
        {
          if (g_str_equal (documents[j].kind, row->kind))
            add_row (self, row->words, _ (documents[j].sort), "win.open-record", g_variant_new ("(ss)", documents[j].page, row->id));
        }
    }
  select_first (self);
  if (self->chosen)
    activate_cb (self);
}

static void
find_numbers (TieGoTo *self,
              const char *typed)
{
  FindData *data = g_new0 (FindData, 1);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  data->typed = g_strdup (typed);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) found_row_free);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, find_func, data, (GDestroyNotify) find_data_free, self->reading, found_cb,
                       g_object_ref (self));
}

static void
search_changed_cb (TieGoTo *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->chosen = self->chosen && g_strcmp0 (self->shown, typed) == 0;
  self->finding = *typed != '\0';
  g_free (self->shown);
  self->shown = g_strdup (typed);
  if (*typed != '\0')
    {
      add_records (self, typed, TIE_TYPE_CONTACT, _ ("Contact"), "win.open-contact");
      add_records (self, typed, TIE_TYPE_PROJECT, _ ("Project"), "win.open-project");
      find_numbers (self, typed);
    }
  add_commands (self, typed);
  select_first (self);
}

static void
row_activated_cb (TieGoTo *self,
                  GtkListBoxRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *action = g_strdup (g_object_get_data (G_OBJECT (row), ACTION_KEY));
  GVariant *target = g_object_get_data (G_OBJECT (row), TARGET_KEY);

  if (target != NULL)
    g_variant_ref (target);
  gtk_window_close (GTK_WINDOW (self)); /* first, so that the focus goes where the action puts it */
  gtk_widget_activate_action_variant (GTK_WIDGET (parent), action, target);
  g_clear_pointer (&target, g_variant_unref);
}

/* Enter is for what stands in the entry: who types faster than the list follows gets that, not the row of an earlier letter. */
static void
activate_cb (TieGoTo *self)
{
  GtkListBoxRow *row;

  if (!g_str_equal (self->shown, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    search_changed_cb (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    row_activated_cb (self, row);
  else
    self->chosen = self->finding;
}

/* Up and Down in the entry move through the list, which scrolls along. */
static gboolean
move_cb (GtkWidget *entry,
         GVariant *args,
         gpointer user_data)
{
  TieGoTo *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int position = row != NULL ? gtk_list_box_row_get_index (row) + g_variant_get_int32 (args) : 0;
  GtkListBoxRow *next = position >= 0 ? gtk_list_box_get_row_at_index (self->list, position) : NULL;
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  if (next == NULL)
    return TRUE;
  gtk_list_box_select_row (self->list, next);
  if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, (int) bounds.origin.y, (int) (bounds.origin.y + bounds.size.height));
  return TRUE;
}

/* Destroying the window does not dispose of it as long as a search holds it: what is found then comes too late. */
static void
tie_go_to_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (TIE_GO_TO (widget)->gone);
  GTK_WIDGET_CLASS (tie_go_to_parent_class)->unrealize (widget);
}

static void
tie_go_to_dispose (GObject *object)
{
  TieGoTo *self = TIE_GO_TO (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_go_to_parent_class)->dispose (object);
}

static void
tie_go_to_finalize (GObject *object)
{
  TieGoTo *self = TIE_GO_TO (object);

  g_ptr_array_unref (self->commands);
  g_clear_object (&self->reading);
  g_free (self->shown);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_go_to_parent_class)->finalize (object);
}

static void
tie_go_to_class_init (TieGoToClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_go_to_dispose;
  object_class->finalize = tie_go_to_finalize;
  widget_class->unrealize = tie_go_to_unrealize;
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-go-to.ui");
  gtk_widget_class_bind_template_child (widget_class, TieGoTo, entry);
  gtk_widget_class_bind_template_child (widget_class, TieGoTo, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
add_key (TieGoTo *self,
         GtkEventController *keys,
         guint key,
         int by)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (move_cb, self, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
tie_go_to_init (TieGoTo *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->gone = g_cancellable_new ();
  self->commands = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_menu_command_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Go To"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (self, keys, GDK_KEY_Down, 1);
  add_key (self, keys, GDK_KEY_Up, -1);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
tie_go_to_open (GtkWindow *parent,
                TieSession *session,
                GMenuModel *const *menus)
{
  const GType types[] = { TIE_TYPE_CONTACT, TIE_TYPE_PROJECT };
  TieGoTo *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  self = g_object_new (TIE_TYPE_GO_TO, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  for (; *menus != NULL; menus++)
    tie_go_to_menus_collect (*menus, NULL, self->commands);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_signal_connect_object (tie_session_get_pick_list (session, types[i], G_TYPE_INVALID), "changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  search_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
