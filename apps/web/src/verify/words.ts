import type { IdentityProviderView, Translated } from '@sunbeon/core';
import { towards } from '../text/particle.ts';

type Light = IdentityProviderView['light'];

const ko = {
  title: '본인 확인',
  intro:
    '예약 시작 며칠 전에 미리 하셔도 됩니다. 확인해 두시면 시작될 때 바로 번호를 받고, 시작된 뒤에 하셔도 불이익은 없습니다.',
  loading: '불러오는 중입니다.',
  choose: '어디에서 확인하시겠습니까?',
  continueWith: (provider: string) => `${provider}${towards(provider)} 계속하기`,
  lights: { green: '원활', amber: '느림', red: '응답 없음' } satisfies Record<Light, string>,
  usually: (seconds: string) => `보통 ${seconds}초`,
  instead: (names: string) => `지금은 응답하지 않습니다. ${names} 쪽을 권합니다. 그래도 이곳을 고르실 수 있습니다.`,
  allRed: '지금은 응답하지 않습니다. 잠시 뒤에 다시 누르십시오. 이미 받은 번호는 그대로입니다.',
  none: '지금은 본인 확인을 할 수 있는 곳이 없습니다. 잠시 뒤에 저절로 다시 살펴봅니다.',
  next: '누르시면',
  steps: [
    '고르신 곳의 화면으로 옮겨 갑니다.',
    '그곳에서 확인을 마치면 이곳으로 저절로 돌아옵니다.',
    '예약이 이미 시작되었으면 바로 번호를 받습니다.',
  ],
  kept: '주민등록번호는 묻지 않으며, 이름과 전화번호는 암호로 잠가 둡니다.',
  verifiedAs: (name: string, born: string) => `${name} 님 (${born}생)으로 확인되었습니다.`,
  until: (day: string, clock: string) => `${day} ${clock}까지 다시 확인하지 않으셔도 됩니다.`,
  goOn: '계속하기',
  toWindows: '예약 일정 보기',
  data: '보관된 내 정보 보기',
  endHere: '이 기기에서 끝내기',
  endEverywhere: '모든 기기에서 끝내기',
  reallyEverywhere:
    '로그인해 둔 다른 휴대전화와 컴퓨터에서도 모두 끝납니다. 대기 번호와 예약은 그대로 남습니다. 끝내시겠습니까?',
  yesEnd: '예, 모두 끝냅니다',
  keep: '아니요, 그대로 둡니다',
  ended: { here: '이 기기에서 본인 확인을 끝냈습니다.', everywhere: '모든 기기에서 본인 확인을 끝냈습니다.' },
  notEnded: '연결되지 않아 끝내지 못했습니다. 다시 눌러 주십시오.',
};

export type VerifyWords = typeof ko;

const en: VerifyWords = {
  title: 'Verify who you are',
  intro:
    'You can do this days before booking opens. Verify beforehand and you get a number at once when it opens; verifying later costs you nothing else.',
  loading: 'Loading.',
  choose: 'Where would you like to be verified?',
  continueWith: (provider) => `Continue with ${provider}`,
  lights: { green: 'working well', amber: 'slow', red: 'not answering' },
  usually: (seconds) => `usually ${seconds} seconds`,
  instead: (names) => `It does not answer at the moment. We suggest ${names}. You can still choose it.`,
  allRed: 'It does not answer at the moment. Try again shortly. A number you already have is kept.',
  none: 'There is nowhere to be verified at the moment. This page looks again by itself.',
  next: 'What happens next',
  steps: [
    'You go to the page of the provider you choose.',
    'When you have finished there, you come back here by yourself.',
    'If booking has already opened, you get a number at once.',
  ],
  kept: 'We never ask for your resident registration number. Your name and phone number are kept under seal.',
  verifiedAs: (name, born) => `You are verified as ${name}, born ${born}.`,
  until: (day, clock) => `You need not verify again until ${day}, ${clock}.`,
  goOn: 'Go on',
  toWindows: 'See the windows',
  data: 'See what is kept about me',
  endHere: 'End it on this device',
  endEverywhere: 'End it on every device',
  reallyEverywhere:
    'It ends on every other phone and computer too. Your place in line and your bookings stay. End it everywhere?',
  yesEnd: 'Yes, end it everywhere',
  keep: 'No, keep it',
  ended: { here: 'Ended on this device.', everywhere: 'Ended on every device.' },
  notEnded: 'There was no connection, so nothing was ended. Press again.',
};

export const verifyWords: Translated<VerifyWords> = { ko, en };
