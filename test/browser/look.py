#!/usr/bin/env python3
"""Looks at pages of xm report in Chromium, by hand: at what a reader would see, and whether anything runs out of it.

  look.py FOLDER PAGE.html...   pictures of each page in FOLDER: on a phone, on a desktop, dark, and as printed (PDF)
  look.py --top                 makes docs/report.png, the beginning of docs/report.html, which README.md shows

AXE=axe.min.js (npm pack axe-core) has axe-core judge each page, too. Prints what is wrong; exit 1 if anything is.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PHONE, DESKTOP = 390, 1100
# Of a page in a frame as wide as a phone: how wide and high it is, and what of it ends beyond the edge without scrolling there.
MEASURE = """<body style="margin:0"><iframe src="PAGE" style="border:0;width:WIDTHpx;height:800px"></iframe><script>
onload = () => {
  const d = document.querySelector('iframe').contentDocument, wide = [...d.querySelectorAll('main *')].filter(e =>
    !e.closest('.table, pre, svg') && e.getBoundingClientRect().right > WIDTH + 1).map(e => e.outerHTML.slice(0, 80));
  const said = JSON.stringify({width: d.documentElement.scrollWidth, height: d.documentElement.scrollHeight, wide});
  document.body.innerHTML = '<pre>' + btoa(unescape(encodeURIComponent(said))) + '</pre>';
};</script>"""
JUDGE = """<script>AXE</script><script>
onload = () => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(r => {
  const said = JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 100))]));
  document.body.innerHTML = '<pre>' + btoa(unescape(encodeURIComponent(said))) + '</pre>';
});</script>"""


def chromium(url, *options):
    return subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files", *options, url],
                          text=True, capture_output=True, timeout=300).stdout


def told(page):
    """What the script of a page left in it."""
    import base64
    dom = chromium(page.as_uri(), "--dump-dom", "--virtual-time-budget=20000")
    return json.loads(base64.b64decode(re.search("<pre>([A-Za-z0-9+/=]*)</pre>", dom)[1]))


def look(path, folder, work):
    name, wrong = path.stem, []
    frame = work / "frame.html"
    for width in (PHONE, DESKTOP):
        frame.write_text(MEASURE.replace("PAGE", path.as_uri()).replace("WIDTH", str(width)))
        size = told(frame)
        if size["width"] > width or size["wide"]:
            wrong.append(f"{width} px are not enough: {size['width']}, {size['wide']}")
        frame.write_text(f'<body style="margin:0"><iframe src="{path.as_uri()}" style="border:0;width:{width}px;height:{size["height"]}px"></iframe>')
        chromium(frame.as_uri(), f"--window-size={max(width, 500)},{size['height']}", f"--screenshot={folder}/{name}-{'phone' if width == PHONE else 'desktop'}.png")
    chromium(path.as_uri(), "--blink-settings=preferredColorScheme=0", f"--window-size={DESKTOP},{size['height']}", f"--screenshot={folder}/{name}-dark.png")
    chromium(path.as_uri(), "--no-pdf-header-footer", f"--print-to-pdf={folder}/{name}.pdf")
    if os.environ.get("AXE"):
        text = re.sub("<meta http-equiv[^>]*>", "", path.read_text())  # it lets no script run
        frame.write_text(text.replace("</body>", JUDGE.replace("AXE", Path(os.environ["AXE"]).read_text().replace("</script", "<\\/script")) + "</body>"))
        wrong += [f"axe: {violation}" for violation in told(frame)]
    return wrong


def top():
    root = Path(__file__).resolve().parent.parent.parent
    chromium((root / "docs/report.html").as_uri(), "--window-size=820,1490", f"--screenshot={root}/docs/report.png")


def main():
    if sys.argv[1:] == ["--top"]:
        return top()
    folder, *paths = [Path(name).resolve() for name in sys.argv[1:]]
    folder.mkdir(exist_ok=True)
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        for path in paths:
            wrong = look(path, folder, Path(work))
            bad += bool(wrong)
            print(f"{path.name}:", *(wrong or ["well"]), sep="\n  ")
    sys.exit(bad > 0)


main()
