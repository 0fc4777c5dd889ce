#!/usr/bin/env python3
"""xm report on a server: what becomes of values, statements, variables, errors, files. Each page that is made is checked as HTML.

Needs a private server (the PG* variables name it, as a superuser). XM names the client, else it is where make builds it.
Prints "N passed, M failed".
"""
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pages

ROOT = Path(__file__).resolve().parent.parent.parent
XM = os.environ.get("XM", str(ROOT / "build/release/xm"))
DB = "xm_report"
passed = failed = 0


def check(name, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"not ok: {name} {str(detail)[:3000]}", flush=True)


def psql(*statements, database=DB):
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database], input=";\n".join(statements), text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{statements}: {done.stderr}")
    return done.stdout.strip()


class Report:
    """Runs xm report on a page in a folder of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.out = self.folder / "page.html"

    def run(self, page, *options, user="reader", name="page.md", **env):
        (self.folder / name).write_bytes(page if isinstance(page, bytes) else page.encode())
        done = subprocess.run([XM, "report", "-d", f"dbname={DB} user={user}", name, *map(str, options)], cwd=self.folder, capture_output=True, timeout=120, env={**os.environ, **env})
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        check(f"{page[:60]!r}: shows no internals", not re.search("terminate called|std::|what\\(\\)", done.stdout + done.stderr), done.stderr)
        return done

    def html(self, name, page, *options, **more):
        """The page that comes out, which must be right as HTML."""
        self.out.unlink(missing_ok=True)
        done = self.run(page, *options, **more)
        check(name, done.returncode == 0 and self.out.exists(), done.stderr)
        if not self.out.exists():
            return ""
        text = self.out.read_text()
        wrong = pages.problems(text) + pages.tidy_problems(self.out)
        check(f"{name}: is right as HTML", "--unsafe" in options or not wrong, wrong)
        return text[text.index("<main>") : text.index("</main>")]

    def refused(self, name, page, *said, code=1, **more):
        """Nothing is written; what was there stays; these things are said, in that order."""
        self.out.write_text("before")
        done = self.run(page, *more.pop("options", ()), **more)
        check(name, done.returncode == code and re.search(".*".join(map(re.escape, said)), done.stderr, re.S), f"ended with {done.returncode}: {done.stderr}")
        check(f"{name}: the old file stays", self.out.read_text() == "before")
        return done


def sql(text, words=""):
    return f"```sql {words}\n{text}\n```\n"


def rows(html):
    """Cells of the rows of the first table."""
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", html[html.index("<tbody>") : html.index("</tbody>")], re.S)]


# --- values ---------------------------------------------------------------------------------------

def values(report):
    nasty = r"""<script>alert(1)</script> **b** `c` | [x](javascript:y) & "q" 'r' \ é 😀 שלום مرحبا 漢字"""
    html = report.html("nasty values", f"# Values\n\n{sql('SELECT $x$' + nasty + '$x$ AS text, chr(1) AS control, 1 AS number, NULL::text AS nothing')}\n"
                       f"In a line: `= SELECT $x${nasty.replace('`', '')}$x$`.\n")
    cells = rows(html)[0] if "<tbody>" in html else ["", ""]
    check("markup in a value is text", "<script" not in html and html.count("&lt;script&gt;") == 2 and "**b** `c` |" in cells[0], html)
    check("emoji and other writing", "😀 שלום مرحبا 漢字" in cells[0])
    check("a control character", cells[1] == "\ufffd", cells)
    check("NULL is an en dash", cells[3] == "–", cells)
    html = report.html("a megabyte of text", "# Long\n\n" + sql("SELECT repeat('äb ', 333334) AS text"))
    check("is cut with a mark", 10_000 <= len(rows(html)[0][0]) < 10_010 and rows(html)[0][0].endswith(" …"), len(rows(html)[0][0]))
    html = report.html("100,000 rows", "# Many\n\n" + sql("SELECT i FROM generate_series(1, 100000) i"))
    check("are cut, with a note", "The first 1,000 of 100,000 rows" in html and html.count("<tr>") == 1 + 10 + 1 + 1000, html.count("<tr>"))
    html = report.html("as many as were asked for", "# Few\n\n" + sql("SELECT i FROM generate_series(1, 9) i", "rows=3"))
    check("with a note", "The first 3 of 9 rows" in html and len(rows(html)) == 3 and "<details>" not in html)
    html = report.html("a long table", "# Long\n\n" + sql("SELECT i FROM generate_series(1, 30) i"))
    check("is folded", "All 30 rows" in html and len(rows(html)) == 10)
    html = report.html("no rows", "# None\n\n" + sql("SELECT 1 WHERE false") + sql("SELECT") + "and `= SELECT 1 WHERE false`\n")
    check("are said so", html.count("No rows.") == 2 and "and –" in html)
    html = report.html("columns of all types", "# Types\n\n" + sql(
        "SELECT 1234567::int8 AS n, 1.50::numeric AS m, 0.123456::float8 AS x, true AS b, date '2026-03-01' AS d, interval '1 day' AS i, '{1,2}'::int[] AS a, '{\"a\": 1}'::json AS j,"
        " 'NaN'::float8 AS nan, '-Infinity'::float8 AS inf, NULL::int AS nothing, '\\x00ff'::bytea AS bytes, 1e300::float8 AS huge, row(1, 'x') AS r"))
    check("each as it is read", rows(html)[0] == ["1,234,567", "1.50", "0.123", "yes", "2026-03-01", "1 day", "{1,2}", '{"a": 1}', "NaN", "−∞", "–", "\\x00ff", "1e+300", "(1,x)"], rows(html))
    html = report.html("of a column with the same name twice", "# Twice\n\n" + sql("SELECT 1 AS a, 2 AS a"))
    check("both", rows(html) == [["1", "2"]])
    html = report.html("an interval", "# Interval\n\n" + sql("SELECT 'West' AS region, 17.84::float8 AS value, 15.71::float8 AS lower, 19.92::float8 AS upper, 0.031::float8 AS p_value") +
                       "and `= SELECT 0.7312::float8 AS value, 0.68::float8 AS lower, 0.77::float8 AS upper`.\n")
    check("stands together", rows(html)[0] == ["West", "17.8", "15.7\xa0to\xa019.9", "0.031"], rows(html))
    check("in a line, too", '<bdi class="number">0.73\xa0(0.68\xa0to\xa00.77)</bdi>' in html)
    german = report.html("German", "---\nlanguage: de\n---\n# Zahlen\n\n" + sql("SELECT 1234567.5::numeric AS n, 0.25::float8 AS anteil", "percent=anteil") + sql("SELECT 1 WHERE false"))
    check("writes German", rows(german)[0] == ["1.234.567,5", "25,0\xa0%"] and "Keine Zeilen." in german and "Stand" in german, german)
    report.html("Arabic", "---\nlanguage: ar\n---\n# أرقام\n\n" + sql("SELECT 'متجر' AS store, -5 AS n"))
    page = pages.Page(report.out.read_text())
    check("is right to left", (page.language, page.direction) == ("ar", "rtl"))
    # The size of what is kept does not depend on the result.
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    report.html("a result of 200 MB", "# Large\n\n" + sql("SELECT i, repeat('x', 1000) AS text FROM generate_series(1, 200000) i"))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    check("in bounded memory", used < max(before, 150_000), f"{used} kB")


def pictures(report):
    made = psql("SELECT to_regtype('xm.svg') IS NULL") == "t"
    if made:  # as the extension would make it
        psql("CREATE SCHEMA IF NOT EXISTS xm", "GRANT USAGE ON SCHEMA xm TO PUBLIC", "SET client_min_messages = error", "CREATE TYPE xm.svg", "CREATE FUNCTION xm.svg_in(cstring) RETURNS xm.svg LANGUAGE internal IMMUTABLE STRICT AS 'textin'",
             "CREATE FUNCTION xm.svg_out(xm.svg) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'", "CREATE TYPE xm.svg (INPUT = xm.svg_in, OUTPUT = xm.svg_out, LIKE = text)")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" role="img"><title>A &lt; B</title></svg>'
    html = report.html("a picture", "# Picture\n\n" + sql(f"SELECT '{picture}'::xm.svg AS picture") + sql(f"SELECT 'a' AS unit, '{picture}'::xm.svg AS trend UNION ALL SELECT 'b', NULL"))
    check("stands in the page", f"<figure>{picture}</figure>" in html and f"<td>{picture}</td>" in html and "<td>–</td>" in html, html)
    html = report.html("the same as text", "# Text\n\n" + sql(f"SELECT '{picture}' AS picture"))
    check("is text", "<svg" not in html and "&lt;svg" in html)
    (report.folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    html = report.html("pictures of the page", "# Logo\n\n![our *logo*](logo.png) ![far](https://example.org/x.png)\n")
    check("are embedded or linked", '<img src="data:image/png;base64,iVBORw0KGgo=" alt="our logo">' in html and '<a href="https://example.org/x.png">far</a>' in html, html)
    report.refused("a picture that is not there", "# x\n\ntext\n\n![x](nix.png)\n", "page.md:5:", "nix.png", "No such file")
    report.refused("a file that is no picture", "# x\n\n![x](page.md)\n", "page.md:3:", "is no picture")


# --- statements -----------------------------------------------------------------------------------

def statements(report):
    for statement, said in {"INSERT INTO t VALUES (1)": "page.md:4:1: INSERT is not run", "UPDATE t SET a = 1": "UPDATE is not run", "COMMIT": "COMMIT is not run",
                            "COPY t TO STDOUT": "COPY is not run", "CREATE TABLE u ()": "CREATE is not run", "DO $$ BEGIN COMMIT; END $$": "DO is not run", "CALL nothing()": "CALL is not run",
                            "EXPLAIN SELECT 1": "EXPLAIN is not run", "SET ROLE postgres": "SET is not run", "SELECT 1; COMMIT": "page.md:4:11: a second statement", "SELECT ';'; SELECT 2": "a second statement",
                            "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x": "read-only transaction", "SELECT nextval('s')": "read-only transaction", "SELECT * INTO u FROM t": "read-only transaction",
                            "SELECT * FROM t FOR UPDATE": "read-only transaction", "SELECT writes()": "read-only transaction", "SELECT set_config('transaction_read_only', 'off', true)": "read-write mode",
                            "\\d t": "page.md:4:1: \\d is of psql", "SELECT 1 \\gset": "page.md:4:10: \\gset is of psql", "SELECT pg_read_file('/etc/passwd')": "permission denied",
                            "": "page.md:3:1: there is no statement", "-- nothing": "there is no statement", "SELECT 'open": "unterminated"}.items():
        report.refused(statement, f"# x\n\n```sql\n{statement}\n```\n", said)
    check("nothing was written", psql("SELECT count(*) FROM t", "SELECT last_value FROM s", "SELECT to_regclass('u') IS NULL").split() == ["2", "1", "t"])

    page = "---\nx: 1\n---\n# Errors\r\n\r\n```sql\r\nSELECT 'äö😀',\r\n  nix FROM t\r\n```\n\n> ```sql name=q\n> SELECT :'nope'\n> ```\n\n`= SELECT 1/0` and `= SELECT :x`\n\n```sql\nSELECT a FROM t WHERE tt.a = 1\n```\n\n```sql\nSELECT abs('2020-01-01'::date)\n```\n"
    done = report.refused("all errors are listed", page, "page.md:8:3: column \"nix\" does not exist", "page.md:12:10: the variable nope is not set\nHINT: ", "page.md:15:4: division by zero",
                          "page.md:18:23: ", "page.md:22:8: function abs(date) does not exist\nHINT: ", "xm: page.html is as it was")
    check("each once", done.stderr.count("page.md:") == 5, done.stderr)
    (report.folder / "page.html").unlink()
    done = report.run("# x\n\n" + sql("SELECT nix"))
    check("where nothing was there nothing is", "xm: page.html was not written" in done.stderr and not report.out.exists(), done.stderr)
    check("no other file is left", [path.name for path in report.folder.iterdir() if path.name.startswith("page.html")] == [])

    html = report.html("named blocks", "# Named\n\n" + sql("SELECT i FROM generate_series(1, 3) i", "hidden name=q") + sql("SELECT i * 2 AS j FROM q", "name=r") + "sum `= SELECT sum(j) FROM r`, max `= WITH m AS (SELECT max(i) AS m FROM Q) SELECT m FROM m`\n")
    check("are used by later ones", rows(html) == [["2"], ["4"], ["6"]] and re.search(r"sum <bdi[^>]*>12<.*max <bdi[^>]*>3<", html), html)
    report.refused("an error in one", "# x\n\n" + sql("SELECT nix", "hidden name=q") + sql("TABLE q") + sql("TABLE q"), "page.md:4:8: column \"nix\"")
    html = report.html("code", "# Code\n\n" + sql("SELECT 41 + 1 AS n", "show") + sql("DROP DATABASE xm", "code") + "```SQL\nSELECT 1 / 0\n```\n")
    check("is shown, and not run", html.count("<pre") == 3 and rows(html) == [["42"]])
    report.refused("no rows asked for", "# x\n\n" + sql("SELECT 1", "rows=0"), "page.md:3:1", "\"rows=0\"", "1 to 100000")
    report.refused("a word that is not known", "# x\n\n" + sql("SELECT 1", "chart"), "page.md:3:1", "\"chart\"", "HINT: There are hidden")

    html = report.html("notes of the server", "# Notes\n\n" + sql("SELECT noisy(1) AS n") + sql("SELECT noisy(2) AS n") + "and `= SELECT noisy(1)`.\n")
    check("are notes of the page", html.count('href="#note:1"') == 2 and html.count('href="#note:2"') == 1 and "WARNING: mind 2" in html and html.count("mind 1") == 1, html)

    # Two statements, and a change of the data between them.
    writer = subprocess.Popen(["psql", "-Xqd", DB, "-c", "SELECT pg_sleep(0.7)", "-c", "INSERT INTO t VALUES (3)"], stdout=subprocess.DEVNULL)
    html = report.html("one snapshot", "# One\n\n`= SELECT count(*) FROM t` `= SELECT pg_sleep(2) IS NULL` `= SELECT count(*) FROM t`\n")
    writer.wait()
    check("for all figures", re.findall(r"<bdi[^>]*>(\w+)</bdi>", html) == ["2", "no", "2"], html)
    check("the other had written meanwhile", psql("SELECT count(*) FROM t") == "3")
    report.refused("statement_timeout", "# x\n\n" + sql("SELECT pg_sleep(9)"), "page.md:4:1: canceling statement due to statement timeout", PGOPTIONS="-c statement_timeout=200")

    report.out.write_text("before")
    (report.folder / "page.md").write_text("# Slow\n\n" + sql("SELECT pg_sleep(60)") + sql("SELECT 1/0"))
    began = time.time()
    running = subprocess.Popen([XM, "report", "-d", f"dbname={DB} user=reader", "page.md"], cwd=report.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND query LIKE '%pg_sleep(60)%'", "1")
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    check("Ctrl-C", running.returncode == 1 and "interrupted" in said and "zero" not in said and time.time() - began < 30 and report.out.read_text() == "before", said)
    check("ends the statement, too", wait_for("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'", "0"))

    report.refused("a superuser", "# x\n\n" + sql("SELECT 1"), "superuser", "--unsafe", user="postgres")
    report.refused("one that acts as another", "# x\n\n" + sql("SELECT 1"), "superuser", user="postgres", PGOPTIONS="-c role=reader")
    report.html("a superuser who says so", "# x\n\n" + sql("SELECT 1 AS n"), "--unsafe", user="postgres")


def wait_for(query, result):
    for _ in range(100):
        if psql(query) == result:
            return True
        time.sleep(0.05)
    return False


# --- variables ------------------------------------------------------------------------------------

def variables(report):
    page = "---\nunit: front\nother: x\n---\n# Unit `= SELECT :'unit'`\n\n" + sql("SELECT :'unit' AS a, ':unit' AS b, :'other' AS c, 1::text AS d")
    check("from the page", rows(report.html("front matter", page)) == [["front", ":unit", "x", "1"]])
    for value in ("o'hare", 'a "b"', "back\\slash", "; DROP TABLE t; --", "ünï 😀", "$$x$$", ""):
        html = report.html(f"value {value}", page, "-v", f"unit={value}")
        wanted = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        check(f"is that value: {value}", rows(html)[0][0] == wanted and f"<bdi>{wanted}</bdi>" in html, html)
    html = report.html("a name", "# x\n\n" + sql('SELECT :"column" FROM (SELECT 5 AS "we ird""") q'), "-v", 'column=we ird"')
    check("is quoted as a name", rows(html) == [["5"]])
    html = report.html("as it is", "# x\n\n" + sql("SELECT :expression AS n"), "-v", "expression=2 + 3")
    check("is put in as it is", rows(html) == [["5"]])
    report.refused("a statement in one", "# x\n\n" + sql("SELECT :n AS n"), "page.md:4:8: a second statement", options=("-v", "n=1; SELECT 2"))
    report.refused("one that is not set", "# x\n\n" + sql("SELECT\n  :'unit'"), "page.md:5:3: the variable unit is not set", "HINT: Set it with -v unit=")
    report.refused("one that nothing uses", "---\nlangauge: de\n---\n# x\n", "page.md:2:1: no statement uses the variable langauge", "HINT: Settings are title, language")
    report.refused("one that nothing uses, on the command line", "# x\n", "-v unti: no statement", code=2, options=("-v", "unti=1"))
    report.refused("no value", "# x\n", "-v unit is not of the form", code=2, options=("-v", "unit"))
    report.refused("no setting", "---\nlanguage: klingon language\n---\n", "page.md:2:1: \"klingon language\" is no language")


