import { sentence, type EmailTexts, type PageTexts, type SmsTexts, type Words } from '../words'

const email: EmailTexts = {
  link: {
    subject: (brand) => `${brand} のパスワードの再設定`,
    title: 'パスワードの再設定',
    intro: (account, brand) => sentence`${brand} のアカウント ${account} のパスワードを再設定する依頼がありました。`,
    ifYou: 'ご本人による依頼の場合は、次のリンクを開いて続けてください。',
    button: '再設定を続ける',
    orCopy: 'ボタンが使えない場合は、次のリンクをブラウザーに貼り付けてください。',
    good: (duration) => `リンクの有効期間: ${duration}`,
    ifNotYou:
      'お心当たりがない場合は、何もする必要はありません。パスワードは変わりません。この依頼をすぐに取り消すには、リンクを開いて「私ではありません」を選んでください。',
    keepSecret:
      'このメールを転送しないでください。リンクを知っている人は、あなたのアカウントのパスワードを変更できます。',
  },
  code: {
    subject: (brand) => `${brand} の確認コード`,
    title: 'パスワード再設定の確認コード',
    intro: (account, brand) => sentence`${brand} のアカウント ${account} のパスワードを再設定する依頼がありました。`,
    ifYou: 'ご本人による依頼の場合は、依頼した画面で次のコードを入力してください。',
    good: (duration) => `コードの有効期間: ${duration}`,
    ifNotYou: 'お心当たりがない場合は、何もする必要はありません。パスワードは変わりません。',
    keepSecret:
      '相手が誰であっても、このコードを教えないでください。電話、メール、チャットでコードをお尋ねすることはありません。',
  },
  noAccount: {
    subject: (brand) => `${brand} にこのアドレスのアカウントはありません`,
    title: 'このアドレスのアカウントはありません',
    intro: (brand) =>
      sentence`${brand} で、このメールアドレスを使ってパスワードを再設定する依頼がありましたが、このアドレスのアカウントはありません。`,
    ifYou: 'ご本人による依頼の場合は、別のアドレスで登録した可能性があります。そのアドレスでお試しください。',
    ifNotYou: 'お心当たりがない場合は、何もする必要はありません。',
  },
  changed: {
    subject: (brand) => `${brand} のパスワードが変更されました`,
    title: 'パスワードが変更されました',
    intro: (account, brand) => sentence`${brand} のアカウント ${account} のパスワードが変更されました。`,
    ifYou: 'ご本人による変更の場合は、何もする必要はありません。',
    ifNotYou:
      'お心当たりがない場合は、ほかの人があなたのアカウントを使っている可能性があります。アプリの「パスワードを忘れた場合」から今すぐパスワードを再設定し、あなたのメールをほかの人が読めないか確認してください。',
  },
  whoAsked: '依頼の詳細',
  whoChanged: '変更の詳細',
  automatic: (sender) => sentence`このメールは ${sender} から自動的に送信されました。返信してもお読みできません。`,
}

const sms: SmsTexts = {
  segment: 70,
  link: [
    (server, link) => `${server} のパスワード再設定: ${link} このリンクを他人に教えないでください。`,
    (_server, link) => `パスワード再設定: ${link} 他人に教えないでください。`,
    (_server, link) => `${link} 他人に教えないでください。`,
  ],
  code: [
    (server, code) => `${server} のパスワード再設定コード: ${code} 他人に教えないでください。`,
    (server, code) => `${server} のコード: ${code} 他人に教えないでください。`,
  ],
  codeWithAutofill: [
    (server, code) => `${server} のコード: ${code} 他人に教えないでください。`,
    (_server, code) => `コード: ${code} 他人に教えないでください。`,
    (_server, code) => `${code} 他人に教えないで`,
  ],
}

const usedUp = 'すでに使われたか、期限が切れたか、新しいものに置き換えられました。'
const backToApp = 'アプリに戻ってください。自動的に続きます。'
const closePage = 'このページは閉じてかまいません。'
const unchanged = 'パスワードは変わっていません。'

