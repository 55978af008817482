#!/usr/bin/env python3
"""Compare each document with itself in other formats: no change may be invented.

usage: tests/formats_matrix.py PROGRAM CASES [FOLDER]

PROGRAM is the built shinkyu, CASES a folder of cases with published documents;
the samples of this repository are compared as well. Formats that are not there
are made with LibreOffice and Chromium, in FOLDER if it is named (what is there
already is used again), else in a temporary folder. Every ordered pair of formats
of a document is compared and the rows counted that are not the same. Prints a
matrix for each document and ends with 'N passed, N failed'; exit 1 if any failed.
Pairs with a file that lost something when it was made (LOSSES) stand in brackets
and count as neither, unless the program fails.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

# What a file lost before it came to the program, by document and format: pairs
# with this format may differ, and are counted but not failed. Each was checked
# by eye in the file.
LOSSES = {
    ("pia-ozu", "xlsx.pdf"): "the printer put the columns on separate pages and cut off the text that does not fit into its cell",
}


def tool(variable, names, package):
    """The first program of these that is installed; the end of the run if none is."""
    for name in (os.environ.get(variable), *names):
        if name and shutil.which(name):
            return name
    sys.exit(f"formats_matrix.py: {names[0]} is missing; install the package '{package}' "
             f"or name the program in the variable {variable}")


class Maker:
    """Makes a document in other formats, each file once."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.office = tool("SOFFICE", ("soffice", "libreoffice"), "libreoffice")
        self.browser = tool("CHROMIUM", ("chromium", "chromium-browser", "google-chrome"), "chromium")

    def run(self, made, command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if not made.exists() or made.stat().st_size == 0:
            sys.exit(f"formats_matrix.py: {made.name} could not be made: {' '.join(command)}\n{done.stdout}{done.stderr}")

    def convert(self, source, name, suffix, to, import_filter=None):
        """`source` converted by LibreOffice, as `name`."""
        made = self.folder / f"{name}.{suffix}"
        if not made.exists():
            with tempfile.TemporaryDirectory() as inside:
                copy = Path(inside) / f"{name}{source.suffix}"
                shutil.copy(source, copy)
                profile = (self.folder / "office").resolve().as_uri()
                command = [self.office, f"-env:UserInstallation={profile}", "--headless"]
                command += [f"--infilter={import_filter}"] if import_filter else []
                self.run(made, command + ["--convert-to", to, "--outdir", str(self.folder), str(copy)])
        return made

    def html(self, source, name):
        return self.convert(source, name, "html", "html")

    def saved_again(self, source, name):
        """`source` saved in its own format by LibreOffice."""
        suffix = source.suffix[1:]
        return self.convert(source, f"{name}-again", suffix, suffix)

    def text(self, source, name):
        return self.convert(source, name, "txt", "txt:Text (encoded):UTF8")

    def without_margins(self, source, name):
        """A web page that LibreOffice Writer made, without the heads and feet of
        the printed page: Calc and browsers take them for text."""
        page = source.read_text(encoding="utf-8")
        made = self.folder / f"{name}-body.html"
        made.write_text(re.sub(r'<div title="(?:header|footer)">.*?</div>', "", page, flags=re.S), encoding="utf-8")
        return made

    def workbook(self, source, name):
        return self.convert(self.without_margins(source, name), name, "xlsx", "xlsx", "HTML (StarCalc)")

    def print(self, source, name):
        """`source` printed by the browser."""
        source = self.without_margins(source, name)
        made = self.folder / f"{name}-printed.pdf"
        if not made.exists():
            with tempfile.TemporaryDirectory() as profile:
                self.run(made, [self.browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                                "--disable-background-networking", f"--user-data-dir={profile}",
                                "--no-pdf-header-footer", f"--print-to-pdf={made}", source.resolve().as_uri()])
        return made


def guideline(make, case):
    """A ministry's guideline, as text, as Word file and printed."""
    for version in ("old", "new"):
        name = f"guideline-env-{version}"
        formats = {suffix: case / f"{version}.{suffix}" for suffix in ("txt", "docx", "pdf")}
        formats["docx2"] = make.saved_again(formats["docx"], name)
        formats["html"] = make.html(formats["docx"], name)
        formats["xlsx"] = make.workbook(formats["html"], name)
        formats["html.pdf"] = make.print(formats["html"], name)
        yield "guideline-env", version, formats


def assessment(make, case):
    """A published assessment as Word file and workbook; its form on graph paper."""
    for version in ("r5-09-01", "r6-01-15"):
        name = f"pia-ozu-{version}"
        formats = {suffix: case / f"{version}.{suffix}" for suffix in ("docx", "pdf", "xlsx")}
        formats["xlsx.pdf"] = case / f"{version}-from-xlsx.pdf"
        formats["docx2"] = make.saved_again(formats["docx"], name)
        formats["html"] = make.html(formats["docx"], name)
        formats["html.pdf"] = make.print(formats["html"], name)
        formats["xlsx2"] = make.saved_again(formats["xlsx"], name)
        formats["xlsx.html"] = make.html(formats["xlsx"], f"{name}-xlsx")
        formats["txt"] = make.text(formats["docx"], name)
        yield "pia-ozu", version, formats
        form, name = case / f"{version}-form.xlsx", f"{name}-form"
        formats = {"xlsx": form, "pdf": form.with_suffix(".pdf")}
        formats["xlsx2"] = make.saved_again(form, name)
        formats["html"] = make.html(form, name)
        yield "pia-ozu form", version, formats


def samples(make):
    """The samples of this repository."""
    for document in ("guideline", "assessment"):
        folder = SAMPLES / document
        for version in ("old", "new"):
            name = f"sample-{document}-{version}"
            formats = {
                "docx": folder / "word" / f"{version}.docx",
                "pdf": folder / "libreoffice" / f"{version}.pdf",
                "html": SAMPLES / "source" / "html" / f"{document}-{version}.html",
                "html.pdf": folder / "chromium" / f"{version}.pdf",
            }
            formats["docx2"] = make.saved_again(formats["docx"], name)
            formats["docx.html"] = make.html(formats["docx"], name)
            formats["txt"] = folder / f"{version}.txt"
            if not formats["txt"].exists():
                formats["txt"] = make.text(formats["docx"], name)
            formats["xlsx"] = make.workbook(formats["html"], name)
            yield f"sample {document}", version, formats


def boxes(make):
    """A form on layout paper with a box for each digit, as offices draw them."""
    rows = [
        [("第１　届出者", 40)],
        [("法人番号", 10), *((digit, 1) for digit in "7000012050002"), ("", 17)],
        [("名称", 10), ("みどり原市", 30)],
        [("郵便番号", 10), *((digit, 1) for digit in "100"), ("－", 1), *((digit, 1) for digit in "8916"), ("", 22)],
        [("第２　届出の内容", 40)],
        [("届出の年月日", 10), ("令和６年10月１日", 30)],
        [("整理番号", 10), *((digit, 1) for digit in "A1234"), ("受付", 5), ("", 20)],
        [("理由", 10), ("事務所を移転したため。", 30)],
    ]
    cells, merged = [], []
    for number, row in enumerate(rows, 1):
        column, inside = 0, []
        for text, width in row:
            names = [f"{chr(64 + at // 26) if at >= 26 else ''}{chr(65 + at % 26)}{number}" for at in range(column, column + width)]
            value = f'<c r="{names[0]}" s="1" t="inlineStr"><is><t>{text}</t></is></c>' if text else f'<c r="{names[0]}" s="1"/>'
            inside.append(value + "".join(f'<c r="{name}" s="1"/>' for name in names[1:]))
            if width > 1:
                merged.append(f'<mergeCell ref="{names[0]}:{names[-1]}"/>')
            column += width
        cells.append(f'<row r="{number}" ht="18" customHeight="1">{"".join(inside)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    edges = "".join(f'<{edge} style="thin"/>' for edge in ("left", "right", "top", "bottom"))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="届出書" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="IPAMincho"/></font></fonts>'
        f'<fills count="1"><fill><patternFill/></fill></fills><borders count="2"><border/><border>{edges}</border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf borderId="1" applyBorder="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><cols><col min="1" max="40" width="2.2" customWidth="1"/></cols>'
        f'<sheetData>{"".join(cells)}</sheetData><mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells></worksheet>',
    }
    formats = {"xlsx": make.folder / "boxes.xlsx"}
    with zipfile.ZipFile(formats["xlsx"], "w") as file:
        for part, text in parts.items():
            file.writestr(part, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    formats["pdf"] = make.convert(formats["xlsx"], "boxes-printed", "pdf", "pdf")
    formats["xlsx2"] = make.saved_again(formats["xlsx"], "boxes")
    formats["html"] = make.html(formats["xlsx"], "boxes")
    formats["html.pdf"] = make.print(formats["html"], "boxes-html")
    yield "boxes", "of digits", formats


def changed_rows(program, old, new):
    """How many rows are not the same; None with the message if the program failed."""
    command = [program, "compare", str(old), str(new), "--format", "json", "--quiet", "-o", "-"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if run.returncode != 0:
        return None, run.stderr.strip()
    return sum(row["change"] != "same" for row in json.loads(run.stdout)["rows"]), ""


def matrix(program, document, version, formats, pool):
    """Prints the rows that changed for every pair; the pairs that failed and that passed."""
    pairs = list(permutations(formats, 2))
    counted = dict(zip(pairs, pool.map(lambda pair: changed_rows(program, formats[pair[0]], formats[pair[1]]), pairs)))
    print(f"\n{document} {version}")
    print("old \\ new".ljust(12) + "".join(name.rjust(10) for name in formats))
    failed, n_lost = [], 0
    for one in formats:
        cells = []
        for other in formats:
            if one == other:
                cells.append("·")
                continue
            figure, message = counted[one, other]
            lost = any((document, name) in LOSSES for name in (one, other))
            n_lost += lost and figure is not None
            if figure is None:
                failed.append(f"{one} {other}: {message}")
            elif figure and not lost:
                failed.append(f"{one} {other}: {figure} rows")
            cells.append("error" if figure is None else f"({figure})" if lost else str(figure))
        print(one.ljust(12) + "".join(cell.rjust(10) for cell in cells), flush=True)
    for line in failed:
        print(f"FAILED {document} {version} {line}")
    return len(failed), len(pairs) - len(failed) - n_lost


def main():
    program, cases = sys.argv[1], Path(sys.argv[2])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        make = Maker(folder)
        for part in (guideline(make, cases / "guideline-env"), assessment(make, cases / "pia-ozu"), samples(make), boxes(make)):
            for document, version, formats in part:
                wrong, right = matrix(program, document, version, formats, pool)
                failed, passed = failed + wrong, passed + right
    for (document, name), reason in LOSSES.items():
        print(f"not held to 0: {document} {name}: {reason}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
