/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-status"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "sync/tie-sync-status.h"

typedef struct
{
  const char *name;
  const char *text;  /* {words} are filled in */
  const char *other; /* (nullable): of a supplier; of a wrong AccsID where no name matches; of what is no invoice; of a tax of another rate; of what another company has; of what it needs and was refused */
  TieSyncPart part;
  gboolean stops;
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];
} Status;

/* The one place where a code gets its sentence and its next steps; the help page is made of the name. */
static const Status statuses[TIE_SYNC_N_CODES] = {
  [TIE_SYNC_READY] = { "READY", N_ ("Ready to sync"), NULL, TIE_SYNC_PART_NONE, FALSE, { TIE_SYNC_ACTION_SYNC } },
  [TIE_SYNC_NOT_SENT] = {
      "NOT_SENT", N_ ("Cannot sync until marked as sent."), NULL, TIE_SYNC_PART_SENT, TRUE,
      { TIE_SYNC_ACTION_MARK_SENT, TIE_SYNC_ACTION_PRINT } },
  [TIE_SYNC_NOT_APPROVED] = {
      "NOT_APPROVED", N_ ("Cannot sync until approved."), NULL, TIE_SYNC_PART_APPROVED, TRUE,
      { TIE_SYNC_ACTION_OPEN_DISTRIBUTION } },
  [TIE_SYNC_NO_ACCOUNT] = {
      "NO_ACCOUNT", N_ ("Customer account does not exist in {package}."), N_ ("Supplier account does not exist in {package}."), TIE_SYNC_PART_ACCOUNT, TRUE,
      { TIE_SYNC_ACTION_LINK_THIS, TIE_SYNC_ACTION_CREATE_NEW, TIE_SYNC_ACTION_ACCSID } },
  [TIE_SYNC_BAD_ACCSID] = {
      "BAD_ACCSID", N_ ("AccountsID ({here}) is not correct, {package} requires {there}."), N_ ("AccountsID ({here}) is not correct, {package} has no such customer."), TIE_SYNC_PART_ACCOUNT, TRUE,
      { TIE_SYNC_ACTION_USE_THERE, TIE_SYNC_ACTION_REMOVE_ACCSID } },
  [TIE_SYNC_NO_CAREOF] = {
      "NO_CAREOF", N_ ("Care of account {name} is not linked."), NULL, TIE_SYNC_PART_CARE_OF, TRUE,
      { TIE_SYNC_ACTION_MATCH_CONTACT } },
  [TIE_SYNC_DUP_NUMBER] = {
      "DUP_NUMBER", N_ ("Number {n} already exists in {package}."), NULL, TIE_SYNC_PART_NUMBER, TRUE,
      { TIE_SYNC_ACTION_RENUMBER, TIE_SYNC_ACTION_LINK_SAME } },
  [TIE_SYNC_NO_ITEM] = {
      "NO_ITEM", N_ ("Line {i}: {code} has no matching product or service."), NULL, TIE_SYNC_PART_CODES, TRUE,
      { TIE_SYNC_ACTION_MATCH_CODE, TIE_SYNC_ACTION_USE_DEFAULT_ITEM, TIE_SYNC_ACTION_OPEN_AT_LINE, TIE_SYNC_ACTION_ACCOUNT_DEFAULTS } },
  [TIE_SYNC_NO_TAX] = {
      "NO_TAX", N_ ("Line {i}: {item} has no tax value."), N_ ("Line {i}: {item} bears {here} % tax here and {there} % in {package}, as last read."), TIE_SYNC_PART_TAX, TRUE,
      { TIE_SYNC_ACTION_CHOOSE_TAX, TIE_SYNC_ACTION_READ_AGAIN } },
  [TIE_SYNC_BLANK_LINE] = {
      "BLANK_LINE", N_ ("Line {i} has no text."), NULL, TIE_SYNC_PART_TEXT, TRUE,
      { TIE_SYNC_ACTION_OPEN_AT_LINE } },
  [TIE_SYNC_UNBALANCED] = {
      "UNBALANCED", N_ ("Distribution is off by {amount}."), NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_OPEN_DISTRIBUTION } },
  [TIE_SYNC_UNKNOWN_STATE] = {
      "UNKNOWN_STATE",
      N_ ("The contact record has an unknown State of Country <{country}>. Add a State to the {package} record or turn on “Use default state” in Sync Settings, then synchronize again."),
      NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_USE_STATE_ONCE, TIE_SYNC_ACTION_SYNC_SETTINGS } },
  [TIE_SYNC_SITE_STATE] = {
      "SITE_STATE", N_ ("Site {name} has no State. Turn on “Use client state/country” or add one."), NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_SYNC_SETTINGS, TIE_SYNC_ACTION_OPEN_SITE } },
  [TIE_SYNC_INVOICE_FIRST] = {
      "INVOICE_FIRST", N_ ("Invoice {n} has not been exported."), N_ ("{n} has not been exported."), TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_EXPORT_FIRST } },
  [TIE_SYNC_NOT_LINKED] = {
      "NOT_LINKED", N_ ("{package} customer {name} is not linked to a contact."), N_ ("{package} supplier {name} is not linked to a contact."), TIE_SYNC_PART_ACCOUNT, TRUE,
      { TIE_SYNC_ACTION_MATCH_CONTACT, TIE_SYNC_ACTION_IMPORT_CONTACT } },
  [TIE_SYNC_BY_HAND] = {
      "BY_HAND", N_ ("It cannot be brought over as it stands in {package}. Record it here by hand."), NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_LINK_SAME, TIE_SYNC_ACTION_OPEN_CONTACT } },
  [TIE_SYNC_CONFLICT] = {
      "CONFLICT", N_ ("Changed here and in {package}."), NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_REVIEW } },
  [TIE_SYNC_CLOSED] = {
      "CLOSED", N_ ("{package} books are closed until {date}."), NULL, TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_CHANGE_DATE, TIE_SYNC_ACTION_DO_NOT_SEND } },
  [TIE_SYNC_CURRENCY] = {
      "CURRENCY", N_ ("Invoice is in {cur}, the company uses {home}."), N_ ("{n} is in {cur}, but {home} is needed. Enter it by hand, in {home}."), TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_OPEN_DOCUMENT } },
  [TIE_SYNC_UNKNOWN_RESULT] = {
      "UNKNOWN_RESULT", N_ ("Sent, but no answer came. It will be looked up before it is sent again."), NULL, TIE_SYNC_PART_NONE, FALSE,
      { TIE_SYNC_ACTION_LOOK_UP } },
  [TIE_SYNC_OFFLINE] = { "OFFLINE", N_ ("No connection."), NULL, TIE_SYNC_PART_NONE, FALSE, { TIE_SYNC_ACTION_TRY_NOW } },
  [TIE_SYNC_BUSY] = { "BUSY", N_ ("{package} is busy. Trying again in {s} s."), N_ ("{package} is busy."), TIE_SYNC_PART_NONE, FALSE, { TIE_SYNC_ACTION_TRY_NOW } },
  [TIE_SYNC_SIGN_IN] = { "SIGN_IN", N_ ("{package} sign-in has expired."), NULL, TIE_SYNC_PART_NONE, FALSE, { TIE_SYNC_ACTION_RECONNECT } },
  [TIE_SYNC_REFUSED] = {
      "REFUSED", N_ ("{package} did not accept it: “{text}”."), N_ ("{package} did not accept {what}: “{text}”."), TIE_SYNC_PART_NONE, FALSE,
      { TIE_SYNC_ACTION_MATCH_CODE, TIE_SYNC_ACTION_USE_DEFAULT_ITEM, TIE_SYNC_ACTION_ACCOUNT_DEFAULTS, TIE_SYNC_ACTION_COPY_DETAILS, TIE_SYNC_ACTION_OPEN_DOCUMENT } },
  [TIE_SYNC_DO_NOT_SEND] = {
      "DO_NOT_SEND", N_ ("Marked as do not send."), N_ ("Exported to {there} already."), TIE_SYNC_PART_NONE, TRUE,
      { TIE_SYNC_ACTION_SEND_AFTER_ALL, TIE_SYNC_ACTION_SWITCH } },
};

