//! stub
use crate::error::{Result, Warnings};
use crate::model::Extract;
use crate::read::{Input, ReadOptions};
pub(in crate::read) fn read(_: &Input, _: &ReadOptions, _: &mut Warnings) -> Result<Extract> {
    todo!()
}
