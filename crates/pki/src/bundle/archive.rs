//! A bundle as one file.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::BundleFile;
use crate::der::Civil;

/// A zip of files, the same octets for the same files and time (seconds since 1970; zip knows 1980 to 2107).
///
/// # Errors
/// An error of the zip writer, which writes to memory: two files of one name.
pub fn zip(files: &[BundleFile], unix_seconds: i64) -> Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o644)
        .last_modified_time(zip_time(unix_seconds).unwrap_or_default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.name.as_str(), options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn zip_time(unix: i64) -> Option<zip::DateTime> {
    let Civil { year, month, day, hour, minute, second } = Civil::from_unix(unix);
    let small = |n: i64| u8::try_from(n).ok();
    let year = u16::try_from(year).ok()?;
    zip::DateTime::from_date_and_time(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?)
        .ok()
}
