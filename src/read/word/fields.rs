//! Fields: the result is printed, the instruction is not. A few kinds have no
//! result in the file although something is printed (ECMA-376-1, 17.16).

use super::symbols;

/// Kinds that print nothing: marks for tables of contents and indexes,
/// variables, and what steers a mail merge.
const SILENT: &[&str] = &[
    "ADVANCE",
    "ASK",
    "BIDIOUTLINE",
    "DATA",
    "FORMTEXT",
    "HYPERLINK",
    "NEXT",
    "NEXTIF",
    "PRIVATE",
    "RD",
    "SET",
    "SKIPIF",
    "TA",
    "TC",
    "XE",
];

/// Innermost fields that are asked what they are.
const LOOKED_AT: usize = 8;

/// A field that has begun.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    in_result: bool,
    /// What a form field shows.
    shown: Option<String>,
}

impl Field {
    /// A field whose instruction is known and whose result follows.
    pub(super) fn simple(instruction: String) -> Self {
        Self { instruction, in_result: true, shown: None }
    }

    /// A field whose instruction follows, and what it shows as a form field.
    pub(super) fn complex(shown: Option<String>) -> Self {
        Self { shown, ..Self::default() }
    }

    /// What is printed in place of a result.
    pub(super) fn printed(&self) -> Printed {
        if let Some(shown) = &self.shown {
            return Printed::Text(vec![(shown.clone(), false)]);
        }
        if self.in_result {
            return Printed::Nothing;
        }
        let instruction = self.instruction.trim();
        let (kind, rest) = split_word(instruction);
        let kind = kind.to_ascii_uppercase();
        match kind.as_str() {
            "EQ" => {
                let parts = equation(rest);
                let is_lost = parts.is_empty() && !rest.is_empty();
                if is_lost { Printed::Unknown } else { Printed::Text(parts) }
            }
            // A name, and what the reader clicks on.
            "MACROBUTTON" | "GOTOBUTTON" => {
                Printed::Text(vec![(split_word(rest).1.to_owned(), false)])
            }
            "SYMBOL" => Printed::Sign(symbol(rest)),
            "" => Printed::Nothing,
            kind if SILENT.contains(&kind) => Printed::Nothing,
            _ => Printed::Unknown,
        }
    }

    /// The file holds nothing as its result.
    pub(super) fn without_result(self) -> Self {
        Self { in_result: false, ..self }
    }

    /// Whether it prints the number of a page, or of all pages.
    pub(super) fn counts_pages(&self) -> bool {
        let kind = self.instruction.split_whitespace().next().unwrap_or_default();
        ["PAGE", "NUMPAGES", "SECTIONPAGES"].iter().any(|own| kind.eq_ignore_ascii_case(own))
    }
}

/// What a field without a result prints.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// Nothing.
    Nothing,
    /// Characters, and whether they are ruby.
    Text(Vec<(String, bool)>),
    /// One sign, if it is known.
    Sign(Option<char>),
    /// Something that only the program that shows the file can work out.
    Unknown,
}

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their instruction.
    n_instructions: usize,
}

impl Fields {
    /// A field begins.
    pub(super) fn begin(&mut self, field: Field) {
        self.n_instructions += usize::from(!field.in_result);
        self.open.push(field);
    }

    /// Part of the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.instruction.push_str(text);
        }
    }

    /// The instruction of the innermost field ends, its result begins.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.in_result = true;
            self.n_instructions -= 1;
        }
    }

    /// The innermost field ends.
    pub(super) fn end(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        self.n_instructions -= usize::from(!field.in_result);
        Some(field)
    }

    /// A paragraph ends. An instruction that is still open then was never
    /// closed, and the text to come must not vanish in it.
    pub(super) fn end_paragraph(&mut self) {
        if self.n_instructions > 0 {
            self.open.iter_mut().for_each(|field| field.in_result = true);
            self.n_instructions = 0;
        }
    }

    /// Whether text here is printed.
    pub(super) fn is_shown(&self) -> bool {
        self.n_instructions == 0
    }

    /// Whether text here is the number of a page, or of all pages.
    pub(super) fn counts_pages(&self) -> bool {
        self.open.iter().rev().take(LOOKED_AT).any(Field::counts_pages)
    }
}

/// The first word and the rest.
fn split_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}

/// What a `SYMBOL` field prints: `9312 \u`, `0xF0FE \f Wingdings`.
fn symbol(arguments: &str) -> Option<char> {
    let (code, mut rest) = split_word(arguments);
    let hexadecimal = code.strip_prefix("0x").or_else(|| code.strip_prefix("0X"));
    let code = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let (mut font, mut is_unicode) = (None, false);
    while !rest.is_empty() {
        let (word, behind) = split_word(rest);
        rest = behind;
        match word.to_ascii_lowercase().as_str() {
            "\\u" => is_unicode = true,
            "\\f" => {
                let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                let (name, behind) = quoted.unwrap_or_else(|| split_word(rest));
                (font, rest) = (Some(name), behind.trim_start());
            }
            _ => {}
        }
    }
    // Without a font of signs and without a switch the code is one of a code
    // page, whose lower half is Unicode's.
    if font.is_some_and(symbols::is_symbol_font) || is_unicode || code < 0x80 {
        symbols::from_code(font, &format!("{code:X}"))
    } else {
        None
    }
}

