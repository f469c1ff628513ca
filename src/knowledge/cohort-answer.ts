import { birthRange, type BirthDate, type BirthRange } from './birth-range';
import type { Cohort } from './cohort';
import { dayInEra, dayInJapan } from './japan-time';
import type { Pack } from './pack';
import { dateWording, knownWording, momentWording, spokenPhone } from './spoken-forms';
import type { Wording } from './texts';

/** What was asked: when booking opens, or when the ticket comes. It is said first. */
export type CohortSubject = 'booking' | 'ticket';

/** The contact of contacts.yaml that takes bookings. */
const BOOKING_CONTACT = 'call-centre';

/**
 * The cohorts that someone may belong to: one when the date is known, two when a bare year (or an age) straddles
 * the boundary of 2 April, none when the schedule has a gap there.
 */
export function findCohort(cohorts: readonly Cohort[], birth: BirthDate | BirthRange): Cohort[] {
  const { from, to } = 'from' in birth ? birth : birthRange(birth);
  return cohorts.filter(({ born }) => (born.from ?? '0000') <= to && from <= (born.to ?? '9999'));
}

/** What the schedule says to one cohort at this time, the subject asked about first. */
export function cohortAnswer(pack: Pack, cohort: Cohort, now: number, subject: CohortSubject = 'booking'): Wording {
  const booking = bookingStatement(cohort, now);
  const ticket = ticketStatement(cohort, now);
  const [lead, follow] = (subject === 'booking' ? [booking, ticket] : [ticket, booking]).filter((one) => one !== undefined);
  if (!lead) return noteOf(cohort);
  const more = [follow, missingTicket(cohort, now), booking && howToBook(pack)].filter((one) => one !== undefined);
  return {
    text: [`${cohort.label}の${lead.text}`, ...more.map(({ text }) => `・${text}`)].join('\n'),
    speak: `${cohort.label}の${lead.speak}${follow?.speak ?? ''}`,
  };
}

/** One line of the schedule: the whole row, or only booking, or only the ticket. */
export function cohortLines(cohorts: readonly Cohort[], now: number, subjects: readonly CohortSubject[]): Wording {
  const rows = cohorts.map((cohort) => {
    const statements = subjects.flatMap((subject) => statementOf(cohort, now, subject) ?? []);
    const whole = statements.length === 0 ? noteOf(cohort) : undefined;
    return {
      text: `・${cohort.label}（${bornWording(cohort)}）：${whole ? (cohort.note ?? '') : statements.map(({ text }) => text).join('')}`,
      speak: whole ? whole.speak : `${cohort.label}の${statements.map(({ speak }) => speak).join('')}`,
    };
  });
  return { text: rows.map(({ text }) => text).join('\n'), speak: rows.map(({ speak }) => speak).join('') };
}

/** 昭和27年4月2日から昭和32年4月1日の生まれ */
function bornWording({ born: { from, to } }: Cohort): string {
  if (from && to) return `${dayInEra(from)}から${dayInEra(to)}の生まれ`;
  if (from) return `${dayInEra(from)}以後の生まれ`;
  return to ? `${dayInEra(to)}以前の生まれ` : '';
}

function statementOf(cohort: Cohort, now: number, subject: CohortSubject): Wording | undefined {
  return subject === 'booking' ? bookingStatement(cohort, now) : ticketStatement(cohort, now);
}

function isOpen({ bookingOpens }: Cohort, now: number): boolean {
  return bookingOpens !== undefined && now >= Date.parse(bookingOpens);
}

function bookingStatement(cohort: Cohort, now: number): Wording | undefined {
  if (cohort.bookingOpens === undefined) return undefined;
  const opens = momentWording(cohort.bookingOpens);
  const verb = isOpen(cohort, now) ? '受け付けています' : '受け付けます';
  return { text: `予約は、${opens.text}から${verb}。`, speak: `予約は、${opens.speak}から${verb}。` };
}

function ticketStatement({ ticketPosted, ticketArrivesBy }: Cohort, now: number): Wording | undefined {
  if (ticketPosted === undefined) return undefined;
  const today = dayInJapan(now);
  const posted = dateWording(ticketPosted);
  const verb = today > ticketPosted ? '発送しました' : '発送します';
  const arrival = ticketArrivesBy === undefined ? undefined : arrivalStatement(ticketArrivesBy, today);
  return {
    text: `接種券は、${posted.text}に${verb}。${arrival?.text ?? ''}`,
    speak: `接種券は、${posted.speak}に${verb}。${arrival?.speak ?? ''}`,
  };
}

function arrivalStatement(by: string, today: string): Wording {
  const { text, speak } = dateWording(by);
  const due = today <= by ? '届く予定です' : '届く予定でした';
  return { text: `${text}までに${due}。`, speak: `${speak}までに${due}。` };
}

function missingTicket({ ticketArrivesBy }: Cohort, now: number): Wording | undefined {
  if (ticketArrivesBy === undefined || dayInJapan(now) <= ticketArrivesBy) return undefined;
  const ask = '接種券がまだ届かない方は、コールセンターにおたずねください。';
  return { text: ask, speak: ask };
}

function howToBook({ contacts }: Pack): Wording | undefined {
  const contact = contacts.find(({ id }) => id === BOOKING_CONTACT);
  if (!contact) return undefined;
  const phone = knownWording(contact.phone, spokenPhone);
  return {
    text: `予約は、LINEか${contact.name}（電話 ${phone.text}）でできます。`,
    speak: `予約は、ラインか、${contact.spokenName}でできます。`,
  };
}

function noteOf({ label, note = '予定は、コールセンターにおたずねください。' }: Cohort): Wording {
  return { text: `${label}は、${note}`, speak: `${label}は、${note}` };
}
