//! What was seen, as it is stored: JSON values one after the other, a line each as `--save` writes them.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
    rc::Rc,
};

use serde_json::Deserializer;
use warifu_doctor::Evidence;

use crate::stop::{Doing, Stop};

/// Longest evidence of one look, in octets: chains, pages and scans of eight addresses are far below.
const EVIDENCE_OCTETS_MAX: usize = 16 * 1024 * 1024;

/// Reads evidence one look at a time.
pub(super) fn stored(path: &Path) -> Result<impl Iterator<Item = Result<Evidence, Stop>>, Stop> {
    let from: Box<dyn Read> =
        if path == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(path).doing(path.display())?) };
    let left = Rc::new(Cell::new(EVIDENCE_OCTETS_MAX));
    let limited = Limited { from: BufReader::new(from), left: Rc::clone(&left) };
    let name = path.display().to_string();
    let values = Deserializer::from_reader(limited).into_iter::<Evidence>();
    Ok(values.map(move |evidence| {
        left.set(EVIDENCE_OCTETS_MAX);
        evidence.doing(format_args!("{name}: no evidence of the doctor"))
    }))
}

/// A reader that ends where one value has become too long.
struct Limited<R> {
    from: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.left.get());
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other("too long"));
        }
        let octets = self.from.read(&mut buffer[..most])?;
        self.left.set(self.left.get() - octets);
        Ok(octets)
    }
}
