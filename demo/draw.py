"""Draws the link between employees and customers, one dot per store: as text, and as an SVG file.

Reads the rows of demo/picture.sql from standard input; the argument is the SVG file to write.
"""
import csv
import sys
from pathlib import Path

rows = list(csv.reader(sys.stdin))
if not any(row[0] == "line" for row in rows):
    sys.exit("No picture: fewer than two units with answers on both sides, or no spread.")
slope, intercept, r, corrected = (float(v) for v in next(row for row in rows if row[0] == "line")[1:])
median_x, median_y = (float(v) for v in next(row for row in rows if row[0] == "median")[1:])
stores = [(float(row[1]), float(row[2]), row[3]) for row in rows if row[0] == "store"]

simulated = any(s[2] != "unit" for s in stores)


def ends(values):
    """A little more than the values span, but not below 0."""
    margin = 0.03 * (max(values) - min(values)) or 0.1
    return max(0, min(values) - margin), max(values) + margin


low_x, high_x = ends([s[0] for s in stores])
low_y, high_y = ends([s[1] for s in stores])


def place(x, y, width, height):
    """Column from the left and row from the top of a point on a canvas."""
    return (x - low_x) / (high_x - low_x) * width, (high_y - y) / (high_y - low_y) * height


def text_picture(width=76, height=10):
    canvas = [[" "] * width for _ in range(height)]

    def put(x, y, mark, over):
        column, row = (int(v) for v in place(x, y, width, height))
        if 0 <= column < width and 0 <= row < height and canvas[row][column] in over:
            canvas[row][column] = mark

    for i in range(width):
        put(low_x + (i + 0.5) / width * (high_x - low_x), median_y, "-", " ")
    for i in range(height):
        put(median_x, high_y - (i + 0.5) / height * (high_y - low_y), "|", " -")
    for i in range(width):
        x = low_x + (i + 0.5) / width * (high_x - low_x)
        put(x, intercept + slope * x, "=", " -|")
    for x, y, pattern in stores:
        put(x, y, "x" if pattern == "breaks" else "o", " -|=o" if pattern == "breaks" else " -|=")
    print(f"customers {high_y:.1f}")
    for row in canvas:
        print("|" + "".join(row).rstrip())
    print("+" + "-" * width)
    print(f"customers {low_y:.1f}, employees {low_x:.1f}".ljust(width - 14) + f"employees {high_x:.1f}")
    print("o unit   " + ("x planted to break the pattern   " if simulated else "") + "= fitted line   - | medians")


def svg_picture(path, width=760, height=520, margin=60):
    inner_w, inner_h = width - 2 * margin, height - 2 * margin

    def at(x, y):
        column, row = place(x, y, inner_w, inner_h)
        return margin + column, margin + row

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{margin}" y="24" font-size="16">Employees and customers of {len(stores)} units{" (simulated)" if simulated else ""}</text>',
        f'<text x="{margin}" y="44" fill="#555">r = {r:.2f}, corrected for unreliability {corrected:.2f}; '
        f"{'orange: planted to break the pattern; ' if simulated else ''}dashed: medians</text>",
        f'<rect x="{margin}" y="{margin}" width="{inner_w}" height="{inner_h}" fill="none" stroke="#999"/>',
    ]

    def line(x1, y1, x2, y2, style):
        (a, b), (c, d) = at(x1, y1), at(x2, y2)
        out.append(f'<line x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}" {style}/>')

    dashed = 'stroke="#999" stroke-dasharray="5,4"'
    line(median_x, low_y, median_x, high_y, dashed)
    line(low_x, median_y, high_x, median_y, dashed)
    left, right = low_x, high_x
    if slope:  # keep the line inside the frame
        left, right = sorted(max(low_x, min(high_x, (y - intercept) / slope)) for y in (low_y, high_y))
    line(left, intercept + slope * left, right, intercept + slope * right, 'stroke="#1f4e8c" stroke-width="2"')
    for x, y, pattern in sorted(stores, key=lambda s: s[2] == "breaks"):
        column, row = at(x, y)
        out.append(f'<circle cx="{column:.1f}" cy="{row:.1f}" r="4" fill="{"#e07b00" if pattern == "breaks" else "#4a7ab5"}" fill-opacity="0.7"/>')
    for i in range(6):
        x, y = low_x + (high_x - low_x) * i / 5, low_y + (high_y - low_y) * i / 5
        out.append(f'<text x="{at(x, low_y)[0]:.1f}" y="{height - margin + 18}" text-anchor="middle">{x:.1f}</text>')
        out.append(f'<text x="{margin - 8}" y="{at(low_x, y)[1] + 4:.1f}" text-anchor="end">{y:.1f}</text>')
    out.append(f'<text x="{width / 2}" y="{height - 14}" text-anchor="middle">mean rating by employees</text>')
    out.append(f'<text transform="translate(16,{height / 2}) rotate(-90)" text-anchor="middle">mean rating by customers</text>')
    out.append("</svg>")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(out) + "\n")


text_picture()
svg_picture(Path(sys.argv[1]))
