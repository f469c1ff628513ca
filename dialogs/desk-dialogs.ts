import { DialogSet, DialogTurnStatus, type DialogState } from './bot-dialogs';
import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { CohortDialog } from './cohort-dialog';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { DisambiguationDialog } from './disambiguation-dialog';
import { FeedbackDialog } from './feedback-dialog';
import { HandoffDialog } from './handoff-dialog';
import { MainDialog } from './main-dialog';
import { NOT_TAKEN, WishDialog, type Wish } from './wish-dialog';

/** All dialogs of the desk; runs the one that waits, or begins a new question. */
export class DeskDialogs {
  private readonly dialogs: DialogSet;

  constructor(state: StatePropertyAccessor<DialogState>, services: DeskServices) {
    this.dialogs = new DialogSet(state)
      .add(new MainDialog(services))
      .add(new DisambiguationDialog(services))
      .add(new CohortDialog(services))
      .add(new FeedbackDialog(services))
      .add(new HandoffDialog(services))
      .add(new WishDialog(services));
  }

  async run(context: TurnContext): Promise<void> {
    const dc = await this.dialogs.createContext(context);
    // A wish is asked for in the queue only: whoever is back with the bot has got out of it some other way.
    if (dc.activeDialog?.id === DIALOG.wish) await dc.cancelAllDialogs();
    const { status } = await dc.continueDialog();
    if (status === DialogTurnStatus.empty) await dc.beginDialog(DIALOG.main);
  }

  /** In the queue: goes on with the wish that is being asked for. False when there is none, or the words are not an answer. */
  async continueWish(context: TurnContext): Promise<boolean> {
    const dc = await this.dialogs.createContext(context);
    if (dc.activeDialog?.id !== DIALOG.wish) return false;
    const { result } = (await dc.continueDialog()) as { result?: unknown };
    return result !== NOT_TAKEN;
  }

  async beginWish(context: TurnContext, wish: Wish): Promise<void> {
    const dc = await this.dialogs.createContext(context);
    await dc.cancelAllDialogs();
    await dc.beginDialog(DIALOG.wish, { wish });
  }
}
