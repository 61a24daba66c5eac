import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** With "your". Both are masculine. */
const things = { email: 'عنوان بريدك الإلكتروني', msisdn: 'رقم هاتفك' }

const closePage = 'يمكنك إغلاق هذه الصفحة.'
const notMe = 'لم يكن هذا أنا'

const confirmPassword: ConfirmWords = {
  title: 'هل طلبت كلمة مرور جديدة؟',
  intro: (brand) => sentence`طلب شخص ما إعادة تعيين كلمة مرور هذا الحساب في ${brand}:`,
  button: 'نعم، أريد إعادة تعيين كلمة مروري',
  notMeHint: 'يوقف هذا الزر الطلب، وتبقى كلمة مرورك كما هي.',
  confirmed: {
    title: 'لقد أكّدت إعادة تعيين كلمة المرور',
    intro: (brand) => sentence`يمكن الآن إعادة تعيين كلمة مرور هذا الحساب في ${brand}:`,
    button: 'متابعة',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'هل تريد إنشاء حساب؟',
  intro: (brand) => sentence`يريد شخص ما إنشاء حساب في ${brand}. إذا أكّدت، فسيُضاف ${thing} إلى الحساب الجديد.`,
  button: 'نعم، أريد إنشاء حساب',
  notMeHint: `يوقف هذا الزر الطلب، ولا يُضاف ${thing} إلى أي حساب.`,
  confirmed: {
    title: 'لقد أكّدت إنشاء الحساب',
    intro: (brand) => sentence`يمكن الآن إنشاء حساب جديد في ${brand} يُضاف إليه ${thing}.`,
    button: 'متابعة',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `هل تريد إضافة ${thing}؟`,
  intro: (brand) => sentence`يريد شخص ما إضافة ${thing} إلى حساب في ${brand}. إذا أكّدت، فسيُضاف إلى ذلك الحساب.`,
  button: 'نعم، أريد إضافته',
  notMeHint: `يوقف هذا الزر الطلب، ولا يُضاف ${thing} إلى أي حساب.`,
  confirmed: {
    title: `لقد أكّدت ${thing}`,
    intro: (brand) => sentence`يمكن الآن إضافة ${thing} إلى حساب في ${brand}.`,
    button: 'متابعة',
  },
})

const stop = 'إيقاف هذا الطلب'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack = 'ارجع إلى التطبيق الذي بدأت منه. بعض التطبيقات تتابع من تلقاء نفسها، وفي غيرها اضغط على «متابعة».'

const done = (title: string, thing: string): Notice => ({ title, paragraphs: [`تم تأكيد ${thing}.`, goBack] })

const linksAreOff = 'الروابط والرموز التي أُرسلت من قبل لم تعد صالحة.'
const codeIsOff = 'لم يعد هذا الرمز صالحًا.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`أرسل ${brand} ${ofDigits(digits)} عبر البريد الإلكتروني.`,
    msisdn: (brand, digits) => sentence`أرسل ${brand} ${ofDigits(digits)} في رسالة نصية.`,
  },
  timeLeft: (left, time) => `الوقت المتبقي: ${left} (حتى ${time}).`,
  newest: 'إذا وصلك أكثر من رمز، فاكتب أحدث رمز.',
  label: 'الرمز',
  button: 'متابعة',
  keepSecret: 'هل طلب منك أحد هذا الرمز؟ لا تعطه إياه، وأغلق هذه الصفحة.',
  wrong: 'هذا الرمز غير صحيح. انظر إلى أحدث رسالة واكتب رمزها مرة أخرى.',
  notACode: (digits) =>
    digits === 0
      ? 'هذا ليس رمزًا. اكتب الأرقام الموجودة في الرسالة.'
      : `هذا ليس رمزًا. اكتب الرمز المكوّن من ${digits} أرقام من الرسالة.`,
}

