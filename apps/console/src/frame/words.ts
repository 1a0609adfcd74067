import type { StaffRole, Translated } from '@sunbeon/core';

const ko = {
  name: '순번 관리',
  skip: '본문으로 바로 가기',
  areas: '주요 메뉴',
  menu: '메뉴',
  otherLanguage: 'English',
  logOut: '로그아웃',
  account: (name: string) => `${name} · 내 계정`,
  koreaTime: '시각은 모두 한국 시각(24시간제)입니다.',
  notYours: '이 화면은 다른 역할의 직원이 봅니다',
  notYoursDetail: (role: string) => `지금 역할은 ${role}입니다. 필요하면 관리자에게 역할을 바꾸어 달라고 하십시오.`,
  unknown: '없는 화면입니다',
  unknownDetail: '주소를 다시 확인하거나 위의 메뉴에서 고르십시오.',
  loggedOut: '로그아웃했습니다.',
};

export const frameWords: Translated<typeof ko> = {
  ko,
  en: {
    name: 'Sunbeon console',
    skip: 'Skip to the content',
    areas: 'Areas',
    menu: 'Menu',
    otherLanguage: '한국어',
    logOut: 'Log out',
    account: (name) => `${name} · My account`,
    koreaTime: 'All times are Korean time, by 24 hours.',
    notYours: 'This page is for other roles',
    notYoursDetail: (role) => `You are logged in as ${role}. An admin can change your role.`,
    unknown: 'There is no such page',
    unknownDetail: 'Check the address, or choose from the menu above.',
    loggedOut: 'You are logged out.',
  },
};

export const roleWords: Translated<Readonly<Record<StaffRole, string>>> = {
  ko: { admin: '관리자', operator: '운영자', clinic: '의료기관', agent: '상담원', auditor: '감사자' },
  en: { admin: 'admin', operator: 'operator', clinic: 'clinic', agent: 'agent', auditor: 'auditor' },
};
