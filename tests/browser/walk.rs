//! What a reader does with the table on the screen.

use std::fs;

use shinkyu::model::Sides;
use shinkyu::pipeline::{self, Options};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions};
use shinkyu::report::Report;

use super::browser::{self, Manner, Visit};
use super::documents::Sample;
use super::html_of;

/// What every script may use: keys, and what is current where.
const HELP: &str = "
const press = (key, more) => d.dispatchEvent(new w.KeyboardEvent('keydown', { key, bubbles: true, ...more }));
const text = (id) => d.getElementById(id).textContent;
const rows = Array.from(d.querySelectorAll('.taishohyo > tbody > tr'));
const current = () => {
  const marked = Array.from(d.querySelectorAll('[aria-current]'));
  const link = (it) => it.id || it.getAttribute('href').slice(1);
  return marked.map(link).join('=') || '-';
};
const frames = async () => {
  for (let n = 0; n < 12; n++) await new Promise((done) => requestAnimationFrame(done));
};
const isUnderHead = () => {
  const top = d.querySelector('tr[aria-current]').getBoundingClientRect().top;
  const head = d.querySelector('.taishohyo > thead th').getBoundingClientRect();
  return top >= head.bottom - 1 && top < w.innerHeight && head.top >= 0;
};
";

fn visit(report: &Report, manner: Manner, script: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder for the page");
    let page = folder.path().join("table.html");
    fs::write(&page, html_of(report)).expect("the page can be written");
    let Visit { mut complaints, said } = browser::visit(&page, manner, &format!("{HELP}{script}"));
    // That is what was asked for.
    complaints.retain(|it| !(manner.no_script && it.contains("Blocked script execution")));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    said
}

fn compare(old: &str, new: &str) -> Report {
    let input = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
    let inputs = Sides { old: input("old.txt", old), new: input("new.txt", new) };
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    pipeline::compare(&inputs, &options, &()).expect("texts can be compared")
}

#[test]
fn keys_and_buttons_go_from_change_to_change() {
    let report = Sample::text("guideline").compare();
    let said = visit(
        &report,
        Manner::default(),
        "
        say(current() + ' ' + text('where'));
        press('p'); say(current() + ' ' + text('status'));
        press('n'); say(current() + ' ' + text('where') + ' ' + isUnderHead());
        press('n'); press('N'); await frames(); say(current() + ' ' + isUnderHead());
        press('p'); say(current() + ' ' + isUnderHead());
        press('n', { ctrlKey: true }); press('x'); say(current());
        d.getElementById('next').click(); say(current());
        d.getElementById('previous').click(); say(current() + ' ' + text('status'));
        d.getElementById('keys').click(); press('n'); say(current());
        d.getElementById('keys').click();
        for (let i = 0; i < 200; i++) press('n');
        say(current() + ' ' + text('where') + ' ' + text('status'));
        d.querySelector('.list a[href=\"#r40\"]').click(); say(current());
        press('n'); say(current());
        d.querySelector('.strip a[href=\"#r7\"]').dispatchEvent(new w.MouseEvent('click', { bubbles: true }));
        say(current());
        ",
    );
    let last = said[9].split_once(' ').map_or("", |(_, rest)| rest).to_owned();
    let marked = |n: u32| format!("r{n}=r{n}=r{n}");
    // The marks of row, list and strip are found in the order of the page.
    let expected = [
        "- – / 108".to_owned(),
        "- これより前に変更はありません。".to_owned(),
        format!("{} 1 / 108 true", marked(1)),
        format!("{} true", marked(3)),
        format!("{} true", marked(2)),
        marked(2),
        marked(3),
        format!("{} 2 / 108 改正 １ 目的（法第１条関係）", marked(2)),
        marked(2),
        format!("{} {last}", marked(108)),
        marked(40),
        marked(41),
        marked(7),
    ];
    assert_eq!(said, expected);
    assert_eq!(last, "108 / 108 これより後に変更はありません。");
}

