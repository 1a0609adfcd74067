import type { Figures } from '../report.ts';
import { callCharts } from './call-charts.ts';
import { headFigures } from './head-figures.ts';
import { both, escaped, type Words } from './markup.ts';
import { nightCharts } from './night-charts.ts';
import { STYLE } from './style.ts';
import { callTable, endingTable, redisTable, secondTable, toldTable, useTable } from './tables.ts';
import { toldCharts } from './told-charts.ts';
import { count } from './units.ts';
import { useCharts } from './use-charts.ts';

/** Nothing is fetched and nothing is run: the page is what is in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The report of a night as one self-contained page of HTML, Korean first, English by a switch. */
export function pageOf(figures: Figures): string {
  const { title, day } = titleOf(figures);
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escaped(title.ko)} · ${escaped(title.en)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<fieldset><label><input type="radio" name="language" id="korean" checked>한국어</label><label><input type="radio" name="language" id="english">English</label></fieldset>
<h1>${both(title)}</h1>
<p>${both(leadOf(figures, day))}</p>
${headFigures(figures)}
</header>
<main>
${section({ ko: '지켜야 할 약속', en: 'Promises held against the databases' }, checkList(figures))}
${section({ ko: '그날 밤', en: 'The night' }, charts(nightCharts(figures)), endingTable(figures))}
${section(
  { ko: '응답 시간', en: 'How long calls took' },
  paragraph({
    ko: '묻고 싶은 순간부터 답까지, 연결을 기다린 시간도 포함합니다. 세로축은 한 눈금마다 열 배입니다.',
    en: 'From the moment somebody wants to ask to the answer, waiting for a connection included. Each step of the axis is ten times the one before.',
  }),
  charts(callCharts(figures)),
  callTable(figures),
)}
${section(
  { ko: '안내된 대기 시간과 실제', en: 'The wait that was told, and the wait it became' },
  paragraph({
    ko: '점선 위에 있으면 안내가 정확한 것입니다. 오차는 |안내 − 실제| ÷ 실제이며, 1초보다 짧은 대기는 세지 않습니다.',
    en: 'On the dashed line it was right. The error is |told − waited| ÷ waited; waits below a second are not counted.',
  }),
  charts(toldCharts(figures)),
  toldTable(figures),
)}
${section({ ko: '프로세서와 메모리', en: 'Processors and memory' }, charts(useCharts(figures)), useTable(figures), redisTable(figures))}
<details><summary>${both({ ko: '초 단위 표', en: 'Second by second' })}</summary>${secondTable(figures)}</details>
</main>
${foot(figures)}
</body>
</html>
`;
}

function titleOf({ night }: Figures): { readonly title: Words; readonly day: Words } {
  const opensAt = new Date(night.opensAt);
  const about = { timeZone: 'Asia/Seoul', year: 'numeric', month: 'long', day: 'numeric' } as const;
  const day = {
    ko: opensAt.toLocaleDateString('ko-KR', { ...about, weekday: 'long' }),
    en: opensAt.toLocaleDateString('en-GB', { ...about, weekday: 'long' }),
  };
  return { day, title: { ko: `${day.ko} 밤의 재연`, en: `The night of ${day.en}, replayed` } };
}

function leadOf({ night, people: all, maxPerSecond, gateProcesses }: Figures, day: Words): Words {
  const born = `${night.birthFrom} – ${night.birthTo}`;
  const gates = count(gateProcesses);
  return {
    ko: `${day.ko} 20:00에 열린 예약을 합성 시민 ${count(all)}명(출생일 ${born})이 HTTP로 다시 겪었습니다. 초당 최대 ${count(maxPerSecond)}명을 호출하고 게이트 프로세스는 ${gates}개입니다. 시민을 흉내 내는 부하 발생기와 데이터베이스도 같은 컴퓨터에서 돌았습니다.`,
    en: `The booking that opened on ${day.en} at 20:00, lived through again over HTTP by ${count(all)} synthetic citizens born ${born}. At most ${count(maxPerSecond)} numbers are called a second; gate processes: ${gates}. The crowd that makes the load and the databases ran on the same machine.`,
  };
}

function checkList({ checks }: Figures): string {
  const entries = checks.map(({ name, kept, detail, ko }) => {
    const mark = kept ? '✓' : '✗';
    const title = both({ ko: `${mark} ${ko.name}`, en: `${mark} ${name}` });
    return `<li${kept ? '' : ' class="broken"'}><strong>${title}</strong>${both({ ko: ko.detail, en: detail })}</li>`;
  });
  return `<ul class="checks">${entries.join('\n')}</ul>`;
}

function section(title: Words, ...parts: readonly string[]): string {
  return `<section><h2>${both(title)}</h2>${parts.join('\n')}</section>`;
}

function paragraph(words: Words): string {
  return `<p class="soft">${both(words)}</p>`;
}

function charts(drawings: readonly string[]): string {
  return `<div class="charts">${drawings.join('\n')}</div>`;
}

function foot({ machine, versions, commit, takenAt, night, people: all, seed }: Figures): string {
  const { cpu, cores, memoryGib, node, loadBefore } = machine;
  const on = `${cores} × ${cpu}, ${memoryGib} GiB · Node ${node} · Postgres ${versions.postgres} · Redis ${versions.redis}`;
  const day = new Date(night.opensAt).toLocaleDateString('sv-SE', { timeZone: 'Asia/Seoul' });
  const taken = new Date(takenAt).toLocaleString('sv-SE', {
    timeZone: 'Asia/Seoul',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return `<footer>
<p>${escaped(on)}</p>
<p>${both({ ko: `측정 ${taken}(서울) · 커밋 ${commit} · 시작 전 부하 ${loadBefore.toFixed(1)}`, en: `Taken ${taken} (Seoul) · commit ${commit} · load before ${loadBefore.toFixed(1)}` })}</p>
<p>${both({ ko: '다시 하기:', en: 'To repeat it:' })} <code>pnpm replay ${day} --people ${all} --seed ${seed}</code></p>
</footer>`;
}
