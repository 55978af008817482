//! How the labels of a number are kept: nearly every number is one label
//! without a branch, and a document has tens of thousands of them, so that one
//! takes no memory of its own.

use std::fmt::{Debug, Formatter, Result};
use std::ops::Deref;

use super::Label;

/// The labels of a heading number, outermost first; at least one.
#[derive(Clone)]
pub(super) enum Labels {
    One(Label),
    More(Box<[Label]>),
}

impl Labels {
    /// Adds an inner label.
    pub fn push(&mut self, label: Label) {
        let mut all = self.to_vec();
        all.push(label);
        *self = Self::More(all.into());
    }

    /// The innermost label.
    #[inline]
    pub fn innermost(&self) -> &Label {
        match self {
            Self::One(label) => label,
            Self::More(labels) => labels.last().expect("a heading number has at least one label"),
        }
    }
}

impl Deref for Labels {
    type Target = [Label];

    #[inline]
    fn deref(&self) -> &[Label] {
        match self {
            Self::One(label) => std::slice::from_ref(label),
            Self::More(labels) => labels,
        }
    }
}

impl PartialEq for Labels {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(a), Self::One(b)) => a == b,
            _ => **self == **other,
        }
    }
}

impl Eq for Labels {}

impl std::hash::Hash for Labels {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Debug for Labels {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (**self).fmt(f)
    }
}

/// 枝番号 of a label: `の二の三` are 2 and 3. Mostly there are none.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Branches(Option<Box<[u32]>>);

impl Deref for Branches {
    type Target = [u32];

    #[inline]
    fn deref(&self) -> &[u32] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl From<Vec<u32>> for Branches {
    #[inline]
    fn from(branches: Vec<u32>) -> Self {
        Self((!branches.is_empty()).then(|| branches.into()))
    }
}

impl Debug for Branches {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HeadingNumber, LabelStyle, Numeral};
    use super::*;

    #[test]
    fn one_label_takes_no_memory_of_its_own() {
        assert!(size_of::<HeadingNumber>() <= 32);
        let label = |value| Label::plain(LabelStyle::Plain(Numeral::Arabic), value);
        let mut labels = Labels::One(label(1));
        assert_eq!(*labels, [label(1)]);
        labels.push(label(2));
        labels.push(label(3));
        assert_eq!(*labels, [label(1), label(2), label(3)]);
        assert_eq!(labels.innermost(), &label(3));
        assert_ne!(labels, Labels::One(label(3)));
        assert_eq!(Labels::One(label(3)), Labels::More(Box::new([label(3)])));
    }
}