#[test]
fn reading_on_by_hand_takes_the_current_change_along() {
    let said = visit(
        &Sample::text("guideline").compare(),
        Manner::default(),
        "
        press('n'); await frames();
        w.scrollTo(0, d.getElementById('r60').getBoundingClientRect().top + w.scrollY - 400);
        await frames();
        const at = Number(d.querySelector('tr[aria-current]').id.slice(1));
        say(at > 50 && at <= 60);
        press('n'); say(d.querySelector('tr[aria-current]').id === 'r' + (at + 1)); await frames();
        w.scrollTo(0, 0); await frames(); say(current());
        press('n'); say(current());
        ",
    );
    assert_eq!(said, ["true", "true", "-", "r1=r1=r1"]);
}

#[test]
fn kinds_of_changes_are_hidden_and_shown() {
    let report = Sample::text("guideline").compare();
    let said = visit(
        &report,
        Manner::default(),
        "
        const box = (kind) => d.querySelector('#kinds input[value=' + kind + ']');
        const kinds = () => {
          const seen = rows.filter((row) => row.dataset.kinds && row.getClientRects().length > 0);
          return Array.from(new Set(seen.map((row) => row.dataset.kinds))).sort().join(',') + ' ' + seen.length;
        };
        const entries = () => Array.from(d.querySelectorAll('.list a')).filter((it) => it.getClientRects().length > 0).length;
        const marks = () => Array.from(d.querySelectorAll('.strip a')).filter((it) => w.getComputedStyle(it).visibility === 'visible').length;
        const all = rows.filter((row) => row.dataset.kinds).length;
        say(kinds() === kinds() && entries() + ' ' + marks());
        for (const kind of ['edited', 'number', 'omitted']) box(kind).click();
        say(kinds() + ' ' + entries() + ' ' + marks());
        say(text('filtered') === '絞り込み中のため、' + (all - 19) + '行を表示していません。');
        say(d.getElementById('filtered').getClientRects().length);
        press('n'); press('n'); say(d.querySelector('tr[aria-current]').dataset.kinds + ' ' + text('where'));
        const lonely = rows.filter((row, at) => row.classList.contains('path') && !row.hidden &&
          (rows.slice(at + 1).find((it) => !it.hidden) || row).classList.contains('path') &&
          !rows[at + 1].classList.contains('path'));
        say(lonely.length);
        d.querySelector('.changes a[href=\"#r2\"]').click();
        say(current() + ' ' + box('edited').checked);
        for (const kind of ['number', 'omitted']) box(kind).click();
        say(d.getElementById('filtered').hidden + ' ' + rows.some((row) => row.hidden));
        ",
    );
    let expected = [
        "108 108",
        "added,edited moved,removed 19 19 19",
        "true",
        "1",
        "added 2 / 19（全108）",
        "0",
        "r2=r2=r2 true",
        "true false",
    ];
    assert_eq!(said, expected);
}

#[test]
fn without_script_everything_can_be_read() {
    let said = visit(
        &Sample::text("guideline").compare(),
        Manner { no_script: true, ..Manner::default() },
        "
        say(d.getElementById('bar').getClientRects().length);
        say(rows.filter((row) => row.getClientRects().length === 0).length + ' of ' + (rows.length > 100));
        d.querySelector('.list a[href=\"#r40\"]').click();
        await frames();
        const top = d.getElementById('r40').getBoundingClientRect().top;
        say(top > 0 && top < 300 ? 'near' : top);
        ",
    );
    assert_eq!(said, ["0", "0 of true", "near"]);
}

