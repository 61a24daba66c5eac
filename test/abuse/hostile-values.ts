/** What no field should be, and what some are. */
export const nastyStrings: readonly string[] = [
  ...['', ' ', '0', 'null', 'undefined', 'NaN', '[object Object]', '__proto__', 'constructor', 'prototype', 'toString'],
  ...['\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', 'a\ud83d', '\u202e\u200b\ufeff', 'ﬀ', '\u{1f600}'.repeat(128)],
  ...['a'.repeat(255), 'a'.repeat(256), 'é'.repeat(256), 'a'.repeat(5_000), '0'.repeat(400), '9'.repeat(400)],
  ...['\r\nSet-Cookie: a=b', '\n', '"', '\\', "'", '%00', '%', '{{7*7}}', '${7*7}', '$&', '../../etc/passwd'],
  ...['"><script>alert(1)</script>', "'--", 'javascript:alert(1)', '//evil.example', '{"a":1}', '[]', '1e999'],
]

/** Addresses that look as if they were somebody's, and others. */
export const nastyAddresses: readonly string[] = [
  ...['user-1@example.org@evil.example', 'user-1@example.org,eve@evil.example', '"user-1"@example.org'],
  ...['user-1@example.org\r\nBcc: eve@evil.example', 'USER-1@EXAMPLE.ORG', 'user-1@EXAMPLE.org.', 'user-1@[127.0.0.1]'],
  ...[
    'uſer-1@example.org',
    'user-1@exаmple.org',
    'user-1@example.org\u0000',
    ' user-1@example.org',
    'eve@evil.example',
  ],
  ...['07400 123001', '+44 7400 123001', '0044 7400 123001', '+1 900 555 0123', '112', '+447400123001;ext=5'],
  ...['+'.repeat(300), '٠٧٤٠٠١٢٣٠٠١', '07400-123-001', '+882 16 1234567', '+33 6 12 34 56 78', 'tel:+447400123001'],
]

export const nastyValues: readonly unknown[] = [
  ...[null, true, false, 0, -0, 1, -1, 1.5, 2 ** 53, -(2 ** 53), 1e308, 1e-7],
  ...[[], {}, [null], [['a']], { length: 1 }, { 0: 'a' }, { toString: 'a', valueOf: 1 }, { toJSON: 'a' }],
  ...[{ constructor: { prototype: { polluted: true } } }, [{ sid: 'a' }], { sid: 'a', client_secret: ['a'] }],
]

export const charsets = [
  ...['utf-8', 'UTF-8', '"utf-8"', 'utf8', 'utf-16', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252', 'shift_jis'],
  ...['us-ascii', 'utf-7', 'utf-32', 'iso-2022-jp', 'x-user-defined', 'replacement', '', '"', 'none', 'a'.repeat(300)],
  ...['__proto__', 'constructor', 'gb18030', 'big5', 'euc-kr', 'koi8-r', 'utf-8;charset=utf-16'],
]

export const contentTypes = [
  ...['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', '*/*'],
  ...['application/json;', 'APPLICATION/JSON', 'application/x-www-form-urlencoded ;a=b', 'text/html', ';', '/', 'json'],
  ...['application/vnd.api+json', 'application/x-www-form-urlencodedx', `application/json; x=${'y'.repeat(1_000)}`],
]

export const accepts = [
  ...['application/json', 'text/html', '*/*', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', ''],
  ...['text/html;q=0', 'text/htmlx', 'TEXT/HTML', 'application/json, text/html', ';;,,;q=,', 'text/*', 'a/b;q=2;q=-1'],
  ...[`${'text/plain,'.repeat(300)}text/html`, '\u00ff\u00fe', 'application/json;q="\\"'],
]

export const languages = [
  ...['en', 'de, en;q=0.5', 'ja', 'ar', '*', 'zz-ZZ', 'de;q=nonsense', '__proto__', 'constructor', 'x'.repeat(500)],
  ...['-', 'a-b-c-d-e-f-g-h', 'en_US', '\u00e4\u00f6', ',;,;', 'i-klingon', 'de-DE-u-co-phonebk', 'en;q=1e9'],
]

export const contentEncodings = [
  'gzip',
  'deflate',
  'br',
  'identity',
  'compress',
  'zstd',
  'gzip, gzip',
  'x',
  '',
  '__proto__',
]

export const methods = [
  ...[
    'PUT',
    'DELETE',
    'PATCH',
    'TRACE',
    'PROPFIND',
    'M-SEARCH',
    'PURGE',
    'LINK',
    'SEARCH',
    'HEAD',
    'OPTIONS',
    'GET',
    'POST',
  ],
]
