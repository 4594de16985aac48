/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-help"
#include "config.h"

#include "ui/tie-accounting-window.h"
#include "ui/tie-connect-window.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-review-window.h"
#include "ui/tie-fee-row-window.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-window.h"
#include "ui/tie-help.h"
#include "ui/tie-import-window.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-layout-window.h"
#include "ui/tie-options-window.h"
#include "ui/tie-policy-window.h"
#include "ui/tie-post-window.h"
#include "ui/tie-print-window.h"
#include "ui/tie-shell.h"

#define PAGE(name) "help:tieout/" name

static const struct
{
  GType (*type) (void);
  const char *uri;
} windows[] = {
  { tie_accounting_window_get_type, PAGE ("files") },
  { tie_connect_window_get_type, PAGE ("connect") },
  { tie_fee_columns_window_get_type, PAGE ("fees#layouts") },
  { tie_fee_review_window_get_type, PAGE ("fees") },
  { tie_fee_row_window_get_type, PAGE ("fees") },
  { tie_fee_source_window_get_type, PAGE ("fees#source") },
  { tie_fee_window_get_type, PAGE ("fees") },
  { tie_import_window_get_type, PAGE ("import-csv") },
  { tie_integration_window_get_type, PAGE ("match") },
  { tie_layout_window_get_type, PAGE ("printing") },
  { tie_options_window_get_type, PAGE ("connect") },
  { tie_policy_window_get_type, PAGE ("files") },
  { tie_post_window_get_type, PAGE ("files") },
  { tie_print_window_get_type, PAGE ("printing") },
};

static const struct
{
  const char *page; /* of the shell */
  const char *uri;
} pages[] = {
  { "projects", PAGE ("projects") },
  { "time", PAGE ("time") },
  { "invoices", PAGE ("billing") },
  { "credit-notes", PAGE ("billing") },
  { "supplier-invoices", PAGE ("billing") },
  { "payments", PAGE ("payments") },
  { "reports", PAGE ("reports") },
};

/* What a window itself says it is about: a URI. */
#define OWN_KEY "tie-help-uri"

void
tie_help_set_page (GtkWindow *window,
                   const char *page)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set_data_full (G_OBJECT (window), OWN_KEY, page != NULL ? g_strconcat (PAGE (""), page, NULL) : NULL, g_free);
}

void
tie_help_show (GtkWindow *window,
               const char *page)
{
  g_autofree char *uri = g_strconcat (PAGE (""), page, NULL);

  g_return_if_fail (GTK_IS_WINDOW (window));

  gtk_show_uri (window, uri, GDK_CURRENT_TIME);
}

static const char *
find_uri (GtkWindow *window)
{
  const char *own = g_object_get_data (G_OBJECT (window), OWN_KEY);
  const char *page = TIE_IS_SHELL (window) ? tie_shell_get_page (TIE_SHELL (window)) : NULL;

  if (own != NULL)
    return own;
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      if (G_OBJECT_TYPE (window) == windows[i].type ())
        return windows[i].uri;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].page, page) == 0)
        return pages[i].uri;
    }
  return NULL;
}

const char *
tie_help_get_uri (GtkWindow *window)
{
  for (; window != NULL; window = gtk_window_get_transient_for (window))
    {
      const char *uri = find_uri (window);

      if (uri != NULL)
        return uri;
    }
  return "help:tieout";
}
