/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A file on a share that behaves as shares do. */
#define FAKE_TYPE_FILE (fake_file_get_type ())
G_DECLARE_FINAL_TYPE (FakeFile, fake_file, FAKE, FILE, GObject)

typedef enum
{
  FAKE_GOOD,
  FAKE_BUSY,      /* another computer writes: EBUSY */
  FAKE_GROWING,   /* it is larger after reading than before */
  FAKE_GONE,      /* the share is away */
  FAKE_CUT,       /* the share goes away while it is read */
  FAKE_FORBIDDEN,
  FAKE_YOUNG,     /* good, and written this moment; as the first mood it holds for all */
} FakeMood;

/* moods: one for each try to read, the last one stays; ends with -1. */
FakeFile *fake_file_new (const char *contents, const int *moods);
void fake_file_grow (FakeFile *self); /* somebody goes on writing */
guint fake_file_get_n_reads (FakeFile *self);
