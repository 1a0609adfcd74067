import type { Translated } from '@sunbeon/core';

const ko = {
  title: '로그인한 곳',
  explained: '한 로그인은 12시간 뒤, 또는 30분 동안 쓰지 않으면 끝납니다.',
  current: '지금 이 화면',
  device: '기기',
  since: '로그인한 때',
  seen: '마지막으로 쓴 때',
  until: '늦어도 끝나는 때',
  end: '끝내기',
  endOf: (device: string) => `${device} 로그인 끝내기`,
  endOthers: '다른 곳의 로그인 모두 끝내기',
  noOthers: '다른 곳에는 로그인되어 있지 않습니다.',
  none: '로그인한 곳이 없습니다.',
  unknownDevice: '알 수 없는 기기',
  ended: (count: number) => `로그인 ${count}개를 끝냈습니다.`,
};

export const sessionWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Where you are logged in',
    explained: 'A session ends after 12 hours, or after 30 minutes without use.',
    current: 'this page',
    device: 'Device',
    since: 'Logged in',
    seen: 'Last used',
    until: 'Ends at the latest',
    end: 'End',
    endOf: (device) => `End the session on ${device}`,
    endOthers: 'End all sessions elsewhere',
    noOthers: 'You are logged in nowhere else.',
    none: 'Logged in nowhere.',
    unknownDevice: 'unknown device',
    ended: (count) => (count === 1 ? 'One session ended.' : `${count} sessions ended.`),
  },
};
