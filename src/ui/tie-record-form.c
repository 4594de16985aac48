/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-form"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-field-row.h"
#include "ui/tie-picker.h"
#include "ui/tie-record-form.h"

/* Of what stands at the end of a row, in pixels. */
#define ENTRY_WIDTH 170
#define FIELD_KEY "tie-field"

struct _TieRecordForm
{
  AdwPreferencesGroup parent_instance;

  TieSession *session; /* (owned) */
  TieRecordClass *klass; /* (owned) */
  GPtrArray *widgets;    /* (owned), element GtkWidget (unowned): by number of field, NULL where there is none */
  gboolean is_showing;   /* what the widgets say is no change */
};

G_DEFINE_FINAL_TYPE (TieRecordForm, tie_record_form, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  COMMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_field (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (widget, FIELD_KEY));
}

static void
commit (TieRecordForm *self,
        gpointer widget,
        const char *text)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[COMMIT], 0, get_field (widget), text);
}

static void
text_commit_cb (TieFieldRow *row,
                const char *text,
                TieRecordForm *self)
{
  const TieField *info = &self->klass->fields[get_field (row)];
  g_autofree char *cleaned = info->type == TIE_FIELD_LINES ? tie_text_clean_lines (text) : tie_text_clean (text);
  g_autofree char *sentence = NULL;
  gint64 number = 0;

  if ((info->flags & TIE_FIELD_REQUIRED) != 0 && *cleaned == '\0')
    sentence = g_strdup_printf (_ ("%s is missing."), _ (info->label));
  else if (info->type == TIE_FIELD_INTEGER && *cleaned != '\0' && (!g_ascii_string_to_signed (cleaned, 10, 0, G_MAXINT32, &number, NULL)))
    /* Translators: %s is what was typed */
    sentence = g_strdup_printf (_ ("“%s” is not a whole number."), cleaned);
  tie_field_row_set_error (row, sentence, NULL);
  if (sentence == NULL)
    commit (self, row, cleaned);
}

static void
amount_cb (TieAmountEntry *entry,
           GParamSpec *pspec,
           TieRecordForm *self)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, tie_amount_entry_get_value (entry));

  commit (self, entry, text);
}

static void
date_cb (TieDateEntry *entry,
         GParamSpec *pspec,
         TieRecordForm *self)
{
  commit (self, entry, tie_date_entry_get_date (entry));
}

static void
reference_cb (TiePicker *picker,
              GParamSpec *pspec,
              TieRecordForm *self)
{
  commit (self, picker, tie_picker_get_id (picker));
}

static void
switch_cb (GtkSwitch *widget,
           GParamSpec *pspec,
           TieRecordForm *self)
{
  commit (self, widget, gtk_switch_get_active (widget) ? "1" : "");
}

static void
choice_cb (AdwComboRow *row,
           GParamSpec *pspec,
           TieRecordForm *self)
{
  const TieChoice *choices = self->klass->fields[get_field (row)].choices;
  guint selected = adw_combo_row_get_selected (row);

  if (selected != GTK_INVALID_LIST_POSITION)
    commit (self, row, selected == 0 ? "" : choices[selected - 1].token);
}

static GtkWidget *
create_choices (TieRecordForm *self,
                const TieField *info)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, "—");
  for (const TieChoice *choice = info->choices; choice->token != NULL; choice++)
    gtk_string_list_append (words, _ (choice->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  g_signal_connect (row, "notify::selected", G_CALLBACK (choice_cb), self);
  return row;
}

static GtkWidget *
create_entry (TieRecordForm *self,
              const TieField *info)
{
  const char *name = _ (info->label);
  GtkWidget *widget;

  switch (info->type)
    {
    case TIE_FIELD_DATE:
      widget = tie_date_entry_new (name);
      g_signal_connect (widget, "notify::date", G_CALLBACK (date_cb), self);
      break;
    case TIE_FIELD_REFERENCE:
      widget = tie_picker_new (name, tie_session_get_pick_list (self->session, info->target (), G_TYPE_INVALID));
      if ((info->flags & TIE_FIELD_REQUIRED) != 0)
        {
          g_autofree char *sentence = g_strdup_printf (_ ("%s is missing."), name);

          tie_picker_set_required (TIE_PICKER (widget), sentence);
        }
      g_signal_connect (widget, "notify::id", G_CALLBACK (reference_cb), self);
      break;
    case TIE_FIELD_BOOLEAN:
      widget = gtk_switch_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect (widget, "notify::active", G_CALLBACK (switch_cb), self);
      break;
    default:
      widget = tie_amount_entry_new (name, info->type == TIE_FIELD_MONEY ? TIE_MONEY_DECIMALS : 4, 2);
      g_signal_connect (widget, "notify::value", G_CALLBACK (amount_cb), self);
    }
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  if (info->type != TIE_FIELD_BOOLEAN)
    gtk_widget_set_size_request (widget, ENTRY_WIDTH, -1);
  return widget;
}

/* Texts and choices are rows of their own, all else stands at the end of one. */
static GtkWidget *
add_row (TieRecordForm *self,
         const TieField *info)
{
  GtkWidget *widget;
  GtkWidget *row;

  if (info->type == TIE_FIELD_TEXT || info->type == TIE_FIELD_LINES || info->type == TIE_FIELD_INTEGER)
    {
      row = widget = tie_field_row_new (_ (info->label), info->type == TIE_FIELD_LINES);
      g_signal_connect (row, "commit", G_CALLBACK (text_commit_cb), self);
    }
  else if (info->type == TIE_FIELD_CHOICE)
    {
      row = widget = create_choices (self, info);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (info->label));
    }
  else
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (info->label));
      widget = create_entry (self, info);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
      gtk_widget_set_focusable (row, FALSE);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return widget;
}

