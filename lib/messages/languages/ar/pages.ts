import { sentence } from '../../sentence'
import type { PageWords } from '../../page-words'
import type { Untranslated } from '../untranslated'

const confirmPassword: Untranslated<PageWords['confirm']['password']['email']> = {
  title: 'هل طلبت كلمة مرور جديدة؟',
  intro: (brand) => sentence`طلب شخص ما إعادة تعيين كلمة مرور هذا الحساب في ${brand}:`,
  button: 'نعم، هذا أنا: متابعة',
  notMeHint: 'يؤدي هذا إلى إيقاف الطلب، وتبقى كلمة مرورك كما هي.',
}

export const pages: Untranslated<PageWords> = {
  confirm: { password: { email: confirmPassword, msisdn: confirmPassword } },
  warning: 'لا تتابع إلا إذا طلبت ذلك بنفسك. إذا طلب منك شخص آخر فتح هذه الصفحة، فاختر «لم يكن هذا أنا».',
  notMe: 'لم يكن هذا أنا',
  code: {
    label: 'الرمز',
    button: 'متابعة',
    keepSecret: 'هل طلب منك أحد هذا الرمز؟ لا تعطه إياه، وأغلق هذه الصفحة.',
    wrong: 'هذا الرمز غير صحيح. انظر إلى أحدث رسالة وصلتك وأدخل رمزها مرة أخرى.',
  },
  errorPrefix: 'خطأ',
  expired: {
    title: { either: 'هذا الرابط أو الرمز لم يعد صالحًا' },
    why: 'ربما سبق استخدامه، أو انتهت مدته، أو حلّ محله رابط أو رمز أحدث.',
  },
  wrong: { title: { either: 'هذا الرابط أو الرمز غير صحيح' } },
  askInApp: { email: 'ارجع إلى تطبيقك واطلب رسالة بريد جديدة.', msisdn: 'ارجع إلى تطبيقك واطلب رسالة نصية جديدة.' },
  tooManyTries: { title: 'رموز خاطئة كثيرة' },
  unavailable: {
    title: 'هذا لا يعمل في الوقت الحالي',
    paragraphs: ['الخطأ من جانبنا، وليس من جانبك. انتظر لحظة ثم حاول مرة أخرى.'],
  },
  error: { code: (errcode) => sentence`إذا طلبت المساعدة، فاذكر هذا الرمز: ${errcode}` },
}
