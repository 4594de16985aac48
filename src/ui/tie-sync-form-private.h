/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-choice-row.h"
#include "ui/tie-sync-form.h"

G_BEGIN_DECLS

typedef enum
{
  GROUP_CLIENTS,
  GROUP_SITES,
  GROUP_INVOICES,
  GROUP_PAYMENTS,
  GROUP_AUTOMATIC,
  N_GROUPS
} TieSyncFormGroup;

/* What depends on another row. */
typedef enum
{
  NEEDS_NOTHING,
  NEEDS_INVOICES,
  NEEDS_PAYMENTS,
  NEEDS_CONTINUOUS,
  NEEDS_SUB_CUSTOMERS, /* of the package */
} TieSyncFormNeeds;

typedef enum
{
  SWITCH_DEFAULT_STATE,
  SWITCH_SITES_FROM,
  SWITCH_SITES_TO,
  SWITCH_CLIENT_STATE,
  SWITCH_INVOICES,
  SWITCH_CREATE_ITEMS,
  SWITCH_REQUIRE_SENT,
  SWITCH_REQUIRE_APPROVAL,
  SWITCH_POST,
  SWITCH_PAYMENTS,
  SWITCH_BACKGROUND,
  N_SWITCHES
} TieSyncFormSwitch;

typedef enum
{
  COMBO_DIRECTION,
  COMBO_MODE,
  COMBO_INTERVAL,
  N_COMBOS
} TieSyncFormCombo;

#define N_CHOICES 3

typedef struct
{
  const char *title;
  const char *subtitle; /* NULL for none, or for one that is made */
  gsize offset;
  TieSyncFormGroup group;
  TieSyncFormNeeds needs;
} TieSyncFormSwitchInfo;

typedef struct
{
  const char *title;
  const char *const *names;
  const int *values; /* of the settings, in the order of the names; 0 ends */
  gsize offset;
  TieSyncFormGroup group;
  TieSyncFormNeeds needs;
} TieSyncFormComboInfo;

typedef struct
{
  TieSyncAccount account;
  const char *title;
  TieSyncFormGroup group;
  TieSyncFormNeeds needs;
} TieSyncFormChoiceInfo;

/* What each row is (tie-sync-form-rows.c). */
extern const TieSyncFormSwitchInfo tie_sync_form_switches[N_SWITCHES];
extern const TieSyncFormComboInfo tie_sync_form_combos[N_COMBOS];
extern const TieSyncFormChoiceInfo tie_sync_form_choices[N_CHOICES];

struct _TieSyncForm
{
  GObject parent_instance;

  AdwPreferencesGroup *groups[N_GROUPS]; /* (unowned) */
  AdwActionRow *switch_rows[N_SWITCHES]; /* (unowned) */
  GtkSwitch *toggles[N_SWITCHES];        /* (unowned) */
  AdwComboRow *combo_rows[N_COMBOS];     /* (unowned) */
  TieChoiceRow *choice_rows[N_CHOICES];  /* (unowned) */

  TieCompany *company;       /* (owned) */
  TieSyncSettings *settings; /* (owned) (nullable) */
  char *connection;          /* (owned) (nullable): of the choices */
  char *lack;                /* (owned) (nullable): why sites have no partners of their own */
  gboolean is_showing;       /* the rows are set by us */
  gboolean is_changed;
  guint n_asked;             /* how often the desktop was asked about the background */
  gboolean is_asking;        /* it has not answered yet */
};

/* Makes the rows. */
void tie_sync_form_fill (TieSyncForm *self, AdwPreferencesPage *page, const char *package);
/* The person wants to keep syncing in the background, or does not: the desktop is asked before it counts
 * (tie-sync-form-background.c). */
void tie_sync_form_ask_background (TieSyncForm *self, gboolean is_wanted);
/* Its answer, if one is awaited, does not count any more. */
void tie_sync_form_forget_background (TieSyncForm *self);

/* What is in the rows was changed by a person. */
void tie_sync_form_changed (TieSyncForm *self);
/* A person did something to one of them. */
void tie_sync_form_toggled_cb (TieSyncForm *self, GParamSpec *pspec, GtkSwitch *toggle);
void tie_sync_form_selected_cb (TieSyncForm *self, GParamSpec *pspec, AdwComboRow *row);
void tie_sync_form_chosen_cb (TieSyncForm *self, const char *id, TieChoiceRow *row);

G_END_DECLS
