import type { Translated } from '@sunbeon/core';

const ko = {
  title: '직원 로그인',
  login: '아이디',
  password: '비밀번호',
  code: '인증 번호',
  codeHint: '인증 앱에 나오는 여섯 자리 숫자입니다. 한 번만 쓸 수 있습니다.',
  submit: '로그인',
  sessionEnded: '로그인이 끝났거나 아직 로그인하지 않았습니다. 로그인하면 보던 화면으로 돌아갑니다.',
  help: '로그인할 수 없으면',
  helpDetail: '비밀번호를 잊었거나 인증 앱을 잃어버렸으면 관리자에게 새 초대를 받으십시오.',
  firstAdmin: '아직 아무 계정도 없으면 서버에서 다음 명령으로 첫 관리자를 초대합니다.',
};

export const loginWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Staff login',
    login: 'Login',
    password: 'Password',
    code: 'Code',
    codeHint: 'The six digits your authenticator app shows. They count once.',
    submit: 'Log in',
    sessionEnded:
      'Your session has ended, or you have not logged in yet. Once you have, you come back to where you were.',
    help: 'If you cannot log in',
    helpDetail: 'If you forgot the password or lost the authenticator app, ask an admin for a new invitation.',
    firstAdmin: 'If there is no account yet, this command on the server invites the first admin.',
  },
};