typedef struct
{
  const char *name;
  const char *label; /* {there} is filled in */
} Action;

static const Action actions[TIE_SYNC_N_ACTIONS] = {
  [TIE_SYNC_ACTION_SYNC] = { "sync", N_ ("Sync") },
  [TIE_SYNC_ACTION_MARK_SENT] = { "mark-sent", N_ ("Mark as Sent") },
  [TIE_SYNC_ACTION_PRINT] = { "print", N_ ("Print…") },
  [TIE_SYNC_ACTION_OPEN_DISTRIBUTION] = { "open-distribution", N_ ("Open Distribution") },
  [TIE_SYNC_ACTION_LINK_THIS] = { "link-this", N_ ("Link This") },
  [TIE_SYNC_ACTION_CREATE_NEW] = { "create-new", N_ ("Create New") },
  [TIE_SYNC_ACTION_ACCSID] = { "accsid", N_ ("AccsID") },
  [TIE_SYNC_ACTION_USE_THERE] = { "use-there", N_ ("Use {there}") },
  [TIE_SYNC_ACTION_REMOVE_ACCSID] = { "remove-accsid", N_ ("Remove AccsID") },
  [TIE_SYNC_ACTION_MATCH_CONTACT] = { "match-contact", N_ ("Match Contact") },
  [TIE_SYNC_ACTION_RENUMBER] = { "renumber", N_ ("Renumber to {there}") },
  [TIE_SYNC_ACTION_LINK_SAME] = { "link-same", N_ ("It Is the Same — Link") },
  [TIE_SYNC_ACTION_MATCH_CODE] = { "match-code", N_ ("Match Work Code") },
  [TIE_SYNC_ACTION_USE_DEFAULT_ITEM] = { "use-default-item", N_ ("Use Default Item") },
  [TIE_SYNC_ACTION_CHOOSE_TAX] = { "choose-tax", N_ ("Choose Tax Code") },
  [TIE_SYNC_ACTION_OPEN_AT_LINE] = { "open-at-line", N_ ("Open at Line") },
  [TIE_SYNC_ACTION_USE_STATE_ONCE] = { "use-state-once", N_ ("Use {there} Once") },
  [TIE_SYNC_ACTION_SYNC_SETTINGS] = { "sync-settings", N_ ("Sync Settings") },
  [TIE_SYNC_ACTION_ACCOUNT_DEFAULTS] = { "account-defaults", N_ ("Account Defaults") },
  [TIE_SYNC_ACTION_OPEN_SITE] = { "open-site", N_ ("Open Site") },
  [TIE_SYNC_ACTION_EXPORT_FIRST] = { "export-first", N_ ("Export It First") },
  [TIE_SYNC_ACTION_IMPORT_CONTACT] = { "import-contact", N_ ("Import Contact") },
  [TIE_SYNC_ACTION_REVIEW] = { "review", N_ ("Review Changes") },
  [TIE_SYNC_ACTION_CHANGE_DATE] = { "change-date", N_ ("Change Date") },
  [TIE_SYNC_ACTION_DO_NOT_SEND] = { "do-not-send", N_ ("Do Not Send") },
  [TIE_SYNC_ACTION_OPEN_DOCUMENT] = { "open-document", N_ ("Open Invoice") },
  [TIE_SYNC_ACTION_OPEN_CONTACT] = { "open-contact", N_ ("Open Contact") },
  [TIE_SYNC_ACTION_LOOK_UP] = { "look-up", N_ ("Look Up Now") },
  [TIE_SYNC_ACTION_TRY_NOW] = { "try-now", N_ ("Try Now") },
  [TIE_SYNC_ACTION_RECONNECT] = { "reconnect", N_ ("Reconnect…") },
  [TIE_SYNC_ACTION_COPY_DETAILS] = { "copy-details", N_ ("Copy Details") },
  [TIE_SYNC_ACTION_SEND_AFTER_ALL] = { "send-after-all", N_ ("Send After All") },
  [TIE_SYNC_ACTION_KEEP_OURS] = { "keep-ours", N_ ("Keep Ours") },
  [TIE_SYNC_ACTION_SWITCH] = { "switch", N_ ("Switch Company…") },
  [TIE_SYNC_ACTION_READ_AGAIN] = { "read-again", N_ ("Read Again") },
};

