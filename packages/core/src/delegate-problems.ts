import { entry, type ProblemEntry } from './problem-entry.ts';

/** Problems of acting for somebody else. */
export const delegateProblems = {
  'consent-unknown': entry(
    404,
    ['해당하는 동의가 없습니다', '동의 번호를 다시 확인하십시오. 번호는 요청한 사람과 부탁받은 사람만 볼 수 있습니다.'],
    ['No such consent', 'Look at its reference again. Only whoever asked and whoever was asked can see it.'],
  ),
  'consent-self': entry(
    409,
    ['본인을 대신할 수는 없습니다', '본인 예약은 대리 동의 없이 바로 하실 수 있습니다.'],
    ['You cannot act for yourself', 'You can book for yourself without any consent.'],
  ),
  'consent-circular': entry(
    409,
    ['서로를 대신할 수는 없습니다', '이분이 이미 귀하를 대신하고 있습니다. 그 동의를 먼저 끝내십시오.'],
    ['Two people cannot act for each other', 'They act for you already. End that consent first.'],
  ),
  'consent-settled': entry(
    409,
    ['이미 답했거나 끝난 요청입니다', '지금 상태를 다시 확인하십시오. 필요하면 새로 요청하십시오.'],
    ['This request has been answered or has ended', 'Look at it again, and ask anew where needed.'],
  ),
  'consent-ended': entry(
    403,
    ['동의가 끝났습니다', '이분을 대신할 수 없습니다. 예약은 이분 본인이 계속하실 수 있습니다.'],
    ['The consent has ended', 'You can no longer act for this person. They can go on themselves.'],
  ),
  'consent-too-narrow': entry(
    403,
    ['동의한 범위를 벗어납니다', '이분은 예약까지만 맡기셨습니다. 바꾸거나 취소하는 것은 본인이 하실 수 있습니다.'],
    ['The consent does not cover this', 'They let you book only. Changing or cancelling is up to them.'],
  ),
  'too-many-beneficiaries': entry(
    409,
    [
      '더 많은 사람을 대신할 수 없습니다',
      '한 사람이 대신할 수 있는 수가 정해져 있습니다. 쓰지 않는 동의나 요청을 먼저 끝내십시오.',
    ],
    ['You cannot act for more people', 'There is a limit for each person. End a consent or a request you do not need.'],
  ),
  'code-wrong': entry(
    403,
    ['인증번호가 다릅니다', '몇 번 더 입력할 수 있는지 attemptsLeft에 적혀 있습니다.'],
    ['The code is wrong', '`attemptsLeft` says how often you may still try.'],
  ),
  'code-expired': entry(
    409,
    [
      '쓸 수 없는 인증번호입니다',
      '시간이 지났거나, 이미 썼거나, 여러 번 틀렸거나, 다른 화면에서 받은 번호입니다. 새로 받으십시오.',
    ],
    [
      'The code can no longer be used',
      'It is too old, used, tried too often, or from another session. Ask for a new one.',
    ],
  ),
  'code-limit': entry(
    429,
    ['인증 문자를 더 보낼 수 없습니다', '잠시 뒤에 다시 시도하시거나, 본인 확인 또는 전화로 동의를 받으십시오.'],
    ['No more codes can be sent for now', 'Try again later, or have the consent given by verification or by phone.'],
  ),
} as const satisfies Record<string, ProblemEntry>;
