import { entry, type ProblemEntry } from './problem-entry.ts';

/** Problems met at the staff's door alone. */
export const staffProblems = {
  'staff-login-required': entry(
    401,
    ['직원 로그인이 필요합니다', '로그인하십시오. 프로그램은 직원 열쇠를 보냅니다.'],
    ['Staff login is required', 'Log in. A program sends the staff key.'],
  ),
  'staff-login-failed': entry(
    401,
    [
      '로그인하지 못했습니다',
      '아이디, 비밀번호, 인증 번호 가운데 맞지 않는 것이 있습니다. 인증 번호는 한 번만 쓸 수 있습니다.',
    ],
    ['The login failed', 'The login, the password or the code is wrong. A code counts once.'],
  ),
  'staff-login-locked': entry(
    429,
    [
      '로그인을 너무 여러 번 시도했습니다',
      '잠시 뒤에 다시 시도하십시오. 전에 로그인한 기기에서는 바로 로그인할 수 있고, 관리자가 풀어 줄 수도 있습니다.',
    ],
    [
      'Too many attempts to log in',
      'Try again later. A device you have logged in from before is not held up, and an admin can let you in.',
    ],
  ),
  'staff-forbidden': entry(
    403,
    ['권한이 없습니다', '이 일은 다른 역할의 직원이 할 수 있습니다.'],
    ['Not for your role', 'Somebody with another role may do this.'],
  ),
  'staff-unknown': entry(
    404,
    ['없는 직원입니다', '직원 목록에서 다시 고르십시오.'],
    ['Unknown member of staff', 'Choose somebody from the list.'],
  ),
  'staff-conflict': entry(
    409,
    ['지금은 할 수 없습니다', '이미 있는 아이디이거나, 자기 자신에게는 할 수 없는 일입니다. reason에 적혀 있습니다.'],
    ['Not possible', 'The login is taken, or nobody may do this to themself; see `reason`.'],
  ),
  'invitation-unknown': entry(
    404,
    ['쓸 수 없는 초대입니다', '이미 썼거나 기한이 지났습니다. 관리자에게 새 초대를 받으십시오.'],
    ['The invitation is not valid', 'It has been used or has expired. Ask an admin for a new one.'],
  ),
  'caller-unknown': entry(
    404,
    ['전화한 사람을 확인할 수 없습니다', '이름, 생년월일, 휴대전화 번호가 모두 명단과 같아야 합니다.'],
    ['The caller cannot be verified', 'Name, birth date and phone all have to be as they are on the roll.'],
  ),
  'caller-limit': entry(
    429,
    ['조회를 너무 많이 했습니다', '잠시 뒤에 다시 조회하십시오. 조회는 모두 기록됩니다.'],
    ['Too many look-ups', 'Look again later. Every look-up is recorded.'],
  ),
  'no-agent-seat': entry(
    409,
    ['상담원 자리가 모두 찼습니다', '다른 상담원이 예약을 마치면 자리가 납니다. 잠시 뒤에 다시 시도하십시오.'],
    ["All agents' seats are taken", 'One is free again when a colleague has finished. Try again in a moment.'],
  ),
  'approval-unknown': entry(
    404,
    ['없는 승인 요청입니다', '승인 목록에서 다시 고르십시오.'],
    ['Unknown request for approval', 'Choose one from the list of approvals.'],
  ),
  'approval-own': entry(
    403,
    [
      '자신이 요청한 일은 스스로 승인할 수 없습니다',
      '다른 직원이 승인하거나 거절합니다. 필요 없어졌으면 요청을 거두십시오.',
    ],
    [
      'Nobody decides what they asked for',
      'Somebody else approves or refuses. Withdraw the request if it is not needed any more.',
    ],
  ),
  'approval-settled': entry(
    409,
    ['이미 끝난 승인 요청입니다', '먼저 처리되었거나 기한이 지났습니다. state에 적혀 있습니다.'],
    ['The request is settled', 'Somebody was first, or its time was over; `state` says which.'],
  ),
  'approval-stale': entry(
    409,
    [
      '요청한 뒤에 사정이 달라져 실행하지 않았습니다',
      '아무것도 바뀌지 않았습니다. 지금 상태를 확인하고, 필요하면 다시 요청하십시오.',
    ],
    [
      'Things changed after this was asked for, and nothing was done',
      'Look at how things stand now, and ask again if it is still needed.',
    ],
  ),
  'approval-needed': entry(
    403,
    ['다른 직원의 승인이 필요합니다', '승인을 요청하고, 승인된 뒤 한 시간 안에 다시 하십시오.'],
    ['Somebody else has to approve', 'Ask for approval, and come back within an hour of it.'],
  ),
  'approval-limit': entry(
    429,
    ['승인을 기다리는 요청이 너무 많습니다', '필요 없는 요청을 거두고 다시 요청하십시오.'],
    ['Too many requests wait for approval', 'Withdraw those that are not needed any more, and ask again.'],
  ),
  'night-full': entry(
    503,
    ['현황판을 더 열 수 없습니다', '이미 너무 많은 화면이 현황을 받고 있습니다. 쓰지 않는 화면을 닫고 다시 여십시오.'],
    [
      'The night is watched by too many',
      'Too many pages watch it live. Close one that nobody looks at, and open it again.',
    ],
  ),
  'window-conflict': entry(
    409,
    ['지금 상태에서는 할 수 없습니다', '예약 창의 상태를 다시 확인하십시오.'],
    ['Not possible in the present state', 'Look at the state of the window again.'],
  ),
  'window-not-ready': entry(
    409,
    [
      '아직 일정을 확정할 수 없습니다',
      '점검 목록에 빠진 것(missing)이 있거나, 확인하지 않은 주의 사항(warnings)이 있습니다.',
    ],
    [
      'Not ready to be scheduled',
      'The check-list lacks something (`missing`), or has warnings nobody has accepted (`warnings`).',
    ],
  ),
  'site-unknown': entry(
    404,
    ['없는 의료기관입니다', '의료기관 목록에서 다시 고르십시오.'],
    ['Unknown site', 'Choose a site from the list.'],
  ),
  'site-not-yours': entry(
    403,
    ['다른 의료기관의 자료입니다', '의료기관 직원은 자기 의료기관의 자료만 보고 바꿀 수 있습니다.'],
    ['It belongs to another site', 'Whoever works at a clinic sees and changes what belongs to that clinic alone.'],
  ),
  'site-closed': entry(
    409,
    ['운영을 마친 의료기관입니다', '이 의료기관에는 새 예약 시간을 만들 수 없습니다.'],
    ['The site is closed', 'No new slots can be laid out there.'],
  ),
  'holidays-unknown': entry(
    409,
    [
      '아직 공휴일이 발표되지 않은 해가 들어 있습니다',
      '기간을 줄이거나, 공휴일을 모르는 채로 만들겠다고 확인하십시오. years에 그 해가 적혀 있습니다.',
    ],
    [
      'The public holidays of a year are not known yet',
      'Ask for fewer weeks, or confirm that you lay out slots without knowing them; see `years`.',
    ],
  ),
  'block-unknown': entry(
    404,
    ['없는 휴진 시간입니다', '휴진 시간 목록을 다시 확인하십시오.'],
    ['Unknown block', 'Look at the list of blocks again.'],
  ),
  'block-limit': entry(
    409,
    ['휴진 시간이 너무 많습니다', '지나지 않은 휴진 시간을 지우거나 하나로 합치십시오.'],
    ['Too many blocks', 'Take down some that are not over yet, or put them together.'],
  ),
  'slot-closed': entry(
    409,
    ['닫혔거나 이미 지난 시간입니다', '열려 있고 아직 시작하지 않은 예약 시간만 바꿀 수 있습니다.'],
    ['The slot is closed, or its time has come', 'Only slots that are open and have not begun can be changed.'],
  ),
  'capacity-below-booked': entry(
    409,
    [
      '예약된 수보다 적게 줄일 수 없습니다',
      'affected에 적힌 사람들에게 우선권을 주고 다른 시간을 제안하면서 줄일 수 있습니다.',
    ],
    [
      'Fewer than are booked',
      'You can reduce it by giving those named in `affected` a right of priority and offering them another slot.',
    ],
  ),
  'visit-not-possible': entry(
    409,
    [
      '지금은 방문 여부를 적을 수 없습니다',
      '확정된 예약만, 예약한 날부터 적을 수 있습니다. 오지 않음은 예약 시각이 지난 뒤에 적을 수 있습니다.',
    ],
    [
      'It cannot be noted now whether they came',
      'It is noted of confirmed bookings, from the day of the appointment on; that somebody did not come, after its time.',
    ],
  ),
  'exports-busy': entry(
    429,
    ['내려받기가 이미 진행 중입니다', '다른 내려받기가 끝나면 다시 시도하십시오.'],
    ['Others are exporting', 'Try again when an export that is under way has ended.'],
  ),
} as const satisfies Record<string, ProblemEntry>;