static const char *const part_labels[TIE_SYNC_N_PARTS] = {
  [TIE_SYNC_PART_SENT] = N_ ("Sent"),
  [TIE_SYNC_PART_APPROVED] = N_ ("Approved"),
  [TIE_SYNC_PART_ACCOUNT] = N_ ("Account"),
  [TIE_SYNC_PART_CARE_OF] = N_ ("Care of"),
  [TIE_SYNC_PART_NUMBER] = N_ ("Number"),
  [TIE_SYNC_PART_CODES] = N_ ("Codes"),
  [TIE_SYNC_PART_TAX] = N_ ("Tax"),
  [TIE_SYNC_PART_TEXT] = N_ ("Text"),
};

static const char *const open_labels[TIE_SYNC_N_GROUPS] = {
  [TIE_SYNC_INVOICES] = N_ ("Open Invoice"),
  [TIE_SYNC_CREDITS] = N_ ("Open Credit Note"),
  [TIE_SYNC_SUPPLIER] = N_ ("Open Supplier Invoice"),
  [TIE_SYNC_PAYMENTS] = N_ ("Open Payment"),
  [TIE_SYNC_PAYMENTS_IN] = N_ ("Open Payment"),
  [TIE_SYNC_CONTACTS] = N_ ("Open Contact"),
};

