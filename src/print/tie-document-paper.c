/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-paper"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "print/tie-document-paper.h"

#define TEXT_SIZE 9.0
#define ROW 15.0
#define GAP 12.0
#define SLIP_HEIGHT 130.0

struct _TieDocumentPaper
{
  TieLetterPaper parent_instance;

  TieDocumentData *data; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieDocumentPaper, tie_document_paper, TIE_TYPE_LETTER_PAPER)

/* What the sum below the lines says: each amount with its words. */
typedef struct
{
  const char *label;
  gint64 amount;
  gboolean is_bold;
} Sum;

#define MAX_SUMS 7

static gint64
get_amount (TieDocumentPaper *self,
            guint field)
{
  return tie_record_get_integer (TIE_RECORD (self->data->document), field);
}

static gboolean
is_kind (TieDocumentPaper *self,
         const char *kind)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (self->data->document), TIE_DOCUMENT_KIND), kind);
}

static guint
list_sums (TieDocumentPaper *self,
           Sum *sums)
{
  guint n = 0;
  gint64 total = get_amount (self, TIE_DOCUMENT_TOTAL);
  gint64 others = get_amount (self, TIE_DOCUMENT_DISCOUNT) | get_amount (self, TIE_DOCUMENT_TAX) | get_amount (self, TIE_DOCUMENT_FREIGHT);

  if (others != 0)
    sums[n++] = (Sum){ _ ("Subtotal"), get_amount (self, TIE_DOCUMENT_SUBTOTAL), FALSE };
  if (get_amount (self, TIE_DOCUMENT_DISCOUNT) != 0)
    sums[n++] = (Sum){ _ ("Discount"), -get_amount (self, TIE_DOCUMENT_DISCOUNT), FALSE };
  if (get_amount (self, TIE_DOCUMENT_FREIGHT) != 0)
    sums[n++] = (Sum){ _ ("Freight"), get_amount (self, TIE_DOCUMENT_FREIGHT), FALSE };
  if (get_amount (self, TIE_DOCUMENT_TAX) != 0)
    sums[n++] = (Sum){ _ ("Tax"), get_amount (self, TIE_DOCUMENT_TAX), FALSE };
  sums[n++] = (Sum){ _ ("Total"), total, TRUE };
  if (self->data->paid != 0)
    {
      sums[n++] = (Sum){ is_kind (self, "credit") ? _ ("Applied") : _ ("Paid"), -self->data->paid, FALSE };
      sums[n++] = (Sum){ is_kind (self, "credit") ? _ ("Credit left") : _ ("Balance due"), total - self->data->paid, TRUE };
    }
  return n;
}

static const char *
get_title (TieDocumentPaper *self)
{
  if (is_kind (self, "credit"))
    return _ ("Credit Note");
  return is_kind (self, "supplier") ? _ ("Supplier Invoice") : _ ("Invoice");
}

static char *
dup_date (TieDocumentPaper *self,
          guint field)
{
  const char *date = tie_record_get_text (TIE_RECORD (self->data->document), field);

  return tie_text_is_empty (date) ? NULL : tie_date_to_display (date);
}

static const char *
find_name (TieDocumentPaper *self,
           const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->data->names, id) : NULL;
}

static TieLetterhead *
tie_document_paper_make_head (TieLetterPaper *paper)
{
  TieDocumentPaper *self = TIE_DOCUMENT_PAPER (paper);
  TieRecord *document = TIE_RECORD (self->data->document);
  TieLetterhead *head = tie_letterhead_new (self->data->letter, get_title (self));

  tie_letterhead_take_fact (head, _ ("Number"), g_strdup (tie_record_get_text (document, TIE_DOCUMENT_NUMBER)));
  tie_letterhead_take_fact (head, _ ("Date"), dup_date (self, TIE_DOCUMENT_DATE));
  tie_letterhead_take_fact (head, _ ("Due"), is_kind (self, "credit") ? NULL : dup_date (self, TIE_DOCUMENT_DUE));
  tie_letterhead_take_fact (head, _ ("Terms"), g_strdup (find_name (self, tie_record_get_text (document, TIE_DOCUMENT_TERMS))));
  tie_letterhead_take_fact (head, _ ("Reference"), g_strdup (tie_record_get_text (document, TIE_DOCUMENT_REFERENCE)));
  tie_letterhead_take_fact (head, _ ("Project"), g_strdup (self->data->project));
  return head;
}

