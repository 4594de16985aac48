/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a program takes from its start to the first picture in its window, seen from the X server, so that any program can be measured
 * in the same way.  Run on a display without a window manager.
 *
 *   first-frame COMMAND [ARG…]     prints "MILLISECONDS RESIDENT_KIB", then ends the program
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>

#define LEAST_SIDE 200 /* smaller windows are helpers */
#define PATIENCE_MS 60000

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

  if (argc < 2)
    {
      fprintf (stderr, "usage: first-frame COMMAND [ARG...]\n");
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
      execvp (argv[1], argv + 1);
      perror (argv[1]);
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
              printf ("%.1f %ld\n", now_ms () - start, resident_kib (pid));
              status = 0;
            }
        }
      if (status != 0)
        poll (&ready, 1, 100);
    }
  if (status != 0)
    fprintf (stderr, "first-frame: %s showed no window\n", argv[1]);
  if (pid > 0)
    {
      kill (pid, SIGTERM);
      waitpid (pid, NULL, 0);
    }
  XCloseDisplay (display);
  return status;
}
