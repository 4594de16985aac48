/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-setup"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-names.h"
#include "model/tie-account.h"
#include "ui/tie-accounting-setup-private.h"
#include "ui/tie-choice-row.h"
#include "ui/tie-spelling-row.h"
#include "ui/tie-verb.h"

#define KIND_KEY "tie-kind" /* TieFileNameKind of a row; 0: of an option */
#define ID_KEY "tie-id"

G_DEFINE_FINAL_TYPE (TieAccountingSetup, tie_accounting_setup, ADW_TYPE_WINDOW)

/* ---- saving ---- */

typedef struct
{
  char *target;
  TieFileNameKind kind; /* 0: an option */
  char *id;             /* of the record; name of the option */
  char *text;
} Spelling;

static void
spelling_free (gpointer data)
{
  Spelling *spelling = data;

  g_free (spelling->target);
  g_free (spelling->id);
  g_free (spelling->text);
  g_free (spelling);
}

static gboolean
save_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  const Spelling *spelling = data;
  gboolean is_own = FALSE;

  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  if (spelling->kind != 0 ? !tie_file_names_set (db, spelling->target, spelling->kind, spelling->id, spelling->text, error)
                          : !tie_file_names_set_option (db, spelling->target, spelling->id, spelling->text, error))
    return FALSE;
  return tie_billing_step_end (db, is_own, step, g_strdup (_ ("Set-up of the accounting files changed")), error);
}

static void
save (TieAccountingSetup *self,
      gpointer row,
      const char *text)
{
  Spelling *spelling;

  if (self->is_showing)
    return;
  spelling = g_new0 (Spelling, 1);
  spelling->target = g_strdup (self->target);
  spelling->kind = (TieFileNameKind) GPOINTER_TO_UINT (g_object_get_data (row, KIND_KEY));
  spelling->id = g_strdup (g_object_get_data (row, ID_KEY));
  spelling->text = g_strdup (text);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), save_func, spelling, spelling_free, NULL, NULL);
}

static void
commit_cb (TieAccountingSetup *self,
           const char *text,
           GtkWidget *row)
{
  save (self, row, text);
}

static void
combo_cb (TieAccountingSetup *self,
          GParamSpec *pspec,
          AdwComboRow *row)
{
  char **choices = g_object_get_data (G_OBJECT (row), "tie-choices");

  save (self, row, choices[2 * adw_combo_row_get_selected (row)]);
}

/* ---- rows ---- */

static GtkWidget *
find_row (TieAccountingSetup *self,
          guint kind,
          const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (GPOINTER_TO_UINT (g_object_get_data (self->rows->pdata[i], KIND_KEY)) == kind && g_strcmp0 (g_object_get_data (self->rows->pdata[i], ID_KEY), id) == 0)
        return self->rows->pdata[i];
    }
  return NULL;
}

static void
add_row (TieAccountingSetup *self,
         GtkWidget *row,
         guint group,
         guint kind,
         const char *id)
{
  g_object_set_data (G_OBJECT (row), KIND_KEY, GUINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (id), g_free);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->groups[group], row);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[group]), TRUE);
}