static const char *
get_code (TieDocumentPaper *self,
          TieRecord *line)
{
  const char *code = find_name (self, tie_record_get_text (line, TIE_LINE_WORK_CODE));

  return code != NULL ? code : find_name (self, tie_record_get_text (line, TIE_LINE_EXPENSE_CODE));
}

/* A column of codes only where there are any. */
static gboolean
has_codes (TieDocumentPaper *self)
{
  if (self->data->letter->layout->hide_codes)
    return FALSE;
  for (guint i = 0; i < self->data->lines->len; i++)
    {
      if (get_code (self, self->data->lines->pdata[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

static TieFlow *
tie_document_paper_make_flow (TieLetterPaper *paper)
{
  TieDocumentPaper *self = TIE_DOCUMENT_PAPER (paper);
  const TieLayout *layout = self->data->letter->layout;
  gboolean with_codes = has_codes (self);
  TieFlow *flow = tie_flow_new (TEXT_SIZE);

  if (with_codes)
    tie_flow_add_column (flow, _ ("Code"), 1);
  tie_flow_add_column (flow, _ ("Description"), 4);
  if (!layout->hide_quantity)
    {
      tie_flow_add_column (flow, _ ("Quantity"), 0);
      tie_flow_add_column (flow, _ ("Rate"), 0);
    }
  tie_flow_add_column (flow, _ ("Amount"), 0);

  for (guint i = 0; i < self->data->lines->len; i++)
    {
      TieRecord *line = self->data->lines->pdata[i];
      g_autofree char *quantity = tie_decimal_format (tie_record_get_integer (line, TIE_LINE_QUANTITY), 4, 0);
      g_autofree char *rate = tie_decimal_format (tie_record_get_integer (line, TIE_LINE_RATE), 4, 2);
      g_autofree char *amount = tie_money_to_display (tie_record_get_integer (line, TIE_LINE_AMOUNT));
      gboolean has_rate = tie_record_get_integer (line, TIE_LINE_RATE) != 0;
      const char *cells[5];
      guint n = 0;

      if (with_codes)
        cells[n++] = get_code (self, line);
      cells[n++] = tie_record_get_text (line, TIE_LINE_TEXT);
      if (!layout->hide_quantity)
        {
          cells[n++] = has_rate ? quantity : NULL;
          cells[n++] = has_rate ? rate : NULL;
        }
      cells[n] = amount;
      tie_flow_add_row (flow, TIE_FLOW_PLAIN, cells);
    }
  return flow;
}

static double
draw_sums (TieDocumentPaper *self,
           TiePen *pen,
           double y)
{
  const TieFlowFrame *frame = tie_letter_paper_get_frame (TIE_LETTER_PAPER (self));
  Sum sums[MAX_SUMS];
  guint n = list_sums (self, sums);
  double half = frame->left + frame->width / 2;
  double width = frame->width / 2;

  tie_pen_rule (pen, half, y, width, 0.75);
  y += 5;
  for (guint i = 0; i < n; i++)
    {
      TiePenStyle label = { .size = sums[i].is_bold ? 10.5 : TEXT_SIZE, .is_bold = sums[i].is_bold };
      TiePenStyle value = label;
      g_autofree char *amount = tie_money_to_display (sums[i].amount);

      value.align = TIE_PEN_RIGHT;
      tie_pen_text (pen, &label, half + 4, y, width / 2, sums[i].label);
      tie_pen_text (pen, &value, half, y, width, amount);
      y += ROW;
    }
  return y;
}

static double
draw_message (TieDocumentPaper *self,
              TiePen *pen,
              double y)
{
  static const TiePenStyle style = { .size = TEXT_SIZE };
  const TieFlowFrame *frame = tie_letter_paper_get_frame (TIE_LETTER_PAPER (self));
  const char *message = tie_record_get_text (TIE_RECORD (self->data->document), TIE_DOCUMENT_TEXT);

  if (tie_text_is_empty (message))
    return y;
  return y + GAP + tie_pen_text (pen, &style, frame->left, y + GAP, frame->width, message);
}

static gboolean
has_slip (TieDocumentPaper *self)
{
  return self->data->letter->layout->has_slip && is_kind (self, "invoice");
}

/* To be cut off and sent back with the money, at the very bottom. */
static void
draw_slip (TieDocumentPaper *self,
           TiePen *pen)
{
  static const TiePenStyle bold = { .size = 10, .is_bold = TRUE };
  static const TiePenStyle plain = { .size = TEXT_SIZE };
  static const TiePenStyle grey = { .size = 8, .is_grey = TRUE };
  const TieFlowFrame *frame = tie_letter_paper_get_frame (TIE_LETTER_PAPER (self));
  TieRecord *document = TIE_RECORD (self->data->document);
  double x = frame->left;
  double half = frame->width / 2;
  double y = frame->bottom - SLIP_HEIGHT + GAP;
  g_autofree char *due = dup_date (self, TIE_DOCUMENT_DUE);
  g_autofree char *amount = tie_money_to_display (get_amount (self, TIE_DOCUMENT_TOTAL) - self->data->paid);
  g_autofree char *facts = g_strdup_printf ("%s %s\n%s %s\n%s %s",
                                            _ ("Number"), tie_record_get_text (document, TIE_DOCUMENT_NUMBER),
                                            _ ("Due"), due != NULL ? due : "",
                                            _ ("Balance due"), amount);

  tie_pen_dashes (pen, x, y, frame->width);
  y += 6;
  y += tie_pen_text (pen, &grey, x, y, frame->width, _ ("Please send this slip with your payment.")) + 6;
  tie_pen_text (pen, &bold, x, y, half - GAP, self->data->letter->firm);
  tie_pen_text (pen, &plain, x, y + 14, half - GAP, self->data->letter->firm_address);
  y += tie_pen_text (pen, &bold, x + half, y, half, facts) + 6;
  tie_pen_text (pen, &plain, x + half, y, half, self->data->letter->addressee);
}

static double
tie_document_paper_draw_end (TieLetterPaper *paper,
                             TiePen *pen,
                             double y)
{
  TieDocumentPaper *self = TIE_DOCUMENT_PAPER (paper);

  y = draw_message (self, pen, draw_sums (self, pen, y + GAP));
  if (!has_slip (self))
    return y;
  draw_slip (self, pen);
  return y + SLIP_HEIGHT;
}

static void
draw_void (TieDocumentPaper *self,
           TiePen *pen)
{
  TiePaperSize size = tie_paper_get_size (tie_printable_get_paper (TIE_PRINTABLE (self)));
  TiePenStyle style = { .size = 96, .is_bold = TRUE, .align = TIE_PEN_CENTER };
  cairo_t *cr = tie_pen_get_cairo (pen);

  cairo_save (cr);
  cairo_push_group (cr);
  cairo_translate (cr, size.width / 2, size.height / 2);
  cairo_rotate (cr, -G_PI / 6);
  tie_pen_text (pen, &style, -size.width / 2, -60, size.width, _ ("Void"));
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, 0.15);
  cairo_restore (cr);
}

static void
tie_document_paper_draw (TiePrintable *printable,
                         TiePen *pen,
                         guint page)
{
  TieDocumentPaper *self = TIE_DOCUMENT_PAPER (printable);

  TIE_PRINTABLE_CLASS (tie_document_paper_parent_class)->draw (printable, pen, page);
  if (tie_record_get_integer (TIE_RECORD (self->data->document), TIE_DOCUMENT_IS_VOID) != 0)
    draw_void (self, pen);
}

static void
tie_document_paper_finalize (GObject *object)
{
  TieDocumentPaper *self = TIE_DOCUMENT_PAPER (object);

  g_clear_pointer (&self->data, tie_document_data_free);

  G_OBJECT_CLASS (tie_document_paper_parent_class)->finalize (object);
}

static void
tie_document_paper_class_init (TieDocumentPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_document_paper_finalize;
  TIE_PRINTABLE_CLASS (klass)->draw = tie_document_paper_draw;
  TIE_LETTER_PAPER_CLASS (klass)->make_head = tie_document_paper_make_head;
  TIE_LETTER_PAPER_CLASS (klass)->make_flow = tie_document_paper_make_flow;
  TIE_LETTER_PAPER_CLASS (klass)->draw_end = tie_document_paper_draw_end;
}

static void
tie_document_paper_init (TieDocumentPaper *self)
{
}

TiePrintable *
tie_document_paper_new (TieDocumentData *data)
{
  TieDocumentPaper *self = g_object_new (TIE_TYPE_DOCUMENT_PAPER, NULL);
  g_autofree char *title = NULL;

  self->data = data;
  title = g_strdup_printf ("%s %s", get_title (self), tie_record_get_text (TIE_RECORD (data->document), TIE_DOCUMENT_NUMBER));
  tie_printable_set_title (TIE_PRINTABLE (self), title);
  tie_letter_paper_set_letter (TIE_LETTER_PAPER (self), data->letter);
  return TIE_PRINTABLE (self);
}
