/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-fault"
#include "config.h"

#include "sandbox/tie-sandbox-fault.h"
#include "sandbox/tie-sandbox-json.h"

typedef struct
{
  guint code;
  guint status;
  const char *type;
  const char *message;
} FaultKind;

static const FaultKind kinds[] = {
  { 500, 400, "ValidationFault", "Unsupported Operation" },
  { 600, 400, "ValidationFault", "Duplicate Request Id" },
  { 610, 400, "ValidationFault", "Object Not Found" },
  { 620, 400, "ValidationFault", "Transactions Can Not Be Linked" },
  { 1040, 400, "ValidationFault", "Too Many Batch Items" },
  { 2000, 400, "ValidationFault", "Invalid Request" },
  { 2010, 400, "ValidationFault", "Request has invalid or unsupported property" },
  { 2020, 400, "ValidationFault", "Required param missing, need to supply the required value for the API" },
  { 2030, 400, "ValidationFault", "Invalid ID" },
  { 2040, 400, "ValidationFault", "Invalid String" },
  { 2050, 400, "ValidationFault", "String length specified does not match the supported length" },
  { 2060, 400, "ValidationFault", "Invalid Date" },
  { 2090, 400, "ValidationFault", "Invalid Number" },
  { 2110, 400, "ValidationFault", "Invalid Boolean" },
  { 2130, 400, "ValidationFault", "Invalid Request Id" },
  { 2140, 400, "ValidationFault", "Amount Out Of Range" },
  { 2170, 400, "ValidationFault", "Invalid Enumeration" },
  { 2200, 400, "ValidationFault", "Invalid URL Format" },
  { 2210, 400, "ValidationFault", "Invalid Email Address Format" },
  { 2250, 400, "ValidationFault", "Transaction Without Lines" },
  { 2290, 400, "ValidationFault", "Negative Amount" },
  { 2500, 400, "ValidationFault", "Invalid Reference Id" },
  { 4000, 400, "ValidationFault", "Error parsing query" },
  { 4001, 400, "ValidationFault", "Invalid query" },
  { 5010, 400, "ValidationFault", "Stale Object Error" },
  { 5030, 403, "ValidationFault", "Feature Not Supported Error" },
  { 6000, 400, "ValidationFault", "A business validation error has occurred while processing your request" },
  { 6070, 400, "ValidationFault", "Amount calculation incorrect in the request" },
  { 6080, 400, "ValidationFault", "Name Required" },
  { 6090, 400, "ValidationFault", "Discount Not Allowed" },
  { 6100, 400, "ValidationFault", "Invalid Tax Code On Line" },
  { 6140, 400, "ValidationFault", "Duplicate Document Number Error" },
  { 6170, 400, "ValidationFault", "Tax Not Applicable" },
  { 6180, 400, "ValidationFault", "Names Nested Too Deep" },
  { 6190, 400, "ValidationFault", "Subscription Period Has Ended Or Canceled" },
  { 6210, 400, "ValidationFault", "Account Period Closed, Cannot Update Through Services Error" },
  { 6220, 400, "ValidationFault", "Name Has A Balance" },
  { 6240, 400, "ValidationFault", "Duplicate Name Exists Error" },
  { 6420, 400, "ValidationFault", "Email Address Required" },
  { 6430, 400, "ValidationFault", "Invalid Account Type" },
  { 6540, 400, "ValidationFault", "Deposited Transaction Cannot Be Changed" },
  { 10000, 500, "SystemFault", "An application error has occurred while processing your request" },
};

static const FaultKind unnamed = { 0, 400, "ValidationFault", "A business validation error has occurred while processing your request" };

static const FaultKind *
find_kind (guint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].code == code)
        return &kinds[i];
    }
  /* One that only the switches give. */
  return &unnamed;
}

TieSandboxFault *
tie_sandbox_fault_new (guint code,
                       const char *element,
                       const char *detail_format,
                       ...)
{
  TieSandboxFault *self = g_new0 (TieSandboxFault, 1);
  const FaultKind *kind = find_kind (code);
  va_list args;

  self->code = code;
  self->type = kind->type;
  self->message = kind->message;
  self->element = g_strdup (element);
  va_start (args, detail_format);
  self->detail = g_strdup_vprintf (detail_format, args);
  va_end (args);
  return self;
}

void
tie_sandbox_fault_free (TieSandboxFault *self)
{
  g_free (self->detail);
  g_free (self->element);
  g_free (self);
}

guint
tie_sandbox_fault_get_status (const TieSandboxFault *self)
{
  return find_kind (self->code)->status;
}

char *
tie_sandbox_fault_to_json (const TieSandboxFault *self)
{
  GString *out = g_string_new ("{\"Error\":[{\"Message\":");

  tie_sandbox_json_append_quoted (out, self->message);
  g_string_append (out, ",\"Detail\":");
  tie_sandbox_json_append_quoted (out, self->detail);
  g_string_append_printf (out, ",\"code\":\"%u\",\"element\":", self->code);
  tie_sandbox_json_append_quoted (out, self->element != NULL ? self->element : "");
  g_string_append (out, "}],\"type\":");
  tie_sandbox_json_append_quoted (out, self->type);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

char *
tie_sandbox_fault_gateway_json (guint status,
                                gint64 epoch_milliseconds)
{
  const char *message = "message=ThrottleExceeded; errorCode=003001; statusCode=429";
  const char *detail = "The request limit was reached.";
  const char *type = "SERVICE";
  guint code = 3001;

  if (status == 401)
    {
      message = "message=AuthenticationFailed; errorCode=003200; statusCode=401";
      detail = "Token expired or not known";
      type = "AUTHENTICATION";
      code = 3200;
    }
  else if (status == 403)
    {
      message = "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403";
      detail = "The application is not connected to this company";
      type = "AUTHORIZATION";
      code = 3100;
    }
  return g_strdup_printf ("{\"warnings\":null,\"intuitObject\":null,\"fault\":{\"error\":[{\"message\":\"%s\",\"detail\":\"%s\","
                          "\"code\":\"%u\",\"element\":null}],\"type\":\"%s\"},\"report\":null,\"queryResponse\":null,"
                          "\"batchItemResponse\":[],\"attachableResponse\":[],\"syncErrorResponse\":null,\"requestId\":null,"
                          "\"time\":%" G_GINT64_FORMAT ",\"status\":null,\"cdcresponse\":[]}",
                          message, detail, code, type, epoch_milliseconds);
}
