//! 提出時期: 事前 where a version is filed and published before its changes
//! take effect, 事後 otherwise (CONVENTIONS §4.7).

use super::RecordOptions;
use super::era::Date;
use crate::report::Timing;

/// What the two days tell; `None` where one of them is not known, or where the
/// user decided. The tool cannot know the day of effect, so it never decides.
pub(super) fn proposed(options: &RecordOptions, published: Option<Date>) -> Option<Timing> {
    let (effective, published) = options.effective.zip(published)?;
    let by_days = if published < effective { Timing::Before } else { Timing::After };
    options.timing.is_none().then_some(by_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_propose_and_the_user_decides() {
        let day = |text| Date::parse(text);
        let mut options =
            RecordOptions { effective: day("令和6年2月1日"), ..Default::default() };
        assert_eq!(proposed(&options, day("令和6年1月15日")), Some(Timing::Before));
        assert_eq!(proposed(&options, day("令和6年2月1日")), Some(Timing::After));
        assert_eq!(proposed(&options, None), None);
        options.timing = Some(Timing::After);
        assert_eq!(proposed(&options, day("令和6年1月15日")), None);
        options = RecordOptions::default();
        assert_eq!(proposed(&options, day("令和6年1月15日")), None);
    }
}
