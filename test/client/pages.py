#!/usr/bin/env python3
"""What a page made by xm report must be as HTML, checked with Python alone: well-formed, accessible, without scripts and
without anything from outside.

  pages.py FILE...   says what is wrong with each; exit 1 if anything is
"""
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Elements that close a paragraph or may not stand in one.
BLOCKS = {"p", "div", "table", "ul", "ol", "pre", "blockquote", "figure", "details", "section", "nav", "h1", "h2", "h3", "h4", "h5", "h6"}
FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "input", "button", "foreignobject"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.wrong, self.open, self.ids, self.targets, self.headings, self.styles = [], [], set(), [], [], []
        self.title = self.language = self.text = ""
        self.tables = []  # of each: header cells, rows of cells
        if not text.startswith("<!DOCTYPE html>\n<html "):
            self.wrong.append("no doctype")
        for character in set(text):
            if ord(character) < 32 and character not in "\n\t" or 0x7F <= ord(character) < 0xA0:
                self.wrong.append(f"control character {ord(character):#x}")
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [f"#{target} is nowhere" for target in self.targets if target not in self.ids]
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1:
            self.wrong.append(f"{levels.count(1)} headings of the first level")
        self.wrong += [f"a heading of level {b} below one of {a}" for a, b in zip(levels, levels[1:]) if b > a + 1]
        self.wrong += [f"an empty heading of level {level}" for level, text in self.headings if not text.strip()]
        for head, rows in self.tables:
            if not head or not all(cell.strip() for cell in head):
                self.wrong.append(f"a table has columns without a name: {head}")
            if any(len(row) != len(head) for row in rows):
                self.wrong.append(f"a table has rows of another width than its header: {head}")
        if not self.title.strip():
            self.wrong.append("no title")

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        attributes = dict(attributes)
        if len(names) != len(attributes):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag in FORBIDDEN or any(name.startswith("on") for name in attributes):
            self.wrong.append(f"<{tag} {attributes}> is not allowed")
        if tag in BLOCKS and "p" in self.open:
            self.wrong.append(f"<{tag}> in a paragraph")
        for name in ("src", "srcset", "poster", "data", "action", "background"):
            if name in attributes and not attributes[name].startswith("data:image/"):
                self.wrong.append(f"{name}={attributes[name]} is from outside")
        address = attributes.get("href", attributes.get("xlink:href", "#"))
        if tag != "a" and not address.startswith("#"):
            self.wrong.append(f"<{tag} href={address}> is from outside")
        if re.match(r"\s*(javascript|data|vbscript):", address, re.I):
            self.wrong.append(f"href={address}")
        if tag == "a" and address.startswith("#") and "href" in attributes:
            self.targets.append(address[1:])
        if "id" in attributes:
            if attributes["id"] in self.ids or not attributes["id"] or " " in attributes["id"]:
                self.wrong.append(f"id {attributes['id']}")
            self.ids.add(attributes["id"])
        self.styles.append(attributes.get("style") or "")
        if tag == "html":
            self.language, self.direction = attributes.get("lang"), attributes.get("dir")
        if tag == "img" and "alt" not in attributes:
            self.wrong.append("a picture without words")
        if tag == "th" and attributes.get("scope") not in ("col", "row"):
            self.wrong.append("a header cell that does not say of what")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "table":
            self.tables.append(([], []))
        if tag == "tr" and "tbody" in self.open:
            self.tables[-1][1].append([])
        if tag in ("th", "td"):
            (self.tables[-1][1][-1] if "tbody" in self.open else self.tables[-1][0]).append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")
            self.open.clear()

    def handle_data(self, data):
        if "style" in self.open:
            self.styles.append(data)
        elif "title" in self.open and "head" in self.open:
            self.title += data
        else:
            self.text += data
        if self.headings and self.open and re.fullmatch("h[1-6]", next((t for t in self.open if re.fullmatch("h[1-6]", t)), "")):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if self.tables and ("th" in self.open or "td" in self.open):
            (self.tables[-1][1][-1] if "tbody" in self.open else self.tables[-1][0])[-1] += data


def luminance(colour):
    """Relative luminance of #rrggbb (WCAG 2.1)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return sum(weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for weight, c in zip((0.2126, 0.7152, 0.0722), parts))


def contrast(a, b):
    bright, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def style_problems(css):
    """Text must have a contrast of 4.5 to what it stands on, in each of the three ways to look at a page."""
    wrong = [f"the stylesheet has {what}" for what in ("@import", "url(", "expression(") if what in css]
    ways = [dict(re.findall(r"--(paper|ink|muted|soft|link): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{([^}]*)\}", css)]
    if len(ways) != 3 or any(len(way) != 5 for way in ways):
        return wrong + [f"colours for light, dark and print are not to be found: {ways}"]
    for way in ways:
        wrong += [f"{text} on {ground} has a contrast of {contrast(way[text], way[ground]):.1f}"
                  for text in ("ink", "muted", "link") for ground in ("paper", "soft") if contrast(way[text], way[ground]) < 4.5]
    return wrong


def problems(text):
    """What is wrong with a page; nothing if it is as it should be."""
    page = Page(text)
    css = text[text.index("<style>") : text.index("</style>")]
    outside = [f"{what} in a style" for style in page.styles for what in ("@import", "url(") if what in style]
    return page.wrong + outside + style_problems(css)


def tidy_problems(path):
    """What HTML Tidy says, where it is installed. It does not know newer things, which are named here."""
    if not shutil.which("tidy"):
        return []
    said = subprocess.run(["tidy", "-q", "-e", "--drop-empty-elements", "no", str(path)], text=True, capture_output=True).stderr
    return [line for line in said.splitlines() if ("Error" in line or "Warning" in line) and not re.search("<nav> lacks|trimming|proprietary attribute \"tabindex\"", line)]


if __name__ == "__main__":
    bad = 0
    for name in sys.argv[1:]:
        found = problems(Path(name).read_text()) + tidy_problems(name)
        bad += bool(found)
        print(f"{name}: {'well' if not found else ''}", *found, sep="\n  ")
    sys.exit(bad > 0)
