//! What a command says of itself.

use crate::support::warifu;

/// What it is for is said twice, in the list of commands and over its own words, and each time the same.
#[test]
fn every_command_is_described_as_its_list_describes_it() {
    let mut open: Vec<(Vec<String>, Option<String>)> = vec![(vec![], None)];
    let mut seen = 0;
    while let Some((path, described)) = open.pop() {
        let words: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        let output = warifu(&words);
        assert!(output.status.success(), "{words:?}: {output:?}");
        let help = String::from_utf8(output.stdout).unwrap();
        if let Some(described) = described {
            assert_eq!(help.lines().next().unwrap(), described, "{words:?}");
            seen += 1;
        }
        let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        for line in list {
            let (name, described) = line.trim_start().split_once("  ").unwrap();
            if name != "help" {
                let path = path.iter().cloned().chain([name.to_owned()]).collect();
                open.push((path, Some(described.trim_start().to_owned())));
            }
        }
    }
    assert!(seen >= 12, "{seen} commands");
}
