import type { Translated } from '@sunbeon/core';

const ko = {
  intro: '내려받은 순간의 상태 그대로입니다. 사유와 건수가 감사 기록에 남습니다.',
  kind: '무엇을 내려받습니까',
  hints: {
    sites: '모든 의료기관입니다. 그대로 다시 올릴 수 있습니다.',
    slots: '시간마다 정원과 예약된 수입니다. 그대로 다시 올릴 수 있습니다.',
    bookings: '예약 번호와 시간, 장소입니다. 이름과 전화번호는 없습니다.',
    people: '이름과 전화번호가 들어 있습니다. 다른 관리자의 승인을 받아 한 시간 안에 한 번 내려받을 수 있습니다.',
  },
  download: '내려받기',
  ask: '승인 요청',
  needReason: '사유를 적으십시오.',
  needRole: '관리자와 운영자만 내려받을 수 있습니다.',
  underWay: (rows: string, all: string) => `내려받는 중입니다: ${all}건 가운데 ${rows}건`,
  done: (rows: string, at: string) => `${rows}건을 빠짐없이 받았습니다. ${at} 현재입니다.`,
  brokenOff: '내려받기가 끊겼습니다. 다시 누르면 이어서 받습니다.',
  brokenOffPeople: '내려받기가 끊겼습니다. 다시 받으려면 새로 승인을 받아야 합니다.',
  asked: '승인을 요청했습니다. 승인되면 여기에서 내려받을 수 있습니다.',
  approvals: '내가 요청한 승인',
  noApprovals: '요청한 승인이 없습니다.',
  all: '모든 예약 창',
  people: (count: string) => `예약 ${count}건`,
  usable: (until: string) => `${until}까지 한 번 내려받을 수 있습니다.`,
};

/** What is said about exports. */
export const exportWords: Translated<typeof ko> = {
  ko,
  en: {
    intro:
      'Everything as it is at the moment of the download. The reason and the number of rows go into the audit trail.',
    kind: 'What to export',
    hints: {
      sites: 'All sites. The file can be imported again as it is.',
      slots: 'Each slot with its capacity and what is taken. The file can be imported again as it is.',
      bookings: 'Booking numbers and slots. No names, no phones.',
      people:
        'Names and phones are in it. Another admin has to approve it; then it can be downloaded once, within an hour.',
    },
    download: 'Download',
    ask: 'Ask for approval',
    needReason: 'Give a reason first.',
    needRole: 'Only admins and operators may export this.',
    underWay: (rows, all) => `Downloading: ${rows} of ${all} rows`,
    done: (rows, at) => `All ${rows} rows are here, as of ${at}.`,
    brokenOff: 'The download broke off. Press again to go on.',
    brokenOffPeople: 'The download broke off. Downloading it again needs another approval.',
    asked: 'Approval is asked for. Once it is given, the download is here.',
    approvals: 'Approvals I asked for',
    noApprovals: 'You have asked for none.',
    all: 'All windows',
    people: (count) => `${count} bookings`,
    usable: (until) => `Can be downloaded once until ${until}.`,
  },
};