static const Status *
get_status (TieSyncCode code)
{
  g_return_val_if_fail (code >= TIE_SYNC_READY && code < TIE_SYNC_N_CODES, &statuses[TIE_SYNC_READY]);

  return &statuses[code];
}

const char *
tie_sync_code_get_name (TieSyncCode code)
{
  return get_status (code)->name;
}

TieSyncCode
tie_sync_code_from_name (const char *name)
{
  for (TieSyncCode code = TIE_SYNC_READY; code < TIE_SYNC_N_CODES; code++)
    {
      if (g_strcmp0 (statuses[code].name, name) == 0)
        return code;
    }
  return 0;
}

char *
tie_sync_code_dup_help (TieSyncCode code)
{
  g_autofree char *page = g_ascii_strdown (get_status (code)->name, -1);

  return g_strconcat ("sync-", g_strdelimit (page, "_", '-'), NULL);
}

TieSyncPart
tie_sync_code_get_part (TieSyncCode code)
{
  return get_status (code)->part;
}

gboolean
tie_sync_code_stops (TieSyncCode code)
{
  return get_status (code)->stops;
}

const TieSyncAction *
tie_sync_code_get_actions (TieSyncCode code)
{
  return get_status (code)->actions;
}

const char *
tie_sync_action_get_name (TieSyncAction action)
{
  g_return_val_if_fail (action > 0 && action < TIE_SYNC_N_ACTIONS, NULL);

  return actions[action].name;
}

const char *
tie_sync_part_get_label (TieSyncPart part)
{
  g_return_val_if_fail (part > TIE_SYNC_PART_NONE && part < TIE_SYNC_N_PARTS, NULL);

  return _ (part_labels[part]);
}

TieSyncFinding *
tie_sync_finding_new (TieSyncGroup group,
                      TieSyncCode code,
                      const TiePackage *package)
{
  TieSyncFinding *self = g_new0 (TieSyncFinding, 1);

  self->group = group;
  self->code = code;
  self->package = package;
  return self;
}

