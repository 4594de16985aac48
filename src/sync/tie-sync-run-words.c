/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-run-words"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-problem.h"
#include "sync/tie-sync-run-private.h"

static char *
say_exported (TieSyncRun *self)
{
  guint n = self->n_done;

  switch ((int) self->kind)
    {
    case TIE_KIND_SALES_INVOICE:
      return g_strdup_printf (ngettext ("%u invoice exported", "%u invoices exported", n), n);
    case TIE_KIND_SALES_CREDIT:
      return g_strdup_printf (ngettext ("%u credit note exported", "%u credit notes exported", n), n);
    case TIE_KIND_SUPPLIER_INVOICE:
    case TIE_KIND_SUPPLIER_CREDIT:
      return g_strdup_printf (ngettext ("%u supplier invoice exported", "%u supplier invoices exported", n), n);
    case TIE_KIND_RECEIPT:
    case TIE_KIND_SUPPLIER_PAYMENT:
    case TIE_KIND_REFUND:
      return g_strdup_printf (ngettext ("%u payment exported", "%u payments exported", n), n);
    default:
      return g_strdup_printf (ngettext ("%u document exported", "%u documents exported", n), n);
    }
}

char *
tie_sync_run_say_imported (TieKind kind,
                           guint n)
{
  switch ((int) kind)
    {
    case TIE_KIND_SALES_INVOICE:
      return g_strdup_printf (ngettext ("%u invoice imported", "%u invoices imported", n), n);
    case TIE_KIND_SALES_CREDIT:
      return g_strdup_printf (ngettext ("%u credit note imported", "%u credit notes imported", n), n);
    case TIE_KIND_SUPPLIER_INVOICE:
    case TIE_KIND_SUPPLIER_CREDIT:
      return g_strdup_printf (ngettext ("%u supplier invoice imported", "%u supplier invoices imported", n), n);
    default:
      return g_strdup_printf (ngettext ("%u payment imported", "%u payments imported", n), n);
    }
}

static char *
say_done (TieSyncRun *self)
{
  const char *package = tie_company_get_package (self->company)->short_name;

  if (self->is_import)
    return tie_sync_run_say_imported (self->kind, self->n_done);
  if (self->removal == NULL)
    return say_exported (self);
  if (self->label == NULL || self->n_done != 1)
    return g_strdup_printf (g_str_equal (self->removal, "void") ? ngettext ("%u record voided in %s", "%u records voided in %s", self->n_done)
                                                                : ngettext ("%u record deleted from %s", "%u records deleted from %s", self->n_done),
                            self->n_done, package);
  /* Translators: the number of a document or payment, and the package */
  return g_strdup_printf (g_str_equal (self->removal, "void") ? _ ("%s voided in %s") : _ ("%s deleted from %s"), self->label, package);
}

char *
tie_sync_run_describe (TieSyncRun *self)
{
  g_autofree char *done = NULL;
  GString *words;

  g_return_val_if_fail (TIE_IS_SYNC_RUN (self), NULL);

  if (self->is_cancelled && self->removal != NULL)
    /* Translators: two numbers of documents */
    return g_strdup_printf (_ ("Cancelled. %u taken back, %u left."), self->n_done, self->n_unknown + self->n_not_sent);
  if (self->is_cancelled && self->n_unknown > 0)
    /* Translators: three numbers of documents */
    return g_strdup_printf (_ ("Cancelled. %u exported, %u without an answer, %u not sent."), self->n_done, self->n_unknown, self->n_not_sent);
  if (self->is_cancelled)
    /* Translators: two numbers of documents */
    return g_strdup_printf (_ ("Cancelled. %u exported, %u not sent."), self->n_done, self->n_not_sent);

  /* Where one was asked for, the reason says more than the count. */
  if ((self->removal != NULL || self->is_import) && self->ids->len == 1 && self->n_done == 0 && self->problems->len > 0)
    return g_strdup (((const TieProblem *) g_ptr_array_index (self->problems, 0))->sentence);

  done = say_done (self);
  words = g_string_new (done);
  if (self->n_failed > 0)
    {
      g_string_append (words, ", ");
      g_string_append_printf (words, ngettext ("%u needs attention", "%u need attention", self->n_failed), self->n_failed);
    }
  if (self->n_unknown > 0)
    {
      g_string_append (words, ", ");
      g_string_append_printf (words, ngettext ("%u without an answer", "%u without an answer", self->n_unknown), self->n_unknown);
    }
  if (self->n_not_sent > 0)
    {
      g_string_append (words, ", ");
      g_string_append_printf (words, ngettext ("%u not sent", "%u not sent", self->n_not_sent), self->n_not_sent);
    }
  return g_string_free (words, FALSE);
}
