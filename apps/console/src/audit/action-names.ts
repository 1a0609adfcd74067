import type { Language } from '@sunbeon/core';

/** What the trail calls what was done, in words; what is not here is shown as the trail calls it. */
const names: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  'approval.alone': ['직원 열쇠로 승인 없이 실행', 'done alone with the staff key'],
  'approval.approve': ['요청 승인', 'request approved'],
  'approval.ask': ['승인 요청', 'approval asked for'],
  'approval.fail': ['승인했으나 실행하지 못함', 'approved, not possible any more'],
  'approval.lapse': ['승인 요청 기한 지남', 'request lapsed'],
  'approval.refuse': ['요청 거절', 'request refused'],
  'approval.withdraw': ['요청 거두어들임', 'request withdrawn'],
  'assisted.admit': ['전화한 사람 입장', 'caller admitted'],
  'assisted.book': ['전화 예약', 'booked for a caller'],
  'booking.cancel': ['예약 취소', 'booking cancelled'],
  'booking.decline': ['안내한 시간 사양', 'offer declined'],
  'booking.find': ['예약 조회', 'bookings looked up'],
  'booking.make': ['대리인의 예약', 'booked by a delegate'],
  'booking.move': ['예약 시간 바꿈', 'booking moved'],
  'booking.offer': ['다른 시간 안내', 'another time offered'],
  'booking.resend': ['확인 문자 다시 보냄', 'confirmation sent again'],
  'booking.visit': ['방문 확인', 'visit noted'],
  'bookings.export': ['예약 내려받기', 'bookings exported'],
  'bookings.exported': ['예약 내려받기 끝남', 'export of bookings ended'],
  'caller.find': ['전화한 사람 조회', 'caller looked up'],
  'consent.code': ['동의 번호 보냄', 'consent code sent'],
  'consent.code-wrong': ['틀린 동의 번호', 'wrong consent code'],
  'consent.end': ['동의 끝남', 'consent ended'],
  'consent.give': ['동의', 'consent given'],
  'consent.look': ['동의 조회', 'consent looked up'],
  'consent.request': ['동의 요청', 'consent requested'],
  'message.requeue': ['문자 다시 보냄', 'message put back'],
  'people.erase': ['기한이 지난 개인정보 삭제', 'people forgotten in due time'],
  'people.export': ['개인정보 내려받음', 'personal data exported'],
  'people.exported': ['개인정보 내려받기 끝남', 'export of personal data ended'],
  'person.forget': ['본인 요청으로 삭제', 'person forgotten as they asked'],
  'roll.import': ['명단 올림', 'roll imported'],
  'site.block': ['시간 막음', 'times blocked'],
  'site.day-list': ['하루 명단 조회', 'list of a day opened'],
  'site.hours': ['진료 시간 바꿈', 'hours changed'],
  'site.slots': ['예약 시간 만듦', 'slots made'],
  'site.unblock': ['막은 시간 풂', 'block removed'],
  'sites.change': ['의료기관 고침', 'sites corrected'],
  'sites.export': ['의료기관 내려받기', 'sites exported'],
  'sites.exported': ['의료기관 내려받기 끝남', 'export of sites ended'],
  'sites.import': ['의료기관 올림', 'sites imported'],
  'sites.imported': ['의료기관 올리기 끝남', 'import of sites ended'],
  'slot.capacity': ['정원 바꿈', 'capacity changed'],
  'slot.reduce': ['정원 줄임', 'capacity reduced'],
  'slots.capacity': ['파일로 정원 바꿈', 'capacities changed by a file'],
  'slots.close': ['예약 시간 닫음', 'slots closed'],
  'slots.export': ['예약 시간 내려받기', 'slots exported'],
  'slots.exported': ['예약 시간 내려받기 끝남', 'export of slots ended'],
  'slots.generate': ['예약 시간 만듦', 'slots laid out'],
  'slots.import': ['예약 시간 올림', 'slots imported'],
  'slots.imported': ['예약 시간 올리기 끝남', 'import of slots ended'],
  'staff.accept': ['초대 수락', 'invitation taken up'],
  'staff.disable': ['계정 중지', 'account disabled'],
  'staff.end-session': ['로그인 끝냄', 'session ended'],
  'staff.invite': ['직원 초대', 'somebody invited'],
  'staff.log-in': ['로그인', 'login'],
  'staff.reset': ['새 초대', 'account reset'],
  'staff.role': ['역할 바꿈', 'role changed'],
  'window.agent-seats': ['상담원 자리 바꿈', "agents' seats changed"],
  'window.change-draft': ['초안 고침', 'draft changed'],
  'window.close': ['예약 창 닫음', 'window closed'],
  'window.create': ['예약 창 만듦', 'window created'],
  'window.move': ['열리는 때 옮김', 'opening moved'],
  'window.notice': ['안내문', 'notice'],
  'window.pace': ['부르는 속도 바꿈', 'pace changed'],
  'window.pause': ['부르기 멈춤', 'calling paused'],
  'window.remove-draft': ['초안 지움', 'draft removed'],
  'window.resume': ['부르기 다시 시작', 'calling resumed'],
  'window.schedule': ['예약 창 확정', 'window scheduled'],
};

/** Every action that has a name, for whoever looks for one. */
export const knownActions: readonly string[] = Object.keys(names);

/** What was done, in words, and as the trail calls it. */
export function actionName(action: string, language: Language): string {
  const name = Object.hasOwn(names, action) ? names[action] : undefined;
  return name === undefined ? action : `${name[language === 'ko' ? 0 : 1]} (${action})`;
}

const kinds: Readonly<Record<string, string>> = {
  staff: '직원',
  agent: '상담원',
  delegate: '대리인',
  beneficiary: '본인',
  citizen: '본인',
  system: '시스템',
};

/** As whom somebody acted. */
export function kindName(kind: string, language: Language): string {
  return language === 'ko' && Object.hasOwn(kinds, kind) ? (kinds[kind] ?? kind) : kind;
}

const fields: Readonly<Record<string, string>> = {
  opensAt: '열리는 때',
  closesAt: '닫히는 때',
  lobbyOpensAt: '로비가 열리는 때',
  movedFrom: '옮기기 전 열리는 때',
  paused: '멈춤',
  pausedAt: '멈춘 때',
  closed: '닫음',
  draft: '초안',
  maxActive: '동시에 예약하는 사람',
  maxPerSecond: '1초에 부르는 사람',
  agentSeats: '상담원 자리',
  noticeKo: '한국어 안내문',
  noticeEn: '영어 안내문',
  noticeAt: '안내문을 올린 때',
  title: '이름',
  role: '역할',
  siteId: '의료기관',
  capacity: '정원',
  policy: '순서를 정하는 방법',
};

/** A field of what was changed. */
export function fieldName(field: string, language: Language): string {
  return language === 'ko' && Object.hasOwn(fields, field) ? (fields[field] ?? field) : field;
}
