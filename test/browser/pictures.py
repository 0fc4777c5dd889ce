#!/usr/bin/env python3
"""Shows pictures in Chromium at 400, 800 and 1600 px, light and dark, and checks what a reader would see and hear.

  pictures.py                       checks all in test/golden/charts and docs/pictures
  pictures.py --shots FOLDER        and keeps a shot of each in FOLDER, to be looked at
  pictures.py [--shots FOLDER] SVG...   of these only

Each picture stands in a page as wide as said. No two texts overlap and none leaves the picture; texts have a contrast of 4.5
against all that is behind them, marks of 3; role, name and description are those of the picture as Chromium tells them to a screen
reader. Prints what is wrong; exit 1 if anything is. By hand and by `make browser`; needs the program chromium.
"""
import base64
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WIDTHS, SCHEMES = (400, 800, 1600), ("light", "dark")

# Of each picture of the page: how high it is, and what is wrong with its texts and marks.
MEASURE = r"""
(() => {
  const rgba = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const paint = (e, what) => { const s = getComputedStyle(e); if (s[what] === 'none') return null; const c = rgba(s[what]); c[3] *= s[what + 'Opacity']; return c; };
  const page = rgba(getComputedStyle(document.body).backgroundColor).slice(0, 3);
  return [...document.querySelectorAll('svg')].map(svg => {
    const wrong = [], frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll('text')], boxes = texts.map(t => t.getBoundingClientRect());
    const shapes = [...svg.querySelectorAll('rect, circle, polygon, polyline')], filled = [];
    for (const s of shapes) {
      const fill = paint(s, 'fill');
      if (fill && fill[3] > 0) filled.push({s, fill, box: s.getBBox()});
    }
    // What of the page and of the marks before an element can be seen at a point of it.
    const behind = (element, x, y) => {
      const at = svg.createSVGPoint();
      at.x = x, at.y = y;
      let color = page;
      for (const {s, fill, box} of filled)
        if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height && element.compareDocumentPosition(s) & Node.DOCUMENT_POSITION_PRECEDING && s.isPointInFill(at))
          color = over(fill, color);
      return color;
    };
    texts.forEach((t, i) => {
      const a = boxes[i], said = JSON.stringify(t.textContent.slice(0, 60));
      if (a.left < frame.left - 0.5 || a.right > frame.right + 0.5 || a.top < frame.top - 0.5 || a.bottom > frame.bottom + 0.5) wrong.push(`${said} leaves the picture`);
      // Boxes reach from the highest letter to the lowest; tall scripts may touch.
      for (let k = 0; k < i; ++k) {
        const b = boxes[k];
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 * scale && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1 * scale)
          wrong.push(`${said} overlaps ${JSON.stringify(texts[k].textContent.slice(0, 60))}`);
      }
      const b = t.getBBox(), color = paint(t, 'fill');
      for (const x of [0.02, 0.25, 0.5, 0.75, 0.98]) for (const y of [0.25, 0.5, 0.75]) {
        const ground = behind(t, b.x + x * b.width, b.y + y * b.height), ratio = contrast(over(color, ground), ground);
        if (ratio < 4.5) { wrong.push(`${said} has a contrast of ${ratio.toFixed(2)}`); return; }
      }
    });
    for (const s of shapes) {
      // Grids, bands and cells with numbers may be pale; a colour of the user's is the user's.
      if (s.closest('.xm-faint, .xm-band, [color]') || [...s.classList].some(c => /^xm-h\d/.test(c))) continue;
      const color = [paint(s, 'stroke'), paint(s, 'fill')].find(c => c && c[3] > 0);
      const ratio = color ? contrast(over(color, page), page) : 0;
      if (ratio < 3) wrong.push(`a mark, ${s.outerHTML.slice(0, 80)}, has a contrast of ${ratio.toFixed(2)}`);
    }
    return {height: frame.height, wrong: [...new Set(wrong)]};
  });
})()
"""


