/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-field.h"

G_BEGIN_DECLS

/* Puts one record into words: rows of a table's columns.  The text collects in out, in UTF-8, until whoever drives it takes it. */
typedef struct
{
  const TieFileNames *names;
  GString *out;        /* (owned) */
  GPtrArray *changes;  /* (owned) (element-type TieExportChange) texts of this record that were cut or replaced */
  TieFileCode code;    /* what stands against the record, TIE_FILE_OK for nothing */
  TieFileFacts facts;  /* of it; texts are alive until the next row */
  const char *formula; /* (nullable) name of the first column that begins like a formula */
  guint n_rows;
  guint n_parts;       /* rows of the table within the record */
  const char *id;      /* of the record, for changes */
  const char *record;  /* its number or name */
  GString *cell;       /* (owned) */
  GString *scratch;    /* (owned) */
  char *refused;       /* (owned) (nullable) */
} TieFileWriter;

void tie_file_writer_init (TieFileWriter *self, const TieFileNames *names);
void tie_file_writer_clear (TieFileWriter *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileWriter, tie_file_writer_clear)

/* What follows is about another record. */
void tie_file_writer_begin (TieFileWriter *self, const char *id, const char *record);

void tie_file_writer_add_titles (TieFileWriter *self, const TieFileTable *table);
void tie_file_writer_add_row (TieFileWriter *self, const TieFileTable *table, const TieFileContext *context);
/* A line as it is, with the layout's line end. */
void tie_file_writer_add_line (TieFileWriter *self, const char *line);

/* The text of a free column without name, for journals: cleaned as every other, noted when it changed. */
void tie_file_writer_append_text (TieFileWriter *self, const char *field, const char *text, const char *denied);

G_END_DECLS