/// Contrast of every text with what is behind it, as WCAG 2 counts it: 4.5 at
/// least (AA), in both colour schemes, also of the current row.
#[test]
fn every_text_stands_out() {
    for dark in [false, true] {
        let said = visit(
            &Sample::text("guideline").compare(),
            Manner { dark, ..Manner::default() },
            "
            press('n');
            d.querySelector('#kinds input').click();
            const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => {
              const part = (x) => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
              return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
            };
            const behind = (it) => {
              for (; it; it = it.parentElement) {
                const found = parse(w.getComputedStyle(it).backgroundColor);
                if (found.length < 4 || found[3] > 0) return found;
              }
            };
            let least = 99, where = '';
            for (const it of d.body.querySelectorAll('*')) {
              const own = Array.from(it.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
              if (!own || it.closest('svg, script, .hidden')) continue;
              const [a, b] = [light(parse(w.getComputedStyle(it).color)), light(behind(it))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < least) { least = ratio; where = it.outerHTML.slice(0, 80); }
            }
            say(least >= 4.5 ? 'enough' : least + ' ' + where);
            const desk = light(parse(w.getComputedStyle(d.body).backgroundColor));
            say(desk < 0.1 ? 'dark' : 'light');
            ",
        );
        assert_eq!(said, ["enough", if dark { "dark" } else { "light" }]);
    }
}

/// A document that tries to run something, or to load something.
#[test]
fn nothing_that_a_document_says_runs_and_nothing_is_loaded() {
    let hostile = "１　<script>parent.seen = 1</script><img src=http://example.com/x onerror='parent.seen=1'>\n\
                   ２　</style></script><style>@import 'http://example.com/x'</style>{{ 7 * 7 }}\n\
                   ３　<iframe src=\"http://example.com/\"></iframe>\n";
    let report = compare(
        &hostile.replace('７', "8"),
        &hostile.replace("７ * ７", "").replace("onerror", "onload"),
    );
    let said = visit(
        &report,
        Manner::default(),
        "
        press('n');
        await frames();
        say(w.performance.getEntriesByType('resource').length + ' ' + ('seen' in window));
        say(d.querySelectorAll('img, iframe, link, object, embed').length + ' ' + d.scripts.length);
        say(Array.from(d.querySelectorAll('td')).some((it) => it.textContent.includes('<script>parent.seen = 1<\\/script>')));
        ",
    );
    assert_eq!(said, ["0 false", "0 1", "true"]);
}

/// A long table is laid out piece by piece; keys must hit all the same, and
/// nothing of it may be missing from the paper.
#[test]
fn a_long_table_can_be_walked() {
    let document = |word: &str| {
        let items = (1..=1_000).map(|n| {
            let clause =
                "事業者は、対象の資源を受け入れるときに、その状態を確かめる。".repeat(n % 5 + 1);
            format!("第{n}条　{clause}{n}番目の記録は、{word}保存する。\n")
        });
        items.collect::<String>()
    };
    let report = compare(&document("三年間"), &document("五年間"));
    let said = visit(
        &report,
        Manner::default(),
        "
        const go = async (n) => {
          for (let i = 0; i < n; i++) press('n');
          await frames();
          const [list, entry] = ['.list', '.list [aria-current]'].map((it) => d.querySelector(it).getBoundingClientRect());
          say(current() + ' ' + (isUnderHead() && entry.top >= list.top && entry.bottom <= list.bottom));
        };
        await go(1); await go(400); await go(1); await go(577);
        d.querySelector('#kinds input').click(); d.querySelector('#kinds input').click();
        d.querySelector('.list a[href=\"#r900\"]').click(); await frames();
        say(current() + ' ' + isUnderHead());
        say(d.querySelectorAll('.long').length === 1);
        ",
    );
    let marked = |n: u32| format!("r{n}=r{n}=r{n} true");
    assert_eq!(
        said,
        [marked(1), marked(401), marked(402), marked(979), marked(900), "true".to_owned()]
    );
    let pages = super::pages(super::shown("long.html", &html_of(&report)).pdf);
    let text: String = pages.values().flat_map(|text| text.chars()).collect();
    assert_eq!(text.matches("番目の記録は、").count(), 2_000);
    let table = pages.values().take_while(|text| !text.contains("内容の変更（"));
    assert!(table.filter(|text| !text.contains("改正後")).count() == 0, "no header row");
}
