#!/usr/bin/env python3
"""Build the samples from samples/source/*.txt: texts, HTML, DOCX and the true lists of changes.

usage: make.py            (make.sh then turns the HTML and DOCX in build/ into PDF)

The source holds both versions with a lasting id for every unit, so the list of changes is read off the
ids and never found by comparing texts.
"""
import html, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(HERE, 'build')
KANA = 'アイウエオカキクケコサシスセソタチツテト'
FULL = str.maketrans('0123456789', '０１２３４５６７８９')
VERSIONS = ('old', 'new')


def digits(s):
    """House rule: one digit full width, two or more (and decimals, 1,000 and 999-0142) half width."""
    return re.sub(r'[0-9]+(?:[.,-][0-9]+)*', lambda m: m[0].translate(FULL) if len(m[0]) == 1 else m[0], s)


def lines_of(path, side):
    """The source lines of one version, [[old||new]] and {- {+ blocks decided."""
    keep, out = True, []
    for n, raw in enumerate(open(path, encoding='utf-8'), 1):
        s = raw.rstrip('\n')
        if s.startswith('#'):
            continue
        if s in ('{-', '{+'):
            keep = (s == '{-') == (side == 'old')
        elif s == '}':
            keep = True
        elif keep and s.strip():
            s = re.sub(r'\[\[(.*?)\|\|(.*?)\]\]', lambda m: m[1 if side == 'old' else 2], s)
            if '[[' in s or '||' in s or ']]' in s:
                sys.exit(f'{path}:{n}: bad [[old||new]]')
            out.append(s)
    return out


class Unit:
    def __init__(self, id, kind, level, label, title, parent):
        self.id, self.kind, self.level, self.label, self.title, self.parent = id, kind, level, label, title, parent
        self.body = []                     # (kind, text): first the unit's own line, then what stands under it
        self.value, self.choices = [], []  # fields of a form

    def up(self):
        return (self.parent.up() if self.parent else []) + [self]

    def labels(self):
        return [u.label or u.title for u in self.up() if u.label or u.title]

    def path(self):
        return [u.name() for u in self.up() if u.kind != 'front']

    def name(self):
        if self.kind in ('row', 'field', 'part', 'section', 'cover'):
            return self.title
        return f'{self.label}　{self.title}' if self.title else self.label

    def text(self):
        if self.kind in ('field', 'cover'):
            return '\n'.join(self.value)
        return '\n'.join(t for k, t in self.body)

    def bare(self):
        """The text without the unit's own number."""
        t = self.text()
        return t[len(self.label):].lstrip('　') if self.label and t.startswith(self.label) else t


def guideline(path, side):
    units, stack, count, table = [Unit('front', 'front', 0, '', '', None)], [], {}, None
    for s in lines_of(path, side):
        word, _, rest = s.partition(' ')
        if word in ('FT', 'FD'):
            units[0].body.append((word, rest))
        elif re.fullmatch(r'[1-4]!?|A|S', word):
            level = 1 if word in 'AS' else int(word[0])
            id, _, text = rest.partition(' ') if word != 'S' else ('suppl', '', rest)
            stack = [u for u in stack if u.level < level]
            parent = stack[-1] if stack else None
            key = (parent.id if parent else None, 'A' if word == 'A' else level)
            n = count[key] = count.get(key, 0) + 1
            num = digits(str(n))
            label = {'A': '別表第' + num, 'S': text}.get(word) or ['第' + num, num, f'（{num}）', KANA[n - 1]][level - 1]
            if word == 'S':
                count[key] -= 1
            titled = word == 'A' or word.endswith('!') or level < 3 and word != 'S'
            u = Unit(id, {'A': 'annex', 'S': 'suppl'}.get(word, 'unit'), level, label, text if titled else '', parent)
            u.body.append((word, text if word == 'S' else f'{label}　{text}'))
            units.append(u)
            stack.append(u)
        elif word in ('p', 'e', 'b'):
            stack[-1].body.append((word, ('・' if word == 'b' else '') + rest))
        elif word in ('T', 'T.'):
            table = stack[-1] if word == 'T' else None
        elif word in ('th', 'tr'):
            id, _, text = (table.id + '-th', '', rest) if word == 'th' else rest.partition(' ')
            cells = text.split(' | ')
            r = Unit(id, 'row', 9, '', cells[0], table)
            r.body = [(word, '\t'.join(cells))]
            units.append(r)
        else:
            sys.exit(f'{path}: {s}')
    by_id = {u.id: u for u in units}
    if len(by_id) != len(units):
        sys.exit(f'{path}: an id stands twice in {side}')

    def ref(m):
        u = by_id[m[2]]
        return u.label if m[1] else '－'.join(u.labels())

    def finish(s):
        return digits(re.sub(r'@(~?)([a-z0-9-]+)@', ref, s))
    for u in units:
        u.body = [(k, finish(t)) for k, t in u.body]
        u.title = finish(u.title)
    return units


