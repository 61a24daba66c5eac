import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both kinds of message are feminine. */
function sent(
  what: 'رسالة بريد إلكتروني' | 'رسالة نصية',
  of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>,
): SentWords {
  return {
    ...of,
    // The full stop is not beside the ellipsis of a number, where it would read as a fourth point of it.
    sent: (masked) => sentence`أرسلنا إلى ${masked} ${what}.`,
    sentIfKnown: (masked) => sentence`إذا كان ${masked} في أحد الحسابات هنا، فقد أرسلنا إليه ${what}.`,
    nothingCame: 'لم يصلك شيء؟',
    askedAgain: 'لقد طلبت مرة أخرى. الرسالة الأحدث وحدها صالحة.',
    wasNotSent: 'تعذّر إرسال الرسالة. حاول مرة أخرى بعد لحظة.',
  }
}

const fewMinutes = 'قد يستغرق ذلك بضع دقائق.'
const emailThen = [fewMinutes, 'انظر في مجلد البريد غير المرغوب فيه.', 'هل هذا هو عنوان البريد الإلكتروني لحسابك؟']
const smsThen = [fewMinutes, 'هل هذا هو رقم هاتف حسابك؟']
const newCode = 'إرسال رمز جديد'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'إعادة تعيين كلمة مرورك',
    intro: 'سنرسل إليك رسالة يمكنك بها اختيار كلمة مرور جديدة.',
    email: { label: 'عنوان البريد الإلكتروني لحسابك', button: 'إرسال بريد إلكتروني' },
    msisdn: { country: 'البلد', label: 'رقم هاتف حسابك', button: 'إرسال رسالة نصية' },
    or: 'أو',
    problem: {
      email: {
        invalid: 'هذا ليس عنوان بريد إلكتروني. يكون العنوان هكذا: name@example.org',
        unknown: 'لا يوجد هنا حساب بعنوان البريد الإلكتروني هذا. ربما أنشأت حسابك بعنوان آخر.',
        denied: 'لا يمكن استخدام عنوان البريد الإلكتروني هذا هنا.',
        'not-sent': 'تعذّر إرسال البريد الإلكتروني. حاول مرة أخرى بعد لحظة.',
      },
      msisdn: {
        invalid: 'هذا ليس رقم هاتف محمول في البلد المختار أعلاه. تحقق منهما.',
        unknown: 'لا يوجد هنا حساب برقم الهاتف هذا. ربما أنشأت حسابك برقم آخر.',
        denied: 'لا يمكننا إرسال رسائل نصية إلى رقم الهاتف هذا.',
        'not-sent': 'تعذّر إرسال الرسالة النصية. حاول مرة أخرى بعد لحظة.',
      },
    },
  },
  link: {
    email: sent('رسالة بريد إلكتروني', {
      title: 'انظر في بريدك الإلكتروني',
      whatThen: emailThen,
      sendAgain: 'إرسال البريد الإلكتروني مرة أخرى',
    }),
    msisdn: sent('رسالة نصية', {
      title: 'انظر في هاتفك',
      whatThen: smsThen,
      sendAgain: 'إرسال الرسالة النصية مرة أخرى',
    }),
  },
  goOnThere: 'افتح الرابط الموجود فيها. هناك تختار كلمة مرورك الجديدة، ولن تحتاج إلى هذه الصفحة بعد ذلك.',
  reload: 'لقد فتحت الرابط',
  confirmed: {
    title: 'تابع حيث فتحت الرابط',
    paragraphs: [
      'تم التأكيد. نموذج كلمة المرور الجديدة موجود في المتصفح الذي فتحت فيه الرابط.',
      'يمكنك إغلاق هذه الصفحة.',
    ],
  },
  code: {
    email: sent('رسالة بريد إلكتروني', {
      title: 'اكتب الرمز الموجود في رسالة البريد الإلكتروني',
      whatThen: emailThen,
      sendAgain: newCode,
    }),
    msisdn: sent('رسالة نصية', {
      title: 'اكتب الرمز الموجود في الرسالة النصية',
      whatThen: smsThen,
      sendAgain: newCode,
    }),
  },
  over: {
    'too-many-tries': {
      title: 'رموز خاطئة كثيرة',
      paragraphs: ['حرصًا على الأمان، لم يعد هذا الرمز صالحًا. كلمة مرورك تبقى كما هي.'],
    },
    expired: { title: 'لم يعد هذا الرمز صالحًا', paragraphs: ['انتهت مدته. كلمة مرورك تبقى كما هي.'] },
  },
  otherAddress: 'استخدام عنوان بريد أو رقم هاتف آخر',
  password: {
    title: 'اختر كلمة مرور جديدة',
    label: 'كلمة المرور الجديدة',
    again: 'كلمة المرور نفسها مرة أخرى',
    rules: 'قواعد كلمة المرور:',
    logoutDevices: 'تسجيل الخروج من كل أجهزتي الأخرى',
    logoutHint: 'افعل ذلك إذا كان من الممكن أن يعرف شخص آخر كلمة مرورك القديمة.',
    encrypted: 'ستحتاج بعد ذلك إلى مفتاح الاسترداد لقراءة رسائلك المشفّرة القديمة مرة أخرى.',
    button: 'تعيين كلمة المرور الجديدة',
    empty: 'اكتب كلمة مرور جديدة.',
    different: 'كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.',
  },
  done: {
    title: 'تم تغيير كلمة مرورك',
    signIn: 'يمكنك الآن تسجيل الدخول بكلمة مرورك الجديدة.',
    loggedOut: 'تم تسجيل الخروج من كل أجهزتك.',
    stayedIn: 'أجهزتك ما زالت مسجّلة الدخول.',
    encrypted: 'لقراءة رسائلك المشفّرة القديمة مرة أخرى، تحتاج إلى مفتاح الاسترداد.',
  },
  nothingToGoOn: {
    title: 'ابدأ من جديد من فضلك',
    paragraphs: [
      'هذه الصفحة لطلب انتهى أو مضى عليه وقت طويل، أو لمتصفح آخر.',
      'إذا كان متصفحك يمنع ملفات تعريف الارتباط (الكوكيز)، فاسمح بها لهذه الصفحة.',
    ],
  },
  passwordOver: {
    title: 'انتهى هذا الطلب',
    paragraphs: ['إذا كنت قد عيّنت للتو كلمة مرور جديدة، فسجّل الدخول بها.', 'وإلا فابدأ من جديد من فضلك.'],
  },
  forbidden: {
    title: 'ابدأ من جديد هنا من فضلك',
    paragraphs: ['ما أُرسل لم يأتِ من صفحة في هذا الخادم، لذلك لم يتغيّر شيء.'],
  },
}
