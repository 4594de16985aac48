/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-firm-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "store/tie-activity-table.h"
#include "store/tie-closed-period.h"
#include "store/tie-currency.h"
#include "store/tie-undo.h"
#include "ui/tie-caption.h"
#include "ui/tie-field-row.h"
#include "ui/tie-firm-window.h"
#include "base/tie-states.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-windows.h"

/* What the practice keeps about the firm, as rows in their order. */
static const struct
{
  const char *setting;
  const char *label;
  gboolean is_place; /* second group */
  gboolean is_date;  /* third group; kept as ISO text, shown as it is typed */
} fields[] = {
  { "firm", N_ ("Firm Name"), FALSE },
  { "street", N_ ("Street"), FALSE },
  { "city", N_ ("City"), FALSE },
  { "state", N_ ("State"), FALSE },
  { "postcode", N_ ("ZIP"), FALSE },
  { TIE_SETTING_CURRENCY, N_ ("Currency"), FALSE },
  { "default-state", N_ ("Default State"), TRUE },
  { "country", N_ ("Country"), TRUE },
  { TIE_SETTING_CLOSING_DATE, N_ ("Books Closed Until"), FALSE, TRUE },
};

#define N_FIELDS G_N_ELEMENTS (fields)

struct _TieFirmWindow
{
  AdwPreferencesWindow parent_instance;

  TieFieldRow *rows[N_FIELDS]; /* of the widget tree */
  TieSession *session;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieFirmWindow, tie_firm_window, ADW_TYPE_PREFERENCES_WINDOW)

typedef struct
{
  char *values[N_FIELDS];
  guint changed; /* which one is to be written */
  char *window;
} FirmData;

static void
firm_data_free (gpointer data)
{
  FirmData *firm = data;

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (firm->values[i]);
  g_free (firm->window);
  g_free (firm);
}

static gboolean
read_firm (TieDb *db,
           gpointer data,
           GError **error)
{
  FirmData *firm = data;

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autoptr (GError) failure = NULL;

      firm->values[i] = tie_setting_table_get (db, fields[i].setting, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_field (TieDb *db,
             gpointer data,
             GError **error)
{
  FirmData *firm = data;
  /* Translators: the name of a field of the firm's settings */
  g_autofree char *sentence = g_strdup_printf (_ ("%s changed"), _ (fields[firm->changed].label));

  return tie_undo_begin (db, error) &&
         tie_setting_table_set (db, fields[firm->changed].setting, firm->values[firm->changed], error) &&
         tie_undo_end (db, sentence, firm->window, NULL, error);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieFirmWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  FirmData *firm = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  for (guint i = 0; firm != NULL && i < N_FIELDS; i++)
    {
      const char *value = firm->values[i] != NULL ? firm->values[i] : "";
      g_autofree char *date = fields[i].is_date ? tie_typed_date_format (value, tie_typed_date_get_order ()) : NULL;

      tie_field_row_set_text (self->rows[i], date != NULL ? date : value);
    }
  if (firm == NULL)
    tie_field_row_set_error (self->rows[0], error->message, NULL);
}

static void
load (TieFirmWindow *self)
{
  if (self->session != NULL)
    tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_firm, g_new0 (FirmData, 1), firm_data_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieFirmWindow *self,
                  guint areas)
{
  if (areas & TIE_STORE_AREA_SETTINGS)
    load (self);
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieFieldRow) row = user_data;
  g_autoptr (GError) error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL)
    tie_field_row_set_error (row, error->message, NULL);
}

static void
commit_cb (TieFirmWindow *self,
           const char *text,
           TieFieldRow *row)
{
  FirmData *firm;
  g_autofree char *date = NULL;
  guint i = 0;

  while (self->rows[i] != row)
    i++;
  if (fields[i].is_date && *text != '\0')
    {
      g_autofree char *today = tie_typed_date_get_today ();
      g_autoptr (GError) error = NULL;

      date = tie_typed_date_parse (text, tie_typed_date_get_order (), today, "", &error);
      if (date == NULL)
        {
          tie_field_row_set_error (row, error->message, NULL);
          return;
        }
    }
  if (g_str_equal (fields[i].setting, TIE_SETTING_CURRENCY) && *text != '\0' && !tie_currency_is_code (text))
    {
      tie_field_row_set_error (row, _ ("Type the three letters of a currency, USD or GBP say. Blank takes that of the company or of the country."), NULL);
      return;
    }
  if (i == 0 && *text == '\0')
    {
      tie_field_row_set_error (row, _ ("A practice needs a firm name."), NULL);
      return;
    }
  tie_field_row_set_error (row, NULL, NULL);
  firm = g_new0 (FirmData, 1);
  firm->changed = i;
  firm->values[i] = g_strdup (date != NULL ? date : text);
  firm->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, write_field, firm, firm_data_free, NULL, written_cb, g_object_ref (row));
}

static void
integrations_cb (TieFirmWindow *self)
{
  tie_windows_open_connection (GTK_WINDOW (self), self->session);
}

static GtkWidget *
make_integrations_row (TieFirmWindow *self)
{
  GtkWidget *row = adw_action_row_new ();

  tie_caption_set (row, _ ("%s Integration Options"), tie_session_get_package (self->session)->short_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (integrations_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
fill (TieFirmWindow *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *company = adw_preferences_group_new ();
  GtkWidget *place = adw_preferences_group_new ();
  GtkWidget *books = adw_preferences_group_new ();
  GtkWidget *integrations = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (company), _ ("Company"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (place), _ ("Default State and Country"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (place), _ ("Fill in what a new contact leaves blank."));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (books), _ ("Closed Period"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (books), _ ("Documents, payments and time up to this day can neither be made nor changed. Blank closes nothing."));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (integrations), _ ("Integrations"));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      GtkWidget *row = tie_field_row_new (_ (fields[i].label), FALSE);

      self->rows[i] = TIE_FIELD_ROW (row);
      if (g_str_has_suffix (fields[i].setting, "state"))
        tie_field_row_set_choices (self->rows[i], tie_states_get ());
      g_signal_connect_object (row, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (fields[i].is_date ? books : fields[i].is_place ? place : company), row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (integrations), make_integrations_row (self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (company));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (place));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (books));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (integrations));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Information & Settings")); /* names the only tab */
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (page));
}

static gboolean
tie_firm_window_close_request (GtkWindow *window)
{
  /* What is being typed is saved like on leaving the field. */
  for (guint i = 0; i < N_FIELDS; i++)
    tie_field_row_commit (TIE_FIRM_WINDOW (window)->rows[i]);
  return GTK_WINDOW_CLASS (tie_firm_window_parent_class)->close_request (window);
}

static void
tie_firm_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_firm_window_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (TIE_FIRM_WINDOW (widget)->rows[0]));
}

static void
tie_firm_window_dispose (GObject *object)
{
  TieFirmWindow *self = TIE_FIRM_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (tie_session_get_store (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_firm_window_parent_class)->dispose (object);
}

static void
tie_firm_window_class_init (TieFirmWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_firm_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tie_firm_window_close_request;
  GTK_WIDGET_CLASS (klass)->map = tie_firm_window_map;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_firm_window_init (TieFirmWindow *self)
{
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Information & Settings"));
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 640);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Information & Settings"), -1);
  fill (self);
}

GtkWidget *
tie_firm_window_new (TieSession *session)
{
  TieFirmWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_FIRM_WINDOW, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
