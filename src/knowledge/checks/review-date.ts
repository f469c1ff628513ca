import { placeIn, type Check } from '../draft';
import { dayInJapan } from '../japan-time';

/** An answer past its review date may be out of date; it still answers, so this is a warning. */
export const checkReviewDate: Check = ({ entries }, now) => {
  const today = dayInJapan(now);
  return entries.flatMap((placed) =>
    placed.entry.reviewBy >= today
      ? []
      : [
          {
            ...placeIn(placed, 'reviewBy'),
            code: 'review.past',
            message: `${placed.entry.id} は、見直しの期限（${placed.entry.reviewBy}）を過ぎています`,
            hint: '答えが今も正しいかを確かめて、reviewBy を次の期限に書きかえてください',
            severity: 'warning' as const,
          },
        ],
  );
};
