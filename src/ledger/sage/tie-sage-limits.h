/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every number that Sage may change without telling, in one place. */

/* Requests: Sage takes 100 a minute and 2500 a day of one business from all programs together. */
#define TIE_SAGE_AT_ONCE 2
#define TIE_SAGE_PER_MINUTE 90
#define TIE_SAGE_LEFT_HEADER "RateLimit-Remaining" /* Sage has said nothing so far; this is how a server would, whose limit is another one */
#define TIE_SAGE_PER_DAY 2300
#define TIE_SAGE_READ_SECONDS 60
#define TIE_SAGE_WRITE_SECONDS 130
#define TIE_SAGE_TRACE_HEADER "X-Request-Id"

#define TIE_SAGE_MAX_BATCH 1
#define TIE_SAGE_REQUEST_LIFE 3000 /* seconds: nothing is said of how long an idempotency id is remembered; an hour is hoped for */
#define TIE_SAGE_MAX_PAGE 100      /* 200 are allowed; with all attributes they fail too often */
#define TIE_SAGE_SMALL_PAGE 20     /* where even these do; divides the one above */
#define TIE_SAGE_BEFORE_ALL "2000-01-01T00:00:00Z" /* nothing there is older */

/* Characters. */
#define TIE_SAGE_MAX_NAME 100
#define TIE_SAGE_MAX_CONTACT_REFERENCE 256 /* what it takes in truth has grown over the years: Sage decides */
#define TIE_SAGE_MAX_GUID 255
#define TIE_SAGE_MAX_LINE 50 /* of an address; city and region, too */
#define TIE_SAGE_MAX_LINES 2
#define TIE_SAGE_MAX_POSTCODE 10
#define TIE_SAGE_MAX_PERSON 50
#define TIE_SAGE_MAX_EMAIL 100
#define TIE_SAGE_MAX_PHONE 50
#define TIE_SAGE_MAX_REFERENCE 25 /* of documents and payments */
#define TIE_SAGE_MAX_VENDOR_REFERENCE 31
#define TIE_SAGE_MAX_TEXT 2000 /* of a line */
#define TIE_SAGE_MAX_NOTES 2000
#define TIE_SAGE_MAX_ITEM 255 /* code, description */

/* Control characters alone: a name may hold anything else. */
#define TIE_SAGE_NAME_FORBIDDEN ""

/* Registered with every app, and compared as whole texts: the first whose port is free is taken. */
#define TIE_SAGE_REDIRECTS \
  { \
    "http://localhost:8742/callback", "http://localhost:8743/callback", "http://localhost:8744/callback", \
    "http://localhost:8745/callback", "http://localhost:8746/callback", NULL, \
  }
