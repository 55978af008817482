#!/usr/bin/env python3
"""Sets the text of a published 基礎項目評価書 as the form it was, with its 変更箇所.

    python3 tests/published_form.py TEXT FOLDER

TEXT is what a PDF reader made of the published file: labels, values and
choices out of order. FOLDER gets form.docx and form.pdf (by LibreOffice), and
log.json: the rows of its 変更箇所, six cells each, in the order of their dates.
as-read.docx and as-read.pdf have those rows as TEXT has them, three of them before
the header, and as-read.json says so. Nothing of the text is changed but the order
and the line wraps.
"""
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

# (label, first words of its text, first words of what comes next); a label
# alone is a heading. The words are those of the published text.
BODY = [
    ("Ⅰ　関連情報",),
    ("１．特定個人情報ファイルを取り扱う事務",),
    ("①事務の名称", "国民健康保険（資格・給付）に関する事務", None),
    ("②事務の概要", "国民健康保険（資格・給付）に関する事務は、", " ③システムの名称"),
    ("③システムの名称", "１．国民健康保険システム", " ２．特定個人情報ファイル名"),
    ("２．特定個人情報ファイル名",),
    ("", "国民健康保険ファイル", None),
    ("３．個人番号の利用",),
    ("法令上の根拠", "番号法第９条第１項　別表第一の30の項", " ４．情報提供"),
    ("４．情報提供ネットワークシステムによる情報連携",),
    ("①実施の有無", "実施する", None),
    ("②法令上の根拠", "番号法第19条第８号（特定個人情報の提供の制限）", " ５．評価実施機関"),
    ("５．評価実施機関における担当部署",),
    ("①部署", "市民福祉部　市民課", None),
    ("②所属長の役職名", "課長", None),
    ("６．他の評価実施機関",),
    ("", "", None),
    ("７．特定個人情報の開示・訂正・利用停止請求",),
    ("請求先", "大洲市役所　総合政策部　企画情報課", " ８．"),
    ("８．特定個人情報ファイルの取扱いに関する問合せ",),
    ("連絡先", "大洲市役所　市民福祉部　市民課", " ②所属長"),
    ("Ⅱ　しきい値判断項目",),
    ("１．対象人数",),
    ("評価対象の事務の対象人数は何人か", "1万人以上10万人未満", None),
    ("いつ時点の計数か", "令和5年11月1日　時点", None),
    ("２．取扱者数",),
    ("特定個人情報ファイル取扱者数は500人以上か", "500人未満", None),
    ("いつ時点の計数か", "令和5年9月1日　時点", None),
    ("３．重大事故",),
    ("過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか", "発生なし", None),
    ("Ⅲ　しきい値判断結果",),
    ("しきい値判断結果", "基礎項目評価の実施が義務付けられる", None),
    ("Ⅳ　リスク対策",),
    ("１．提出する特定個人情報保護評価書の種類",),
    ("", "基礎項目評価書", None),
    ("２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）",),
    ("目的外の入手が行われるリスクへの対策は十分か", "十分である", None),
    ("３．特定個人情報の使用",),
    ("目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か", "十分である", None),
    ("７．特定個人情報の保管・消去",),
    ("特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か", "十分である", None),
    ("９．従業者に対する教育・啓発",),
    ("従業者に対する教育・啓発", "十分に行っている", None),
]
COLUMNS = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
DATE = r"(?:平成|令和)\d+年\d+月\d+日"


def width(line):
    return sum(1 if ord(c) > 0xFF else 0.5 for c in line)


def unwrapped(lines, full):
    """Paragraphs of wrapped lines: a full line goes on in the next one."""
    out, goes_on = [], False
    for line in lines:
        fresh = re.match(r"[・＜（(]?(?:[０-９\d]+[．.])|[・＜]|（[付追記別]|\(略\)|　", line)
        if goes_on and not fresh:
            out[-1] += line
        else:
            out.append(line)
        goes_on = width(line) >= full
    return out


def body(lines):
    rows = []
    for entry in BODY:
        if len(entry) == 1 or not entry[1] or entry[2] is None:
            rows.append([entry[0]] if len(entry) == 1 else [entry[0], [entry[1]]])
            continue
        label, first, after = entry
        begin = next(i for i, line in enumerate(lines) if line.startswith(first))
        end = next(i for i in range(begin, len(lines)) if lines[i].startswith(after))
        text = [line for line in lines[begin:end] if line.strip()]
        rows.append([label, unwrapped(text, 45)])
    return rows


def log(lines):
    """The rows: each begins with a date that no 時点 follows."""
    chunks = []
    for line in lines:
        if line.split(" ")[0:6] == COLUMNS or line.strip() == "変更箇所":
            continue
        date = re.match(rf"({DATE})(?!　時点)(?: (.*))?$", line)
        if date:
            chunks.append((date[1], [date[2]] if date[2] else []))
        elif chunks:
            chunks[-1][1].append(line)
    return [[date, *cells(rest)] for date, rest in chunks]