/* The row of what a record is called there, made when it is met first. */
static void
show_spelling (TieAccountingSetup *self,
               guint group,
               guint kind,
               const char *id,
               const char *title,
               const char *typed,
               const char *name,
               const char *error)
{
  GtkWidget *row = find_row (self, kind, id);

  if (row == NULL)
    {
      row = tie_spelling_row_new (title);
      g_signal_connect_object (row, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
      add_row (self, row, group, kind, id);
    }
  tie_spelling_row_set_text (TIE_SPELLING_ROW (row), typed, typed == NULL ? name : NULL);
  tie_spelling_row_set_error (TIE_SPELLING_ROW (row), error);
  tie_spelling_row_set_editable (TIE_SPELLING_ROW (row), tie_session_may (self->session, TIE_RIGHT_SET_UP));
}

static GtkWidget *
create_combo (TieAccountingSetup *self,
              const TieFileOption *option)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; option->choices[i] != NULL; i += 2)
    gtk_string_list_append (labels, _ (option->choices[i + 1]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (option->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_object_set_data_full (G_OBJECT (row), "tie-choices", g_strdupv (option->choices), (GDestroyNotify) g_strfreev);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (option->label), -1);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (combo_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_option (TieAccountingSetup *self,
               const TieFileOption *option)
{
  GtkWidget *row;

  if (option->type == TIE_FILE_OPTION_CHOICE)
    return create_combo (self, option);
  if (option->type == TIE_FILE_OPTION_ACCOUNT)
    {
      row = tie_choice_row_new (_ (option->label));
      tie_choice_row_set_list (TIE_CHOICE_ROW (row), tie_session_get_pick_list (self->session, TIE_TYPE_ACCOUNT, G_TYPE_INVALID));
      g_signal_connect_object (row, "chosen", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
      return row;
    }
  row = tie_spelling_row_new (_ (option->label));
  g_signal_connect_object (row, "commit", G_CALLBACK (commit_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static guint
find_choice (char **choices,
             const char *value)
{
  for (guint i = 0; choices[i] != NULL; i += 2)
    {
      if (g_str_equal (choices[i], value))
        return i / 2;
    }
  return 0;
}

static void
show_option (TieAccountingSetup *self,
             const TieFileNames *names,
             const TieFileOption *option)
{
  const char *value = tie_file_names_get_option (names, option->name);
  GtkWidget *row = find_row (self, 0, option->name);

  if (row == NULL)
    {
      row = create_option (self, option);
      add_row (self, row, GROUP_OPTIONS, 0, option->name);
    }
  if (ADW_IS_COMBO_ROW (row))
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (option->choices, value));
  else if (TIE_IS_CHOICE_ROW (row))
    {
      const TieFileAccount *account = tie_file_names_get_option_account (names, option->name);

      tie_choice_row_set_id (TIE_CHOICE_ROW (row), account != NULL ? account->id : NULL);
    }
  else
    tie_spelling_row_set_text (TIE_SPELLING_ROW (row), value, NULL);
  gtk_widget_set_sensitive (row, tie_session_may (self->session, TIE_RIGHT_SET_UP));
}

static void
show_names (TieAccountingSetup *self,
            const TieFileNames *names)
{
  g_auto (GStrv) limits = tie_file_layout_dup_limits (names->layout);
  g_autofree char *text = g_strjoinv ("\n", limits);

  self->is_showing = TRUE;
  g_clear_pointer (&self->layout, tie_file_layout_unref);
  self->layout = tie_file_layout_ref (names->layout);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.test-customers", tie_file_layout_has (names->layout, TIE_EXPORT_CUSTOMERS));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.test-invoices", tie_file_layout_has (names->layout, TIE_EXPORT_INVOICES));
  adw_window_title_set_subtitle (self->title_widget, names->layout->label);
  gtk_label_set_label (self->limits_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->limits_label), *text != '\0');
  for (guint i = 0; i < names->layout->options->len; i++)
    show_option (self, names, names->layout->options->pdata[i]);
  for (guint i = 0; i < names->accounts->len; i++)
    {
      const TieFileAccount *account = names->accounts->pdata[i];
      g_autofree char *title = g_strjoin (*account->number != '\0' ? " " : "", account->number, account->label, NULL);
      const char *error = account->is_bad ? _ ("It cannot be written so there. Type another name.") : NULL;

      show_spelling (self, GROUP_ACCOUNTS, TIE_FILE_NAME_ACCOUNT, account->id, title, account->typed, account->name, error);
    }
  for (guint i = 0; i < names->taxes->len; i++)
    {
      const TieFileTaxName *tax = names->taxes->pdata[i];
      /* Translators: %s is a tax; to whom it is owed */
      g_autofree char *agency = g_strdup_printf (_ ("%s, agency"), tax->label);

      show_spelling (self, GROUP_TAXES, TIE_FILE_NAME_TAX, tax->id, tax->label, tax->typed, tax->name, NULL);
      show_spelling (self, GROUP_TAXES, TIE_FILE_NAME_AGENCY, tax->id, agency, tax->typed_agency, tax->agency, NULL);
    }
  for (guint i = 0; i < names->terms->len; i++)
    {
      const TieFileTerms *terms = names->terms->pdata[i];

      show_spelling (self, GROUP_TERMS, TIE_FILE_NAME_TERMS, terms->id, terms->label, terms->typed, terms->name,
                     terms->is_bad ? _ ("This is none of the forms that are known there.") : NULL);
    }
  self->is_showing = FALSE;
}

/* ---- reading ---- */

typedef struct
{
  char *target;
  TieFileNames *names;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->names, tie_file_names_free);
  g_free (reading->target);
  g_free (reading);
}

static gboolean
read_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find (reading->target, error);

  reading->names = layout != NULL ? tie_file_names_read (db, layout, error) : NULL;
  return reading->names != NULL;
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieAccountingSetup) self = user_data;
  g_autoptr (GError) error = NULL;
  const Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->session == NULL) /* closed meanwhile */
    return;
  if (reading != NULL)
    show_names (self, reading->names);
  else
    tie_status_line_say_error (self->status_line, error);
}