def assessment(path, side):
    units, part, section = [Unit('front', 'front', 0, '', '', None)], None, None
    for s in lines_of(path, side):
        word, _, rest = s.partition(' ')
        if word in ('F', 'FT'):
            units[0].body.append((word, digits(rest)))
            continue
        if word in (':', '?'):
            # a choice keeps its printed half-width number
            (u.value if word == ':' else u.choices).append(digits(rest) if word == ':' else re.sub(r'^(\d\)) (.*)', lambda m: m[1] + ' ' + digits(m[2]), rest))
            continue
        id, _, text = rest.partition(' ')
        text = digits(text)
        label = re.match(r'(?:[Ⅰ-Ⅹ]|[０-９0-9]+．|[①-⑳])?', text)[0]
        if word == 'C':
            u = Unit(id, 'cover', 1, '', text, None)
        elif word == 'H':
            u = part = Unit(id, 'part', 1, label, text, None)
            section = None
        elif word == 'h':
            u = section = Unit(id, 'section', 2, label, text, part)
        elif word == 'f':
            u = Unit(id, 'field', 3, label, text, section or part)
        else:
            sys.exit(f'{path}: {s}')
        u.body = [(word, text)]
        units.append(u)
    if len({u.id for u in units}) != len(units):
        sys.exit(f'{path}: an id stands twice in {side}')
    return units


# ---- the truth ------------------------------------------------------------------------------------------------

def pairs(old, new):
    """Every unit of both versions once, in the order of the new one, removed units after what stood before them."""
    o, n = {u.id: u for u in old}, {u.id: u for u in new}
    after, last = {}, None
    for u in old:
        here = u.id in n and (n[u.id].parent and n[u.id].parent.id) == (u.parent and u.parent.id)
        if u.id not in n:
            after.setdefault(last, []).append(u.id)
        elif here:
            last = u.id
    order = []
    for u in new:
        order += [u.id] + after.get(u.id, [])
    out = []
    for id in order:
        a, b = o.get(id), n.get(id)
        text = bool(a and b) and a.bare() != b.bare()
        title = bool(a and b) and re.sub('^' + re.escape(a.label) + '　?', '', a.name()) != re.sub('^' + re.escape(b.label) + '　?', '', b.name())
        number = bool(a and b) and a.label != b.label
        moved = bool(a and b) and (a.parent and a.parent.id) != (b.parent and b.parent.id)
        kind = ('added' if not a else 'removed' if not b else 'moved' if moved else 'edited' if text or title
                else 'renumbered' if number else 'same')
        out.append({
            'kind': kind, 'what': (b or a).kind,
            'text_changed': text or title, 'renumbered': number, 'moved': moved,
            'old': a and a.path(), 'new': b and b.path(),
            'old_labels': a and a.labels(), 'new_labels': b and b.labels(),
            'old_text': a and a.text(), 'new_text': b and b.text(),
        })
    return out


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write(text)


def dump(rows):
    return '[\n' + ',\n'.join(json.dumps(r, ensure_ascii=False) for r in rows) + '\n]\n'


# ---- pages ----------------------------------------------------------------------------------------------------

STYLE = {   # body size, margins in mm (top, right, bottom, left), line height; old and new wrap at other places
    ('guideline', 'old'): dict(pt=10.5, margin=(30, 30, 28, 30), line=1.6, head='再使用品交換拠点ガイドライン（令和３年３月）', num='{}'),
    ('guideline', 'new'): dict(pt=11, margin=(27, 25, 25, 25), line=1.62, head='再使用品交換拠点ガイドライン（令和６年９月改正）', num='- {} -'),
    ('assessment', 'old'): dict(pt=10.5, margin=(22, 18, 20, 20), line=1.4, head='みどり原市　子育て世帯医療費助成　基礎項目評価書', num='{}'),
    ('assessment', 'new'): dict(pt=10, margin=(24, 22, 22, 22), line=1.45, head='みどり原市　子育て世帯医療費助成　基礎項目評価書', num='{}'),
}
# left edge and hanging part of each kind of line, in characters
INDENT = {'1': (2, 2), '2': (2, 2), '3': (4, 3), '3!': (4, 3), '4': (6, 2), 'A': (0, 0), 'S': (0, 0), 'e': (5, 0), 'b': (6, 1)}
INDENT['1'] = (0, 0)
INDENT['2'] = (1, 0)


