/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every number that Intuit may change without a version change, in one place. */

#define TIE_QUICKBOOKS_SHORT_NAME "QuickBooks" /* in sentences */

#define TIE_QUICKBOOKS_MINOR_VERSION "75" /* floor and default since August 2025 */

/* Requests: QuickBooks takes 10 a second and 500 a minute from all programs of a company together. */
#define TIE_QUICKBOOKS_AT_ONCE 4
#define TIE_QUICKBOOKS_PER_SECOND 5
#define TIE_QUICKBOOKS_PER_MINUTE 300
#define TIE_QUICKBOOKS_BATCHES_PER_MINUTE 40
#define TIE_QUICKBOOKS_READ_SECONDS 60
#define TIE_QUICKBOOKS_WRITE_SECONDS 130 /* the server cuts at 120 and may have booked */
#define TIE_QUICKBOOKS_TRACE_HEADER "intuit_tid"

#define TIE_QUICKBOOKS_MAX_BATCH 30
#define TIE_QUICKBOOKS_BATCH_ID 36 /* characters of a request id that name the batch; the rest names the item */
#define TIE_QUICKBOOKS_MAX_ITEM_ID 10
#define TIE_QUICKBOOKS_REQUEST_LIFE 3600 /* seconds: nothing is said of how long they are remembered; this is on the safe side of what is seen */
#define TIE_QUICKBOOKS_MAX_PAGE 1000
#define TIE_QUICKBOOKS_PAGE_OVERLAP 20 /* rows that a page of a list reaches back over the one before */
#define TIE_QUICKBOOKS_MAX_CHANGES 1000
#define TIE_QUICKBOOKS_CHANGE_DAYS 29 /* of 30: clocks differ */
#define TIE_QUICKBOOKS_OVERLAP 600    /* seconds that a list of changes is read again */

/* Characters.  DisplayName takes 500, but its own window and the desktop exchange only 100. */
#define TIE_QUICKBOOKS_MAX_NAME 100
#define TIE_QUICKBOOKS_MAX_NUMBER 21
#define TIE_QUICKBOOKS_MAX_TEXT 4000 /* of a line, an item */
#define TIE_QUICKBOOKS_MAX_NOTE 4000
#define TIE_QUICKBOOKS_MAX_MEMO 1000 /* on paper */
#define TIE_QUICKBOOKS_MAX_EMAIL 100
#define TIE_QUICKBOOKS_MAX_PHONE 30
#define TIE_QUICKBOOKS_MAX_EMPLOYEE_PHONE 20
#define TIE_QUICKBOOKS_MAX_LINE 500
#define TIE_QUICKBOOKS_MAX_LINES 5
#define TIE_QUICKBOOKS_MAX_PLACE 255 /* city, state, country */
#define TIE_QUICKBOOKS_MAX_POSTCODE 30

/* Besides these, control characters; cleaning turns them into blanks. */
#define TIE_QUICKBOOKS_NAME_FORBIDDEN ":"
#define TIE_QUICKBOOKS_NAME_REPLACEMENT '-'

/* Development keys return to exactly one registered address; its port lies outside the usual services'. */
#define TIE_QUICKBOOKS_DEVELOPMENT_REDIRECT "http://localhost:38917/callback"
/* Production keys return to https only.  This one is registered for every app; its address is pasted. */
#define TIE_QUICKBOOKS_PRODUCTION_REDIRECT "https://developer.intuit.com/v2/OAuth2Playground/RedirectUrl"
