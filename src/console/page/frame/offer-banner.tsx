import { useNow } from '../hooks/use-now';
import { useStore } from '../hooks/use-store';
import { acceptOffer, declineOffer, offerTo } from '../queue-acts';
import { useSession } from '../session-context';
import { CHANNEL_WORDS, PRIORITY_WORDS, subjectOf } from '../words';
import { Key } from './key';
import { focusComposer } from '../focus';

/** Somebody is offered to this operator: accept by one key before the time is up. The live region has told it aloud. */
export function OfferBanner() {
  const session = useSession();
  useStore(session.store);
  const now = useNow();
  const offer = offerTo(session);
  if (!offer) return null;
  // The page's clock is drawn once a second: never more than the desk gives.
  const ms = Math.min(Date.parse(offer.offeredUntil ?? '') - now, session.me.acceptWithinMs);
  const left = Math.max(0, Math.ceil(ms / 1000));
  const accept = async (): Promise<void> => {
    if (await acceptOffer(session, offer)) focusComposer();
  };
  return (
    <section class="offer" aria-label="呼び出し">
      <p class="offer-text">
        <strong>呼び出し</strong> {subjectOf(offer)}（{CHANNEL_WORDS[offer.channel]}）
        {offer.priorityReason && <span class="tag strong">{PRIORITY_WORDS[offer.priorityReason]}</span>}
        {Number.isFinite(left) && <span class="countdown">あと{left}秒</span>}
      </p>
      <p class="offer-acts">
        <button type="button" class="primary" aria-keyshortcuts="F2" onClick={() => void accept()}>
          応対する <Key name="F2" />
        </button>
        <button type="button" aria-keyshortcuts="Alt+R" onClick={() => void declineOffer(session)}>
          断る <Key name="Alt+R" />
        </button>
      </p>
    </section>
  );
}
