import { addDays, civilDateOf, dayOfWeek, formatInSeoul } from '@sunbeon/core';
import type { Page } from 'playwright-core';
import type { ConsoleState } from './console-states.ts';

const SUNDAY = 0;
const DAYS_AHEAD = 7;

/** The first day that slots are laid out on without being told another one. */
function firstDay(): string {
  const day = addDays(civilDateOf(formatInSeoul(new Date(), 'yyyy-MM-dd')), DAYS_AHEAD);
  return dayOfWeek(day) === SUNDAY ? addDays(day, 1) : day;
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click();

/** The clinic desk, in the order of a week at it. */
export const clinicStates: readonly ConsoleState[] = [
  {
    name: 'clinics',
    path: () => '/clinic',
    ready: 'tbody tr',
    act: async (page) => {
      await page.getByRole('searchbox').fill('가톨릭');
      await page.locator('tbody tr').filter({ hasNotText: '가톨릭' }).first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'hours of a clinic',
    path: ({ siteId }) => `/clinic/${siteId}/hours`,
    isClinic: true,
    ready: 'form .buttons',
    act: async (page) => {
      await press(page, /^(?:줄 추가|Add a line)$/);
      await press(page, /^(?:월요일을 평일에 복사|Copy Monday)/);
      await press(page, /^(?:진료 시간 저장|Save the hours)$/);
      await page.getByText(/^(?:저장했습니다|Saved)/).waitFor();
    },
  },
  {
    name: 'slots of a clinic for weeks',
    path: ({ siteId }) => `/clinic/${siteId}/slots`,
    isClinic: true,
    ready: 'select',
    act: async (page) => {
      await page.locator('select').selectOption({ index: 1 });
      await page.locator('[inputmode=numeric]').fill('12');
      await press(page, /^(?:미리 보기|See what it makes)$/);
      await page.locator('.done').waitFor();
    },
  },
  {
    name: 'blocks of a clinic',
    path: ({ siteId }) => `/clinic/${siteId}/blocks`,
    isClinic: true,
    ready: '.form',
    act: async (page) => {
      const times = page.locator('[type=datetime-local]');
      await times.first().fill(`${firstDay()}T09:00`);
      await times.last().fill(`${firstDay()}T11:00`);
      await page.locator('.field input').last().fill('의사 학회');
      await press(page, /^(?:휴진 정하기|Block the time)$/);
      await page.locator('.done').waitFor();
    },
  },
  {
    name: 'week of a clinic',
    path: ({ siteId }) => `/clinic/${siteId}?from=${firstDay()}`,
    isClinic: true,
    ready: '.slot',
  },
  {
    name: 'fewer seats than are booked',
    path: ({ siteId }) => `/clinic/${siteId}?from=${firstDay()}`,
    isClinic: true,
    ready: '.slot',
    act: async (page) => {
      await page.locator('.slot').first().click();
      const fields = page.locator('.slot-panel input');
      await fields.first().fill('1');
      await fields.last().fill('의사 한 사람이 쉽니다');
      await press(page, /^(?:정원 바꾸기|Change the capacity)$/);
      await page.locator('.confirm').waitFor();
    },
  },
  {
    name: 'list of a day',
    path: ({ siteId }) => `/clinic/${siteId}/day/${firstDay()}`,
    isClinic: true,
    ready: '.check-in',
  },
  {
    name: 'closing of a clinic',
    path: ({ siteId }) => `/clinic/${siteId}/closing`,
    isClinic: true,
    ready: 'select',
    act: (page) => press(page, /^(?:운영 종료 요청|Ask to close)$/),
  },
];
