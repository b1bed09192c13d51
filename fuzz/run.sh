#!/usr/bin/env bash
# Runs the targets under libFuzzer: fuzz/run.sh [SECONDS] [TARGET…], a minute each, and all of them when none is named.
#
# The compiler is the stable one, with its coverage switched on by hand: neither cargo-fuzz nor a nightly is needed. A line
# per target says how often it ran, how many edges it saw, what the slowest input took and how many inputs did harm: by a
# panic, an overflow, more than 100 ms, or 512 MiB. Those are in fuzz/artifacts and make the run fail. What led further is
# kept in fuzz/corpus for the next run.
set -euo pipefail
cd "$(dirname "$0")"
exec </dev/null

seconds=60
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
    seconds=$1
    shift
fi
targets=("$@")
(($# > 0)) || mapfile -t targets < <(basename -s .rs fuzz_targets/*.rs)

# In octets, a little above what each reader takes. Certificates are an exception: bundling a full megabyte of them costs an
# instrumented deflate more than an input may take, so a test of crates/pki does that instead.
declare -A largest=([cert]=66000 [csr]=66000 [pem]=66000 [pkcs12]=20000 [server_hello]=70000 [status]=66000)
others=1100000

./seeds.sh
host=$(rustc -vV | sed -n 's/^host: //p')
sanitizer=-Cllvm-args=-sanitizer-coverage
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module $sanitizer-level=4 $sanitizer-inline-8bit-counters \
    $sanitizer-pc-table $sanitizer-trace-compares -Ccodegen-units=1"
# The libraries are the ones that the workspace has.
[[ -e Cargo.lock ]] || cp ../Cargo.lock .
# With a target of its own, so that what runs while building is not instrumented.
cargo build --quiet --release --target "$host"

harmful=0
for target in "${targets[@]}"; do
    found=artifacts/$target
    mkdir -p "$found"
    log=$found.log
    "target/$host/release/$target" "corpus/$target" -artifact_prefix="$found/" -max_total_time="$seconds" -timeout=1 \
        -rss_limit_mb=512 -max_len="${largest[$target]:-$others}" -print_final_stats=1 >"$log" 2>&1 || true
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    slowest=$(sed -n 's/^slowest: //p' "$log" | tail -n 1)
    harm=$(find "$found" -type f | wc -l)
    printf '%-13s %9s runs %6s edges  slowest %8s  %s harmful\n' \
        "$target" "${runs:-no}" "${edges:-no}" "${slowest:-?}" "$harm"
    # A target that ended without its figures has not run.
    [[ $harm == 0 && -n $runs ]] || harmful=1
done
exit $harmful