const page: PageTexts = {
  confirm: {
    title: '新しいパスワードを依頼しましたか？',
    intro: (brand) => sentence`${brand} で、次のアカウントのパスワードを再設定する依頼がありました。`,
    warning:
      'ご自身で依頼した場合にだけ続けてください。ほかの人に言われてこのページを開いた場合は、「私ではありません」を選んでください。',
    confirm: 'はい、私です。続ける',
    notMe: '私ではありません',
    notMeHint: '依頼が取り消されます。パスワードは変わりません。',
  },
  done: {
    email: { title: 'メールアドレスを確認しました', paragraphs: [backToApp, closePage] },
    msisdn: { title: '電話番号を確認しました', paragraphs: [backToApp, closePage] },
  },
  notMe: {
    title: '依頼を取り消しました',
    paragraphs: [
      '何も変更されていません。パスワードはそのままで、リンクやコードは使えなくなりました。',
      'ほかに何もする必要はありません。このページは閉じてかまいません。',
    ],
  },
  code: {
    title: 'コードを入力してください',
    intro: {
      email: 'メールアドレスにコードを送りました。いちばん新しいコードを入力してください。',
      msisdn: '電話に SMS でコードを送りました。いちばん新しいコードを入力してください。',
    },
    label: 'コード',
    button: '続ける',
    keepSecret: '誰かにこのコードを尋ねられましたか？ 教えずに、このページを閉じてください。',
    errorPrefix: 'エラー',
    wrongTitle: 'コードが正しくありません',
    wrong: 'いちばん新しいメッセージを見て、コードをもう一度入力してください。',
  },
  expired: {
    email: {
      title: 'このリンクまたはコードは使えなくなりました',
      paragraphs: [usedUp, 'アプリに戻って、新しいメールを依頼してください。'],
    },
    msisdn: {
      title: 'このリンクまたはコードは使えなくなりました',
      paragraphs: [usedUp, 'アプリに戻って、新しい SMS を依頼してください。'],
    },
  },
  wrong: {
    email: {
      title: 'リンクまたはコードが正しくありません',
      paragraphs: [
        '一部が欠けているかもしれません。メールのリンクをもう一度開くか、リンク全体をブラウザーに貼り付けてください。',
        'うまくいかない場合は、アプリに戻って新しいメールを依頼してください。',
      ],
    },
    msisdn: {
      title: 'リンクまたはコードが正しくありません',
      paragraphs: [
        '一部が欠けているかもしれません。いちばん新しい SMS を見て、もう一度お試しください。',
        'うまくいかない場合は、アプリに戻って新しい SMS を依頼してください。',
      ],
    },
  },
  tooManyTries: {
    title: '間違ったコードが続きました',
    paragraphs: [
      'アカウントを守るため、このコードは使えなくなりました。パスワードは変わっていません。',
      'アプリに戻って、新しいコードを依頼してください。',
    ],
  },
  limited: {
    title: '試行回数が多すぎます',
    wait: (duration) => `アカウントを守るため、${duration}待ってから、もう一度お試しください。`,
    hint: unchanged,
  },
  unavailable: {
    title: '現在ご利用いただけません',
    paragraphs: ['問題はこちら側にあります。少し待ってから、もう一度お試しください。', unchanged],
  },
  error: {
    title: 'このリンクに問題があります',
    paragraphs: ['メッセージのリンクをもう一度開くか、アプリで新しいリンクを依頼してください。', unchanged],
    code: (errcode) => sentence`お問い合わせの際は、次のコードをお知らせください: ${errcode}`,
  },
}

/** Japanese. */
export const ja: Words = {
  language: 'ja',
  direction: 'ltr',
  formats: 'ja',
  facts: { account: 'アカウント', time: '日時', address: 'ネットワークアドレス', browser: 'ブラウザーまたはアプリ' },
  colon: ':',
  browserOn: (browser, system) => `${system} の ${browser}`,
  support: 'お問い合わせ',
  email,
  sms,
  page,
}
