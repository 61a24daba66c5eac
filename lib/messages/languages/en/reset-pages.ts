import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

const nothingCame = 'Nothing came?'
function sent(what: 'email' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  const a = what === 'email' ? 'an email' : 'an SMS'
  return {
    ...of,
    sent: (masked) => sentence`We have sent ${a} to ${masked}.`,
    sentIfKnown: (masked) => sentence`If an account here has ${masked}, we have sent ${a} there.`,
    nothingCame,
    askedAgain: `You have asked again. Only the newest ${what} counts.`,
    wasNotSent: `The ${what} could not be sent. Please try again in a moment.`,
  }
}

const emailThen = [
  'It can take a few minutes.',
  'Look in your spam folder.',
  'Is this the email address of your account?',
]
const smsThen = ['It can take a few minutes.', 'Is this the phone number of your account?']

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Reset your password',
    intro: 'We send you a message, with which you can choose a new password.',
    email: { label: 'Email address of your account', button: 'Send an email' },
    msisdn: { country: 'Country', label: 'Phone number of your account', button: 'Send an SMS' },
    or: 'or',
    problem: {
      email: {
        invalid: 'This is not an email address. It looks like this: name@example.org',
        unknown: 'No account here has this email address. Maybe you signed up with another one.',
        denied: 'This email address can’t be used here.',
        'not-sent': 'The email could not be sent. Please try again in a moment.',
      },
      msisdn: {
        invalid: 'This is not a mobile number of the country above. Check both.',
        unknown: 'No account here has this phone number. Maybe you signed up with another one.',
        denied: 'We can’t send SMS to this phone number.',
        'not-sent': 'The SMS could not be sent. Please try again in a moment.',
      },
    },
  },
  link: {
    email: sent('email', { title: 'Look in your mailbox', whatThen: emailThen, sendAgain: 'Send the email again' }),
    msisdn: sent('SMS', { title: 'Look at your phone', whatThen: smsThen, sendAgain: 'Send the SMS again' }),
  },
  goOnThere: 'Open the link in it. You choose your new password there: you don’t need this page any more.',
  reload: 'I have opened the link',
  notYet: (button) => `Not confirmed yet. Open the link in the newest message, then press “${button}” on that page.`,
  confirmed: {
    title: 'Go on where you opened the link',
    paragraphs: [
      'It is confirmed. The form for your new password is in the browser in which you opened the link.',
      'You can close this page.',
    ],
  },
  code: {
    email: sent('email', { title: 'Type the code from the email', whatThen: emailThen, sendAgain: 'Send a new code' }),
    msisdn: sent('SMS', { title: 'Type the code from the SMS', whatThen: smsThen, sendAgain: 'Send a new code' }),
  },
  over: {
    'too-many-tries': {
      title: 'Too many wrong codes',
      paragraphs: ['To be safe, this code no longer works. Your password stays as it is.'],
    },
    expired: { title: 'This code no longer works', paragraphs: ['It is too old. Your password stays as it is.'] },
  },
  otherAddress: 'Use another email address or phone number',
  password: {
    title: 'Choose a new password',
    label: 'New password',
    again: 'The same password again',
    rules: 'Password rules:',
    logoutDevices: 'Sign out all my other devices',
    logoutHint: 'Do this if somebody else may know your old password.',
    encrypted:
      'You then need your recovery key to read your older encrypted messages again. If you don’t have this key, take off the tick.',
    button: 'Set new password',
    empty: 'Type a new password.',
    different: 'These are two different passwords. Type the same one twice.',
  },
  done: {
    title: 'Your password was changed',
    signIn: 'You can sign in with your new password now.',
    loggedOut: 'All your devices were signed out.',
    stayedIn: 'Your devices are still signed in.',
    encrypted: 'To read your older encrypted messages again, you need your recovery key.',
  },
  nothingToGoOn: {
    title: 'Please start again',
    paragraphs: [
      'This page belongs to a request that is over or too old, or to another browser.',
      'If your browser blocks cookies, allow them for this page.',
    ],
  },
  passwordOver: {
    title: 'This request is over',
    paragraphs: ['If you have just set a new password, sign in with it.', 'If not, please start again.'],
  },
  forbidden: {
    title: 'Please start again here',
    paragraphs: ['What was sent did not come from a page of this server, so nothing was changed.'],
  },
}