class Chromium:
    """One browser, told what to do in messages of the DevTools protocol through two pipes."""

    def __init__(self):
        (there, self.write), (self.read, back) = os.pipe(), os.pipe()
        # It takes its descriptors 3 and 4 for the pipes.
        shell = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe", "--no-first-run"]
        self.process = subprocess.Popen(["bash", "-c", shell, "-", str(there), str(back), "chromium", *options], pass_fds=(there, back), stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(back)
        self.last, self.rest, self.session = 0, b"", None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def message(self):
        while b"\0" not in self.rest:
            some = os.read(self.read, 1 << 20)
            if not some:
                sys.exit("chromium ended")
            self.rest += some
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def ask(self, method, **params):
        self.last += 1
        sent = json.dumps({"id": self.last, "method": method, "params": params} | ({"sessionId": self.session} if self.session else {})).encode() + b"\0"
        while sent:
            sent = sent[os.write(self.write, sent):]
        while True:
            answer = self.message()
            if answer.get("id") == self.last:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]

    def close(self):
        self.ask("Browser.close")
        self.process.wait(timeout=60)


def heard(tree):
    """(role, name, description) of what a screen reader takes for pictures, in their order."""
    return [tuple(node.get(key, {}).get("value", "") for key in ("role", "name", "description")) for node in tree
            if not node["ignored"] and node["role"]["value"] in ("image", "img", "graphics-document", "SvgRoot")]


def show(browser, pictures, width, height, scheme):
    """Opens a page with the pictures, each as wide as the page but for those of the size of a word."""
    body = "".join(f'<div style="margin:0 0 20px">{picture}</div>' for picture in pictures)
    page = f'<!DOCTYPE html><html lang="en"><meta name="color-scheme" content="light dark"><title>Pictures</title><style>body{{margin:0;background:{"#fff" if scheme == "light" else "#1e1e1e"}}}svg{{display:block}}svg.xm{{width:100%}}</style>{body}'
    browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    frame = browser.ask("Page.getFrameTree")["frameTree"]["frame"]["id"]
    browser.ask("Page.setDocumentContent", frameId=frame, html=page)


def look(browser, pictures, width, scheme, shots):
    """What is wrong, by the name of the picture."""
    names = list(pictures)
    show(browser, pictures.values(), width, 1000, scheme)
    measured = browser.ask("Runtime.evaluate", expression=MEASURE, returnByValue=True)
    if "exceptionDetails" in measured:
        sys.exit(str(measured["exceptionDetails"]))
    measured = measured["result"]["value"]
    images = heard(browser.ask("Accessibility.getFullAXTree")["nodes"])
    found = {name: list(of["wrong"]) for name, of in zip(names, measured)}
    for i, name in enumerate(names):
        title, description = (re.search(f"<{tag}>(.*?)</{tag}>", pictures[name], re.S)[1] for tag in ("title", "desc"))
        want = tuple(" ".join(unescape(text).split()) for text in (title, description))
        if len(images) != len(names):
            found[name].append(f"{len(images)} pictures can be heard, of {len(names)}")
        elif not all(want) or tuple(" ".join(text.split()) for text in images[i][1:]) != want:
            found[name].append(f"a screen reader hears {images[i]}")
    for name, of in zip(names, measured) if shots else ():  # each alone: a shot of a part of a long page takes seconds
        show(browser, [pictures[name]], width, round(of["height"]), scheme)
        (shots / f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(browser.ask("Page.captureScreenshot")["data"]))
    return found


def main():
    arguments = sys.argv[1:]
    shots = None
    if arguments[:1] == ["--shots"]:
        shots = Path(arguments[1])
        shots.mkdir(exist_ok=True)
        arguments = arguments[2:]
    paths = [Path(a) for a in arguments] or [*sorted((ROOT / "test/golden/charts").glob("*.svg")), *sorted((ROOT / "docs/pictures").glob("*.svg"))]
    pictures = {f"{path.resolve().parent.name}-{path.stem}": path.read_text() for path in paths}
    browser = Chromium()
    wrong = {}
    for width in WIDTHS:
        for scheme in SCHEMES:
            for name, messages in look(browser, pictures, width, scheme, shots).items():
                for message in messages:
                    wrong.setdefault((name, message), []).append(f"{width} {scheme}")
    browser.close()
    for (name, message), places in wrong.items():
        print(f"{name} ({', '.join(places)}): {message}")
    bad = len({name for name, _ in wrong})
    print(f"{len(pictures) - bad} passed, {bad} failed")
    sys.exit(bad > 0)


main()
