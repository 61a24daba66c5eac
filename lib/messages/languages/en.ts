import { sentence, type EmailTexts, type PageTexts, type SmsTexts, type Words } from '../words'

const email: EmailTexts = {
  link: {
    subject: (brand) => `Reset your password for ${brand}`,
    title: 'Reset your password',
    intro: (account, brand) => sentence`Someone asked to reset the password of ${account} at ${brand}.`,
    ifYou: 'If this was you, open this link to continue:',
    button: 'Continue',
    orCopy: 'If the button doesn’t work, copy this link into your browser:',
    good: (duration) => `The link works for ${duration}.`,
    ifNotYou:
      'If this was not you, you don’t have to do anything: your password stays as it is. To stop this request at once, open the link and choose “This was not me”.',
    keepSecret: 'Don’t forward this email. Whoever has the link can set a new password for your account.',
  },
  code: {
    subject: (brand) => `Your code for ${brand}`,
    title: 'Your code to reset your password',
    intro: (account, brand) => sentence`Someone asked to reset the password of ${account} at ${brand}.`,
    ifYou: 'If this was you, type this code where you asked for it:',
    good: (duration) => `The code works for ${duration}.`,
    ifNotYou: 'If this was not you, you don’t have to do anything: your password stays as it is.',
    keepSecret:
      'Don’t give this code to anyone, whoever they say they are. We never ask for it by phone, email or chat.',
  },
  noAccount: {
    subject: (brand) => `No account with this address at ${brand}`,
    title: 'There is no account with this address',
    intro: (brand) =>
      sentence`Someone asked to reset a password at ${brand} and gave this email address. No account there has it.`,
    ifYou: 'If this was you, you may have signed up with another address: try that one.',
    ifNotYou: 'If this was not you, you don’t have to do anything.',
  },
  changed: {
    subject: (brand) => `Your password for ${brand} was changed`,
    title: 'Your password was changed',
    intro: (account, brand) => sentence`The password of ${account} at ${brand} has just been changed.`,
    ifYou: 'If this was you, all is well: you don’t have to do anything.',
    ifNotYou:
      'If this was not you, someone else may be using your account. Reset your password now, with “Forgot password” in your app, and check who else can read your email.',
  },
  whoAsked: 'Who asked',
  whoChanged: 'Who changed it',
  automatic: (sender) => sentence`This email was sent automatically by ${sender}. Replies to it are not read.`,
}

const sms: SmsTexts = {
  segment: 160,
  link: [
    (server, link) => `Reset your password at ${server}: ${link} Not you? Ignore this. Never share this link.`,
    (_server, link) => `Reset your password: ${link} Never share this link.`,
  ],
  code: [
    (server, code) =>
      `${code} is your code to reset your password at ${server}. Don't share it with anyone. Not you? Ignore this.`,
    (server, code) => `${code} is your code for ${server}. Don't share it with anyone.`,
  ],
  codeWithAutofill: [
    (server, code) => `${code} is your code to reset your password at ${server}. Don't share it with anyone.`,
    (_server, code) => `${code} is your code to reset your password. Don't share it with anyone.`,
    (_server, code) => `Your code is ${code}. Don't share it with anyone.`,
  ],
}

const page: PageTexts = {
  confirm: {
    title: 'Did you ask for a new password?',
    intro: (brand) => sentence`Someone asked to reset the password of this account at ${brand}:`,
    warning:
      'Continue only if you asked for this yourself. If someone else told you to open this page, choose “This was not me”.',
    confirm: 'Yes, this was me: continue',
    notMe: 'This was not me',
    notMeHint: 'This stops the request. Your password stays as it is.',
  },
  done: {
    email: {
      title: 'Your email address is confirmed',
      paragraphs: ['Go back to your app: it continues by itself.', 'You can close this page.'],
    },
    msisdn: {
      title: 'Your phone number is confirmed',
      paragraphs: ['Go back to your app: it continues by itself.', 'You can close this page.'],
    },
  },
  notMe: {
    title: 'The request was stopped',
    paragraphs: [
      'Nothing was changed: your password is still the same, and the link or code no longer works.',
      'You don’t have to do anything else. You can close this page.',
    ],
  },
  code: {
    title: 'Enter your code',
    intro: {
      email: 'We sent a code to your email address. If you got more than one, type the newest.',
      msisdn: 'We sent a code to your phone by SMS. If you got more than one, type the newest.',
    },
    label: 'Code',
    button: 'Continue',
    keepSecret: 'Did someone ask you for this code? Don’t give it to them, and close this page.',
    errorPrefix: 'Error',
    wrongTitle: 'This code isn’t right',
    wrong: 'Look at the newest message you have and type its code again.',
  },
  expired: {
    email: {
      title: 'This link or code no longer works',
      paragraphs: [
        'It may have been used already, be too old, or have been replaced by a newer one.',
        'Go back to your app and ask for a new email.',
      ],
    },
    msisdn: {
      title: 'This link or code no longer works',
      paragraphs: [
        'It may have been used already, be too old, or have been replaced by a newer one.',
        'Go back to your app and ask for a new SMS.',
      ],
    },
  },
  wrong: {
    email: {
      title: 'This link or code isn’t right',
      paragraphs: [
        'Part of it may be missing. Open the link in the email again, or copy all of it into your browser.',
        'If that doesn’t help, go back to your app and ask for a new email.',
      ],
    },
    msisdn: {
      title: 'This link or code isn’t right',
      paragraphs: [
        'Part of it may be missing. Look at the newest SMS you have and try again.',
        'If that doesn’t help, go back to your app and ask for a new SMS.',
      ],
    },
  },
  tooManyTries: {
    title: 'Too many wrong codes',
    paragraphs: [
      'To keep your account safe, this code no longer works. Your password stays as it is.',
      'Go back to your app and ask for a new code.',
    ],
  },
  limited: {
    title: 'Too many tries',
    wait: (duration) => `To keep accounts safe, please wait ${duration}, then try again.`,
    hint: 'Your password stays as it is.',
  },
  unavailable: {
    title: 'We can’t do this right now',
    paragraphs: [
      'The fault is ours, not yours. Please wait a moment, then try again.',
      'Your password stays as it is.',
    ],
  },
  error: {
    title: 'Something is wrong with this link',
    paragraphs: [
      'Open the link in your message again, or go back to your app and ask for a new one.',
      'Your password stays as it is.',
    ],
    code: (errcode) => sentence`If you ask for help, give this code: ${errcode}`,
  },
}

/** English. */
export const en: Words = {
  language: 'en',
  direction: 'ltr',
  formats: 'en-GB',
  facts: { account: 'Account', time: 'Time', address: 'Network address', browser: 'Browser or app' },
  colon: ':',
  browserOn: (browser, system) => `${browser} on ${system}`,
  support: 'Get help',
  email,
  sms,
  page,
}
