import type { Translated } from '@sunbeon/core';

const ko = {
  title: '직원 로그인',
  login: '아이디',
  password: '비밀번호',
  code: '인증 번호',
  codeHint: '인증 앱에 나오는 여섯 자리 숫자입니다. 한 번만 쓸 수 있습니다.',
  submit: '로그인',
  missing: '아이디, 비밀번호, 인증 번호 여섯 자리를 모두 적으십시오.',
  back: '로그인하면 보려던 화면으로 갑니다. 오래 쓰지 않았거나 다른 곳에서 끝낸 로그인은 이어지지 않습니다.',
  help: '로그인할 수 없습니까?',
  helpDetail: '비밀번호를 잊었거나 인증 앱을 잃어버렸으면 관리자에게 새 초대를 받으십시오.',
  invited: '초대받았으면',
  invitation: '초대 확인하기',
  firstAdmin: '아직 계정이 하나도 없으면 서버에서 다음 명령으로 첫 관리자를 초대합니다.',
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
    missing: 'Give your login, your password and the six digits of the code.',
    back: 'Once you have logged in, you go on to the page you asked for. A session that was idle for long, or was ended elsewhere, does not go on.',
    help: 'You cannot log in?',
    helpDetail: 'If you forgot the password or lost the authenticator app, ask an admin for a new invitation.',
    invited: 'If you were invited:',
    invitation: 'Take up an invitation',
    firstAdmin: 'If there is no account yet, this command on the server invites the first admin.',
  },
};