def indent(kind, unit):
    if kind == 'p':     # body text under a heading: one character in, first line one more
        return ({1: 0, 2: 1, 3: 2, 4: 4}[unit.level] + (1 if unit.level > 1 else 0), -1)
    return INDENT[kind]


GOTHIC = ('1', 'A', 'S', 'FT')
HEADING = GOTHIC + ('2', '3!')


def html_page(name, side, body):
    st = STYLE[name, side]
    m = ' '.join(f'{x}mm' for x in st['margin'])
    pre, _, post = st['num'].partition('{}')
    return f'''<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>{html.escape(st['head'])}</title><style>
@page {{ size: A4; margin: {m};
  @top-right {{ content: "{st['head']}"; font: 9pt IPAexMincho; }}
  @bottom-center {{ content: "{pre}" counter(page) "{post}"; font: 10pt IPAexMincho; }} }}
body {{ margin: 0; font: {st['pt']}pt/{st['line']} IPAexMincho, "IPAex明朝", "Noto Serif CJK JP", serif; text-align: justify; line-break: strict; }}
p {{ margin: 0; orphans: 2; widows: 2; }}
.g {{ font-family: IPAexGothic, "IPAexゴシック", "Noto Sans CJK JP", sans-serif; }} .k {{ break-after: avoid; }}
.t {{ font-size: 15pt; text-align: center; margin: 1em 0; }} .d {{ text-align: right; }} .s1 {{ margin-top: 1.2em; font-size: {st['pt'] + 1}pt; }} .s2 {{ margin-top: .5em; }}
.top {{ break-before: page; }}
table {{ border-collapse: collapse; width: 100%; margin: .4em 0 1.2em; table-layout: fixed; line-height: 1.5; }}
td, th {{ border: .6pt solid #000; padding: 2pt 4pt; vertical-align: top; font-weight: normal; text-align: left; }}
th {{ background: #e6e6e6; text-align: center; }} tr.k {{ break-inside: avoid; }}
td.H {{ background: #cfcfcf; font: 12pt IPAexGothic; break-after: avoid; }} td.h {{ background: #ececec; font-family: IPAexGothic; }} tr.hd {{ break-after: avoid; break-inside: avoid; }}
td.n {{ border-right: 0; }} td.c {{ border-left: 0; }}
</style></head><body>
{body}
</body></html>
'''


def guideline_html(units, side):
    out, rows, first_annex = [], [], True

    def flush():
        if rows:
            out.append('<table>' + ''.join(rows) + '</table>')
            rows.clear()
    for u in units:
        if u.kind == 'row':
            k, t = u.body[0]
            tag = 'th' if k == 'th' else 'td'
            rows.append('<tr class="k">' + ''.join(f'<{tag}>{html.escape(c)}</{tag}>' for c in t.split('\t')) + '</tr>')
            continue
        flush()
        for k, t in u.body:
            cls, style = [], ''
            if k in GOTHIC:
                cls.append('g')
            if k in HEADING:
                cls.append('k')
            if k == 'FT':
                cls.append('t')
            elif k == 'FD':
                cls.append('d')
            else:
                left, hang = indent(k, u)
                style = f' style="padding-left:{left}em;text-indent:{-hang}em"'
                cls += {'1': ['s1'], 'S': ['s1'], '2': ['s2']}.get(k, [])
            if k == 'A' and first_annex:
                cls.append('top')
                first_annex = False
            out.append(f'<p class="{" ".join(cls)}"{style}>{html.escape(t)}</p>')
    flush()
    return html_page('guideline', side, '\n'.join(out))


def form_tables(units):
    """The form as tables of rows (kind, unit); the cover, then one table for each part (Ⅱ and Ⅲ together)."""
    tables = [[]]
    for u in units[1:]:
        if u.kind == 'part' and u.label != 'Ⅲ':
            tables.append([])
        tables[-1].append(u)
    return tables


