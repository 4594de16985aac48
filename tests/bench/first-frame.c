/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a program takes from its start to the first picture in its window, seen from the X server, so that any program can be measured
 * in the same way.  Run on a display without a window manager.
 *
 *   first-frame COMMAND [ARG…]             prints "MILLISECONDS RESIDENT_KIB", then ends the program
 *   first-frame --rest COMMAND [ARG…]      waits until the program rests after that, and has read its file whatever window came before:
 *                                          prints "MILLISECONDS PROCESSOR_MILLISECONDS RESIDENT_KIB" of the start until then
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>

#define LEAST_SIDE 200 /* smaller windows are helpers */
#define PATIENCE_MS 60000
/* A program rests when it takes next to no processor time for so long. */
#define REST_MS 1500
#define REST_TAKES_MS 30
#define REST_PATIENCE_MS 300000

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* A window may be mapped, and cleared to one colour, before the program paints. */
static int
has_picture (Display *display,
             Window window)
{
  XWindowAttributes attributes;
  XImage *image;
  int colours = 0;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable)
    return 0;
  image = XGetImage (display, window, 0, 0, (unsigned) attributes.width, (unsigned) attributes.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return 0;
  for (int y = 0; y < attributes.height && !colours; y += 4)
    {
      for (int x = 4; x < attributes.width && !colours; x += 4)
        colours = XGetPixel (image, x, y) != XGetPixel (image, 0, attributes.height / 2);
    }
  XDestroyImage (image);
  return colours;
}

static long
resident_kib (pid_t pid)
{
  char path[64];
  long size = 0, resident = 0;
  FILE *stream;

  snprintf (path, sizeof path, "/proc/%d/statm", (int) pid);
  stream = fopen (path, "r");
  if (stream == NULL)
    return 0;
  if (fscanf (stream, "%ld %ld", &size, &resident) != 2)
    resident = 0;
  fclose (stream);
  return resident * (sysconf (_SC_PAGESIZE) / 1024);
}

/* All threads together; 0 for a process that is gone. */
static double
processor_ms (pid_t pid)
{
  char path[64];
  unsigned long user = 0, system = 0;
  FILE *stream;

  snprintf (path, sizeof path, "/proc/%d/stat", (int) pid);
  stream = fopen (path, "r");
  if (stream == NULL)
    return 0;
  if (fscanf (stream, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    user = system = 0;
  fclose (stream);
  return (double) (user + system) * 1e3 / (double) sysconf (_SC_CLK_TCK);
}

/* Until it rests; 1 when it did. */
static int
wait_for_rest (pid_t pid,
               double start)
{
  double busy = now_ms ();
  double used = processor_ms (pid);

  while (now_ms () - start < REST_PATIENCE_MS && waitpid (pid, NULL, WNOHANG) == 0)
    {
      double used_now = processor_ms (pid);

      if (used_now - used > REST_TAKES_MS)
        {
          busy = now_ms ();
          used = used_now;
        }
      else if (now_ms () - busy > REST_MS)
        {
          printf ("%.1f %.1f %ld\n", busy - start, used_now, resident_kib (pid));
          return 1;
        }
      poll (NULL, 0, 20);
    }
  return 0;
}

static int
ignore_error (Display *display,
              XErrorEvent *event)
{
  return 0; /* a window that went away meanwhile */
}

int
main (int argc,
      char **argv)
{
  Display *display;
  int damage_event, damage_error, status = 1;
  double start;
  pid_t pid;
  int until_rest = argc > 1 && strcmp (argv[1], "--rest") == 0;
  char **command = argv + 1 + until_rest;

  if (*command == NULL)
    {
      fprintf (stderr, "usage: first-frame [--rest] COMMAND [ARG...]\n");
      return 2;
    }
  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    {
      fprintf (stderr, "first-frame: no display, or one without the damage extension\n");
      return 3;
    }
  XSetErrorHandler (ignore_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  start = now_ms ();
  pid = fork ();
  if (pid == 0)
    {
      close (ConnectionNumber (display));
      execvp (command[0], command);
      perror (command[0]);
      _exit (127);
    }
  while (pid > 0 && status != 0 && now_ms () - start < PATIENCE_MS && waitpid (pid, NULL, WNOHANG) == 0)
    {
      struct pollfd ready = { .fd = ConnectionNumber (display), .events = POLLIN };

      while (XPending (display) > 0 && status != 0)
        {
          XEvent event;
          Window window = None;

          XNextEvent (display, &event);
          if (event.type == CreateNotify && event.xcreatewindow.width >= LEAST_SIDE && event.xcreatewindow.height >= LEAST_SIDE)
            XDamageCreate (display, event.xcreatewindow.window, XDamageReportRawRectangles);
          else if (event.type == ConfigureNotify && event.xconfigure.width >= LEAST_SIDE && event.xconfigure.height >= LEAST_SIDE)
            XDamageCreate (display, event.xconfigure.window, XDamageReportRawRectangles);
          else if (event.type == MapNotify)
            window = event.xmap.window;
          else if (event.type == damage_event + XDamageNotify)
            window = ((XDamageNotifyEvent *) &event)->drawable;
          if (window != None && has_picture (display, window))
            {
              if (!until_rest)
                printf ("%.1f %ld\n", now_ms () - start, resident_kib (pid));
              status = 0;
            }
        }
      if (status != 0)
        poll (&ready, 1, 100);
    }
  if (status != 0)
    fprintf (stderr, "first-frame: %s showed no window\n", command[0]);
  else if (until_rest && !wait_for_rest (pid, start))
    {
      fprintf (stderr, "first-frame: %s did not come to rest\n", command[0]);
      status = 1;
    }
  if (pid > 0)
    {
      kill (pid, SIGTERM);
      waitpid (pid, NULL, 0);
    }
  XCloseDisplay (display);
  return status;
}
