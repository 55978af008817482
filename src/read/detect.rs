//! stub
use super::Input;
use crate::model::Format;
pub(super) fn detect(input: &Input) -> Option<Format> {
    Some(if input.bytes.starts_with(b"%PDF") { Format::Pdf } else { Format::Text })
}