def assessment_html(units, side):
    out = []
    for k, t in units[0].body:
        out.append(f'<p class="{"g t" if k == "FT" else ""}">{html.escape(t)}</p>')
    for i, rows in enumerate(form_tables(units)):
        out.append(f'<table class="{"top" if i in (1, 3) else ""}"><colgroup><col style="width:27%"><col style="width:39%"><col style="width:34%"></colgroup>')
        for u in rows:
            v = '<br>'.join(html.escape(x) for x in u.value) or '&nbsp;'
            if u.kind in ('part', 'section'):
                out.append(f'<tr class="hd"><td colspan="3" class="{"H" if u.kind == "part" else "h"}">{html.escape(u.title)}</td></tr>')
            elif u.choices:
                out.append(f'<tr class="k"><td>{html.escape(u.title)}</td><td class="n">{v}</td><td class="c">＜選択肢＞<br>{"<br>".join(map(html.escape, u.choices))}</td></tr>')
            else:
                out.append(f'<tr><td>{html.escape(u.title)}</td><td colspan="2">{v}</td></tr>')
        out.append('</table>')
    return html_page('assessment', side, '\n'.join(out))


# ---- DOCX -----------------------------------------------------------------------------------------------------

def new_docx(name, side):
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt
    st = STYLE[name, side]
    d = docx.Document()
    n = d.styles['Normal']
    n.font.size = Pt(st['pt'])
    fonts = n.element.get_or_add_rPr().get_or_add_rFonts()
    for a in ('ascii', 'hAnsi', 'eastAsia', 'cs'):
        fonts.set(qn('w:' + a), 'IPAexMincho')
    lang = OxmlElement('w:lang')
    lang.set(qn('w:val'), 'ja-JP')
    lang.set(qn('w:eastAsia'), 'ja-JP')
    n.element.rPr.append(lang)
    n.paragraph_format.space_after = n.paragraph_format.space_before = Pt(0)
    n.paragraph_format.line_spacing = Pt(st['pt'] * st['line'])
    s = d.sections[0]
    s.page_width, s.page_height = Mm(210), Mm(297)
    s.top_margin, s.right_margin, s.bottom_margin, s.left_margin = (Mm(x) for x in st['margin'])
    s.header_distance = s.footer_distance = Mm(12)
    h = s.header.paragraphs[0]
    h.alignment = AL.RIGHT
    h.add_run(st['head']).font.size = Pt(9)
    f = s.footer.paragraphs[0]
    f.alignment = AL.CENTER
    pre, _, post = st['num'].partition('{}')
    f.add_run(pre)
    for t, v in (('begin', None), (None, 'PAGE'), ('end', None)):
        r = f.add_run()
        e = OxmlElement('w:fldChar' if t else 'w:instrText')
        if t:
            e.set(qn('w:fldCharType'), t)
        else:
            e.text = v
        r._r.append(e)
    f.add_run(post)
    d.core_properties.title = st['head']
    d.core_properties.author = 'shinkyu samples'
    return d, st


def gothic(run, size=None):
    from docx.oxml.ns import qn
    from docx.shared import Pt
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for a in ('ascii', 'hAnsi', 'eastAsia', 'cs'):
        fonts.set(qn('w:' + a), 'IPAexGothic')
    if size:
        run.font.size = Pt(size)


def shade(cell, fill):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    e = OxmlElement('w:shd')
    e.set(qn('w:val'), 'clear')
    e.set(qn('w:fill'), fill)
    cell._tc.get_or_add_tcPr().append(e)


def border(cell, **sides):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    b = OxmlElement('w:tcBorders')
    for side in ('left', 'right'):
        if side in sides:
            e = OxmlElement('w:' + side)
            e.set(qn('w:val'), sides[side])
            b.append(e)
    cell._tc.get_or_add_tcPr().append(b)


def no_split(row):
    from docx.oxml import OxmlElement
    row._tr.get_or_add_trPr().append(OxmlElement('w:cantSplit'))


def fill(cell, lines, pt, size=None, gothic_font=False, center=False):
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
    from docx.shared import Pt
    for i, t in enumerate(lines or ['']):
        p = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        p.paragraph_format.line_spacing = Pt(pt * 1.45)
        if center:
            p.alignment = AL.CENTER
        r = p.add_run(t)
        if gothic_font:
            gothic(r, size)
        if gothic_font and not center:
            p.paragraph_format.keep_with_next = True


def widths(table, mm):
    from docx.shared import Mm
    table.autofit = False
    for c, w in zip(table.columns, mm):
        c.width = Mm(w)
    for row in table.rows:
        for c, w in zip(row.cells, mm):
            c.width = Mm(w)


