import type { Translated } from '@sunbeon/core';

const ko = {
  title: '추첨 확인',
  intro:
    '순서는 비밀 값(시드)으로 정해지고, 그 지문(해시)은 예약 일정과 함께 미리 공개됩니다. 시작되면 시드가, 끝나면 전체 명단이 가명으로 공개되므로 누구나 이 화면에서, 또는 다른 프로그램으로 순서를 다시 계산할 수 있습니다.',
  loading: '불러오는 중입니다.',
  unreachable: '연결되지 않습니다. 잠시 뒤에 다시 여십시오.',
  noDraw: '이 예약은 추첨을 하지 않습니다. 들어온 순서대로 번호를 받습니다.',
  insecure: '이 브라우저에서는 다시 계산할 수 없습니다. https 주소로 여십시오.',
  notDrawn: '아직 추첨 전입니다. 아래 지문을 적어 두면 나중에 대조할 수 있습니다.',
  drawn: '추첨이 끝났습니다. 명단은 예약이 끝난 뒤 공개됩니다.',
  listed: '명단이 공개되었습니다. 내 순서를 다시 계산할 수 있습니다.',
  commitment: '시드의 지문 (SHA-256)',
  seed: '시드',
  entriesDigest: '명단의 지문 (SHA-256)',
  count: '추첨 인원',
  entry: '내 가명',
  compute: '다시 계산하기',
  computing: '계산하고 있습니다.',
  checks: {
    isCommitted: ['시드가 미리 공개된 지문과 맞습니다.', '시드가 미리 공개된 지문과 다릅니다.'],
    isBoundList: ['명단이 추첨 때의 지문과 맞습니다.', '명단이 추첨 때의 지문과 다릅니다.'],
    isOrdered: ['모든 순서가 시드로 계산한 순서와 같습니다.', '순서가 시드로 계산한 순서와 다릅니다.'],
  },
  number: (number: string) => `내 번호는 ${number}번입니다.`,
  notListed: '명단에 없는 가명입니다. 시작된 뒤에 온 사람은 추첨 다음 번호를 받습니다.',
};

export type DrawWords = typeof ko;

const en: DrawWords = {
  title: 'Check the draw',
  intro:
    'A secret value, the seed, decides the order. Its fingerprint (a hash) is public from the day the window is scheduled; the seed follows at the opening, and the list of all entries, by pseudonym, at the close. So anyone can recompute the order, here or with a program of their own.',
  loading: 'Loading.',
  unreachable: 'There is no connection. Open this page again in a moment.',
  noDraw: 'There is no draw here. Numbers are given in the order of arrival.',
  insecure: 'This browser cannot recompute it here. Open the page by its https address.',
  notDrawn: 'The draw has not taken place yet. Note the fingerprint below to compare it later.',
  drawn: 'The draw has taken place. The list follows when the window has closed.',
  listed: 'The list is public. You can recompute your number.',
  commitment: 'Fingerprint of the seed (SHA-256)',
  seed: 'Seed',
  entriesDigest: 'Fingerprint of the list (SHA-256)',
  count: 'People drawn',
  entry: 'My pseudonym',
  compute: 'Recompute',
  computing: 'Computing.',
  checks: {
    isCommitted: ['The seed fits its fingerprint.', 'The seed does not fit its fingerprint.'],
    isBoundList: ['The list is the one fixed at the draw.', 'The list is not the one fixed at the draw.'],
    isOrdered: ['Everyone stands where the seed puts them.', 'The order is not the one the seed gives.'],
  },
  number: (number) => `Your number is ${number}.`,
  notListed: 'This pseudonym is not in the list. Whoever came after the opening has a number behind the draw.',
};

export const drawWords: Translated<DrawWords> = { ko, en };
