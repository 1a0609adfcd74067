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
  failed: '화면을 보여 줄 수 없습니다',
  failedDetail: '새 판이 나왔거나 연결이 끊겼을 수 있습니다. 하던 일이 저장되었는지 새로 고친 뒤에 확인하십시오.',
  reload: '새로 고침',
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
    failed: 'The page cannot be shown',
    failedDetail:
      'There may be a new release, or no connection. Load it again, and look whether what you did was kept.',
    reload: 'Load it again',
  },
};

export const roleWords: Translated<Readonly<Record<StaffRole, string>>> = {
  ko: { admin: '관리자', operator: '운영자', clinic: '의료기관', agent: '상담원', auditor: '감사자' },
  en: { admin: 'admin', operator: 'operator', clinic: 'clinic', agent: 'agent', auditor: 'auditor' },
};
