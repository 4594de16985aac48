/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-place"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-entry.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-record-place.h"
#include "ui/tie-status-line.h"

static const struct
{
  const char *kind;
  const char *page;
} pages[] = {
  { TIE_DOCUMENT_KIND_INVOICE, "invoices" },
  { TIE_DOCUMENT_KIND_CREDIT, "credit-notes" },
  { TIE_DOCUMENT_KIND_SUPPLIER, "supplier-invoices" },
};

const char *
tie_record_place_get_page (const char *document_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].kind, document_kind) == 0)
        return pages[i].page;
    }
  g_return_val_if_reached (pages[0].page);
}

typedef struct
{
  char *id;           /* (owned) */
  const char *action; /* out: NULL when nothing was found */
  const char *page;   /* out: of win.open-record */
  char *target;       /* (owned) out: id of what is opened */
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->id);
  g_free (place->target);
  g_free (place);
}

/* Of the record itself, or of what one of its fields refers to. */
static void
set_place (Place *place,
           const char *action,
           const char *page,
           const char *target)
{
  place->action = action;
  place->page = page;
  place->target = g_strdup (target);
}

static gboolean
find_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Place *place = data;
  const GType types[] = { TIE_TYPE_CONTACT, TIE_TYPE_SITE, TIE_TYPE_PROJECT, TIE_TYPE_ENTRY, TIE_TYPE_DOCUMENT, TIE_TYPE_PAYMENT };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (TieRecord) record = tie_record_table_get (db, types[i], place->id, &local_error);

      if (record == NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (record == NULL)
        continue;
      if (types[i] == TIE_TYPE_CONTACT)
        set_place (place, "win.open-contact", NULL, place->id);
      else if (types[i] == TIE_TYPE_SITE)
        set_place (place, "win.open-contact", NULL, tie_record_get_text (record, TIE_SITE_CONTACT));
      else if (types[i] == TIE_TYPE_PROJECT)
        set_place (place, "win.open-project", NULL, place->id);
      else if (types[i] == TIE_TYPE_ENTRY)
        set_place (place, "win.open-project", NULL, tie_record_get_text (record, TIE_ENTRY_PROJECT));
      else if (types[i] == TIE_TYPE_DOCUMENT)
        set_place (place, "win.open-record", tie_record_place_get_page (tie_record_get_text (record, TIE_DOCUMENT_KIND)), place->id);
      else
        set_place (place, "win.open-record", "payments", place->id);
      return TRUE;
    }
  return TRUE;
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = user_data;
  const Place *place = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (widget);

  if (place != NULL && place->page != NULL)
    gtk_widget_activate_action (widget, place->action, "(ss)", place->page, place->target);
  else if (place != NULL && place->action != NULL)
    gtk_widget_activate_action (widget, place->action, "s", place->target);
  else if (line != NULL && place != NULL)
    tie_status_line_say (line, _ ("The record is not there any more, or has no page of its own."), FALSE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_record_place_open (GtkWidget *widget,
                       TieStore *store,
                       const char *id)
{
  Place *place;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (id != NULL);

  place = g_new0 (Place, 1);
  place->id = g_strdup (id);
  tie_store_run_async (store, TIE_STORE_READ, find_func, place, place_free, NULL, found_cb, g_object_ref (widget));
}
