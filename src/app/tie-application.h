/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program with its windows: open practices, the demo's company, and the actions that belong to no window. */
#define TIE_TYPE_APPLICATION (tie_application_get_type ())
G_DECLARE_FINAL_TYPE (TieApplication, tie_application, TIE, APPLICATION, AdwApplication)

TieApplication *tie_application_new (void);

G_END_DECLS