/** A code has 6 to 10 digits: the plural is the same for all of them. */
function ofDigits(digits: number): string {
  return digits === 0 ? 'رمزًا' : `رمزًا من ${digits} أرقام`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `هل طلب منك أحد فتح هذه الصفحة؟ إذن اختر «${notMe}».`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('هل تريد إيقاف إعادة تعيين كلمة المرور؟', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('هل تريد إيقاف إنشاء الحساب؟', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) => stopQuestion(`هل تريد إيقاف إضافة ${thing}؟`, confirm3pid(thing).intro)),
  },
  stopHint: 'إن كان هذا طلبك، فيمكنك إغلاق هذه الصفحة فحسب.',
  done: {
    password: byMedium(things, (thing) => done('اختر الآن كلمة مرور جديدة', thing)),
    register: byMedium(things, (thing) => done('أكمل الآن إنشاء الحساب', thing)),
    '3pid': byMedium(things, (thing) => done(`أكمل الآن إضافة ${thing}`, thing)),
  },
  goOn: 'اختيار كلمة مرور جديدة',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'تم إيقاف إعادة تعيين كلمة المرور',
        paragraphs: [`لم يتغيّر شيء: كلمة مرورك كما هي. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'ربما تم تغيير كلمة مرورك',
        paragraphs: [
          'تم إيقاف الطلب، لكن شخصًا ما كان يعيّن كلمة مرور جديدة في تلك اللحظة.',
          'حاول تسجيل الدخول الآن. إذا لم تعمل كلمة مرورك، فأعد تعيينها فورًا عبر «نسيت كلمة المرور» في تطبيقك. وإذا عملت، فسجّل الخروج من كل الأجهزة التي لا تعرفها.',
          `ثم تحقق ممن يمكنه أيضًا قراءة الرسائل التي تصل إلى ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'تم إيقاف إنشاء الحساب',
        paragraphs: [`لم يُضَف ${thing} إلى أي حساب بهذا الطلب. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `ربما أُضيف ${thing} إلى حساب جديد`,
        paragraphs: [
          'تم إيقاف الطلب، لكن شخصًا ما كان يُكمل إنشاء الحساب في تلك اللحظة.',
          `اطلب من القائمين على هذا الخادم إزالة ${thing} من الحساب الجديد.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `لم تتم إضافة ${thing}`,
        paragraphs: [`تم إيقاف الطلب. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `ربما أُضيف ${thing} إلى حساب`,
        paragraphs: [
          'تم إيقاف الطلب، لكن شخصًا ما كان يُكمل الإضافة في تلك اللحظة.',
          `اطلب من القائمين على هذا الخادم إزالة ${thing} من ذلك الحساب.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'تم إيقاف إعادة تعيين كلمة المرور',
      paragraphs: [`${codeIsOff} لم يتغيّر شيء: كلمة مرورك كما هي.`, closePage],
    })),
    register: byMedium(things, () => ({ title: 'تم إيقاف إنشاء الحساب', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `لم تتم إضافة ${thing}`,
      paragraphs: [`${codeIsOff} لم تتم إضافة أي شيء.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'اكتب الرمز لإعادة تعيين كلمة مرورك'),
      register: byMedium(things, () => 'اكتب الرمز لإنشاء حساب'),
      '3pid': byMedium(things, (thing) => `اكتب الرمز لإضافة ${thing}`),
    },
    stop,
    stopHint: 'ألم تطلب رمزًا؟ إذن أوقف الطلب.',
  },
  errorPrefix: 'خطأ',
  expired: {
    title: {
      link: 'لم يعد هذا الرابط صالحًا',
      code: 'لم يعد هذا الرمز صالحًا',
      either: 'لم يعد هذا الرابط أو الرمز صالحًا',
    },
    why: 'ربما سبق استخدامه، أو انتهت مدته، أو حلّ محله ما هو أحدث منه.',
  },
  wrong: {
    title: {
      link: 'هذا الرابط غير صحيح',
      code: 'هذا الرمز غير صحيح',
      either: 'هذا الرابط أو الرمز غير صحيح',
    },
    hint: {
      link: 'ربما ينقص جزء منه. افتح الرابط في الرسالة مرة أخرى، أو انسخه كاملًا إلى المتصفح.',
      code: 'انظر إلى أحدث رسالة واكتب رمزها مرة أخرى.',
      either: 'ربما ينقص جزء منه. انظر إلى أحدث رسالة ثم حاول مرة أخرى.',
    },
  },
  askInApp: {
    email: 'ارجع إلى المكان الذي أرسلت منه الطلب واطلب هناك رسالة بريد إلكتروني جديدة.',
    msisdn: 'ارجع إلى المكان الذي أرسلت منه الطلب واطلب هناك رسالة نصية جديدة.',
  },
  askHere: 'يمكنك البدء من جديد هنا.',
  startAgain: 'البدء من جديد',
  tooManyTries: {
    title: 'رموز خاطئة كثيرة',
    why: 'حرصًا على الأمان، لم يعد هذا الرمز صالحًا. لم يتغيّر شيء.',
    wait: (duration) =>
      `الوقت المتبقي حتى يمكنك طلب رمز جديد: ${duration}. إذا كنت لا تريد الانتظار، فألغِ العملية في تطبيقك وابدأ هناك من جديد.`,
    startOver: 'ألغِ العملية في تطبيقك وابدأ هناك من جديد.',
  },
  limited: {
    title: 'انتظر قليلًا من فضلك',
    why: 'وصلت طلبات كثيرة في وقت قصير: منك، أو من آخرين يشاركونك الاتصال بالإنترنت. لم يتغيّر شيء.',
    wait: (duration) => `مدة الانتظار: ${duration}. بعد ذلك حاول مرة أخرى.`,
  },
  unavailable: {
    title: 'هذا لا يعمل في الوقت الحالي',
    paragraphs: ['الخطأ من جانبنا، وليس من جانبك. انتظر لحظة ثم حاول مرة أخرى.'],
  },
  tryAgain: 'المحاولة مرة أخرى',
  error: {
    title: 'لم تنجح العملية',
    paragraphs: ['افتح الرابط في رسالتك مرة أخرى، أو ابدأ من جديد في المكان الذي طلبته منه.'],
    code: (errcode) => sentence`إذا طلبت المساعدة، فاذكر هذا الرمز: ${errcode}`,
  },
}
