/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-row"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-import-row-private.h"

struct _TieImportRow
{
  GObject parent_instance;

  TieImportList *list; /* (not owned) (nullable): NULL once the list shows other rows */
  TieImportRows *rows; /* (owned) */
  guint index;
};

G_DEFINE_FINAL_TYPE (TieImportRow, tie_import_row, G_TYPE_OBJECT)

enum
{
  PROP_LINE = 1,
  PROP_RESULT,
  PROP_RESULT_TEXT,
  PROP_REASON,
  PROP_CAN_CHECK,
  PROP_IS_CHECKED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
tie_import_row_finalize (GObject *object)
{
  TieImportRow *self = TIE_IMPORT_ROW (object);

  if (self->list != NULL)
    tie_import_list_forget (self->list, self->index);
  tie_import_rows_unref (self->rows);
  G_OBJECT_CLASS (tie_import_row_parent_class)->finalize (object);
}

static void
tie_import_row_get_property (GObject *object,
                             guint property_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  TieImportRow *self = TIE_IMPORT_ROW (object);

  switch (property_id)
    {
    case PROP_LINE:
      g_value_set_uint (value, tie_import_row_get_line (self));
      break;
    case PROP_RESULT:
      g_value_set_uint (value, tie_import_row_get_result (self));
      break;
    case PROP_RESULT_TEXT:
      g_value_set_string (value, tie_import_row_get_result_text (self));
      break;
    case PROP_REASON:
      g_value_set_string (value, tie_import_row_get_reason (self));
      break;
    case PROP_CAN_CHECK:
      g_value_set_boolean (value, tie_import_row_get_can_check (self));
      break;
    case PROP_IS_CHECKED:
      g_value_set_boolean (value, tie_import_row_get_is_checked (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_import_row_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_IS_CHECKED:
      tie_import_row_set_is_checked (TIE_IMPORT_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_import_row_class_init (TieImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tie_import_row_finalize;
  object_class->get_property = tie_import_row_get_property;
  object_class->set_property = tie_import_row_set_property;

  properties[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_RESULT] = g_param_spec_uint ("result", NULL, NULL, 0, TIE_IMPORT_ROW_N_RESULTS, 0, readable);
  properties[PROP_RESULT_TEXT] = g_param_spec_string ("result-text", NULL, NULL, NULL, readable);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, readable);
  properties[PROP_CAN_CHECK] = g_param_spec_boolean ("can-check", NULL, NULL, FALSE, readable);
  properties[PROP_IS_CHECKED] = g_param_spec_boolean ("is-checked", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_import_row_init (TieImportRow *self)
{
}

TieImportRow *
tie_import_row_new (TieImportList *list,
                    TieImportRows *rows,
                    guint index)
{
  TieImportRow *self = g_object_new (TIE_TYPE_IMPORT_ROW, NULL);

  self->list = list;
  self->rows = tie_import_rows_ref (rows);
  self->index = index;
  return self;
}

void
tie_import_row_leave (TieImportRow *self)
{
  self->list = NULL;
}

guint
tie_import_row_get_line (TieImportRow *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), 0);

  return tie_import_rows_get (self->rows, self->index)->line;
}

TieImportResult
tie_import_row_get_result (TieImportRow *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), 0);

  return tie_import_rows_get (self->rows, self->index)->result;
}

const char *
tie_import_row_get_result_text (TieImportRow *self)
{
  static const char *const words[TIE_IMPORT_ROW_N_RESULTS] = {
    [TIE_IMPORT_ROW_NEW] = NC_ ("import row", "New"),
    [TIE_IMPORT_ROW_UPDATE] = NC_ ("import row", "Update"),
    [TIE_IMPORT_ROW_SAME] = NC_ ("import row", "Same"),
    [TIE_IMPORT_ROW_PROBLEM] = NC_ ("import row", "Problem"),
  };

  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), NULL);

  return g_dpgettext2 (NULL, "import row", words[tie_import_row_get_result (self)]);
}

const char *
tie_import_row_get_text (TieImportRow *self,
                         guint field)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), NULL);

  return tie_import_rows_get_text (self->rows, self->index, field);
}

const char *
tie_import_row_get_reason (TieImportRow *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), NULL);

  return tie_import_rows_get (self->rows, self->index)->reason;
}

gboolean
tie_import_row_get_can_check (TieImportRow *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), FALSE);

  return tie_import_rows_can_check (self->rows, self->index);
}

gboolean
tie_import_row_get_is_checked (TieImportRow *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_ROW (self), FALSE);

  return tie_import_rows_get (self->rows, self->index)->is_checked;
}

void
tie_import_row_set_is_checked (TieImportRow *self,
                               gboolean is_checked)
{
  g_return_if_fail (TIE_IS_IMPORT_ROW (self));

  if (self->list != NULL)
    tie_import_list_set_checked (self->list, self->index, is_checked);
}