# --- the page -------------------------------------------------------------------------------------

def the_page(report):
    html = report.html("raw HTML", "# Raw\n\n<script>alert(1)</script>\n\na <b onclick=\"x()\">b</b> <img src=x onerror=y>\n\n[a](javascript:alert(1)) [b](JaVaScRiPt:x) [c](&#106;avascript:x) [d](https://example.org/?a=1&b=2) [e](#raw) <javascript:x>\n")
    check("is text", "<script" not in html and "<b " not in html and "<img" not in html and html.count("<a>") == 4 and 'href="https://example.org/?a=1&amp;b=2"' in html, html)
    html = report.html("raw HTML that is allowed", "# Raw\n\n<div class=\"mine\">\n\na <b>b</b>\n\n</div>\n\n" + sql("SELECT '<i>' AS text"), "--unsafe")
    check("is HTML, values are not", '<div class="mine">' in html and "<b>b</b>" in html and "&lt;i&gt;" in html, html)
    page = "# All of it\n\nA *b* **c** ~~d~~ `e`  \nf\n\n- a\n- [x] b\n- [ ] c\n\n3. d\n4. e\n\n> f\n\n---\n\n    g <\n\n| a | b |\n|:-:|--:|\n| 1 | `= SELECT 2` |\n\n## H\n\n### I\n\nhttps://example.org &auml; &amp; &nonsense; \\*\n"
    html = report.html("Markdown", page)
    for part in ("<em>b</em> <strong>c</strong> <del>d</del> <code>e</code><br>", '<ol start="3">', "☑", "☐", "<blockquote>\n<p>f</p>", "<hr>", "<code>g &lt;\n</code>", '<td class="right"><bdi class="number">2</bdi></td>',
                 '<h3 id="i">I</h3>', '<a href="https://example.org">', "ä &amp; &amp;nonsense; *"):
        check(f"Markdown: {part}", part in html, html)
    plain = "# Lines\n\nä `= SELECT 1`\n\n" + sql("SELECT 2 AS a,\n  3 AS b") + "| a |\n|---|\n| b |\n"
    expected = report.html("plain", plain)
    footer = re.compile(r"<footer>.*", re.S)
    for name, other in {"CRLF": plain.replace("\n", "\r\n").encode(), "a byte order mark": b"\xef\xbb\xbf" + plain.encode(), "both": b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()}.items():
        check(f"{name}: the same", footer.sub("", report.html(name, other)) == footer.sub("", expected))
    report.refused("front matter behind both, and an error", b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n# x\r\n\r\n```sql\r\nSELECT\r\n  nix\r\n```\r\n", "page.md:8:3: column \"nix\"")
    report.refused("wrong UTF-8", b"# x\n\nab\xff\n", "page.md:3:3: there are bytes that are not UTF-8", "HINT")
    report.refused("UTF-16", "# x\n".encode("utf-16"), "page.md:1:1: there are bytes")
    report.refused("a NUL", b"# x\n\0", "page.md:2:1: there is a NUL")
    report.html("an empty page", "")
    report.html("no title in it", "text\n")
    check("the name of the file", pages.Page(report.out.read_text()).title == "page")
    report.html("a title of its own", "---\ntitle: Ours & yours\n---\ntext\n")
    check("is that of the page", pages.Page(report.out.read_text()).title == "Ours & yours")
    html = report.html("a page of 200 blocks", "# Many\n" + "".join(f"\n## Part {i}\n\n{sql(f'SELECT {i} AS n')}" for i in range(200)))
    check("has them all, and contents", html.count("<table>") == 200 and html.count("<li><a href=") == 200 and html.index("<nav") > html.index("</h1>"))
    deep = report.html("deep nesting", "# Deep\n\n" + ">" * 2000 + " x\n\n" + "*" * 3000 + "a\n")
    check("comes out", deep.count("<blockquote>") > 100)

    def markdown(page, *options):
        done = report.run(page, "--format", "md", "-o", "-", *options)
        check("Markdown comes out", done.returncode == 0, done.stderr)
        return done.stdout

    out = markdown("---\ntitle: x\n---\n# A `= SELECT 1234`\n\n1. one\n\n   ```sql\n   SELECT 'a|b_c' AS text, 1.5 AS n\n   ```\n\n```sql show\nSELECT 1 WHERE false\n```\n<b>raw</b>\n")
    check("with tables in place of blocks", out == "# A 1234\n\n1. one\n\n   | text | n |\n   | --- | ---: |\n   | a\\|b\\_c | 1.5 |\n\n```sql\nSELECT 1 WHERE false\n```\n\nNo rows.\n<b>raw</b>\n", out)
    report.refused("Markdown without a place", "# x\n", "-o", code=2, options=("--format", "md"))
    report.refused("onto itself", "# x\n", "the page itself", code=2, options=("-o", "./page.md"))
    done = subprocess.run([XM, "report", "-d", f"dbname={DB} user=reader", "nix.md"], cwd=report.folder, text=True, capture_output=True)
    check("no such page", done.returncode == 2 and "nix.md: cannot be opened" in done.stderr, done.stderr)
    done = subprocess.run([XM, "report"], text=True, capture_output=True)
    check("no page at all", done.returncode == 2 and "FILE" in done.stderr, done.stderr)


# --- many pages, and again ------------------------------------------------------------------------

def each(report):
    def made(folder):
        return sorted(path.name for path in (report.folder / folder).iterdir()) if (report.folder / folder).is_dir() else []

    page = "# `= SELECT :'name'`\n\n" + sql("SELECT :'name' AS name, :n AS n")
    done = report.run(page, "--each", r"SELECT name, n FROM (VALUES ('Berlin', 1), ('../../etc/passwd', 2), ('Zürich', 3), ('berlin', 4), ('/', 5), ('😀', 6), ('berlin-2', 7), ('o''hare <b>', 8)) v(name, n)", "-o", "units")
    check("a page per row", done.returncode == 0 and "units: 8 pages written" in done.stdout, done.stderr)
    check("under names that are no paths, each once", made("units") == ["berlin-2-2.html", "berlin-2.html", "berlin.html", "etc-passwd.html", "o-hare-b.html", "page-2.html", "page.html", "zurich.html"], made("units"))
    for name, title in {"zurich": "Zürich", "berlin-2": "berlin", "o-hare-b": "o'hare <b>", "etc-passwd": "../../etc/passwd"}.items():
        text = (report.folder / f"units/{name}.html").read_text()
        check(f"{name}: is its page", pages.Page(text).title == title and not pages.problems(text), pages.problems(text))
    check("beside the page without -o", report.run(page, "--each", "SELECT 'x' AS name, 1 AS n").returncode == 0 and made("page") == ["x.html"])
    report.run(page, "--each", "SELECT 'x' AS name, 1 AS n", "-o", "md", "--format", "md")
    check("as Markdown", made("md") == ["x.md"])
    done = report.run("# `= SELECT 1 / :n` `= SELECT :'name'`\n", "--each", "SELECT * FROM (VALUES ('a', 1), ('b', 0), ('c', 0), ('d', 2)) v(name, n)", "-o", "some")
    check("a page that fails does not keep the others", done.returncode == 1 and made("some") == ["a.html", "d.html"] and "page.md:1:6: division by zero\nin b and 1 more" in done.stderr and "2 of 4 pages" in done.stderr, done.stderr)
    report.refused("text without quotes in a statement", "# `= SELECT :name`\n", "page.md:1:13: the value of name comes from a table", "HINT: Write :'name'", options=("--each", "SELECT 'now()' AS name", "-o", "unquoted"))
    for statement, said, code in (("SELECT NULL::text AS name", "row 1 has no name", 1), ("DELETE FROM t", "--each: DELETE is not run", 2), ("SELECT nix", "--each: column \"nix\"", 1), ("SELECT 1; SELECT 2", "--each: a second", 2),
                                  ("SELECT", "no columns", 2), ("SELECT i AS name FROM generate_series(1, 10001) i", "more than 10,000", 1)):
        report.refused(f"--each {statement}", "# `= SELECT :'name'`\n", said, code=code, options=("--each", statement, "-o", "bad"))
    check("no rows", report.run("# `= SELECT :'name'`\n", "--each", "SELECT '' AS name WHERE false", "-o", "none").stdout == "none: 0 pages written\n")
    report.refused("onto standard output", "# x\n", "many files", code=2, options=("--each", "SELECT 1", "-o", "-"))
    html = report.run("# `= SELECT :'name'`\n", "--each", "SELECT a AS name FROM t WHERE a = :'which'", "-v", "which=1", "-o", "which")
    check("with variables of its own", html.returncode == 0 and made("which") == ["1.html"], html.stderr)


def watch(report):
    page = report.folder / "page.md"
    page.write_text("# One\n")
    running = subprocess.Popen([XM, "report", "--watch", "-d", f"dbname={DB} user=reader", "page.md"], cwd=report.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = []

    def shows(text):
        for _ in range(200):
            if report.out.exists() and text in report.out.read_text():
                return True
            time.sleep(0.05)
        return False

    check("is written", shows("One</h1>"))
    page.write_text("# Two\n\n" + sql("SELECT nix"))
    lines += [running.stderr.readline(), running.stderr.readline()]
    check("says what is wrong", "page.md:4:8" in lines[0] and "as it was" in lines[1] and shows("One</h1>"), lines)
    (report.folder / "new.md").write_text("# Three\n")
    (report.folder / "new.md").rename(page)  # as editors do
    check("and again when it is changed", shows("Three</h1>"))
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=20)
    check("until Ctrl-C", running.returncode == 0 and out == "page.html: written\n" * 2, (running.returncode, out))


def main():
    psql(f"DROP DATABASE IF EXISTS {DB}", f"CREATE DATABASE {DB}", database="postgres")
    psql("CREATE ROLE reader LOGIN", "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (2)", "CREATE SEQUENCE s", "GRANT SELECT, INSERT, UPDATE, DELETE ON t TO reader", "GRANT ALL ON SEQUENCE s TO reader",
         "GRANT CREATE ON SCHEMA public TO reader", "CREATE PROCEDURE nothing() LANGUAGE SQL BEGIN ATOMIC SELECT 1; END", "CREATE FUNCTION writes() RETURNS int LANGUAGE sql AS 'INSERT INTO t VALUES (9) RETURNING a'",
         "CREATE FUNCTION noisy(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'mind %', n; RETURN n; END $$")
    try:
        for part in (values, pictures, statements, variables, the_page, each, watch):
            with tempfile.TemporaryDirectory() as folder:
                part(Report(folder))
    finally:
        psql(f"DROP DATABASE {DB} WITH (FORCE)", "DROP ROLE reader", database="postgres")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
