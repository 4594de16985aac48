/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "package-fixture.h"

/* What the company of a package was asked. */

/* Each request of the API named the company that it was for, the sandbox's own or this other one; and whatever bore one key
 * was one request, byte by byte. */
void package_assert_journal (RunFixture *fixture, const char *other);
guint package_count_answers (RunFixture *fixture, guint status);
