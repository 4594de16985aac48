/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-banner.h"
#include "ui/tie-match-page.h"

G_BEGIN_DECLS

struct _TieMatchPage
{
  GtkWidget parent_instance;

  TieBanner *offline_banner; /* template child */
  TieBanner *doubles_banner; /* template child */
  TieMatchPane *left;        /* template child */
  TieMatchPane *right;       /* template child */
  GtkWidget *buttons;        /* template child */
  GtkLabel *count_label;     /* template child */
  GtkLabel *export_label;    /* template child */
  GtkLabel *import_label;    /* template child */
  GtkButton *link_button;    /* template child */
  GtkButton *unlink_button;  /* template child */
  GtkButton *automatch_button; /* template child */
  GtkButton *export_button;  /* template child */
  GtkButton *import_button;  /* template child */
  GtkButton *clear_button;   /* template child */
  GtkWidget *hide_note;      /* template child */
  GtkLabel *suggestion_label; /* template child */
  GtkDropDown *list_drop_down; /* (unowned): in front of the left filter */

  TieCompany *company;     /* (owned) */
  GPtrArray *crosswalks;   /* (owned) TieCrosswalk */
  GPtrArray *lists;        /* const TieMatchList */
  GPtrArray *doubles;      /* (owned) TieDoubles: within each list of the package; NULL for a list without */
  guint shown;             /* which of them */
  guint n_linked;          /* as last seen of the list shown */

  TieMatchPane *active;    /* (unowned): the pane that had the focus last */
  TieSuggestion *suggestion; /* (owned) (nullable): for the row that is selected */
  guint suggest_source;    /* 0: none */
  gboolean is_busy;        /* a change is on its way */
  char *refusal;           /* (owned) (nullable): why nothing may be changed here */
  char *clear_refusal;     /* (owned) (nullable): why links may not be cleared */
  gboolean wants_focus;    /* it was asked for before there were rows */
  gboolean wants_automatch; /* and that */
  char *wanted_left;       /* (owned) (nullable): id of the row that is to be selected */
  char *wanted_right;      /* (owned) (nullable): the same at right */
  gboolean is_ticking;     /* what was asked for waits for a frame */
  guint n_ticks;
  GtkShortcutController *keys; /* (unowned): of the whole window while the page is in sight */
  GCancellable *cancellable; /* (owned) (nullable): of a running export */
};

const TieMatchList *tie_match_page_get_list (TieMatchPage *self);
gboolean tie_match_page_is_connected (TieMatchPage *self);
/* The selection or the links changed: what may be done now. */
void tie_match_page_update_actions (TieMatchPage *self);
/* Why the button does nothing; NULL: it does. */
void tie_match_page_show_refusal (GtkButton *button, const char *refusal);

/* The list that is shown, and what the page says of it (tie-match-showing.c). */
void tie_match_page_update_company (TieMatchPage *self);
void tie_match_page_install_doubles (GtkWidgetClass *widget_class);
void tie_match_page_forget_doubles (TieMatchPage *self);

/* What was asked for before there were rows, and may be done now (tie-match-selecting.c). */
void tie_match_page_do_wanted (TieMatchPage *self);

/* What selecting a row brings: its partner, or whom it might belong to (tie-match-selecting.c). */
void tie_match_page_bind_selecting (GtkWidgetClass *widget_class);
/* Goes to the next row that needs a partner. */
void tie_match_page_go_on (TieMatchPage *self, TiePairRow *after);
/* The best candidate for the only selected row, at left before right, looked up now; NULL for none. */
const TieSuggestion *tie_match_page_look_up (TieMatchPage *self);
void tie_match_page_suggest_soon (TieMatchPage *self);
void tie_match_page_forget_suggestion (TieMatchPage *self);

/* The verbs (tie-match-actions.c). */
void tie_match_page_install_actions (GtkWidgetClass *widget_class);
void tie_match_page_add_keys (TieMatchPage *self);
void tie_match_page_link (TieMatchPage *self, TiePairRow *left, TiePairRow *right);

/* Creates the rows (TiePairRow) on the other side and links them, after showing what where that is not plain; questions
 * stand over the parent (tie-match-create.c). */
void tie_match_page_create (TieMatchPage *self, GtkWindow *parent, GPtrArray *rows, gboolean at_right);

/* Hands a finished change's sentence or error to the status line; TRUE when it went well. */
gboolean tie_match_page_finish_change (TieMatchPage *self, GAsyncResult *result, gboolean can_undo);

G_END_DECLS
