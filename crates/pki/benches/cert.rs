//! Every certificate rule against the bare reading of the same certificates in the same run.
//!
//! `cargo bench -p warifu-pki --bench cert` prints, per kind and for the mix, certificates read and judged a second,
//! bare readings a second and the ratio of their times. Goals: a ratio of 3 and 30,000 a second. The two are timed in
//! turns, and a certificate counts with its median over the rounds, because a shared machine interrupts.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop at once, and prints")]
#![allow(dead_code, reason = "the tests mint more kinds than are timed")]

use std::{hint::black_box, time::Instant};

use warifu_pki::{Certificate, Expected, Standards, check_certificate, lint};

#[path = "../tests/it/minting.rs"]
mod minting;

/// The two constants that `minting` takes from the tests.
mod support {
    pub(crate) const NOW: i64 = 1_795_305_600;
    pub(crate) const DAY: i64 = 86_400;
}

use minting::{KEY_USAGE, Mint, rsa};
use support::NOW;

const PER_KIND: usize = 100;
const ROUNDS: usize = 201;

fn main() {
    let standards = Standards::parse(
        include_str!("../../../catalogue/standards.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
    )
    .unwrap();
    let with_rsa = |mint: Mint, octets| {
        mint.with(KEY_USAGE, vec![3, 2, 5, 0xa0]).change(|m| m.spki = rsa(0xc5, octets, &[1, 0, 1], &[5, 0]))
    };
    let many: Vec<String> = (0..20).map(|n| format!("www{n}.shop.example.co.jp")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let kinds: [(&str, &dyn Fn() -> Mint); 5] = [
        ("DV P-256", &Mint::dv),
        ("DV RSA-2048", &|| with_rsa(Mint::dv(), 256)),
        ("DV, 20 names", &|| with_rsa(Mint::dv().names(&many), 256)),
        ("OV RSA-4096", &|| with_rsa(Mint::ov(), 512)),
        ("EV RSA-2048", &|| with_rsa(Mint::ev(), 256)),
    ];
    println!("{} rules; medians of {ROUNDS} rounds", lint::ALL.len());
    println!("{:<14} {:>12} {:>12} {:>7}", "kind", "judged/s", "read/s", "ratio");
    let ders: Vec<(&str, Vec<Vec<u8>>)> = kinds.iter().map(|(name, make)| (*name, ders(make))).collect();
    for (name, ders) in &ders {
        measure(name, &ders.iter().collect::<Vec<_>>(), &standards);
    }
    measure("mix", &ders.iter().flat_map(|(_, ders)| ders).collect::<Vec<_>>(), &standards);
}

/// Certificates that differ in their serial number.
fn ders(make: &dyn Fn() -> Mint) -> Vec<Vec<u8>> {
    let with_serial = |n: usize| make().change(|m| m.serial = [&[0x4d; 8][..], &n.to_be_bytes()].concat());
    (0..PER_KIND).map(|n| with_serial(n).certificate().der().to_vec()).collect()
}

fn measure(name: &str, ders: &[&Vec<u8>], standards: &Standards) {
    let mut times = vec![(Vec::new(), Vec::new()); ders.len()];
    for _ in 0..ROUNDS {
        for (der, (read_s, judged_s)) in ders.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(Certificate::from_der(der.to_vec()).unwrap());
            let middle = Instant::now();
            let certificate = Certificate::from_der(der.to_vec()).unwrap();
            let findings = check_certificate(&certificate, standards, &Expected::at(NOW));
            assert!(findings.is_empty(), "{findings:?}");
            black_box(certificate);
            read_s.push((middle - start).as_secs_f64());
            judged_s.push(middle.elapsed().as_secs_f64());
        }
    }
    let sums =
        times.into_iter().fold((0.0, 0.0), |sums, (read, judged)| (sums.0 + median(read), sums.1 + median(judged)));
    let count = f64::from(u32::try_from(ders.len()).unwrap());
    println!("{name:<14} {:>12.0} {:>12.0} {:>7.3}", count / sums.1, count / sums.0, sums.1 / sums.0);
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