static void
load (TieAccountingSetup *self)
{
  Reading *reading;

  if (self->session == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->target = g_strdup (self->target);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_func, reading, reading_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieAccountingSetup *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_LISTS)) != 0)
    load (self);
}

static void
help_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_autofree char *uri = g_strconcat ("help:tieout/files-", TIE_ACCOUNTING_SETUP (widget)->target, NULL);

  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

static void
test_file_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  tie_accounting_setup_ask_sample (TIE_ACCOUNTING_SETUP (widget), g_str_equal (action_name, "setup.test-customers") ? TIE_EXPORT_CUSTOMERS : TIE_EXPORT_INVOICES);
}

static void
tie_accounting_setup_dispose (GObject *object)
{
  TieAccountingSetup *self = TIE_ACCOUNTING_SETUP (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_ACCOUNTING_SETUP);
  G_OBJECT_CLASS (tie_accounting_setup_parent_class)->dispose (object);
}

static void
tie_accounting_setup_finalize (GObject *object)
{
  TieAccountingSetup *self = TIE_ACCOUNTING_SETUP (object);

  g_clear_pointer (&self->layout, tie_file_layout_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->target);
  G_OBJECT_CLASS (tie_accounting_setup_parent_class)->finalize (object);
}

static void
tie_accounting_setup_class_init (TieAccountingSetupClass *klass)
{
  static const char *const groups[N_GROUPS] = { "options_group", "accounts_group", "taxes_group", "terms_group" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_accounting_setup_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_accounting_setup_finalize;
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-accounting-setup.ui");
  gtk_widget_class_bind_template_child (widget_class, TieAccountingSetup, title_widget);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingSetup, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieAccountingSetup, limits_label);
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, groups[i], FALSE, G_STRUCT_OFFSET (TieAccountingSetup, groups) + (gssize) (i * sizeof (gpointer)));
  gtk_widget_class_bind_template_child (widget_class, TieAccountingSetup, status_line);
  gtk_widget_class_install_action (widget_class, "setup.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "setup.test-customers", NULL, test_file_action);
  gtk_widget_class_install_action (widget_class, "setup.test-invoices", NULL, test_file_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "setup.help", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_accounting_setup_init (TieAccountingSetup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

GtkWidget *
tie_accounting_setup_new (TieSession *session,
                          const char *target)
{
  TieAccountingSetup *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  self = g_object_new (TIE_TYPE_ACCOUNTING_SETUP, NULL);
  self->session = g_object_ref (session);
  self->target = g_strdup (target);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

GtkWidget *
tie_accounting_setup_get_row (TieAccountingSetup *self,
                              guint kind,
                              const char *id)
{
  g_return_val_if_fail (TIE_IS_ACCOUNTING_SETUP (self), NULL);

  return find_row (self, kind, id);
}
