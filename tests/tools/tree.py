# SPDX-License-Identifier: GPL-3.0-or-later
"""The widgets of a GTK 4 program as they are on the accessibility bus, in few messages.

To ask each widget of a window for its role, its name and its children is a message each, a thousand for one look.  So
walk() takes what the program's cache tells of all widgets at once, and asks further only for what is not in there: questions
that do not wait for each other's answers go out together.

A node that walk() gave answers from that look, however old it has become; now() is the same widget asked anew each time.
"""
import json
import warnings

import gi
gi.require_version("Atspi", "2.0")
gi.require_version("Json", "1.0")
from gi.repository import Atspi, Gio, GLib, Json  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)

ROOT = "/org/a11y/atspi/accessible/root"
PREFIX = "org.a11y.atspi."
REGISTRY = "org.a11y.atspi.Registry"
IN_WINDOW = 1               # coordinates
ROLES = {number: role.value_nick.replace("-", " ") for number, role in Atspi.Role.__enum_values__.items()}
STATES = {number: state.value_nick for number, state in Atspi.StateType.__enum_values__.items()}
LONG = 30                   # of lists with more rows GTK keeps some 200 alive: only those on the screen count
ROWS = ("table row", "list item")


def _get(interface, name):
    """The question after a property."""
    return "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (PREFIX + interface, name))


