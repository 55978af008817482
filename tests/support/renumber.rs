//! Numbers from where units stand.

use super::family::{Counting, Level};
use super::tree::{Outline, Unit};

/// Gives every unit the number it should carry where it stands now.
pub fn renumber(outline: &mut Outline) {
    let levels = &outline.family.levels()[outline.first_level..];
    let mut running = Vec::new();
    number_children(&mut outline.units, levels, &mut running);
    number_running(running);
}

fn number_children<'a>(
    units: &'a mut [Unit],
    levels: &[Level],
    running: &mut Vec<&'a mut Vec<u32>>,
) {
    let Some((level, deeper)) = levels.split_first() else {
        return;
    };
    let mut value = match level.counting {
        Counting::FromTwo => 1,
        Counting::Restart | Counting::Running => 0,
    };
    for unit in units {
        value += 1;
        if level.counting == Counting::Running {
            running.push(&mut unit.number);
        } else {
            unit.number = vec![value];
        }
        number_children(&mut unit.children, deeper, running);
    }
}

/// Numbers those without a number so that all ascend: 3, new, 4 → 3, 3の2, 4.
fn number_running(mut numbers: Vec<&mut Vec<u32>>) {
    let mut previous = vec![0];
    for index in 0..numbers.len() {
        if numbers[index].is_empty() {
            let next = numbers[index..].iter().find(|number| !number.is_empty());
            let mut number = previous.clone();
            *number.last_mut().expect("numbers have a value") += 1;
            if next.is_some_and(|next| number >= **next) {
                number.clone_from(&previous);
                number.push(2);
            }
            *numbers[index] = number;
        }
        previous.clone_from(numbers[index]);
    }
}
