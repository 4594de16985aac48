/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

G_BEGIN_DECLS

/* GTK 4.8 calls a button "_Cancel Cancel" whose label has a mnemonic.  From now on the buttons of every message dialog are
 * called what they say.  Once in a program. */
void tie_dialog_names_start (void);

G_END_DECLS
