import { checkCannedReplies } from './checks/canned-replies';
import { checkChangeOrder } from './checks/change-order';
import { checkCohortTable } from './checks/cohort-table';
import { checkDangerContradiction } from './checks/danger-contradiction';
import { checkDuplicateIds } from './checks/duplicate-ids';
import { checkDuplicatePhrasings } from './checks/duplicate-phrasings';
import { checkFewPhrasings } from './checks/few-phrasings';
import { checkFilePlacement } from './checks/file-placement';
import { checkOwnWords } from './checks/own-words';
import { checkPlaceholders } from './checks/placeholders';
import { checkReferences } from './checks/references';
import { checkReviewDate } from './checks/review-date';
import { checkSpokenText } from './checks/spoken-text';
import { checkUnreadFiles } from './checks/unread-files';
import { checkVenueFacts } from './checks/venue-facts';
import type { Check, Draft } from './draft';
import type { Problem } from './problem';

const CHECKS: readonly Check[] = [
  checkDuplicateIds,
  checkDuplicatePhrasings,
  checkDangerContradiction,
  checkFewPhrasings,
  checkOwnWords,
  checkFilePlacement,
  checkReferences,
  checkPlaceholders,
  checkSpokenText,
  checkReviewDate,
  checkChangeOrder,
  checkCohortTable,
  checkVenueFacts,
  checkUnreadFiles,
  checkCannedReplies,
];

/** Runs every rule about a pack. */
export function checkPack(draft: Draft, now: number): Problem[] {
  return CHECKS.flatMap((check) => check(draft, now));
}
