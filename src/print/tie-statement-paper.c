/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-statement-paper"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "model/tie-contact.h"
#include "print/tie-statement-paper.h"
#include "store/tie-record-table.h"

#define TEXT_SIZE 9.0
#define GAP 12.0
#define ROW 15.0

struct _TieStatementPaper
{
  TieLetterPaper parent_instance;

  TieStatementData *data; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieStatementPaper, tie_statement_paper, TIE_TYPE_LETTER_PAPER)

void
tie_statement_data_free (TieStatementData *self)
{
  g_clear_pointer (&self->letter, tie_letter_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->name);
  g_free (self->as_of);
  g_free (self);
}

/* The same ages as in the report: not due yet, and by thirty days since. */
static void
sum_ages (TieStatementData *self)
{
  char *limits[TIE_REPORT_AGES - 1]; /* the first day of each age but the last */

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    limits[i] = tie_typed_date_add_days (self->as_of, -30 * (int) i);
  for (guint i = 0; i < self->items->len; i++)
    {
      const TieOpenItem *item = self->items->pdata[i];
      guint age = 0;

      if (!g_str_equal (item->kind, "invoice"))
        {
          self->unapplied += item->open;
          continue;
        }
      while (age < G_N_ELEMENTS (limits) && g_strcmp0 (item->due, limits[age]) < 0)
        age++;
      self->ages[age] += item->open;
    }
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_free (limits[i]);
}

TieStatementData *
tie_statement_data_load (TieDb *db,
                         const char *contact_id,
                         const char *as_of,
                         GError **error)
{
  g_autoptr (TieStatementData) self = g_new0 (TieStatementData, 1);
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, contact_id, error);

  if (contact == NULL)
    return NULL;
  self->name = g_strdup (tie_record_get_name (contact));
  self->as_of = g_strdup (as_of);
  self->items = tie_report_table_list_open_items (db, contact_id, as_of, error);
  if (self->items == NULL)
    return NULL;
  self->letter = tie_letter_load (db, contact_id, error);
  if (self->letter == NULL)
    return NULL;
  sum_ages (self);
  return g_steal_pointer (&self);
}

static gint64
get_balance (const TieStatementData *data)
{
  gint64 balance = data->unapplied;

  for (guint i = 0; i < TIE_REPORT_AGES; i++)
    balance += data->ages[i];
  return balance;
}

static const char *
get_kind_title (const TieOpenItem *item)
{
  if (g_str_equal (item->kind, "credit"))
    return _ ("Credit Note");
  if (g_str_equal (item->kind, "refund"))
    return _ ("Refund");
  return g_str_equal (item->kind, "receipt") ? _ ("Payment") : _ ("Invoice");
}

static TieLetterhead *
tie_statement_paper_make_head (TieLetterPaper *paper)
{
  TieStatementData *data = TIE_STATEMENT_PAPER (paper)->data;
  TieLetterhead *head = tie_letterhead_new (data->letter, _ ("Statement"));

  tie_letterhead_take_fact (head, _ ("As of"), tie_date_to_display (data->as_of));
  tie_letterhead_take_fact (head, _ ("Balance due"), tie_money_to_words (get_balance (data)));
  return head;
}