def guideline_docx(units, side, path):
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
    from docx.shared import Pt
    d, st = new_docx('guideline', side)
    pt, rows, first_annex = st['pt'], [], True
    inner = 210 - st['margin'][1] - st['margin'][3]

    def flush():
        if not rows:
            return
        t = d.add_table(len(rows), len(rows[0][1]), style='Table Grid')
        for r, (k, cells) in zip(t.rows, rows):
            no_split(r)
            for c, x in zip(r.cells, cells):
                fill(c, [x], pt, center=k == 'th')
                if k == 'th':
                    shade(c, 'E6E6E6')
        widths(t, [inner / len(rows[0][1])] * len(rows[0][1]))
        d.add_paragraph()
        rows.clear()
    for u in units:
        if u.kind == 'row':
            rows.append((u.body[0][0], u.body[0][1].split('\t')))
            continue
        flush()
        for k, t in u.body:
            p = d.add_paragraph()
            pf = p.paragraph_format
            r = p.add_run(t)
            if k in GOTHIC:
                gothic(r, 15 if k == 'FT' else pt + 1 if k in '1S' else None)
            if k in HEADING:
                pf.keep_with_next = True
            if k == 'FT':
                p.alignment = AL.CENTER
                pf.space_before, pf.space_after, pf.line_spacing = Pt(12), Pt(12), Pt(24)
            elif k == 'FD':
                p.alignment = AL.RIGHT
            else:
                p.alignment = AL.JUSTIFY
                left, hang = indent(k, u)
                pf.left_indent, pf.first_line_indent = Pt(left * pt), Pt(-hang * pt)
                if k in '1S':
                    pf.space_before = Pt(14)
                elif k == '2':
                    pf.space_before = Pt(6)
                elif k == 'A' and first_annex:
                    pf.page_break_before = True
                    first_annex = False
    flush()
    d.save(path)


def assessment_docx(units, side, path):
    from docx.enum.text import WD_ALIGN_PARAGRAPH as AL
    from docx.shared import Pt
    d, st = new_docx('assessment', side)
    pt = st['pt']
    inner = 210 - st['margin'][1] - st['margin'][3]
    for k, t in units[0].body:
        p = d.add_paragraph()
        r = p.add_run(t)
        if k == 'FT':
            gothic(r, 15)
            p.alignment = AL.CENTER
            p.paragraph_format.space_before, p.paragraph_format.space_after, p.paragraph_format.line_spacing = Pt(14), Pt(14), Pt(24)
    for i, rows in enumerate(form_tables(units)):
        if i:
            p = d.add_paragraph()
            p.paragraph_format.page_break_before = i in (1, 3)
            p.paragraph_format.line_spacing = Pt(8)
        t = d.add_table(len(rows), 3, style='Table Grid')
        widths(t, [inner * .27, inner * .39, inner * .34])
        for row, u in zip(t.rows, rows):
            a, b, c = row.cells
            if u.kind in ('part', 'section'):
                m = a.merge(c)
                no_split(row)
                fill(m, [u.title], pt, 12 if u.kind == 'part' else None, True)
                shade(m, 'CFCFCF' if u.kind == 'part' else 'ECECEC')
                continue
            fill(a, [u.title], pt)
            if u.choices:
                no_split(row)
                fill(b, u.value, pt)
                fill(c, ['＜選択肢＞'] + u.choices, pt)
                border(b, right='nil')
                border(c, left='nil')
            else:
                fill(b.merge(c), u.value, pt)
    d.save(path)


def main():
    os.makedirs(BUILD, exist_ok=True)
    for name, parse, to_html, to_docx in (('guideline', guideline, guideline_html, guideline_docx),
                                          ('assessment', assessment, assessment_html, assessment_docx)):
        both = {side: parse(os.path.join(HERE, 'source', name + '.txt'), side) for side in VERSIONS}
        for side, units in both.items():
            page = to_html(units, side)
            write(os.path.join(HERE, 'source', 'html', f'{name}-{side}.html'), page)
            to_docx(units, side, os.path.join(BUILD, f'{name}-{side}.docx'))
            if name == 'guideline':
                write(os.path.join(HERE, name, side + '.txt'), ''.join(t + '\n' for u in units for k, t in u.body))
        all_pairs = pairs(both['old'], both['new'])
        write(os.path.join(HERE, name, 'changes.json'), dump([p for p in all_pairs if p['kind'] != 'same']))
        write(os.path.join(HERE, name, 'pairs.json'), dump(all_pairs))
        count = {}
        for p in all_pairs:
            count[p['kind']] = count.get(p['kind'], 0) + 1
        print(name, count)


main()
