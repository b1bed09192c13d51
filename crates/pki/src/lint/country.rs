//! Country codes of ISO 3166-1 alpha-2, as of 2026-11-22.

/// All assigned codes one after the other, sorted.
const CODES: &[u8] = b"ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISIT\
JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZ\
OMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUG\
UMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Whether it is a country's code; `XX` stands for places without one (BR 7.1.2.7.3).
pub(super) fn is_code(text: &str) -> bool {
    text == "XX" || CODES.chunks_exact(2).any(|code| code == text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert_eq!(CODES.len(), 249 * 2);
        assert!(CODES.chunks_exact(2).is_sorted());
        for (text, good) in [("JP", true), ("ZW", true), ("XX", true), ("jp", false), ("UK", false), ("J", false)] {
            assert_eq!(is_code(text), good, "{text}");
        }
    }
}
