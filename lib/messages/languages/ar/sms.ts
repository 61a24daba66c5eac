import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * One SMS has 70 characters. A duration stands apart, where it needs no case, and never behind code or server without an
 * Arabic word between: its number would be drawn beside theirs.
 * @param what what the code is for, such as `كلمة مرور جديدة`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) => `رمزك في ${server} (${what}): ${secret}. الصلاحية: ${long}. لا تشاركه مع أحد.`,
    (server, secret, { long }) => `${server}: ${secret} رمز ${what}، ${long}. لا تشاركه مع أحد.`,
    (server, secret, { long }) => `${server}: ${secret} رمز ${what}، ${long}. لا تشاركه`,
    (server, secret, { short }) => `${server}: ${secret} ${what} (${short}). لا تشاركه`,
    (server, secret, { short }) => `${server}: ${secret} ${what} ${short}`,
  ]
}

/** The line below names the server and the code, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    // The shortest of these says no more than the last one does.
    ...code(what).slice(0, -1),
    (_server, secret, { long }) => `رمز ${what}: ${secret}. الصلاحية: ${long}. لا تشاركه.`,
    (_server, secret, { short }) => `${secret} ${what} ${short} لا تشاركه`,
    (_server, _secret, { short }) => `${what} ${short}`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) => `${what} في ${server}: ${secret} الصلاحية: ${long}. لا تشارك هذا الرابط مع أحد.`,
    (_server, secret, { long }) => `${what} (${long}): ${secret} لا تشاركه مع أحد.`,
    (_server, secret, { short }) => `${what} ${short}: ${secret} لا تشاركه`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('كلمة مرور جديدة'),
    register: link('تأكيد رقمك لحساب جديد'),
    '3pid': link('إضافة رقم هاتفك إلى حساب'),
  },
  code: { password: code('كلمة مرور جديدة'), register: code('حساب جديد'), '3pid': code('إضافة رقم هاتفك') },
  codeWithAutofill: {
    password: codeWithAutofill('كلمة مرور جديدة'),
    register: codeWithAutofill('حساب جديد'),
    '3pid': codeWithAutofill('إضافة رقم هاتفك'),
  },
}