class Bus:
    """A connection to the accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None).unpack()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, owner, path, interface, method, parameters=None):
        return self._connection.call_sync(owner, path, interface, method, parameters, None, 0, -1, None)

    def ask(self, questions, lenient=False):
        """The answers to questions (node, interface, method, parameters) in their order.  A widget that went meanwhile is an error,
        or, if lenient, without an answer: None."""
        answers, errors = [None] * len(questions), []
        left = len(questions)

        def answered(connection, result, place):
            nonlocal left
            left -= 1
            try:
                answers[place] = connection.call_finish(result)
            except GLib.Error as error:
                errors.append(error)

        for place, (node, interface, method, parameters) in enumerate(questions):
            interface = interface if "." in interface else PREFIX + interface
            self._connection.call(node.owner, node.path, interface, method, parameters, None, 0, -1, None, answered, place)
        while left > 0:
            GLib.MainContext.default().iteration(True)
        if errors and not lenient:
            raise errors[0]
        return answers

    def process_id(self, owner):
        return self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID", GLib.Variant("(s)", (owner,))).unpack()[0]


class Node:
    """A widget, or the program itself.  look, seen: what was seen of it, and when; None: to be asked."""
    __slots__ = ("bus", "owner", "path", "look", "seen")

    def __init__(self, bus, owner, path, look=None, seen=None):
        self.bus, self.owner, self.path, self.look, self.seen = bus, owner, path, look, seen

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def now(self):
        return Node(self.bus, self.owner, self.path)

    def call(self, interface, method, parameters=None):
        return self.bus.call(self.owner, self.path, PREFIX + interface, method, parameters).unpack()

    def property(self, interface, name):
        return self.bus.ask([(self, *_get(interface, name))])[0].unpack()[0]

    def _other(self, reference):
        owner, path = reference
        return Node(self.bus, owner, path) if owner and path != "/org/a11y/atspi/null" else None

    def get_role_name(self):
        role = self.seen[7] if self.seen else self.call("Accessible", "GetRole")[0]
        return ROLES.get(role, "unknown")

    def get_name(self):
        return self.seen[6] if self.seen else self.property("Accessible", "Name")

    def get_description(self):
        return self.seen[8] if self.seen else self.property("Accessible", "Description")

    def get_parent(self):
        if self.seen:
            return self.look.nodes.get(self.seen[2][1])
        return self._other(self.property("Accessible", "Parent"))

    def get_index_in_parent(self):
        return self.call("Accessible", "GetIndexInParent")[0]

    def get_child_count(self):
        return self.seen[4] if self.seen else self.property("Accessible", "ChildCount")

    def get_child_at_index(self, index):
        return self._other(self.call("Accessible", "GetChildAtIndex", GLib.Variant("(i)", (index,)))[0])

    def get_interfaces(self):
        return {name.rsplit(".", 1)[-1] for name in (self.seen[5] if self.seen else self.call("Accessible", "GetInterfaces")[0])}

    def get_process_id(self):
        return self.bus.process_id(self.owner)


class Look:
    """All widgets that the bus has met, as they are at once.  nodes: by path; inside: the children, by the parent's path, of those
    nodes to which complete() came.  body: the path of a list of which only the rows on the screen count, however short it is."""

    def __init__(self, bus, owner, body=None):
        self.bus, self.owner, self.body = bus, owner, body
        self.nodes, self.inside, self._cached, self._near = {}, {}, {}, []
        answer = bus.call(owner, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")
        for item in json.loads(Json.gvariant_serialize_data(answer)[0])[0]:
            node = Node(bus, owner, item[0][1], self, item)
            self.nodes[node.path] = node
            self._cached.setdefault(item[2][1], []).append(node)

    def complete(self, top, but):
        """Learns who is in whom, from that node down.  FALSE if there are widgets that the bus had not met: now it has."""
        level, is_whole = [top.path], True
        while level:
            is_whole &= self._learn(level)
            for path in level:
                self._choose(path, but)
            level = [child for path in level for child in self.inside[path]]
        return is_whole

    def _choose(self, path, but):
        """Which of the children count."""
        node, count = self.nodes.get(path), len(self.inside[path])
        if node is None:
            if count > LONG:        # what it is the next look tells
                self.inside[path] = []
        elif node.get_role_name() in but:
            self.inside[path] = []
        elif path == self.body or node.get_role_name() in ("list", "table") and count > LONG:
            self.inside[path] = self._rows_near(node)

    def _learn(self, level):
        """The children of each, from the cache if it has them all."""
        unsure = []
        for path in level:
            node, kids = self.nodes.get(path), self._cached.get(path, [])
            if node is not None and path != ROOT and len(kids) == node.get_child_count():
                self.inside[path] = [kid.path for kid in sorted(kids, key=lambda kid: kid.seen[3])]
            else:
                unsure.append(path)
        answers = self.bus.ask([(Node(self.bus, self.owner, path), "Accessible", "GetChildren", None) for path in unsure], True)
        for path, answer in zip(unsure, answers):
            self.inside[path] = [child for _, child in answer.unpack()[0]] if answer is not None else []
        return all(child in self.nodes for path in unsure for child in self.inside[path])

    def _rows_near(self, body):
        """The rows that may be on the screen, by their places."""
        rows = [self.nodes[path] for path in self.inside[body.path] if path in self.nodes]
        showing = [row.path for row in rows if "showing" in states(row)]
        if showing:                 # newer GTK tells
            return showing
        (left, top, width, height), *places = (answer.unpack()[0] for answer in self.bus.ask(
            [(node, "Component", "GetExtents", GLib.Variant("(u)", (IN_WINDOW,))) for node in (body, *rows)]))
        near = []
        for row, (_, y, _, h) in zip(rows, places):
            first, last = max(y, top), min(y + h, top + height)
            if last - first > 2:
                near.append(row.path)
                self._near += [(body, row.path, x, (first + last) // 2) for x in (left + 20, left + width // 2, left + 2)]
        return near

    def keep_on_screen(self):
        """Of the rows near the screen those that a person sees.

        Their positions alone do not tell: in GTK 4.8 a row that scrolled away keeps the place that it last had.  So for each row
        ask what is really at its place.  That answers only for widgets the bus has met: hence complete() first."""
        answers = self.bus.ask([(body, "Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (x, y, IN_WINDOW))) for body, _, x, y in self._near])
        found = {}
        for (_, path, _, _), answer in zip(self._near, answers):
            found[path] = found.get(path) or self._row_of(answer.unpack()[0][1])
        for body in {body for body, *_ in self._near}:
            self.inside[body.path] = [path for path in self.inside[body.path] if found[path] == path]

    def _row_of(self, path):
        node = self.nodes.get(path)
        while node is not None and node.get_role_name() not in ROWS:
            node = node.get_parent()
        return node.path if node is not None else None

    def descend(self, node):
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [self.nodes[path] for path in reversed(self.inside.get(node.path, [])) if path in self.nodes]


def look_at(top, but=(), body=None):
    """That node as it is now, and all in it."""
    for _ in range(10):
        look = Look(top.bus, top.owner, body)
        if look.complete(top, but):
            break
    look.keep_on_screen()
    return look.nodes.get(top.path, top)


def walk(node, but=()):
    """The node and what is in it, at one look, or at the look that gave the node.  Of a long list only the rows on the screen;
    nothing of what is in widgets of the roles that are named in but."""
    if node.look is None:
        node = look_at(node, but)
    if node.look is None:       # it went
        yield node
    else:
        yield from node.look.descend(node)


def children(node):
    if node.look is not None:
        return [node.look.nodes[path] for path in node.look.inside.get(node.path, []) if path in node.look.nodes]
    return [Node(node.bus, *reference) for reference in node.call("Accessible", "GetChildren")[0]]


def rows_on_screen(body):
    """The rows of a list that a person sees, top to bottom."""
    return children(look_at(body, body=body.path))


def states(node):
    low, high = node.seen[9] if node.seen else node.call("Accessible", "GetState")[0]
    bits = low | high << 32
    return {name for number, name in STATES.items() if bits >> number & 1}


def extents(node):
    """Its place in its window: x, y, width, height."""
    return node.call("Component", "GetExtents", GLib.Variant("(u)", (IN_WINDOW,)))[0]


def texts(nodes):
    """What each label or entry shows; of the others the name."""
    shown = {node: node.get_name() for node in nodes}
    able = [node for node in nodes if "Text" in node.get_interfaces()]
    if able:
        whole = GLib.Variant("(ii)", (0, GLib.MAXINT))      # to -1 is nothing in GTK 4.8
        answers = able[0].bus.ask([(node, "Text", "GetText", whole) for node in able])
        shown.update((node, answer.unpack()[0]) for node, answer in zip(able, answers))
    return [shown[node] for node in nodes]


def text(node):
    return texts([node])[0]


def actions(node):
    """The names of what can be done to it, in their order."""
    count = node.property("Action", "NActions")
    return [answer.unpack()[0] for answer in node.bus.ask([(node, "Action", "GetName", GLib.Variant("(i)", (i,))) for i in range(count)])]


def applications(bus):
    return children(Node(bus, REGISTRY, ROOT))
