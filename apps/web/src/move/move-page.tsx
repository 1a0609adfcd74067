import type { BookedSlot, BookingView, MunicipalityList, SlotList } from '@sunbeon/core';
import { useEffect, useRef, useState } from 'react';
import { DistrictStep } from '../booking/district-step.tsx';
import type { District } from '../booking/districts.ts';
import { SlotPicker } from '../booking/slot-picker.tsx';
import { useSnapshot } from '../booking/use-snapshot.ts';
import { ask, type Refusal } from '../gate/ask.ts';
import type { MyBooking } from '../gate/my-bookings.ts';
import { municipalityText } from '../places/places.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { MoveConfirm } from './move-confirm.tsx';
import { moveWords } from './words.ts';

interface Props {
  readonly booking: MyBooking;
  /** Whose it is; empty for the visitor's own. */
  readonly name: string;
  readonly onMoved: (bookingId: string) => void;
}

/** Another time for a booking: chosen from what is free now; the booking stays as it is until the new place is taken. */
export function MovePage({ booking, name, onMoved }: Props) {
  const words = say(moveWords);
  const { windowId, id } = booking;
  const [district, setDistrict] = useState<District | null>(null);
  const [isChoosingDistrict, setChoosingDistrict] = useState(false);
  const [slot, setSlot] = useState<BookedSlot | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [underWay, setUnderWay] = useState(false);
  const title = useFocusOnce();
  const choose = (chosen: BookedSlot | null) => {
    setSlot(chosen);
    setRefusal(null);
  };
  const move = async (to: BookedSlot): Promise<void> => {
    setUnderWay(true);
    const path = `/v1/bookings/${encodeURIComponent(id)}/move`;
    const answer = await ask<BookingView>(path, { method: 'POST', body: { slot: to.id } });
    setUnderWay(false);
    if (answer.ok) onMoved(id);
    else setRefusal(answer.refusal);
  };
  return (
    <>
      <a className="way-back" href="#bookings">
        ← {words.back}
      </a>
      <h1 ref={title} tabIndex={-1}>
        {name === '' ? words.title : words.titleFor(name)}
      </h1>
      <p>
        <span className="soft">{words.now}</span> <strong>{slotTimeText(booking, language())}</strong> ·{' '}
        <span lang="ko">{booking.siteName}</span>
      </p>
      <p>{words.safe}</p>
      {isChoosingDistrict ? (
        <OtherDistrict
          windowId={windowId}
          chosen={district?.code ?? null}
          onChoose={(chosen) => {
            setDistrict(chosen);
            setChoosingDistrict(false);
          }}
        />
      ) : (
        <FreeTimes
          booking={booking}
          district={district}
          slot={slot}
          onChoose={choose}
          onDistrict={setDistrict}
          onOtherDistrict={() => setChoosingDistrict(true)}
        />
      )}
      {slot !== null && !isChoosingDistrict && (
        <MoveConfirm
          slot={slot}
          hasSecond={booking.dose === 1}
          underWay={underWay}
          refusal={refusal}
          onMove={(to) => {
            choose(to);
            void move(to);
          }}
        />
      )}
    </>
  );
}

interface FreeProps {
  readonly booking: MyBooking;
  readonly district: District | null;
  readonly slot: BookedSlot | null;
  readonly onChoose: (slot: BookedSlot | null) => void;
  readonly onDistrict: (district: District) => void;
  readonly onOtherDistrict: () => void;
}

/** What is free where the booking is, or in the district chosen instead. A second dose is of the same vaccine. */
function FreeTimes({ booking, district, slot, onChoose, onDistrict, onOtherDistrict }: FreeProps) {
  const words = say(moveWords);
  const query = new URLSearchParams({ window: booking.windowId, municipality: district?.code ?? booking.municipality });
  if (booking.dose === 2) query.set('product', booking.product);
  const { body, cameAtMs, offline } = useSnapshot<SlotList>(`/v1/slots?${query.toString()}`);
  const own = body?.slots.find(({ siteName }) => siteName === booking.siteName)?.municipalityCode ?? '';
  const code = district?.code ?? own;
  if (body === null) return <output>{offline ? words.unreachable : words.loading}</output>;
  return (
    <>
      {offline && <output className="offline">{words.unreachable}</output>}
      <SlotPicker
        windowId={booking.windowId}
        list={{ ...body, slots: body.slots.filter(({ id }) => id !== booking.slotId) }}
        cameAtMs={cameAtMs}
        code={code}
        picked={slot === null ? [] : [{ ...slot, siteId: '' }]}
        isFull={false}
        mark={() => words.chosen}
        onToggle={(chosen) => onChoose(chosen.id === slot?.id ? null : chosen)}
        onDistrict={onDistrict}
      >
        <div className="where">
          <h2>{municipalityText(code, district?.name ?? booking.municipality, language())}</h2>
          <button type="button" className="plain" onClick={onOtherDistrict}>
            {words.otherDistrict}
          </button>
        </div>
      </SlotPicker>
    </>
  );
}

interface OtherProps {
  readonly windowId: string;
  readonly chosen: string | null;
  readonly onChoose: (district: District) => void;
}

function OtherDistrict({ windowId, chosen, onChoose }: OtherProps) {
  const words = say(moveWords);
  const { body, offline } = useSnapshot<MunicipalityList>(`/v1/sites?window=${encodeURIComponent(windowId)}`);
  if (body === null) return <output>{offline ? words.unreachable : words.loading}</output>;
  return <DistrictStep list={body} chosen={chosen} onChoose={onChoose} />;
}

/** The heading has the keyboard once it is there, so that a screen reader starts with it. */
function useFocusOnce() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
  }, []);
  return title;
}
