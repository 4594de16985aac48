/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/tie-sandbox-company.h"

G_BEGIN_DECLS

/* What a request asks to do with one object, alone or as an item of a batch. */
typedef struct
{
  const TieSandboxEntity *entity;
  const char *operation; /* (nullable): create, update, delete, void */
  const char *options;   /* (nullable): void, allowduplicatedocnum */
  const char *requestid; /* (nullable) */
  JsonObject *body;
} TieSandboxOperation;

/* Does it in a transaction of its own, at most once for a requestid: whoever comes again gets the first answer, byte for
 * byte.  Faults are not remembered, since nothing was booked.  Answers {"Customer":{…},"time":…}. */
TieSandboxFault *tie_sandbox_operation_run (TieSandboxCompany *company,
                                            const TieSandboxOperation *operation,
                                            char **answer);

/* {"BatchItemResponse":[…],"time":…} */
TieSandboxFault *tie_sandbox_batch_run (TieSandboxCompany *company,
                                        JsonObject *body,
                                        const char *requestid,
                                        char **answer);

/* The value of the member "CDCResponse". */
TieSandboxFault *tie_sandbox_cdc_run (TieSandboxCompany *company,
                                      const char *entities,
                                      const char *since,
                                      char **response);

/* The same envelope as XML, for clients that do not ask for JSON. */
char *tie_sandbox_xml_from_json (const char *json,
                                 const char *root_name,
                                 const char *name_space);

G_END_DECLS