static TieFlow *
tie_statement_paper_make_flow (TieLetterPaper *paper)
{
  TieStatementData *data = TIE_STATEMENT_PAPER (paper)->data;
  TieFlow *flow = tie_flow_new (TEXT_SIZE);
  gint64 balance = 0;

  tie_flow_add_column (flow, _ ("Date"), 1);
  tie_flow_add_column (flow, _ ("Item"), 2);
  tie_flow_add_column (flow, _ ("Due"), 1);
  tie_flow_add_column (flow, _ ("Amount"), 0);
  tie_flow_add_column (flow, _ ("Open"), 0);
  tie_flow_add_column (flow, _ ("Balance"), 0);
  for (guint i = 0; i < data->items->len; i++)
    {
      const TieOpenItem *item = data->items->pdata[i];
      gboolean is_invoice = g_str_equal (item->kind, "invoice");
      g_autofree char *date = tie_date_to_display (item->date);
      g_autofree char *name = g_strdup_printf ("%s %s", get_kind_title (item), item->number != NULL ? item->number : "");
      g_autofree char *due = is_invoice ? tie_date_to_display (item->due) : NULL;
      g_autofree char *total = tie_money_to_display (item->total);
      g_autofree char *open = tie_money_to_display (item->open);
      g_autofree char *sum = tie_money_to_display (balance += item->open);
      const char *cells[] = { date, name, due, total, open, sum };

      tie_flow_add_row (flow, TIE_FLOW_PLAIN, cells);
    }
  if (data->items->len == 0)
    {
      const char *cells[] = { NULL, _ ("Nothing is open."), NULL, NULL, NULL, NULL };

      tie_flow_add_row (flow, TIE_FLOW_PLAIN, cells);
    }
  return flow;
}

/* How old the balance is: a column for each age, what is not applied, and what both come to. */
static double
tie_statement_paper_draw_end (TieLetterPaper *paper,
                              TiePen *pen,
                              double y)
{
  static const char *const labels[] = { N_ ("Current"), N_ ("1–30"), N_ ("31–60"), N_ ("61–90"), N_ ("90+"), N_ ("Unapplied"), N_ ("Balance due") };
  static const TiePenStyle label_style = { .size = 8, .is_grey = TRUE, .align = TIE_PEN_RIGHT };
  static const TiePenStyle amount_style = { .size = TEXT_SIZE, .align = TIE_PEN_RIGHT };
  static const TiePenStyle sum_style = { .size = 10, .is_bold = TRUE, .align = TIE_PEN_RIGHT };
  const TieFlowFrame *frame = tie_letter_paper_get_frame (paper);
  const TieStatementData *data = TIE_STATEMENT_PAPER (paper)->data;
  double width = frame->width / G_N_ELEMENTS (labels);

  y += GAP;
  tie_pen_rule (pen, frame->left, y, frame->width, 0.75);
  y += 5;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gboolean is_sum = i == TIE_REPORT_AGES + 1;
      gint64 amount = is_sum ? get_balance (data) : i == TIE_REPORT_AGES ? data->unapplied : data->ages[i];
      g_autofree char *text = tie_money_to_display (amount);

      tie_pen_text (pen, &label_style, frame->left + i * width, y, width, _ (labels[i]));
      tie_pen_text (pen, is_sum ? &sum_style : &amount_style, frame->left + i * width, y + ROW, width, text);
    }
  return y + 2 * ROW;
}

static void
tie_statement_paper_finalize (GObject *object)
{
  TieStatementPaper *self = TIE_STATEMENT_PAPER (object);

  g_clear_pointer (&self->data, tie_statement_data_free);

  G_OBJECT_CLASS (tie_statement_paper_parent_class)->finalize (object);
}

static void
tie_statement_paper_class_init (TieStatementPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_statement_paper_finalize;
  TIE_LETTER_PAPER_CLASS (klass)->make_head = tie_statement_paper_make_head;
  TIE_LETTER_PAPER_CLASS (klass)->make_flow = tie_statement_paper_make_flow;
  TIE_LETTER_PAPER_CLASS (klass)->draw_end = tie_statement_paper_draw_end;
}

static void
tie_statement_paper_init (TieStatementPaper *self)
{
}

TiePrintable *
tie_statement_paper_new (TieStatementData *data)
{
  TieStatementPaper *self = g_object_new (TIE_TYPE_STATEMENT_PAPER, NULL);
  g_autofree char *title = NULL;

  self->data = data;
  /* Translators: %s is a contact's name */
  title = g_strdup_printf (_ ("Statement for %s"), data->name);
  tie_printable_set_title (TIE_PRINTABLE (self), title);
  tie_letter_paper_set_letter (TIE_LETTER_PAPER (self), data->letter);
  return TIE_PRINTABLE (self);
}
