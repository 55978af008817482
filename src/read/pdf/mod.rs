//! stub
use crate::read::{Input, ReadOptions};
use crate::error::{Result, Warnings};
use crate::model::Extract;
pub(in crate::read) fn read(_: &Input, _: &ReadOptions, _: &mut Warnings) -> Result<Extract> {
    todo!()
}
