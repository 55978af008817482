//! stub
use super::{Input, ReadOptions};
use crate::error::{Result, Warnings};
use crate::model::Extract;
pub(super) fn read(_: &Input, _: &ReadOptions, _: &mut Warnings) -> Result<Extract> {
    todo!()
}
