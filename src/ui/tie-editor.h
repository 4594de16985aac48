/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "ui/tie-banner.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-session.h"
#include "ui/tie-typed-entry.h"

G_BEGIN_DECLS

/* A record that is edited as a whole and saved as one: a document, a payment.  What could not be saved stays as it was
 * typed, with the reason in the banner; what would be lost on the way out is asked about.  The actions editor.back,
 * editor.save, editor.discard, editor.open-contact and editor.void, and the keys of saving, are here for all.  Signal
 * "closed": the list is to be seen again. */
#define TIE_TYPE_EDITOR (tie_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (TieEditor, tie_editor, TIE, EDITOR, GtkWidget)

struct _TieEditorClass
{
  GtkWidgetClass parent_class;

  guint contact_field;        /* of the record */
  guint void_field;
  TieStoreArea areas;         /* of the file, after whose changes it is read again */
  TieBillingVerb void_record; /* once the question was answered */

  TieRecord *(*get_record) (TieEditor *self);                        /* NULL until it is made or read */
  char *(*dup_title) (TieEditor *self);                              /* of a saved one: its number */
  gboolean (*check_editable) (TieEditor *self, GError **error);      /* why what it is forbids editing */
  gboolean (*is_edited) (TieEditor *self);                           /* the sheet would be lost */
  gboolean (*commit_fields) (TieEditor *self);                       /* FALSE: a field cannot be read, and has the focus */
  void (*load) (TieEditor *self);                                    /* reads the file again; edits of one's own stay */
  void (*show) (TieEditor *self);                                    /* all of the sheet in its fields */
  void (*update) (TieEditor *self);                                  /* what else follows from the sheet */
  const char *(*get_way_out) (TieEditor *self, const char **action); /* (nullable): a button beside what check_editable says */
  const char *(*get_notice) (TieEditor *self, const char **button, const char **action); /* (nullable): what else is worth knowing of one that is editable; NULL for nothing */

  /* A save: the sheet is copied, saved on the store's thread, and taken as the file has it then. */
  gpointer (*copy_sheet) (TieEditor *self);
  gboolean (*save_sheet) (TieDb *db, gpointer sheet, TieBillingStep *step, GError **error);
  GDestroyNotify free_sheet;
  void (*take_sheet) (TieEditor *self, gpointer sheet);                           /* (transfer full) */
  void (*show_refused) (TieEditor *self, gpointer sheet, const char *sentence);   /* (nullable): points at what is meant */
};

typedef void (*TieEditorFunc) (gpointer user_data);

const char *tie_editor_get_id (TieEditor *self); /* NULL while it is new */
TieSession *tie_editor_get_session (TieEditor *self);
const TieBillingKind *tie_editor_get_kind (TieEditor *self);

/* Something would be lost if it went away now. */
gboolean tie_editor_is_changed (TieEditor *self);
/* Calls then when nothing will be lost: at once, or after what is changed was saved or discarded, as the person chooses;
 * never when the person stays, or when it cannot be saved.  Owns data. */
void tie_editor_leave (TieEditor *self, TieEditorFunc then, gpointer data, GDestroyNotify data_free);
/* Saves, also what is not changed; then (nullable) as above. */
void tie_editor_save (TieEditor *self, TieEditorFunc then, gpointer data, GDestroyNotify data_free);

/* For the classes. */
void tie_editor_set_up (TieEditor *self, TieSession *session, const TieBillingKind *kind, const char *id);
void tie_editor_set_parts (TieEditor *self, GtkWidget *back_button, TieBanner *banner);
GCancellable *tie_editor_get_gone (TieEditor *self); /* cancelled with the widget */
/* Fields are being filled: what they say is no change. */
gboolean tie_editor_get_is_showing (TieEditor *self);
void tie_editor_set_is_showing (TieEditor *self, gboolean is_showing);
/* The file has been read, and what is edited is what it has or comes from it. */
void tie_editor_set_is_read (TieEditor *self);
gboolean tie_editor_get_is_read (TieEditor *self);
/* What is being edited stays when the file is read again. */
gboolean tie_editor_is_kept (TieEditor *self);
/* The file has another one meanwhile. */
void tie_editor_set_is_stale (TieEditor *self, gboolean is_stale);
gboolean tie_editor_get_is_stale (TieEditor *self);
gboolean tie_editor_get_is_saving (TieEditor *self);
/* Why it cannot be saved; NULL: nothing is known against it.  Updates. */
void tie_editor_set_problem (TieEditor *self, const char *sentence);
const char *tie_editor_get_problem (TieEditor *self);
/* Reading failed: one that is no more closes. */
void tie_editor_cannot_load (TieEditor *self, const GError *error);
void tie_editor_load (TieEditor *self);
/* Shows the sheet as it is now. */
void tie_editor_show (TieEditor *self);
/* Title, banner, actions: all that follows from the sheet. */
void tie_editor_update (TieEditor *self);
gboolean tie_editor_is_edited (TieEditor *self);
/* "Void in QuickBooks…", "Delete from QuickBooks…"; there: what the record is at the package, 0: nothing. */
void tie_editor_update_removal (TieEditor *self, TieKind there);
gboolean tie_editor_is_editable (TieEditor *self);
gboolean tie_editor_commit_fields (TieEditor *self);
gboolean tie_editor_commit_entries (TieEditor *self, TieTypedEntry *const *entries, guint n_entries);

G_END_DECLS
