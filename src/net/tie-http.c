/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-http"
#include "config.h"

#include "base/tie-error.h"
#include "net/tie-http-private.h"

struct _TieHttp
{
  GObject parent_instance;

  const TieHttpLimits *limits; /* (not owned): static */
  SoupSession *session;        /* (owned) */
  GQueue waiting;              /* of GTask (owned): not started yet */
  guint in_flight;
  GArray *starts;              /* (owned) of gint64: when the requests of the last minute started */
  gint64 left;                 /* of the minute's requests, as the last answer said; −1: it said nothing */
  GSource *pace_source;        /* (owned) (nullable): until the next may start */
};

typedef struct
{
  TieHttpRequest *request;   /* (owned) */
  GCancellable *cancellable; /* (owned): of this request alone; the caller's and the deadline cancel it */
  GSource *caller_source;    /* (owned) (nullable): watches the caller's */
  GSource *deadline_source;  /* (owned) (nullable) */
  guint seconds;
  gboolean has_left;
  gboolean is_late;
} Call;

G_DEFINE_FINAL_TYPE (TieHttp, tie_http, G_TYPE_OBJECT)

/* Microseconds. */
static gint64 minute = 60 * G_USEC_PER_SEC;

static void start_waiting (TieHttp *self);

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
call_free (Call *call)
{
  drop_source (&call->caller_source);
  drop_source (&call->deadline_source);
  g_clear_object (&call->cancellable);
  g_clear_pointer (&call->request, tie_http_request_free);
  g_free (call);
}

static void
log_call (Call *call,
          const TieHttpAnswer *answer,
          const char *reason)
{
  SoupMessage *message = call->request->message;

  /* The path only: queries hold codes, names and request ids. */
  g_debug ("%s %s: %u %s", soup_message_get_method (message), g_uri_get_path (soup_message_get_uri (message)),
           answer != NULL ? answer->status : 0,
           answer == NULL ? reason : answer->trace != NULL ? answer->trace : "");
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  TieHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  drop_source (&call->caller_source);
  drop_source (&call->deadline_source);
  self->in_flight--;

  if (body != NULL)
    {
      TieHttpAnswer *answer = tie_http_answer_new (call->request->message, body, self->limits);

      if (answer->left >= 0)
        self->left = answer->left;
      drop_source (&self->pace_source); /* perhaps more may start than it was thought */
      log_call (call, answer, NULL);
      g_task_return_pointer (task, answer, (GDestroyNotify) tie_http_answer_free);
    }
  else if (call->is_late)
    {
      log_call (call, NULL, "too late");
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NETWORK, "No answer within %u seconds", call->seconds);
    }
  else if (tie_error_is_cancelled (error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      log_call (call, NULL, error->message);
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NETWORK, "%s", error->message);
    }

  start_waiting (self);
}

static void
starting_cb (SoupMessage *message,
             Call *call)
{
  call->has_left = TRUE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  Call *call = user_data;

  call->is_late = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
start_call (TieHttp *self,
            GTask *task)
{
  Call *call = g_task_get_task_data (task);
  SoupMessage *message = call->request->message;
  gint64 now = g_get_monotonic_time ();

  call->seconds = soup_message_get_method (message) == SOUP_METHOD_GET ? self->limits->read_seconds : self->limits->write_seconds;
  call->deadline_source = g_timeout_source_new_seconds (call->seconds);
  g_source_set_callback (call->deadline_source, deadline_cb, call, NULL);
  g_source_attach (call->deadline_source, g_task_get_context (task));

  self->in_flight++;
  g_array_append_val (self->starts, now);
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), call);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, call->cancellable, sent_cb, task);
}

/* Microseconds until one more may start under a limit of so many in that time; 0: now. */
static gint64
get_delay (GArray *starts,
           guint limit,
           gint64 span,
           gint64 now)
{
  if (limit == 0 || starts->len < limit)
    return 0;
  return MAX (g_array_index (starts, gint64, starts->len - limit) + span - now, 0);
}

/* What the other side says of its limit wins over what is known of it beforehand: another one may be agreed upon, and other
 * programs use it up as well. */