TieSyncFinding *
tie_sync_finding_copy (const TieSyncFinding *self)
{
  TieSyncFinding *copy = g_memdup2 (self, sizeof *self);

  copy->sentence = g_strdup (self->sentence);
  copy->line_id = g_strdup (self->line_id);
  copy->record_id = g_strdup (self->record_id);
  copy->remote_id = g_strdup (self->remote_id);
  copy->here = g_strdup (self->here);
  copy->there = g_strdup (self->there);
  copy->details = g_strdup (self->details);
  return copy;
}

void
tie_sync_finding_free (TieSyncFinding *self)
{
  g_free (self->sentence);
  g_free (self->line_id);
  g_free (self->record_id);
  g_free (self->remote_id);
  g_free (self->here);
  g_free (self->there);
  g_free (self->details);
  g_free (self);
}

gboolean
tie_sync_finding_equal (const TieSyncFinding *self,
                        const TieSyncFinding *other)
{
  return self->code == other->code && self->group == other->group && self->line == other->line && self->kind == other->kind && self->is_mapping == other->is_mapping &&
         g_strcmp0 (self->sentence, other->sentence) == 0 && g_strcmp0 (self->line_id, other->line_id) == 0 &&
         g_strcmp0 (self->record_id, other->record_id) == 0 && g_strcmp0 (self->remote_id, other->remote_id) == 0 &&
         g_strcmp0 (self->here, other->here) == 0 && g_strcmp0 (self->there, other->there) == 0 &&
         g_strcmp0 (self->details, other->details) == 0;
}

/* The texts hold names in braces instead of formats of printf: each takes other words, in an order that a translation
 * may change. */
static char *
fill (const char *text,
      const char *const *words)
{
  GString *filled = g_string_new (NULL);
  const char *rest = text;

  while (*rest != '\0')
    {
      const char *end = *rest == '{' ? strchr (rest, '}') : NULL;
      const char *value = NULL;

      for (guint i = 0; end != NULL && words[i] != NULL; i += 2)
        {
          if (strlen (words[i]) == (gsize) (end - rest - 1) && strncmp (words[i], rest + 1, (gsize) (end - rest - 1)) == 0)
            value = words[i + 1];
        }
      if (value != NULL)
        {
          g_string_append (filled, value);
          rest = end + 1;
        }
      else
        g_string_append_c (filled, *rest++);
    }
  return g_string_free (filled, FALSE);
}

char *
tie_sync_code_dup_text (TieSyncCode code,
                        const TiePackage *package)
{
  const char *const words[] = { "package", package->short_name, NULL };

  return fill (_ (get_status (code)->text), words);
}

/* Of NO_TAX where the company charges none. */
static const char *const not_charged = N_ ("Line {i}: {item} bears {here} % tax, and the company in {package} charges none.");

/* Of DO_NOT_SEND where another company may have it. */
static const char *const open_elsewhere = N_ ("On its way to {there}, and no answer came so far. Switch to {there} and sync there, so that it is not booked twice.");

static const char *
get_text (const TieSyncFinding *self)
{
  const Status *status = get_status (self->code);
  gboolean is_other = status->other != NULL &&
                      (self->code == TIE_SYNC_NO_ACCOUNT || self->code == TIE_SYNC_NOT_LINKED ? self->kind == TIE_KIND_VENDOR
                       : self->code == TIE_SYNC_INVOICE_FIRST ? self->kind == TIE_KIND_SALES_CREDIT || self->kind == TIE_KIND_REFUND
                       : self->code == TIE_SYNC_CURRENCY      ? self->group != TIE_SYNC_INVOICES && self->group != TIE_SYNC_SUPPLIER
                       : self->code == TIE_SYNC_NO_TAX        ? self->there != NULL
                       : self->code == TIE_SYNC_DO_NOT_SEND   ? self->there != NULL
                       : self->code == TIE_SYNC_REFUSED       ? self->here != NULL
                                                              : self->there == NULL);

  if (self->code == TIE_SYNC_NO_TAX && self->there == NULL && self->here != NULL)
    return _ (not_charged);
  if (self->code == TIE_SYNC_DO_NOT_SEND && self->there != NULL && self->here != NULL)
    return _ (open_elsewhere);
  return is_other ? _ (status->other) : _ (status->text);
}