static void
tie_record_form_dispose (GObject *object)
{
  TieRecordForm *self = TIE_RECORD_FORM (object);

  self->is_showing = TRUE; /* what goes away says nothing any more */
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_record_form_parent_class)->dispose (object);
}

static void
tie_record_form_finalize (GObject *object)
{
  TieRecordForm *self = TIE_RECORD_FORM (object);

  g_clear_pointer (&self->widgets, g_ptr_array_unref);
  g_clear_pointer (&self->klass, g_type_class_unref);
  G_OBJECT_CLASS (tie_record_form_parent_class)->finalize (object);
}

static void
tie_record_form_class_init (TieRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_record_form_dispose;
  object_class->finalize = tie_record_form_finalize;
  signals[COMMIT] = g_signal_new ("commit", TIE_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
tie_record_form_init (TieRecordForm *self)
{
}

GtkWidget *
tie_record_form_new (TieSession *session,
                     GType type,
                     const guint *fields)
{
  TieRecordForm *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (fields != NULL, NULL);

  self = g_object_new (TIE_TYPE_RECORD_FORM, NULL);
  self->session = g_object_ref (session);
  self->klass = g_type_class_ref (type);
  self->widgets = g_ptr_array_new ();
  g_ptr_array_set_size (self->widgets, (int) self->klass->n_fields);
  for (; *fields != 0; fields++)
    {
      GtkWidget *widget = add_row (self, &self->klass->fields[*fields]);

      g_object_set_data (G_OBJECT (widget), FIELD_KEY, GUINT_TO_POINTER (*fields));
      self->widgets->pdata[*fields] = widget;
    }
  return GTK_WIDGET (self);
}

static guint
find_choice (const TieField *info,
             const char *token)
{
  for (guint i = 0; info->choices[i].token != NULL; i++)
    {
      if (g_strcmp0 (info->choices[i].token, token) == 0)
        return i + 1;
    }
  return 0;
}

static void
show_field (GtkWidget *widget,
            const TieField *info,
            TieRecord *record,
            guint field)
{
  g_autofree char *number = NULL;

  if (TIE_IS_PICKER (widget))
    tie_picker_set_id (TIE_PICKER (widget), tie_record_get_text (record, field));
  else if (TIE_IS_DATE_ENTRY (widget))
    tie_date_entry_set_date (TIE_DATE_ENTRY (widget), tie_record_get_text (record, field));
  else if (TIE_IS_AMOUNT_ENTRY (widget))
    tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (widget), tie_record_get_integer (record, field));
  else if (GTK_IS_SWITCH (widget))
    gtk_switch_set_active (GTK_SWITCH (widget), tie_record_get_integer (record, field) != 0);
  else if (ADW_IS_COMBO_ROW (widget))
    adw_combo_row_set_selected (ADW_COMBO_ROW (widget), find_choice (info, tie_record_get_text (record, field)));
  else if (info->type != TIE_FIELD_INTEGER)
    tie_field_row_set_text (TIE_FIELD_ROW (widget), tie_record_get_text (record, field));
  else
    {
      if (tie_record_get_integer (record, field) != 0)
        number = g_strdup_printf ("%" G_GINT64_FORMAT, tie_record_get_integer (record, field));
      tie_field_row_set_text (TIE_FIELD_ROW (widget), number);
    }
}

void
tie_record_form_show (TieRecordForm *self,
                      TieRecord *record)
{
  g_return_if_fail (TIE_IS_RECORD_FORM (self));
  g_return_if_fail (TIE_IS_RECORD (record));

  self->is_showing = TRUE;
  for (guint i = 0; i < self->widgets->len; i++)
    {
      if (self->widgets->pdata[i] != NULL)
        show_field (self->widgets->pdata[i], &self->klass->fields[i], record, i);
    }
  self->is_showing = FALSE;
}

GtkWidget *
tie_record_form_get_widget (TieRecordForm *self,
                            guint field)
{
  g_return_val_if_fail (TIE_IS_RECORD_FORM (self), NULL);
  g_return_val_if_fail (field < self->widgets->len, NULL);

  return self->widgets->pdata[field];
}

void
tie_record_form_set_error (TieRecordForm *self,
                           guint field,
                           const char *sentence)
{
  GtkWidget *widget = tie_record_form_get_widget (self, field);

  if (TIE_IS_FIELD_ROW (widget))
    tie_field_row_set_error (TIE_FIELD_ROW (widget), sentence, NULL);
  else if (TIE_IS_TYPED_ENTRY (widget))
    tie_typed_entry_set_error (TIE_TYPED_ENTRY (widget), sentence);
}

void
tie_record_form_set_label (TieRecordForm *self,
                           guint field,
                           const char *label)
{
  GtkWidget *widget = tie_record_form_get_widget (self, field);
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW) : NULL;

  g_return_if_fail (row != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (TIE_IS_TYPED_ENTRY (widget))
    widget = GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (widget)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
tie_record_form_set_owner (TieRecordForm *self,
                           guint field,
                           const char *contact)
{
  GtkWidget *widget = tie_record_form_get_widget (self, field);

  g_return_if_fail (TIE_IS_PICKER (widget));

  tie_picker_set_owner (TIE_PICKER (widget), contact);
}

gboolean
tie_record_form_focus (TieRecordForm *self,
                       guint field)
{
  GtkWidget *widget = tie_record_form_get_widget (self, field);

  return widget != NULL && gtk_widget_grab_focus (widget);
}
