#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser in which a person signs in: allows what the consent's page asks for, and goes where that leads.

    browser.install()           # this program opens web addresses from now on
"""
import os
import sys
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import company  # noqa: E402


def install():
    """What is opened on the web by this journey's desktop goes through this file."""
    applications = os.path.join(os.environ["XDG_DATA_HOME"], "applications")
    os.makedirs(applications, exist_ok=True)
    os.makedirs(os.environ["XDG_CONFIG_HOME"], exist_ok=True)
    with open(os.path.join(applications, "browser.desktop"), "w", encoding="utf-8") as entry:
        entry.write(f"[Desktop Entry]\nType=Application\nName=Browser\nExec={sys.executable} {os.path.abspath(__file__)} %u\nMimeType=x-scheme-handler/http;\n")
    with open(os.path.join(os.environ["XDG_CONFIG_HOME"], "mimeapps.list"), "w", encoding="utf-8") as defaults:
        defaults.write("[Default Applications]\nx-scheme-handler/http=browser.desktop\n[Added Associations]\nx-scheme-handler/http=browser.desktop\n")


if __name__ == "__main__":
    with urllib.request.urlopen(company.consent(sys.argv[1])) as page:
        page.read()
