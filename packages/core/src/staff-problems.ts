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
  'window-conflict': entry(
    409,
    ['지금 상태에서는 할 수 없습니다', '예약 창의 상태를 다시 확인하십시오.'],
    ['Not possible in the present state', 'Look at the state of the window again.'],
  ),
} as const satisfies Record<string, ProblemEntry>;
