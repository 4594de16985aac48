/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <libsoup/soup.h>

#include "net/tie-http.h"

G_BEGIN_DECLS

struct _TieHttpRequest
{
  SoupMessage *message; /* (owned) */
};

TieHttpAnswer *tie_http_answer_new (SoupMessage *message, GBytes *body, const TieHttpLimits *limits);

G_END_DECLS
