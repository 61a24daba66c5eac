import type { MailWords } from '../../words/mail-words'
import { sentence } from '../../words/sentence'

const keepCodeSecret =
  "Don't give this code to anyone, whoever they say they are. We never ask for it by phone, email or chat."

/** Straight quotes: what is plain ASCII goes through every mail server as it is. */
export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Reset your password at ${brand}`,
      title: 'Reset your password',
      intro: (brand) => sentence`Someone asked for a new password for this account at ${brand}:`,
      button: 'Reset password',
      keepSecret: "Don't forward this email. Whoever has the link can set a new password for your account.",
    },
    register: {
      subject: (brand) => `Confirm your email address to sign up at ${brand}`,
      title: 'Confirm your email address to sign up',
      intro: (brand) =>
        sentence`Someone is signing up at ${brand} with this email address. A new account there gets it if you confirm.`,
      button: 'Confirm and sign up',
      keepSecret: "Don't forward this email. Whoever has the link can sign up with your email address.",
    },
    '3pid': {
      subject: (brand) => `Add this email address to an account at ${brand}`,
      title: 'Add this email address to an account',
      intro: (brand) =>
        sentence`Someone wants to add this email address to an account at ${brand}. The account gets it if you confirm.`,
      button: 'Add email address',
      keepSecret: "Don't forward this email. Whoever has the link can add your email address to an account.",
    },
  },
  code: {
    password: {
      subject: (brand) => `Your code to reset your password at ${brand}`,
      title: 'Your code to reset your password',
      intro: (brand) => sentence`Someone asked for a new password for this account at ${brand}:`,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Your code to sign up at ${brand}`,
      title: 'Your code to sign up',
      intro: (brand) =>
        sentence`Someone is signing up at ${brand} with this email address. A new account there gets it with this code.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Your code to add this email address to an account at ${brand}`,
      title: 'Your code to add this email address to an account',
      intro: (brand) =>
        sentence`Someone wants to add this email address to an account at ${brand}. The account gets it with this code.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'If this was you, go on here:',
  ifYouCode: 'If this was you, type this code where you asked for it:',
  orCopy: "If the button doesn't work, copy this link into your browser:",
  linkGood: (duration) => `The link works for ${duration}.`,
  codeGood: (duration) => `The code works for ${duration}.`,
  ifNotYou: {
    password: "If this was not you, you don't have to do anything: your password stays as it is.",
    register:
      "If this was not you, don't confirm: an account of someone else would get your email address. You don't have to do anything.",
    '3pid':
      "If this was not you, don't confirm: an account of someone else would get your email address. You don't have to do anything.",
  },
  toStop: 'You can also stop the request, so that nobody can use it any more:',
  stop: 'Stop this request',
  noAccount: {
    subject: (brand) => `No account with this email address at ${brand}`,
    title: 'There is no account with this email address',
    intro: (brand) =>
      sentence`Someone asked to reset a password at ${brand} and gave this email address. No account there has it.`,
    ifYou: 'If this was you, you may have signed up with another email address: try that one.',
    ifNotYou: "If this was not you, you don't have to do anything.",
  },
  inUse: {
    register: {
      subject: (brand) => `This email address already has an account at ${brand}`,
      title: 'This email address already has an account',
      intro: (brand) =>
        sentence`Someone tried to sign up at ${brand} with this email address. An account there has it already, so it can't be used for a new one.`,
      ifYou:
        'If this was you, sign in to that account instead. If you don\'t know its password any more, choose "Forgot password" in your app and give this email address.',
      ifNotYou: "If this was not you, you don't have to do anything: nothing was changed.",
    },
    '3pid': {
      subject: (brand) => `This email address is already in an account at ${brand}`,
      title: 'This email address is already in an account',
      intro: (brand) =>
        sentence`Someone tried to add this email address to an account at ${brand}. An account there has it already.`,
      ifYou:
        'If this was you, it may be in this account already, or in another one of yours. To use it here, sign in to the other account and remove it there first. If you don\'t know that account\'s password any more, choose "Forgot password" in your app and give this email address.',
      ifNotYou: "If this was not you, you don't have to do anything: nothing was changed.",
    },
  },
  changed: {
    subject: (brand) => `Your password at ${brand} was changed`,
    title: 'Your password was changed',
    intro: (brand) => sentence`The password of this account at ${brand} has just been changed:`,
    ifYou: "If this was you, all is well: you don't have to do anything.",
    ifNotYou:
      'If this was not you, someone else may be using your account. Reset your password now, with "Forgot password" in your app, and check who else can read your email.',
  },
  whoAsked: 'Who asked',
  whoChanged: 'Who changed it',
  automatic: (sender) => sentence`This email was sent automatically by ${sender}. Replies to it are not read.`,
}