void
tie_sync_finding_say (TieSyncFinding *self,
                      ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list list;

  va_start (list, self);
  while ((word = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (list);
  /* A word without a value would end the list too early. */
  g_return_if_fail (words->len % 2 == 0);
  g_ptr_array_add (words, (gpointer) "package");
  g_ptr_array_add (words, (gpointer) self->package->short_name);
  g_ptr_array_add (words, NULL);
  g_free (self->sentence);
  self->sentence = fill (get_text (self), (const char *const *) words->pdata);
}

void
tie_sync_finding_quote (TieSyncFinding *self,
                        const char *what,
                        const char *sentence)
{
  g_free (self->sentence);
  self->sentence = what != NULL ? g_strdup_printf ("%s: %s", what, sentence) : g_strdup (sentence);
}

/* What is offered needs what it would use, and somebody to whom it is of use. */
static gboolean
fits (const TieSyncFinding *self,
      TieSyncAction action)
{
  switch (action)
    {
    case TIE_SYNC_ACTION_USE_THERE:
    case TIE_SYNC_ACTION_RENUMBER:
    case TIE_SYNC_ACTION_USE_STATE_ONCE:
      return self->there != NULL;
    case TIE_SYNC_ACTION_LINK_SAME:
      return self->remote_id != NULL && (self->code != TIE_SYNC_BY_HAND || self->record_id != NULL);
    case TIE_SYNC_ACTION_IMPORT_CONTACT:
      return self->remote_id != NULL;
    case TIE_SYNC_ACTION_MATCH_CODE:
    case TIE_SYNC_ACTION_USE_DEFAULT_ITEM:
      return self->record_id != NULL && (self->code != TIE_SYNC_REFUSED || (self->kind == TIE_KIND_ITEM && self->line != 0));
    case TIE_SYNC_ACTION_EXPORT_FIRST:
    case TIE_SYNC_ACTION_OPEN_SITE:
      return self->record_id != NULL;
    case TIE_SYNC_ACTION_OPEN_AT_LINE:
      /* Of a line that has no code there is nothing to match; freight and discount are no lines here. */
      return self->code != TIE_SYNC_NO_ITEM || (self->record_id == NULL && self->line_id != NULL);
    case TIE_SYNC_ACTION_ACCOUNT_DEFAULTS:
      return self->code == TIE_SYNC_REFUSED ? self->is_mapping : self->record_id == NULL;
    case TIE_SYNC_ACTION_SEND_AFTER_ALL:
      return self->there == NULL;
    case TIE_SYNC_ACTION_SWITCH:
    case TIE_SYNC_ACTION_READ_AGAIN: /* of rates that differ */
      return self->there != NULL;
    default:
      return TRUE;
    }
}

guint
tie_sync_finding_get_actions (const TieSyncFinding *self,
                              TieSyncAction *fitting)
{
  const Status *status = get_status (self->code);
  guint n = 0;

  for (guint i = 0; i < TIE_SYNC_MAX_ACTIONS && status->actions[i] != 0; i++)
    {
      if (fits (self, status->actions[i]))
        fitting[n++] = status->actions[i];
    }
  fitting[n] = 0;
  return n;
}

char *
tie_sync_finding_dup_label (const TieSyncFinding *self,
                            TieSyncAction action)
{
  const char *const words[] = { "there", self->there != NULL ? self->there : "", NULL };

  g_return_val_if_fail (action > 0 && action < TIE_SYNC_N_ACTIONS, NULL);

  if (action == TIE_SYNC_ACTION_OPEN_DOCUMENT)
    return g_strdup (_ (open_labels[self->group]));
  if (action == TIE_SYNC_ACTION_MATCH_CODE && self->is_expense)
    return g_strdup (_ ("Match Expense Code"));
  return fill (_ (actions[action].label), words);
}
