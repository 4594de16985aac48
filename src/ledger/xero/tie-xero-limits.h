/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every number that Xero may change without telling, in one place. */

/* Requests: Xero takes 5 at once, 60 a minute and 5000 a day from one program for one organisation. */
#define TIE_XERO_AT_ONCE 4
#define TIE_XERO_PER_MINUTE 60
#define TIE_XERO_FEW_LEFT 5 /* left of a minute's: other programs use it up, too */
#define TIE_XERO_READ_SECONDS 60
#define TIE_XERO_WRITE_SECONDS 130
#define TIE_XERO_TRACE_HEADER "Xero-Correlation-Id"
#define TIE_XERO_PROBLEM_HEADER "X-Rate-Limit-Problem"
#define TIE_XERO_LEFT_HEADER "X-MinLimit-Remaining"

#define TIE_XERO_MAX_BATCH 50
#define TIE_XERO_MAX_BODY 1000000 /* bytes; 3.5 MB are refused */
#define TIE_XERO_MAX_KEY 128      /* characters of an Idempotency-Key */
#define TIE_XERO_REQUEST_LIFE 300 /* seconds: a key is remembered for 360 */
#define TIE_XERO_MAX_PAGE 1000
#define TIE_XERO_MAX_IDS 40       /* in one address */
#define TIE_XERO_OVERLAP 60       /* seconds that a list of changes is read again */

/* Characters. */
#define TIE_XERO_MAX_NAME 255
#define TIE_XERO_MAX_EMAIL 255
#define TIE_XERO_MAX_LINE 500   /* of an address */
#define TIE_XERO_MAX_LINES 4
#define TIE_XERO_MAX_PLACE 255  /* city, region */
#define TIE_XERO_MAX_POSTCODE 50
#define TIE_XERO_MAX_COUNTRY 50
#define TIE_XERO_MAX_PHONE 50
#define TIE_XERO_MAX_NUMBER 255 /* of a document */
#define TIE_XERO_MAX_REFERENCE 255
#define TIE_XERO_MAX_TEXT 4000  /* of a line, an item */
#define TIE_XERO_MAX_ITEM_CODE 30
#define TIE_XERO_MAX_ITEM_NAME 50

/* Control characters alone: a name may hold anything else. */
#define TIE_XERO_NAME_FORBIDDEN ""