/// What an `EQ` field prints: characters over one another (囲い文字), ruby of
/// older documents, fractions. `\o\ac(○,1)` is printed as ①.
fn equation(instruction: &str) -> Vec<(String, bool)> {
    let Some((switches, rest)) = instruction.split_once('(') else {
        return Vec::new();
    };
    let inside = rest.trim_end().strip_suffix(')').unwrap_or(rest);
    let arguments = split_arguments(inside);
    let switches = switches.to_ascii_lowercase();
    if let [ring, number] = arguments.as_slice()
        && switches.contains("\\o")
        && let (["○" | "◯"], Ok(number)) = ([plain(ring).as_str()], plain(number).parse::<u32>())
        && let Some(circled) = circled(number)
    {
        return vec![(circled.to_string(), false)];
    }
    let raised = |argument: &str| argument.trim_start().to_ascii_lowercase().starts_with("\\s\\up");
    let has_base = arguments.iter().any(|argument| !raised(argument));
    let parts = arguments.iter().enumerate().flat_map(|(at, argument)| {
        let stroke = (at > 0 && switches.contains("\\f")).then(|| ("/".to_owned(), false));
        let is_ruby = has_base && switches.contains("\\o") && raised(argument);
        stroke.into_iter().chain([(plain(argument), is_ruby)])
    });
    parts.filter(|(text, _)| !text.is_empty()).collect()
}

fn circled(number: u32) -> Option<char> {
    (1..=20).contains(&number).then(|| char::from_u32(0x245F + number)).flatten()
}

/// Arguments parted by commas (or semicolons) outside inner brackets.
fn split_arguments(inside: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    inside
        .split(|c: char| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(c, ',' | ';')
        })
        .collect()
}

/// An argument without its switches: `\s\up 9(かな)` is `かな`.
fn plain(argument: &str) -> String {
    let mut text = argument.trim();
    while text.starts_with('\\') {
        match text.split_once('(') {
            Some((_, inner)) => text = inner.strip_suffix(')').unwrap_or(inner).trim(),
            None => return text.trim_start_matches('\\').to_owned(),
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_print_what_word_prints() {
        for (instruction, printed) in [
            (r" eq \o\ac(○,1)", "①"),
            (r" eq \o\ac(○,秘)", "○秘"),
            (r"EQ \f(1,2)", "1/2"),
            (r#"EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(かな),仮名)"#, "[かな]仮名"),
            (r"EQ \s\up 2(2)", "2"),
            ("EQ", ""),
            ("EQ \\o((((", "((("),
            ("PAGE (1)", ""),
        ] {
            let field = Field { instruction: instruction.into(), ..Field::default() };
            let parts = match field.printed() {
                Printed::Text(parts) => parts,
                _ => Vec::new(),
            };
            let ruby = |(text, ruby)| if ruby { format!("[{text}]") } else { text };
            let shown: String = parts.into_iter().map(ruby).collect();
            assert_eq!(shown, printed, "{instruction}");
        }
    }

    #[test]
    fn fields_without_a_result() {
        let text = |text: &str| Printed::Text(vec![(text.to_owned(), false)]);
        for (instruction, printed) in [
            (" MACROBUTTON NoMacro 7日 以内 ", text("7日 以内")),
            ("GOTOBUTTON 表 別表", text("別表")),
            (r"SYMBOL 9312 \u", Printed::Sign(Some('①'))),
            (r#"symbol 0xF081 \f "Wingdings" \s 10"#, Printed::Sign(Some('①'))),
            (r"SYMBOL 183 \f Symbol \h", Printed::Sign(Some('•'))),
            ("SYMBOL 65", Printed::Sign(Some('A'))),
            (r"SYMBOL 33694 \j", Printed::Sign(None)),
            (r"SYMBOL x \u", Printed::Sign(None)),
            (" xe \"見出し\" ", Printed::Nothing),
            ("SET 甲 1", Printed::Nothing),
            ("", Printed::Nothing),
            ("AUTONUM", Printed::Unknown),
            ("DATE \\@ yyyy", Printed::Unknown),
            ("EQ 甲", Printed::Unknown),
        ] {
            let field = Field { instruction: instruction.into(), ..Field::default() };
            assert_eq!(field.printed(), printed, "{instruction}");
        }
    }

    #[test]
    fn an_instruction_never_swallows_a_paragraph() {
        let mut fields = Fields::default();
        fields.begin(Field::default());
        assert!(!fields.is_shown());
        fields.end_paragraph();
        assert!(fields.is_shown());
        fields.separate();
        assert!(fields.end().is_some() && fields.end().is_none() && fields.is_shown());
    }
}
