import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

const things = { email: 'email address', msisdn: 'phone number' }

const closePage = 'You can close this page.'
const notMe = 'This was not me'

const confirmPassword: ConfirmWords = {
  title: 'Did you ask for a new password?',
  intro: (brand) => sentence`Someone asked to reset the password of this account at ${brand}:`,
  button: 'Yes, reset my password',
  notMeHint: 'Stops the request. Your password stays as it is.',
  confirmed: {
    title: 'You have confirmed your password reset',
    intro: (brand) => sentence`The password of this account at ${brand} can now be reset:`,
    button: 'Go on',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Are you signing up?',
  intro: (brand) => sentence`Someone is signing up at ${brand}. The new account gets your ${thing} if you confirm.`,
  button: 'Yes, sign me up',
  notMeHint: `Stops the request. Nobody gets your ${thing}.`,
  confirmed: {
    title: 'You have confirmed your sign-up',
    intro: (brand) => sentence`A new account at ${brand} can now be made with your ${thing}.`,
    button: 'Go on',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Do you want to add your ${thing}?`,
  intro: (brand) =>
    sentence`Someone wants to add your ${thing} to an account at ${brand}. The account gets it if you confirm.`,
  button: `Yes, add my ${thing}`,
  notMeHint: `Stops the request. Nobody gets your ${thing}.`,
  confirmed: {
    title: `You have confirmed your ${thing}`,
    intro: (brand) => sentence`Your ${thing} can now be added to an account at ${brand}.`,
    button: 'Go on',
  },
})

const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({
  title,
  intro,
  button: 'Stop this request',
})

const goBack = 'Go back to the app where you asked. Some apps go on by themselves; in others press “Continue”.'

const done = (title: string, next: string): Notice => ({ title, paragraphs: [next, goBack] })

const linksAreOff = 'Links and codes that were sent before no longer work.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} has sent a ${ofDigits(digits)} by email.`,
    msisdn: (brand, digits) => sentence`${brand} has sent a ${ofDigits(digits)} by SMS.`,
  },
  timeLeft: (left, time) => `Time left: ${left} (until ${time}).`,
  newest: 'If you got more than one, type the newest.',
  label: 'Code',
  button: 'Continue',
  keepSecret: 'Did someone ask you for this code? Don’t give it to them, and close this page.',
  wrong: 'This code isn’t right. Look at the newest message and type its code again.',
  notACode: (digits) =>
    digits === 0
      ? 'This is not a code. Type the digits from the message.'
      : `This is not a code. Type the ${digits} digits from the message.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'code' : `${digits}-digit code`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Did someone tell you to open this page? Then choose “${notMe}”.`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('Stop the password reset?', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('Stop the sign-up?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) => stopQuestion(`Stop adding your ${thing}?`, confirm3pid(thing).intro)),
  },
  stopHint: 'If you asked for this yourself, you can just close this page.',
  done: {
    password: byMedium(things, (thing) => done('Now choose a new password', `Your ${thing} is confirmed.`)),
    register: byMedium(things, (thing) => done('Now finish signing up', `Your ${thing} is confirmed.`)),
    '3pid': byMedium(things, (thing) => done(`Now finish adding your ${thing}`, `Your ${thing} is confirmed.`)),
  },
  goOn: 'Choose a new password',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'The password reset was stopped',
        paragraphs: [`Nothing was changed: your password is still the same. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Your password may have been changed',
        paragraphs: [
          'The request was stopped, but somebody was just setting a new password.',
          'Try to sign in now. If your password doesn’t work, reset it at once with “Forgot password” in your app. If it works, sign out every device that you don’t know.',
          `Then check who else can read the messages to your ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'The sign-up was stopped',
        paragraphs: [`No account got your ${thing} by this request. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `A new account may have your ${thing}`,
        paragraphs: [
          'The request was stopped, but somebody was just finishing the sign-up.',
          `Ask those who run this server to remove your ${thing} from the new account.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Your ${thing} was not added`,
        paragraphs: [`The request was stopped. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `An account may have got your ${thing}`,
        paragraphs: [
          'The request was stopped, but somebody was just adding it.',
          `Ask those who run this server to remove your ${thing} from that account.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'The password reset was stopped',
      paragraphs: ['This code no longer works. Nothing was changed: your password is still the same.', closePage],
    })),
    register: byMedium(things, () => ({
      title: 'The sign-up was stopped',
      paragraphs: ['This code no longer works.', closePage],
    })),
    '3pid': byMedium(things, (thing) => ({
      title: `Your ${thing} was not added`,
      paragraphs: ['This code no longer works. Nothing was added.', closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Enter the code to reset your password'),
      register: byMedium(things, () => 'Enter the code to sign up'),
      '3pid': byMedium(things, (thing) => `Enter the code to add your ${thing}`),
    },
    stop: 'Stop this request',
    stopHint: 'Did you not ask for a code? Then stop the request.',
  },
  errorPrefix: 'Error',
  expired: {
    title: {
      link: 'This link no longer works',
      code: 'This code no longer works',
      either: 'This link or code no longer works',
    },
    why: 'It may have been used already, be too old, or have been replaced by a newer one.',
  },
  wrong: {
    title: { link: 'This link isn’t right', code: 'This code isn’t right', either: 'This link or code isn’t right' },
    hint: {
      link: 'Part of it may be missing. Open the link in the message again, or copy all of it into your browser.',
      code: 'Look at the newest message that you have, and type its code again.',
      either: 'Part of it may be missing. Look at the newest message that you have, and try again.',
    },
  },
  askInApp: {
    email: 'Go back to where you asked, and ask for a new email there.',
    msisdn: 'Go back to where you asked, and ask for a new SMS there.',
  },
  askHere: 'You can start again here.',
  startAgain: 'Start again',
  tooManyTries: {
    title: 'Too many wrong codes',
    why: 'To be safe, this code no longer works. Nothing was changed.',
    wait: (duration) =>
      `You can ask for a new code in ${duration}. If you don’t want to wait, cancel in your app and start from the beginning there.`,
    startOver: 'Cancel in your app, and start from the beginning there.',
  },
  limited: {
    title: 'Please wait a little',
    why: 'There were many requests in a short time: from you, or from others who share your internet connection. Nothing was changed.',
    wait: (duration) => `Please wait ${duration}, then try again.`,
  },
  unavailable: {
    title: 'We can’t do this right now',
    paragraphs: ['The fault is ours, not yours. Please wait a moment, then try again.'],
  },
  tryAgain: 'Try again',
  error: {
    title: 'This did not work',
    paragraphs: ['Open the link in your message again, or start again where you asked for it.'],
    code: (errcode) => sentence`If you ask for help, give this code: ${errcode}`,
  },
}