static gint64
get_minute_delay (TieHttp *self,
                  gint64 now)
{
  guint limit = self->limits->per_minute;

  if (self->left >= 0 && self->left <= self->limits->few_left)
    limit = MIN (limit, MAX (self->starts->len, 1));
  else if (self->left > limit)
    return 0;
  return get_delay (self->starts, limit, minute, now);
}

static gboolean
pace_cb (gpointer user_data)
{
  TieHttp *self = user_data;

  drop_source (&self->pace_source);
  start_waiting (self);
  return G_SOURCE_REMOVE;
}

static void
start_waiting (TieHttp *self)
{
  guint old = 0;
  gint64 now = g_get_monotonic_time ();

  while (old < self->starts->len && g_array_index (self->starts, gint64, old) <= now - minute)
    old++;
  if (old > 0)
    g_array_remove_range (self->starts, 0, old);

  while (!g_queue_is_empty (&self->waiting) && self->in_flight < self->limits->at_once && self->pace_source == NULL)
    {
      gint64 delay = MAX (get_delay (self->starts, self->limits->per_second, G_USEC_PER_SEC, now),
                          get_minute_delay (self, now));

      if (delay == 0)
        start_call (self, g_queue_pop_head (&self->waiting));
      else
        {
          self->pace_source = g_timeout_source_new ((guint) (delay / 1000) + 1);
          g_source_set_callback (self->pace_source, pace_cb, self, NULL);
          g_source_attach (self->pace_source, g_main_context_get_thread_default ());
        }
    }
}

static gboolean
caller_cancelled_cb (GCancellable *cancellable,
                     gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  TieHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (g_queue_remove (&self->waiting, task))
    {
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  else
    g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
tie_http_dispose (GObject *object)
{
  TieHttp *self = TIE_HTTP (object);

  drop_source (&self->pace_source);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tie_http_parent_class)->dispose (object);
}

static void
tie_http_finalize (GObject *object)
{
  TieHttp *self = TIE_HTTP (object);

  g_clear_pointer (&self->starts, g_array_unref);

  G_OBJECT_CLASS (tie_http_parent_class)->finalize (object);
}

static void
tie_http_class_init (TieHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_http_dispose;
  object_class->finalize = tie_http_finalize;
}

static void
tie_http_init (TieHttp *self)
{
  g_queue_init (&self->waiting);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->left = -1;
}

void
tie_http_set_haste (guint times)
{
  g_return_if_fail (times > 0);

  minute = 60 * G_USEC_PER_SEC / times;
}

TieHttp *
tie_http_new (const TieHttpLimits *limits)
{
  TieHttp *self = g_object_new (TIE_TYPE_HTTP, NULL);

  g_return_val_if_fail (limits != NULL && limits->at_once > 0, NULL);

  self->limits = limits;
  self->session = soup_session_new_with_options ("user-agent", "tieout/" PACKAGE_VERSION,
                                                 "max-conns", limits->at_once,
                                                 "max-conns-per-host", limits->at_once,
                                                 NULL);
  /* A 401 is the caller's business; libsoup would look for passwords. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  return self;
}

void
tie_http_send_async (TieHttp *self,
                     TieHttpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call = NULL;

  g_return_if_fail (TIE_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  call = g_new0 (Call, 1);
  call->request = request;
  call->cancellable = g_cancellable_new ();
  g_task_set_source_tag (task, tie_http_send_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* An answer that came is handed over, also when somebody cancelled just then. */
  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL)
    {
      call->caller_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (call->caller_source, G_SOURCE_FUNC (caller_cancelled_cb), task, NULL);
      g_source_attach (call->caller_source, g_task_get_context (task));
    }

  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start_waiting (self);
}

TieHttpAnswer *
tie_http_send_finish (TieHttp *self,
                      GAsyncResult *result,
                      gboolean *has_left,
                      GError **error)
{
  Call *call = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  call = g_task_get_task_data (G_TASK (result));
  if (has_left != NULL)
    *has_left = call->has_left;
  return g_task_propagate_pointer (G_TASK (result), error);
}

gint64
tie_http_get_resume_time (TieHttp *self)
{
  g_return_val_if_fail (TIE_IS_HTTP (self), 0);

  return self->pace_source != NULL && !g_queue_is_empty (&self->waiting) ? g_source_get_ready_time (self->pace_source) : 0;
}
