import type { Translated } from '@sunbeon/core';

const ko = {
  title: '내 계정',
  name: '이름',
  login: '아이디',
  role: '역할',
  site: '의료기관',
  help: '비밀번호나 인증 앱을 바꾸려면 관리자에게 새 초대를 받으십시오.',
};

export const accountWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'My account',
    name: 'Name',
    login: 'Login',
    role: 'Role',
    site: 'Site',
    help: 'To change your password or your authenticator app, ask an admin for a new invitation.',
  },
};