def cells(lines):
    if lines[0].startswith("Ⅳ－１～９ "):
        item, before, after, timing = lines[0].split(" ")
        return [[item], [before], [after], timing, "".join(lines[1:]).strip()]
    item = lines[: lines.index("")]
    lines = lines[lines.index("") + 1 :]
    at = next(i for i, line in enumerate(lines) if re.search(r"(^| )事[前後]( |$)", line))
    text, rest = re.match(r"(.*?) ?(事[前後].*)$", lines[at]).groups()
    note = "".join([rest[2:].strip(), *(line.strip() for line in lines[at + 1 :])])
    texts = lines[:at] + ([text] if text else [])
    if texts[0].startswith("（記載なし）"):
        before, texts[0] = ["（記載なし）"], texts[0].removeprefix("（記載なし）").strip()
    elif " " in texts[0] and "" not in texts:
        first, texts[0] = texts[0].split(" ")
        before = [first]
    else:
        before, texts = texts[: texts.index("")], texts[texts.index("") + 1 :]
    after = [line for line in texts if line]
    return [item, unwrapped(before, 19.5), unwrapped(after, 19.5), rest[:2], note]


def day(entry):
    era, year, month, date = re.match(r"(平成|令和)(\d+)年(\d+)月(\d+)日", entry[0]).groups()
    return (int(year) + (1988 if era == "平成" else 2018), int(month), int(date))


def page(rows, entries, before_header):
    def cell(lines, attributes=""):
        lines = [lines] if isinstance(lines, str) else lines
        return f"<td{attributes}>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + "</td>"

    form = "".join(
        f"<tr>{cell(row[0], ' colspan=2')}</tr>"
        if len(row) == 1
        else f"<tr>{cell(row[1], ' colspan=2')}</tr>"
        if not row[0]
        else f"<tr>{cell(row[0], ' width=26%')}{cell(row[1])}</tr>"
        for row in rows
    )
    head = "".join(f"<td><p>{name}</p></td>" for name in COLUMNS)
    log_rows = ["<tr>" + "".join(cell(c) for c in entry) + "</tr>" for entry in entries]
    log_rows.insert(before_header, f"<tr>{head}</tr>")
    log_rows = "".join(log_rows)
    style = "p{margin:0;font-size:10.5pt}table{border-collapse:collapse;width:100%}"
    return (
        '<html lang="ja"><head><meta charset="utf-8"><style>'
        + style
        + "</style></head><body><p>[平成31年１月　様式２]</p>"
        "<p>特定個人情報保護評価書（基礎項目評価書）</p>"
        '<table border="1"><tr><td>評価書番号</td><td>6</td></tr><tr><td>評価書名</td><td>国民健康保険（資格・給付）に関する事務　基礎項目評価書</td></tr>'
        "<tr><td>評価実施機関名</td><td>愛媛県大洲市長</td></tr><tr><td>公表日</td><td>令和6年1月15日</td></tr></table>"
        f'<p></p><table border="1">{form}</table><p></p><p>変更箇所</p>'
        f'<table border="1">{log_rows}</table></body></html>'
    )


def main(text, folder):
    with open(text, encoding="utf-8") as file:
        lines = file.read().splitlines()
    at = next(i for i, line in enumerate(lines) if re.match(rf"{DATE}$", line))
    entries = log(lines[at:])
    os.makedirs(folder, exist_ok=True)
    sources = []
    for name, ordered, before_header in (("form", sorted(entries, key=day), 0), ("as-read", entries, 3)):
        sources.append(os.path.join(folder, f"{name}.html"))
        with open(sources[-1], "w", encoding="utf-8") as file:
            file.write(page(body(lines[:at]), ordered, before_header))
        flat = [["\n".join(c) if isinstance(c, list) else c for c in entry] for entry in ordered]
        with open(os.path.join(folder, f"{'log' if name == 'form' else name}.json"), "w", encoding="utf-8") as file:
            json.dump(flat, file, ensure_ascii=False, indent=1)
    office = shutil.which(os.environ.get("SOFFICE", "soffice")) or shutil.which("libreoffice")
    if not office:
        sys.exit("no LibreOffice (soffice) found")
    with tempfile.TemporaryDirectory() as profile:
        for target in ("docx:MS Word 2007 XML", "pdf:writer_pdf_Export"):
            command = [office, "--headless", f"-env:UserInstallation=file://{profile}", "--infilter=HTML (StarWriter)",
                       "--convert-to", target, "--outdir", folder, *sources]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


if __name__ == "__main__":
    main(*sys.argv[1:3])
