# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop offers to its programs on the session bus, as far as a journey needs it: notifications, and the Background
portal. Each runs in a thread of its own, so that a journey can wait for what a program asked.

    with desktop.Notifications() as shown, desktop.Background(allows=False) as portal:
        …
"""
import re
import threading
import time

from gi.repository import Gio, GLib


class Service:
    """A name on the session bus, of a connection that is not the test's."""
    name = path = xml = None

    def __enter__(self):
        self._ready = threading.Event()
        self._context = GLib.MainContext()
        self._loop = GLib.MainLoop(self._context)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(20), f"no {self.name}"
        return self

    def __exit__(self, *_):
        self._loop.quit()
        self._thread.join()
        self.bus.close_sync(None)

    def _run(self):
        self._context.push_thread_default()
        address = Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        for interface in Gio.DBusNodeInfo.new_for_xml(self.xml).interfaces:
            self.bus.register_object(self.path, interface, self._called, None, None)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (self.name, 0)), None, 0, -1, None)
        self._ready.set()
        self._loop.run()

    def _called(self, _bus, sender, _path, _interface, method, parameters, invocation):
        getattr(self, method)(invocation, sender, *parameters.unpack())


class Background(Service):
    """The portal that says whether a program may run on without a window; asked: the reasons it was given."""
    name, path = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
    xml = """<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>
      <arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method></interface></node>"""

    def __init__(self, allows=True):
        self.allows = allows
        self.asked = []

    def RequestBackground(self, invocation, sender, _window, options):
        handle = f"{self.path}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        invocation.return_value(GLib.Variant("(o)", (handle,)))
        results = {"background": GLib.Variant("b", self.allows), "autostart": GLib.Variant("b", False)}
        self.bus.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response", GLib.Variant("(ua{sv})", (0 if self.allows else 1, results)))
        self.asked.append(options["reason"])


class Notifications(Service):
    """shown: what stands on the screen now, by number: (title, body, {action: label}); history: every title so far."""
    name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
    xml = """<node><interface name='org.freedesktop.Notifications'>
      <method name='GetCapabilities'><arg type='as' direction='out'/></method>
      <method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
        <arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
      <method name='CloseNotification'><arg type='u' direction='in'/></method></interface></node>"""

    def __init__(self):
        self.shown = {}
        self.history = []
        self._sender = None

    def GetCapabilities(self, invocation, _sender):
        invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))

    def Notify(self, invocation, sender, _program, replaces, _icon, title, body, actions, _hints, _timeout):
        number = replaces or len(self.history) + 1
        self._sender = sender
        self.history.append(title)
        self.shown[number] = (title, body, dict(zip(actions[::2], actions[1::2])))
        invocation.return_value(GLib.Variant("(u)", (number,)))

    def CloseNotification(self, invocation, _sender, number):
        self.shown.pop(number, None)
        invocation.return_value(None)

    def wait(self, pattern, timeout=20):
        """The number of the notification with such a title, once it is there."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            for number, (shown, _, _) in list(self.shown.items()):
                if re.fullmatch(pattern, shown):
                    return number
            time.sleep(0.05)
        raise AssertionError(f"no notification like {pattern!r}, but {self.history}")

    def press(self, number, label=None):
        """The button of that label, or the notification itself, which goes then."""
        actions = self.shown.pop(number)[2]
        action = next(name for name, shown in actions.items() if shown == label) if label else "default"
        assert action in actions, actions
        self.bus.emit_signal(self._sender, self.path, self.name, "ActionInvoked", GLib.Variant("(us)", (number, action)))
