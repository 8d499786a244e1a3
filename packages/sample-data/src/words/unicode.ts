/** Names that software gets wrong: escapes are used where an editor would hide or reorder the characters. */
export const UNICODE_NAMES: readonly string[] = [
  '\u{1F680} Launch \u{1F469}\u{200D}\u{1F4BB} crew',
  '\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD',
  '\u0645\u0631\u062D\u0628\u0627 \u0628\u0643\u0645',
  'Zoe\u0308 e\u0301cole n\u0303', // base letters with combining marks, not the composed ones
  '\u682A\u5F0F\u4F1A\u793E\u5C71\u7530\u5546\u5E97',
  '\uC8FC\uC2DD\uD68C\uC0AC \uD55C\uBE5B',
  '\u041E\u041E\u041E \u00AB\u0420\u043E\u043C\u0430\u0448\u043A\u0430\u00BB',
  'I\u0307stanbul \u0130\u0131',
  'zero\u200Bwidth\u00A0space\u2060 \uFEFF',
  '\u{1D4D0}\u{1D4EC}\u{1D4F6}\u{1D4EE} \u{20BB7}\u{91CE}\u5C4B',
  '\u202Eright-to-left override\u202C',
  'Stra\u00DFe \uFB01nanz \u0149',
]

export const UNICODE_NOTES: readonly string[] = [
  'Great call \u{1F44D}\u{1F3FD} \u2014 next step: \u2705 contract, \u274C discount. \u201CQuoted\u201D, \u00ABquoted\u00BB.',
  '\u4ECA\u65E5\u306F\u4F1A\u8B70\u3067\u4FA1\u683C\u3092\u8A71\u3057\u307E\u3057\u305F\u3002\u6765\u9031\u307E\u3067\u306B\u898B\u7A4D\u3082\u308A\u3092\u9001\u308B\u3002',
  '\u0646\u0627\u0642\u0634\u0646\u0627 \u0627\u0644\u0645\u0634\u0631\u0648\u0639 (phase 2) \u0648\u0633\u0646\u0639\u0648\u062F \u0625\u0644\u064A\u0647.',
  'Flags: \u{1F1EB}\u{1F1F7}\u{1F1E9}\u{1F1EA}, family: \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}, music: \u{1D11E}.',
]
